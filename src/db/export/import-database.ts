import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { isOutage } from '../errors.ts';
import { migrate, migrationsDir, readMigrations } from '../migrate.ts';
import { type ExportFile, readBody } from './export-file.ts';
import { createFrameReader } from './frames.ts';
import { fitHistory, type History, migrateTo, readHistory } from './history.ts';
import { inTransfer, withClient } from './session.ts';
import { advanceSequences, copyTarget, quietTriggers, quote, readTables, type Table } from './tables.ts';
import { TransferError } from './transfer-error.ts';

export interface ImportReport {
  tables: number;
  rows: bigint;
  /** What a service on this database sends as soon as it starts. */
  waiting: { deliveries: number; answers: number };
}

const LOCK_WITHIN = '5s';

/** Nobody holds a lane or reads an account any more. `owner` stays: whoever takes the lane next takes over from it. */
const NOBODY_AT_WORK = [
  'UPDATE "Lane" SET "leaseUntil" = NULL WHERE "leaseUntil" IS NOT NULL',
  'UPDATE "ChannelAccount" SET "pollerOwner" = NULL, "pollerLeaseUntil" = NULL WHERE "pollerOwner" IS NOT NULL',
];

/**
 * What was to be sent then is not sent now. Deliveries of a stopped message are cancelled by the sweeper; webhooks go on
 * when somebody says so.
 */
const NOTHING_WAITS = [
  'UPDATE "AlertMessage" SET "stoppedAt" = now() WHERE "stoppedAt" IS NULL AND "sendUntil" > now()',
  `UPDATE "Answer" SET state = 'cancelled', payload = '', reason = 'imported' WHERE state IN ('pending', 'sending', 'unknown')`,
  `UPDATE "WebhookDelivery" SET state = 'given_up', reason = 'paused', "finishedAt" = now() WHERE state = 'pending'`,
  `UPDATE "Webhook" SET state = 'paused', "pausedReason" = 'by_hand', "pausedAt" = now() WHERE state = 'active'`,
];

const WAITING = `
  SELECT (SELECT count(*)::int FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           WHERE d.state IN ('pending', 'sending') AND m."stoppedAt" IS NULL AND m."sendUntil" > now()) AS deliveries,
         (SELECT count(*)::int FROM "Answer" WHERE state IN ('pending', 'sending')) AS answers`;

const waitingRow = z.object({ deliveries: z.number(), answers: z.number() });

/**
 * Loads an export into an empty database, which is migrated first; then brings it up to this version. All rows or none.
 * @throws TransferError when the file does not fit this version or the database is not empty.
 */
export async function importDatabase(options: {
  file: ExportFile;
  connectionString: string;
  /** The database in words, and how to get an empty one. */
  target: { name: string; another: string };
  /** For an export that is not fresh: nothing that was waiting to be sent in it is sent. */
  stopWaiting: boolean;
  signal: AbortSignal;
}): Promise<ImportReport> {
  const { file, connectionString, target, signal } = options;
  const { header } = file;
  const fit = await assertHistoryFits(file);
  return withClient(connectionString, async (client) => {
    await assertTakes(client, header.migrations, target);
    if (fit.kind === 'older') await migrateTo(connectionString, fit.names);
    else await migrate(connectionString);

    const rows = await inTransfer(client, 'READ COMMITTED', async () => {
      const tables = await readTables(client);
      assertSameTables(header.tables, tables);
      await lock(client, tables);
      await assertEmpty(client, tables, target);
      // What they make of a row (the figures of progress) is in the file too.
      const quiet = await quietTriggers(client);
      const loaded = await loadAll(client, file, signal);
      await quiet.over();
      await advanceSequences(client);
      for (const statement of NOBODY_AT_WORK) await client.query(statement);
      if (options.stopWaiting) for (const statement of NOTHING_WAITS) await client.query(statement);
      await client.query(`ANALYZE ${tables.map(({ name }) => quote(name)).join(', ')}`);
      signal.throwIfAborted();
      return loaded;
    });
    if (fit.kind === 'older') await migrate(connectionString);
    const waiting = waitingRow.parse((await client.query(WAITING)).rows[0]);
    return { tables: header.tables.length, rows, waiting };
  });
}

/** @throws TransferError when this version cannot read what the file's version wrote. */
export async function assertHistoryFits({ header }: ExportFile) {
  const ours = await readMigrations(migrationsDir());
  return fitHistory({ history: header.migrations, version: header.version }, ours);
}

type Target = { name: string; another: string };

/** Nothing in it, and no further than the file. */
async function assertTakes(client: pg.Client, wanted: History, target: Target): Promise<void> {
  const tables = await readTables(client);
  const history = await readHistory(client);
  if (!history && tables.length > 0) {
    throw new TransferError(
      `${target.name} has tables that are not of Bình Yên. ${target.another} Nothing was imported.`,
    );
  }
  await assertEmpty(client, tables, target);
  const further = history?.find(({ name }) => !wanted.some((one) => one.name === name));
  if (!further) return;
  throw new TransferError(
    `${target.name} is empty, but was already brought up to a newer version than the file (migration ${further.name}). ${target.another} Nothing was imported.`,
  );
}

async function assertEmpty(client: pg.Client, tables: readonly Table[], target: Target): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT 1 FROM ${quote(name)} LIMIT 1`);
    if (rows.length === 0) continue;
    throw new TransferError(
      `${target.name} is not empty (there are rows in ${name}), and an import never mixes or replaces. ${target.another} Nothing was imported.`,
    );
  }
}

function assertSameTables(file: readonly Table[], database: readonly Table[]): void {
  const lines = (tables: readonly Table[]) =>
    tables.map(({ name, columns }) => `${name}(${columns.toSorted().join()})`).toSorted();
  const here = lines(database);
  const other = lines(file).find((line, index) => here[index] !== line);
  if (other === undefined && file.length === database.length) return;
  throw new TransferError(
    'The tables of the file are not those that its migrations make: the exported database was changed by hand. Nothing was imported.',
  );
}

/** Others may read, but nobody writes until all is there: no service, no second import. */
async function lock(client: pg.Client, tables: readonly Table[]): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = '${LOCK_WITHIN}'`);
  try {
    const names = tables.map(({ name }) => quote(name)).join(', ');
    await client.query(`LOCK TABLE ${names} IN SHARE ROW EXCLUSIVE MODE`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '55P03') throw error;
    throw new TransferError(
      'Other programs are using this database. Stop every process of the service first. Nothing was imported.',
    );
  }
}

async function loadAll(client: pg.Client, file: ExportFile, signal: AbortSignal): Promise<bigint> {
  const body = readBody(file);
  try {
    const reader = createFrameReader(body);
    let rows = 0n;
    for (const table of file.header.tables) {
      const source = reader.nextTable();
      const target = client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN`));
      await pipeline(source.chunks, target, { signal }).catch((error: unknown) => {
        throw explainLoad(error, table.name);
      });
      if (BigInt(target.rowCount) !== source.count())
        throw new TransferError(`Rows of ${table.name} are missing in the file. Nothing was imported.`);
      rows += source.count();
    }
    return rows;
  } finally {
    body.destroy();
  }
}

/** PostgreSQL's own message may quote a row: only its code and the name of the rule are passed on. */
function explainLoad(error: unknown, table: string): unknown {
  if (isOutage(error)) {
    const full = error instanceof pg.DatabaseError && error.code === '53100';
    return new TransferError(
      `${full ? 'The disk of the database is full' : 'The connection to the database broke'}. Nothing was imported: mend it and import again.`,
    );
  }
  if (!(error instanceof pg.DatabaseError)) return error;
  const rule = error.constraint ? `, ${error.constraint}` : '';
  return new TransferError(
    `PostgreSQL refuses the rows of ${table} (${error.code ?? 'no code'}${rule}). Nothing was imported.`,
  );
}
