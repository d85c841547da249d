import { RETENTION, RETENTION_NAMES, type RetentionName } from '../../config/retention.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { RetentionStore } from './ports.ts';

/** Rows of one statement: it takes milliseconds, and nobody waits for it. */
const BATCH = 500;
/** A beat of the sweeper has other things to do. */
const LONGEST_ROUND_MS = 150;
/** A rule that finds no more looks again after this. */
const REST_MS = 10 * 60_000;

/**
 * One round of deleting what is past its time (config/retention.ts), in small batches. What a round does not get done
 * the next one goes on with.
 */
export function createForgetOld(deps: { store: RetentionStore; clock: Clock; logger: Logger }) {
  const { store, clock } = deps;
  const dueAtMs = new Map<RetentionName, number>();
  /** The rule whose turn it is: a long one must not keep the others waiting for days. */
  let turn = 0;

  async function apply(name: RetentionName, untilMs: number): Promise<void> {
    let gone = 0;
    try {
      for (;;) {
        const rows = await store.forget(name, RETENTION[name].keepMs, BATCH);
        gone += rows;
        if (rows === 0) {
          dueAtMs.set(name, clock.monotonicMs() + REST_MS);
          return;
        }
        if (clock.monotonicMs() >= untilMs) return;
      }
    } catch (error) {
      // It must not keep the other rules from their turn, nor be tried each second.
      dueAtMs.set(name, clock.monotonicMs() + REST_MS);
      deps.logger.warn({ ...errorFields(error), rule: name }, 'a retention rule failed');
    } finally {
      if (gone > 0) deps.logger.info({ rule: name, rows: gone }, 'rows past their time deleted');
    }
  }

  return async function forgetOld(): Promise<void> {
    const untilMs = clock.monotonicMs() + LONGEST_ROUND_MS;
    for (let rules = RETENTION_NAMES.length; rules > 0; rules--) {
      const nowMs = clock.monotonicMs();
      if (nowMs >= untilMs) return;
      const name = RETENTION_NAMES[turn];
      turn = (turn + 1) % RETENTION_NAMES.length;
      if (name !== undefined && nowMs >= (dueAtMs.get(name) ?? 0)) await apply(name, untilMs);
    }
  };
}
