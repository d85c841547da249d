import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import { answerSchema, usageSchema } from './protocol.ts';

export type ChildName = 'telegram' | 'worker' | 'bare' | 'naive';

/** A process of the bench's own, which answers commands. */
export interface Child {
  ask<T>(command: string, input: unknown, result: z.ZodType<T>): Promise<T>;
  /** CPU so far and peak memory. */
  usage(): Promise<z.infer<typeof usageSchema>>;
  /** Lets it close what it holds, then ends it; kills it when that takes too long. */
  end(): Promise<void>;
  /** As `kill -9`. */
  kill(): Promise<void>;
}

const CLOSE_WITHIN_MS = 8_000;

/** Starts `bench/children/<name>`. It ends with the bench, however that ends. */
export function startChild(name: ChildName, lifecycle: Lifecycle): Child {
  const path = fileURLToPath(new URL(`./children/${name}.js`, import.meta.url));
  // What it says is for people: the last line of our own output is the result.
  const child: ChildProcess = fork(path, [], { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
  const exited = once(child, 'exit');
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let over = false;

  child.on('message', (message) => {
    const answer = answerSchema.parse(message);
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'done') waiter?.resolve(answer.result);
    else waiter?.reject(new Error(`${name}: ${answer.message}`));
  });
  void exited.then(() => {
    over = true;
    for (const { reject } of waiting.values()) reject(new Error(`the process ${name} has ended`));
    waiting.clear();
  });

  async function ask<T>(command: string, input: unknown, result: z.ZodType<T>): Promise<T> {
    if (over) throw new Error(`the process ${name} has ended`);
    lastId += 1;
    const id = lastId;
    const answered = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
    // Without a callback, a child that is just ending would throw here.
    child.send({ id, command, input }, (error) => {
      if (!error) return;
      waiting.get(id)?.reject(new Error(`the process ${name} has ended`));
      waiting.delete(id);
    });
    return result.parse(await answered);
  }

  let ending: Promise<void> | undefined;
  async function close(): Promise<void> {
    const patience = new AbortController();
    const closed = ask('close', {}, z.unknown()).catch(() => {});
    await Promise.race([closed, exited, systemClock.sleep(CLOSE_WITHIN_MS, patience.signal)]);
    patience.abort();
    if (!over) child.kill('SIGKILL');
    await exited;
  }
  const end = () => (ending ??= close());
  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await exited;
  }
  lifecycle.onStop(name, end);

  return { ask, usage: () => ask('usage', {}, usageSchema), end, kill };
}
