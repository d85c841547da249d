import { describe, expect, it } from 'vitest';
import { SCHEDULE_GRACE_MS } from '../../../config/alert-categories.ts';
import { createDropMisfires } from '../../../src/alerts/drop-misfires.ts';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import type { TestWard } from '../../support/ward.ts';
import { actorOf, alertWorld, composer, fire } from './world.ts';

const world = alertWorld();
const HOUR_MS = 3_600_000;
const GRACE_MINUTES = SCHEDULE_GRACE_MS.critical / 60_000;

/** By the clock of this machine, which is the database's too. */
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

async function scheduled(options: { households?: number; hours?: number } = {}) {
  const ward = await world.ward({ households: options.households ?? 2 });
  const officer = actorOf(ward, 'duty_officer');
  const chat = await world.officerChat(ward);
  const order = { ...fire(ward.groupId), sendFrom: inHours(options.hours ?? 3) };
  const result = await world.raise(officer, order, chat);
  if (result.kind !== 'raised') throw new Error(result.kind);
  return { ward, officer, chat, order, ...result };
}

/** As if the time of the alert had come so many minutes ago. */
const came = (minutes: number) =>
  world.query(
    `UPDATE "AlertMessage" SET "sendFrom" = now() - make_interval(mins => $1, secs => 1) WHERE "sendFrom" IS NOT NULL`,
    [minutes],
  );
const deliveries = () => world.prisma().delivery.count();
const dropMisfires = () => world.act((_deps, stores) => createDropMisfires({ ...stores, composer })());
const notices = () => world.prisma().answer.findMany({ where: { class: 'staff_notice' } });
const stateOf = async () => {
  const { state, closedAt } = await world.prisma().alert.findFirstOrThrow();
  return { state, closed: closedAt !== null };
};

async function join(ward: TestWard, target: { householdId: string } | { groupId: string }) {
  const contactPointId = newId();
  await world.prisma().contactPoint.create({
    data: { id: contactPointId, channelAccountId: ward.accountId, externalId: newCode(10) },
  });
  await world.act((_deps, stores) =>
    createJoinHousehold(stores)(
      { contactPointId, memberId: null },
      {
        target:
          'groupId' in target
            ? { kind: 'group', groupId: target.groupId, houseLabel: 'Nhà 9' }
            : { kind: 'household', householdId: target.householdId },
        name: 'Ông Ba',
        language: 'vi',
        consentVersion: 'v1',
      },
    ),
  );
  return contactPointId;
}

describe('a scheduled alert', () => {
  it('freezes its audience at once, begins when its time has come, and lives from then', async () => {
    const { order, alertId } = await scheduled();
    expect(await world.prisma().audienceHousehold.count()).toBe(2);
    await world.fanOut();
    expect([await deliveries(), await world.sweepStore().unfinishedFanOuts()]).toEqual([0, []]);
    expect(await world.progress(alertId)).toMatchObject({ pending: 2, startsAt: order.sendFrom });
    const { expiresAt } = await world.prisma().alert.findFirstOrThrow();
    expect(expiresAt.getTime() - order.sendFrom.getTime()).toBe(6 * HOUR_MS);
    const message = await world.prisma().alertMessage.findFirstOrThrow();
    expect(message).toMatchObject({ sendUntil: expiresAt, graceMs: SCHEDULE_GRACE_MS.critical });

    await came(0);
    expect(await world.sweepStore().unfinishedFanOuts()).toEqual([message.id]);
    await world.fanOut();
    expect(await deliveries()).toBe(2);
    expect(await world.progress(alertId)).toMatchObject({ startsAt: null });
  });

  it('shows its time, not that of writing it', async () => {
    world.setNow(new Date('2026-11-23T13:14:00Z'));
    const ward = await world.ward({ households: 1 });
    const order = { ...fire(ward.groupId), sendFrom: new Date('2026-11-24T00:30:00Z') };
    await world.raise(actorOf(ward, 'duty_officer'), order);
    const { texts } = await world.prisma().alertMessage.findFirstOrThrow();
    expect(JSON.stringify(texts)).toContain('07:30, 24/11/2026');
  });

  it('goes at once when its time is over; a clock that jumps changes nothing', async () => {
    const ward = await world.ward({ households: 1 });
    const officer = actorOf(ward, 'duty_officer');
    for (const [jump, hours, begins] of [
      [-48, -1, true],
      [48, -1, true],
      [-48, 1, false],
      [48, 1, false],
    ] as const) {
      world.setNow(inHours(jump));
      const raised = await world.raise(officer, { ...fire(ward.groupId), sendFrom: inHours(hours) });
      if (raised.kind !== 'raised') throw new Error(raised.kind);
      await world.fanOut();
      const where = { message: { alertId: raised.alertId } };
      expect(await world.prisma().delivery.count({ where })).toBe(begins ? 1 : 0);
      expect(await dropMisfires()).toBe(0);
    }
  });

  it('is nothing that a household sees before', async () => {
    const { ward } = await scheduled();
    const [household] = ward.households;
    const seen = () =>
      world.act((_deps, { context }) =>
        context.householdAlerts(
          {
            householdId: household?.householdId ?? '',
            contactPointId: household?.contactPointIds[0] ?? '',
            language: 'vi',
          },
          5,
        ),
      );
    expect(await seen()).toEqual([]);
    await came(0);
    expect(await seen()).toHaveLength(1);
  });

  it('goes once to who joins before it begins: to a new household, not to a further member', async () => {
    const { ward } = await scheduled({ households: 1 });
    const [household] = ward.households;
    if (!household) throw new Error('no household');
    const late = await join(ward, { groupId: ward.groupId });
    await join(ward, { householdId: household.householdId });
    await came(0);
    await world.fanOut();
    const rows = await world.prisma().delivery.findMany();
    expect(rows.map(({ contactPointId }) => contactPointId).toSorted()).toEqual(
      [late, household.contactPointIds[0]].toSorted(),
    );
  });

  it('takes an update that waits with it and follows it', async () => {
    const { officer, alertId } = await scheduled();
    expect(await world.followUp(officer, alertId, 'update')).toMatchObject({ hold: 'scheduled' });
    await world.fanOut();
    expect(await deliveries()).toBe(0);
    await came(0);
    const [first, second] = await world.prisma().alertMessage.findMany({ orderBy: { seq: 'asc' } });
    const store = world.fanOutStore();
    expect(await store.expandPage(second?.id ?? '', 10)).toEqual({ kind: 'not_now' });
    expect(await store.expandPage(first?.id ?? '', 10)).toMatchObject({ kind: 'page' });
    await world.fanOut();
    expect(await world.recipientsOf(alertId, 2)).toHaveLength(2);
  });

  it('can be stopped, and then never begins', async () => {
    const { officer, alertId } = await scheduled();
    expect((await world.stop(officer, alertId)).kind).toBe('alert_stopped');
    await came(1);
    await world.fanOut();
    expect([await deliveries(), await dropMisfires()]).toEqual([0, 0]);
    expect(await stateOf()).toEqual({ state: 'cancelled', closed: true });
  });
});

describe('a scheduled alert that is overdue', () => {
  it('still begins within its grace', async () => {
    await scheduled();
    await came(GRACE_MINUTES - 1);
    expect(await dropMisfires()).toBe(0);
    await world.fanOut();
    expect(await deliveries()).toBe(2);
    await came(GRACE_MINUTES + 60);
    expect(await dropMisfires()).toBe(0);
  });

  it('does not begin past it: stopped, expired, in the log, and its officer is told once', async () => {
    const { ward, officer, chat, alertId, number } = await scheduled();
    // What waits for who has joined meanwhile is no beginning.
    await join(ward, { groupId: ward.groupId });
    await world.followUp(officer, alertId, 'update');
    await came(GRACE_MINUTES + 1);
    const before = await deliveries();
    await world.fanOut();
    expect(await deliveries()).toBe(before);
    expect([await dropMisfires(), await dropMisfires()]).toEqual([1, 0]);
    expect(await stateOf()).toEqual({ state: 'expired', closed: true });
    expect(await world.prisma().alertMessage.count({ where: { stoppedAt: null } })).toBe(0);
    const entries = await world.prisma().auditEntry.findMany({ where: { action: 'alert_misfired' } });
    expect(entries).toMatchObject([{ subject: number, policeUnitId: ward.policeUnitId, staffId: null }]);
    expect(await notices()).toMatchObject([{ contactPointId: chat, laneId: ward.laneId }]);
    await world.fanOut();
    expect(await deliveries()).toBe(before);
    expect(await world.progress(alertId)).toMatchObject({ households: 3, sent: 0 });
  });

  it('is taken by one of several sweepers', async () => {
    await scheduled();
    await came(GRACE_MINUTES + 1);
    const dropped = await Promise.all([dropMisfires(), dropMisfires(), dropMisfires()]);
    expect(dropped.toSorted()).toEqual([0, 0, 1]);
    expect(await notices()).toHaveLength(1);
  });

  it('does not begin after its end either, and its officer is told', async () => {
    await scheduled();
    await came(GRACE_MINUTES - 1);
    await world.query(
      `UPDATE "Alert" SET "expiresAt" = now() - interval '1 second'; UPDATE "AlertMessage" SET "sendUntil" = now() - interval '1 second'`,
    );
    await world.sweepStore().expireAlerts();
    expect(await dropMisfires()).toBe(1);
    expect(await stateOf()).toEqual({ state: 'expired', closed: true });
    expect(await notices()).toHaveLength(1);
  });

  it('goes on when it had begun', async () => {
    const { ward, alertId } = await scheduled({ households: 3 });
    await came(0);
    const message = await world.prisma().alertMessage.findFirstOrThrow();
    const store = world.fanOutStore();
    const page = await store.expandPage(message.id, 1);
    if (page.kind !== 'page') throw new Error(page.kind);
    await world.prisma().delivery.updateMany({ data: { state: 'sent' } });
    await came(GRACE_MINUTES + 60);
    expect(await dropMisfires()).toBe(0);
    await world.fanOut();
    expect(await world.recipientsOf(alertId, 1)).toHaveLength(ward.households.length);
  });

  it('waits for the officer who paused it, and begins when it is resumed', async () => {
    const { officer, alertId } = await scheduled();
    await world.pause(officer, alertId);
    await came(GRACE_MINUTES + 60);
    expect(await dropMisfires()).toBe(0);
    expect((await world.resume(officer, alertId)).kind).toBe('alert_resumed');
    expect(await dropMisfires()).toBe(0);
    await world.fanOut();
    expect(await deliveries()).toBe(2);
  });
});
