import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { QUEUE_TIMEOUT_MS } from '../../config/queues.ts';
import { systemClock } from '../shared/clock.ts';
import { downBecause, EVENTS, type QueueConnection, type QueueHealth, within } from './connection.ts';

const RETRY_AT_MOST_MS = 1_000;
const PROBE_EVERY_MS = 200;
/** Above the ten seconds that BullMQ lets a worker wait for a job in one request. */
const SILENCE_MS = 20_000;

/**
 * Redis by ioredis: one connection for everything that adds jobs, one shared by the workers, and one for each worker to
 * wait on.
 */
export function openRedisConnection(options: {
  url: string;
  prefix: string;
  onError: (error: unknown) => void;
}): QueueConnection {
  const { prefix } = options;
  const retryStrategy = (times: number) => Math.min(times * 100, RETRY_AT_MOST_MS);
  // Whoever adds a job fails fast: https://docs.bullmq.io/patterns/failing-fast-when-redis-is-down
  const adding = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: QUEUE_TIMEOUT_MS,
    connectTimeout: QUEUE_TIMEOUT_MS,
    retryStrategy,
  });
  // Workers wait for Redis for as long as it takes. Not connected in a process without workers.
  const working = new Redis(options.url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    socketTimeout: SILENCE_MS,
    retryStrategy,
  });
  for (const client of [adding, working]) {
    client.setMaxListeners(0);
    client.on('error', options.onError);
  }

  const health = async (): Promise<QueueHealth> => {
    if (adding.status !== 'ready') return { kind: 'down', reason: 'not_connected' };
    try {
      await within(QUEUE_TIMEOUT_MS, adding.ping());
      return { kind: 'up' };
    } catch (error) {
      return downBecause(error);
    }
  };

  return {
    openQueue(name) {
      const queue = new Queue(name, { connection: adding, prefix, streams: EVENTS });
      queue.on('error', options.onError);
      return queue;
    },
    openWorker(name, processor, workerOptions) {
      return new Worker(name, processor, { ...workerOptions, connection: working, prefix });
    },
    async reachable(signal) {
      while ((await health()).kind === 'down') {
        signal.throwIfAborted();
        await systemClock.sleep(PROBE_EVERY_MS, signal);
      }
      signal.throwIfAborted();
    },
    health,
    async close() {
      adding.disconnect();
      working.disconnect();
    },
  };
}
