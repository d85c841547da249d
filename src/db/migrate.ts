import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inUtc } from './pool.ts';

// Applies prisma/migrations without Prisma's engine binary (docs/decisions/0004). Each file is one transaction and one
// simple query, so functions and triggers work and a failure leaves nothing; the rows in `_prisma_migrations` and the
// lock are Prisma's own, so that `prisma migrate deploy` can take over at any time.

/** A migration that cannot be applied, or a history that does not fit. The message says what to do; it holds no row's values. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export interface MigrateResult {
  /** Names of the migrations that this run applied, in order. */
  applied: string[];
}

interface MigrationFile {
  name: string;
  sql: string;
  /** SHA-256 of the file in hex, as Prisma writes it. */
  checksum: string;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** Prisma's own lock: https://github.com/prisma/prisma-engines, schema-engine/connectors/sql-schema-connector. */
const PRISMA_LOCK = 72707369;

const CREATE_LEDGER = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** The migrations of this code, from the sources or from `dist`. */
export function migrationsDir(): string {
  const candidates = ['../../prisma/migrations', '../../../prisma/migrations'];
  const paths = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found) return found;
  throw new MigrationError('The folder prisma/migrations is missing. Restore it from the repository.');
}

/**
 * Brings the database up to the migrations in `dir`. Runners that start at once wait for one another.
 * @throws MigrationError when a migration fails (nothing of it stays), was edited after it was applied, or is unknown.
 */
export async function migrate(
  connectionString: string,
  dir: string = migrationsDir(),
): Promise<MigrateResult> {
  const files = await readMigrations(dir);
  const client = new pg.Client({ ...inUtc(connectionString), application_name: 'binhyen-migrate' });
  // A broken connection shows at the next query too; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(CREATE_LEDGER);
    const pending = choosePending(files, await readLedger(client));
    for (const file of pending) await apply(client, file);
    return { applied: pending.map((file) => file.name) };
  } finally {
    await client.end();
  }
}

/** The migrations in a folder, in their order. */
export async function readMigrations(dir: string): Promise<MigrationFile[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      // A checkout on Windows may have changed the line ends; that is no edit.
      const sql = (await readFile(join(dir, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readLedger(client: pg.Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return rows;
}

function choosePending(files: readonly MigrationFile[], rows: readonly AppliedRow[]): MigrationFile[] {
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  for (const row of rows) {
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} was begun by another tool and never finished. Resolve it with that tool (prisma migrate resolve) before starting.`,
      );
    }
    if (!files.some((file) => file.name === row.migration_name)) {
      throw new MigrationError(
        `The database has the migration ${row.migration_name}, which this version does not know: it was made by a newer version. Start that version.`,
      );
    }
  }
  return files.filter((file, index) => {
    const row = applied.get(file.name);
    if (!row) {
      const later = files.slice(index + 1).find((other) => applied.has(other.name));
      if (!later) return true;
      throw new MigrationError(
        `Migration ${file.name} comes before ${later.name}, which is already applied. Give it a later name.`,
      );
    }
    if (row.checksum === file.checksum) return false;
    throw new MigrationError(
      `Migration ${file.name} was edited after it was applied. Restore the file, and put the change into a new migration.`,
    );
  });
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  const startedAt = new Date();
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), file.checksum, file.name, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new MigrationError(
      `Migration ${file.name} failed, and nothing of it was kept: ${describe(error, file.sql)}`,
    );
  }
}

/** PostgreSQL's message and the line, without what comes from rows: details, and values that could not be read. */
function describe(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return 'the connection to the database broke.';
  const isAboutValue = error.code?.startsWith('22') ?? false;
  const message = isAboutValue ? error.message.replace(/:.*$/s, '') : error.message;
  const line = error.position ? `, line ${sql.slice(0, Number(error.position)).split('\n').length}` : '';
  return `${message} (${error.code ?? 'no code'}${line}).`;
}
