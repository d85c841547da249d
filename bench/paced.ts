import { z } from 'zod';
import type { Lifecycle } from '../src/lifecycle.ts';
import type { BenchArgs } from './args.ts';
import { budgetUsed, round } from './figures.ts';
import { openStage } from './stage.ts';
import { type BenchStorage, openBenchStorage } from './storage.ts';
import { stats, waitUntil } from './watch.ts';

/** Deliveries at 1,000 a second: a minute, the start of the process included. The slow pass has as many seconds. */
const SIZE = 60_000;
const FAST = 1_000;
const SLOW = 30;
/** A platform far away: usual answers, and one call in so many that hangs. */
const TRAFFIC = { minMs: 50, maxMs: 250, hangingOneIn: 500, hangingMs: 10_000 };
/** The end of a run is stragglers, not pace. */
const WINDOW_SHARE = 0.9;
const START_MS = 15_000;

const timelineSchema = z.array(z.object({ atMs: z.number(), mark: z.number() }));

/** How much of the platform's budget is used when answers are slow and some hang, and how often we are too fast. */
export async function benchPaced(args: BenchArgs, lifecycle: Lifecycle) {
  const seconds = Math.max(4, (args.size ?? SIZE) / FAST);
  const storage = await openBenchStorage(args.queue, lifecycle);
  const slow = await pass(storage, lifecycle, SLOW, seconds);
  const fast = await pass(storage, lifecycle, FAST, seconds);
  const throttled = slow.throttled + fast.throttled;
  return {
    seconds: round(seconds, 1),
    budgetUsedAt30: round(slow.used, 4),
    budgetUsedAt1000: round(fast.used, 4),
    throttledShare: round(throttled / (throttled + slow.accepted + fast.accepted), 5),
    throttledAt30: slow.throttled,
    throttledAt1000: fast.throttled,
    maxRssMiB: round(Math.max(slow.maxRssMiB, fast.maxRssMiB)),
  };
}

async function pass(storage: BenchStorage, lifecycle: Lifecycle, ratePerSecond: number, seconds: number) {
  const households = Math.ceil(ratePerSecond * seconds);
  const stage = await openStage(storage, lifecycle, {
    groups: [{ households }],
    ratePerSecond,
    platform: { botPerSecond: ratePerSecond, chatPerSecond: 1 },
  });
  try {
    await stage.telegram.ask('traffic', TRAFFIC, z.unknown());
    const alert = await stage.officer.raise('online_scam', stage.unit.groupIds);
    const windowMs = seconds * 1_000 * WINDOW_SHARE;
    const began = async () => (await stats(stage.telegram)).accepted > 0;
    if (!(await waitUntil(began, START_MS))) throw new Error('nothing was sent');
    // No longer than the window: a lane that is too slow has shown it by then.
    const done = async () => (await stats(stage.telegram)).accepted >= households;
    await waitUntil(done, windowMs + 500);
    const sends = await stage.telegram.ask('timeline', { marks: [alert.number] }, timelineSchema);
    const { accepted, throttled } = await stats(stage.telegram);
    const { maxRssMiB } = await stage.worker.usage();
    const sentAtMs = sends.map(({ atMs }) => atMs);
    const used = budgetUsed(sentAtMs, ratePerSecond, windowMs);
    process.stderr.write(`At ${ratePerSecond}/s: ${round(used * 100, 1)} % used, ${throttled} times 429\n`);
    await stage.officer.stop(alert.alertId);
    return { used, accepted, throttled, maxRssMiB };
  } finally {
    await stage.end();
  }
}
