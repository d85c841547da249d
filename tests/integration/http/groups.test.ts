import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatAddressOf } from '../../../config/channels.ts';
import { groupCardsSchema } from '../../../src/contracts/groups.ts';
import { createIdempotencyStore } from '../../../src/db/idempotency-store.ts';
import { createIdempotent } from '../../../src/http/idempotent.ts';
import { groupRoutes } from '../../../src/http/routes/groups.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';
import { type StaffServer, staffServer } from '../../support/staff-server.ts';
import { type TestWard, testSealer } from '../../support/ward.ts';
import { actorOf, alertWorld } from '../alerts/world.ts';

const world = alertWorld();
const NOBODY = { households: 0, reachable: 0 };

let server: StaffServer;
let ward: TestWard;
beforeEach(async () => {
  server = await staffServer(
    groupRoutes({
      act: (work) => world.act((_, stores) => work(stores)),
      idempotent: createIdempotent(createIdempotencyStore(world.db(), testSealer())),
      chatAddress: chatAddressOf,
    }),
  );
  ward = await world.ward({ households: 3, membersEach: 2 });
});
afterEach(() => server.close());

/** A market to which two of the three households belong, too, and one from nowhere else whose chats are all silent. */
async function market() {
  const groupId = await world.group(ward, 'Chợ Tân Lập');
  for (const { householdId } of ward.households.slice(0, 2)) await world.joinGroup(groupId, householdId);
  const { contactPointId } = await world.household(ward, groupId);
  await world.prisma().contactPoint.update({ where: { id: contactPointId }, data: { state: 'stopped' } });
  return groupId;
}

const officer = () => actorOf(ward, 'duty_officer');
const count = (groupIds: readonly string[]) => server.post(officer(), '/api/groups/count', { groupIds });

describe('GET /api/groups', () => {
  it('counts the households of each group, each kind and the unit, each once', async () => {
    const marketId = await market();
    const answer = await server.get(officer(), '/api/groups');
    expect(answer).toEqual({
      status: 200,
      body: {
        households: 4,
        reachable: 3,
        kinds: [
          {
            kind: 'hamlet',
            households: 3,
            reachable: 3,
            groups: [{ id: ward.groupId, name: 'Buôn Alê A', households: 3, reachable: 3 }],
          },
          {
            kind: 'market',
            households: 3,
            reachable: 2,
            groups: [{ id: marketId, name: 'Chợ Tân Lập', households: 3, reachable: 2 }],
          },
        ],
      },
    });
  });

  it('counts a household of two groups of one kind once for the kind', async () => {
    const first = await market();
    const second = await world.group(ward, 'Chợ B');
    await world.joinGroup(second, ward.households[0]?.householdId ?? '');
    const { body } = await server.get(officer(), '/api/groups');
    expect(body).toMatchObject({
      kinds: [{ kind: 'hamlet' }, { kind: 'market', households: 3, groups: [{ id: second }, { id: first }] }],
    });
  });

  it('leaves out groups that have ended and groups of other units; one without households is there', async () => {
    await world.otherUnit();
    await world.group(ward, 'Chợ cũ', { validTo: new Date(Date.now() - 1_000) });
    const emptyId = await world.group(ward, 'Chợ mới');
    const { body } = await server.get(officer(), '/api/groups');
    expect(body).toMatchObject({
      households: 3,
      kinds: [
        { kind: 'hamlet', groups: [{ id: ward.groupId }] },
        { kind: 'market', ...NOBODY, groups: [{ id: emptyId, ...NOBODY }] },
      ],
    });
  });

  it('a unit without groups has an empty tree', async () => {
    const elsewhere = { staffId: newId(), policeUnitId: newId(), roles: ['ward_chief' as const] };
    const { body } = await server.get(elsewhere, '/api/groups');
    expect(body).toEqual({ ...NOBODY, kinds: [] });
  });
});

describe('POST /api/groups/count', () => {
  it('counts a household in two groups once, and says which groups share it', async () => {
    const marketId = await market();
    const answer = await count([ward.groupId, marketId, ward.groupId]);
    expect(answer).toEqual({
      status: 200,
      body: {
        kind: 'counted',
        households: 4,
        reachable: 3,
        inSeveral: 2,
        overlaps: [{ groupIds: [ward.groupId, marketId].toSorted(), households: 2 }],
      },
    });
  });

  it('names the pair with the most households first', async () => {
    const marketId = await market();
    const parishId = await world.group(ward, 'Giáo xứ');
    for (const { householdId } of ward.households) await world.joinGroup(parishId, householdId);
    const { body } = await count([ward.groupId, marketId, parishId]);
    expect(body).toMatchObject({
      households: 4,
      inSeveral: 3,
      overlaps: [
        { groupIds: [ward.groupId, parishId].toSorted(), households: 3 },
        { households: 2 },
        { households: 2 },
      ],
    });
  });

  it('nothing chosen is nobody', async () => {
    expect((await count([])).body).toEqual({ kind: 'counted', ...NOBODY, inSeveral: 0, overlaps: [] });
  });

  it('is refused for a group of another unit, one that has ended, and one that there never was', async () => {
    const other = await world.otherUnit();
    const ended = await world.group(ward, 'Chợ cũ', { validTo: new Date(Date.now() - 1_000) });
    for (const foreign of [other.groupId, ended, newId()]) {
      expect(await count([ward.groupId, foreign])).toEqual({ status: 200, body: { kind: 'forbidden' } });
    }
  });

  it.each([[{}], [{ groupIds: ['x'] }], [{ groupIds: 'x' }]])('refuses %j', async (body) => {
    expect(await server.post(officer(), '/api/groups/count', body)).toMatchObject({
      status: 400,
      body: { code: 'bad_request' },
    });
  });
});

describe('both', () => {
  it.each<[StaffRoleName, number]>([
    ['area_officer', 200],
    ['ward_chief', 200],
    ['group_admin', 200],
    ['province_admin', 200],
    ['auditor', 403],
  ])('%s is answered %i', async (role, status) => {
    const actor = actorOf(ward, role);
    const answers = [
      await server.get(actor, '/api/groups'),
      await server.post(actor, '/api/groups/count', { groupIds: [] }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
  });

  it('ask for a sign-in', async () => {
    expect(await server.get(null, '/api/groups')).toMatchObject({
      status: 401,
      body: { code: 'signed_out' },
    });
  });
});

const chief = () => actorOf(ward, 'ward_chief');
const cards = () => server.get(officer(), '/api/groups/cards');
const add = (actor: StaffActor, body: object, headers?: Record<string, string>) =>
  server.post(actor, '/api/groups', body, headers);
const rename = (actor: StaffActor, groupId: string, name: string) =>
  server.put(actor, `/api/groups/${groupId}/name`, { name });

describe('groups as they are kept', () => {
  it('are listed with what a household types to join, and where', async () => {
    const marketId = await market();
    await world.prisma().neighbourhoodGroup.update({
      where: { id: marketId },
      data: { quietFromMinute: 1_290, quietToMinute: 330, latitude: 12.68, longitude: 108.04 },
    });
    await world.prisma().channelAccount.updateMany({ data: { name: 'binhyen_bot' } });
    const { status, body } = await cards();
    expect(status).toBe(200);
    expect(body).toEqual({
      groups: [
        {
          ...{ id: ward.groupId, kind: 'hamlet', name: 'Buôn Alê A', households: 3, reachable: 3 },
          ...{ joinCode: expect.stringMatching(/^[A-Z0-9]{6}$/), quietHours: null, place: null },
        },
        {
          ...{ id: marketId, kind: 'market', name: 'Chợ Tân Lập', households: 3, reachable: 2 },
          joinCode: expect.stringMatching(/^[A-Z0-9]{6}$/),
          quietHours: { fromMinute: 1_290, toMinute: 330 },
          place: { latitude: 12.68, longitude: 108.04 },
        },
      ],
      accounts: expect.arrayContaining([
        { channel: 'telegram', name: 'binhyen_bot', url: 'https://t.me/binhyen_bot?start={code}' },
      ]),
    });
  });

  it('are added by who keeps the groups, once for a click that is repeated', async () => {
    const body = { kind: 'parish', name: ' Giáo xứ Vinh Hòa ' };
    const first = await add(chief(), body, { 'idempotency-key': 'group-1' });
    expect(first.body).toEqual({
      kind: 'added',
      groupId: expect.any(String),
      joinCode: expect.stringMatching(/^[A-Z0-9]{6}$/),
    });
    expect(await add(chief(), body, { 'idempotency-key': 'group-1' })).toEqual(first);
    expect((await cards()).body).toMatchObject({
      groups: [{ id: ward.groupId }, { kind: 'parish', name: 'Giáo xứ Vinh Hòa', ...NOBODY }],
    });
    const [entry] = await world.prisma().auditEntry.findMany({ where: { action: 'group.added' } });
    expect(entry).toMatchObject({ detail: { kind: 'parish' } });
    // Decomposed and in capitals it is still the same name; another diacritic makes another one.
    expect((await add(chief(), { kind: 'parish', name: 'GIÁO XỨ VINH HÒA'.normalize('NFD') })).body).toEqual({
      kind: 'name_taken',
    });
    expect((await add(chief(), { kind: 'parish', name: 'Giáo xứ Vinh Hoa' })).body).toMatchObject({
      kind: 'added',
    });
  });

  it('are renamed, and keep their code', async () => {
    const before = (await cards()).body;
    expect((await rename(chief(), ward.groupId, 'Buôn Alê B')).body).toEqual({ kind: 'renamed' });
    expect((await rename(chief(), ward.groupId, 'buôn alê b')).body).toEqual({ kind: 'renamed' });
    const marketId = await market();
    expect((await rename(chief(), marketId, 'Buôn Alê B')).body).toEqual({ kind: 'name_taken' });
    const [group] = groupCardsSchema.parse((await cards()).body).groups;
    expect(group).toEqual({ ...groupCardsSchema.parse(before).groups[0], name: 'buôn alê b' });
  });

  it('of another unit, or that have ended, are not to be renamed', async () => {
    const other = await world.otherUnit();
    const ended = await world.group(ward, 'Chợ cũ', { validTo: new Date(Date.now() - 1_000) });
    for (const groupId of [other.groupId, ended, newId()]) {
      expect((await rename(chief(), groupId, 'Của tôi')).body).toEqual({ kind: 'forbidden' });
    }
  });

  it.each([[{ kind: 'parish', name: ' ' }], [{ kind: 'club', name: 'Câu lạc bộ' }], [{ name: 'Buôn' }]])(
    'are not added from %j',
    async (body) => {
      expect((await add(chief(), body)).status).toBe(400);
    },
  );

  it('are kept by chiefs and administrators only', async () => {
    for (const role of ['area_officer', 'duty_officer', 'group_admin', 'auditor'] as const) {
      const actor = actorOf(ward, role);
      expect((await add(actor, { kind: 'market', name: 'Chợ' })).status).toBe(403);
      expect((await rename(actor, ward.groupId, 'Chợ')).status).toBe(403);
    }
  });
});
