import type { JobsOptions } from 'bullmq';
import { QUEUE_TIMEOUT_MS } from '../../config/queues.ts';
import type { JobDefinition } from '../jobs/define-job.ts';
import { within } from './connection.ts';
import type { OutageWatch } from './outage.ts';
import type { Queues } from './queues.ts';

/** `lost`: the store could not be reached in time. The rows still say what is to be done, so the sweeper asks again. */
export type AddResult = 'queued' | 'lost';

export interface Producer {
  /** Answers within a second (at once in a known outage), and never throws because the store is away. */
  add<Payload extends object>(job: JobDefinition<Payload>, payload: Payload): Promise<AddResult>;
  /** `lost` when any of them may be. */
  addMany<Payload extends object>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
  ): Promise<AddResult>;
}

const BATCH = 1_000;

export function createProducer(deps: { queues: Queues; outage: OutageWatch }): Producer {
  const { queues, outage } = deps;

  const addBatch = async <Payload extends object>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
  ) => {
    const queue = await queues.get(job.name);
    const entries = payloads.map((payload) => ({
      name: job.name,
      data: payload,
      opts: optionsOf(job, payload),
    }));
    await queue.addBulk(entries);
  };

  const addMany = async <Payload extends object>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
  ): Promise<AddResult> => {
    const parsed = payloads.map((payload) => job.payload.parse(payload));
    if (outage.isKnown()) return 'lost';
    try {
      for (let from = 0; from < parsed.length; from += BATCH) {
        await within(QUEUE_TIMEOUT_MS, addBatch(job, parsed.slice(from, from + BATCH)));
      }
      return 'queued';
    } catch (error) {
      outage.report(error, job.name);
      return 'lost';
    }
  };

  return { add: (job, payload) => addMany(job, [payload]), addMany };
}

/** How BullMQ is to treat one job. Collapsed jobs need no id of their own: the key decides. */
export function optionsOf<Payload extends object>(
  job: JobDefinition<Payload>,
  payload: Payload,
): JobsOptions {
  const { settings, collapse } = job;
  return {
    attempts: settings.attempts,
    removeOnComplete: true,
    removeOnFail: { count: settings.keepFailed },
    // Traces name values that were at hand; the log has what is needed.
    stackTraceLimit: 0,
    ...(collapse && {
      deduplication: { id: collapse.key(payload), keepLastIfActive: collapse.whileActive === 'run_again' },
    }),
  };
}
