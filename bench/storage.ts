import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { openEmbeddedPostgres, startEmbeddedPostgres } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { QueueKind } from './args.ts';

const PREFIX = 'binh-yen-bench-';
const REDIS_READY_MS = 10_000;

export interface BenchStorage {
  connectionString: string;
  /** As in `DATA_KEY`. */
  dataKey: string;
  /** Null: the queue is on PostgreSQL. */
  redisUrl: string | null;
}

/** A database in a folder of this run's own, set as in service (every commit is on disk), and the queue's store. */
export async function openBenchStorage(queue: QueueKind, lifecycle: Lifecycle): Promise<BenchStorage> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  lifecycle.onStop('folder', () => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), kind: 'service' });
  lifecycle.onStop('database', () => postgres.stop());
  await migrate(postgres.connectionString);
  return {
    connectionString: postgres.connectionString,
    dataKey: `k1:${randomBytes(32).toString('hex')}`,
    redisUrl: queue === 'redis' ? await startRedis(folder, lifecycle) : null,
  };
}

/** Folders, and running databases in them, of benches that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    // Closing as its last user stops it.
    await openEmbeddedPostgres({ dataDir: join(folder, 'data') })
      .then((postgres) => postgres.close())
      .catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function startRedis(folder: string, lifecycle: Lifecycle): Promise<string> {
  const port = String(await freePort());
  // The log on disk once a second, as docs/runbook.md tells operators to run it; apart from our Ctrl+C.
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const server = spawn('redis-server', args, { stdio: 'ignore', detached: true });
  const ended = Promise.race([once(server, 'exit'), once(server, 'error')]).catch(() => {});
  lifecycle.onStop('redis', async () => {
    server.kill('SIGKILL');
    await ended;
  });
  const url = `redis://127.0.0.1:${port}`;
  const deadlineMs = systemClock.monotonicMs() + REDIS_READY_MS;
  while (!(await answers(url))) {
    if (systemClock.monotonicMs() > deadlineMs) {
      throw new Error('redis-server does not start. Install it (Debian: apt-get install redis-server).');
    }
    await systemClock.sleep(50);
  }
  return url;
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
