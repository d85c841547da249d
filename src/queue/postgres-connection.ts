import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  isPgPool,
  type PgPool,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { QUEUE_TIMEOUT_MS, QUEUES, WORKER_TIMING } from '../../config/queues.ts';
import { systemClock } from '../shared/clock.ts';
import { downBecause, EVENTS, type QueueConnection, type QueueHealth, within } from './connection.ts';

/** Each worker keeps one connection to listen on; the rest is shared by all queries. */
const MAX_CONNECTIONS = Object.keys(QUEUES).length + 4;
const PROBE_EVERY_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 10_000;

/**
 * BullMQ 6.7 writes locks, and when it last looked for stalled jobs, by the clock of the worker. When that clock was ahead
 * and is set back, locks are not renewed and nobody looks: a job whose worker is killed then would stand in the way of
 * its hints until the old time comes. $1 milliseconds of a lock.
 */
const FORGET_FUTURE = `
  WITH db AS (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now_ms),
  looks AS (
    DELETE FROM meta USING db WHERE field = 'stalled-check' AND value::bigint > db.now_ms + 2 * $1
  )
  UPDATE job SET locked_until_ms = db.now_ms + $1
    FROM db
   WHERE state = 'active' AND locked_until_ms > db.now_ms + 2 * $1`;

/** Writes or updates the tables of the queue, in their own schema. Safe to run by many processes at once. */
export async function migrateQueue(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // What breaks shows in the statement that is running; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** `options` in a URL would replace ours. What the operator sets there is for the rows' connections. */
function withoutOptions(connectionString: string): string {
  if (!/[?&]options=/.test(connectionString)) return connectionString;
  const url = new URL(connectionString);
  url.searchParams.delete('options');
  return url.toString();
}

/** PostgreSQL, whose tables exist: one pool for all queues and workers of the process. */
export function openPostgresConnection(options: {
  connectionString: string;
  onError: (error: unknown) => void;
}): QueueConnection {
  const pool = new pg.Pool({
    connectionString: withoutOptions(options.connectionString),
    max: MAX_CONNECTIONS,
    // BullMQ's statements name no schema; on a pool that is not its own it cannot set the path itself.
    options: `-c search_path=${DEFAULT_SCHEMA} -c TimeZone=UTC`,
    application_name: 'binh-yen-queue',
    connectionTimeoutMillis: QUEUE_TIMEOUT_MS,
    // A connection on which nothing answers is given up.
    query_timeout: QUERY_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: QUERY_TIMEOUT_MS,
  });
  pool.setMaxListeners(0);
  pool.on('error', options.onError);
  // Also while somebody holds it: an error that nobody listens to would end the process.
  pool.on('connect', (client) => void client.on('error', options.onError));
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = asBullmqPool(pool, options.onError);

  let forgetting: NodeJS.Timeout | undefined;
  /** From the first worker on, as often as BullMQ looks for stalled jobs. */
  const forgetFuture = () => {
    forgetting ??= setInterval(() => {
      pool.query(FORGET_FUTURE, [WORKER_TIMING.lockMs]).catch(options.onError);
    }, WORKER_TIMING.stalledCheckMs).unref();
  };

  const health = async (): Promise<QueueHealth> => {
    try {
      await within(QUEUE_TIMEOUT_MS, pool.query('SELECT 1'));
      return { kind: 'up' };
    } catch (error) {
      return downBecause(error);
    }
  };

  return {
    openQueue(name) {
      const queue = new Queue(name, { connection, streams: EVENTS });
      queue.on('error', options.onError);
      return queue;
    },
    openWorker(name, processor, workerOptions) {
      forgetFuture();
      return new Worker(name, processor, { ...workerOptions, connection });
    },
    async reachable(signal) {
      while ((await health()).kind === 'down') {
        signal.throwIfAborted();
        await systemClock.sleep(PROBE_EVERY_MS, signal);
      }
      signal.throwIfAborted();
    },
    health,
    close() {
      clearInterval(forgetting);
      return pool.end();
    },
  };
}

/**
 * The pool as BullMQ sees it. BullMQ 6.7 waits and retries only after ECONNREFUSED: a restart seen in any other way
 * would make it ask again without a pause, and count a finished job whose result could not be written as failed.
 */
function asBullmqPool(pool: unknown, onError: (error: unknown) => void): PgPool {
  // The two packages declare the same listeners in different forms, so the compiler does not see that they agree.
  if (!isPgPool(pool)) throw new Error('BullMQ does not know this pool of node-postgres');
  const orRefused = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!isOutage(error)) throw error;
      onError(error);
      throw Object.assign(new Error('PostgreSQL is unreachable', { cause: error }), { code: 'ECONNREFUSED' });
    }
  };
  const query: PgPool['query'] = (text, values) => orRefused(pool.query(text, values));
  const connect: PgPool['connect'] = () => orRefused(pool.connect());
  return new Proxy(pool, {
    get(target, property) {
      if (property === 'query') return query;
      if (property === 'connect') return connect;
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      const method: unknown = value.bind(target);
      return method;
    },
  });
}

/**
 * Classes 08 (connection), 53 (no resources), 57P (shutdown, starting up), 58 (system error) and 55000 (database takes
 * no connections) of https://www.postgresql.org/docs/current/errcodes-appendix.html. An error without a five-character
 * code comes from the socket or from node-postgres itself.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|53|57P|58)/.test(code) || code === '55000';
}
