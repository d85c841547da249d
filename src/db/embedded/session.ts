import pg from 'pg';
import type { Clock } from '../../shared/clock.ts';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { type Cluster, DATABASE_USER, findPostmaster, startServer } from './server.ts';

export const DATABASE_NAME = 'binhyen';

/** Session locks in the database `postgres`: who owns the cluster, and which tools use it just now. */
export const OWNER_LOCK = 7_302_001;
export const USERS_LOCK = 7_302_002;

const READY_WITHIN_MS = 120_000;

export interface Session {
  client: pg.Client;
  port: number;
  /** False when PostgreSQL was already running. */
  startedHere: boolean;
}

export function connectionStringOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${DATABASE_USER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Connects to the cluster's PostgreSQL, starting it when it is not running, and hands the session to `use`. When the
 * server goes away meanwhile (its last owner is just stopping it), all is tried again with the next one.
 */
export async function withServer<T>(
  cluster: Cluster,
  clock: Clock,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const deadlineMs = clock.monotonicMs() + READY_WITHIN_MS;
  let startedPid: number | null = null;
  for (;;) {
    let postmaster = await findPostmaster(cluster.dir);
    if (!postmaster) {
      const started = await startServer(cluster, clock);
      postmaster = await findPostmaster(cluster.dir);
      if (started && postmaster) startedPid = postmaster.pid;
    }
    try {
      if (postmaster && postmaster.port > 0) {
        const startedHere = postmaster.pid === startedPid;
        return await inSession(cluster, postmaster.port, (client, port) =>
          use({ client, port, startedHere }),
        );
      }
    } catch (error) {
      if (!isServerAway(error)) throw explainRefusal(error, cluster);
    }
    if (clock.monotonicMs() > deadlineMs) {
      throw new EmbeddedPostgresError(
        'start_failed',
        `PostgreSQL is running but did not become ready. The reason is in ${cluster.dir.log}.`,
      );
    }
    await clock.sleep(100);
  }
}

async function inSession<T>(
  cluster: Cluster,
  port: number,
  use: (client: pg.Client, port: number) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: connectionStringOf(cluster, port, 'postgres'),
    application_name: 'binhyen-owner',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A broken connection shows at the next query too; without a listener it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client, port);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Not there yet, or not there any more. https://www.postgresql.org/docs/18/errcodes-appendix.html */
function isServerAway(error: unknown): boolean {
  const away = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03'];
  if (away.includes(errorCode(error))) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout expired|Client has encountered a connection error/.test(error.message)
  );
}

function explainRefusal(error: unknown, cluster: Cluster): unknown {
  if (errorCode(error) !== '28P01') return error;
  return new EmbeddedPostgresError(
    'password_missing',
    `The database in ${cluster.dir.root} refuses the password in ${cluster.dir.passwordFile}. Restore that file from a backup, or set DATA_DIR to another folder.`,
  );
}

export async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    key,
  ]);
  return rows[0]?.locked === true;
}

/** Makes the service's database on the first start. */
export async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
  if (rowCount) return;
  try {
    await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } catch (error) {
    // A tool beside us was faster.
    if (errorCode(error) !== '42P04' && errorCode(error) !== '23505') throw error;
  }
}
