import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { createLaneStore } from '../../../src/db/lane-store.ts';
import { createMessageTexts } from '../../../src/db/message-texts.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createTermsStore } from '../../../src/db/terms-store.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { createFanOut } from '../../../src/deliveries/fan-out.ts';
import type { Hints } from '../../../src/deliveries/ports.ts';
import { createSweep } from '../../../src/deliveries/sweep.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createRecordingChannel, sent } from '../../support/recording-channel.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

const lost: Hints = { driveLane: async () => {}, fanOut: async () => {}, inbound: async () => {} };
const sealer = testSealer();
let testDatabase: TestDatabase;
let database: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  // One for the driver's claims, one for its lease.
  database = openDatabase({ connectionString, maxConnections: 2, applicationName: 'laws' });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

/** An alert to everybody, as raising one leaves it: rows, and not one job. */
async function raise(ward: TestWard): Promise<string> {
  const [alertId, messageId] = [newId(), newId()];
  const text = { text: 'Nước lên', buttons: [] };
  await createInTransaction(
    database,
    sealer,
  )(async ({ alerts }) => {
    await alerts.insertAlert({
      id: alertId,
      policeUnitId: ward.policeUnitId,
      number: 'BMT-2026-0001',
      verificationCode: '7K3P',
      category: 'fire_explosion',
      severity: 'critical',
      groupIds: [ward.groupId],
      replyCodes: ['SAFE', 'HELP', 'ACK'],
      authorId: ward.staffId,
      expiresInMs: 3_600_000,
      sendFrom: null,
      state: 'sending',
      drill: false,
      legalBasis: null,
      documentNumber: null,
      issuingAuthority: null,
    });
    await alerts.freezeAudience(alertId);
    const texts = { vi: text, en: text, headline: text.text };
    await alerts.insertMessage({
      id: messageId,
      alertId,
      kind: 'initial',
      texts,
      mediaId: null,
      sendForMs: null,
      schedule: null,
    });
  });
  return messageId;
}

function createEngine(channel: ReturnType<typeof createRecordingChannel>) {
  const texts = createMessageTexts({ pool: database.pool, repeatNotes: { vi: 'lại', en: 'again' } });
  const store = createLaneStore({
    pool: database.pool,
    sealer,
    texts,
    refusalNotice: { text: 'refused', buttons: [] },
  });
  const driveLane = createDriveLane({
    store,
    terms: createTermsStore(database.db),
    channelOf: async () => channel,
    hints: lost,
    clock: systemClock,
    random: () => 0,
    owner: 'laws',
    logger: silentLogger,
  });
  const fanOut = createFanOut({ store: createFanOutStore(database.pool), hints: lost, clock: systemClock });
  return { store, driveLane, fanOut };
}

describe('law 1: the row is the truth, the job is a hint', () => {
  it('the sweeper rebuilds everything from rows when every job was lost', async () => {
    const ward = await createWard(database, sealer, { households: 5 });
    const channel = createRecordingChannel((_chat, _message, nth) => sent(nth));
    const { driveLane, fanOut } = createEngine(channel);
    await raise(ward);
    const contactPointId = ward.households[0]?.contactPointIds[0] ?? '';
    await database.prisma.dialogState.create({ data: { contactPointId, state: '' } });
    await database.prisma.inboundEvent.create({
      data: {
        id: newId(),
        channelAccountId: ward.accountId,
        contactPointId,
        externalId: '1',
        sequence: 1,
        payload: '',
      },
    });
    const events: string[] = [];
    const hints: Hints = {
      fanOut: async (ids) =>
        void (await Promise.all(ids.map((id) => fanOut(id, new AbortController().signal)))),
      driveLane: async (ids) =>
        void (await Promise.all(ids.map((id) => driveLane(id, new AbortController().signal)))),
      inbound: async () => void events.push('inbound'),
    };
    const sweep = createSweep({
      store: createSweepStore(database.pool),
      hints,
      logger: silentLogger,
      also: [],
    });
    // What is younger may still have its job.
    await sweep();
    expect([channel.sends.length, events]).toEqual([0, []]);
    await database.pool.query(`UPDATE "AlertMessage" SET "createdAt" = now() - interval '3 seconds'`);
    await database.pool.query(`UPDATE "InboundEvent" SET "receivedAt" = now() - interval '3 seconds'`);
    await sweep();
    expect(new Set(channel.sends.map(({ chatId }) => chatId)).size).toBe(5);
    expect(events).toEqual(['inbound']);
  });

  it('finds a lane whose driver vanished with all that waited in its hands', async () => {
    const ward = await createWard(database, sealer, { households: 2 });
    const channel = createRecordingChannel((_chat, _message, nth) => sent(nth));
    const { fanOut, store } = createEngine(channel);
    await fanOut(await raise(ward), new AbortController().signal);
    const lease = await store.acquire(ward.laneId, 'doomed');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    await store.claim(ward.laneId, lease.epoch, 2, 0);
    const { lanesWithWork } = createSweepStore(database.pool);
    expect(await lanesWithWork()).toEqual([]);
    await database.pool.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    expect(await lanesWithWork()).toEqual([ward.laneId]);
  });
});

describe('law 2: nobody is spammed', () => {
  it('the ledger refuses a second delivery of a message to a contact point', async () => {
    const ward = await createWard(database, sealer, { households: 1 });
    const messageId = await raise(ward);
    const [household] = ward.households;
    const write = () =>
      database.pool.query(
        `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
         VALUES (uuid_v7(), $1, $2, $3, $4, 0, 'vi')`,
        [messageId, household?.contactPointIds[0], household?.householdId, ward.laneId],
      );
    await write();
    const second = await write().then(
      () => 'written',
      (error: { code?: string }) => error.code,
    );
    expect(second).toBe('23505');
  });
});

describe('law 3: no transaction or connection is held while a platform is asked', () => {
  it('sixteen calls hang at once over two connections, and no session waits in a transaction', async () => {
    const ward = await createWard(database, sealer, { households: 16 });
    let answer: (outcome: Outcome) => void = () => {};
    const answered = new Promise<Outcome>((resolve) => {
      answer = resolve;
    });
    const channel = createRecordingChannel(() => answered);
    const { driveLane, fanOut } = createEngine(channel);
    await fanOut(await raise(ward), new AbortController().signal);
    const driving = driveLane(ward.laneId, new AbortController().signal);
    await waitFor(() => channel.sends.length === 16);
    // The driver goes on claiming and renewing meanwhile; what it opens for that is not open all the time.
    const idleInTransaction = async () => {
      const { rows } = await database.pool.query<{ session: string }>(
        `SELECT pid || ' ' || xact_start AS session FROM pg_stat_activity
          WHERE datname = current_database() AND state = 'idle in transaction'`,
      );
      return rows.map(({ session }) => session);
    };
    let held = await idleInTransaction();
    const untilMs = performance.now() + 400;
    for (let looks = 0; looks < 20 || performance.now() < untilMs; looks += 1) {
      const now = await idleInTransaction();
      held = held.filter((session) => now.includes(session));
    }
    expect(held).toEqual([]);
    answer(sent(1));
    expect(await driving).toBe('idle');
    expect(await database.prisma.delivery.count({ where: { state: 'sent' } })).toBe(16);
  });
});
