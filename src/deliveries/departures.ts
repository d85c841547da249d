import type { Clock } from '../shared/clock.ts';

/** Sends that leave together are watched for so long after the first of them. */
const WATCH_MS = 10;
/** A timer comes later by as much where nothing holds it up. */
const TIMER_MS = 1;

/**
 * Notices how long sends were held up: by this process, or with it by a machine that stood still while they were on
 * their way. Call what it returns at each start; `left` is told by when all had left at the latest. On a shared machine
 * most of what arrives late does so because every process stood still for 10 to 20 ms.
 */
export function watchDepartures(
  clock: Pick<Clock, 'monotonicMs' | 'sleep'>,
  left: (atMs: number) => void,
): () => void {
  let isDue = false;
  async function look(): Promise<void> {
    await clock.sleep(WATCH_MS);
    isDue = false;
    left(clock.monotonicMs() - WATCH_MS - TIMER_MS);
  }
  return () => {
    if (!isDue) void look();
    isDue = true;
  };
}
