import type { Clock } from '../shared/clock.ts';
import type { FanOutStore, Hints } from './ports.ts';

/** A page of a first message takes a quarter of a second; a stop waits for it. */
const PAGE_SIZE = 5_000;
/** Lanes that send as much keep a machine as busy as the pages do. */
const BUSY_PER_SECOND = 1_000;

/**
 * Writes the delivery rows of one alert message, page by page, and wakes the lanes from the first page on. Safe to run
 * again after a crash, and twice at once.
 *
 * Stands back for lanes that send already: rows are written many times faster than they leave, and without a rest
 * between the pages a lane of 1,000 a second loses a second of its budget to the rows of its first minute. Lanes of 30 a
 * second need no such room, and whose rows come last does not wait for them.
 */
export function createFanOut(deps: {
  store: FanOutStore;
  hints: Hints;
  clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
}) {
  const { store, hints, clock } = deps;
  return async function fanOut(alertMessageId: string, signal: AbortSignal): Promise<void> {
    const woken = new Set<string>();
    while (!signal.aborted) {
      const beganMs = clock.monotonicMs();
      const page = await store.expandPage(alertMessageId, PAGE_SIZE);
      if (page.kind === 'not_now') return;
      if (page.kind === 'end') {
        await store.markFannedOut(alertMessageId);
        return;
      }
      const tookMs = clock.monotonicMs() - beganMs;
      const asleep = page.laneIds.filter((laneId) => !woken.has(laneId));
      for (const laneId of asleep) woken.add(laneId);
      if (asleep.length > 0) await hints.driveLane(asleep);
      const busy = Math.min(1, (await store.sendingPerSecond([...woken])) / BUSY_PER_SECOND);
      if (busy > 0) await clock.sleep(tookMs * busy, signal);
    }
  };
}
