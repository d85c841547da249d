import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { LaneStore, SendResult } from './ports.ts';

const WRITE_EVERY_MS = 40;

/** Writes outcomes in batches, one batch at a time, in the order in which they came. */
export interface OutcomeWriter {
  add(result: SendResult): void;
  /** Outcomes that are not on record yet. */
  readonly waiting: number;
  /** Writes what is there now. Keeps it when the database does not take it. */
  flush(): Promise<void>;
  /** Writes on a beat until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export function createOutcomeWriter(options: {
  store: Pick<LaneStore, 'record'>;
  laneId: string;
  epoch: number;
  clock: Clock;
  logger: Logger;
}): OutcomeWriter {
  const { store, laneId, epoch, clock, logger } = options;
  let results: SendResult[] = [];
  let underWay = 0;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    writing = writing.then(async () => {
      if (results.length === 0) return;
      const batch = results;
      results = [];
      underWay = batch.length;
      try {
        await store.record(laneId, epoch, batch);
      } catch (error) {
        // Kept for the next round; if the database stays away, the next driver finds these rows as unknown.
        results = batch.concat(results);
        logger.warn({ laneId, rows: batch.length, ...errorFields(error) }, 'outcomes not recorded yet');
      } finally {
        underWay = 0;
      }
    });
    return writing;
  }

  return {
    add: (result) => void results.push(result),
    get waiting() {
      return results.length + underWay;
    },
    flush,
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(WRITE_EVERY_MS, signal);
        await flush();
      }
    },
  };
}
