import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Env, parseEnv } from '../../config/env.ts';
import { isOutage } from '../db/errors.ts';
import { TransferError } from '../db/export/transfer-error.ts';
import { assertUtc, createPool, waitForDatabase } from '../db/pool.ts';
import { explainError } from '../explain-error.ts';
import { loadEnvFile } from '../load-env-file.ts';
import { projectRoot } from '../shared/project-root.ts';
import { StartError } from '../start-error.ts';
import type { Environment } from './run-tool.ts';

// What `npm run db:export` and `npm run db:import` share. Other than run-tool.ts they leave the database at the version
// it has: an export changes nothing, and an import decides itself how far to migrate.

const ANSWER_WITHIN_MS = 30_000;

export interface Transfer {
  env: Env;
  /** Ends when the operator presses Ctrl+C. */
  signal: AbortSignal;
  print(line: string): void;
}

/** Runs an export or import; problems become words on standard error, and exit code 1, or 2 for a wrong command. */
export async function runTransfer<C>(
  source: Environment,
  command: { usage: string; parse(): C },
  work: (given: C, transfer: Transfer) => Promise<void>,
): Promise<void> {
  const given = understand(command.parse);
  if (given === null) {
    process.stderr.write(`${command.usage}\n`);
    process.exitCode = 2;
    return;
  }
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onSignal);
  try {
    loadEnvFile();
    const print = (line: string) => process.stdout.write(`${line}\n`);
    await work(given, { env: parseEnv(source), signal: stop.signal, print });
  } catch (error) {
    process.stderr.write(`${explain(error, stop.signal)}\n`);
    process.exitCode = 1;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, onSignal);
  }
}

/** Null for an option that there is not, or for other than one file. */
function understand<C>(parse: () => C): C | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

/** The one thing that a command names. */
export function onlyOne(positionals: readonly string[]): string {
  const [first] = positionals;
  if (!first || positionals.length > 1) throw new Error('expected one file');
  return first;
}

function explain(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'Stopped before the end: nothing was kept.';
  if (error instanceof TransferError) return error.message;
  return isOutage(error) ? 'The connection to the database broke. Try again.' : explainError(error);
}

/** Waits for a database of one's own and refuses settings that would change values. */
export async function reachDatabase(databaseUrl: string, signal: AbortSignal): Promise<void> {
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'binh-yen transfer' });
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    if (!(await waitForDatabase(pool, { signal: either })))
      throw new StartError('The database of DATABASE_URL did not answer in time.');
    await assertUtc(pool);
  } finally {
    await pool.end();
  }
}

/** The version of this program. */
export async function ownVersion(): Promise<string> {
  const text = await readFile(join(projectRoot(), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
