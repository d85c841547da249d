import type { Processor, Queue, WorkerOptions } from 'bullmq';
import type { QueueName } from '../../config/queues.ts';

export type QueueHealth = { kind: 'up' } | { kind: 'down'; reason: string };

/** BullMQ writes a log of events for each queue. Nobody of ours reads it, so it is kept short. */
export const EVENTS = { events: { maxLen: 1_000 } };

/** The part of a BullMQ queue that we use; the same on both stores. */
export type JobQueue = Pick<
  Queue,
  | 'add'
  | 'addBulk'
  | 'close'
  | 'getJobCounts'
  | 'getJobScheduler'
  | 'obliterate'
  | 'removeJobScheduler'
  | 'upsertJobScheduler'
  | 'waitUntilReady'
>;

/** The part of a BullMQ worker that we use; the same on both stores. */
export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  waitUntilReady(): Promise<void>;
  /** Takes jobs until the worker closes. */
  run(): Promise<void>;
  close(force?: boolean): Promise<void>;
}

export type JobWorkerOptions = Omit<WorkerOptions, 'connection' | 'prefix'>;

/** The store of the queues, as seen by one process. Broken connections mend themselves. */
export interface QueueConnection {
  openQueue(name: QueueName): JobQueue;
  openWorker(name: QueueName, processor: Processor, options: JobWorkerOptions): JobWorker;
  /** Resolves when the store answers; rejects when the signal aborts first. */
  reachable(signal: AbortSignal): Promise<void>;
  /** Answers within a second. */
  health(): Promise<QueueHealth>;
  close(): Promise<void>;
}

/** Rejects with code `TIMEOUT` when the work takes longer; the work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('timed out'), { code: 'TIMEOUT' })), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** The code of an error, if it has one. Its message may hold a URL or a text and goes nowhere. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why the store counts as down, for people who look after the service. */
export function downBecause(error: unknown): QueueHealth {
  return { kind: 'down', reason: codeOf(error) ?? 'no_answer' };
}
