import type { BotApiAnswer } from './transport.ts';

/** Fewer digits than a number may lose. */
const HEAD = /^\{"ok":true,"result":\{"message_id":(\d{1,15}),/;
const HEAD_BYTES = 64;
const CLOSING_BRACE = '}'.charCodeAt(0);

/**
 * What is needed of the answer to `sendMessage`, read from its first bytes; null where they are not as the Bot API writes
 * them, and the whole is to be parsed. The rest of such an answer is the message once more, for each of thousands of chats.
 */
export function readSentAnswer(answer: Buffer): BotApiAnswer | null {
  const messageId = HEAD.exec(answer.toString('latin1', 0, HEAD_BYTES))?.[1];
  if (messageId === undefined || answer.at(-1) !== CLOSING_BRACE) return null;
  return { ok: true, result: { message_id: Number(messageId) } };
}
