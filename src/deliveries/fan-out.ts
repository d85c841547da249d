import type { FanOutStore, Hints } from './ports.ts';

const PAGE_SIZE = 2_000;

/**
 * Writes the delivery rows of one alert message, page by page, and wakes the lanes from the first page on. Safe to run
 * again after a crash: a household that has its row keeps it.
 */
export function createFanOut(deps: { store: FanOutStore; hints: Hints }) {
  return async function fanOut(alertMessageId: string, signal: AbortSignal): Promise<void> {
    let after: string | null = null;
    const woken = new Set<string>();
    while (!signal.aborted) {
      const page = await deps.store.expandPage(alertMessageId, after, PAGE_SIZE);
      if (page.kind === 'end') {
        await deps.store.markFannedOut(alertMessageId);
        return;
      }
      after = page.last;
      const asleep = page.laneIds.filter((laneId) => !woken.has(laneId));
      for (const laneId of asleep) woken.add(laneId);
      if (asleep.length > 0) await deps.hints.driveLane(asleep);
    }
  };
}
