import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/shared/fold.ts';

describe('fold', () => {
  it.each([
    ['Đã đọc!', 'da doc'],
    ['ĐÃ ĐỌC', 'da doc'],
    ['da doc', 'da doc'],
    ['Nhà tôi an toàn', 'nha toi an toan'],
    ['Xoá tôi', 'xoa toi'],
    ['Xóa tôi', 'xoa toi'],
    ['Cứu với!!!', 'cuu voi'],
    // Ê Đê and Jrai names and letters.
    ["H'Lan Êban", 'hlan eban'],
    ['H’Lan Êban', 'hlan eban'],
    ['HʼLan Êban', 'hlan eban'],
    ['Y Bhăng Mlô', 'y bhang mlo'],
    ['ƀuôn Ƀuôn', 'buon buon'],
    ['Čư Mgar, Krông Bŭk', 'cu mgar krong buk'],
    ['ñĭk', 'nik'],
    // Whatever stands between words is one space.
    ['  a\t\n b — c…d ', 'a b c d'],
    ['1, 3 và 5.', '1 3 va 5'],
    ['🆘 cần giúp 🆘', 'can giup'],
    ['', ''],
    ['👍', ''],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('makes the same key of composed and decomposed text', () => {
    for (const text of ['Đường Ngô Quyền', "H'Lan Êban", 'ở đây ạ', 'ươ ưỡ ậ ặ']) {
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
    }
  });

  it('of what is folded changes nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
