import { pick, type Random } from './random.ts';

/** Made-up people of a ward in Đắk Lắk: Kinh, Ê Đê, M'nông, Gia Rai, Tày, Nùng, Mông. */
const KINH_FAMILIES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Võ',
  'Đặng',
  'Bùi',
  'Hồ',
  'Dương',
  'Đỗ',
  'Huỳnh',
] as const;
const KINH_MEN = [
  'Văn Hùng',
  'Đức Thịnh',
  'Quốc Việt',
  'Văn Sáu',
  'Minh Tuấn',
  'Hữu Phước',
  'Công Danh',
  'Văn Tâm',
] as const;
const KINH_WOMEN = [
  'Thị Lan',
  'Thị Hồng',
  'Ngọc Ánh',
  'Thị Bích Thủy',
  'Thu Hà',
  'Thị Mai',
  'Kim Oanh',
  'Thị Xuân',
] as const;
const EDE_CLANS = [
  'Mlô',
  'Êban',
  'Niê',
  'Ayŭn',
  'Êñuôl',
  'Kbuôr',
  'Kđoh',
  'Ktla',
  'Adrơng',
  'Buôn Yă',
] as const;
const EDE_MEN = ['Y Bhăng', 'Y Thuin', 'Y Wơn', 'Y Blut', 'Y Khăm', 'Y Djuăn', 'Y Sưk', 'Y Nguôm'] as const;
const EDE_WOMEN = ["H'Lan", "H'Bliă", "H'Mer", "H'Ruê", "H'Djuôn", "H'Yam", "H'Ngăt", "H'Wiê"] as const;
const OTHERS = [
  "Điểu K'Rơng",
  "H'Mai Bkrông",
  'Y Thắt Rlik',
  "Rơ Châm H'Lim",
  'Ksor Y Blang',
  'Nông Văn Dũng',
  'Hoàng Thị Nương',
  'Lý Văn Páo',
  'Giàng A Sình',
  'Lường Thị Ón',
  'Vi Văn Chài',
] as const;

export function personName(random: Random): string {
  const origin = random();
  const woman = random() < 0.5;
  if (origin < 0.5) return `${pick(random, KINH_FAMILIES)} ${pick(random, woman ? KINH_WOMEN : KINH_MEN)}`;
  if (origin < 0.9) return `${pick(random, woman ? EDE_WOMEN : EDE_MEN)} ${pick(random, EDE_CLANS)}`;
  return pick(random, OTHERS);
}

const STREETS = [
  'Lê Thánh Tông',
  'Y Wang',
  'Mai Xuân Thưởng',
  'Ama Khê',
  'Y Moan',
  'Phan Chu Trinh',
] as const;
const LANDMARKS = [
  'gần bến nước',
  'sau nhà sinh hoạt cộng đồng',
  'cạnh cây kơ nia lớn',
  'đối diện trường mẫu giáo',
  'đầu đường vào rẫy cà phê',
  'cạnh tiệm tạp hóa đầu hẻm',
] as const;

/** How people say which house is theirs. `number` makes it their own. */
export function houseDescription(random: Random, number: number): string {
  const form = random();
  if (form < 0.4) return `Số ${number} ${pick(random, STREETS)}`;
  if (form < 0.7) return `Hẻm ${1 + Math.floor(random() * 90)}/${number} ${pick(random, STREETS)}`;
  return `Nhà ${random() < 0.5 ? 'sàn' : 'mái tôn'} số ${number}, ${pick(random, LANDMARKS)}`;
}

export const HELP_WORDS = [
  'Nhà có cụ già 82 tuổi không đi lại được, cần người đến giúp',
  'Nhà chỉ có tôi với hai cháu nhỏ, chưa ra được ngoài',
  'Có người bị thương ở chân, cần xe đưa đi',
  'Khói vào nhà nhiều quá, nhờ các anh tới gấp',
] as const;

export const REPLY_WORDS = [
  'Nhà tôi bình thường, cảm ơn các anh công an',
  'Tôi thấy có người lạ đi xe máy không biển số quanh đây từ chiều',
  'Đường trước nhà tôi xe không vào được',
  'Tôi đang ở rẫy, tối mới về. Ở nhà có con tôi',
  'Cho hỏi khi nào thì ổn ạ?',
] as const;
