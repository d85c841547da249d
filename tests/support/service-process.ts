import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

const TYPESCRIPT = new URL('./typescript.mjs', import.meta.url).href;
const programOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A program of the project in a process of its own, as an operator starts it. */
export interface ServiceProcess {
  /** Everything it wrote so far. */
  output(): string;
  errors(): string;
  /** Waits for a line of its output and returns what the pattern caught first. Fails when the process ends before. */
  says(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Waits until the service is up; its address. */
  ready(): Promise<string>;
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Asks it to end, as Ctrl+C does; the exit code. */
  stop(): Promise<number | null>;
}

/** Knows nothing of the environment of the tests but what is given. `folder` is where it runs: no `.env` is found by chance. */
export function startProgram(
  program: string,
  options: { folder: string; env: Readonly<Record<string, string>>; args?: readonly string[] },
): ServiceProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', TYPESCRIPT, programOf(program), ...(options.args ?? [])],
    {
      cwd: options.folder,
      env: { PATH: process.env.PATH ?? '', TZ: 'Asia/Ho_Chi_Minh', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  let over = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then((): number | null => {
    over = true;
    return child.exitCode;
  });

  async function says(pattern: RegExp, timeoutMs = 60_000): Promise<string> {
    await waitFor(() => over || pattern.test(output), { timeoutMs, what: `a line like ${String(pattern)}` });
    const found = pattern.exec(output);
    if (!found) throw new Error(`the process ended without it and said: ${errors}`);
    return found[1] ?? found[0];
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!over) child.kill(signal);
    return ended;
  }

  return {
    output: () => output,
    errors: () => errors,
    says,
    ready: () => says(/^Bình Yên: (http:\S+)/m),
    ended,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
