import type { Channel, OutgoingMessage, SendTarget } from '../../src/channels/channel.ts';
import type { Outcome } from '../../src/channels/outcome.ts';

export interface RecordedSend {
  chatId: string;
  text: string;
  atMs: number;
}

/** A platform that answers as told and remembers every send that reached it. */
export function createRecordingChannel(
  answer: (
    chatId: string,
    message: OutgoingMessage,
    nth: number,
    signal: AbortSignal,
  ) => Outcome | Promise<Outcome>,
): Channel & { sends: RecordedSend[]; textsTo(chatId: string): string[] } {
  const sends: RecordedSend[] = [];
  return {
    id: 'telegram',
    limits: { textLength: 4096, sendTimeoutMs: 1_000 },
    sends,
    textsTo: (chatId) => sends.filter((send) => send.chatId === chatId).map(({ text }) => text),
    async send(message: OutgoingMessage, target: SendTarget, signal: AbortSignal) {
      sends.push({ chatId: target.externalId, text: message.text, atMs: performance.now() });
      return answer(target.externalId, message, sends.length, signal);
    },
    parseInbound: () => ({ kind: 'parsed', messages: [] }),
    verifyWebhook: () => 'forged',
  };
}

export function sent(nth: number): Outcome {
  return { kind: 'sent', externalMessageId: String(nth) };
}
