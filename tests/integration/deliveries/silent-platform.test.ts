import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld, NOTE } from './engine-world.ts';

const world = engineWorld();

/** For the driver, so many times the time of the database: its ten seconds are a fraction of one here. */
const FASTER = 20;
const fast: Clock = {
  now: systemClock.now,
  monotonicMs: () => systemClock.monotonicMs() * FASTER,
  sleep: (ms, signal) => systemClock.sleep(ms / FASTER, signal),
};
const TIMEOUT_MS = 10_000;

describe('a platform that answers nobody for 40 s', () => {
  it.each([
    ['takes nothing', false],
    ['takes everything', true],
  ] as const)(
    'and %s: everyone gets the alert, each call without an answer is one marked repeat',
    async (_, takes) => {
      const ward = await world.ward({ households: 30 });
      let answersFromMs = Number.POSITIVE_INFINITY;
      const taken: { chat: string; repeat: boolean }[] = [];
      let unanswered = 0;
      const engine = world.createEngine(
        ward,
        async (chat, message, nth, signal) => {
          const nowMs = fast.monotonicMs();
          if (answersFromMs === Number.POSITIVE_INFINITY) answersFromMs = nowMs + 40_000;
          const hangs = nowMs < answersFromMs;
          if (takes || !hangs) taken.push({ chat, repeat: message.text.startsWith(NOTE) });
          if (!hangs) return sent(nth);
          unanswered += 1;
          await fast.sleep(TIMEOUT_MS, signal);
          return { kind: 'unknown', reason: 'timed_out' };
        },
        fast,
      );
      await engine.raise('fire_explosion');
      const more = () => world.prisma().delivery.count({ where: { state: { in: ['pending', 'sending'] } } });
      // As if what waits for its next try had waited: a driver that went idle is replaced when something is due.
      for (; (await more()) > 0; await engine.run()) {
        await world.query(`UPDATE "Delivery" SET "notBefore" = NULL WHERE state = 'pending'`);
      }
      expect(await world.states()).toEqual({ sent: 30 });
      expect(new Set(taken.map(({ chat }) => chat)).size).toBe(30);
      const { _sum } = await world.prisma().delivery.aggregate({ _sum: { repeats: true } });
      expect(_sum.repeats).toBe(unanswered);
      expect(engine.channel.sends).toHaveLength(30 + unanswered);
      // At most what may be under way at once, and then one by one.
      expect(unanswered).toBeLessThanOrEqual(30 + 40_000 / (TIMEOUT_MS + 1_000));
      const copies = taken.length - 30;
      expect(copies).toBe(takes ? unanswered : 0);
      expect(taken.filter(({ repeat }) => repeat).length).toBeGreaterThanOrEqual(copies);
    },
  );

  it('ends for a household with the stop of the alert: it counts as one that may have it', async () => {
    const ward = await world.ward({ households: 1 });
    const engine = world.createEngine(
      ward,
      async (_chat, _message, _nth, signal) => {
        await fast.sleep(TIMEOUT_MS, signal);
        return { kind: 'unknown', reason: 'timed_out' };
      },
      fast,
    );
    const alertId = await engine.raise('fire_explosion');
    await engine.run();
    expect(await world.states()).toEqual({ pending: 1 });
    await engine.stop(alertId);
    await engine.sweep();
    await engine.run();
    expect(await world.states()).toEqual({ unknown_final: 1 });
  });
});
