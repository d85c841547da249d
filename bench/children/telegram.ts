import { z } from 'zod';
import { systemClock } from '../../src/shared/clock.ts';
import { createFakeTelegram, type FakeTelegram } from '../../src/simulator/telegram/fake-telegram.ts';
import { faultOrderSchema } from '../../src/simulator/telegram/faults.ts';
import { command, serve } from '../protocol.ts';

/** The fake platform. Null lifts a limit. */
const openSchema = z.object({
  token: z.string(),
  people: z.int(),
  botPerSecond: z.int().nullable(),
  chatPerSecond: z.int().nullable(),
});
const trafficSchema = z.object({
  minMs: z.number(),
  maxMs: z.number(),
  hangingOneIn: z.int(),
  hangingMs: z.number(),
});

let open: { telegram: FakeTelegram; firstChatId: string; people: number; botId: string } | null = null;

function opened() {
  if (!open) throw new Error('not open');
  return open;
}

serve({
  open: command(openSchema, async ({ token, people, botPerSecond, chatPerSecond }) => {
    const telegram = createFakeTelegram({
      clock: systemClock,
      budgets: {
        botPerSecond: botPerSecond ?? Number.POSITIVE_INFINITY,
        chatPerSecond: chatPerSecond ?? Number.POSITIVE_INFINITY,
      },
    });
    const bot = telegram.registerBot({ token, username: 'BenchBot' });
    let firstChatId = '';
    let lastChatId = '';
    for (let index = 0; index < people; index++) {
      const { id } = telegram.createUser({ name: 'Bench' });
      // The bot may write only to who has written to it.
      bot.act(id, { kind: 'text', text: '/start' });
      firstChatId ||= id;
      lastChatId = id;
    }
    if (people > 0 && BigInt(lastChatId) - BigInt(firstChatId) !== BigInt(people - 1)) {
      throw new Error('chat ids are expected to follow one another');
    }
    open = { telegram, firstChatId, people, botId: bot.id };
    const { apiRoot } = await telegram.listen(0);
    return { apiRoot, firstChatId };
  }),
  /** Answers take a while from now on, and some hang. */
  traffic: command(trafficSchema, ({ minMs, maxMs, hangingOneIn, hangingMs }) => {
    const { telegram, botId } = opened();
    const usual = () => {
      telegram.faults.clear();
      telegram.faults.order({ fault: { kind: 'slow', minMs, maxMs } });
    };
    usual();
    let sends = 0;
    telegram.bot(botId)?.onChange(({ by }) => {
      if (by !== 'bot') return;
      sends += 1;
      if (sends % hangingOneIn !== 0) return;
      // Earlier orders are taken first, so the exception goes before the rule.
      telegram.faults.clear();
      telegram.faults.order({ fault: { kind: 'slow', minMs: hangingMs, maxMs: hangingMs }, count: 1 });
      telegram.faults.order({ fault: { kind: 'slow', minMs, maxMs } });
    });
  }),
  stats: command(z.object({}), () => ({
    ...opened().telegram.stats(),
    faultsMet: opened().telegram.faults.met(),
  })),
  /** Calls go wrong from now on, until `clear`. */
  order: command(faultOrderSchema, (order) => opened().telegram.faults.order(order)),
  clear: command(z.object({}), () => opened().telegram.faults.clear()),
  /** Everybody presses a button on the newest message that holds `mark`; how many could. */
  press: command(z.object({ mark: z.string(), payload: z.string() }), ({ mark, payload }) => {
    const { telegram, botId } = opened();
    const bot = telegram.bot(botId);
    const newest = new Map(telegram.sends(mark).map(({ chatId, messageId }) => [chatId, messageId]));
    const presses = [...newest].map(([chatId, messageId]) =>
      bot?.act(chatId, { kind: 'press', messageId, payload }),
    );
    return presses.filter((press) => press?.kind === 'done').length;
  }),
  /** Copies of the message that holds `mark`, for each chat in order. */
  received: command(z.object({ mark: z.string() }), ({ mark }) => {
    const { telegram, firstChatId, people } = opened();
    const first = BigInt(firstChatId);
    const counts = new Array<number>(people).fill(0);
    for (const { chatId } of telegram.sends(mark)) {
      const index = Number(BigInt(chatId) - first);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
  }),
  /** When each send was accepted, and which mark it holds, in order. */
  timeline: command(z.object({ marks: z.array(z.string()) }), ({ marks }) =>
    opened()
      .telegram.sends()
      .map(({ atMs, text }) => ({ atMs, mark: marks.findIndex((mark) => text.includes(mark)) })),
  ),
  /** Every accepted send in order: index of its chat, index of the mark it holds (-1 for none), when, a repeat or not. */
  accepted: command(
    z.object({ marks: z.array(z.string()), repeatMark: z.string() }),
    ({ marks, repeatMark }) => {
      const { telegram, firstChatId } = opened();
      const first = BigInt(firstChatId);
      return telegram.sends().map(({ chatId, atMs, text }) => ({
        chat: Number(BigInt(chatId) - first),
        mark: marks.findIndex((mark) => text.includes(mark)),
        atMs,
        repeat: text.includes(repeatMark),
      }));
    },
  ),
  /** What one chat got, and when. */
  chat: command(z.object({ chatId: z.string() }), ({ chatId }) =>
    opened()
      .telegram.sendsTo(chatId)
      .map(({ atMs, text }) => ({ atMs, text })),
  ),
  close: command(z.object({}), () => open?.telegram.close()),
});
