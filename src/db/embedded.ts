import type pg from 'pg';
import { type Clock, systemClock } from '../shared/clock.ts';
import { type Logger, silentLogger } from '../shared/logger.ts';
import { type DataKind, dataDirAt, emptyDataDir, readKind } from './embedded/data-dir.ts';
import { EmbeddedPostgresError } from './embedded/errors.ts';
import { type Cluster, findPostmaster, openCluster, stopServer } from './embedded/server.ts';
import {
  connectionStringOf,
  DATABASE_NAME,
  ensureDatabase,
  OWNER_LOCK,
  type Session,
  tryLock,
  USERS_LOCK,
  withServer,
} from './embedded/session.ts';

export type { DataKind } from './embedded/data-dir.ts';
export { EmbeddedPostgresError, type EmbeddedPostgresProblem } from './embedded/errors.ts';

export interface EmbeddedPostgresOptions {
  dataDir: string;
  kind: DataKind;
  /** Called once when the session that owns the database is lost: the service must stop, its data may have a new owner. */
  onLost?: () => void;
  logger?: Logger;
  clock?: Clock;
}

export interface EmbeddedPostgres {
  connectionString: string;
  /** True when a PostgreSQL was already running, left by a process that was killed. */
  adopted: boolean;
  /** Stops PostgreSQL, ending every session. Close the pools first. */
  stop(): Promise<void>;
}

/** The session of a killed owner ends as soon as PostgreSQL reads its closed socket; a busy machine may need a moment. */
const OWNER_GONE_WITHIN_MS = 3_000;

/**
 * Starts the PostgreSQL of `dataDir`, or adopts the one a killed process left running, and owns it until `stop`.
 * @throws EmbeddedPostgresError with words for the operator; `in_use` when another process owns it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { clock = systemClock, logger = silentLogger } = options;
  const cluster = await openCluster(options.dataDir, options.kind);
  const session = await withServer(cluster, clock, async (opened) => {
    await becomeOwner(opened.client, cluster, clock);
    await ensureDatabase(opened.client);
    return opened;
  });
  logger.info({ port: session.port, adopted: !session.startedHere }, 'embedded PostgreSQL is ready');
  return ownedBy(cluster, session, options.onLost);
}

async function becomeOwner(client: pg.Client, cluster: Cluster, clock: Clock): Promise<void> {
  const deadlineMs = clock.monotonicMs() + OWNER_GONE_WITHIN_MS;
  while (!(await tryLock(client, OWNER_LOCK))) {
    if (clock.monotonicMs() > deadlineMs) {
      throw new EmbeddedPostgresError(
        'in_use',
        `Another service is running on ${cluster.dir.root}. Stop it first, or set DATA_DIR to another folder.`,
      );
    }
    await clock.sleep(100);
  }
}

function ownedBy(cluster: Cluster, session: Session, onLost: (() => void) | undefined): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  session.client.once('end', () => {
    if (!stopped) onLost?.();
  });
  const stop = async () => {
    // The lock is held to the end, so that nobody adopts a server that is going down.
    await stopServer(cluster);
    await session.client.end().catch(() => {});
  };
  return {
    connectionString: connectionStringOf(cluster, session.port, DATABASE_NAME),
    adopted: !session.startedHere,
    stop: () => (stopped ??= stop()),
  };
}

export interface OpenedPostgres {
  connectionString: string;
  kind: DataKind;
  /** Stops PostgreSQL too, unless a service or another tool is using it. */
  close(): Promise<void>;
}

/**
 * Opens the database of `dataDir` for a command-line tool, beside the running service or without it.
 * Without `kind` the folder must exist, and either kind will do.
 */
export async function openEmbeddedPostgres(options: {
  dataDir: string;
  kind?: DataKind;
  clock?: Clock;
}): Promise<OpenedPostgres> {
  const kind = options.kind ?? (await readKind(dataDirAt(options.dataDir)));
  if (!kind) {
    throw new EmbeddedPostgresError(
      'bad_data_dir',
      `There is no data in ${dataDirAt(options.dataDir).root} yet. Start the service or the demo once, or set DATA_DIR.`,
    );
  }
  const cluster = await openCluster(options.dataDir, kind);
  const { client, port } = await withServer(cluster, options.clock ?? systemClock, async (opened) => {
    await opened.client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
    await ensureDatabase(opened.client);
    return opened;
  });
  let closed: Promise<void> | undefined;
  return {
    kind,
    connectionString: connectionStringOf(cluster, port, DATABASE_NAME),
    close: () => (closed ??= closeTool(cluster, client)),
  };
}

async function closeTool(cluster: Cluster, client: pg.Client): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    if ((await tryLock(client, OWNER_LOCK)) && (await tryLock(client, USERS_LOCK))) await stopServer(cluster);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Removes the data of a demo that is not running. False when there is none.
 * @throws EmbeddedPostgresError `wrong_kind` for any folder that is not a demo's, `in_use` while the demo runs.
 */
export async function removeDemoData(dataDir: string): Promise<boolean> {
  const dir = dataDirAt(dataDir);
  const kind = await readKind(dir);
  if (!kind) return false;
  if (kind !== 'demo')
    throw new EmbeddedPostgresError(
      'wrong_kind',
      `${dir.root} does not hold the data of a demo: nothing is removed.`,
    );
  if (await findPostmaster(dir)) {
    // Left by a demo that was killed: closing as its last user stops it.
    await (await openEmbeddedPostgres({ dataDir, kind })).close();
    if (await findPostmaster(dir))
      throw new EmbeddedPostgresError('in_use', 'The demo is running. Stop it first (Ctrl+C).');
  }
  await emptyDataDir(dir);
  return true;
}
