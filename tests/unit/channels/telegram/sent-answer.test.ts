import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSentAnswer } from '../../../../src/channels/telegram/sent-answer.ts';

const read = (text: string) => readSentAnswer(Buffer.from(text, 'utf8'));
const sent = (messageId: unknown, rest: object = { text: 'Mưa lũ về' }) =>
  JSON.stringify({ ok: true, result: { message_id: messageId, ...rest } });

describe('the answer to a message', () => {
  it('is read from its beginning, as the Bot API writes it', () => {
    expect(read(sent(4201))).toEqual({ ok: true, result: { message_id: 4201 } });
  });

  it.each([
    ['a refusal', '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'],
    ['another order', '{"ok":true,"result":{"date":1,"message_id":4201}}'],
    ['white space', '{"ok": true, "result": {"message_id": 4201, "date": 1}}'],
    ['an id that a number would change', sent('9007199254740993').replace(/"(\d+)"/, '$1')],
    ['an id that is no number', sent('4201')],
    ['a fraction', sent(4201.5)],
    ['no message', '{"ok":true,"result":true}'],
    ['an answer that is cut off', sent(4201).slice(0, -3)],
    ['nothing', ''],
  ])('is left to the parser: %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('never says anything else than the parser', () => {
    const answers = fc.tuple(
      fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double(), fc.string()),
      fc.record({ text: fc.string({ unit: 'grapheme' }), from: fc.object() }),
    );
    fc.assert(
      fc.property(answers, ([messageId, rest]) => {
        const text = sent(messageId, rest);
        const answer = read(text);
        if (answer?.ok) expect(answer.result).toEqual({ message_id: JSON.parse(text).result.message_id });
      }),
    );
  });
});
