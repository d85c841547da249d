import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import type { QueueKind } from './args.ts';
import { createRedisServer } from './redis-server.ts';
import { openRunFolder } from './run-folder.ts';

export interface BenchStorage {
  connectionString: string;
  /** As in `DATA_KEY`. */
  dataKey: string;
  /** Null: the queue is on PostgreSQL. */
  redisUrl: string | null;
}

/** A database in a folder of this run's own, set as in service (every commit is on disk), and the queue's store. */
export async function openBenchStorage(queue: QueueKind, lifecycle: Lifecycle): Promise<BenchStorage> {
  const folder = await openRunFolder(lifecycle);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), kind: 'service' });
  lifecycle.onStop('database', () => postgres.stop());
  await migrate(postgres.connectionString);
  return {
    connectionString: postgres.connectionString,
    dataKey: newDataKey(),
    redisUrl: queue === 'redis' ? await startRedis(folder, lifecycle) : null,
  };
}

export function newDataKey(): string {
  return `k1:${randomBytes(32).toString('hex')}`;
}

async function startRedis(folder: string, lifecycle: Lifecycle): Promise<string> {
  const server = await createRedisServer(folder);
  lifecycle.onStop('redis', () => server.kill());
  await server.start();
  return server.url;
}
