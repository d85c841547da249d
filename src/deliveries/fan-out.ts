import type { FanOutStore, Hints } from './ports.ts';

/** A page of a first message takes a quarter of a second; a stop waits for it. */
const PAGE_SIZE = 5_000;

/**
 * Writes the delivery rows of one alert message, page by page, and wakes the lanes from the first page on. Safe to run
 * again after a crash, and twice at once.
 */
export function createFanOut(deps: { store: FanOutStore; hints: Hints }) {
  return async function fanOut(alertMessageId: string, signal: AbortSignal): Promise<void> {
    const woken = new Set<string>();
    while (!signal.aborted) {
      const page = await deps.store.expandPage(alertMessageId, PAGE_SIZE);
      if (page.kind === 'not_now') return;
      if (page.kind === 'end') {
        await deps.store.markFannedOut(alertMessageId);
        return;
      }
      const asleep = page.laneIds.filter((laneId) => !woken.has(laneId));
      for (const laneId of asleep) woken.add(laneId);
      if (asleep.length > 0) await deps.hints.driveLane(asleep);
    }
  };
}
