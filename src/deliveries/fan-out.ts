import type { Clock } from '../shared/clock.ts';
import type { FanOutStore, Hints } from './ports.ts';

/** A page of a first message takes a quarter of a second; a stop waits for it. */
const PAGE_SIZE = 5_000;
/** Lanes that send as much keep a machine as busy as the pages do. */
const BUSY_PER_SECOND = 1_000;
/** Rows are written at least so many times faster than they leave, or as fast as they can. */
const AHEAD = 2;

/**
 * How long the next page waits for lanes that send already. Rows are written many times faster than they leave, and
 * without a rest between the pages a lane of 1,000 a second loses a second of its budget to the rows of its first minute
 * (docs/decisions/0026). Lanes of 30 a second need no such room, and no lane may run dry for it.
 */
function restMs(tookMs: number, sendingPerSecond: number): number {
  const share = Math.min(1, sendingPerSecond / BUSY_PER_SECOND);
  const longestMs = ((PAGE_SIZE / sendingPerSecond) * 1_000) / AHEAD - tookMs;
  return Math.max(0, Math.min(tookMs * share, longestMs));
}

/**
 * Writes the delivery rows of one alert message, page by page, and wakes the lanes from the first page on. Safe to run
 * again after a crash, and twice at once.
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
      // Whose lanes come last waits for the last page.
      if (page.critical) continue;
      const rest = restMs(tookMs, await store.sendingPerSecond([...woken]));
      if (rest > 0) await clock.sleep(rest, signal);
    }
  };
}
