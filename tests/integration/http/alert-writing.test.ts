import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertContentInput } from '../../../src/contracts/alerts.ts';
import { createIdempotencyStore } from '../../../src/db/idempotency-store.ts';
import { createIdempotent } from '../../../src/http/idempotent.ts';
import { alertApprovalRoutes } from '../../../src/http/routes/alert-approvals.ts';
import { alertRunningRoutes } from '../../../src/http/routes/alert-running.ts';
import { alertTemplateRoutes } from '../../../src/http/routes/alert-templates.ts';
import { alertWritingRoutes } from '../../../src/http/routes/alert-writing.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';
import { type StaffServer, staffServer } from '../../support/staff-server.ts';
import { type TestWard, testSealer } from '../../support/ward.ts';
import { contentOf, lifeWorld } from '../alerts/life-world.ts';
import { actorOf, composer } from '../alerts/world.ts';

const world = lifeWorld();
const LIMIT = 900;
const TEXT = 'Bà con khóa cổ xe, đưa xe vào nhà.';

let server: StaffServer;
let ward: TestWard;
let officer: StaffActor;
let chief: StaffActor;
let other: { actor: StaffActor; groupId: string };

beforeEach(async () => {
  const act: Parameters<typeof alertWritingRoutes>[0] = (work) =>
    world.act((deps) =>
      work({
        ...deps,
        channelLimits: async () => [{ channel: 'telegram', limit: LIMIT, carriesMedia: true }],
      }),
    );
  const idempotent = createIdempotent(createIdempotencyStore(world.db(), testSealer()));
  server = await staffServer(
    alertWritingRoutes(act, idempotent),
    alertTemplateRoutes(act, composer),
    alertApprovalRoutes(act),
    alertRunningRoutes(act, idempotent),
  );
  ward = await world.ward({ households: 3 });
  officer = actorOf(ward, 'duty_officer');
  chief = (await world.staff(ward, 'ward_chief')).actor;
  const { policeUnitId, groupId, staffId } = await world.otherUnit();
  other = { actor: { policeUnitId, staffId, roles: ['ward_chief'] }, groupId };
});
afterEach(() => server.close());

/** As JSON carries it. */
function content(change: Partial<AlertContentInput> = {}): AlertContentInput {
  const { groupIds, ...rest } = contentOf('theft', ward);
  return { ...rest, groupIds: [...groupIds], sendFrom: null, ...change };
}
/** Asks for a second person: police relays it only when the chief agrees. */
const rumour = (change: Partial<AlertContentInput> = {}) =>
  content({ category: 'rumour_correction', severity: 'urgent', ...change });

async function save(actor = officer, what = content(), draftId: string | null = null) {
  const { body } = await server.post(actor, '/api/alert-drafts', { draftId, content: what });
  return body as { kind: string; draftId: string };
}
const raise = (actor: StaffActor, what: AlertContentInput, how: object = {}) =>
  server.post(actor, '/api/alerts', { content: what, ...how });
async function submitted(what = rumour()) {
  const { body } = await raise(officer, what, { drillConfirmed: what.drill });
  return body as { kind: string; alertId: string; number: string };
}
async function raised(what = content()) {
  const { body } = await raise(officer, what, { drillConfirmed: what.drill });
  return body as { kind: string; alertId: string; number: string };
}

describe('categories and templates', () => {
  it('the categories say who may send them, to how many', async () => {
    const { status, body } = await server.get(officer, '/api/alert-categories');
    expect(status).toBe(200);
    expect((body as { categories: unknown[] }).categories).toHaveLength(17);
    expect(body).toMatchObject({
      categories: expect.arrayContaining([
        expect.objectContaining({
          code: 'wanted_person',
          approval: 'ward_chief',
          aboutPerson: true,
          mayWrite: true,
        }),
      ]),
    });
  });

  it('a template of the unit is kept, listed before the examples, and offered no more once retired', async () => {
    const mine = {
      category: 'theft',
      name: 'Mùa cà phê',
      texts: { vi: 'Trực ở [khu vực] lúc [giờ].', en: null },
    };
    const { body: saved } = await server.post(chief, '/api/alert-templates', mine);
    expect(saved).toMatchObject({
      kind: 'saved',
      template: { origin: 'unit', name: 'Mùa cà phê', variables: ['khu vực', 'giờ'] },
    });
    const { id } = (saved as { template: { id: string } }).template;
    const listed = await server.get(officer, '/api/alert-templates?category=theft');
    expect(listed.body).toMatchObject({
      templates: [{ id }, { id: 'theft-1', origin: 'built_in' }, { id: 'theft-2' }],
    });
    expect((await server.post(chief, '/api/alert-templates', mine)).body).toEqual({ kind: 'name_taken' });
    const long = { ...mine, name: 'Dài', texts: { vi: 'a'.repeat(1_200), en: null } };
    expect((await server.post(chief, '/api/alert-templates', long)).body).toMatchObject({
      kind: 'text_too_long',
      length: 1_200,
    });
    const retire = `/api/alert-templates/${id}/retire`;
    expect((await server.post(other.actor, retire)).body).toEqual({ kind: 'forbidden' });
    expect((await server.post(chief, retire)).body).toEqual({ kind: 'retired' });
    expect((await server.post(chief, retire)).body).toEqual({ kind: 'forbidden' });
  });

  it('templates of one unit are not seen by another', async () => {
    await server.post(chief, '/api/alert-templates', {
      category: 'theft',
      name: 'Của phường',
      texts: { vi: TEXT, en: null },
    });
    const { body } = await server.get(other.actor, '/api/alert-templates');
    expect(
      (body as { templates: { origin: string }[] }).templates.every(({ origin }) => origin === 'built_in'),
    ).toBe(true);
  });
});

describe('checking and previewing', () => {
  it('finds what is wrong, with its place, also while nobody is chosen', async () => {
    const text = 'Gọi 0905123456 ở [đường].';
    const what = content({ groupIds: [], texts: { vi: text, en: null } });
    const { body } = await server.post(officer, '/api/alerts/check', what);
    expect(body).toMatchObject({
      kind: 'checked',
      findings: [
        {
          code: 'phone_number',
          severity: 'confirm',
          place: { language: 'vi', start: 4, end: 14 },
          found: '0905123456',
        },
        { code: 'placeholder_left', severity: 'block', place: { language: 'vi', start: 17, end: 24 } },
      ],
      lengths: [{ channel: 'telegram', language: 'vi', limit: LIMIT }],
    });
  });

  it('shows what households get in each channel and language, how many, and who must be asked', async () => {
    await world.household(ward, ward.groupId, 'en');
    const { body } = await server.post(officer, '/api/alerts/preview', rumour());
    expect(body).toMatchObject({
      kind: 'previewed',
      preview: {
        households: 4,
        reachable: 4,
        forecast: { secondsToLast: 1 },
        approval: { kind: 'second_person', reasons: ['category'], mayBreakGlass: false },
        messages: [
          { channel: 'telegram', language: 'vi', limit: LIMIT, fallback: false },
          { channel: 'telegram', language: 'en', fallback: true },
        ],
      },
    });
    const [first] = (body as { preview: { messages: { text: string; length: number; buttons: string[] }[] } })
      .preview.messages;
    expect(first?.text).toContain(TEXT);
    expect(first?.length).toBe(first?.text.length);
    expect(first?.buttons.length).toBeGreaterThan(0);
  });

  it('says when a text is too long, nobody is there, or a group is none of ours', async () => {
    const preview = async (change: Partial<AlertContentInput>) =>
      (await server.post(officer, '/api/alerts/preview', content(change))).body;
    expect(await preview({ texts: { vi: 'á'.repeat(1_100), en: null } })).toMatchObject({
      kind: 'text_too_long',
    });
    const empty = await world.group(ward, 'Chợ mới');
    expect(await preview({ groupIds: [empty] })).toEqual({ kind: 'empty_audience' });
    expect(await preview({ groupIds: [ward.groupId, other.groupId] })).toEqual({ kind: 'forbidden' });
    const check = await server.post(officer, '/api/alerts/check', content({ groupIds: [other.groupId] }));
    expect(check.body).toEqual({ kind: 'forbidden' });
  });
});

describe('drafts', () => {
  it('a draft is saved, saved again, listed for its unit alone, and discarded', async () => {
    const { draftId } = await save();
    const again = await save(officer, content({ texts: { vi: 'Sửa lại.', en: 'Again.' } }), draftId);
    expect(again).toMatchObject({ kind: 'draft_saved', draftId });
    expect((await server.get(officer, '/api/alert-drafts')).body).toMatchObject({
      drafts: [
        {
          draftId,
          number: null,
          authorId: officer.staffId,
          returned: null,
          content: { texts: { vi: 'Sửa lại.', en: 'Again.' }, groupIds: [ward.groupId] },
        },
      ],
    });
    expect((await server.get(other.actor, '/api/alert-drafts')).body).toEqual({ drafts: [] });

    const discard = `/api/alert-drafts/${draftId}/discard`;
    expect((await server.post(other.actor, discard)).body).toEqual({ kind: 'forbidden' });
    expect((await server.post(officer, discard)).body).toEqual({ kind: 'draft_discarded' });
    expect((await server.post(officer, discard)).body).toEqual({ kind: 'not_a_draft' });
    expect(await save(officer, content(), draftId)).toEqual({ kind: 'not_a_draft' });
  });

  it('neither a foreign draft nor one that turns into a drill is saved', async () => {
    const { draftId } = await save();
    expect(await save(other.actor, content({ groupIds: [other.groupId] }), draftId)).toEqual({
      kind: 'forbidden',
    });
    expect(await save(officer, content({ drill: true }), draftId)).toEqual({ kind: 'drill_never_changes' });
    expect(await save(officer, content(), newId())).toEqual({ kind: 'forbidden' });
  });
});

describe('raising', () => {
  it('a draft becomes one alert, once', async () => {
    const { draftId } = await save();
    const { body } = await raise(officer, content(), { draftId });
    expect(body).toMatchObject({ kind: 'raised', households: 3, approveBy: null });
    expect((await raise(officer, content(), { draftId })).body).toEqual({ kind: 'not_a_draft' });
    expect(await world.prisma().alert.count()).toBe(1);
  });

  it('a request that is sent again with its Idempotency-Key raises one alert; another body is refused', async () => {
    const send = (what: AlertContentInput) =>
      server.post(officer, '/api/alerts', { content: what }, { 'idempotency-key': 'raise-1' });
    const first = await send(content());
    expect(first.body).toMatchObject({ kind: 'raised' });
    expect(await send(content())).toEqual(first);
    const other = await send(content({ texts: { vi: 'Bà con đóng cửa cẩn thận.', en: null } }));
    expect(other).toMatchObject({ status: 409, body: { code: 'key_reused' } });
    expect(await world.prisma().alert.count()).toBe(1);
  });

  it('what was found holds it back until it is confirmed', async () => {
    const what = content({ texts: { vi: `${TEXT} Gọi 0905123456.`, en: null } });
    expect((await raise(officer, what)).body).toMatchObject({
      kind: 'checks_open',
      findings: [{ code: 'phone_number' }],
    });
    expect((await raise(officer, what, { checksConfirmed: ['phone_number'] })).body).toMatchObject({
      kind: 'raised',
    });
    const again = await raise(officer, what, { checksConfirmed: ['phone_number'] });
    expect(again.body).toMatchObject({ kind: 'checks_open', findings: [{ code: 'sent_recently' }] });
  });

  it('a second person is asked where the category says so', async () => {
    const { draftId } = await save(officer, rumour());
    const { body } = await raise(officer, rumour(), { draftId });
    expect(body).toMatchObject({ kind: 'pending_approval', reasons: ['category'], approversTold: 1 });
    expect((await raise(officer, rumour(), { breakGlass: { reason: 'Không ai nghe máy cả' } })).body).toEqual(
      {
        kind: 'break_glass_not_allowed',
      },
    );
  });

  it.each<[string, Partial<AlertContentInput>, object, string]>([
    ['a severity that the category does not have', { severity: 'critical' }, {}, 'severity_not_allowed'],
    ['a drill that nobody confirmed', { drill: true }, {}, 'drill_not_confirmed'],
    ['a draft that there never was', {}, { draftId: '00000000-0000-7000-8000-000000000001' }, 'not_a_draft'],
  ])('refuses %s', async (_, change, how, kind) => {
    expect((await raise(officer, content(change), how)).body).toEqual({ kind });
    expect(await world.prisma().alert.count()).toBe(0);
  });

  it('refuses a group of another unit, and a drill by who may not run one', async () => {
    const foreign = await raise(officer, content({ groupIds: [ward.groupId, other.groupId] }));
    expect(foreign.body).toEqual({ kind: 'forbidden' });
    const drill = content({ category: 'community', severity: 'info', drill: true });
    const areaOfficer = actorOf(ward, 'area_officer');
    expect((await raise(areaOfficer, drill, { drillConfirmed: true })).body).toEqual({ kind: 'forbidden' });
    expect((await raise(officer, drill, { drillConfirmed: true })).body).toMatchObject({ kind: 'raised' });
  });

  it('a critical alert that cannot wait goes at once, and is approved by a time', async () => {
    const areaOfficer = actorOf(ward, 'area_officer');
    const fire = content({ category: 'fire_explosion', severity: 'critical' });
    expect((await raise(areaOfficer, fire)).body).toMatchObject({ kind: 'pending_approval' });
    const how = { breakGlass: { reason: 'Lửa đang lan sang nhà bên' }, checksConfirmed: ['sent_recently'] };
    const { body } = await raise(areaOfficer, fire, how);
    expect(body).toMatchObject({ kind: 'raised', households: 3, approveBy: expect.stringMatching(/Z$/) });
  });
});

describe('approvals', () => {
  it('the approver reads the very texts; the author may not decide; it goes out once', async () => {
    const { alertId, number } = await submitted();
    const { body } = await server.get(chief, '/api/approvals');
    expect(body).toMatchObject({
      approvals: [
        {
          alertId,
          number,
          when: 'before',
          category: 'rumour_correction',
          drill: false,
          content: { texts: { vi: TEXT } },
          households: 3,
          reachable: 3,
          forecast: {
            households: 3,
            ways: { free: 3, paid: 0, template: 0, deferred: 0 },
            channels: [{ channel: 'telegram', households: 3, free: 3 }],
            paidMessages: 0,
            secondsToLast: 1,
          },
          reasons: ['category'],
          breakGlassReason: null,
          mayDecide: true,
          messages: [{ channel: 'telegram', language: 'vi', text: expect.stringContaining(number) }],
        },
      ],
    });
    const decision = `/api/alerts/${alertId}/approval`;
    const approve = { decision: 'approve' };
    const authorAsChief: StaffActor = { ...officer, roles: ['ward_chief'] };
    expect((await server.post(authorAsChief, decision, approve)).body).toEqual({ kind: 'own_alert', number });
    expect((await server.post(other.actor, decision, approve)).body).toEqual({ kind: 'forbidden' });
    expect((await server.post(chief, decision, approve)).body).toEqual({
      kind: 'approved',
      number,
      when: 'before',
      households: 3,
    });
    expect((await server.post(chief, decision, approve)).body).toEqual({ kind: 'already_decided', number });
    expect((await server.get(chief, '/api/approvals')).body).toEqual({ approvals: [] });
  });

  it('what is given back is the author’s draft again, with the comment', async () => {
    const { draftId } = await save(officer, rumour());
    const { body } = await raise(officer, rumour(), { draftId });
    const { alertId, number } = body as { alertId: string; number: string };
    const back = { decision: 'return', comment: 'Ghi rõ nguồn tin.' };
    expect((await server.post(chief, `/api/alerts/${alertId}/approval`, back)).body).toEqual({
      kind: 'returned',
      number,
      when: 'before',
    });
    expect((await server.get(officer, '/api/alert-drafts')).body).toMatchObject({
      drafts: [{ draftId: alertId, number, returned: { comment: 'Ghi rõ nguồn tin.' } }],
    });
  });

  it('what went at once waits for its approval, with the reason', async () => {
    const areaOfficer = actorOf(ward, 'area_officer');
    const fire = content({ category: 'fire_explosion', severity: 'critical' });
    const reason = 'Lửa đang lan sang nhà bên';
    await raise(areaOfficer, fire, { breakGlass: { reason } });
    expect((await server.get(chief, '/api/approvals')).body).toMatchObject({
      approvals: [
        {
          when: 'after',
          breakGlassReason: reason,
          content: null,
          households: 3,
          forecast: { secondsToLast: expect.any(Number) },
          messages: [{ language: 'vi' }],
        },
      ],
    });
  });

  it('another unit sees nothing of it', async () => {
    await submitted();
    expect((await server.get(other.actor, '/api/approvals')).body).toEqual({ approvals: [] });
  });
});

describe('what follows', () => {
  it('an update is previewed and sent; what is found in it is confirmed first', async () => {
    const { alertId, number } = await raised();
    await world.deliverAll();
    const update = { message: 'update', texts: { vi: 'Gọi 0905123456.', en: null } };
    const url = `/api/alerts/${alertId}/messages`;
    expect((await server.post(officer, `${url}/preview`, update)).body).toMatchObject({
      kind: 'previewed',
      preview: { households: 3, findings: [{ code: 'phone_number' }], messages: [{ channel: 'telegram' }] },
    });
    const forecast = {
      households: 3,
      ways: { free: 3, paid: 0, template: 0, deferred: 0 },
      unreachableBecause: [],
      channels: [{ channel: 'telegram', households: 3 }],
      paidMessages: 0,
      costDong: 0,
      secondsToFirst: 1,
      secondsTo99Percent: 1,
      secondsToLast: 1,
    };
    for (const [message, hold] of [
      ['update', 'paused'],
      ['correction', 'no'],
      ['closure', 'no'],
    ] as const) {
      await server.post(officer, `/api/alerts/${alertId}/pause`);
      expect((await server.post(officer, `${url}/preview`, { ...update, message })).body).toMatchObject({
        preview: { households: 3, reachable: 3, hold, forecast },
      });
    }
    await server.post(officer, `/api/alerts/${alertId}/resume`);
    expect((await server.post(officer, url, update)).body).toMatchObject({ kind: 'checks_open' });
    const confirmed = { ...update, checksConfirmed: ['phone_number'] };
    const send = () => server.post(officer, url, confirmed, { 'idempotency-key': 'update-1' });
    const sent = await send();
    // A click whose answer got lost is repeated: households get it once.
    expect(await send()).toEqual(sent);
    expect(await world.prisma().alertMessage.count({ where: { alertId } })).toBe(2);
    expect(sent.body).toEqual({
      kind: 'message_sent',
      number,
      message: 'update',
      recipients: 3,
      hold: 'no',
    });
    expect((await server.post(other.actor, url, confirmed)).body).toEqual({ kind: 'forbidden' });
  });

  it('an alert is held, let go and stopped, by its own unit', async () => {
    const { alertId, number } = await raised();
    await world.fanOut();
    const url = `/api/alerts/${alertId}`;
    expect((await server.post(other.actor, `${url}/pause`)).body).toEqual({ kind: 'forbidden' });
    expect((await server.post(officer, `${url}/pause`)).body).toEqual({
      kind: 'alert_paused',
      number,
      waiting: 3,
    });
    expect((await server.post(officer, `${url}/pause`)).body).toEqual({ kind: 'already_paused', number });
    expect((await server.post(officer, `${url}/resume`)).body).toEqual({
      kind: 'alert_resumed',
      number,
      waiting: 3,
    });
    expect((await server.post(officer, `${url}/stop`)).body).toEqual({
      kind: 'alert_stopped',
      number,
      notSent: 3,
    });
    expect((await server.post(officer, `${url}/resume`)).body).toMatchObject({ kind: 'alert_not_open' });
  });

  it('reminders and quiet hours are set, within their bounds', async () => {
    const { alertId, number } = await raised();
    const url = `/api/alerts/${alertId}/reminders`;
    const everyMs = 15 * 60_000;
    expect((await server.post(officer, url, { rounds: 2, everyMs })).body).toMatchObject({
      kind: 'reminders_set',
      number,
      rounds: 2,
      nextAt: expect.stringMatching(/Z$/),
    });
    expect((await server.post(officer, url, { rounds: 9, everyMs })).status).toBe(400);
    const night = { quietHours: { fromMinute: 1_320, toMinute: 300 } };
    const quiet = `/api/groups/${ward.groupId}/quiet-hours`;
    expect((await server.post(chief, quiet, night)).body).toEqual({ kind: 'quiet_hours', ...night });
    expect((await server.post(other.actor, quiet, night)).body).toEqual({ kind: 'forbidden' });
  });

  it('a drill has a score, an alert has none', async () => {
    const { alertId } = await raised(content({ drill: true }));
    await world.deliverAll();
    const score = await server.get(officer, `/api/alerts/${alertId}/drill-score`);
    expect(score.body).toMatchObject({
      kind: 'scored',
      score: { households: 3, reached: 3, answered: 0, medianAnswerMs: null },
      previous: null,
      provisional: true,
    });
    const real = await raised(content({ texts: { vi: 'Tin thật.', en: null } }));
    const url = `/api/alerts/${real.alertId}/drill-score`;
    expect((await server.get(officer, url)).body).toEqual({ kind: 'not_a_drill' });
    expect((await server.get(other.actor, url)).body).toEqual({ kind: 'forbidden' });
  });
});

describe('who may call', () => {
  const id = newId();
  const routes: [method: 'get' | 'post', url: string, mayCall: StaffRoleName[]][] = [
    ['get', '/api/alert-categories', ['area_officer', 'duty_officer', 'ward_chief']],
    ['get', '/api/alert-templates', ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', '/api/alert-templates', ['ward_chief', 'province_admin']],
    ['post', `/api/alert-templates/${id}/retire`, ['ward_chief', 'province_admin']],
    ['post', '/api/alerts/check', ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', '/api/alerts/preview', ['area_officer', 'duty_officer', 'ward_chief']],
    ['get', '/api/alert-drafts', ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', '/api/alert-drafts', ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/alert-drafts/${id}/discard`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', '/api/alerts', ['area_officer', 'duty_officer', 'ward_chief']],
    ['get', '/api/approvals', ['ward_chief', 'province_admin']],
    ['post', `/api/alerts/${id}/approval`, ['ward_chief', 'province_admin']],
    ['post', `/api/alerts/${id}/messages/preview`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/alerts/${id}/messages`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/alerts/${id}/stop`, ['area_officer', 'duty_officer', 'ward_chief', 'province_admin']],
    ['post', `/api/alerts/${id}/pause`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/alerts/${id}/resume`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/alerts/${id}/reminders`, ['area_officer', 'duty_officer', 'ward_chief']],
    ['post', `/api/groups/${id}/quiet-hours`, ['ward_chief', 'province_admin']],
    ['get', `/api/alerts/${id}/drill-score`, ['duty_officer', 'ward_chief']],
  ];
  const roles: StaffRoleName[] = [
    'area_officer',
    'duty_officer',
    'ward_chief',
    'group_admin',
    'province_admin',
    'auditor',
  ];

  it('only the roles that have the right; nobody without a sign-in', async () => {
    for (const [method, url, mayCall] of routes) {
      const passed: StaffRoleName[] = [];
      for (const role of roles) {
        const { status } = await server[method](actorOf(ward, role), url);
        if (status !== 403) passed.push(role);
      }
      expect([method, url, passed]).toEqual([method, url, mayCall]);
      expect([url, (await server[method](null, url)).status]).toEqual([url, 401]);
    }
  });
});
