import type { QueueName } from '../../config/queues.ts';
import type { JobQueue, QueueConnection } from './connection.ts';

/** Opens each queue once, and again after its first connection has failed. */
export interface Queues {
  get(name: QueueName): Promise<JobQueue>;
  close(): Promise<void>;
}

export function createQueues(connection: QueueConnection): Queues {
  const opened = new Map<QueueName, Promise<JobQueue>>();

  const open = async (name: QueueName) => {
    const queue = connection.openQueue(name);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      // BullMQ remembers a failed first connection for good.
      opened.delete(name);
      await queue.close().catch(() => {});
      throw error;
    }
  };

  return {
    get(name) {
      const known = opened.get(name) ?? open(name);
      opened.set(name, known);
      return known;
    },
    async close() {
      await Promise.allSettled([...opened.values()].map(async (opening) => (await opening).close()));
    },
  };
}
