import { Redis } from 'ioredis';
import { describe } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import type { QueueStore } from '../support/queue-store.ts';
import { findRedis, startTestRedis } from '../support/redis.ts';
import { queueContract } from './queue-contract.ts';
import { queueOutageContract } from './queue-outage-contract.ts';

const here = findRedis();

async function createStore(): Promise<QueueStore> {
  const redis = here.kind === 'shared' ? sharedRedis(here.url) : await startTestRedis();
  const prefix = `contract-${newId()}`;
  const ask = async <T>(work: (client: Redis, keys: string[]) => Promise<T>): Promise<T> => {
    const client = new Redis(redis.url);
    try {
      return await work(client, await client.keys(`${prefix}:*`));
    } finally {
      client.disconnect();
    }
  };
  return {
    target: { kind: 'redis', url: redis.url, prefix },
    dump: () =>
      ask(async (client, keys) => {
        const found: unknown[] = [];
        for (const key of keys) {
          found.push(key);
          const type = await client.type(key);
          if (type === 'hash') found.push(await client.hgetall(key));
          if (type === 'list') found.push(await client.lrange(key, 0, -1));
          if (type === 'stream') found.push(await client.xrange(key, '-', '+'));
          if (type === 'string') found.push(await client.get(key));
        }
        return JSON.stringify(found);
      }),
    empty: () =>
      ask(async (client, keys) => {
        if (keys.length > 0) await client.del(...keys);
      }),
    goAway: redis.stop,
    comeBack: redis.start,
    dispose: redis.dispose,
  };
}

function sharedRedis(url: string) {
  const leave = async () => {};
  return { url, start: leave, stop: leave, dispose: leave };
}

describe.runIf(here.kind !== 'none')('on Redis', () => {
  queueContract({ name: 'Redis', create: createStore });
});
describe.runIf(here.kind === 'own')('on a Redis of its own', () => {
  queueOutageContract({ name: 'Redis', create: createStore });
});
