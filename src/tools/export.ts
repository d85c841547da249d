import { parseArgs } from 'node:util';
import type { Env } from '../../config/env.ts';
import { type DataKind, openEmbeddedPostgres } from '../db/embedded.ts';
import { exportDatabase } from '../db/export/export-database.ts';
import { dataDirOf } from '../storage.ts';
import type { Environment } from './run-tool.ts';
import { onlyOne, ownVersion, reachDatabase, runTransfer } from './transfer.ts';

const USAGE = `npm run db:export -- FILE [--overwrite]
Writes everything in the database (DATABASE_URL, or the embedded one of DATA_DIR) into FILE, as it is at one moment.
The service may go on running. Back with: npm run db:import`;

interface Source {
  connectionString: string;
  kind: DataKind;
  close(): Promise<void>;
}

async function openSource(env: Env, signal: AbortSignal): Promise<Source> {
  if (env.databaseUrl === null) return openEmbeddedPostgres({ dataDir: dataDirOf(env, 'service') });
  await reachDatabase(env.databaseUrl, signal);
  return { connectionString: env.databaseUrl, kind: 'service', close: async () => {} };
}

function parse(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { overwrite: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  return { path: onlyOne(positionals), overwrite: values.overwrite };
}

/** `npm run db:export`. */
export function runExportTool(args: readonly string[], environment: Environment): Promise<void> {
  return runTransfer(
    environment,
    { usage: USAGE, parse: () => parse(args) },
    async (command, { env, signal, print }) => {
      const { path, overwrite } = command;
      const version = await ownVersion();
      const source = await openSource(env, signal);
      try {
        const { connectionString, kind } = source;
        const report = await exportDatabase({ connectionString, kind, version, path, overwrite, signal });
        print(
          `Exported ${report.rows} rows of ${report.tables} tables to ${path} (${Math.ceil(report.bytes / 1024)} KiB).`,
        );
        print(
          'Chat ids and the texts of alerts in it are not encrypted: keep the file as safe as the database.',
        );
        if (report.keys.length > 0) {
          const key = env.dataKey || env.databaseUrl ? 'DATA_KEY' : 'the file data-key of DATA_DIR';
          print(
            `Names, households' words and the bot's token are encrypted, and the key (${report.keys.join(', ')}) is not in the file: without ${key} they cannot be read. Keep a copy of it apart.`,
          );
        }
      } finally {
        await source.close();
      }
    },
  );
}
