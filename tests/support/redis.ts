import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { waitFor } from './wait-for.ts';

/** A Redis that belongs to the test: it keeps nothing and can be stopped and started on the same port. */
export interface TestRedis {
  url: string;
  /** Does nothing when it is running. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

export type RedisHere =
  | { kind: 'own' }
  /** Somebody's Redis: only keys of the test may be touched, and it cannot be stopped. */
  | { kind: 'shared'; url: string }
  | { kind: 'none' };

/** On which Redis suites can run here; when on none, says how to run them. */
export function findRedis(): RedisHere {
  if (spawnSync('redis-server', ['--version']).status === 0) return { kind: 'own' };
  const url = process.env.TEST_REDIS_URL;
  if (url) return { kind: 'shared', url };
  process.stderr.write(
    'Redis suites are skipped. To run them install redis-server (Debian: apt-get install redis-server) or set TEST_REDIS_URL.\n',
  );
  return { kind: 'none' };
}

export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'binh-yen-redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const stop = async () => {
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
    server = undefined;
  };
  const start = async () => {
    if (server) return;
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      dir,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    await waitFor(() => answers(url), { what: 'Redis answering' });
  };

  await start();
  return {
    url,
    start,
    stop,
    async dispose() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
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
