import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import { migrateQueue } from '../../../src/queue/postgres-connection.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { createPerson, joinAtOnce, type Person, raiseAlert } from '../../support/person.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type RowRecorder, recordRows } from '../../support/row-recorder.ts';
import { AUTH_SECRET, DATA_KEY } from '../../support/service-in-process.ts';
import { type ServiceProcess, startProgram } from '../../support/service-process.ts';
import { addTestUnit } from '../../support/test-unit.ts';
import { waitFor } from '../../support/wait-for.ts';
import { testSealer } from '../../support/ward.ts';

/** Planted wherever a person can write something, and where we keep something of theirs. */
const NAME = 'Bímậttên';
const HOUSE = 'bímậtnhà';
const PHONE = '0912 345 678';
const WORDS = 'bímậtlời';
const CAPTION = 'bímậtảnh';
const OFFICER = 'Bímậttrực';
const TOKEN_SECRET = 'bi-mat-token-4711';
const PLANTED = [NAME, HOUSE, PHONE, PHONE.replaceAll(' ', ''), WORDS, CAPTION, OFFICER, TOKEN_SECRET];

let folder: string;
let testDatabase: TestDatabase;
let database: Database;
let recorder: RowRecorder;
let telegram: FakeTelegram;
let service: ServiceProcess;
let officer: Person;
let lan: Person;
let chatIds: string[];

const count = async (what: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`)).rows[0]?.n ??
  Number.NaN;

/** The main job, with people who write what is nobody's business, on a platform that is in a bad mood. */
beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'binh-yen-privacy-'));
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  await migrateQueue(connectionString);
  recorder = await recordRows(connectionString);
  database = openDatabase({ connectionString, maxConnections: 3, applicationName: 'test' });
  const unit = await addTestUnit(createInTransaction(database, testSealer()), {
    groups: ['Buôn Alê A'],
    officers: [OFFICER],
  });
  telegram = createFakeTelegram({ clock: systemClock });
  const token = `100001:${TOKEN_SECRET}`;
  const bot = telegram.registerBot({ token, username: 'BinhYenTestBot' });
  const { apiRoot } = await telegram.listen(0);
  service = startProgram('src/main.ts', {
    folder,
    env: {
      PORT: '0',
      DATABASE_URL: connectionString,
      DATA_KEY,
      AUTH_SECRET,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: apiRoot,
      LOG_LEVEL: 'debug',
    },
  });
  await service.ready();
  officer = createPerson(telegram, bot, OFFICER);
  lan = createPerson(telegram, bot, NAME);
  const second = createPerson(telegram, bot, NAME);
  const stranger = createPerson(telegram, bot, NAME);
  chatIds = [officer, lan, second, stranger].map(({ id }) => id);
  const code = unit.groups[0]?.joinCode ?? '';

  // What cannot be understood, and codes that are none.
  for (const said of [WORDS, `/start ${WORDS}`, '/start ABCDEFGHJK', PHONE]) stranger.says(said);
  officer.says(`/start ${unit.officerCodes[0]}`);
  joinAtOnce(lan, code, `${NAME} Thị Lan`, `${HOUSE}, điện thoại ${PHONE}`);
  joinAtOnce(second, code, `${NAME} Hai`, `${HOUSE} 2`);
  await waitFor(async () => (await count('"Household" WHERE "reachedAt" IS NOT NULL')) === 2, {
    what: 'both joining',
  });
  for (const kind of ['server_error', 'bad_gateway', 'throttle', 'close_mid_body'] as const) {
    telegram.faults.order({ fault: { kind }, count: 1, chatId: lan.id });
  }
  telegram.deactivate(second.id);
  raiseAlert(officer, 1, 'RA NGOÀI NGAY: đang cháy ở chợ.');
  await lan.hears('RA NGOÀI NGAY');
  telegram.faults.clear();
  lan.says(`cứu với, ${WORDS}, gọi số ${PHONE}`);
  await waitFor(async () => (await count('"Reply"')) === 1, { what: 'the call for help' });
  // And a moment in which platform and database both fail, with words on their way.
  telegram.faults.order({ fault: { kind: 'server_error' }, count: 1, methods: ['getupdates'] });
  bot.act(lan.id, { kind: 'photo', caption: CAPTION });
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'binh-yen%'`,
  );
  bot.act(lan.id, { kind: 'place', latitude: 12.66612, longitude: 108.03812 });
  const told = (part: string) => officer.texts().some((text) => text.includes(part));
  await waitFor(() => told(CAPTION) && told('12.66612'), { what: 'photo and place' });
  await waitFor(() => lan.texts().some((text) => text.includes(`${NAME} Thị Lan`)));
  await waitFor(async () => (await count(`"InboundEvent" WHERE "handledAt" IS NULL`)) === 0);
  await service.stop();
});
afterAll(async () => {
  await service?.kill();
  await telegram?.close();
  await recorder?.close();
  await database?.close();
  await testDatabase?.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('what is nobody’s business', () => {
  it('reached those it was for', () => {
    const read = officer.texts().join('\n');
    for (const part of [HOUSE, PHONE, WORDS, CAPTION]) expect(read).toContain(part);
    expect(lan.texts().join('\n')).toContain(`${NAME} Thị Lan`);
  });

  it('is in no line that the service wrote, at the most talkative level', () => {
    const lines = service.output() + service.errors();
    // It did talk, also of what went wrong.
    expect(lines).toContain('"level":"info"');
    expect(lines).toContain('"level":"warn"');
    for (const secret of [
      ...PLANTED,
      ...chatIds,
      '12.66612',
      'RA NGOÀI NGAY',
      DATA_KEY.slice(3),
      AUTH_SECRET,
    ]) {
      expect(lines).not.toContain(secret);
    }
    expect(lines).not.toContain(new URL(testDatabase.connectionString).password);
    expect(service.errors()).toBe('');
  });

  it('was at no moment in a job of the queue', async () => {
    const jobs = (await recorder.written()).filter(({ table }) => table.startsWith('bullmq.'));
    expect(jobs.filter(({ row }) => row.includes('"place"')).length).toBeGreaterThan(10);
    const all = jobs.map(({ row }) => row).join('\n');
    for (const secret of [...PLANTED, ...chatIds, '12.66612', 'RA NGOÀI NGAY'])
      expect(all).not.toContain(secret);
  });

  it('was at no moment in clear in a row', async () => {
    const rows = await recorder.written();
    expect(rows.filter(({ table }) => table === 'public.Reply').length).toBeGreaterThanOrEqual(3);
    const inClear = rows.filter(({ row }) => PLANTED.some((secret) => row.includes(secret)));
    expect(inClear).toEqual([]);
    expect(rows.filter(({ row }) => row.includes('12.66612'))).toEqual([]);
  });
});
