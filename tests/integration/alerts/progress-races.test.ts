import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { addUpProgress, createProgressStore } from '../../../src/db/progress-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { progressFromRows } from '../../support/progress-oracle.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

let testDatabase: TestDatabase;
let database: Database;
let ward: TestWard;
let alertId: string;
const clients: pg.Client[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openDatabase({ connectionString, maxConnections: 6, applicationName: 'test' });
  ward = await createWard(database, testSealer(), { households: 3, membersEach: 2 });
  alertId = newId();
  await database.prisma.alert.create({
    data: {
      id: alertId,
      policeUnitId: ward.policeUnitId,
      number: 'BMT-2026-0001',
      verificationCode: 'x',
      category: 'fire_explosion',
      severity: 'critical',
      state: 'sending',
      groupIds: [ward.groupId],
      replyCodes: [],
      authorId: ward.staffId,
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  for (const { householdId, contactPointIds } of ward.households) {
    await database.prisma.audienceHousehold.create({ data: { alertId, householdId } });
    for (const [index, contactPointId] of contactPointIds.entries()) {
      await database.prisma.audienceContact.create({
        data: { alertId, householdId, contactPointId, rank: index + 1, language: 'vi' },
      });
    }
  }
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await database.close();
  await testDatabase.drop();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: testDatabase.connectionString });
  await client.connect();
  clients.push(client);
  return client;
}

async function message(seq: number): Promise<string> {
  const id = newId();
  await database.prisma.alertMessage.create({
    data: {
      id,
      alertId,
      seq,
      kind: seq === 1 ? 'initial' : 'update',
      texts: {},
      sendUntil: new Date(Date.now() + 3_600_000),
    },
  });
  return id;
}

async function fanOut(messageId: string): Promise<void> {
  const store = createFanOutStore(database.pool);
  while ((await store.expandPage(messageId, 2)).kind === 'page');
  await store.markFannedOut(messageId);
}

async function expectExact() {
  const seen = await createProgressStore(database.db).progress(alertId);
  expect(seen).toMatchObject(await progressFromRows(database.pool, alertId));
  return seen;
}

const chat = (household: number, member: number) => ward.households[household]?.contactPointIds[member] ?? '';

/** The household's next contact gets it too, as by a fail-over. */
const insertFor = (messageId: string, household: number, member: number) =>
  database.pool.query(
    `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
     VALUES (uuid_v7(), $1, $2, $3, $4, 0, 'vi')`,
    [messageId, chat(household, member), ward.households[household]?.householdId, ward.laneId],
  );

const change = (db: pg.Client, contactPointId: string, state: string) =>
  db.query('UPDATE "Delivery" SET state = $2::"DeliveryState" WHERE "contactPointId" = $1', [
    contactPointId,
    state,
  ]);

/** Runs until it waits for a lock, or is through. */
async function begun(work: Promise<unknown>): Promise<void> {
  let through = false;
  void work.then(
    () => (through = true),
    () => (through = true),
  );
  await waitFor(
    async () => {
      const waiting = await database.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return through || waiting.rows.length > 0;
    },
    { what: 'the second statement to begin' },
  );
}

describe('the counters', () => {
  it('are right when two deliveries of a household end at once', async () => {
    const first = await message(1);
    await fanOut(first);
    await insertFor(first, 0, 1);
    expect(await expectExact()).toMatchObject({ pending: 3 });
    const [one, other] = [await connect(), await connect()];
    await one.query('BEGIN');
    await change(one, chat(0, 0), 'rejected');
    const second = change(other, chat(0, 1), 'cancelled');
    await begun(second);
    await one.query('COMMIT');
    await second;
    expect(await expectExact()).toMatchObject({ pending: 2, failed: 1 });
  });

  it('are right when a delivery ends while a second one is written beside it', async () => {
    const first = await message(1);
    await fanOut(first);
    const [one, other] = [await connect(), await connect()];
    await one.query('BEGIN');
    await change(one, chat(0, 0), 'rejected');
    const second = other.query(
      `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
       VALUES (uuid_v7(), $1, $2, $3, $4, 0, 'vi', 'unreachable')`,
      [first, chat(0, 1), ward.households[0]?.householdId, ward.laneId],
    );
    await begun(second);
    await one.query('COMMIT');
    await second;
    expect(await expectExact()).toMatchObject({ pending: 2, failed: 1 });
  });

  it('are right when two deliveries are written at once for a household that has none', async () => {
    const first = await message(1);
    const [one, other] = [await connect(), await connect()];
    const insert = (db: pg.Client, member: number) =>
      db.query(
        `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
         VALUES (uuid_v7(), $1, $2, $3, $4, 0, 'vi')`,
        [first, chat(0, member), ward.households[0]?.householdId, ward.laneId],
      );
    await one.query('BEGIN');
    await insert(one, 0);
    const second = insert(other, 1);
    await begun(second);
    await one.query('COMMIT');
    await second;
    await expectExact();
    await fanOut(first);
    expect(await expectExact()).toMatchObject({ households: 3, pending: 3 });
  });

  it('keep what a chat got with the household it was of then', async () => {
    await fanOut(await message(1));
    const [from, to] = ward.households;
    await database.pool.query(
      'UPDATE "AudienceContact" SET "householdId" = $3, rank = 9 WHERE "alertId" = $1 AND "contactPointId" = $2',
      [alertId, chat(0, 0), to?.householdId],
    );
    await fanOut(await message(2));
    const rows = await database.prisma.delivery.count({ where: { householdId: from?.householdId ?? '' } });
    expect(rows).toBe(2);
    expect(await expectExact()).toMatchObject({ households: 3, pending: 3 });
  });

  it('are the same before, while and after they are added up', async () => {
    const first = await message(1);
    await fanOut(first);
    const db = await connect();
    await change(db, chat(1, 0), 'sent');
    const before = await expectExact();
    await Promise.all([1, 2, 3].map(() => addUpProgress(database.pool)));
    expect(await expectExact()).toEqual(before);
    await change(db, chat(2, 0), 'unknown');
    await addUpProgress(database.pool);
    expect(await expectExact()).toMatchObject({ sent: 1, unknown: 1, pending: 1 });
    expect(await database.prisma.progressDelta.count()).toBe(0);
  });
});

describe('pages', () => {
  it('are written once each by several processes on one message', async () => {
    const first = await message(1);
    await Promise.all([1, 2, 3].map(() => fanOut(first)));
    expect(await database.prisma.delivery.count()).toBe(3);
    expect(await expectExact()).toMatchObject({ households: 3, pending: 3 });
  });

  it('go on where a process has ended', async () => {
    const first = await message(1);
    const store = createFanOutStore(database.pool);
    await store.expandPage(first, 1);
    const written = await database.prisma.alertMessage.findUniqueOrThrow({ where: { id: first } });
    expect(written.fannedOutTo).toBe(ward.households.map(({ householdId }) => householdId).toSorted()[0]);
    await fanOut(first);
    expect(await database.prisma.delivery.count()).toBe(3);
  });
});
