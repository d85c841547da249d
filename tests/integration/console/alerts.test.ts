import { describe, expect, it } from 'vitest';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { ago, consoleWorld } from './world.ts';

const world = consoleWorld();

/** One household of each kind: what it says, where its message is, and what that makes of it. */
const KINDS = [
  { at: 0, state: 'sent', standing: 'help', situation: 'help' },
  { at: 1, state: 'sent', standing: 'safe', situation: 'safe' },
  { at: 2, state: 'sent', situation: 'silent' },
  { at: 3, state: 'pending', situation: 'waiting' },
  { at: 4, state: 'unknown', situation: 'unknown' },
  { at: 5, state: 'unreachable', reason: 'blocked', situation: 'unreachable' },
] as const;

async function otherOfficer() {
  await world.addActor('stranger', ['duty_officer', 'ward_chief'], await world.addUnit('EHL'));
}

describe('alerts', () => {
  it('are listed newest first, page by page, with their figures', async () => {
    const old = await world.addAlert(KINDS, { createdAt: ago(90) });
    const middle = await world.addAlert([{ at: 0, state: 'sent' }], { createdAt: ago(60) });
    const newest = await world.addAlert([], { createdAt: ago(30) });
    await world.addReply(old.alertId, 0, { code: 'HELP' });

    const first = await world.get('/api/alerts?limit=2');
    expect(first.body).toMatchObject({
      items: [{ id: newest.alertId }, { id: middle.alertId, headline: 'Cháy chợ Tân An', state: 'active' }],
      next: expect.any(String),
    });
    const { next } = first.body as { next: string };
    const second = await world.get(`/api/alerts?limit=2&cursor=${next}`);
    expect(second.body).toMatchObject({
      items: [
        {
          id: old.alertId,
          helpWaiting: 1,
          progress: { households: 6, sent: 3, pending: 1, unknown: 1, unreachable: 1, safe: 1, help: 1 },
        },
      ],
      next: null,
    });
  });

  it.each(['x', 'WyJ4Il0', 'e30'])('a cursor that is none is a bad request: %s', async (cursor) => {
    expect((await world.get(`/api/alerts?cursor=${cursor}`)).status).toBe(400);
  });

  it.each([
    ['', 404],
    ['/curves', 404],
    ['/groups', 404],
    ['/households', 404],
    ['/households/export', 404],
    ['/ledger', 404],
    ['/ledger/export', 404],
  ])('another unit does not find alert%s', async (path, status) => {
    await otherOfficer();
    const { alertId } = await world.addAlert(KINDS);
    const mine = await world.get(`/api/alerts/${alertId}${path}`);
    const theirs = await world.get(`/api/alerts/${alertId}${path}`, 'stranger');
    const none = await world.get(`/api/alerts/${newId()}${path}`);
    expect([mine.status, theirs.status, theirs.body]).toEqual([200, status, { status, code: 'not_found' }]);
    expect(none.body).toEqual(theirs.body);
    expect((await world.get('/api/alerts', 'stranger')).body).toEqual({ items: [], next: null });
  });

  it('the page shows author, messages with their deliveries, and lanes', async () => {
    const { alertId, messageId } = await world.addAlert(KINDS);
    const { status, body } = await world.get(`/api/alerts/${alertId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      alert: { verificationCode: 'K3P9', author: { name: 'Trực ban' }, replyCodes: ['SAFE', 'HELP', 'ACK'] },
      messages: [
        {
          id: messageId,
          seq: 1,
          texts: { vi: { text: 'Cháy chợ' } },
          written: true,
          deliveries: [
            { state: 'sent', count: 3 },
            { state: 'pending', count: 1 },
            { state: 'unknown', count: 1 },
            { state: 'unreachable', count: 1 },
          ],
        },
      ],
      lanes: [{ channelAccountId: world.ward().accountId, channel: 'telegram', sent: 3, pending: 1 }],
    });
  });

  it('the page shows the reminders that are to come, null where there never were any', async () => {
    const { alertId } = await world.addAlert(KINDS);
    const page = () => world.get(`/api/alerts/${alertId}`);
    expect((await page()).body).toMatchObject({ reminders: null });
    const nextAt = new Date('2026-11-26T12:30:00.000Z');
    const plan = { roundsSent: 1, roundsLeft: 2, everyMs: 1_800_000, nextAt };
    await world.database().prisma.reminderPlan.create({
      data: { alertId, staffId: world.ward().staffId, ...plan },
    });
    expect((await page()).body).toMatchObject({ reminders: { ...plan, nextAt: nextAt.toISOString() } });
  });

  it('a province sees its units, without names of households', async () => {
    const province = await world.addUnit('DLK');
    const { prisma } = world.database();
    const validFrom = new Date('2025-07-01');
    await prisma.adminUnit.createMany({
      data: [
        { code: '66', validFrom, kind: 'province', name: 'Đắk Lắk' },
        { code: '24133', validFrom, kind: 'ward', name: 'Buôn Ma Thuột', provinceCode: '66' },
      ],
    });
    await prisma.policeUnitCover.createMany({
      data: [
        { policeUnitId: province, adminUnitCode: '66', adminUnitValidFrom: validFrom },
        { policeUnitId: world.ward().policeUnitId, adminUnitCode: '24133', adminUnitValidFrom: validFrom },
      ],
    });
    await world.addActor('province', ['province_admin'], province);
    const { alertId } = await world.addAlert(KINDS);
    expect((await world.get(`/api/alerts/${alertId}`, 'province')).status).toBe(200);
    const ledger = await world.get(`/api/alerts/${alertId}/ledger`, 'province');
    const { items } = ledger.body as { items: { label: unknown }[] };
    expect(items.map(({ label }) => label)).toEqual(Array(6).fill(null));
    expect((await world.get(`/api/alerts/${alertId}/households`, 'province')).status).toBe(403);
    expect((await world.get('/api/replies', 'province')).status).toBe(403);
    // An officer of a ward sees nothing beyond it, also where their unit covers a part of the province.
    expect((await world.get(`/api/alerts?limit=5`)).body).toMatchObject({ items: [{ id: alertId }] });
  });
});

describe('groups of an alert', () => {
  it('count each household once, where it stands', async () => {
    const { alertId } = await world.addAlert(KINDS);
    const { prisma } = world.database();
    const { policeUnitId, groupId } = world.ward();
    // Also of another group of the alert, which it joined later; and one that has left every group.
    const parish = newId();
    await prisma.neighbourhoodGroup.create({
      data: { id: parish, policeUnitId, kind: 'parish', name: 'Giáo xứ', joinCode: newCode(6) },
    });
    await prisma.alert.update({ where: { id: alertId }, data: { groupIds: [groupId, parish] } });
    const { householdId } = world.householdAt(2);
    await prisma.membership.create({ data: { groupId: parish, householdId, joinedAt: new Date() } });
    await prisma.membership.deleteMany({ where: { householdId: world.householdAt(5).householdId } });

    const none = { help: 0, safe: 0, read: 0, silent: 0, waiting: 0, unknown: 0, unreachable: 0 };
    const { body } = await world.get(`/api/alerts/${alertId}/groups`);
    expect(body).toMatchObject({
      groups: [
        {
          groupId,
          name: 'Buôn Alê A',
          place: null,
          households: 5,
          situations: { ...none, help: 1, safe: 1, silent: 1, waiting: 1, unknown: 1 },
        },
        { groupId: parish, households: 0, situations: none },
        { groupId: null, households: 1, situations: { ...none, unreachable: 1 } },
      ],
    });
  });

  it('a household without a delivery waits while rows are written, and is unreachable afterwards', async () => {
    const { alertId, messageId } = await world.addAlert([{ at: 0, state: null }], { written: false });
    const situations = async (id: string) =>
      (await world.get(`/api/alerts/${id}/groups`)).body as {
        groups: { situations: Record<string, number> }[];
      };
    expect((await situations(alertId)).groups[0]?.situations).toMatchObject({ waiting: 1, unreachable: 0 });
    const written = await world.addAlert([{ at: 0, state: null }]);
    expect(messageId).not.toBe(written.messageId);
    expect((await situations(written.alertId)).groups[0]?.situations).toMatchObject({
      waiting: 0,
      unreachable: 1,
    });
  });

  it('are placed on the map by who manages them, audited, and not by another unit', async () => {
    await otherOfficer();
    await world.addActor('chief', ['ward_chief']);
    const { groupId } = world.ward();
    const place = { latitude: 12.68, longitude: 108.04 };
    const put = (actor: string, value: object) =>
      world.send('PUT', `/api/groups/${groupId}/place`, { place: value }, actor);
    expect((await put('officer', place)).status).toBe(403);
    expect((await put('stranger', place)).status).toBe(404);
    expect((await put('chief', { latitude: 91, longitude: 0 })).status).toBe(400);
    expect((await put('chief', place)).status).toBe(204);
    const { alertId } = await world.addAlert(KINDS);
    expect((await world.get(`/api/alerts/${alertId}/groups`)).body).toMatchObject({ groups: [{ place }] });
    expect(await world.auditOf()).toMatchObject([
      { action: 'group.placed', subject: `group:${groupId}`, detail: { known: true } },
    ]);
  });
});

describe('households of an alert', () => {
  it('to look after come by group, those that did not get it first, with names for the police', async () => {
    const { alertId } = await world.addAlert(KINDS);
    const { body } = await world.get(`/api/alerts/${alertId}/households`);
    expect(body).toMatchObject({
      total: 3,
      items: [
        { situation: 'unreachable', label: 'Nhà 5', members: ['Bà Lan'], channels: ['telegram'] },
        { situation: 'unknown', label: 'Nhà 4', groupName: 'Buôn Alê A' },
        { situation: 'silent', label: 'Nhà 2' },
      ],
      next: null,
    });
  });

  it('come page by page, each once', async () => {
    const { alertId } = await world.addAlert(
      [0, 1, 2, 3, 4, 5].map((at) => ({ at, state: at % 2 === 0 ? 'sent' : 'gave_up' })),
    );
    const labels: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await world.get(`/api/alerts/${alertId}/households?limit=2${query}`);
      const page = body as { items: { label: string }[]; next: string | null };
      labels.push(...page.items.map(({ label }) => label));
      next = page.next;
    }
    expect(labels).toEqual(['Nhà 1', 'Nhà 3', 'Nhà 5', 'Nhà 0', 'Nhà 2', 'Nhà 4']);
  });

  it.each([
    ['situation=help', ['Nhà 0']],
    ['situation=safe,waiting', ['Nhà 3', 'Nhà 1']],
    ['situation=silent&groupId=00000000-0000-4000-8000-000000000000', []],
  ])('by %s', async (query, labels) => {
    const { alertId } = await world.addAlert(KINDS);
    const { body } = await world.get(`/api/alerts/${alertId}/households?${query}`);
    expect((body as { items: { label: string }[] }).items.map(({ label }) => label)).toEqual(labels);
  });

  it('a group administrator sees doors to call at, not who they are nor what they said', async () => {
    await world.addActor('head', ['group_admin']);
    const { alertId } = await world.addAlert(KINDS);
    const { body } = await world.get(`/api/alerts/${alertId}/households?situation=silent`, 'head');
    expect(body).toMatchObject({ items: [{ label: 'Nhà 2', members: [] }] });
    for (const situation of ['help', 'safe', 'silent,read']) {
      const refused = await world.get(`/api/alerts/${alertId}/households?situation=${situation}`, 'head');
      expect(refused.status).toBe(403);
    }
    expect((await world.get(`/api/alerts/${alertId}/ledger`, 'head')).body).toMatchObject({
      items: [{ label: null }, {}, {}, {}, {}, {}],
    });
  });
});

describe('the ledger', () => {
  it('tells of each delivery why it is where it is, page by page and by state', async () => {
    const { alertId } = await world.addAlert(KINDS);
    const first = (await world.get(`/api/alerts/${alertId}/ledger?limit=4`)).body as {
      items: object[];
      next: string;
    };
    expect(first.items).toHaveLength(4);
    expect(first.items[0]).toMatchObject({
      seq: 1,
      label: 'Nhà 0',
      state: 'sent',
      account: 'bot',
      attempts: 0,
    });
    const rest = (await world.get(`/api/alerts/${alertId}/ledger?limit=4&cursor=${first.next}`)).body;
    expect(rest).toMatchObject({
      items: [{ label: 'Nhà 4' }, { label: 'Nhà 5', state: 'unreachable', reason: 'blocked' }],
      next: null,
    });
    expect((await world.get(`/api/alerts/${alertId}/ledger?state=unreachable`)).body).toMatchObject({
      items: [{ label: 'Nhà 5' }],
    });
    expect((await world.get(`/api/alerts/${alertId}/ledger?state=pending`)).body).toMatchObject({
      items: [{ label: 'Nhà 3' }],
    });
    expect((await world.get(`/api/alerts/${alertId}/ledger?channelAccountId=${newId()}`)).body).toMatchObject(
      { items: [] },
    );
  });
});

describe('curves', () => {
  it('rise by the first message and the first answer of each household; each point is exact', async () => {
    // To the millisecond: what came at one moment is one point.
    const [early, late] = [ago(20), ago(10)];
    const { alertId } = await world.addAlert([
      { at: 0, state: 'sent', sentAt: early, standing: 'help' },
      { at: 1, state: 'sent', sentAt: late, standing: 'safe' },
      { at: 2, state: 'sent', sentAt: late },
      { at: 3, state: 'unreachable' },
    ]);
    await world.addReply(alertId, 0, { code: 'SAFE', createdAt: ago(9) });
    await world.addReply(alertId, 0, { code: 'HELP', createdAt: ago(3) });
    await world.addReply(alertId, 1, { code: 'SAFE', createdAt: ago(5) });
    await world.addReply(alertId, 2, { content: { kind: 'text', text: 'ơi' }, createdAt: ago(4) });
    const { body } = await world.get(`/api/alerts/${alertId}/curves`);
    const { reached, answered, households } = body as {
      reached: { at: string; households: number }[];
      answered: { households: number }[];
      households: number;
    };
    expect(households).toBe(4);
    expect(reached.map((point) => point.households)).toEqual([1, 3]);
    expect(new Date(reached[1]?.at ?? 0).getTime() - new Date(reached[0]?.at ?? 0).getTime()).toBeCloseTo(
      600_000,
      -3,
    );
    expect(answered.map((point) => point.households)).toEqual([1, 2]);
  });

  it('have at most 200 points however long an alert takes, and are empty before anything happened', async () => {
    const { alertId } = await world.addAlert([]);
    expect((await world.get(`/api/alerts/${alertId}/curves`)).body).toMatchObject({
      reached: [],
      answered: [],
    });
    const { householdId, contactPointIds } = world.householdAt(0);
    const other = await world.addAlert([{ at: 0, state: 'sent', standing: 'safe' }]);
    await world.database().pool.query(
      `INSERT INTO "Reply" (id, "alertId", "policeUnitId", "householdId", "contactPointId", "inboundEventId", code,
                            "createdAt")
       SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), $3, gen_random_uuid(), 'SAFE',
              now() - i * interval '1 second'
         FROM generate_series(1, 1500) i`,
      [other.alertId, world.ward().policeUnitId, contactPointIds[0]],
    );
    expect(householdId).toBeTruthy();
    const { answered } = (await world.get(`/api/alerts/${other.alertId}/curves`)).body as {
      answered: { households: number }[];
    };
    expect(answered.length).toBeLessThanOrEqual(200);
    expect(answered.length).toBeGreaterThan(150);
    expect(answered.at(-1)?.households).toBe(1_500);
    const figures = answered.map(({ households }) => households);
    expect(figures.toSorted((one, two) => one - two)).toEqual(figures);
  });
});
