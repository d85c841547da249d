import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { POSTGRES_MAJOR } from './binaries.ts';
import { EmbeddedPostgresError, errorCode, explainFileError } from './errors.ts';
import type { RunAs } from './run-as.ts';

/** Whose data a DATA_DIR holds. A demo's is never opened by the service, nor the reverse. */
export type DataKind = 'demo' | 'service';

export interface DataDir {
  root: string;
  /** PostgreSQL's own folder. */
  cluster: string;
  kindFile: string;
  passwordFile: string;
  log: string;
}

const MAX_LOG_BYTES = 10_000_000;

export function dataDirAt(path: string): DataDir {
  const root = resolve(path);
  return {
    root,
    cluster: join(root, 'postgres'),
    kindFile: join(root, 'kind'),
    passwordFile: join(root, 'postgres-password'),
    log: join(root, 'postgres.log'),
  };
}

/** The mark of a DATA_DIR, or null when it has none yet. */
export async function readKind(dir: DataDir): Promise<DataKind | null> {
  const text = (await readIfThere(dir.kindFile))?.trim();
  if (text === undefined) return null;
  if (text === 'demo' || text === 'service') return text;
  throw new EmbeddedPostgresError(
    'bad_data_dir',
    `${dir.kindFile} holds neither "demo" nor "service". Set DATA_DIR to another folder, or restore that file.`,
  );
}

/** Makes the folder if it is missing and marks it; refuses one of the other kind. */
export async function claimDataDir(dir: DataDir, kind: DataKind): Promise<void> {
  try {
    if (await mkdir(dir.root, { recursive: true })) {
      // Root's folder must let the user of PostgreSQL pass; the files inside are closed one by one.
      await chmod(dir.root, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    if (!(await readKind(dir)) && (await isUnused(dir))) await createOnce(dir.kindFile, `${kind}\n`, 0o644);
  } catch (error) {
    throw explainFileError(error, dir.root);
  }
  const found = await readKind(dir);
  if (found === kind) return;
  throw new EmbeddedPostgresError('wrong_kind', describeKindMismatch(dir, kind, found));
}

function describeKindMismatch(dir: DataDir, wanted: DataKind, found: DataKind | null): string {
  if (!found) {
    return `${dir.root} is not empty, and not marked as ours (${dir.kindFile} is missing). Set DATA_DIR to an empty folder, or restore that file.`;
  }
  const owner = found === 'demo' ? 'a demo' : 'the service';
  const asker = wanted === 'demo' ? 'The demo' : 'The service';
  return `${dir.root} holds the data of ${owner}. ${asker} does not open it: set DATA_DIR to another folder.`;
}

/** True for a folder that we may mark as ours: a mark allows `npm run demo:reset` to empty it. */
async function isUnused(dir: DataDir): Promise<boolean> {
  const names = await readdir(dir.root);
  // Another process may be marking it just now; a fresh disk has lost+found.
  return names.every((name) => name.startsWith('kind') || name === 'lost+found');
}

/** Removes everything in the folder, the mark last: an interrupted removal can be repeated. */
export async function emptyDataDir(dir: DataDir): Promise<void> {
  try {
    const names = await readdir(dir.root);
    for (const name of names)
      if (name !== 'kind' && name !== 'lost+found') await rm(join(dir.root, name), { recursive: true });
    await rm(dir.kindFile);
  } catch (error) {
    throw explainFileError(error, dir.root);
  }
}

/** Refuses data that another major version of PostgreSQL wrote. */
export async function checkVersion(dir: DataDir): Promise<void> {
  const found = (await readIfThere(join(dir.cluster, 'PG_VERSION')))?.trim();
  if (found === POSTGRES_MAJOR) return;
  if (found === undefined) {
    throw new EmbeddedPostgresError(
      'bad_data_dir',
      `${dir.cluster} is not a database of PostgreSQL (no PG_VERSION). Move it away, or set DATA_DIR to another folder.`,
    );
  }
  throw new EmbeddedPostgresError(
    'wrong_version',
    `The data in ${dir.root} was written by PostgreSQL ${found}; this version of the service brings PostgreSQL ${POSTGRES_MAJOR}. Move it with the version of the service that wrote it: "npm run db:export", then "npm run db:import" with this one into a new DATA_DIR.`,
  );
}

/** The database password of this folder. Made once; kept in a file that only its owner reads. */
export async function readOrMakePassword(dir: DataDir): Promise<string> {
  const clusterExists = await exists(dir.cluster);
  if (!clusterExists) await createOnce(dir.passwordFile, randomBytes(32).toString('base64url'), 0o600);
  const password = (await readIfThere(dir.passwordFile))?.trim();
  if (password) return password;
  throw new EmbeddedPostgresError(
    'password_missing',
    `${dir.passwordFile} is missing or empty, and the database in ${dir.cluster} needs it. Restore it from a backup, or set DATA_DIR to another folder.`,
  );
}

/** Opens the log for the user of PostgreSQL and keeps it from growing for ever. */
export async function prepareLog(dir: DataDir, runAs: RunAs | null): Promise<void> {
  const size = await stat(dir.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MAX_LOG_BYTES) await rename(dir.log, `${dir.log}.1`);
  const handle = await open(dir.log, 'a', 0o600);
  await handle.close();
  if (runAs) await chown(dir.log, runAs.uid, runAs.gid);
}

/** Why PostgreSQL says that it did not start: the last such line of its log. */
export async function lastFailure(dir: DataDir): Promise<string> {
  const lines = ((await readIfThere(dir.log)) ?? '').split('\n').slice(-40);
  return lines.findLast((line) => /FATAL|PANIC|No space left/.test(line))?.trim() ?? '';
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw explainFileError(error, path);
  }
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
}

/** Writes a whole file unless it is there: of two processes that try at once, one wins and no one sees half a file. */
async function createOnce(path: string, content: string, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, content, { mode, flush: true });
    await link(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw explainFileError(error, path);
  } finally {
    await unlink(draft).catch(() => {});
  }
}
