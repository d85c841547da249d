import { z } from 'zod';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { BenchArgs } from './args.ts';
import { overtaking, percentile, round } from './figures.ts';
import { openStage } from './stage.ts';
import { openBenchStorage } from './storage.ts';
import { fannedOut, stats, waitUntil } from './watch.ts';

/** Households of the critical alert. */
const SIZE = 500;
const BACKLOG = 20_000;
const TRIALS = 10;
const RATE = 30;
const START_MS = 20_000;
/** A sparser trial is a development run. */
const QUICK_BELOW = 100;

const timelineSchema = z.array(z.object({ atMs: z.number(), mark: z.number() }));
const countsSchema = z.array(z.number());

/** How soon a life-safety alert leaves while a long routine one fills the lane, and how much of the lane it gets. */
export async function benchOvertake(args: BenchArgs, lifecycle: Lifecycle) {
  const critical = args.size ?? SIZE;
  const quick = critical < QUICK_BELOW;
  const trials = quick ? 2 : TRIALS;
  const backlog = quick ? critical * 20 : BACKLOG;
  const storage = await openBenchStorage(args.queue, lifecycle);
  const stage = await openStage(storage, lifecycle, {
    groups: [{ households: backlog }, { households: critical }],
    ratePerSecond: RATE,
    platform: { botPerSecond: RATE, chatPerSecond: 1 },
  });
  const [everybody = '', endangered = ''] = stage.unit.groupIds;
  const routine = await stage.officer.raise('online_scam', [everybody]);
  await fannedOut(stage, routine.messageId, START_MS + backlog);
  const flows = async () => (await stats(stage.telegram)).accepted >= Math.min(RATE, backlog / 10);
  if (!(await waitUntil(flows, START_MS))) throw new Error('the backlog does not flow');

  const results: { firstMs: number; share: number }[] = [];
  let lost = 0;
  for (let trial = 1; trial <= trials; trial++) {
    const clickedAtMs = Date.now();
    const throttledBefore = (await stats(stage.telegram)).throttled;
    const alert = await stage.officer.raise('fire_explosion', [endangered]);
    const raisedMs = Date.now() - clickedAtMs;
    const copies = () => stage.telegram.ask('received', { mark: alert.number }, countsSchema);
    // At a tenth of the budget something is wrong and has been seen.
    const timeoutMs = START_MS + (critical / RATE) * 3_000;
    const deadlineMs = systemClock.monotonicMs() + timeoutMs;
    let arrived = 0;
    while (arrived < critical && systemClock.monotonicMs() < deadlineMs) {
      await systemClock.sleep(250);
      arrived = (await copies()).filter((count) => count > 0).length;
    }
    lost += critical - arrived;
    const marks = [alert.number];
    const sends = await stage.telegram.ask('timeline', { marks }, timelineSchema);
    const result = overtaking(sends, 0, clickedAtMs);
    if (!result) throw new Error('the critical alert was not sent');
    results.push(result);
    const throttled = (await stats(stage.telegram)).throttled - throttledBefore;
    process.stderr.write(
      `Trial ${trial}: first after ${round(result.firstMs)} ms (${raisedMs} of them to raise it), share ${round(result.share, 3)}, ${throttled} times 429\n`,
    );
  }
  const firsts = results.map(({ firstMs }) => firstMs);
  return {
    households: critical,
    backlog,
    trials,
    firstCriticalMsWorst: round(Math.max(...firsts)),
    firstCriticalMsMedian: round(percentile(firsts, 0.5)),
    criticalShare: round(Math.min(...results.map(({ share }) => share)), 4),
    lost,
    throttled: (await stats(stage.telegram)).throttled,
  };
}
