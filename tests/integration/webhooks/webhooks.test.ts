import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addedWebhookSchema,
  rotatedSecretSchema,
  type Webhook,
  webhookBodySchema,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhooksSchema,
} from '../../../src/contracts/webhooks.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import {
  createRemoveWebhook,
  createRotateWebhookSecret,
  createSwitchWebhook,
  createTestWebhook,
} from '../../../src/webhooks/manage-webhooks.ts';
import { openStaffWorld, type Person, type StaffWorld } from '../../support/staff-world.ts';
import { waitFor } from '../../support/wait-for.ts';
import { testSealer } from '../../support/ward.ts';

interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let world: StaffWorld;
let admin: Person;
let units: { own: string; bmt: string };
let receiver: Server;
let origin: string;
const calls: Call[] = [];
/** What the receiver answers; beyond the list, 204. */
let answers: { status: number; headers?: Record<string, string> }[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const { status, headers } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address() as AddressInfo;
  origin = `http://127.0.0.1:${address.port}`;
  world = await openStaffWorld();
  admin = await world.setUp();
  await world.addWards();
  units = { own: await world.unitId('DLK'), bmt: await world.unitId('BMT') };
  await isDutyOfficer(true);
  await world.container.inTransaction((stores) => stores.webhooks.allowNear(origin));
});
afterAll(async () => {
  await world?.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

beforeEach(async () => {
  await world.prisma.webhook.deleteMany();
  [calls.length, answers] = [0, []];
});
afterEach(() => expect(answers).toEqual([]));

/** An administrator alone sees no replies; as a duty officer of their unit they see those of it. */
async function isDutyOfficer(yes: boolean): Promise<void> {
  const role = { staffId: admin.staffId, role: 'duty_officer', scopeId: units.own } as const;
  if (yes) await world.prisma.staffRole.create({ data: role });
  else await world.prisma.staffRole.delete({ where: { staffId_role_scopeId: role } });
}

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await world.container.database.pool.query<Row>(text, values)).rows;

async function add(more: object = {}): Promise<{ webhook: Webhook; secret: string }> {
  const body = { url: `${origin}/in`, kinds: ['alert', 'reply', 'duty', 'lane', 'approval'], ...more };
  const answer = await admin.browser.post('/api/webhooks', body);
  expect(answer.status).toBe(201);
  return addedWebhookSchema.parse(answer.body);
}
async function list(): Promise<Webhook[]> {
  return webhooksSchema.parse((await admin.browser.get('/api/webhooks')).body).webhooks;
}
async function deliveries(id: string) {
  const answer = await admin.browser.get(`/api/webhooks/${id}/deliveries`);
  return webhookDeliveriesSchema.parse(answer.body).deliveries;
}
/** As a trigger notes it in the transaction of the change. */
async function changes(kind: string, unitId: string | null, subjectId: string | null = null, help = false) {
  await query(
    `INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId", help, fresh)
       VALUES ($1, $2, $3, CASE WHEN $1 = 'reply' THEN $3::uuid END, $4, $4)`,
    [kind, unitId, subjectId, help],
  );
}
/** A beat of the sweeper, and what it began has ended. */
async function beat(): Promise<void> {
  await world.container.sweep();
  // What is accepted lets the next ones go at once; what is not leaves them to the next beat.
  const goesOn = `
    SELECT 1 FROM "WebhookDelivery" d JOIN "Webhook" w ON w.id = d."webhookId"
     WHERE d.state = 'pending'
       AND (d."claimedUntil" > now()
         OR (w.state = 'active' AND w.failures = 0 AND d."notBefore" <= now()
             AND (w."restsUntil" IS NULL OR w."restsUntil" <= now())))`;
  await waitFor(async () => (await query(goesOn)).length === 0, { what: 'the calls under way to end' });
}
/** As if the rests had only begun: however long the test takes, nothing is tried again before `later`. */
async function resting(): Promise<void> {
  await query(
    `UPDATE "WebhookDelivery" SET "notBefore" = now() + interval '1 hour' WHERE state = 'pending' AND attempts > 0`,
  );
}
/** As if the rests were over. */
async function later(): Promise<void> {
  await query(`UPDATE "WebhookDelivery" SET "notBefore" = now() WHERE state = 'pending'`);
  await query('UPDATE "Webhook" SET "restsUntil" = NULL');
}
const bodies = () => calls.map(({ body }) => webhookBodySchema.parse(JSON.parse(body)));
const told = () => bodies().map(({ data }) => data);
function signatureOf({ headers, body }: Call, secret: string): string {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
const signaturesOf = (call: Call | undefined) => String(call?.headers['webhook-signature']).split(' ');
const audited = async (id: string) =>
  (
    await query<{ action: string; staffId: string | null; detail: unknown }>(
      `SELECT action, "staffId", detail FROM "AuditEntry" WHERE subject = $1 ORDER BY id`,
      [`webhook:${id}`],
    )
  ).map(({ action, staffId, detail }) => [action, staffId, detail]);

describe('adding a webhook', () => {
  it('hands the secret out once, keeps it and the address sealed, and is in the audit log', async () => {
    const url = `${origin}/in?key=planted-in-the-address`;
    const key = { 'idempotency-key': newId() };
    const body = { url, kinds: ['duty'] };
    const first = await admin.browser.post('/api/webhooks', body, key);
    const again = await admin.browser.post('/api/webhooks', body, key);
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    const { webhook, secret } = addedWebhookSchema.parse(first.body);
    expect(await list()).toEqual([webhook]);
    expect(webhook).toMatchObject({
      url,
      kinds: ['duty'],
      state: 'active',
      wholeProvince: false,
      waiting: 0,
    });
    expect(JSON.stringify(await list())).not.toContain(secret);
    const stored = JSON.stringify(await query('SELECT * FROM "Webhook"'));
    for (const planted of [secret, 'planted-in-the-address']) expect(stored).not.toContain(planted);
    expect(await audited(webhook.id)).toEqual([
      ['webhook.added', admin.staffId, { kinds: 1, wholeProvince: false }],
    ]);
  });

  it.each([
    ['http://example.com/', 403, 'address_not_allowed'],
    ['https://127.0.0.1/', 403, 'address_not_allowed'],
    ['https://localhost/', 403, 'address_not_allowed'],
    ['http://127.0.0.1:1/', 403, 'address_not_allowed'],
    ['https://a:b@example.com/', 400, 'bad_request'],
    ['ftp://example.com/', 400, 'bad_request'],
    ['in', 400, 'bad_request'],
  ])('at %s is refused', async (url, status, code) => {
    expect(await admin.browser.post('/api/webhooks', { url, kinds: ['duty'] })).toMatchObject({
      status,
      body: { code },
    });
    expect(await list()).toEqual([]);
  });

  it('ends at ten of a unit', async () => {
    for (let n = 0; n < 10; n++) await add();
    const eleventh = { url: `${origin}/in`, kinds: ['duty'] };
    expect(await admin.browser.post('/api/webhooks', eleventh)).toMatchObject({
      status: 409,
      body: { code: 'too_many_webhooks' },
    });
  });
});

describe('a change', () => {
  it('is told signed, with ids and nothing else', async () => {
    const { webhook, secret } = await add();
    const replyId = newId();
    await changes('reply', units.own, replyId, true);
    await beat();
    expect(calls).toMatchObject([{ path: '/in', headers: { 'content-type': 'application/json' } }]);
    const [call] = calls;
    const [body] = bodies();
    expect(body).toEqual({
      type: 'reply',
      timestamp: expect.any(String),
      change: expect.stringMatching(/^\d+$/),
      data: { kind: 'reply', unitId: units.own, replyId, alertId: replyId, help: true, fresh: true },
    });
    const [delivery] = await deliveries(webhook.id);
    expect(call?.headers['webhook-id']).toBe(delivery?.id);
    expect(Math.abs(Number(call?.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(signaturesOf(call)).toEqual([call && signatureOf(call, secret)]);
    expect(delivery).toMatchObject({
      state: 'accepted',
      attempts: 1,
      status: 204,
      reason: null,
      nextAt: null,
    });
    expect((await list())[0]).toMatchObject({ waiting: 0, failingSince: null });
    expect((await list())[0]?.lastAcceptedAt).not.toBeNull();
  });

  it('is told when it is of a chosen kind, and of the unit or of every unit', async () => {
    await add({ kinds: ['duty', 'lane'] });
    const account = newId();
    await changes('duty', units.bmt);
    await changes('alert', units.own, newId());
    await changes('lane', null, account);
    await changes('duty', units.own);
    await beat();
    expect(told()).toEqual(
      expect.arrayContaining([
        { kind: 'lane', unitId: null, channelAccountId: account },
        { kind: 'duty', unitId: units.own },
      ]),
    );
    expect(calls).toHaveLength(2);
  });

  it('of another unit of the province is told to who asks for the whole province', async () => {
    await add({ wholeProvince: true });
    await changes('duty', units.bmt);
    await changes('duty', newId());
    await beat();
    expect(told()).toEqual([{ kind: 'duty', unitId: units.bmt }]);
  });

  it('that somebody needs help is told to who may see it, and as long as they may', async () => {
    const { webhook } = await add({ wholeProvince: true });
    const [own, ofWard] = [newId(), newId()];
    await changes('reply', units.own, own, true);
    await changes('reply', units.bmt, ofWard, true);
    await beat();
    expect(told()).toMatchObject([{ kind: 'reply', unitId: units.own, replyId: own }]);

    await isDutyOfficer(false);
    const asked = { url: `${origin}/in`, kinds: ['alert', 'reply'] };
    expect(await admin.browser.post('/api/webhooks', asked)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await list()).map(({ id, kinds }) => [id, kinds])).toEqual([
      [webhook.id, ['alert', 'lane', 'approval', 'duty']],
    ]);
    calls.length = 0;
    await changes('reply', units.own, newId(), true);
    await changes('alert', units.bmt, ofWard);
    await beat();
    expect(told()).toEqual([{ kind: 'alert', unitId: units.bmt, alertId: ofWard }]);
    const offered = async () =>
      webhooksSchema.parse((await admin.browser.get('/api/webhooks')).body).kinds.includes('reply');
    expect(await offered()).toBe(false);
    await isDutyOfficer(true);
    expect(await offered()).toBe(true);
  });

  it('that nobody heard of before the next one is told once, with the later number', async () => {
    const { webhook } = await add();
    const [alertId, replyId] = [newId(), newId()];
    answers = [{ status: 503 }, { status: 503 }, { status: 503 }];
    for (let n = 0; n < 3; n++) {
      await changes('lane', null, newId());
      await beat();
      await resting();
    }
    // It struggles: what changes now waits untried.
    await query(`UPDATE "Webhook" SET "restsUntil" = now() + interval '1 hour'`);
    await changes('alert', units.own, alertId);
    await changes('reply', units.own, replyId, true);
    await beat();
    await changes('alert', units.own, alertId);
    await changes('reply', units.own, replyId);
    await beat();
    expect(calls).toHaveLength(3);
    calls.length = 0;
    await later();
    await beat();
    const of = (kind: string) => bodies().filter(({ type }) => type === kind);
    expect(of('alert')).toHaveLength(1);
    expect(of('reply')).toMatchObject([{ data: { replyId, fresh: true } }]);
    const newest = await query<{ id: string }>(
      `SELECT id::text FROM "ConsoleEvent" WHERE "subjectId" = $1 ORDER BY "ConsoleEvent".id DESC LIMIT 1`,
      [alertId],
    );
    expect(of('alert')[0]?.change).toBe(newest[0]?.id);
    expect((await deliveries(webhook.id)).every(({ state }) => state === 'accepted')).toBe(true);
  });

  it('is claimed by one of two processes', async () => {
    await add();
    for (let n = 0; n < 8; n++) await changes('alert', units.own, newId());
    const { inTransaction } = world.container;
    // Written, not sent: the webhook rests.
    await query(`UPDATE "Webhook" SET "restsUntil" = now() + interval '1 hour'`);
    await world.container.sweep();
    await query('UPDATE "Webhook" SET "restsUntil" = NULL');
    const claimed = await Promise.all(
      [1, 2, 3].map(() => inTransaction((stores) => stores.webhookDeliveries.claim(16))),
    );
    const ids = claimed.flat().map(({ deliveryId }) => deliveryId);
    expect(ids.length).toBeGreaterThanOrEqual(4);
    expect(new Set(ids).size).toBe(ids.length);
    // Of one whose process ended, another one takes it when the claim has run out.
    await query(
      `UPDATE "WebhookDelivery" SET "claimedUntil" = now() - interval '1 second' WHERE attempts > 0`,
    );
    await beat();
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
  });

  it('that is not kept any more is made up for by a reset', async () => {
    const { webhook } = await add();
    await changes('duty', units.own);
    await beat();
    await query('DELETE FROM "ConsoleEvent"');
    await query(`UPDATE "Webhook" SET "readTo" = "readTo" - 1`);
    await beat();
    expect(told()).toEqual([
      { kind: 'duty', unitId: units.own },
      { kind: 'reset', unitId: null },
    ]);
    const [duty, reset] = bodies();
    expect(reset?.change).toBe(duty?.change);
    expect((await deliveries(webhook.id))[0]).toMatchObject({ kind: 'reset', state: 'accepted' });
  });
});

describe('a call that is not accepted', () => {
  it('is made again with the same id and a new signature', async () => {
    const { webhook, secret } = await add();
    answers = [{ status: 500 }];
    await changes('duty', units.own);
    const beforeMs = Date.now();
    await beat();
    const [waiting] = await deliveries(webhook.id);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, status: 500, reason: 'status' });
    const nextMs = Date.parse(waiting?.nextAt ?? '');
    expect(nextMs - beforeMs).toBeGreaterThan(2_000);
    expect(nextMs - Date.now()).toBeLessThan(6_500);
    expect(await list()).toMatchObject([{ waiting: 1, failingSince: expect.any(String) }]);
    await resting();
    await beat();
    expect(calls).toHaveLength(1);
    await later();
    await beat();
    expect(calls.map(({ headers }) => headers['webhook-id'])).toEqual([waiting?.id, waiting?.id]);
    for (const call of calls) expect(signaturesOf(call)).toEqual([signatureOf(call, secret)]);
    expect(await list()).toMatchObject([{ waiting: 0, failingSince: null }]);
  });

  it('keeps what it tells, because it may have been heard', async () => {
    await add();
    const alertId = newId();
    answers = [{ status: 500 }];
    await changes('alert', units.own, alertId);
    await beat();
    await resting();
    await changes('alert', units.own, alertId);
    await beat();
    await later();
    await beat();
    const [first, second, again] = bodies();
    expect(again).toEqual(first);
    expect(BigInt(second?.change ?? '0')).toBeGreaterThan(BigInt(first?.change ?? '0'));
  });

  it('waits as long as the receiver asks', async () => {
    const { webhook } = await add();
    answers = [{ status: 429, headers: { 'retry-after': '600' } }];
    await changes('duty', units.own);
    const beforeMs = Date.now();
    await beat();
    const nextMs = Date.parse((await deliveries(webhook.id))[0]?.nextAt ?? '');
    expect(nextMs - beforeMs).toBeGreaterThan(595_000);
    expect(nextMs - Date.now()).toBeLessThan(605_000);
  });

  it('follows no redirect', async () => {
    const { webhook } = await add();
    answers = [{ status: 307, headers: { location: `${origin}/elsewhere` } }];
    await changes('duty', units.own);
    await beat();
    expect(calls.map(({ path }) => path)).toEqual(['/in']);
    expect((await deliveries(webhook.id))[0]).toMatchObject({ reason: 'redirected', status: 307 });
  });

  it('goes nowhere when the operator no longer allows the address', async () => {
    const { webhook } = await add();
    const { inTransaction } = world.container;
    await inTransaction((stores) => stores.webhooks.forbidNear(origin));
    await changes('duty', units.own);
    await beat();
    await inTransaction((stores) => stores.webhooks.allowNear(origin));
    expect(calls).toEqual([]);
    expect((await deliveries(webhook.id))[0]).toMatchObject({ reason: 'address_not_allowed', status: null });
  });

  it('leaves one call at a time to a receiver that failed three times, until it takes one', async () => {
    await add();
    answers = Array.from({ length: 4 }, () => ({ status: 500 }));
    for (let n = 0; n < 6; n++) await changes('alert', units.own, newId());
    await beat();
    expect(calls).toHaveLength(4);
    await query('UPDATE "Webhook" SET "restsUntil" = NULL');
    answers = [{ status: 500 }];
    await beat();
    expect(calls).toHaveLength(5);
    await query('UPDATE "Webhook" SET "restsUntil" = NULL');
    await beat();
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(6);
    expect(await list()).toMatchObject([{ waiting: 0, failingSince: null }]);
  });

  it('is given up after a day', async () => {
    const { webhook } = await add();
    answers = [{ status: 500 }, { status: 500 }];
    await changes('duty', units.own);
    await beat();
    await query(`UPDATE "WebhookDelivery" SET at = now() - interval '1 day'`);
    await later();
    await beat();
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'given_up', attempts: 2, nextAt: null }]);
    expect((await list())[0]?.state).toBe('active');
  });

  it('pauses the webhook after a day of failures, and a reset begins its next life', async () => {
    const { webhook } = await add();
    answers = [{ status: 500 }];
    await changes('duty', units.own);
    await changes('lane', null, newId());
    await query(`UPDATE "Webhook" SET failures = 9, "failingSince" = now() - interval '25 hours'`);
    await beat();
    const paused = { state: 'paused', pausedReason: 'failing', waiting: 0 };
    expect(await list()).toMatchObject([paused]);
    expect((await deliveries(webhook.id)).map(({ state }) => state)).toEqual(['given_up', 'given_up']);
    expect((await audited(webhook.id)).at(-1)).toEqual(['webhook.paused', null, { reason: 'failing' }]);
    await changes('duty', units.own);
    await beat();
    expect(calls).toHaveLength(1);

    expect((await admin.browser.post(`/api/webhooks/${webhook.id}/resume`)).body).toMatchObject({
      state: 'active',
      pausedReason: null,
      failingSince: null,
    });
    await changes('duty', units.own);
    await beat();
    expect(told().slice(1)).toEqual(
      expect.arrayContaining([
        { kind: 'reset', unitId: null },
        { kind: 'duty', unitId: units.own },
      ]),
    );
    expect(calls).toHaveLength(3);
  });

  it('pauses the webhook at once when the receiver wants no more', async () => {
    const { webhook } = await add();
    answers = [{ status: 410 }];
    await changes('duty', units.own);
    await beat();
    expect(await list()).toMatchObject([{ state: 'paused', pausedReason: 'gone' }]);
    expect((await audited(webhook.id)).at(-1)).toEqual(['webhook.paused', null, { reason: 'gone' }]);
  });
});

describe('who manages a webhook', () => {
  it('sends a test, also while it rests after failures', async () => {
    const { webhook } = await add();
    await query(`UPDATE "Webhook" SET failures = 5, "restsUntil" = now() + interval '1 hour'`);
    const answer = await admin.browser.post(`/api/webhooks/${webhook.id}/tests`);
    expect(answer.status).toBe(202);
    const { id } = webhookDeliverySchema.parse(answer.body);
    await beat();
    expect(calls[0]?.headers['webhook-id']).toBe(id);
    expect(bodies()).toMatchObject([{ type: 'test', change: null, data: { kind: 'test', unitId: null } }]);
  });

  it('changes the secret; the old one signs as well for a day', async () => {
    const { webhook, secret: old } = await add();
    const answer = await admin.browser.post(`/api/webhooks/${webhook.id}/secret`);
    const { secret, previousUntil } = rotatedSecretSchema.parse(answer.body);
    expect(Date.parse(previousUntil) - Date.now()).toBeGreaterThan(86_000_000);
    expect(secret).not.toBe(old);
    await changes('duty', units.own);
    await beat();
    await query(`UPDATE "Webhook" SET "previousUntil" = now()`);
    await changes('duty', units.own);
    await beat();
    const [during, after] = calls;
    if (!during || !after) throw new Error('two calls were expected');
    expect(signaturesOf(during)).toEqual([signatureOf(during, secret), signatureOf(during, old)]);
    expect(signaturesOf(after)).toEqual([signatureOf(after, secret)]);
    expect((await list())[0]?.previousUntil).toBeNull();
  });

  it('pauses, resumes and removes it; each is in the audit log', async () => {
    const { webhook } = await add();
    const path = `/api/webhooks/${webhook.id}`;
    expect((await admin.browser.post(`${path}/pause`)).body).toMatchObject({ pausedReason: 'by_hand' });
    expect(await admin.browser.post(`${path}/pause`)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await admin.browser.post(`${path}/tests`)).toMatchObject({ status: 409 });
    await changes('duty', units.own);
    await beat();
    expect(calls).toEqual([]);
    expect((await admin.browser.post(`${path}/resume`)).status).toBe(200);
    expect(await admin.browser.post(`${path}/resume`)).toMatchObject({ status: 409 });
    expect((await admin.browser.post(`${path}/secret`)).status).toBe(200);
    expect((await admin.browser.post(`${path}/tests`)).status).toBe(202);
    expect((await admin.browser.send('DELETE', path)).status).toBe(204);
    expect(await admin.browser.send('DELETE', path)).toMatchObject({ status: 404 });
    expect(await list()).toEqual([]);
    expect((await audited(webhook.id)).map(([action]) => action)).toEqual([
      'webhook.added',
      'webhook.paused',
      'webhook.resumed',
      'webhook.secret_changed',
      'webhook.tested',
      'webhook.removed',
    ]);
  });

  it('sees and touches none of another unit', async () => {
    const { webhook } = await add();
    const { id } = webhook;
    const other: StaffActor = { staffId: newId(), policeUnitId: units.bmt, roles: ['province_admin'] };
    const { inTransaction } = world.container;
    expect(await inTransaction((stores) => stores.webhooks.list(units.bmt))).toEqual([]);
    const answered = await inTransaction(async (stores) => [
      await createSwitchWebhook(stores)(other, id, 'pause'),
      await createRotateWebhookSecret(stores)(other, id),
      await createTestWebhook(stores)(other, id),
      await createRemoveWebhook(stores)(other, id),
    ]);
    expect(answered).toEqual([{ kind: 'not_found' }, { kind: 'not_found' }, { kind: 'not_found' }, false]);
    expect(await list()).toEqual([webhook]);
  });

  it('is told once, in their chat, that it was paused; others are not', async () => {
    const accountId = newId();
    const [mine, officers] = [newId(), newId()];
    const officer = await world.add('DLK', 'duty_officer');
    await world.prisma.channelAccount.create({
      data: {
        id: accountId,
        channel: 'telegram',
        externalId: accountId,
        name: 'bot',
        credentials: 'x',
        ratePerSecond: 1,
        lane: { create: { id: newId() } },
        contacts: {
          create: [
            { id: mine, externalId: '1', staffId: admin.staffId },
            { id: officers, externalId: '2', staffId: officer.staffId },
          ],
        },
      },
    });
    const { webhook } = await add({ url: `${origin}/in?key=planted-in-the-address` });
    answers = [{ status: 410 }];
    await changes('duty', units.own);
    await beat();
    await changes('duty', units.own);
    await beat();
    const notices = await query<{ id: string; contactPointId: string; class: string; payload: string }>(
      'SELECT id, "contactPointId", class, payload FROM "Answer"',
    );
    expect(notices).toMatchObject([{ contactPointId: mine, class: 'staff_notice' }]);
    const text = testSealer().open(notices[0]?.id ?? '', notices[0]?.payload ?? '');
    expect(text).toContain(`Đã tạm dừng báo tin sang ${new URL(origin).host}`);
    expect(text).not.toContain('planted-in-the-address');

    // By hand it is known already.
    await admin.browser.post(`/api/webhooks/${webhook.id}/resume`);
    await admin.browser.post(`/api/webhooks/${webhook.id}/pause`);
    expect(await query('SELECT 1 FROM "Answer"')).toHaveLength(1);
  });
});
