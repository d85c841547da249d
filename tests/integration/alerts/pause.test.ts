import { describe, expect, it } from 'vitest';
import { createUpdateBoards } from '../../../src/alerts/update-boards.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import { actorOf, alertWorld, composer, fire } from './world.ts';

const world = alertWorld();

async function raised(households = 2) {
  const ward = await world.ward({ households });
  const officer = actorOf(ward, 'duty_officer');
  const result = await world.raise(officer, fire(ward.groupId));
  if (result.kind !== 'raised') throw new Error(result.kind);
  return { ward, officer, alertId: result.alertId, number: result.number };
}

/** Per message of the alert whether it is held. */
async function held(alertId: string) {
  const rows = await world.prisma().alertMessage.findMany({ where: { alertId }, orderBy: { seq: 'asc' } });
  return rows.map(({ kind, pausedAt }) => [kind, pausedAt !== null]);
}
const actions = async () => {
  const entries = await world.prisma().auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ action, staffId, detail }) => ({ action, staffId, detail }));
};

describe('pausing an alert', () => {
  it('holds it and lets it go on, each told in the audit log once', async () => {
    const { officer, alertId, number } = await raised();
    await world.fanOut();
    const before = (await actions()).length;
    expect(await world.pause(officer, alertId)).toEqual({ kind: 'alert_paused', number, waiting: 2 });
    expect(await world.pause(officer, alertId)).toEqual({ kind: 'already_paused', number });
    expect(await held(alertId)).toEqual([['initial', true]]);
    expect(await world.resume(officer, alertId)).toEqual({ kind: 'alert_resumed', number, waiting: 2 });
    expect(await world.resume(officer, alertId)).toEqual({ kind: 'not_paused', number });
    expect(await held(alertId)).toEqual([['initial', false]]);
    const { staffId } = officer;
    expect((await actions()).slice(before)).toEqual([
      { action: 'alert_paused', staffId, detail: { waiting: 2 } },
      { action: 'alert_resumed', staffId, detail: { waiting: 2 } },
    ]);
  });

  it('is for officers of the unit: others learn nothing and change nothing', async () => {
    const { ward, alertId } = await raised();
    const others: StaffActor[] = [
      actorOf(ward, 'auditor', 'group_admin'),
      actorOf(await world.otherUnit(), 'duty_officer', 'ward_chief'),
    ];
    for (const actor of others) {
      expect(await world.pause(actor, alertId)).toEqual({ kind: 'forbidden' });
      expect(await world.resume(actor, alertId)).toEqual({ kind: 'forbidden' });
    }
    expect(await held(alertId)).toEqual([['initial', false]]);
    expect((await world.pause(actorOf(ward, 'area_officer'), alertId)).kind).toBe('alert_paused');
  });

  it('is refused once the alert is over', async () => {
    const { officer, alertId, number } = await raised();
    await world.stop(officer, alertId);
    const over = { kind: 'alert_not_open', number, state: 'cancelled' };
    expect(await world.pause(officer, alertId)).toEqual(over);
    expect(await world.resume(officer, alertId)).toEqual(over);
  });

  it('holds a later update too; the officer hears so', async () => {
    const { officer, alertId } = await raised();
    expect(await world.followUp(officer, alertId, 'update')).toMatchObject({ hold: 'no' });
    await world.pause(officer, alertId);
    expect(await world.followUp(officer, alertId, 'update')).toMatchObject({ hold: 'paused' });
    expect(await held(alertId)).toEqual([
      ['initial', true],
      ['update', true],
      ['update', true],
    ]);
    await world.resume(officer, alertId);
    expect(await held(alertId)).toEqual([
      ['initial', false],
      ['update', false],
      ['update', false],
    ]);
  });

  it.each(['correction', 'closure'] as const)('ends with a %s, which is not held', async (kind) => {
    const { officer, alertId } = await raised();
    await world.pause(officer, alertId);
    expect(await world.followUp(officer, alertId, kind)).toMatchObject({ hold: 'no' });
    expect(await held(alertId)).toEqual([
      ['initial', false],
      [kind, false],
    ]);
    expect(await world.progress(alertId)).toMatchObject({ paused: false });
  });

  it('ends with a stop', async () => {
    const { officer, alertId } = await raised();
    await world.pause(officer, alertId);
    await world.stop(officer, alertId);
    expect(await held(alertId)).toEqual([['initial', false]]);
  });

  it('is on the board, and comes off it', async () => {
    const ward = await world.ward({ households: 1 });
    const officer = actorOf(ward, 'duty_officer');
    const result = await world.raise(officer, fire(ward.groupId), await world.officerChat(ward));
    if (result.kind !== 'raised') throw new Error(result.kind);
    const board = async () => {
      await world.query(`UPDATE "ProgressBoard" SET "shownAt" = now() - interval '1 minute', shown = ''`);
      await world.query(`UPDATE "Answer" SET state = 'sent'`);
      const shown: string[] = [];
      const watching = {
        ...composer,
        board: (...args: Parameters<typeof composer.board>) => {
          const text = composer.board(...args);
          shown.push(text);
          return text;
        },
      };
      await world.act((deps, stores) => createUpdateBoards({ ...deps, ...stores, composer: watching })());
      return shown.join();
    };
    await world.pause(officer, result.alertId);
    expect(await board()).toContain('TẠM DỪNG GỬI');
    await world.resume(officer, result.alertId);
    expect(await board()).not.toContain('TẠM DỪNG GỬI');
  });

  it('keeps the text from a household that has not got it, and from nobody who has', async () => {
    const { ward, officer, alertId } = await raised();
    await world.fanOut();
    const [has, hasNot] = ward.households;
    await world.settle(alertId, has?.householdId ?? '', 'sent');
    await world.pause(officer, alertId);
    const alertsOf = (household: typeof has) =>
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
    expect([(await alertsOf(has)).length, (await alertsOf(hasNot)).length]).toEqual([1, 0]);
    await world.resume(officer, alertId);
    expect(await alertsOf(hasNot)).toHaveLength(1);
  });
});
