import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedPostgres,
  openEmbeddedPostgres,
  removeDemoData,
  startEmbeddedPostgres,
} from '../../src/db/embedded.ts';
import { waitFor } from '../support/wait-for.ts';

const TYPESCRIPT = new URL('../support/typescript.mjs', import.meta.url).href;
const CHILD = fileURLToPath(new URL('../support/embedded-child.ts', import.meta.url));

const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
let made: string;
let root: string;
let dataDir: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'binh-yen-embedded-made-'));
  const database = await startEmbeddedPostgres({ dataDir: join(made, 'data'), kind: 'service' });
  await database.stop();
});

afterAll(() => rm(made, { recursive: true }));

/** Makes `dataDir` one in which a service ran before: quicker than initdb. */
function useMadeFolder(): void {
  execFileSync('cp', ['-a', join(made, 'data'), dataDir]);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'binh-yen-embedded-'));
  dataDir = join(root, 'data');
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  for (const database of running.splice(0)) await database.stop();
  // A postmaster whose owner the test killed.
  const tool = await openEmbeddedPostgres({ dataDir }).catch(() => null);
  await tool?.close();
  await rm(root, { recursive: true, force: true });
});

async function start(kind: 'demo' | 'service' = 'service', onLost?: () => void): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, kind, ...(onLost ? { onLost } : {}) });
  running.push(database);
  return database;
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A process that starts the database of `dataDir`; resolves with the first line it says. */
async function startChild(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', TYPESCRIPT, CHILD, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { child, said: String(line).trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('startEmbeddedPostgres', () => {
  it('keeps data between starts, on another port, with a password that only its owner can read', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS x');
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
    const password = await readFile(join(dataDir, 'postgres-password'), 'utf8');
    expect(Buffer.from(password, 'base64url')).toHaveLength(32);
    await first.stop();
    await expect(query(first.connectionString, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    const second = await start();
    expect(await query(second.connectionString, 'SELECT x FROM kept')).toEqual([42]);
  });

  it('listens on loopback only, in UTC and UTF-8, with passwords asked', async () => {
    useMadeFolder();
    const { connectionString } = await start();
    const settings = await query(
      connectionString,
      `SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('TimeZone'),
              current_setting('server_encoding'), (SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules)`,
    );
    expect(settings).toEqual(['127.0.0.1', '', 'UTC', 'UTF8', 'scram-sha-256']);
    const guessed = new URL(connectionString);
    guessed.password = 'guessed';
    await expect(query(guessed.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('writes no value of a row to the log', async () => {
    useMadeFolder();
    const { connectionString } = await start();
    await query(connectionString, 'CREATE TABLE people (name text PRIMARY KEY)');
    await query(connectionString, "INSERT INTO people VALUES ('Hoa')");
    await expect(query(connectionString, "INSERT INTO people VALUES ('Hoa')")).rejects.toThrow(
      'duplicate key',
    );
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Hoa');
  });

  it('adopts the PostgreSQL that a killed process left running', async () => {
    useMadeFolder();
    const { child, said } = await startChild();
    expect(said).toMatch(/^up postgres:/);
    await query(said.slice(3), 'CREATE TABLE kept AS SELECT 7 AS x');
    const pid = await postmasterPid();
    await kill(child);

    const database = await start();
    expect(database.adopted).toBe(true);
    expect(await postmasterPid()).toBe(pid);
    expect(await query(database.connectionString, 'SELECT x FROM kept')).toEqual([7]);
  });

  it('starts again when PostgreSQL was killed too, even if its number now belongs to another program', async () => {
    useMadeFolder();
    const { child, said } = await startChild();
    await query(said.slice(3), 'CREATE TABLE kept AS SELECT 7 AS x');
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    const pid = await postmasterPid();
    await kill(child);
    process.kill(pid, 'SIGKILL');
    await writeFile(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));

    const database = await start();
    expect(database.adopted).toBe(false);
    expect(await query(database.connectionString, 'SELECT x FROM kept')).toEqual([7]);
  });

  it('refuses a second service and leaves the first one alone', async () => {
    useMadeFolder();
    const { said } = await startChild();
    await expect(start()).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining(dataDir),
    });
    expect(await query(said.slice(3), 'SELECT 1')).toEqual([1]);
  });

  it('has exactly one owner when several services start at once in an empty folder', async () => {
    const started = await Promise.all([startChild(), startChild(), startChild()]);
    expect(started.map(({ said }) => said.split(' ')[0]).sort()).toEqual(['in_use', 'in_use', 'up']);
  });

  it('tells its owner when the database is lost', async () => {
    useMadeFolder();
    const lost = new Promise<void>((resolve) => {
      void start('service', resolve);
    });
    await waitFor(() => running.length === 1, { what: 'the start' });
    process.kill(await postmasterPid(), 'SIGQUIT');
    await lost;
  });

  it('refuses data of another kind, of another major version, or without its password', async () => {
    useMadeFolder();
    await expect(start('demo')).rejects.toMatchObject({ code: 'wrong_kind' });

    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    const message = expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/);
    await expect(start()).rejects.toMatchObject({ code: 'wrong_version', message });

    await rm(join(dataDir, 'postgres-password'));
    await expect(start()).rejects.toMatchObject({ code: 'password_missing' });
  });

  it('refuses a path that is not a folder, and a folder with files of someone else', async () => {
    await writeFile(dataDir, '');
    await expect(start()).rejects.toMatchObject({ code: 'bad_data_dir' });
    dataDir = root;
    await expect(start()).rejects.toMatchObject({ code: 'wrong_kind' });
  });
});

describe('openEmbeddedPostgres', () => {
  it('says that there is nothing yet', async () => {
    await expect(openEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'bad_data_dir' });
  });

  it('works beside a running service and leaves it running', async () => {
    const service = await start('demo');
    const tool = await openEmbeddedPostgres({ dataDir });
    expect(tool).toMatchObject({ kind: 'demo', connectionString: service.connectionString });
    await tool.close();
    expect(await query(service.connectionString, 'SELECT 1')).toEqual([1]);
  });

  it('starts what is not running, and the last tool stops it', async () => {
    useMadeFolder();
    const first = await openEmbeddedPostgres({ dataDir });
    const second = await openEmbeddedPostgres({ dataDir });
    await first.close();
    expect(await query(second.connectionString, 'SELECT 1')).toEqual([1]);
    await second.close();
    await expect(postmasterPid()).rejects.toThrow('ENOENT');
  });
});

describe('removeDemoData', () => {
  it('removes nothing while the demo runs, and everything after', async () => {
    const demo = await start('demo');
    await expect(removeDemoData(dataDir)).rejects.toMatchObject({ code: 'in_use' });
    await demo.stop();
    expect(await removeDemoData(dataDir)).toBe(true);
    expect(await readdir(dataDir)).toEqual([]);
    expect(await removeDemoData(dataDir)).toBe(false);
  });

  it('never touches the data of a service', async () => {
    useMadeFolder();
    await expect(removeDemoData(dataDir)).rejects.toMatchObject({ code: 'wrong_kind' });
    expect(await readdir(dataDir)).toContain('postgres');
  });
});
