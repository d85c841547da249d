import type { z } from 'zod';
import { QUEUES, type QueueName, type QueueSettings } from '../../config/queues.ts';

/** What happens to a hint about something that already has a job. */
export interface Collapse<Payload> {
  /** What the job is about. While a job with this key waits, further hints with the key add nothing. */
  key(payload: Payload): string;
  /** A hint given while the job is running: leads to one more run after it, or is dropped. */
  whileActive: 'run_again' | 'drop';
}

/**
 * A job as data: cheap to import for whoever adds it. Its queue has its name. The payload is a version and ids, nothing
 * else: job data lies in clear text in the queue's store.
 */
export interface JobDefinition<Payload extends object = object> {
  name: QueueName;
  payload: z.ZodType<Payload>;
  collapse: Collapse<Payload> | null;
  settings: QueueSettings;
}

export function defineJob<Payload extends object>(job: {
  name: QueueName;
  payload: z.ZodType<Payload>;
  collapse: Collapse<Payload> | null;
}): JobDefinition<Payload> {
  return { ...job, settings: QUEUES[job.name] };
}
