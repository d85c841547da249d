/** How the jobs of one queue are tried and kept. The rows are the truth: nothing is lost when a job is given up. */
export interface QueueSettings {
  /** Runs of one job before it counts as failed. A failed job means a bug or an outage, never "user blocked the bot". */
  attempts: number;
  /** Wait before the second run; doubles with each run after, up to a second. The job keeps its place meanwhile. */
  backoffMs: number;
  /** Failed jobs kept for the operator; finished ones are removed at once. */
  keepFailed: number;
  /** Jobs that one process runs at a time. */
  concurrency: number;
}

export const QUEUES = {
  'fan-out': { attempts: 5, backoffMs: 500, keepFailed: 100, concurrency: 2 },
  // A driver spends its time waiting for a platform, so one process drives many lanes. More than a province has: an
  // urgent lane must not wait for another to come to its end, not even when one process is left.
  'drive-lane': { attempts: 3, backoffMs: 500, keepFailed: 100, concurrency: 500 },
  // One run handles several chats at a time (src/dialogs/handle-events.ts); the second one is there in case the first
  // hangs. What an outage leaves is found by the sweeper.
  inbound: { attempts: 1, backoffMs: 0, keepFailed: 100, concurrency: 2 },
  // The next beat is the retry.
  sweep: { attempts: 1, backoffMs: 0, keepFailed: 20, concurrency: 1 },
} as const satisfies Record<string, QueueSettings>;

export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES: readonly QueueName[] = ['fan-out', 'drive-lane', 'inbound', 'sweep'];

/** A killed worker's job is taken over at most `lockMs` + 2 × `stalledCheckMs` later. */
export const WORKER_TIMING = {
  /** A job whose lock was not renewed for this long has lost its worker. Renewed at half. */
  lockMs: 5_000,
  stalledCheckMs: 2_500,
  /** Take-overs of one job. Without a practical limit: a job is never given up because its workers were killed. */
  maxTakeovers: 1_000_000,
  /** Wait after a failed request of a worker to the queue. */
  retryMs: 1_000,
} as const;

/** Longest wait of a caller for one request to the queue; after it the hint counts as lost. */
export const QUEUE_TIMEOUT_MS = 1_000;
