import { describe, expect, it } from 'vitest';
import type { AlertProgress } from '../../../src/alerts/ports.ts';
import { createUpdateBoards } from '../../../src/alerts/update-boards.ts';
import type { DeliveryState } from '../../../src/deliveries/delivery.ts';
import { AT, actorOf, alertWorld, composer, fire } from './world.ts';

const world = alertWorld();

const STATES: readonly [DeliveryState, keyof AlertProgress][] = [
  ['pending', 'pending'],
  ['sending', 'pending'],
  ['sent', 'sent'],
  ['unreachable', 'unreachable'],
  ['rejected', 'failed'],
  ['gave_up', 'failed'],
  ['unknown', 'unknown'],
  ['unknown_final', 'unknown'],
  ['cancelled', 'cancelled'],
];

const addedUp = (progress: AlertProgress) =>
  progress.sent +
  progress.pending +
  progress.unreachable +
  progress.unknown +
  progress.failed +
  progress.cancelled;

async function raise(options: { households: number; membersEach?: number }) {
  const ward = await world.ward(options);
  const actor = actorOf(ward, 'duty_officer');
  const raised = await world.raise(actor, fire(ward.groupId));
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  return { ward, actor, alertId: raised.alertId };
}

describe('progress', () => {
  it('counts a household where its delivery is, and the places add up', async () => {
    const { ward, alertId } = await raise({ households: STATES.length });
    await world.fanOut();
    for (const [index, [state]] of STATES.entries()) {
      await world.settle(alertId, ward.households[index]?.householdId ?? '', state);
    }
    const progress = await world.progress(alertId);
    const expected: Record<string, number> = {};
    for (const [, place] of STATES) expected[place] = (expected[place] ?? 0) + 1;
    expect(progress).toMatchObject({ households: STATES.length, ...expected });
    expect(addedUp(progress)).toBe(STATES.length);
  });

  it('counts a household with several deliveries once, where the best of them is', async () => {
    const pairs = STATES.flatMap(([first]) => STATES.map(([second]) => [first, second] as const));
    const { ward, alertId } = await raise({ households: pairs.length, membersEach: 2 });
    await world.fanOut();
    const first = await world.prisma().delivery.findMany();
    for (const [index, [one, other]] of pairs.entries()) {
      const { householdId, contactPointIds } = ward.households[index] ?? {
        householdId: '',
        contactPointIds: [],
      };
      await world.settle(alertId, householdId, one);
      await world.query(
        `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
         VALUES (uuid_v7(), $1, $2, $3, $4, 0, 'vi', $5::"DeliveryState")`,
        [first[0]?.alertMessageId, contactPointIds[1], householdId, ward.laneId, other],
      );
    }
    const progress = await world.progress(alertId);
    expect(progress.households).toBe(pairs.length);
    expect(addedUp(progress)).toBe(pairs.length);
    const order = ['sent', 'pending', 'unknown', 'failed', 'cancelled', 'unreachable'] as const;
    const placeOf = new Map(STATES);
    const expected = new Map<string, number>();
    for (const pair of pairs) {
      const best = order.find((place) => pair.some((state) => placeOf.get(state) === place)) ?? '';
      expected.set(best, (expected.get(best) ?? 0) + 1);
    }
    for (const place of order) expect([place, progress[place]]).toEqual([place, expected.get(place)]);
  });

  it('adds up while deliveries are still written, and says pending until they are', async () => {
    const { ward, alertId } = await raise({ households: 6 });
    const gone = ward.households[5];
    await world.prisma().contactPoint.update({
      where: { id: gone?.contactPointIds[0] ?? '' },
      data: { state: 'unreachable' },
    });
    expect(await world.progress(alertId)).toMatchObject({ households: 6, pending: 6, unreachable: 0 });
    const message = await world.prisma().alertMessage.findFirstOrThrow();
    const store = world.fanOutStore();
    for (;;) {
      const page = await store.expandPage(message.id, 2);
      const progress = await world.progress(alertId);
      expect([progress.households, addedUp(progress), progress.pending]).toEqual([6, 6, 6]);
      if (page.kind !== 'page') break;
    }
    await store.markFannedOut(message.id);
    expect(await world.progress(alertId)).toMatchObject({ pending: 5, unreachable: 1 });
  });

  it('does not say of people whom a stop kept from being asked that they cannot be reached', async () => {
    const { actor, alertId } = await raise({ households: 6 });
    const message = await world.prisma().alertMessage.findFirstOrThrow();
    const store = world.fanOutStore();
    await store.expandPage(message.id, 2);
    await world.stop(actor, alertId);
    // The job that writes deliveries finds the stop and ends.
    expect((await store.expandPage(message.id, 2)).kind).toBe('end');
    await store.markFannedOut(message.id);
    await world.sweepStore().cancelOverdue(100);
    expect(await world.progress(alertId)).toMatchObject({
      households: 6,
      cancelled: 6,
      unreachable: 0,
      pending: 0,
    });
  });

  it('counts a household whose update arrived as reached, and a last word not at all', async () => {
    const { ward, actor, alertId } = await raise({ households: 2 });
    await world.fanOut();
    const [first, second] = ward.households.map(({ householdId }) => householdId);
    await world.settle(alertId, first ?? '', 'gave_up');
    await world.settle(alertId, second ?? '', 'unknown_final');
    await world.followUp(actor, alertId, 'update');
    await world.fanOut();
    await world.prisma().delivery.updateMany({
      where: { message: { seq: 2 }, householdId: first ?? '' },
      data: { state: 'sent' },
    });
    await world.prisma().delivery.updateMany({
      where: { message: { seq: 2 }, householdId: second ?? '' },
      data: { state: 'unreachable' },
    });
    expect(await world.progress(alertId)).toMatchObject({ households: 2, sent: 1, unknown: 1, failed: 0 });
    await world.followUp(actor, alertId, 'closure');
    await world.fanOut();
    expect(await world.progress(alertId)).toMatchObject({ households: 2, sent: 1, unknown: 1, pending: 0 });
  });
});

describe('a progress board', () => {
  async function board() {
    const ward = await world.ward({ households: 3 });
    const actor = actorOf(ward, 'duty_officer');
    const contactPointId = await world.officerChat(ward);
    const raised = await world.raise(actor, fire(ward.groupId), contactPointId);
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    await world.fanOut();
    return { ward, actor, alertId: raised.alertId };
  }
  const update = () => world.act((deps) => createUpdateBoards({ ...deps, composer, now: () => AT })());
  const rest = () => world.query(`UPDATE "ProgressBoard" SET "shownAt" = "shownAt" - interval '3 seconds'`);
  /** What waits to be sent leaves. */
  const deliverAnswers = () =>
    world.query(`UPDATE "Answer" SET state = 'sent', "externalMessageId" = '7' WHERE state = 'pending'`);
  const edits = () => world.prisma().answer.count({ where: { editsAnswerId: { not: null } } });

  it('is opened with the alert as a message of its own', async () => {
    await board();
    expect(await world.prisma().progressBoard.count()).toBe(1);
    expect(await world.prisma().answer.findMany()).toMatchObject([
      { class: 'progress', state: 'pending', editsAnswerId: null },
    ]);
  });

  it('is edited only when a figure has changed, the last text is out, and it has rested', async () => {
    const { ward, alertId } = await board();
    const settle = (index: number) =>
      world.settle(alertId, ward.households[index]?.householdId ?? '', 'sent');
    await settle(0);
    await rest();
    await update();
    expect(await edits()).toBe(0); // The message itself has not left.
    await deliverAnswers();
    await update();
    expect(await edits()).toBe(1);
    await settle(1);
    await rest();
    await update();
    expect(await edits()).toBe(1); // The first edit has not left.
    await deliverAnswers();
    await update();
    expect(await edits()).toBe(2);
    await deliverAnswers();
    await settle(2);
    await update();
    expect(await edits()).toBe(2); // Edited a moment ago.
    await rest();
    await update();
    expect(await edits()).toBe(3);
    await deliverAnswers();
    await rest();
    await update();
    expect(await edits()).toBe(3); // Nothing has changed.
  });

  it('gets one last text when the alert is closed and nothing of it is on its way', async () => {
    const { ward, actor, alertId } = await board();
    await deliverAnswers();
    for (const { householdId } of ward.households) await world.settle(alertId, householdId, 'sent');
    await world.followUp(actor, alertId, 'closure');
    await rest();
    await update();
    const finished = async () => (await world.prisma().progressBoard.findFirstOrThrow()).finishedAt;
    expect([await edits(), await finished()]).toEqual([1, null]); // The closure is not written yet.
    await deliverAnswers();
    await world.fanOut();
    await rest();
    await update();
    expect([await edits(), await finished()]).toEqual([1, null]); // Nor sent; the figures are the same.
    await world.prisma().delivery.updateMany({ where: { message: { seq: 2 } }, data: { state: 'sent' } });
    await update();
    expect(await edits()).toBe(2);
    expect(await finished()).not.toBeNull();
    await deliverAnswers();
    await rest();
    await update();
    expect(await edits()).toBe(2);
  });

  it('gets its last text also after a stop that left people unasked', async () => {
    const { actor, alertId } = await board();
    await deliverAnswers();
    await world.stop(actor, alertId);
    await world.sweepStore().cancelOverdue(100);
    await rest();
    await update();
    expect((await world.prisma().progressBoard.findFirstOrThrow()).finishedAt).not.toBeNull();
    expect(await edits()).toBe(1);
  });
});
