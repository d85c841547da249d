import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { migrate, migrationsDir } from '../migrate.ts';
import type { ExportHeader } from './export-file.ts';
import { LEDGER, quote } from './tables.ts';
import { TransferError } from './transfer-error.ts';

export type History = ExportHeader['migrations'];

const historyRow = z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() });

/** What was applied to a database, in order; null for one that was never ours. */
export async function readHistory(client: pg.ClientBase): Promise<History | null> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [quote(LEDGER)]);
  if (!z.tuple([z.object({ there: z.boolean() })]).parse(rows)[0].there) return null;
  const applied = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM ${LEDGER} WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const history = z.array(historyRow).parse(applied.rows);
  const begun = history.find(({ finished }) => !finished);
  if (begun) {
    throw new TransferError(
      `Migration ${begun.name} was begun by another tool and never finished. Resolve it with that tool (prisma migrate resolve) first.`,
    );
  }
  return history.map(({ name, checksum }) => ({ name, checksum }));
}

/**
 * How the history of a file fits the migrations of this version: the same, or an older point of the same line.
 * @throws TransferError when it is neither.
 */
export function fitHistory(
  file: { history: History; version: string },
  ours: History,
): { kind: 'same' } | { kind: 'older'; names: string[] } {
  const { history, version } = file;
  const unknown = history.find(({ name }) => !ours.some((one) => one.name === name));
  if (unknown) {
    throw new TransferError(
      `The file was made by version ${version}, which has the migration ${unknown.name}; this version does not know it. Import the file with that version or a newer one. Nothing was imported.`,
    );
  }
  const other = history.findIndex(
    ({ name, checksum }, index) => ours[index]?.name !== name || ours[index]?.checksum !== checksum,
  );
  if (other >= 0) {
    throw new TransferError(
      `The file was made by version ${version} with another ${history[other]?.name ?? 'migration'} than ours: its tables are not an earlier form of these. Import the file with the version that made it. Nothing was imported.`,
    );
  }
  return history.length === ours.length
    ? { kind: 'same' }
    : { kind: 'older', names: history.map(({ name }) => name) };
}

/** Brings a database to an earlier point of our migrations, the one that these make. */
export async function migrateTo(connectionString: string, names: readonly string[]): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'binh-yen-import-'));
  try {
    for (const name of names) await cp(join(migrationsDir(), name), join(dir, name), { recursive: true });
    await migrate(connectionString, dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
