import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMessage, splitText } from '../../../../src/channels/telegram/index.ts';
import { renderMessage } from '../../../../src/channels/telegram/render.ts';

describe('renderMessage', () => {
  it('is plain text without preview, one button a row', () => {
    const buttons = [
      { label: 'An toàn', payload: 's' },
      { label: 'Cần giúp', payload: 'h' },
    ];
    expect(renderMessage({ text: '<b>Cháy</b> *ở* _chợ_', buttons })).toEqual({
      kind: 'rendered',
      message: {
        text: '<b>Cháy</b> *ở* _chợ_',
        link_preview_options: { is_disabled: true },
        reply_markup: {
          inline_keyboard: [
            [{ text: 'An toàn', callback_data: 's' }],
            [{ text: 'Cần giúp', callback_data: 'h' }],
          ],
        },
      },
    });
    expect(renderMessage({ text: 'a', buttons: [] })).toEqual({
      kind: 'rendered',
      message: { text: 'a', link_preview_options: { is_disabled: true } },
    });
  });

  it.each([
    ['telegram_text_empty', ' \n', []],
    ['telegram_text_too_long', 'x'.repeat(4097), []],
    ['telegram_button_payload', 'a', [{ label: 'a', payload: 'đ'.repeat(33) }]],
    ['telegram_button_payload', 'a', [{ label: 'a', payload: '' }]],
    ['telegram_button_payload', 'a', [{ label: ' ', payload: 'a' }]],
  ])('refuses %s', (reason, text, buttons) => {
    expect(renderMessage({ text, buttons })).toEqual({ kind: 'invalid', reason });
  });

  it.each([
    ['x'.repeat(4096), []],
    ['a', [{ label: 'a', payload: 'đ'.repeat(32) }]],
  ])('accepts what just fits', (text, buttons) => {
    expect(renderMessage({ text, buttons }).kind).toBe('rendered');
  });
});

describe('splitText', () => {
  it.each<[string, string, number, string[]]>([
    ['short', 'Một câu.', 20, ['Một câu.']],
    ['empty', '  ', 20, []],
    ['paragraphs first', 'Câu một. Hai.\n\nCâu ba. Bốn.', 20, ['Câu một. Hai.', 'Câu ba. Bốn.']],
    ['then lines', 'Dòng một dài.\nDòng hai. Ba', 22, ['Dòng một dài.', 'Dòng hai. Ba']],
    ['then sentences', 'Câu một dài. Câu hai dài. Ba', 20, ['Câu một dài.', 'Câu hai dài. Ba']],
    ['then words', 'một hai ba bốn năm sáu', 12, ['một hai ba', 'bốn năm sáu']],
    ['exactly full', '12345678. 9012345', 9, ['12345678.', '9012345']],
    ['a number is no sentence end', 'gọi 1.2345678 ngay', 13, ['gọi 1.2345678', 'ngay']],
    ['no white space', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['never inside a character', 'aaa👍🏽bb', 5, ['aaa', '👍🏽b', 'b']],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  it('loses only white space and keeps every part whole and within the limit', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '\n', '\n\n', '. ', '! ')))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.trim()).not.toBe('');
          // A halved pair would not survive UTF-8.
          expect(Buffer.from(part).toString()).toBe(part);
        }
        expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
      }),
      { numRuns: 300 },
    );
  });

  it('puts the buttons under the last part', () => {
    const buttons = [{ label: 'An toàn', payload: 's' }];
    expect(splitMessage({ text: 'Câu một dài. Câu hai.', buttons }, 13)).toEqual([
      { text: 'Câu một dài.', buttons: [] },
      { text: 'Câu hai.', buttons },
    ]);
  });
});
