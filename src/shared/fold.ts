/**
 * Folds text for comparison: no marks, no case, đ as d, ƀ as b, apostrophes dropped, other signs as one space.
 * "Đã đọc!" and "da doc" are the same key; so are "H'Lan" and "H’lan".
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/ƀ/g, 'b')
    .replace(/['’ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
