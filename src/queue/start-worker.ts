import { type Job, UnrecoverableError } from 'bullmq';
import { WORKER_TIMING } from '../../config/queues.ts';
import type { JobDefinition } from '../jobs/define-job.ts';
import { systemClock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import { codeOf, type JobWorker, type QueueConnection, within } from './connection.ts';
import type { OutageWatch } from './outage.ts';

export interface JobContext {
  /** Aborts when the worker closes or another worker has taken the job over: end soon. */
  signal: AbortSignal;
  jobId: string;
  /** 1 for the first run. Runs that a killed worker began are not counted. */
  attempt: number;
}

export interface WorkerOptions<Payload> {
  concurrency: number;
  /** Throws to be run again, up to the job's attempts. */
  process(payload: Payload, context: JobContext): Promise<void>;
}

export interface WorkerHandle {
  /** Resolves when the worker takes jobs; while the store is away it goes on trying. */
  ready: Promise<void>;
  /**
   * Takes no more jobs, aborts the running ones and waits for them, `timeoutMs` at most (0: not at all). What is still
   * running then is given back for another worker. Never throws.
   */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

interface RunningJob {
  work: Promise<void>;
  /** Asks the processor to end. */
  end(): void;
  /** Lets another worker have the job although the processor has not ended. */
  giveBack(): void;
}

const CLOSE_WITHIN_MS = 5_000;
/** The sweeper gives a hint again each second, so a longer wait would save nothing and hold the place of other jobs. */
const LONGEST_BACKOFF_MS = 1_000;
/** For the last words to the store, once the jobs have ended. */
const SETTLE_MS = 2_000;

export function startWorker<Payload extends object>(
  deps: { connection: QueueConnection; outage: OutageWatch; logger: Logger },
  job: JobDefinition<Payload>,
  options: WorkerOptions<Payload>,
): WorkerHandle {
  const { connection, outage, logger } = deps;
  const closing = new AbortController();
  const running = new Map<string, RunningJob>();

  const run = async (bullJob: Job): Promise<void> => {
    const jobId = String(bullJob.id);
    const attempt = bullJob.attemptsMade + 1;
    const parsed = job.payload.safeParse(bullJob.data);
    if (!parsed.success) {
      logger.error({ job: job.name, jobId }, 'the payload of a job does not match its schema');
      throw new UnrecoverableError('the payload does not match its schema');
    }
    const ending = new AbortController();
    if (closing.signal.aborted) ending.abort();
    let held: RunningJob | undefined;
    try {
      const work = options.process(parsed.data, { signal: ending.signal, jobId, attempt });
      await new Promise<void>((resolve, reject) => {
        held = { work, end: () => ending.abort(), giveBack: () => reject(new Error('given back')) };
        running.set(jobId, held);
        work.then(resolve, reject);
      });
    } catch (error) {
      logger.warn({ job: job.name, jobId, attempt, ...errorFields(error) }, 'a job failed');
      // Here and not by BullMQ, which would write down by the clock of this process when the job is due, and let no other
      // hint with its key in until then: an hour, where that clock is ahead by an hour and then set back.
      if (attempt < job.settings.attempts) await systemClock.sleep(backoffMs(job, attempt), ending.signal);
      throw storedError(error);
    } finally {
      // A job that was taken over may be running here for a second time.
      if (running.get(jobId) === held) running.delete(jobId);
    }
  };

  const openWorker = async (): Promise<JobWorker> => {
    while (true) {
      await connection.reachable(closing.signal);
      const worker = connection.openWorker(job.name, run, {
        // Taking jobs before all connections stand would leave them behind when the worker closes at that moment.
        autorun: false,
        concurrency: options.concurrency,
        lockDuration: WORKER_TIMING.lockMs,
        stalledInterval: WORKER_TIMING.stalledCheckMs,
        maxStalledCount: WORKER_TIMING.maxTakeovers,
        runRetryDelay: WORKER_TIMING.retryMs,
      });
      worker.on('error', (error) => outage.report(error, job.name));
      worker.on('stalled', (jobId) => logger.warn({ job: job.name, jobId }, 'a job lost its worker'));
      worker.on('lockRenewalFailed', (jobIds) => {
        for (const jobId of jobIds) running.get(jobId)?.end();
      });
      try {
        await Promise.race([worker.waitUntilReady(), whenAborted(closing.signal)]);
        worker.run().catch((error) => outage.report(error, job.name));
        return worker;
      } catch (error) {
        // BullMQ remembers a failed first connection for good.
        if (!closing.signal.aborted) outage.report(error, job.name);
        await within(SETTLE_MS, worker.close(true)).catch(() => {});
        await systemClock.sleep(WORKER_TIMING.retryMs, closing.signal);
      }
    }
  };

  const opening = openWorker();
  const ready = opening.then(() => {});
  ready.catch(() => {});

  const closeGently = async (worker: JobWorker, timeoutMs: number) => {
    const ended = worker.close();
    try {
      await within(timeoutMs, ended);
    } catch {
      logger.warn({ job: job.name, jobs: running.size }, 'jobs did not end in time and are given back');
      for (const each of running.values()) each.giveBack();
      await within(SETTLE_MS, ended);
    }
  };

  /** BullMQ would wait for the store to come back. The jobs are taken over when their locks have run out. */
  const closeWithoutStore = async (worker: JobWorker, timeoutMs: number) => {
    const works = [...running.values()].map(({ work }) => work);
    await within(timeoutMs, Promise.allSettled(works)).catch(() => {});
    await within(SETTLE_MS, worker.close(true));
  };

  const closeWithin = async (timeoutMs: number) => {
    closing.abort();
    for (const each of running.values()) each.end();
    const worker = await opening.catch(() => null);
    if (!worker) return;
    const store = await connection.health();
    try {
      await (store.kind === 'up' ? closeGently(worker, timeoutMs) : closeWithoutStore(worker, timeoutMs));
    } catch (error) {
      logger.warn({ job: job.name, ...errorFields(error) }, 'a worker did not close in time');
    }
  };

  let closed: Promise<void> | undefined;
  return {
    ready,
    close({ timeoutMs = CLOSE_WITHIN_MS } = {}) {
      closed ??= closeWithin(timeoutMs);
      return closed;
    },
  };
}

/** Doubles with each run. */
function backoffMs({ settings }: JobDefinition, attempt: number): number {
  return Math.min(LONGEST_BACKOFF_MS, settings.backoffMs * 2 ** (attempt - 1));
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

/** What the store may keep of an error: a message can hold a name or a text. */
function storedError(error: unknown): Error {
  const stored = error instanceof UnrecoverableError ? new UnrecoverableError() : new Error();
  stored.message = codeOf(error) ?? (error instanceof Error ? error.name : typeof error);
  stored.stack = stored.message;
  return stored;
}
