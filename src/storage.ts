import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import type { Env } from '../config/env.ts';
import { readOrMakeAuthSecret, readOrMakeDataKey } from './db/data-key.ts';
import { openEmbeddedPostgres, startEmbeddedPostgres } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { assertUtc, createPool, waitForDatabase } from './db/pool.ts';
import { type Keyring, parseKeyring } from './db/sealing.ts';
import type { QueueTarget } from './queue/backend.ts';
import type { Logger } from './shared/logger.ts';
import { StartError } from './start-error.ts';

/** Where rows and jobs are kept, ready to use. */
export interface Storage {
  connectionString: string;
  queue: QueueTarget;
  keyring: Keyring;
  /** Null with a database of one's own. */
  dataDir: string | null;
  /** Stops an embedded database; close every connection before. */
  stop(): Promise<void>;
}

const DEFAULT_DIRS = { demo: join('data', 'demo'), service: join('data', 'service') } as const;

export function dataDirOf(env: Env, kind: 'demo' | 'service'): string {
  return env.dataDir ?? DEFAULT_DIRS[kind];
}

function queueOf(env: Env, connectionString: string): QueueTarget {
  return env.redisUrl ? { kind: 'redis', url: env.redisUrl } : { kind: 'postgres', connectionString };
}

/** Leases live by the database's clock, texts and check codes by this machine's: they must agree. */
const CLOCK_TOLERANCE_MS = 60_000;

async function assertSameClock(pool: pg.Pool): Promise<void> {
  const result = await pool.query('SELECT extract(epoch FROM now())::float8 * 1000 AS ms');
  const { ms } = z.object({ ms: z.number() }).parse(result.rows[0]);
  const seconds = Math.round((Date.now() - ms) / 1000);
  if (Math.abs(seconds) * 1000 <= CLOCK_TOLERANCE_MS) return;
  throw new StartError(
    `The clock of this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the database's. Set both by NTP.`,
  );
}

/** One's own database: waits until it answers, refuses a clock that is far off, brings the schema up to date. */
async function openExternal(
  env: Env,
  databaseUrl: string,
  logger: Logger,
  signal: AbortSignal,
): Promise<Storage> {
  const keyring = parseKeyring(env.dataKey ?? '');
  if (!keyring) throw new StartError('DATA_KEY: missing or not <id>:<64 hex digits>');
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'binh-yen start' });
  try {
    const onWaiting = (reason: string) => logger.warn({ reason }, 'waiting for the database of DATABASE_URL');
    if (!(await waitForDatabase(pool, { signal, onWaiting })))
      throw new StartError('The database did not answer in time.');
    await assertUtc(pool);
    await assertSameClock(pool);
  } finally {
    await pool.end();
  }
  const { applied } = await migrate(databaseUrl);
  if (applied.length > 0) logger.info({ migrations: applied.length }, 'database brought up to date');
  return {
    connectionString: databaseUrl,
    queue: queueOf(env, databaseUrl),
    keyring,
    dataDir: null,
    stop: async () => {},
  };
}

/** The storage of a service or demo, and its only owner. `onLost` is called when an embedded database was taken away. */
export async function openStorage(options: {
  env: Env;
  kind: 'demo' | 'service';
  logger: Logger;
  signal: AbortSignal;
  onLost: () => void;
}): Promise<Storage> {
  const { env, kind, logger } = options;
  if (env.databaseUrl && kind === 'service')
    return openExternal(env, env.databaseUrl, logger, options.signal);
  const dataDir = dataDirOf(env, kind);
  const postgres = await startEmbeddedPostgres({ dataDir, kind, logger, onLost: options.onLost });
  try {
    await migrate(postgres.connectionString);
    const keyring = parseKeyring(env.dataKey ?? '') ?? (await readOrMakeDataKey(dataDir));
    return {
      connectionString: postgres.connectionString,
      queue: queueOf(env, postgres.connectionString),
      keyring,
      dataDir,
      stop: () => postgres.stop(),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** What signs sessions. Only the process that serves HTTP needs it. */
export async function authSecretOf(env: Env, storage: Storage): Promise<string> {
  if (env.authSecret !== null) return env.authSecret;
  if (storage.dataDir !== null) return readOrMakeAuthSecret(storage.dataDir);
  throw new StartError(
    'AUTH_SECRET: missing. It signs the sessions of staff: the output of openssl rand -hex 32. Keep a copy: without it ' +
      'everybody has to set up the second factor anew.',
  );
}

/** The same storage for a command-line tool, beside a running service or without it. */
export async function openStorageForTool(env: Env, logger: Logger): Promise<Storage> {
  if (env.databaseUrl) return openExternal(env, env.databaseUrl, logger, AbortSignal.timeout(30_000));
  const dataDir = dataDirOf(env, 'service');
  const postgres = await openEmbeddedPostgres({
    dataDir,
    ...(env.dataDir === null ? { kind: 'service' as const } : {}),
  });
  await migrate(postgres.connectionString);
  return {
    connectionString: postgres.connectionString,
    queue: queueOf(env, postgres.connectionString),
    keyring: parseKeyring(env.dataKey ?? '') ?? (await readOrMakeDataKey(dataDir)),
    dataDir,
    stop: () => postgres.close(),
  };
}
