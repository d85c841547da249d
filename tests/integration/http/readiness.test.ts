import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { telegramCredentialsText } from '../../../src/channels/registry.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { startOwnTime } from '../../support/own-time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';
import { openTcpGate, type TcpGate, throughGate } from '../../support/tcp-gate.ts';
import { waitFor } from '../../support/wait-for.ts';

let database: TestDatabase;
let toRows: TcpGate;
let toJobs: TcpGate;
let telegram: FakeTelegram;
let apiRoot: string;
let service: RunningService;

const BOT = { channel: 'telegram', account: 'BinhYenTestBot', health: { state: 'up' } };
const UP = { state: 'up' };

const start = () =>
  startService({
    connectionString: throughGate(database.connectionString, toRows),
    queue: { kind: 'postgres', connectionString: throughGate(database.connectionString, toJobs) },
    apiRoot,
    env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
    roles: [],
  });

beforeAll(async () => {
  database = await createTestDatabase();
  const at = new URL(database.connectionString);
  const target = { host: at.hostname, port: Number(at.port) };
  [toRows, toJobs] = await Promise.all([openTcpGate(target), openTcpGate(target)]);
  telegram = createFakeTelegram({ clock: systemClock });
  telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  ({ apiRoot } = await telegram.listen(0));
  service = await start();
});
afterAll(async () => {
  await Promise.all([toRows?.open(), toJobs?.open()]);
  await service?.stop();
  await telegram?.close();
  await Promise.all([toRows?.shut(), toJobs?.shut()]);
  await database?.drop();
});

async function readiness(): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${service.address}/readyz`);
  return { status: answer.status, body: await answer.json() };
}
const isReady = async () => (await readiness()).status === 200;
const isAlive = async () => (await fetch(`${service.address}/healthz`)).status === 200;

describe('/readyz of a running service', () => {
  beforeEach(() => waitFor(isReady, { what: 'a ready service' }));

  it('names every part that works', async () => {
    expect(await readiness()).toEqual({
      status: 200,
      body: { status: 'ready', database: UP, queue: UP, channels: [BOT] },
    });
  });

  it('sees within a second that the database is away, and that it is there again', async () => {
    await toRows.shut();
    const taken = startOwnTime();
    expect(await readiness()).toEqual({
      status: 503,
      body: {
        status: 'not_ready',
        database: { state: 'down', reason: expect.any(String) },
        queue: UP,
        channels: [],
      },
    });
    expect(taken()).toBeLessThan(1_500);
    expect(await isAlive()).toBe(true);
    await toRows.open();
  });

  it('sees that the queue is away', async () => {
    await toJobs.shut();
    const { status, body } = await readiness();
    expect([status, body]).toEqual([
      503,
      expect.objectContaining({ database: UP, queue: { state: 'down', reason: expect.any(String) } }),
    ]);
    expect(await isAlive()).toBe(true);
    await toJobs.open();
  });

  it('goes on after its sessions were ended, as by a restart of the database', async () => {
    const { pool } = service.container.database;
    // In somebody's hands, in the middle of a transaction: what then breaks is heard by no statement.
    const held = await pool.connect();
    await held.query('BEGIN');
    const admin = new pg.Client({ connectionString: database.connectionString });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await admin.end();
    await expect(held.query('COMMIT')).rejects.toThrow();
    held.release(true);
    await waitFor(isReady, { what: 'a ready service' });
  });

  it('sees that the platform is away', async () => {
    telegram.faults.order({ fault: { kind: 'server_error' }, methods: ['getupdates'] });
    // A poll that waits ends with the next update.
    const { id } = telegram.createUser({ name: 'Lan' });
    telegram.bot('100001')?.act(id, { kind: 'text', text: 'xin chào' });
    await waitFor(async () => !(await isReady()), { what: 'the lost platform' });
    expect((await readiness()).body).toMatchObject({
      channels: [{ ...BOT, health: { state: 'down', reason: expect.any(String) } }],
    });
    telegram.faults.clear();
  });
});

it('an account whose token is refused keeps the service from being ready, and says why', async () => {
  await service.container.inTransaction((stores) =>
    stores.accounts.ensure({
      channel: 'telegram',
      externalId: '200002',
      name: '200002',
      credentials: telegramCredentialsText({ token: '200002:revoked', webhookSecret: null }),
      ratePerSecond: 30,
    }),
  );
  await service.stop();
  service = await start();
  const { status, body } = await readiness();
  expect(status).toBe(503);
  expect(body).toMatchObject({
    database: UP,
    queue: UP,
    channels: [BOT, { channel: 'telegram', account: '200002', health: { state: 'down' } }],
  });
  expect(JSON.stringify(body)).not.toContain('revoked');
});
