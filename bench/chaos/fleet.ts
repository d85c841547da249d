import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/shared/clock.ts';

export type ServiceRole = 'bot' | 'fan-out' | 'deliver' | 'inbound' | 'sweep';
/** What a process can be made to suffer by `suffer()`: see the files in `preload`. */
export type Preload = 'clock-jump' | 'disk-full';

/** One process of the service, as an operator starts it. */
export interface ServiceProcess {
  role: ServiceRole;
  pid: number;
  /** `kill -9`; returns when it is dead. */
  kill(): Promise<void>;
  /** SIGTERM; returns when it has ended. */
  stop(): Promise<{ code: number | null; tookMs: number }>;
  /** Lets what its preload does begin, or end; nothing without one. */
  suffer(): void;
}

export interface Fleet {
  /** Returns when the process says that it is up; at once when it has no disk to say it on. */
  start(role: ServiceRole, options?: { preload?: Preload; logDisk?: 'full' }): Promise<ServiceProcess>;
  running(): readonly ServiceProcess[];
  /** Processes that ended without being asked to, with their last words. */
  fallen(): readonly string[];
  endAll(): Promise<void>;
}

const READY_MS = 30_000;
const LAST_WORDS = 2_000;
const STOP_MS = 10_000;

const programOf = (role: ServiceRole) =>
  fileURLToPath(new URL(role === 'bot' ? '../../src/main.js' : `../../workers/${role}.js`, import.meta.url));

/** `folder` is where they run, so that no `.env` is found by chance. They know nothing but `env`. */
export function createFleet(folder: string, env: Readonly<Record<string, string>>): Fleet {
  const alive = new Map<ChildProcess, ServiceProcess>();
  const fallen: string[] = [];
  let over = false;
  // Whatever ends this process ends them too.
  const endNow = () => {
    for (const child of alive.keys()) child.kill('SIGKILL');
  };
  process.on('exit', endNow);

  async function start(
    role: ServiceRole,
    { preload, logDisk }: { preload?: Preload; logDisk?: 'full' } = {},
  ): Promise<ServiceProcess> {
    if (over) throw new Error('the stage has ended');
    const imports = preload ? ['--import', new URL(`./preload/${preload}.js`, import.meta.url).href] : [];
    const args = [...imports, programOf(role), ...(role === 'bot' ? ['bot'] : [])];
    const full = logDisk === 'full' ? openSync('/dev/full', 'w') : null;
    const output = full ?? 'pipe';
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', TZ: 'Asia/Ho_Chi_Minh', ...env },
      stdio: ['ignore', output, output],
      // Ctrl+C reaches every process of the terminal: the run itself ends them in order.
      detached: true,
    });
    if (full !== null) closeSync(full);
    let words = '';
    let ready = full !== null;
    let asked = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        words = (words + text).slice(-LAST_WORDS);
        ready ||= words.includes('Bình Yên: ');
      });
    }
    const ended = once(child, 'exit').then(() => {
      alive.delete(child);
      if (!asked)
        fallen.push(`${role} (exit code ${child.exitCode}): ${words.trim().split('\n').at(-1) ?? ''}`);
    });

    const one: ServiceProcess = {
      role,
      pid: child.pid ?? -1,
      async kill() {
        asked = true;
        child.kill('SIGKILL');
        await ended;
      },
      async stop() {
        asked = true;
        const startMs = systemClock.monotonicMs();
        child.kill('SIGTERM');
        await ended;
        return { code: child.exitCode, tookMs: systemClock.monotonicMs() - startMs };
      },
      suffer() {
        if (preload) child.kill('SIGUSR2');
      },
    };
    alive.set(child, one);
    const deadlineMs = systemClock.monotonicMs() + READY_MS;
    while (!ready && alive.has(child)) {
      if (systemClock.monotonicMs() > deadlineMs) throw new Error(`${role} did not start: ${words}`);
      await systemClock.sleep(20);
    }
    return one;
  }

  return {
    start,
    running: () => [...alive.values()],
    fallen: () => fallen,
    async endAll() {
      over = true;
      await Promise.all(
        [...alive.values()].map(async (one) => {
          const late = setTimeout(() => void one.kill(), STOP_MS);
          await one.stop();
          clearTimeout(late);
        }),
      );
      process.off('exit', endNow);
    },
  };
}
