import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { assertMayWrite, type ExportHeader, writeExportFile } from './export-file.ts';
import { toFrames } from './frames.ts';
import { readHistory } from './history.ts';
import { keysOf, takeSamples } from './key-check.ts';
import { inTransfer, withClient } from './session.ts';
import { copyTarget, readTables, type Table } from './tables.ts';
import { TransferError } from './transfer-error.ts';

export interface ExportReport {
  tables: number;
  rows: bigint;
  bytes: number;
  /** Names of the keys without which the sealed columns cannot be read. */
  keys: string[];
}

const nowRow = z.object({ at: z.date(), postgres: z.string() });

/**
 * Writes all of our tables into one file, as they are at one moment: the service may go on running. The file is there
 * whole or not at all. @throws TransferError when it cannot be written or the database is not ours.
 */
export function exportDatabase(options: {
  connectionString: string;
  kind: ExportHeader['kind'];
  /** Version of this program. */
  version: string;
  path: string;
  overwrite: boolean;
  signal: AbortSignal;
}): Promise<ExportReport> {
  return withClient(options.connectionString, async (client) => {
    await assertMayWrite(options.path, options.overwrite);
    return inTransfer(client, 'REPEATABLE READ, READ ONLY', async () => {
      const migrations = await readHistory(client);
      if (!migrations)
        throw new TransferError('This database was never used by Bình Yên: there is nothing to export.');
      const tables = await readTables(client);
      const found = await client.query(`SELECT now() AS at, current_setting('server_version') AS postgres`);
      const { at, postgres } = nowRow.parse(found.rows[0]);
      const header: ExportHeader = {
        version: options.version,
        postgres,
        exportedAt: at.toISOString(),
        kind: options.kind,
        migrations,
        tables,
        samples: await takeSamples(client, tables),
      };
      let rows = 0n;
      const body = copyAll(client, tables, (count) => {
        rows += count;
      });
      const bytes = await writeExportFile(options.path, header, body, options);
      return { tables: tables.length, rows, bytes, keys: keysOf(header.samples) };
    });
  });
}

async function* copyAll(
  client: pg.Client,
  tables: readonly Table[],
  onTable: (rows: bigint) => void,
): AsyncGenerator<Buffer> {
  for (const table of tables) {
    const rows = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`));
    onTable(yield* toFrames(rows));
  }
}
