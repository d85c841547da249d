import { describe, expect, it } from 'vitest';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { actorOf, alertWorld, fire } from './world.ts';

const world = alertWorld();

const rows = async () => [
  await world.prisma().auditEntry.count(),
  await world.prisma().alert.count(),
  await world.prisma().audienceHousehold.count(),
  await world.prisma().alertCounter.count(),
];

describe('the audit log', () => {
  const SECRET = 'BÍ MẬT ở nhà ông Ama Thuột 0905123456';

  it('has an entry for every action of staff, without a word of anyone', async () => {
    const ward = await world.ward({ households: 2 });
    const actor = actorOf(ward, 'duty_officer');
    const raised = await world.raise(actor, { ...fire(ward.groupId), text: SECRET });
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    await world.followUp(actor, raised.alertId, 'update', SECRET);
    await world.stop(actor, raised.alertId);
    await world.followUp(actor, raised.alertId, 'correction', SECRET);
    const entries = await world.prisma().auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual(
      ['alert_raised', 'alert_update', 'alert_stopped', 'alert_correction'].map((action) => [
        action,
        raised.number,
      ]),
    );
    for (const { staffId, policeUnitId } of entries) {
      expect([staffId, policeUnitId]).toEqual([actor.staffId, actor.policeUnitId]);
    }
    const written = JSON.stringify(entries, (_key, value: unknown) =>
      typeof value === 'bigint' ? '' : value,
    );
    for (const word of SECRET.split(' ')) expect(written).not.toContain(word);
    expect(entries[0]?.detail).toEqual({ category: 'fire_explosion', severity: 'critical', households: 2 });
  });

  it('has none of an action that was rolled back, and none of one that was refused', async () => {
    const ward = await world.ward({ households: 1 });
    const actor = actorOf(ward, 'duty_officer');
    const failing = world.act(async (deps) => {
      await createRaiseAlert(deps)(actor, fire(ward.groupId), null);
      throw new Error('the power went out');
    });
    await expect(failing).rejects.toThrow('the power went out');
    expect(await rows()).toEqual([0, 0, 0, 0]);
    await world.raise(actorOf(ward, 'auditor'), fire(ward.groupId));
    expect(await rows()).toEqual([0, 0, 0, 0]);
  });

  it('takes entries and gives none back', async () => {
    const ward = await world.ward({ households: 1 });
    await world.raise(actorOf(ward, 'duty_officer'), fire(ward.groupId));
    for (const statement of [
      `UPDATE "AuditEntry" SET action = 'nothing'`,
      `UPDATE "AuditEntry" SET detail = '{}' WHERE false`,
      'DELETE FROM "AuditEntry"',
      'TRUNCATE "AuditEntry"',
    ]) {
      await expect(world.query(statement)).rejects.toThrow();
    }
    expect((await world.prisma().auditEntry.findMany()).map(({ action }) => action)).toEqual([
      'alert_raised',
    ]);
  });
});
