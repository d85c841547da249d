import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openCluster, startServer, stopServer } from '../../src/db/embedded/server.ts';
import { withServer } from '../../src/db/embedded/session.ts';
import { migrate } from '../../src/db/migrate.ts';
import { systemClock } from '../../src/shared/clock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL for the whole run, with a migrated database to copy; see `createTestDatabase`. */
    postgres: { adminUrl: string; template: string; prefix: string };
  }
}

/** Speed over safety: this data dies with the run. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
const DIR_PREFIX = 'binh-yen-tests-';

interface TestServer {
  adminUrl: string;
  stop(): Promise<void>;
}

/** Once for each run that has integration or contract tests: a server, and a migrated template database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const server = external ? { adminUrl: external, stop: async () => {} } : await startServerOfRun();
  const prefix = `binhyen_test_${randomBytes(4).toString('hex')}_`;
  const template = `${prefix}template`;
  await asAdmin(server.adminUrl, (client) => client.query(`CREATE DATABASE ${template}`));
  await migrate(urlOf(server.adminUrl, template));
  project.provide('postgres', { adminUrl: server.adminUrl, template, prefix });
  return async () => {
    if (external) await asAdmin(external, (client) => dropAll(client, prefix));
    await server.stop();
  };
}

async function startServerOfRun(): Promise<TestServer> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${DIR_PREFIX}${process.pid}-`));
  const cluster = await openCluster(join(dataDir, 'data'), 'demo', ['--no-sync']);
  await startServer(cluster, systemClock, FAST);
  const { adminUrl, client } = await withServer(cluster, systemClock, async (session) => ({
    client: session.client,
    adminUrl: `postgres://binhyen:${cluster.password}@127.0.0.1:${session.port}/postgres`,
  }));
  await client.end();
  return {
    adminUrl,
    async stop() {
      await stopServer(cluster);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Servers of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(DIR_PREFIX)
      ? Number(name.slice(DIR_PREFIX.length).split('-')[0])
      : Number.NaN;
    if (!Number.isSafeInteger(pid) || isAlive(pid)) continue;
    const dir = join(tmpdir(), name);
    // Another run may be removing it at this moment: then there is nothing left to stop.
    await openCluster(join(dir, 'data'), 'demo').then(stopServer, () => {});
    await rm(dir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function asAdmin(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

async function dropAll(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
