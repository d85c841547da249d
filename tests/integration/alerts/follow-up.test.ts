import { describe, expect, it } from 'vitest';
import type { FollowUpKind } from '../../../src/alerts/follow-up.ts';
import type { DeliveryState } from '../../../src/deliveries/delivery.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import type { TestWard } from '../../support/ward.ts';
import { actorOf, alertWorld, fire } from './world.ts';

const world = alertWorld();
const KINDS: readonly FollowUpKind[] = ['update', 'correction', 'closure'];

/** In each state of a delivery, whether a last word goes there. */
const REACHED: readonly [DeliveryState, boolean][] = [
  ['sent', true],
  ['sending', true],
  ['unknown', true],
  ['unknown_final', true],
  ['pending', false],
  ['unreachable', false],
  ['rejected', false],
  ['gave_up', false],
  ['cancelled', false],
];

/** A fire alert, fanned out, one household in each state of a delivery. */
async function alertInEveryState(): Promise<{ ward: TestWard; actor: StaffActor; alertId: string }> {
  const ward = await world.ward({ households: REACHED.length });
  const actor = actorOf(ward, 'duty_officer');
  const raised = await world.raise(actor, fire(ward.groupId));
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  await world.fanOut();
  for (const [index, [state]] of REACHED.entries()) {
    await world.settle(raised.alertId, ward.households[index]?.householdId ?? '', state);
  }
  return { ward, actor, alertId: raised.alertId };
}

const householdsThat = (ward: TestWard, reached: boolean) =>
  ward.households.filter((_household, index) => REACHED[index]?.[1] === reached);
const stateOf = async () => (await world.prisma().alert.findFirstOrThrow()).state;
const audits = () => world.prisma().auditEntry.count();

describe('whom a message goes to', () => {
  it.each(['closure', 'correction'] as const)('%s: who got the alert or may have got it', async (kind) => {
    const { ward, actor, alertId } = await alertInEveryState();
    const previewed = await world.previewFollowUp(actor, alertId, kind);
    expect(previewed).toMatchObject({ kind: 'previewed', preview: { households: 9, reachable: 4 } });
    const sent = await world.followUp(actor, alertId, kind);
    expect(sent).toMatchObject({ kind: 'message_sent', message: kind, recipients: 4 });
    await world.fanOut();
    expect(await world.recipientsOf(alertId, 2)).toEqual(
      householdsThat(ward, true)
        .map(({ householdId }) => householdId)
        .toSorted(),
    );
    expect(await stateOf()).toBe(kind === 'closure' ? 'resolved' : 'corrected');
    // What was still on its way is not sent any more.
    await world.sweepStore().cancelOverdue(100);
    const first = await world
      .prisma()
      .delivery.findMany({ where: { message: { seq: 1 }, state: 'cancelled' } });
    expect(first).toHaveLength(2);
  });

  it('an update: everyone who can be reached, also who did not get the first one', async () => {
    const { ward, actor, alertId } = await alertInEveryState();
    // As the refusal leaves it.
    const unreachable = REACHED.findIndex(([state]) => state === 'unreachable');
    await world.prisma().contactPoint.update({
      where: { id: ward.households[unreachable]?.contactPointIds[0] ?? '' },
      data: { state: 'unreachable' },
    });
    const previewed = await world.previewFollowUp(actor, alertId, 'update');
    expect(previewed).toMatchObject({ preview: { households: 9, reachable: 8 } });
    expect(await world.followUp(actor, alertId, 'update')).toMatchObject({ recipients: 8 });
    await world.fanOut();
    expect(await world.recipientsOf(alertId, 2)).toEqual(
      ward.households
        .filter((_household, index) => index !== unreachable)
        .map(({ householdId }) => householdId)
        .toSorted(),
    );
    expect(await stateOf()).toBe('updated');
  });

  it('a closure goes to the chat that got the alert, not to another one of the household', async () => {
    const ward = await world.ward({ households: 1, membersEach: 2 });
    const actor = actorOf(ward, 'duty_officer');
    const raised = await world.raise(actor, fire(ward.groupId));
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    await world.fanOut();
    const [first, second] = ward.households[0]?.contactPointIds ?? [];
    // The first member could not be reached, the second one got it.
    await world.prisma().delivery.updateMany({ data: { contactPointId: second ?? '', state: 'sent' } });
    await world.followUp(actor, raised.alertId, 'closure');
    await world.fanOut();
    const last = await world.prisma().delivery.findMany({ where: { message: { seq: 2 } } });
    expect(last.map(({ contactPointId }) => contactPointId)).toEqual([second]);
    expect(last[0]?.contactPointId).not.toBe(first);
  });
});

describe('what an alert still takes', () => {
  async function raisedAlert() {
    const ward = await world.ward({ households: 1 });
    const actor = actorOf(ward, 'duty_officer');
    const raise = async () => {
      const raised = await world.raise(actor, fire(ward.groupId));
      if (raised.kind !== 'raised') throw new Error(raised.kind);
      await world.fanOut();
      await world.settle(raised.alertId, ward.households[0]?.householdId ?? '', 'sent');
      return raised;
    };
    return { ward, actor, raise };
  }

  it.each(['correction', 'closure'] as const)('after a stop: a %s, and no update', async (lastWord) => {
    const { actor, raise } = await raisedAlert();
    const { alertId, number } = await raise();
    expect(await world.stop(actor, alertId)).toEqual({ kind: 'alert_stopped', number, notSent: 0 });
    const refused = { kind: 'alert_not_open', number, state: 'cancelled' };
    expect(await world.previewFollowUp(actor, alertId, 'update')).toEqual(refused);
    expect(await world.followUp(actor, alertId, 'update')).toEqual(refused);
    expect(await world.stop(actor, alertId)).toEqual(refused);
    expect(await world.followUp(actor, alertId, lastWord)).toMatchObject({ recipients: 1 });
    await world.fanOut();
    // The last word leaves although everything else of the alert is stopped.
    const last = await world.prisma().alertMessage.findFirstOrThrow({ where: { seq: 2 } });
    expect(last.stoppedAt).toBeNull();
    expect(last.sendUntil.getTime() - last.createdAt.getTime()).toBe(24 * 3_600_000);
    expect(await world.recipientsOf(alertId, 2)).toHaveLength(1);
    await world.sweepStore().cancelOverdue(100);
    expect(await world.prisma().delivery.count({ where: { state: 'pending' } })).toBe(1);
  });

  it('after a closure, a correction or its end in time: nothing', async () => {
    const { actor, raise } = await raisedAlert();
    const closings: readonly [string, (alertId: string) => Promise<unknown>][] = [
      ['resolved', (alertId) => world.followUp(actor, alertId, 'closure')],
      ['corrected', (alertId) => world.followUp(actor, alertId, 'correction')],
      [
        'expired',
        async (alertId) => {
          await world.query(`UPDATE "Alert" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [
            alertId,
          ]);
          await world.sweepStore().expireAlerts();
        },
      ],
    ];
    for (const [state, close] of closings) {
      const { alertId, number } = await raise();
      await close(alertId);
      const before = await audits();
      for (const kind of KINDS) {
        const refused = { kind: 'alert_not_open', number, state };
        expect(await world.previewFollowUp(actor, alertId, kind)).toEqual(refused);
        expect(await world.followUp(actor, alertId, kind)).toEqual(refused);
      }
      expect((await world.stop(actor, alertId)).kind).toBe('alert_not_open');
      expect(await audits()).toBe(before);
    }
  });

  it('while it is open: updates, numbered in order, each with the buttons of the alert', async () => {
    const { actor, raise } = await raisedAlert();
    const { alertId } = await raise();
    await world.followUp(actor, alertId, 'update', 'Lửa lan sang hẻm 14.');
    await world.followUp(actor, alertId, 'update', 'Đã khống chế.');
    await world.followUp(actor, alertId, 'closure', 'Đã dập.');
    const messages = await world
      .prisma()
      .alertMessage.findMany({ where: { alertId }, orderBy: { seq: 'asc' } });
    expect(messages.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'initial'],
      [2, 'update'],
      [3, 'update'],
      [4, 'closure'],
    ]);
    const buttons = messages.map(({ texts }) => JSON.stringify(texts).match(/"payload"/g)?.length ?? 0);
    expect(buttons).toEqual([6, 6, 6, 0]);
    expect(messages.map(({ stoppedAt }) => stoppedAt !== null)).toEqual([true, true, true, false]);
  });

  it('from two officers at once: one closure', async () => {
    const { actor, raise } = await raisedAlert();
    const { alertId } = await raise();
    const results = await Promise.all([1, 2, 3].map(() => world.followUp(actor, alertId, 'closure')));
    expect(results.map(({ kind }) => kind).toSorted()).toEqual([
      'alert_not_open',
      'alert_not_open',
      'message_sent',
    ]);
    expect(await world.prisma().alertMessage.count()).toBe(2);
  });
});

describe('who may speak about an alert', () => {
  it('officers of its unit, whose role may send its category; any officer may stop it', async () => {
    const ward = await world.ward({ households: 1 });
    const other = await world.otherUnit();
    const chief = actorOf(ward, 'ward_chief');
    const raise = async (category: 'fire_explosion' | 'wanted_person') => {
      const raised = await world.raise(chief, { ...fire(ward.groupId), category });
      return raised.kind === 'raised' ? raised.alertId : raised.kind;
    };
    const [fireId, wantedId] = [await raise('fire_explosion'), await raise('wanted_person')];
    const before = await audits();
    const forbidden: readonly [StaffActor, string][] = [
      [actorOf(other, 'ward_chief'), fireId],
      [actorOf(ward), fireId],
      [actorOf(ward, 'auditor', 'province_admin', 'group_admin'), fireId],
      [actorOf(ward, 'area_officer'), fireId],
      [actorOf(ward, 'duty_officer'), wantedId],
      [chief, '01890000-0000-7000-8000-000000000000'],
    ];
    for (const [actor, alertId] of forbidden) {
      for (const kind of KINDS) {
        expect(await world.previewFollowUp(actor, alertId, kind)).toEqual({ kind: 'forbidden' });
        expect(await world.followUp(actor, alertId, kind)).toEqual({ kind: 'forbidden' });
      }
    }
    for (const actor of [actorOf(other, 'ward_chief'), actorOf(ward), actorOf(ward, 'auditor')]) {
      expect(await world.stop(actor, fireId)).toEqual({ kind: 'forbidden' });
    }
    expect(await audits()).toBe(before);
    expect(await world.prisma().alertMessage.count()).toBe(2);
    expect((await world.stop(actorOf(ward, 'area_officer'), fireId)).kind).toBe('alert_stopped');
    expect((await world.followUp(chief, wantedId, 'update')).kind).toBe('message_sent');
  });

  it('nobody at a length that does not fit; a preview writes nothing', async () => {
    const { actor, alertId } = await alertInEveryState();
    const before = await audits();
    for (const kind of KINDS) {
      const long = await world.followUp(actor, alertId, kind, 'á'.repeat(world.textLimit));
      expect(long).toMatchObject({ kind: 'text_too_long', limit: world.textLimit });
      expect((await world.previewFollowUp(actor, alertId, kind)).kind).toBe('previewed');
    }
    expect([await audits(), await world.prisma().alertMessage.count(), await stateOf()]).toEqual([
      before,
      1,
      'sending',
    ]);
  });

  it('a stop counts what will not be sent, and leaves what has been', async () => {
    const { actor, alertId } = await alertInEveryState();
    expect(await world.stop(actor, alertId)).toMatchObject({ kind: 'alert_stopped', notSent: 1 });
    await world.sweepStore().cancelOverdue(100);
    const deliveries = await world.prisma().delivery.findMany();
    expect(deliveries.filter(({ state }) => state === 'pending')).toEqual([]);
    expect(deliveries.filter(({ state }) => state === 'cancelled')).toHaveLength(2);
    expect(deliveries.filter(({ reason }) => reason === 'alert_stopped')).toHaveLength(1);
    expect(await world.prisma().auditEntry.findFirst({ where: { action: 'alert_stopped' } })).toMatchObject({
      detail: { notSent: 1 },
    });
  });
});
