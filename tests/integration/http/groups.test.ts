import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupRoutes } from '../../../src/http/routes/groups.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import { type StaffServer, staffServer } from '../../support/staff-server.ts';
import type { TestWard } from '../../support/ward.ts';
import { actorOf, alertWorld } from '../alerts/world.ts';

const world = alertWorld();
const NOBODY = { households: 0, reachable: 0 };

let server: StaffServer;
let ward: TestWard;
beforeEach(async () => {
  server = await staffServer(groupRoutes((work) => world.act((_, stores) => work(stores))));
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
