import { systemClock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { QueueHealth } from './connection.ts';

/** Turns the many errors of one outage into two lines of log. */
export interface OutageWatch {
  /** Something went wrong with the store, or with one queue of it. */
  report(error: unknown, queue?: string): void;
  /** Whether the store is known to be away; true for up to a second after it is back. */
  isKnown(): boolean;
  stop(): void;
}

const PROBE_EVERY_MS = 1_000;

export function createOutageWatch(deps: { health: () => Promise<QueueHealth>; logger: Logger }): OutageWatch {
  const { health, logger } = deps;
  const stopped = new AbortController();
  let watching = false;
  let known = false;

  const watch = async (error: unknown, queue: string | undefined) => {
    const first = await health();
    if (stopped.signal.aborted) return;
    if (first.kind === 'up') {
      logger.warn({ queue, ...errorFields(error) }, 'the queue reported an error');
      return;
    }
    known = true;
    const sinceMs = systemClock.monotonicMs();
    logger.warn({ reason: first.reason }, 'the queue is unreachable; hints are lost until it is back');
    do {
      await systemClock.sleep(PROBE_EVERY_MS, stopped.signal);
      if (stopped.signal.aborted) return;
    } while ((await health()).kind === 'down');
    const downMs = Math.round(systemClock.monotonicMs() - sinceMs);
    logger.info({ downMs }, 'the queue is reachable again');
  };

  return {
    report(error, queue) {
      if (watching || stopped.signal.aborted) return;
      watching = true;
      void watch(error, queue).finally(() => {
        watching = false;
        known = false;
      });
    },
    isKnown: () => known,
    stop() {
      stopped.abort();
    },
  };
}
