import { link, open, readFile, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Env } from '../../config/env.ts';
import { startEmbeddedPostgres } from '../db/embedded.ts';
import { type ExportFile, openExportFile } from '../db/export/export-file.ts';
import { assertHistoryFits, importDatabase } from '../db/export/import-database.ts';
import { assertKeysOpen, keysOf } from '../db/export/key-check.ts';
import { type Keyring, parseKeyring } from '../db/sealing.ts';
import { errorFields } from '../shared/logger.ts';
import { StartError } from '../start-error.ts';
import { dataDirOf } from '../storage.ts';
import type { Environment } from './run-tool.ts';
import { onlyOne, reachDatabase, runTransfer } from './transfer.ts';

const USAGE = `npm run db:import -- FILE [--data-key KEYFILE] [--stop-waiting]
Loads FILE, written by npm run db:export, into an empty database (DATABASE_URL, or the embedded one of DATA_DIR).
--data-key KEYFILE  embedded only: the file data-key of the DATA_DIR that was exported; it is copied to the new DATA_DIR
--stop-waiting      for a back-up that is not fresh: what was waiting to be sent in it is not sent any more`;

interface Command {
  path: string;
  keyFile: string | null;
  stopWaiting: boolean;
}

function parse(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'data-key': { type: 'string' }, 'stop-waiting': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const keyFile = values['data-key'] ?? null;
  return { path: onlyOne(positionals), keyFile, stopWaiting: values['stop-waiting'] };
}

/** The text of a key file, or null when there is none. */
async function readKeyFile(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorFields(error).code === 'ENOENT') return null;
    throw new StartError(`${path} cannot be read by this user.`);
  }
}

function keysFrom(text: string, name: string): Keyring {
  const keyring = parseKeyring(text);
  if (!keyring) throw new StartError(`${name} is not a key: expected <id>:<64 hex digits>.`);
  return keyring;
}

/** The keys the service will use with this database, and the text of the key file to be put into a new DATA_DIR. */
async function chooseKeys(
  env: Env,
  command: Command,
  dataDir: string | null,
): Promise<{ keyring: Keyring | null; toKeep: string | null }> {
  if (dataDir === null) {
    if (command.keyFile !== null)
      throw new StartError('With DATABASE_URL the key is DATA_KEY: set it to the text of that file.');
    return { keyring: keysFrom(env.dataKey ?? '', 'DATA_KEY'), toKeep: null };
  }
  const own = await readKeyFile(join(dataDir, 'data-key'));
  if (command.keyFile !== null) {
    const given = await readKeyFile(command.keyFile);
    if (given === null) throw new StartError(`There is no ${command.keyFile}.`);
    if (env.dataKey !== null && env.dataKey !== given)
      throw new StartError(
        'DATA_KEY is set too, to another key, and would be used: unset it (also in .env).',
      );
    if (own !== null && own !== given)
      throw new StartError(`${dataDir} has a key of its own. Set DATA_DIR to a new folder.`);
    return { keyring: keysFrom(given, command.keyFile), toKeep: own === null ? given : null };
  }
  if (env.dataKey !== null) return { keyring: keysFrom(env.dataKey, 'DATA_KEY'), toKeep: null };
  return { keyring: own === null ? null : keysFrom(own, join(dataDir, 'data-key')), toKeep: null };
}

/** Before a row is loaded: a service that finds no key file would make a new key. */
async function keepKey(dataDir: string, text: string): Promise<void> {
  const draft = join(dataDir, `data-key.${process.pid}.part`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
    await link(draft, join(dataDir, 'data-key'));
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

function assertKeys(file: ExportFile, keyring: Keyring | null): void {
  const { samples } = file.header;
  if (samples.length === 0) return;
  if (keyring) return assertKeysOpen(samples, keyring);
  throw new StartError(
    `The data in ${file.path} is encrypted with the key ${keysOf(samples).join(', ')}. Name it with --data-key KEYFILE (the file data-key of the DATA_DIR that was exported), or set DATA_KEY. Nothing was imported.`,
  );
}

/** `npm run db:import`. */
export function runImportTool(args: readonly string[], environment: Environment): Promise<void> {
  return runTransfer(
    environment,
    { usage: USAGE, parse: () => parse(args) },
    async (command, { env, signal, print }) => {
      const file = await openExportFile(command.path);
      const { header } = file;
      await assertHistoryFits(file);
      if (header.kind === 'demo' && env.databaseUrl !== null) {
        throw new StartError(
          `${command.path} holds the data of a demo, and a demo keeps to an embedded database: unset DATABASE_URL. Nothing was imported.`,
        );
      }
      const dataDir = env.databaseUrl === null ? resolve(dataDirOf(env, header.kind)) : null;
      const keys = await chooseKeys(env, command, dataDir);
      assertKeys(file, keys.keyring);

      const target = await openTarget(env, file, signal);
      try {
        if (dataDir !== null && keys.toKeep !== null) await keepKey(dataDir, keys.toKeep);
        const { stopWaiting } = command;
        const report = await importDatabase({ ...target, file, stopWaiting, signal });
        print(
          `Imported ${report.rows} rows of ${report.tables} tables, exported at ${header.exportedAt} by version ${header.version}.`,
        );
        const { deliveries, answers } = report.waiting;
        if (deliveries + answers > 0) {
          print(
            `Waiting to be sent when the service starts: ${deliveries} messages of alerts, ${answers} answers. If another service has gone on with this data, import with --stop-waiting instead (docs/runbook.md, Restore).`,
          );
        }
      } finally {
        await target.close();
      }
    },
  );
}

async function openTarget(env: Env, { header }: ExportFile, signal: AbortSignal) {
  if (env.databaseUrl !== null) {
    await reachDatabase(env.databaseUrl, signal);
    return {
      connectionString: env.databaseUrl,
      target: { name: 'The database of DATABASE_URL', another: 'Make a new one (CREATE DATABASE).' },
      close: async () => {},
    };
  }
  // As its owner: no service may start on it meanwhile.
  const dataDir = dataDirOf(env, header.kind);
  const postgres = await startEmbeddedPostgres({ dataDir, kind: header.kind });
  return {
    connectionString: postgres.connectionString,
    target: { name: `The database in ${dataDir}`, another: 'Set DATA_DIR to a new folder.' },
    close: () => postgres.stop(),
  };
}
