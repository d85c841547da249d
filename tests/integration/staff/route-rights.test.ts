import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';
import { newSecret } from '../../../src/shared/secrets.ts';
import { ACTIONS, type Action } from '../../../src/staff/rights.ts';
import { STAFF_ROLES, type StaffRoleName } from '../../../src/staff/staff.ts';
import { jpeg } from '../../support/media-files.ts';
import { openStaffWorld, type StaffWorld } from '../../support/staff-world.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';
import { contentOf } from '../alerts/life-world.ts';

/**
 * Every route that asks for a right is called by somebody who has every role, with a token for that one right. Whoever
 * is let in by the route and refused by what it runs shows that the two ask for different rights.
 */

const sealer = testSealer();
const tokens = new Map<string, string>();

let world: StaffWorld;
let ward: TestWard;
let things: Awaited<ReturnType<typeof addThings>>;

beforeAll(async () => {
  world = await openStaffWorld();
  await world.setUp();
  ward = await createWard(world.container.database, sealer, { households: 2 });
  await world.prisma.staffRole.createMany({
    data: STAFF_ROLES.map((role) => ({ staffId: ward.staffId, role, scopeId: ward.policeUnitId })),
  });
  for (const action of ACTIONS) tokens.set(action, await tokenFor(ward.staffId, action));
  things = await addThings();
}, 120_000);
afterAll(() => world?.close());

/** As a row: a person gets no token for what commands. */
async function tokenFor(staffId: string, ...actions: Action[]): Promise<string> {
  const token = `by_${newSecret()}`;
  await world.container.inTransaction((stores) =>
    stores.tokens.insert({ id: newId(), staffId, name: 'x', token, actions, validForMs: 3_600_000 }),
  );
  return token;
}

async function person(role: StaffRoleName): Promise<string> {
  const id = newId();
  const { policeUnitId } = ward;
  const name = sealer.seal(id, 'Y Bhăng');
  await world.prisma.staff.create({
    data: {
      id,
      policeUnitId,
      name,
      office: 'Trực ban',
      roles: { create: { role, scopeId: policeUnitId } },
    },
  });
  return id;
}

const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
const content = (change: object = {}) => ({ ...contentOf('theft', ward), ...change });
const draft = () => ({ draftId: null, content: content() });

async function made<S extends z.ZodType>(token: string | undefined, path: string, body: object, schema: S) {
  return schema.parse((await world.browser(bearer(token)).post(path, body)).body);
}

/** One of everything that routes name. */
async function addThings() {
  const { prisma } = world;
  const [newcomer, leaver] = [await person('duty_officer'), await person('duty_officer')];
  const area = await tokenFor(await person('area_officer'), 'compose_alert');
  const everything = await tokenFor(ward.staffId, ...ACTIONS);
  const send = async (token: string, change: object) => {
    const order = { content: content(change), drillConfirmed: true };
    return (await made(token, '/api/alerts', order, z.object({ alertId: z.uuid() }))).alertId;
  };
  const said = (vi: string) => ({ texts: { vi, en: null } });
  const alert = await send(everything, said('Khóa cổ xe.'));
  const drill = await send(everything, { ...said('Diễn tập khóa cửa.'), drill: true });
  const pending = await send(area, said('Tin chờ người thứ hai.'));
  const inDatabase = { reply: newId(), grant: newId(), refusal: newId() };
  const [household] = ward.households;
  await prisma.contactPoint.create({
    data: { id: newId(), channelAccountId: ward.accountId, externalId: '77', staffId: ward.staffId },
  });
  await prisma.reply.create({
    data: {
      id: inDatabase.reply,
      alertId: alert,
      policeUnitId: ward.policeUnitId,
      householdId: household?.householdId ?? '',
      contactPointId: household?.contactPointIds[0] ?? '',
      inboundEventId: newId(),
      code: 'HELP',
    },
  });
  await prisma.rightRequest.createMany({
    data: [
      { id: inDatabase.grant, staffId: newcomer, role: 'ward_chief', scopeId: ward.policeUnitId },
      { id: inDatabase.refusal, staffId: leaver, role: 'ward_chief', scopeId: ward.policeUnitId },
    ],
  });
  const text = { category: 'theft', name: 'Mẫu', texts: { vi: 'Khóa cửa.', en: null } };
  const { template } = await made(
    everything,
    '/api/alert-templates',
    text,
    z.object({ template: z.object({ id: z.string() }) }),
  );
  const { draftId } = await made(everything, '/api/alert-drafts', draft(), z.object({ draftId: z.string() }));
  const address = { url: 'https://example.com/', kinds: ['alert'] };
  const { webhook } = await made(
    everything,
    '/api/webhooks',
    address,
    z.object({ webhook: z.object({ id: z.string() }) }),
  );
  const test = await made(
    everything,
    `/api/channels/${ward.accountId}/tests`,
    {},
    z.object({ id: z.string() }),
  );
  const media = z.object({ id: z.string() }).parse(JSON.parse(await (await upload(everything)).text()));
  return {
    ...inDatabase,
    ...{ newcomer, leaver, alert, drill, pending, draftId },
    ...{ template: template.id, webhook: webhook.id, test: test.id, media: media.id },
  };
}

function upload(token: string | undefined): Promise<Response> {
  return fetch(`${world.address}/api/alert-media`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'image/jpeg' },
    body: new Uint8Array(jpeg()),
  });
}

/** What is sent to each route that changes something, those that end a thing behind those that need it. */
function writes(): readonly [name: string, path: string, body?: object][] {
  const { alert, drill, pending, reply, grant, refusal, newcomer, leaver, template, draftId, webhook } =
    things;
  const group = ward.groupId;
  const message = { message: 'update', texts: { vi: 'Tin thêm.', en: null } };
  return [
    ['POST /api/alerts/check', '/api/alerts/check', content()],
    ['POST /api/alerts/preview', '/api/alerts/preview', content()],
    ['POST /api/alerts', '/api/alerts', { content: content() }],
    ['POST /api/alerts/:id/messages/preview', `/api/alerts/${alert}/messages/preview`, message],
    ['POST /api/alerts/:id/messages', `/api/alerts/${alert}/messages`, message],
    ['POST /api/alerts/:id/reminders', `/api/alerts/${alert}/reminders`, { rounds: 0, everyMs: 600_000 }],
    ['POST /api/alerts/:id/pause', `/api/alerts/${alert}/pause`],
    ['POST /api/alerts/:id/resume', `/api/alerts/${alert}/resume`],
    ['POST /api/alerts/:id/stop', `/api/alerts/${drill}/stop`],
    [
      'POST /api/alerts/:id/approval',
      `/api/alerts/${pending}/approval`,
      { decision: 'return', comment: 'Viết rõ hơn.' },
    ],
    ['POST /api/alert-drafts', '/api/alert-drafts', draft()],
    ['POST /api/alert-drafts/:id/discard', `/api/alert-drafts/${draftId}/discard`],
    [
      'POST /api/alert-templates',
      '/api/alert-templates',
      { category: 'theft', name: 'Mẫu khác', texts: { vi: 'Khóa xe.', en: null } },
    ],
    ['POST /api/alert-templates/:id/retire', `/api/alert-templates/${template}/retire`],
    ['POST /api/groups', '/api/groups', { kind: 'market', name: 'Chợ Tân An' }],
    ['POST /api/groups/count', '/api/groups/count', { groupIds: [group] }],
    ['PUT /api/groups/:id/name', `/api/groups/${group}/name`, { name: 'Buôn Alê B' }],
    ['PUT /api/groups/:id/place', `/api/groups/${group}/place`, { place: null }],
    ['POST /api/groups/:id/quiet-hours', `/api/groups/${group}/quiet-hours`, { quietHours: null }],
    ['PUT /api/replies/:id/handled', `/api/replies/${reply}/handled`, { handled: true }],
    [
      'POST /api/replies/:id/answers',
      `/api/replies/${reply}/answers`,
      { requestId: newId(), text: 'Đang tới.' },
    ],
    ['POST /api/duty/take-over', '/api/duty/take-over'],
    ['POST /api/duty/hand-over', '/api/duty/hand-over', { note: '' }],
    ['POST /api/channels/:id/tests', `/api/channels/${ward.accountId}/tests`],
    ['POST /api/audit/verify', '/api/audit/verify'],
    ['POST /api/rights/requests/:id/approve', `/api/rights/requests/${grant}/approve`],
    ['POST /api/rights/requests/:id/refuse', `/api/rights/requests/${refusal}/refuse`],
    [
      'POST /api/staff',
      '/api/staff',
      { unitId: ward.policeUnitId, name: 'Bà Lan', office: 'Trực ban', role: 'auditor' },
    ],
    ['POST /api/staff/:id/invitation', `/api/staff/${newcomer}/invitation`],
    ['POST /api/staff/:id/chat-code', `/api/staff/${leaver}/chat-code`],
    ['POST /api/staff/:id/roles', `/api/staff/${leaver}/roles`, { role: 'auditor' }],
    ['DELETE /api/staff/:id/roles/:role', `/api/staff/${leaver}/roles/auditor`],
    ['POST /api/staff/:id/disable', `/api/staff/${leaver}/disable`],
    ['POST /api/webhooks', '/api/webhooks', { url: 'https://example.com/', kinds: ['alert'] }],
    ['POST /api/webhooks/:id/tests', `/api/webhooks/${webhook}/tests`],
    ['POST /api/webhooks/:id/pause', `/api/webhooks/${webhook}/pause`],
    ['POST /api/webhooks/:id/resume', `/api/webhooks/${webhook}/resume`],
    ['POST /api/webhooks/:id/secret', `/api/webhooks/${webhook}/secret`],
    ['DELETE /api/webhooks/:id', `/api/webhooks/${webhook}`],
  ];
}

const isAction = (rule: string) => (ACTIONS as readonly string[]).includes(rule);
/** Fastify makes a HEAD of each GET, with the same rule. */
const routes = () =>
  world.service.routes
    .filter(({ method, rule }) => method !== 'HEAD' && isAction(rule))
    .map(({ method, url, rule }) => ({ name: `${method} ${url}`, method, url, rule }));

const answerSchema = z.looseObject({ kind: z.string().optional(), code: z.string().optional() });

/** `done`, or why not. */
function outcomeOf({ status, body }: { status: number; body: unknown }): string {
  const { kind, code } = answerSchema.catch({}).parse(body);
  if (status >= 400) return `${status} ${code}`;
  return kind === 'forbidden' ? kind : 'done';
}

describe('a route and what it runs ask for the same right', () => {
  it('where something is read', async () => {
    const ids: Readonly<Record<string, string>> = {
      '/api/alerts/:id/drill-score': things.drill,
      '/api/alerts/:id': things.alert,
      '/api/alert-media/:id': things.media,
      '/api/channels/:id': ward.accountId,
      '/api/replies/:id': things.reply,
      '/api/webhooks/:id': things.webhook,
    };
    // A stream has no end to wait for.
    const read = routes().filter(({ method, url }) => method === 'GET' && url !== '/api/events');
    expect(read.length).toBeGreaterThan(25);
    const outcomes: [string, string][] = [];
    for (const { name, url, rule } of read) {
      const [pattern, id] = Object.entries(ids).find(([begin]) => url.startsWith(begin)) ?? ['', ''];
      const path = url.replace(pattern, pattern.replace(':id', id)).replace(':testId', things.test);
      const page = world.browser(bearer(tokens.get(rule)));
      outcomes.push([name, outcomeOf(await page.get(path))]);
    }
    // A file is what a household said: who may not read that beside finds none (`see_personal`).
    const right = read.map(({ name }) => [
      name,
      name === 'GET /api/replies/:id/media' ? '404 not_found' : 'done',
    ]);
    expect(outcomes).toEqual(right);
  }, 60_000);

  it('where something is changed', async () => {
    const rules = new Map(routes().map(({ name, rule }) => [name, rule]));
    const changing = routes().filter(
      ({ method, name }) => method !== 'GET' && name !== 'POST /api/alert-media',
    );
    expect(
      writes()
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(changing.map(({ name }) => name).toSorted());

    const outcomes: [string, string][] = [];
    for (const [name, path, body] of writes()) {
      const [method = ''] = name.split(' ');
      const page = world.browser(bearer(tokens.get(rules.get(name) ?? '')));
      outcomes.push([name, outcomeOf(await page.send(method, path, body))]);
    }
    expect(outcomes).toEqual(writes().map(([name]) => [name, 'done']));
    expect((await upload(tokens.get('compose_alert'))).status).toBe(201);
  }, 60_000);
});
