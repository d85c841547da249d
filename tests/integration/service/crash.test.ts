import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { openEmbeddedPostgres, startEmbeddedPostgres } from '../../../src/db/embedded.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import { claimSize } from '../../../src/deliveries/lane.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { FakeBotControl } from '../../../src/simulator/telegram/control.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { TELEGRAM_BUDGETS } from '../../../src/simulator/telegram/rate-limits.ts';
import { createAddStaff } from '../../../src/staff/add-staff.ts';
import { createPerson, type Person, raiseAlert } from '../../support/person.ts';
import { BOT_TOKEN, DATA_KEY } from '../../support/service-in-process.ts';
import { type ServiceProcess, startProgram } from '../../support/service-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWard, testSealer } from '../../support/ward.ts';

/** At the platform's pace, in a process that is killed. One service with its embedded database through all steps. */
const RATE = 30;
/** Enough that one can be killed on the way also where the test itself is held up for seconds. */
const HOUSEHOLDS = 150;
/**
 * What the platform takes in a second: a little more than it is sent, because what this process is late to read of one
 * second counts in the next one. Two drivers after one another would send as much again.
 */
const BUDGET = RATE + 3;
const FIRE = 'RA NGOÀI NGAY: đang cháy ở chợ Tân Hòa.';
/** Rows that a driver has claimed at one time: what may be sent twice when it is killed. */
const IN_FLIGHT = claimSize(RATE);
/** Sends whose outcomes are not written yet. */
const AT_THE_LAST_MOMENT = 3;

/** Our answers to members; those to the officer may still be on their way. */
const RECEIPTS = `"Answer" a JOIN "ContactPoint" c ON c.id = a."contactPointId" WHERE c."memberId" IS NOT NULL`;

let folder: string;
let dataDir: string;
let apiRoot: string;
let telegram: FakeTelegram;
let bot: FakeBotControl;
let chats: string[];
let officerCode: string;
let officer: Person;
let service: ServiceProcess;
/** The test looks at the rows as a command-line tool does, beside the service and across its deaths. */
let tool: { close(): Promise<void> } | undefined;
let database: Database;

const count = async (what: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`)).rows[0]?.n ??
  Number.NaN;
const start = () =>
  startProgram('src/main.ts', {
    folder,
    env: {
      PORT: '0',
      DATA_DIR: dataDir,
      DATA_KEY,
      TELEGRAM_BOT_TOKEN: BOT_TOKEN,
      TELEGRAM_API_ROOT: apiRoot,
    },
  });

/** People the platform knows, who wrote to the bot some time ago. */
async function meetPeople(): Promise<string[]> {
  const people = Array.from(
    { length: HOUSEHOLDS },
    (_, index) => telegram.createUser({ name: `Hộ ${index}` }).id,
  );
  for (const id of people) bot.act(id, { kind: 'text', text: 'xin chào' });
  await fetch(`${apiRoot}/bot${BOT_TOKEN}/getUpdates?offset=-1&limit=1`);
  await fetch(`${apiRoot}/bot${BOT_TOKEN}/getUpdates?offset=${'9'.repeat(15)}`);
  return people;
}

/** Households as if they had joined, and an officer with a link code. */
async function seedRows(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir, kind: 'service' });
  await migrate(postgres.connectionString);
  const rows = openDatabase({
    connectionString: postgres.connectionString,
    maxConnections: 4,
    applicationName: 'test',
  });
  const sealer = testSealer();
  const ward = await createWard(rows, sealer, { households: HOUSEHOLDS, ratePerSecond: RATE });
  // The account of the token: the service gives it its credentials.
  await rows.prisma.channelAccount.update({
    where: { id: ward.accountId },
    data: { externalId: bot.id },
  });
  for (const [index, household] of ward.households.entries()) {
    await rows.prisma.contactPoint.updateMany({
      where: { id: household.contactPointIds[0] ?? '' },
      data: { externalId: chats[index] ?? '' },
    });
  }
  const added = await createInTransaction(
    rows,
    sealer,
  )((stores) =>
    createAddStaff(stores)({ unitCode: 'BMT', name: 'An', office: 'Trực ban', role: 'duty_officer' }),
  );
  if (added.kind !== 'added') throw new Error(added.kind);
  officerCode = added.code;
  await rows.close();
  await postgres.stop();
}

beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'binh-yen-crash-'));
  dataDir = joinPath(folder, 'data');
  telegram = createFakeTelegram({
    clock: systemClock,
    budgets: { ...TELEGRAM_BUDGETS, botPerSecond: BUDGET },
  });
  bot = telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  ({ apiRoot } = await telegram.listen(0));
  chats = await meetPeople();
  if (bot.pendingUpdates() > 0) throw new Error('the platform has old updates');
  await seedRows();
  service = start();
  officer = createPerson(telegram, bot, 'An');
  await service.ready();
  const opened = await openEmbeddedPostgres({ dataDir, kind: 'service' });
  tool = opened;
  database = openDatabase({
    connectionString: opened.connectionString,
    maxConnections: 3,
    applicationName: 'test',
  });
});
/** Stops a PostgreSQL that nobody owns, too. */
async function lookNoMore(): Promise<void> {
  const closing = tool;
  tool = undefined;
  if (closing) await database.close();
  await closing?.close();
}
afterAll(async () => {
  await lookNoMore();
  await service?.stop();
  await telegram?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a chat got of the alert. */
const sendsOf = (chat: string) => telegram.sendsTo(chat).filter(({ text }) => text.includes(FIRE));
const reached = () => chats.filter((chat) => sendsOf(chat).length > 0).length;

describe('a service that is killed', () => {
  it('in the middle of an alert: everyone gets it, and what may be a second copy says so', async () => {
    officer.says(`/start ${officerCode}`);
    raiseAlert(officer, 1, FIRE);
    // While the machine keeps up: what the platform has taken is on record but for the last moment.
    const keepsUp = async () => {
      const recorded = await count(`"Delivery" WHERE state = 'sent'`);
      return reached() >= 20 && reached() - recorded <= AT_THE_LAST_MOMENT;
    };
    await waitFor(keepsUp, { timeoutMs: 30_000, what: 'the first sends' });
    await service.kill();
    const before = reached();
    expect(before).toBeLessThan(HOUSEHOLDS);

    service = start();
    await service.ready();
    await waitFor(() => reached() === HOUSEHOLDS, { timeoutMs: 60_000, what: 'the last household' });
    await waitFor(async () => (await count(`"Delivery" WHERE state <> 'sent'`)) === 0);
    expect(await count('"Delivery"')).toBe(HOUSEHOLDS);

    const twice = chats.filter((chat) => sendsOf(chat).length > 1);
    expect(chats.filter((chat) => sendsOf(chat).length > 2)).toEqual([]);
    expect(twice.length).toBeLessThanOrEqual(IN_FLIGHT);
    // Every second copy is in the ledger and tells the reader what it is.
    const { rows } = await database.pool.query<{ chat: string }>(
      `SELECT c."externalId" AS chat FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId" WHERE d.repeats = 1`,
    );
    const repeated = rows.map(({ chat }) => chat);
    expect(repeated).toEqual(expect.arrayContaining(twice));
    // And the sends of the last moment, whose outcomes were not written yet.
    expect(repeated.length).toBeLessThanOrEqual(IN_FLIGHT + AT_THE_LAST_MOMENT);
    for (const chat of repeated) expect(sendsOf(chat).at(-1)?.text).toContain('🔂 Tin gửi lại');
    expect(await count('"Delivery" WHERE repeats > 1')).toBe(0);
    // The platform was never pressed beyond its budget, not even by two drivers after one another.
    expect(telegram.stats().throttled).toBe(0);
  }, 150_000);

  it('in the middle of a batch of answers: none is lost, none is counted twice', async () => {
    const { rows } = await database.pool.query<{ number: string }>('SELECT number FROM "Alert"');
    const payload = `a:${rows[0]?.number}:SAFE`;
    for (const chat of chats) {
      const message = bot.chat(chat)?.messages.find((one) => one.buttons.length > 0);
      expect(bot.act(chat, { kind: 'press', messageId: message?.id ?? '', payload })).toEqual({
        kind: 'done',
      });
    }
    await waitFor(async () => (await count('"Reply"')) > 0, { what: 'the first answers' });
    await service.kill();
    expect(await count('"Reply"')).toBeLessThan(HOUSEHOLDS);
    // The platform sends again what it believes we have not got.
    bot.redeliver(50);

    service = start();
    await service.ready();
    const safe = `"AudienceHousehold" WHERE standing = 'safe'`;
    await waitFor(async () => (await count(safe)) === HOUSEHOLDS, { timeoutMs: 60_000, what: 'all answers' });
    const thanked = () => chats.filter((chat) => thanksTo(chat) > 0).length;
    await waitFor(() => thanked() === HOUSEHOLDS, { timeoutMs: 60_000, what: 'the last receipt' });
    await waitFor(async () => (await count(`${RECEIPTS} AND a.state <> 'sent'`)) === 0);
    expect(await count('"Reply"')).toBe(HOUSEHOLDS);
    expect(await count('"InboundEvent" WHERE "handledAt" IS NULL OR "failedAt" IS NOT NULL')).toBe(0);
    // One receipt was written for each answer; one that was being sent at the kill may have arrived twice.
    expect(await count(RECEIPTS)).toBe(HOUSEHOLDS);
    const twice = chats.filter((chat) => thanksTo(chat) > 1).length;
    expect(twice).toBeLessThanOrEqual(await count('"Answer" WHERE repeats > 0'));
    expect(twice).toBeLessThanOrEqual(IN_FLIGHT);
  }, 150_000);

  it('ends in order when it is asked to', async () => {
    await lookNoMore();
    expect(await service.stop()).toBe(0);
    expect(service.errors()).toBe('');
  });
});

function thanksTo(chat: string): number {
  return telegram.sendsTo(chat).filter(({ text }) => text.includes('nhà mình an toàn')).length;
}
