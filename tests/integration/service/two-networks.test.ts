import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentOnZalo } from '../../../src/consent-on-fake-zalo.ts';
import { WORKER_ROLES } from '../../../src/service.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import {
  createVillage,
  type Village,
  type VillagePerson,
} from '../../../src/simulator/households/village.ts';
import type { FakeBotControl } from '../../../src/simulator/telegram/control.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { type FakeZalo, startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import type { FakeOaControl } from '../../../src/simulator/zalo/oa-control.ts';
import { zaloPhones } from '../../../src/simulator/zalo-phones.ts';
import { createPerson, type Person, raiseAlert } from '../../support/person.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';
import { addTestUnit } from '../../support/test-unit.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Above what the platforms allow, so that the test is quick. The second between two messages of one chat stays. */
const RATE = 200;
const HOUSEHOLDS = 24;
const FLOOD = 'LÊN CHỖ CAO NGAY: nước suối Ea Tam đang lên nhanh.';
const FIRE = 'TRÁNH XA CHỢ: cháy lớn ở chợ Ea Tam.';
const APP = { id: '360846524940903967', secret: 'test-app', oaSecrets: ['test-oa'] };
const REDIRECT = 'https://binhyen.example/oauth/zalo/callback';
const LATE = 3_600_000;
const PATIENT = { timeoutMs: 60_000 };

let database: TestDatabase;
let telegram: FakeTelegram;
let bot: FakeBotControl;
let zalo: FakeZalo;
let oa: FakeOaControl;
let service: RunningService;
let village: Village;
let officer: Person;

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await service.container.database.pool.query<Row>(text, values)).rows;

/** Who is on both networks, by order of joining. */
const both = (): (VillagePerson & { secondUserId: string })[] =>
  village
    .persons()
    .flatMap((person) =>
      person.secondUserId === null ? [] : [{ ...person, secondUserId: person.secondUserId }],
    );
const nth = (index: number) => {
  const person = both()[index];
  if (!person) throw new Error('the village has too few on both networks');
  return person;
};
const onTelegram = (person: VillagePerson) => (bot.chat(person.userId)?.messages ?? []).map(heard);
const onZalo = (person: { secondUserId: string }) =>
  (oa.chat(person.secondUserId)?.messages ?? []).map(({ content }) =>
    'text' in content ? content.text : '',
  );
const heard = ({ sentText }: { sentText: string }) => sentText;
const hasFlood = (texts: readonly string[]) => texts.some((text) => text.includes(FLOOD));
/** In the chats of households: the officer saw it before it was sent. */
const atTelegram = () => telegram.sends(FLOOD).filter(({ chatId }) => chatId !== officer.id);
const standingOf = async (externalId: string) =>
  (
    await query<{ standing: string }>(
      `SELECT ah.standing FROM "AudienceHousehold" ah
         JOIN "AudienceContact" ac ON ac."alertId" = ah."alertId" AND ac."householdId" = ah."householdId"
         JOIN "ContactPoint" c ON c.id = ac."contactPointId" WHERE c."externalId" = $1`,
      [externalId],
    )
  )[0]?.standing;
const progress = async () => {
  const { inTransaction } = service.container;
  return inTransaction(async (stores) =>
    stores.progress.progress((await stores.alerts.newestAlert()) ?? 'none'),
  );
};

beforeAll(async () => {
  database = await createTestDatabase();
  telegram = createFakeTelegram({
    clock: systemClock,
    budgets: { botPerSecond: RATE, chatPerSecond: 1, chatBurst: 3 },
  });
  bot = telegram.registerBot({ token: BOT_TOKEN, username: 'BinhYenTestBot' });
  zalo = await startFakeZalo({
    clock: systemClock,
    appId: APP.id,
    appSecret: APP.secret,
    redirectUris: [REDIRECT],
    budgets: { appPerMinute: Number.POSITIVE_INFINITY },
  });
  oa = zalo.createOa({ secretKey: APP.oaSecrets[0] });
  service = await startService({
    connectionString: database.connectionString,
    apiRoot: (await telegram.listen(0)).apiRoot,
    env: { TELEGRAM_BOT_TOKEN: BOT_TOKEN },
    zalo: { app: APP, apiRoot: zalo.apiRoot, oauthRoot: zalo.oauthRoot },
    enterAddress: async (url) => void (await zalo.webhook.register(url)),
    prepare: (container) => consentOnZalo(container, { zalo, appId: APP.id, redirectUri: REDIRECT }),
    ratePerSecond: RATE,
    roles: WORKER_ROLES,
  });
  const unit = await addTestUnit(service.container.inTransaction, {
    groups: ['Buôn Alê A', 'Tổ dân phố 7'],
    officers: ['Trần Văn Trực'],
  });
  village = createVillage({
    telegram,
    bot,
    zalo: zaloPhones(oa, zalo.webhook.waiting),
    clock: systemClock,
    seed: 4,
    groups: unit.groups.map(({ name, joinCode }) => ({ name, joinCode, households: HOUSEHOLDS / 2 })),
    // Nobody answers an alert or blocks by the script.
    pace: { startEveryMs: 0, thinkMs: [5, 40], reactMs: [LATE, LATE], blockMs: [LATE, LATE] },
  });
  village.start();
  officer = createPerson(telegram, bot, 'Trực ban');
  officer.says(`/start ${unit.officerCodes[0]}`);
});
afterAll(async () => {
  await village.stop();
  await service.stop();
  await Promise.all([telegram.close(), zalo.close()]);
  await database.drop();
});

describe('a ward on two networks', () => {
  it('joins through the chats of both; who is on both is one member with two chats', async () => {
    await waitFor(() => village.progress().joined === HOUSEHOLDS, { ...PATIENT, what: 'everybody' });
    await waitFor(
      () => both().every((person) => onZalo(person).some((text) => /^(Đã liên kết|Linked)/m.test(text))),
      {
        ...PATIENT,
        what: 'the links',
      },
    );
    const { homes } = village.progress();
    expect(Math.min(homes.telegram, homes.zalo, homes.both)).toBeGreaterThan(2);
    expect(homes.telegram + homes.zalo + homes.both).toBe(HOUSEHOLDS);
    const persons = village.persons();
    expect(
      await query(`SELECT (SELECT count(*)::int FROM "Household") AS households,
                          (SELECT count(*)::int FROM "Member") AS members,
                          (SELECT count(*)::int FROM "ContactPoint" WHERE "memberId" IS NOT NULL) AS chats`),
    ).toEqual([{ households: HOUSEHOLDS, members: persons.length, chats: persons.length + both().length }]);
    const ready = await fetch(`${service.address}/readyz`);
    expect(ready.status).toBe(200);
  }, 180_000);

  it('one alert reaches every household once, and the rows agree with both platforms', async () => {
    // Of one the chat on Zalo is gone; another one wants to be asked on Telegram.
    oa.act(nth(0).secondUserId, { kind: 'block' });
    bot.act(nth(1).userId, { kind: 'text', text: nth(1).language === 'vi' ? 'nơi nhận' : 'preferred app' });
    await waitFor(() => bot.chat(nth(1).userId)?.messages.at(-1)?.buttons.flat().length === 2, PATIENT);
    const asked = bot.chat(nth(1).userId)?.messages.at(-1);
    const payload = asked?.buttons.flat().find(({ label }) => label.startsWith('Telegram'))?.payload ?? '';
    bot.act(nth(1).userId, { kind: 'press', messageId: asked?.id ?? '', payload });
    await waitFor(
      async () => (await query('SELECT 1 FROM "ContactPoint" WHERE preferred')).length === 1,
      PATIENT,
    );
    // Heard from on Zalo since.
    oa.act(nth(1).secondUserId, { kind: 'text', text: 'xin chào' });
    await waitFor(
      async () => (await query('SELECT 1 FROM "InboundEvent" WHERE "handledAt" IS NULL')).length === 0,
      PATIENT,
    );

    raiseAlert(officer, 2, FLOOD);
    await waitFor(async () => {
      const rows = await query<{ households: number }>(
        `SELECT count(DISTINCT "householdId")::int AS households FROM "Delivery" WHERE state = 'sent'`,
      );
      return rows[0]?.households === HOUSEHOLDS;
    }, PATIENT);
    expect(await progress()).toMatchObject({
      households: HOUSEHOLDS,
      sent: HOUSEHOLDS,
      pending: 0,
      unreachable: 0,
      unknown: 0,
      failed: 0,
    });
    const rows = await query<{ channel: string; chat: string; message: string }>(
      `SELECT a.channel::text AS channel, c."externalId" AS chat, d."externalMessageId" AS message
         FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
         JOIN "ChannelAccount" a ON a.id = c."channelAccountId" WHERE d.state = 'sent'`,
    );
    const platforms = [
      ...atTelegram().map(({ chatId, messageId }) => `telegram ${chatId} ${messageId}`),
      ...zalo.sends(FLOOD).map(({ to, messageId }) => `zalo ${to} ${messageId}`),
    ];
    expect(rows.map(({ channel, chat, message }) => `${channel} ${chat} ${message}`).toSorted()).toEqual(
      platforms.toSorted(),
    );
    // One for each household, so nobody on both networks had it twice.
    expect(platforms).toHaveLength(HOUSEHOLDS);
    expect(zalo.sends(FLOOD).length).toBeGreaterThan(HOUSEHOLDS / 3);
    expect(atTelegram().length).toBeGreaterThan(HOUSEHOLDS / 4);
  }, 180_000);

  it('the chat that was heard from last is asked first, unless another one was chosen or cannot be reached', () => {
    expect([hasFlood(onZalo(nth(0))), hasFlood(onTelegram(nth(0)))]).toEqual([false, true]);
    expect([hasFlood(onZalo(nth(1))), hasFlood(onTelegram(nth(1)))]).toEqual([false, true]);
    expect([hasFlood(onZalo(nth(2))), hasFlood(onTelegram(nth(2)))]).toEqual([true, false]);
  });

  it('SAFE from either chat settles the household, HELP from either is stronger', async () => {
    const { userId, secondUserId } = nth(2);
    bot.act(userId, { kind: 'text', text: 'an toàn' });
    await waitFor(async () => (await standingOf(secondUserId)) === 'safe', PATIENT);
    const alert = oa
      .chat(secondUserId)
      ?.messages.find(({ buttons }) => buttons.length > 0 && hasHelp(buttons));
    const help = alert?.buttons.find(({ payload }) => payload.endsWith(':HELP'))?.payload ?? '';
    oa.act(secondUserId, { kind: 'press', messageId: alert?.id ?? '', payload: help });
    await waitFor(async () => (await standingOf(userId)) === 'help', PATIENT);
    expect(await progress()).toMatchObject({ households: HOUSEHOLDS, help: 1 });
  }, 180_000);

  it('who stays silent on one network is tried on the other one, and is still one household', async () => {
    const silent = both().find((person) => person.userId !== nth(2).userId && hasFlood(onZalo(person)));
    if (!silent) throw new Error('everybody on both networks has answered');
    expect(hasFlood(onTelegram(silent))).toBe(false);
    // As if it had been sent an hour ago.
    await query(
      `UPDATE "Delivery" d SET "sentAt" = now() - interval '1 hour'
         FROM "ContactPoint" c WHERE c.id = d."contactPointId" AND c."externalId" = $1`,
      [silent.secondUserId],
    );
    await waitFor(() => hasFlood(onTelegram(silent)), { ...PATIENT, what: 'the other chat' });
    await waitFor(async () => (await progress()).sent === HOUSEHOLDS, PATIENT);
    expect(await progress()).toMatchObject({ households: HOUSEHOLDS, sent: HOUSEHOLDS, pending: 0 });
  }, 180_000);

  it('when Zalo refuses the account, who is on both has the next alert on Telegram, and nobody is left out in the end', async () => {
    oa.revokeTokens();
    raiseAlert(officer, 2, FIRE);
    const { homes } = village.progress();
    const waiting = homes.zalo;
    await waitFor(async () => (await progress()).sent === HOUSEHOLDS - waiting, {
      ...PATIENT,
      what: 'everybody with a chat on Telegram',
    });
    expect(await progress()).toMatchObject({ households: HOUSEHOLDS, pending: waiting, unreachable: 0 });
    expect(zalo.sends(FIRE)).toEqual([]);
    // Also those who are asked on Zalo first.
    expect(both().filter((person) => !onTelegram(person).some((text) => text.includes(FIRE)))).toEqual([]);

    await consentOnZalo(service.container, { zalo, appId: APP.id, redirectUri: REDIRECT });
    // What was refused is tried again half a minute later.
    await waitFor(async () => (await progress()).sent === HOUSEHOLDS, {
      timeoutMs: 90_000,
      what: 'the others',
    });
    expect(await progress()).toMatchObject({ households: HOUSEHOLDS, sent: HOUSEHOLDS, pending: 0 });
  }, 240_000);
});

function hasHelp(buttons: readonly { payload: string }[]): boolean {
  return buttons.some(({ payload }) => payload.endsWith(':HELP'));
}
