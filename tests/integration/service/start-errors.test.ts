import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnsweringServer, startAnsweringServer } from '../../support/answering-server.ts';
import { freePort } from '../../support/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { AUTH_SECRET, DATA_KEY } from '../../support/service-in-process.ts';
import { type ServiceProcess, startProgram } from '../../support/service-process.ts';
import { openTcpGate } from '../../support/tcp-gate.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Planted where a value may hold a secret: it is never shown. */
const SECRET = 'Geheim_4711_bi-mat';
const TOKEN = `100001:${SECRET}`;

let folder: string;
let database: TestDatabase;
/** For a start that comes as far as writing the account. */
let spare: TestDatabase;
let taken: Server;
let takenPort: number;
/** A Telegram that knows no token. */
let telegram: AnsweringServer;
const started: ServiceProcess[] = [];

function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ServiceProcess {
  const process = startProgram(program, { folder, args, env });
  started.push(process);
  return process;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binh-yen-start-'));
  [database, spare] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  takenPort = address.port;
  telegram = await startAnsweringServer();
  telegram.always({
    kind: 'json',
    status: 401,
    body: { ok: false, error_code: 401, description: 'Unauthorized' },
  });
  for (const kind of ['demo', 'service']) {
    await mkdir(join(folder, `of-${kind}`));
    await writeFile(join(folder, `of-${kind}`, 'kind'), `${kind}\n`);
  }
});
afterAll(async () => {
  for (const process of started) await process.kill();
  taken?.close();
  await telegram?.close();
  await database?.drop();
  await spare?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Variables that point to what exists during the test. */
const here = () => ({ DATABASE_URL: database.connectionString, DATA_KEY, AUTH_SECRET, PORT: '0' });
const withUrl = (change: (url: URL) => void) => {
  const url = new URL(database.connectionString);
  change(url);
  return url.toString();
};

interface Case {
  name: string;
  program?: string;
  args?: readonly string[];
  env: () => Record<string, string>;
  /** What the operator reads. */
  says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'several wrong variables, all named at once',
    env: () => ({
      PORT: SECRET,
      DATABASE_URL: `mysql://u:${SECRET}@127.0.0.1/x`,
      REDIS_URL: `http://:${SECRET}@127.0.0.1`,
      TELEGRAM_BOT_TOKEN: SECRET,
    }),
    says: ['PORT', 'a port number', 'DATABASE_URL', 'postgresql://', 'REDIS_URL', 'redis://', '@BotFather'],
  },
  {
    name: 'a wrong password of the database',
    env: () => ({
      ...here(),
      DATABASE_URL: withUrl((url) => {
        url.password = SECRET;
      }),
    }),
    says: ['DATABASE_URL', 'refuses the user or the password'],
  },
  {
    name: 'a webhook without a secret, and a database of one’s own without a key',
    env: () => ({
      TELEGRAM_BOT_TOKEN: TOKEN,
      PUBLIC_URL: 'https://binhyen.example',
      DATABASE_URL: database.connectionString,
    }),
    says: ['TELEGRAM_WEBHOOK_SECRET: missing', 'DATA_KEY: missing', 'openssl rand -hex 32'],
  },
  {
    name: 'a database of one’s own without a secret for sessions',
    env: () => ({ DATABASE_URL: database.connectionString, DATA_KEY, PORT: '0' }),
    says: ['AUTH_SECRET: missing', 'openssl rand -hex 32'],
  },
  {
    name: 'a port that is taken',
    env: () => ({ ...here(), PORT: String(takenPort) }),
    says: [`Port ${0} is taken`],
  },
  {
    name: 'a host name that is not known',
    env: () => ({ ...here(), HOST: 'no-such-host.invalid' }),
    says: ['HOST is not an address of this machine'],
  },
  {
    name: 'a bot token that Telegram refuses',
    env: () => ({
      ...here(),
      DATABASE_URL: spare.connectionString,
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
    }),
    says: ['Telegram refuses TELEGRAM_BOT_TOKEN', '@BotFather'],
  },
  {
    name: 'a demo on one’s own database',
    args: ['demo'],
    env: () => ({ ...here(), DATA_DIR: join(folder, 'none') }),
    says: ['unset DATABASE_URL', 'npm start'],
  },
  {
    name: 'a demo with a real bot',
    args: ['demo'],
    env: () => ({ TELEGRAM_BOT_TOKEN: TOKEN, DATA_DIR: join(folder, 'new-demo'), PORT: '0' }),
    says: ['TELEGRAM_BOT_TOKEN', 'npm start'],
  },
  {
    name: 'the service on a demo’s data',
    env: () => ({ DATA_DIR: join(folder, 'of-demo') }),
    says: ['holds the data of a demo', 'DATA_DIR'],
  },
  {
    name: 'a demo on the service’s data',
    args: ['demo'],
    env: () => ({ DATA_DIR: join(folder, 'of-service') }),
    says: ['holds the data of the service', 'DATA_DIR'],
  },
  { name: 'an unknown mode', args: ['serve'], env: () => ({}), says: ['Unknown mode', 'service, demo, bot'] },
  {
    name: 'a bot service without a shared database',
    args: ['bot'],
    env: () => ({}),
    says: ['DATABASE_URL: missing'],
  },
  {
    name: 'a worker without a shared database',
    program: 'workers/deliver.ts',
    env: () => ({}),
    says: ['DATABASE_URL: missing'],
  },
];

// Several processes read all of the service at once, on two cores.
describe.concurrent('what keeps the service from starting', { timeout: 180_000 }, () => {
  it.each(CASES.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, { program = 'src/main.ts', args = [], env, says }) => {
      const process = start(program, args, env());
      const code = await process.ended;
      const words = process.errors();
      expect(code).toBe(1);
      for (const part of says) expect(words).toContain(part.replace('Port 0', `Port ${takenPort}`));
      // In words for the operator: no value, no stack, nothing unexpected.
      const everything = words + process.output();
      expect(everything).not.toContain(SECRET);
      expect(everything).not.toMatch(/^\s+at /m);
      expect(words).not.toContain('Unexpected');
    },
  );
});

describe('a start that goes on', { timeout: 120_000 }, () => {
  it('without an account the service runs, says how to connect one, and ends in order', async () => {
    const process = start('src/main.ts', [], here());
    const address = await process.ready();
    await process.says(/TELEGRAM_BOT_TOKEN=/);
    expect(process.output()).toContain('@BotFather');
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', database: { state: 'up' }, queue: { state: 'up' }, channels: [] },
    ]);
    expect((await fetch(`${address}/simulator`)).status).toBe(404);
    expect(await process.stop()).toBe(0);
    expect(process.errors()).toBe('');
  });

  it('waits for a database that comes up later, and says what it waits for', async () => {
    const port = await freePort();
    const target = new URL(database.connectionString);
    const url = withUrl((later) => {
      later.hostname = '127.0.0.1';
      later.port = String(port);
    });
    const process = start('src/main.ts', [], { ...here(), DATABASE_URL: url });
    await process.says(/nothing listens at the address of the database/);
    const gate = await openTcpGate({ host: target.hostname, port: Number(target.port) }, port);
    await process.ready();
    expect(process.output()).not.toContain(target.password);
    expect(await process.stop()).toBe(0);
    await gate.shut();
  });

  it('can be given up while it waits, without a complaint', async () => {
    const url = withUrl((later) => {
      later.port = '1';
    });
    const process = start('src/main.ts', [], { ...here(), DATABASE_URL: url });
    await process.says(/waiting for the database/);
    expect(await process.stop()).toBe(0);
    expect(process.errors()).toBe('');
  });

  it('leaves no database behind when it is given up while its own is starting', async () => {
    const dataDir = join(folder, 'given-up');
    const process = start('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
    const running = () => access(join(dataDir, 'postgres', 'postmaster.pid')).then(yes, no);
    await waitFor(running, { timeoutMs: 60_000, what: 'PostgreSQL starting' });
    expect(await process.stop()).toBe(0);
    expect(process.errors()).toBe('');
    expect(await running()).toBe(false);
  });
});

const yes = () => true;
const no = () => false;
