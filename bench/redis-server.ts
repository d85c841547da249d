import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { systemClock } from '../src/shared/clock.ts';
import { freePort } from './free-port.ts';

const READY_MS = 10_000;

/** A Redis of this run's own. Starts, dies and starts again on the same port and folder. */
export interface RedisServer {
  url: string;
  /** Returns when it answers. */
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export async function createRedisServer(folder: string): Promise<RedisServer> {
  const port = String(await freePort());
  const url = `redis://127.0.0.1:${port}`;
  // The log on disk once a second, as docs/runbook.md tells operators to run it.
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  let running: { server: ChildProcess; ended: Promise<unknown> } | null = null;
  const endNow = () => running?.server.kill('SIGKILL');

  return {
    url,
    async start() {
      // Apart from our Ctrl+C.
      const server = spawn('redis-server', args, { stdio: 'ignore', detached: true });
      running = {
        server,
        ended: Promise.race([once(server, 'exit'), once(server, 'error')]).catch(() => {}),
      };
      process.on('exit', endNow);
      const deadlineMs = systemClock.monotonicMs() + READY_MS;
      while (!(await answers(url))) {
        if (systemClock.monotonicMs() > deadlineMs) {
          throw new Error('redis-server does not start. Install it (Debian: apt-get install redis-server).');
        }
        await systemClock.sleep(50);
      }
    },
    async kill() {
      running?.server.kill('SIGKILL');
      await running?.ended;
      running = null;
      process.off('exit', endNow);
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
