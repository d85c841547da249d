import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageBodies } from '../../../../src/channels/telegram/body.ts';

const buttons = { inline_keyboard: [[{ text: 'An toàn', callback_data: 'a:7Q2M:SAFE' }]] };

describe('the bodies of messages', () => {
  it('each say what their message does, whatever the one before was', () => {
    const message = fc
      .record({
        chat_id: fc.string(),
        text: fc.constantFrom('Mưa lũ về, bà con lên chỗ cao', 'Đã an toàn', '"\\ \u2028 🌊'),
        link_preview_options: fc.constantFrom({ is_disabled: true }, { is_disabled: false }),
        reply_markup: fc.constantFrom(undefined, buttons, { inline_keyboard: [] }),
      })
      .chain((whole) => fc.constantFrom(whole, { chat_id: whole.chat_id, text: whole.text }));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 12 }), (messages) => {
        const bodyOf = createMessageBodies();
        for (const one of messages) {
          const { contentType, body } = bodyOf(one);
          expect(contentType).toBe('application/json');
          expect(JSON.parse(body.toString('utf8'))).toEqual(JSON.parse(JSON.stringify(one)));
        }
      }),
    );
  });
});
