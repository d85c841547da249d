import { describe, expect, it } from 'vitest';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { TestWard } from '../../support/ward.ts';
import { actorOf, alertWorld, fire } from './world.ts';

const world = alertWorld();

async function stranger(ward: TestWard) {
  const id = newId();
  await world.prisma().contactPoint.create({
    data: { id, channelAccountId: ward.accountId, externalId: newCode(10) },
  });
  return id;
}

type Target = Parameters<ReturnType<typeof createJoinHousehold>>[1]['target'];

/** A stranger joins; `meanwhile` runs before the transaction of joining commits. */
async function join(ward: TestWard, target: Target, meanwhile = async () => {}) {
  const contactPointId = await stranger(ward);
  const woken = await world.act(async (_deps, stores) => {
    const joined = await createJoinHousehold(stores)(
      { contactPointId, memberId: null },
      { target, name: 'Ông Ba', language: 'vi', consentVersion: 'v1' },
    );
    expect(joined.kind).toBe('joined');
    await meanwhile();
    return [...stores.wake.lanes];
  });
  const member = await world.prisma().contactPoint.findUniqueOrThrow({
    where: { id: contactPointId },
    select: { member: { select: { householdId: true } } },
  });
  return { contactPointId, householdId: member.member?.householdId ?? '', woken };
}
const joinGroup = (ward: TestWard, groupId = ward.groupId, meanwhile?: () => Promise<void>) =>
  join(ward, { kind: 'group', groupId, houseLabel: 'Nhà 9' }, meanwhile);

async function raised(ward: TestWard, ...groupIds: string[]) {
  const groups = groupIds.length > 0 ? groupIds : [ward.groupId];
  const result = await world.raise(actorOf(ward, 'duty_officer'), fire(...groups));
  if (result.kind !== 'raised') throw new Error(result.kind);
  return result.alertId;
}

/** Messages on their way to a chat: alert and running number. */
async function messagesTo(contactPointId: string) {
  const rows = await world.prisma().delivery.findMany({
    where: { contactPointId },
    select: { state: true, priority: true, message: { select: { alertId: true, seq: true } } },
  });
  return rows.map(({ state, priority, message }) => ({ ...message, state, priority }));
}

const late = (alertId: string, householdId: string) =>
  world.prisma().audienceHousehold.findUnique({
    where: { alertId_householdId: { alertId, householdId } },
    select: { late: true, standing: true },
  });
const ranks = async (alertId: string, householdId: string) => {
  const where = { alertId, householdId };
  const rows = await world.prisma().audienceContact.findMany({ where, orderBy: { rank: 'asc' } });
  return rows.map(({ rank, contactPointId }) => [rank, contactPointId]);
};

function places(progress: Awaited<ReturnType<typeof world.progress>>) {
  const { sent, pending, unreachable, unknown, failed, cancelled } = progress;
  return sent + pending + unreachable + unknown + failed + cancelled;
}

describe('a household that joins while an alert is open', () => {
  it('gets the newest message only, at once, and is counted', async () => {
    const ward = await world.ward({ households: 2 });
    const officer = actorOf(ward, 'duty_officer');
    const alertId = await raised(ward);
    await world.fanOut();
    await world.followUp(officer, alertId, 'update');
    const joined = await joinGroup(ward);
    expect(joined.woken).toEqual([ward.laneId]);
    expect(await late(alertId, joined.householdId)).toEqual({ late: true, standing: 'silent' });
    expect(await ranks(alertId, joined.householdId)).toEqual([[1, joined.contactPointId]]);
    const newest = { alertId, seq: 2, state: 'pending', priority: 0 };
    expect(await messagesTo(joined.contactPointId)).toEqual([newest]);
    // Fanning out what was still being written adds nothing.
    await world.fanOut();
    expect(await messagesTo(joined.contactPointId)).toEqual([newest]);
    const progress = await world.progress(alertId);
    expect(progress).toMatchObject({ households: 3, pending: 3 });
    expect(places(progress)).toBe(3);
  });

  it('does not get an older message whose deliveries are still being written, but every later one', async () => {
    const ward = await world.ward({ households: 1 });
    const officer = actorOf(ward, 'duty_officer');
    const alertId = await raised(ward);
    await world.followUp(officer, alertId, 'update');
    const joined = await joinGroup(ward);
    await world.fanOut();
    expect((await messagesTo(joined.contactPointId)).map(({ seq }) => seq)).toEqual([2]);
    await world.followUp(officer, alertId, 'update');
    await world.fanOut();
    expect((await messagesTo(joined.contactPointId)).map(({ seq }) => seq)).toEqual([2, 3]);
    await world.prisma().delivery.updateMany({ data: { state: 'sent' } });
    await world.followUp(officer, alertId, 'closure');
    await world.fanOut();
    expect((await messagesTo(joined.contactPointId)).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    const progress = await world.progress(alertId);
    expect(progress).toMatchObject({ households: 2, sent: 2 });
    expect(places(progress)).toBe(2);
  });

  it('hears of each open alert of its group, and of none of another group', async () => {
    const ward = await world.ward({ households: 1 });
    const market = await world.group(ward, 'Chợ');
    await world.household(ward, market);
    const [first, second] = [await raised(ward), await raised(ward, ward.groupId, market)];
    const elsewhere = await raised(ward, market);
    const { contactPointId, householdId } = await joinGroup(ward);
    const heard = (await messagesTo(contactPointId)).map(({ alertId }) => alertId).toSorted();
    expect(heard).toEqual([first, second].toSorted());
    expect(await late(elsewhere, householdId)).toBeNull();
  });

  it.each([
    ['closed', (ward: TestWard, id: string) => world.followUp(actorOf(ward, 'duty_officer'), id, 'closure')],
    ['corrected', (ward, id) => world.followUp(actorOf(ward, 'duty_officer'), id, 'correction')],
    ['stopped', (ward, id) => world.stop(actorOf(ward, 'duty_officer'), id)],
    [
      'expired, whether or not the sweeper has seen it',
      (_ward, id) =>
        world.query(`UPDATE "Alert" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [id]),
    ],
  ] as const satisfies readonly [string, (ward: TestWard, id: string) => Promise<unknown>][])(
    'hears nothing of one that is %s',
    async (_, end) => {
      const ward = await world.ward({ households: 1 });
      const alertId = await raised(ward);
      await world.fanOut();
      await end(ward, alertId);
      const { contactPointId, householdId, woken } = await joinGroup(ward);
      await world.fanOut();
      expect(await messagesTo(contactPointId)).toEqual([]);
      expect([await late(alertId, householdId), woken]).toEqual([null, []]);
    },
  );

  it('is in the audience once when the alert is raised while it joins', async () => {
    const ward = await world.ward({ households: 1 });
    let raising: Promise<string> | undefined;
    const { householdId, contactPointId } = await joinGroup(ward, ward.groupId, async () => {
      raising = raised(ward);
      await waitFor(async () => {
        const waiting = await world.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.rows.length > 0;
      });
    });
    const alertId = (await raising) ?? '';
    expect(await late(alertId, householdId)).toMatchObject({ late: false });
    await world.fanOut();
    expect(await messagesTo(contactPointId)).toHaveLength(1);
  });
});

describe('a further member of a household', () => {
  it('is one more way to it, without a delivery of their own', async () => {
    const ward = await world.ward({ households: 1 });
    const alertId = await raised(ward);
    await world.fanOut();
    const [household] = ward.households;
    if (!household) throw new Error('no household');
    const { householdId } = household;
    const second = await join(ward, { kind: 'household', householdId });
    const third = await join(ward, { kind: 'household', householdId });
    expect(await ranks(alertId, householdId)).toEqual([
      [1, household.contactPointIds[0]],
      [2, second.contactPointId],
      [3, third.contactPointId],
    ]);
    expect(await messagesTo(second.contactPointId)).toEqual([]);
    expect(await late(alertId, householdId)).toMatchObject({ late: false });
    expect(second.woken).toEqual([]);
    expect(await world.progress(alertId)).toMatchObject({ households: 1, pending: 1 });
  });
});
