import type { z } from 'zod';
import type {
  AlertCategoryView,
  AlertContent,
  AlertTemplateView,
  Finding,
  ShownMessage,
} from '../../../src/contracts/alerts.ts';
import type { AlertForecast } from '../../../src/contracts/forecast.ts';
import type { GroupCard, GroupCards, GroupTree } from '../../../src/contracts/groups.ts';
import type { Session } from '../../../src/contracts/session.ts';
import type { alertSummarySchema } from '../../../src/contracts/words.ts';
import { ACTIONS, may } from '../../../src/staff/rights.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';

/** A made-up ward: what the console asks for while somebody writes, approves and drills. */

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const STAFF_ID = uuid(1);
export const OTHER_STAFF_ID = uuid(2);

export function sessionOf(role: StaffRoleName, language: 'vi' | 'en'): Session {
  return {
    staffId: STAFF_ID,
    name: 'Nguyễn Văn An',
    office: role === 'ward_chief' ? 'Trưởng Công an phường' : 'Trực ban',
    userName: 'an.nguyen',
    unit: { id: uuid(3), code: 'BMT', name: 'Công an phường Buôn Ma Thuột' },
    roles: [role],
    actions: ACTIONS.filter((action) => may({ roles: [role] }, action)),
    language,
    secondFactor: { on: true, required: true, recoveryCodesLeft: 8 },
    expiresAt: '2030-01-01T00:00:00.000Z',
  };
}

const HOUR_MS = 3_600_000;

const category = (
  code: AlertCategoryView['code'],
  icon: string,
  severities: AlertCategoryView['severities'],
  change: Partial<AlertCategoryView> = {},
): AlertCategoryView => ({
  code,
  icon,
  severity: severities.at(-1) ?? 'info',
  severities,
  approval: 'duty_officer',
  aloneHouseholds: 5_000,
  lifeMs: 6 * HOUR_MS,
  replyCodes: ['SAFE', 'HELP', 'ACK'],
  needsSource: false,
  aboutPerson: false,
  mayWrite: true,
  ...change,
});

export const CATEGORIES: AlertCategoryView[] = [
  category('fire_explosion', '🔥', ['urgent', 'critical']),
  category('disaster', '🌊', ['advisory', 'urgent', 'critical'], {
    needsSource: true,
    approval: 'ward_chief',
  }),
  category('disorder', '🚨', ['advisory', 'urgent']),
  category('online_scam', '⚠️', ['advisory', 'urgent']),
  category('theft', '🔒', ['info', 'advisory']),
  category('traffic', '🚧', ['info', 'advisory']),
  category('missing_person', '🔎', ['advisory', 'urgent'], { aboutPerson: true }),
  category('wanted_person', '👤', ['advisory'], { aboutPerson: true, approval: 'ward_chief' }),
  category('rumour_correction', '📢', ['advisory', 'urgent'], { approval: 'ward_chief' }),
  category('community', '🎉', ['info'], { approval: 'area_officer' }),
  category('tourist_safety', '🧭', ['info'], { mayWrite: false }),
];

const template = (
  id: string,
  of: AlertTemplateView['category'],
  name: string,
  vi: string,
  en: string | null,
): AlertTemplateView => ({
  id,
  origin: id.includes('-7000-') ? 'unit' : 'built_in',
  category: of,
  name,
  texts: { vi, en },
  variables: [...`${vi} ${en ?? ''}`.matchAll(/\[([^\]]*)\]/g)].map(([, variable]) => variable ?? ''),
});

export const TEMPLATES: AlertTemplateView[] = [
  template(
    'fire_explosion-1',
    'fire_explosion',
    'Cháy nhà',
    'RA NGOÀI NGAY: cháy tại [địa chỉ].\nBà con gần đó ngắt điện, khóa bình ga, chừa đường cho xe chữa cháy. Ai mắc kẹt bấm “Cần giúp” hoặc gọi 114.',
    'GET OUT NOW: fire at [address].\nNeighbours: switch off power, close gas bottles, keep the way clear. If trapped press “Need help” or call 114.',
  ),
  template(
    'fire_explosion-2',
    'fire_explosion',
    'Trời hanh khô',
    'KHÔNG ĐỐT rẫy, đốt rác hôm nay: trời hanh, gió lớn, lửa lan rất nhanh.\nThấy khói gọi 114 ngay.',
    null,
  ),
  template(
    'disaster-1',
    'disaster',
    'Nước sông lên',
    'LÊN CHỖ CAO TRƯỚC [giờ]: nước [sông, suối] lên nhanh.\nĐến [nơi tránh], mang giấy tờ, thuốc, điện thoại. Nguồn: [số văn bản].',
    null,
  ),
  template(
    'theft-1',
    'theft',
    'Mất trộm xe máy',
    'KHÓA XE, đưa xe vào nhà, bật đèn sân: đêm qua [tài sản] bị lấy ở [khu vực].\nCamera nào thấy [đường] lúc [giờ] xin bấm “Tôi có thấy”.',
    null,
  ),
  template(
    'online_scam-1',
    'online_scam',
    'Giả danh công an',
    'CÚP MÁY khi có người xưng công an bảo cập nhật VNeID, chuyển tiền hoặc mở đường dẫn.\nCông an không làm việc qua điện thoại.',
    'HANG UP when a caller says to be police and asks you to update VNeID, send money or open a link.',
  ),
  template(
    uuid(801),
    'theft',
    'Mùa cà phê',
    'TRỰC CHUNG các rẫy gần nhau: mùa cà phê chín đã có vườn bị hái trộm ở [khu vực].\nThấy xe lạ gọi trực ban, không tự đuổi bắt.',
    null,
  ),
  template(
    'wanted_person-1',
    'wanted_person',
    'Truy nã',
    'THẤY NGƯỜI NÀY gọi 113 hoặc trực ban: [họ tên], sinh [năm], quyết định [số] của [cơ quan].\nKhông tự bắt nếu nguy hiểm.',
    null,
  ),
  template(
    'community-1',
    'community',
    'Ngày hội',
    'MỖI HỘ MỘT NGƯỜI dự [việc] lúc [giờ, ngày] tại [nơi].\nĐi được xin bấm “Tôi tham gia”.',
    null,
  ),
];

const group = (n: number, name: string, households: number, reachable = households) => ({
  id: uuid(100 + n),
  name,
  households,
  reachable,
});

export const TREE: GroupTree = {
  households: 1_866,
  reachable: 1_790,
  kinds: [
    {
      kind: 'hamlet',
      households: 1_620,
      reachable: 1_560,
      groups: [
        group(1, 'Buôn Alê A', 412, 398),
        group(2, 'Tổ dân phố 10', 310),
        group(3, 'Tổ dân phố 2', 298, 281),
        group(4, 'Tổ dân phố 7', 265),
        group(5, 'Buôn Păm Lăm', 335, 306),
      ],
    },
    { kind: 'parish', households: 240, reachable: 236, groups: [group(6, 'Giáo xứ Kim Phát', 240, 236)] },
    { kind: 'school', households: 180, reachable: 180, groups: [group(7, 'Trường tiểu học Lê Lợi', 180)] },
    {
      kind: 'market',
      households: 126,
      reachable: 114,
      groups: [group(8, 'Chợ Tân Lập', 86, 80), group(9, 'Chợ đêm', 40, 34)],
    },
    { kind: 'lodging', households: 31, reachable: 31, groups: [group(10, 'Nhà trọ đường Y Jút', 31)] },
  ],
};
export const [BUON_ALE, TO_10] = [uuid(101), uuid(102)] as const;

/** 38 households live in Buôn Alê A and belong to the parish; 12 in it trade at the market. */
export const SHARED: readonly [string, string, number][] = [
  [uuid(101), uuid(106), 38],
  [uuid(101), uuid(108), 12],
];

const pair = (a: string, b: string): [string, string] => [a, b];

export function countOf(groupIds: readonly string[]) {
  const groups = TREE.kinds.flatMap(({ groups: own }) => own).filter(({ id }) => groupIds.includes(id));
  const overlaps = SHARED.filter(([a, b]) => groupIds.includes(a) && groupIds.includes(b));
  const sum = (of: (one: (typeof groups)[number]) => number) =>
    groups.reduce((total, one) => total + of(one), 0);
  const inSeveral = overlaps.reduce((total, [, , households]) => total + households, 0);
  return {
    households: sum(({ households }) => households) - inSeveral,
    reachable: sum(({ reachable }) => reachable) - inSeveral,
    inSeveral,
    overlaps: overlaps.map(([a, b, households]) => ({ groupIds: pair(a, b), households })),
  };
}

/** As the real checks, as far as these tests need them. */
export function findingsOf(
  content: AlertContent,
  sentTexts: ReadonlyMap<string, string>,
  media: 'photo' | 'voice' | null = null,
): Finding[] {
  const findings: Finding[] = [];
  for (const language of ['vi', 'en'] as const) {
    const text = content.texts[language];
    if (text === null) continue;
    const look = (pattern: RegExp, code: Finding['code'], severity: Finding['severity']) => {
      for (const match of text.matchAll(pattern)) {
        const [found] = match;
        findings.push({
          code,
          severity,
          place: { language, start: match.index, end: match.index + found.length },
          found,
        });
      }
    };
    look(/\[[^\]]*\]/g, 'placeholder_left', 'block');
    look(/\b0\d{9}\b/g, 'phone_number', 'confirm');
    look(/https?:\/\/\S+/g, 'link', 'confirm');
  }
  const overall = (code: Finding['code'], severity: Finding['severity'], found: string | null = null) =>
    findings.push({ code, severity, place: null, found });
  if (!/\p{L}/u.test(content.texts.vi)) overall('text_empty', 'block');
  const showsPerson = content.media?.showsPerson ?? null;
  if (media === 'photo' && showsPerson === null) overall('photo_not_described', 'block');
  if (media === 'photo' && showsPerson) overall('photo_of_person', 'confirm');
  if (media === 'photo' && showsPerson && content.legalBasis === null)
    overall('legal_basis_missing', 'confirm');
  if (content.legalBasis === null && CATEGORIES.find(({ code }) => code === content.category)?.aboutPerson)
    overall('legal_basis_missing', 'confirm');
  if (content.texts.en === null) overall('english_missing', 'note');
  const before = sentTexts.get(content.texts.vi);
  if (before !== undefined) overall('sent_recently', 'confirm', before);
  return findings;
}

const LIMITS = { telegram: 4_096, zalo: 2_000 } as const;

export function messagesOf(
  content: AlertContent,
  number: string,
  media: 'photo' | 'voice' | null = null,
): ShownMessage[] {
  const fallbackNote = '(Only Vietnamese is available.)\n';
  return (['telegram', 'zalo'] as const).flatMap((channel) =>
    (['vi', 'en'] as const).map((language): ShownMessage => {
      const own = content.texts[language];
      const drill = content.drill ? (language === 'vi' ? 'DIỄN TẬP – ' : 'DRILL – ') : '';
      const body = own ?? `${language === 'en' ? fallbackNote : ''}${content.texts.vi}`;
      const text = `${drill}${body}\n\n${number} · mã K3P9 · Công an phường Buôn Ma Thuột · 0262 3812 345`;
      const buttons =
        language === 'vi'
          ? ['Nhà tôi an toàn', 'Cần giúp', 'Đã đọc']
          : ['We are safe', 'Need help', 'I have read it'];
      const { length } = text;
      const file =
        media === null || content.media === null
          ? {}
          : {
              media: {
                id: content.media.id,
                kind: media,
                carried: channel === 'telegram' || media === 'photo',
              },
            };
      return {
        ...file,
        channel,
        language,
        text,
        buttons,
        length,
        limit: LIMITS[channel],
        fallback: own === null,
      };
    }),
  );
}

export function forecastOf({
  households,
  reachable,
}: {
  households: number;
  reachable: number;
}): AlertForecast {
  const zalo = Math.floor(reachable * 0.3);
  const unreachable = households - reachable;
  const deferred = Math.min(4, zalo);
  return {
    sendFrom: null,
    households,
    ways: { free: reachable - deferred, paid: 0, template: 0, deferred },
    unreachable,
    unreachableBecause: unreachable > 0 ? [{ reason: 'no_contact', households: unreachable }] : [],
    channels: [
      {
        channel: 'telegram',
        households: reachable - zalo,
        free: reachable - zalo,
        paid: 0,
        template: 0,
        deferred: 0,
      },
      { channel: 'zalo', households: zalo, free: zalo - deferred, paid: 0, template: 0, deferred },
    ],
    outsideWindow: deferred,
    paidMessages: 0,
    costDong: 0,
    deferredUntil: deferred > 0 ? '2026-11-26T23:00:00.000Z' : null,
    secondsToFirst: 1,
    secondsToHalf: Math.ceil(reachable / 60),
    secondsTo99Percent: Math.ceil(reachable / 30),
    secondsToLast: Math.ceil(reachable / 30),
  };
}

export function drillOf(n: number, number: string, headline: string): z.input<typeof alertSummarySchema> {
  return {
    id: uuid(n),
    number,
    category: 'fire_explosion',
    severity: 'critical',
    state: 'resolved',
    headline,
    drill: true,
    createdAt: '2026-11-20T02:00:00.000Z',
    expiresAt: '2026-11-20T08:00:00.000Z',
    closedAt: '2026-11-20T03:00:00.000Z',
    paused: false,
    startsAt: null,
    progress: {
      households: 412,
      sent: 398,
      pending: 0,
      unreachable: 14,
      unknown: 0,
      failed: 0,
      cancelled: 0,
      read: 251,
      safe: 88,
      help: 3,
      words: 2,
    },
    helpWaiting: 0,
  };
}

const CODES = [
  'A7K2M9',
  'B3N8Q4',
  'C5R2T7',
  'D6V3W8',
  'E4X7Y2',
  'F8H3J6',
  'G2K9L5',
  'H7M4N3',
  'J5P8Q2',
  'K3R6S9',
];
/** The same groups as they are kept; the first has quiet hours and a place. */
export const CARDS: readonly GroupCard[] = TREE.kinds
  .flatMap(({ kind, groups }) => groups.map((one) => ({ kind, ...one })))
  .map((one, index) => ({
    ...one,
    joinCode: CODES[index % CODES.length] ?? '',
    quietHours: index === 0 ? { fromMinute: 1_290, toMinute: 330 } : null,
    place: index === 0 ? { latitude: 12.6833, longitude: 108.05 } : null,
  }));

export const ACCOUNTS: GroupCards['accounts'] = [
  { channel: 'telegram', name: 'BinhYenBmtBot', url: 'https://t.me/BinhYenBmtBot?start={code}' },
  { channel: 'zalo', name: 'Công an phường Buôn Ma Thuột', url: null },
];
