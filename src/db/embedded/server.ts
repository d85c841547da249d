import { randomBytes } from 'node:crypto';
import { chown, mkdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import {
  checkVersion,
  claimDataDir,
  type DataDir,
  type DataKind,
  dataDirAt,
  exists,
  lastFailure,
  prepareLog,
  readIfThere,
  readOrMakePassword,
} from './data-dir.ts';
import { EmbeddedPostgresError, errorCode, explainFileError } from './errors.ts';
import { chooseUser, type RunAs, runTool, withAccess } from './run-as.ts';

/** Everything needed to start, reach and stop the PostgreSQL of one DATA_DIR. */
export interface Cluster {
  dir: DataDir;
  binaries: PostgresBinaries;
  runAs: RunAs | null;
  password: string;
}

/** A running PostgreSQL, as its `postmaster.pid` tells. */
export interface Postmaster {
  pid: number;
  port: number;
}

export const DATABASE_USER = 'binhyen';

/** Settings of every start. The log must not hold values from rows: no statements, no details. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const START_ATTEMPTS = 5;

/** Opens DATA_DIR: folder, mark, password, user, and a cluster, made on the first start. */
export async function openCluster(
  dataDir: string,
  kind: DataKind,
  initdbOptions: readonly string[] = [],
): Promise<Cluster> {
  const dir = dataDirAt(dataDir);
  await claimDataDir(dir, kind);
  const password = await readOrMakePassword(dir);
  const binaries = await findBinaries();
  try {
    const user = await chooseUser(dir.cluster);
    const runAs = user && (await withAccess(user, binaries, dir.root));
    const cluster = { dir, binaries, runAs, password };
    if (!(await exists(dir.cluster))) await createCluster(cluster, initdbOptions);
    await checkVersion(dir);
    // A cluster copied or restored by root.
    if (runAs && (await stat(dir.cluster)).uid === 0) {
      await runTool('chown', ['-R', `${runAs.uid}:${runAs.gid}`, dir.cluster], null);
    }
    return cluster;
  } catch (error) {
    throw explainFileError(error, dir.root);
  }
}

/** Runs initdb in a folder beside, and moves it into place when it is whole: a crash leaves no half cluster. */
async function createCluster(cluster: Cluster, initdbOptions: readonly string[]): Promise<void> {
  const { dir, runAs, binaries } = cluster;
  const draft = `${dir.cluster}.init-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordDraft = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordDraft, cluster.password, { mode: 0o600 });
    if (runAs) {
      await chown(draft, runAs.uid, runAs.gid);
      await chown(passwordDraft, runAs.uid, runAs.gid);
    }
    const args = [
      `--pgdata=${draft}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordDraft}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...initdbOptions,
    ];
    const { code, output } = await runTool(binaries.initdb, args, runAs);
    if (code !== 0)
      throw describeFailure('init_failed', 'PostgreSQL could not make a new database', output, dir);
    await rename(draft, dir.cluster);
  } catch (error) {
    // Another process has made it in between; both use the one password of the folder.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(passwordDraft, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * The running PostgreSQL of this cluster, or null. A `postmaster.pid` whose number now belongs to another program
 * (common in containers, where numbers repeat) is removed, since PostgreSQL itself would refuse to start.
 */
export async function findPostmaster(dir: DataDir): Promise<Postmaster | null> {
  const path = join(dir.cluster, 'postmaster.pid');
  const text = await readIfThere(path);
  if (text === undefined) return null;
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3] ?? '0');
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  switch (await describeProcess(pid)) {
    case 'none':
      return null;
    case 'other':
      if ((await readIfThere(path)) === text) await unlink(path);
      return null;
    case 'postgres':
      return { pid, port };
  }
}

async function describeProcess(pid: number): Promise<'none' | 'postgres' | 'other'> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return 'none';
  }
  if (process.platform !== 'linux') return 'postgres';
  // proc_pid_stat(5): number, name in parentheses, state. A zombie (Z) is dead, but its number is still taken.
  const status = await readIfThere(`/proc/${pid}/stat`);
  if (status === undefined) return 'none';
  return /^\d+ \(postgres\) [^Z]/.test(status) ? 'postgres' : 'other';
}

/**
 * Starts PostgreSQL on a free port, or on the one that the settings name. False when it did not start because another
 * process was faster.
 */
export async function startServer(
  cluster: Cluster,
  clock: Clock,
  settings: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const { dir, runAs, binaries } = cluster;
  for (let attempt = 1; ; attempt++) {
    const all = { ...SETTINGS, port: String(await freePort()), ...settings };
    const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
    await prepareLog(dir, runAs);
    const args = ['start', '-w', '-t', '120', '-D', dir.cluster, '-l', dir.log, '-o', options.join(' ')];
    const { code, output } = await runTool(binaries.pgCtl, args, runAs);
    if (code === 0) return true;
    if (await findPostmaster(dir)) return false;
    // The port was taken since it was found free, or processes of a killed PostgreSQL are still on their way out.
    if (attempt === START_ATTEMPTS) {
      throw describeFailure(
        'start_failed',
        'PostgreSQL did not start',
        `${output}\n${await lastFailure(dir)}`,
        dir,
      );
    }
    await clock.sleep(500);
  }
}

/** Stops PostgreSQL, ending its sessions. Does nothing when it is not running. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const { dir, runAs, binaries } = cluster;
  const args = ['stop', '-w', '-t', '60', '-m', 'fast', '-D', dir.cluster];
  const { code } = await runTool(binaries.pgCtl, args, runAs);
  if (code === 0 || !(await findPostmaster(dir))) return;
  throw new EmbeddedPostgresError(
    'stop_failed',
    `PostgreSQL did not stop in time. The reason is in ${dir.log}.`,
  );
}

function describeFailure(
  code: 'init_failed' | 'start_failed',
  what: string,
  output: string,
  dir: DataDir,
): EmbeddedPostgresError {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new EmbeddedPostgresError(
      'disk_full',
      `${what}: the disk of ${dir.root} is full. Free some space and start again.`,
    );
  }
  const lines = output.split('\n').map((line) => line.trim());
  const reason =
    lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ??
    lines.findLast((line) => /^(initdb|pg_ctl): /.test(line)) ??
    `see ${dir.log}`;
  return new EmbeddedPostgresError(code, `${what} in ${dir.root}: ${reason}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
