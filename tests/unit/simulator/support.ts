import type { Clock } from '../../../src/shared/clock.ts';
import type { ChatMessageView, ChatView } from '../../../src/simulator/telegram/control.ts';

/** A clock that a test sets. Sleepers wake when `advance` passes their time. */
export function createTestClock(startMs = Date.UTC(2026, 10, 23, 2)): Clock & { advance(ms: number): void } {
  let elapsedMs = 0;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  return {
    now: () => new Date(startMs + elapsedMs),
    monotonicMs: () => elapsedMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { atMs: elapsedMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    advance(ms) {
      elapsedMs += ms;
      for (const sleeper of [...sleepers]) {
        if (sleeper.atMs > elapsedMs) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

/** A chat written by hand: what the person typed or pressed, and what the bot said, one second apart. */
export type Line =
  | { person: string }
  | { bot: string; buttons?: readonly string[] }
  /** Presses the newest message that has this payload. */
  | { press: string };

export function chatOf(lines: readonly Line[]): ChatView {
  const chat: ChatView = {
    userId: '1',
    started: true,
    blocked: false,
    blocks: 0,
    messages: [],
    presses: [],
    notice: null,
  };
  for (const [index, line] of lines.entries()) {
    const atMs = index * 1000;
    if ('press' in line) {
      const message = chat.messages.findLast((candidate) =>
        candidate.buttons.flat().some((button) => button.payload === line.press),
      );
      if (message === undefined) throw new Error(`no message has ${line.press}`);
      message.pressed = line.press;
      chat.presses.push({
        messageId: message.id,
        payload: line.press,
        atMs,
        seen: chat.messages.length,
        answered: true,
      });
      continue;
    }
    const text = 'person' in line ? line.person : line.bot;
    const payloads = 'bot' in line ? (line.buttons ?? []) : [];
    const message: ChatMessageView = {
      id: String(100 + index),
      from: 'person' in line ? 'person' : 'bot',
      atMs,
      editedAtMs: null,
      content: { kind: 'text', text },
      sentText: text,
      buttons: payloads.map((payload) => [{ label: payload, payload }]),
      pressed: null,
      waiting: false,
    };
    chat.messages.push(message);
  }
  return chat;
}
