import { expect, it } from 'vitest';
import { LEASE_MARGIN_MS, LEASE_MS, RENEW_EVERY_MS } from '../../../src/deliveries/lane.ts';
import { createLeaseKeeper } from '../../../src/deliveries/lease-keeper.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createSimulatedClock } from '../../support/simulated-clock.ts';

const SAFE_MS = LEASE_MS - LEASE_MARGIN_MS;

/** A keeper whose first renewal is answered after so long; later ones get no answer. What it believes by then. */
async function afterOneRenewal(answerMs: number, answer: () => boolean) {
  const clock = createSimulatedClock();
  const ended = new AbortController();
  let asked = 0;
  let beats = 0;
  const keeper = createLeaseKeeper({
    store: {
      async renew() {
        asked += 1;
        if (asked > 1) return new Promise(() => {});
        await clock.sleep(answerMs);
        return answer();
      },
    },
    laneId: 'lane',
    epoch: 1,
    startMs: 0,
    clock,
    logger: silentLogger,
    onBeat: () => {
      beats += 1;
    },
  });
  void keeper.run(ended.signal);
  await clock.run(clock.sleep(RENEW_EVERY_MS + answerMs + 1), 60_000);
  ended.abort();
  return { safeUntilMs: keeper.safeUntilMs, holds: keeper.holds(), beats };
}

it('a renewed lease counts from when it was asked for, however late the database answered', async () => {
  const slow = await afterOneRenewal(3_000, () => true);
  expect(slow).toEqual({ safeUntilMs: RENEW_EVERY_MS + SAFE_MS, holds: true, beats: 4 });
});

it('a lease that is another one’s by now is held no longer', async () => {
  expect((await afterOneRenewal(5, () => false)).holds).toBe(false);
});

it('a lease that cannot be renewed runs out by itself', async () => {
  const away = await afterOneRenewal(3_000, () => {
    throw new Error('the database is away');
  });
  expect(away).toMatchObject({ safeUntilMs: SAFE_MS, holds: false });
});
