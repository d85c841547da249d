import { QUEUE_TIMEOUT_MS } from '../../config/queues.ts';
import type { JobDefinition } from '../jobs/define-job.ts';
import { systemClock } from '../shared/clock.ts';
import { within } from './connection.ts';
import type { OutageWatch } from './outage.ts';
import { optionsOf } from './producer.ts';
import type { Queues } from './queues.ts';

export interface Schedule {
  /** Resolves when the schedule is in the store. */
  ready: Promise<void>;
  /** Stops looking after the schedule; it stays for the other processes. */
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 2_000;
/** A beat this late has been lost; one this much too early was written by a clock that has been set back since. */
const TOLERANCE_MS = 5_000;

/**
 * Keeps one job coming every `everyMs`, however many processes ask for it: the store holds one schedule by the job's
 * name. Writes it again when the store has lost it, so that an emptied queue fills again.
 */
export function keepSchedule<Payload extends object>(
  deps: { queues: Queues; outage: OutageWatch },
  job: JobDefinition<Payload>,
  payload: Payload,
  everyMs: number,
): Schedule {
  const { queues, outage } = deps;
  const data = job.payload.parse(payload);
  const closing = new AbortController();
  const ensure = async () => {
    const queue = await queues.get(job.name);
    const found = await queue.getJobScheduler(job.name);
    const untilNextMs = (found?.next ?? 0) - Date.now();
    const alive = found?.every === everyMs && Math.abs(untilNextMs) < everyMs + TOLERANCE_MS;
    if (alive) return;
    // Written over, it would keep its next beat.
    if (found) await queue.removeJobScheduler(job.name);
    const template = { name: job.name, data, opts: optionsOf(job, data) };
    await queue.upsertJobScheduler(job.name, { every: everyMs }, template);
  };

  const lookOnce = async () => {
    try {
      await within(QUEUE_TIMEOUT_MS, ensure());
      return true;
    } catch (error) {
      outage.report(error, job.name);
      return false;
    }
  };

  const lookUntilWritten = async () => {
    while (!(await lookOnce())) {
      await systemClock.sleep(LOOK_EVERY_MS, closing.signal);
      closing.signal.throwIfAborted();
    }
  };

  const ready = lookUntilWritten();
  const looking = ready
    .catch(() => {})
    .then(async () => {
      while (!closing.signal.aborted) {
        await systemClock.sleep(LOOK_EVERY_MS, closing.signal);
        if (!closing.signal.aborted) await lookOnce();
      }
    });

  return {
    ready,
    async close() {
      closing.abort();
      await looking;
    },
  };
}
