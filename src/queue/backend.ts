import { QUEUE_TIMEOUT_MS } from '../../config/queues.ts';
import type { JobDefinition } from '../jobs/define-job.ts';
import type { Logger } from '../shared/logger.ts';
import { type QueueConnection, type QueueHealth, within } from './connection.ts';
import { createOutageWatch, type OutageWatch } from './outage.ts';
import { migrateQueue, openPostgresConnection } from './postgres-connection.ts';
import { createProducer, type Producer } from './producer.ts';
import { createQueues } from './queues.ts';
import { openRedisConnection } from './redis-connection.ts';
import { keepSchedule, type Schedule } from './schedule.ts';
import { startWorker, type WorkerHandle, type WorkerOptions } from './start-worker.ts';

export type QueueTarget =
  | { kind: 'redis'; url: string; prefix?: string }
  /** The queue's tables live in the schema `bullmq` of that database. */
  | { kind: 'postgres'; connectionString: string };

export interface JobCounts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** The queues of one process. The rows are the truth and a job is a hint: nothing here is ever needed to be kept. */
export interface QueueBackend {
  producer: Producer;
  startWorker<Payload extends object>(
    job: JobDefinition<Payload>,
    options: WorkerOptions<Payload>,
  ): WorkerHandle;
  /** Runs the job every `everyMs`, once for all processes that ask. */
  schedule<Payload extends object>(job: JobDefinition<Payload>, payload: Payload, everyMs: number): Schedule;
  /** Answers within a second. */
  health(): Promise<QueueHealth>;
  /** Throws when the store is unreachable. */
  counts(job: Pick<JobDefinition, 'name'>): Promise<JobCounts>;
  /** Closes schedules, workers (see WorkerHandle) and connections. Never throws. */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

/**
 * Opens the queues. PostgreSQL must be reachable, for its tables are written here; Redis may come later: until then
 * hints are lost and workers wait.
 */
export async function openQueueBackend(target: QueueTarget, deps: { logger: Logger }): Promise<QueueBackend> {
  const { logger } = deps;
  if (target.kind === 'postgres') await migrateQueue(target.connectionString);
  const outage: OutageWatch = createOutageWatch({ health: () => connection.health(), logger });
  const connection = connectTo(target, outage.report);
  await connection.reachable(AbortSignal.timeout(QUEUE_TIMEOUT_MS)).catch(outage.report);

  const queues = createQueues(connection);
  const workers: WorkerHandle[] = [];
  const schedules: Schedule[] = [];
  let closed: Promise<void> | undefined;

  const close = async (options: { timeoutMs?: number } | undefined) => {
    await Promise.allSettled(schedules.map((schedule) => schedule.close()));
    await Promise.allSettled(workers.map((worker) => worker.close(options)));
    outage.stop();
    await within(QUEUE_TIMEOUT_MS, queues.close()).catch(() => {});
    await within(QUEUE_TIMEOUT_MS, connection.close()).catch(() => {});
  };

  return {
    producer: createProducer({ queues, outage }),
    startWorker(job, options) {
      const worker = startWorker({ connection, outage, logger }, job, options);
      workers.push(worker);
      return worker;
    },
    schedule(job, payload, everyMs) {
      const schedule = keepSchedule({ queues, outage }, job, payload, everyMs);
      schedules.push(schedule);
      return schedule;
    },
    health: () => connection.health(),
    async counts({ name }) {
      const read = queues
        .get(name)
        .then((queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'));
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = await within(QUEUE_TIMEOUT_MS, read);
      return { waiting, active, delayed, failed };
    },
    close(options) {
      closed ??= close(options);
      return closed;
    },
  };
}

function connectTo(target: QueueTarget, onError: (error: unknown) => void): QueueConnection {
  switch (target.kind) {
    case 'redis':
      return openRedisConnection({ url: target.url, prefix: target.prefix ?? 'binh-yen', onError });
    case 'postgres':
      return openPostgresConnection({ connectionString: target.connectionString, onError });
  }
}
