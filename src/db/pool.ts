import pg from 'pg';
import { type Clock, systemClock } from '../shared/clock.ts';

export interface PoolOptions {
  /** Connections at most. */
  max: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Ends a statement that runs longer. A frozen server must not hold a request for ever. */
  statementTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
/**
 * A storm of answers comes minutes after an alert. Connections that are opened for it, and learn every statement anew,
 * would make its first second its worst.
 */
const IDLE_CONNECTION_MS = 30 * 60_000;
/** Nothing of ours takes longer, but for one statement: an audience of a million (src/db/alert-store.ts). */
export const STATEMENT_TIMEOUT_MS = 30_000;
export const LONGEST_STATEMENT_MS = 120_000;
/** Somebody who holds locks and does nothing is stuck. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/** Opens a pool whose sessions all run in UTC, because the Prisma adapter drops time-zone offsets. */
export function createPool(connectionString: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...inUtc(connectionString),
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    // The server's own limit says nothing over a connection that died without a word.
    query_timeout: (options.statementTimeoutMs ?? LONGEST_STATEMENT_MS) + 5_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // One that breaks in somebody's hands, between two statements, is listened to by nobody else. The next statement fails.
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** Runs `work` in one transaction on a connection of its own. A connection that cannot even roll back is not used again. */
export async function inPoolTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Connection settings that add the time zone to the `options` of the URL, which would otherwise replace ours. */
export function inUtc(connectionString: string): { connectionString: string; options: string } {
  const options = '-c TimeZone=UTC';
  if (!/[?&]options=/.test(connectionString)) return { connectionString, options };
  const url = new URL(connectionString);
  const own = url.searchParams.getAll('options').join(' ');
  url.searchParams.delete('options');
  return { connectionString: url.toString(), options: `${own} ${options}` };
}

/** Throws unless a session of this pool runs in UTC: a pooler in between may drop the setting. */
export async function assertUtc(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ zone: string }>("SELECT current_setting('TimeZone') AS zone");
  const zone = rows[0]?.zone;
  if (zone === 'UTC') return;
  throw new DatabaseRefusedError(
    `Sessions of the database run in ${zone ?? 'an unknown time zone'}, not in UTC. If a pooler such as PgBouncer is in between, let it pass "options", or set the role: ALTER ROLE … SET TimeZone = 'UTC'.`,
  );
}

/** The database answers, and waiting will not help: the settings must be changed. Holds no password. */
export class DatabaseRefusedError extends Error {
  override readonly name = 'DatabaseRefusedError';
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** Called before each new try with the reason in words. */
  onWaiting?: (reason: string) => void;
  clock?: Clock;
}

const RETRY_EVERY_MS = 1_000;

/**
 * Waits until the database answers. Resolves false when the signal ends the wait.
 * @throws DatabaseRefusedError at once when the settings are wrong: password, user, database name, encryption.
 */
export async function waitForDatabase(pool: pg.Pool, options: WaitOptions = {}): Promise<boolean> {
  const { signal, onWaiting, clock = systemClock } = options;
  while (!signal?.aborted) {
    try {
      await pool.query('SELECT 1');
      return true;
    } catch (error) {
      const refusal = describeRefusal(error);
      if (refusal) throw new DatabaseRefusedError(`${refusal} Check DATABASE_URL.`);
      onWaiting?.(describeWait(error));
    }
    await clock.sleep(RETRY_EVERY_MS, signal);
  }
  return false;
}

// https://www.postgresql.org/docs/18/errcodes-appendix.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the user or the password.',
  '28000': 'The database does not let this user in from here.',
  '3D000': 'There is no database of that name on the server.',
  '42501': 'This user may not connect to the database.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the database is not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the database is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the database is not trusted.',
  CERT_HAS_EXPIRED: 'The certificate of the database has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the database is for another host.',
};

const WAITS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at the address of the database',
  ECONNRESET: 'the database closed the connection',
  ENOTFOUND: 'the host name of the database is not known',
  EAI_AGAIN: 'the host name of the database cannot be looked up just now',
  EHOSTUNREACH: 'the host of the database cannot be reached',
  ENETUNREACH: 'the network of the database cannot be reached',
  ETIMEDOUT: 'the database does not answer in time',
  ENOENT: 'the socket of the database does not exist',
  '57P03': 'the database is starting up or shutting down',
  '57P01': 'the database is shutting down',
  '53300': 'the database has no free connection',
};

function describeRefusal(error: unknown): string | undefined {
  if (error instanceof Error && /does not support SSL connections/.test(error.message)) {
    return 'The database does not offer encrypted connections.';
  }
  if (error instanceof Error && /password must be a (non-empty )?string/.test(error.message)) {
    return 'The database asks for a password, and none is set.';
  }
  return REFUSALS[codeOf(error)];
}

function describeWait(error: unknown): string {
  const code = codeOf(error);
  return WAITS[code] ?? `the database does not answer (${code || 'no connection'})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
