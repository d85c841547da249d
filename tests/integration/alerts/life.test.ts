import { describe, expect, it } from 'vitest';
import { createSendAlert } from '../../../src/alerts/send-alert.ts';
import { contentOf, lifeWorld, REQUEST } from './life-world.ts';
import { actorOf } from './world.ts';

const world = lifeWorld();

async function pendingAlert() {
  const ward = await world.ward({ households: 3 });
  const officer = await world.staff(ward, 'duty_officer');
  const chief = await world.staff(ward, 'ward_chief');
  const content = contentOf('drugs', ward, { texts: { vi: 'Kẹo lạ quanh cổng trường.', en: null } });
  const sent = await world.send(officer.actor, content);
  if (sent.kind !== 'pending_approval') throw new Error(sent.kind);
  return { ward, officer, chief, content, ...sent };
}

describe('an alert that needs a second person', () => {
  it('goes its whole way: draft, submitted, approved by another, sent, updated, reminded, closed', async () => {
    const ward = await world.ward({ households: 3 });
    const officer = await world.staff(ward, 'duty_officer');
    const chief = await world.staff(ward, 'ward_chief');
    const draft = contentOf('drugs', ward, { texts: { vi: 'Kẹo lạ [nơi].', en: null } });
    const saved = await world.save(officer.actor, draft);
    if (saved.kind !== 'draft_saved') throw new Error(saved.kind);
    const { draftId } = saved;

    // What is not filled in is not sent, and takes no number.
    expect(await world.send(officer.actor, draft, { draftId })).toMatchObject({
      kind: 'checks_open',
      findings: [{ code: 'placeholder_left', place: { language: 'vi', start: 7, end: 12 } }],
    });
    expect(await world.prisma().alert.count()).toBe(0);

    const content = { ...draft, texts: { vi: 'Kẹo lạ ở cổng trường.', en: 'Strange sweets at school.' } };
    const submitted = await world.send(officer.actor, content, { draftId });
    expect(submitted).toEqual({
      kind: 'pending_approval',
      alertId: draftId,
      number: 'BMT-2026-0001',
      approversTold: 1,
      reasons: ['category'],
    });
    // The approver reads what households will get, word by word.
    const asked = await world.noticesTo(chief.contactPointId);
    expect(asked[0]?.text).toContain('Kẹo lạ ở cổng trường.');
    expect(asked[1]?.text).toContain(`approve:${draftId}`);
    await world.fanOut();
    expect(await world.prisma().audienceHousehold.count()).toBe(0);
    expect(await world.prisma().delivery.count()).toBe(0);

    expect(await world.decide(officer.actor, draftId)).toEqual({ kind: 'forbidden' });
    expect(await world.decide(chief.actor, draftId)).toEqual({
      kind: 'approved',
      number: 'BMT-2026-0001',
      when: 'before',
      households: 3,
    });
    expect(await world.decide(chief.actor, draftId)).toMatchObject({ kind: 'already_decided' });
    await world.deliverAll();
    expect(await world.progress(draftId)).toMatchObject({ households: 3, sent: 3 });
    // Nothing of it is kept twice.
    expect(await world.prisma().alertDraft.findMany()).toMatchObject([{ state: 'closed', content: '' }]);
    const { texts } = await world.prisma().alertMessage.findFirstOrThrow();
    expect(texts).toMatchObject({ en: { text: expect.stringContaining('Strange sweets at school.') } });

    expect(await world.followUp(chief.actor, draftId, 'update')).toMatchObject({ kind: 'message_sent' });
    await world.deliverAll();

    const [first] = ward.households;
    if (!first) throw new Error('no household');
    await world.answer('BMT-2026-0001', first, 'ACK');
    const order = { alertId: draftId, rounds: 2, everyMs: 600_000 };
    expect(await world.setReminders(chief.actor, order)).toMatchObject({ kind: 'reminders_set', silent: 2 });
    await world.query(`UPDATE "ReminderPlan" SET "nextAt" = now()`);
    expect(await world.remind()).toBe(1);
    await world.deliverAll();
    expect(await world.recipientsOf(draftId, 3)).toEqual(
      ward.households
        .slice(1)
        .map(({ householdId }) => householdId)
        .toSorted(),
    );

    expect(await world.followUp(chief.actor, draftId, 'closure', 'Đã xong.')).toMatchObject({
      recipients: 3,
    });
    await world.deliverAll();
    expect(await world.prisma().alert.findFirstOrThrow()).toMatchObject({ state: 'resolved' });
    expect(await world.remind()).toBe(0);
    expect(await world.auditOf()).toEqual([
      'draft_saved',
      'alert_submitted',
      'alert_approved',
      'alert_update',
      'reminders_set',
      'alert_reminder',
      'alert_closure',
    ]);
  });

  it('is never approved by its author, neither by us nor by a statement of one’s own', async () => {
    const ward = await world.ward({ households: 3 });
    await world.query(`INSERT INTO "StaffRole" VALUES ($1, 'ward_chief', $2)`, [
      ward.staffId,
      ward.policeUnitId,
    ]);
    const author = actorOf(ward, 'ward_chief');
    const content = contentOf('wanted_person', ward, {
      severity: 'urgent',
      legalBasis: 'wanted_notice',
      documentNumber: '12/QĐ',
    });
    const sent = await world.act((deps) => {
      const categories = deps.categories.map((one) => ({ ...one, aloneHouseholds: 2 }));
      return createSendAlert({ ...deps, categories })(author, { ...REQUEST, content }, null);
    });
    if (sent.kind !== 'pending_approval') throw new Error(sent.kind);
    expect(sent.reasons).toEqual(['reach']);
    expect(await world.decide(author, sent.alertId)).toEqual({ kind: 'own_alert', number: sent.number });

    const decided = (deciderId: string) =>
      world.query(`UPDATE "AlertApproval" SET "deciderId" = $1, decision = 'approved', "decidedAt" = now()`, [
        deciderId,
      ]);
    await expect(decided(ward.staffId)).rejects.toThrow('two_persons');
    const other = await world.staff(ward, 'ward_chief');
    await expect(
      world.query(`UPDATE "AlertApproval" SET "authorId" = $1`, [other.actor.staffId]),
    ).rejects.toThrow('violates foreign key');
    await expect(world.query(`UPDATE "Alert" SET "authorId" = $1`, [other.actor.staffId])).rejects.toThrow(
      'violates',
    );
    await expect(world.query(`UPDATE "Alert" SET state = 'sending'`)).rejects.toThrow('nobody has approved');
    expect((await world.decide(other.actor, sent.alertId)).kind).toBe('approved');
    await expect(decided(other.actor.staffId)).rejects.toThrow('stays');
  });

  it('comes back with a comment, is changed by its author alone, and goes out under its number', async () => {
    const { officer, chief, alertId, number, content, ward } = await pendingAlert();
    const comment = 'Bỏ chữ “lạ”, nói rõ là kẹo gì.';
    const returned = await world.decide(chief.actor, alertId, { kind: 'return', comment });
    expect(returned).toEqual({ kind: 'returned', number, when: 'before' });
    expect((await world.noticesTo(officer.contactPointId)).at(-1)?.text).toContain('nói rõ là kẹo gì');
    // Sealed, like the words of the draft.
    const rows = JSON.stringify([
      await world.prisma().alertDraft.findMany(),
      await world.prisma().alertApproval.findMany(),
      await world
        .prisma()
        .auditEntry.findMany()
        .then((all) => all.map(({ detail }) => detail)),
    ]);
    expect(rows).not.toContain('kẹo');
    expect(rows).not.toContain('Kẹo');

    const better = { ...content, texts: { vi: 'Kẹo hình gấu quanh cổng trường.', en: null } };
    const other = await world.staff(ward, 'duty_officer');
    expect(await world.save(other.actor, better, alertId)).toEqual({ kind: 'forbidden' });
    expect((await world.save(officer.actor, better, alertId)).kind).toBe('draft_saved');
    const again = await world.send(officer.actor, better, { draftId: alertId });
    expect(again).toMatchObject({ kind: 'pending_approval', alertId, number });
    expect(await world.decide(chief.actor, alertId)).toMatchObject({ kind: 'approved', number });
    expect(await world.send(officer.actor, better, { draftId: alertId })).toEqual({ kind: 'not_a_draft' });
    const { texts } = await world.prisma().alertMessage.findFirstOrThrow();
    expect(JSON.stringify(texts)).toContain('Kẹo hình gấu');
  });

  it('expires when nobody decides, and cannot be approved then', async () => {
    const { chief, alertId } = await pendingAlert();
    await world.query(`UPDATE "Alert" SET "expiresAt" = now()`);
    expect(await world.decide(chief.actor, alertId)).toMatchObject({ kind: 'already_decided' });
    expect(await world.sweepStore().expireAlerts()).toBe(1);
    expect(await world.decide(chief.actor, alertId)).toMatchObject({ kind: 'already_decided' });
    expect(await world.prisma().alertMessage.count()).toBe(0);
  });

  it('is decided by the ward, or by the province that covers it, and by nobody else', async () => {
    const { ward, alertId } = await pendingAlert();
    const other = await world.otherUnit();
    const stranger = await world.staff(ward, 'ward_chief', other.policeUnitId);
    const auditor = await world.staff(ward, 'auditor');
    const province = await world.staff(ward, 'province_admin', other.policeUnitId);
    for (const { actor } of [stranger, auditor, province])
      expect(await world.decide(actor, alertId)).toEqual({ kind: 'forbidden' });
    await world.query(
      `INSERT INTO "AdminUnit" VALUES ('66', '2025-07-01', NULL, 'province', 'Đắk Lắk', NULL),
                                      ('24133', '2025-07-01', NULL, 'ward', 'Phường', '66')`,
    );
    await world.query(
      `INSERT INTO "PoliceUnitCover" VALUES ($1, '66', '2025-07-01'), ($2, '24133', '2025-07-01')`,
      [other.policeUnitId, ward.policeUnitId],
    );
    expect(await world.decide(stranger.actor, alertId)).toEqual({ kind: 'forbidden' });
    expect((await world.decide(province.actor, alertId)).kind).toBe('approved');
  });
});

describe('breaking the glass', () => {
  it('sends a critical alert at once with a reason, and asks for approval afterwards', async () => {
    const ward = await world.ward({ households: 2 });
    const officer = await world.staff(ward, 'duty_officer');
    const chief = await world.staff(ward, 'ward_chief');
    const content = contentOf('missing_person', ward, {
      severity: 'critical',
      legalBasis: 'family_consent',
      texts: { vi: 'Tìm cháu bé 4 tuổi, áo đỏ, gần hồ.', en: null },
    });
    const breakGlass = { reason: 'Cháu ở gần hồ nước sâu, trời sắp tối.' };
    const sent = await world.send(officer.actor, content, { breakGlass });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    expect(sent.approveBy).toBeInstanceOf(Date);
    await world.deliverAll();
    expect(await world.progress(sent.alertId)).toMatchObject({ sent: 2 });
    const [, asked] = await world.noticesTo(chief.contactPointId);
    expect(asked?.text).toContain('hồ nước sâu');
    const disapproved = { kind: 'return', comment: 'Phải gọi tôi trước.' } as const;
    expect(await world.decide(chief.actor, sent.alertId, disapproved)).toMatchObject({ when: 'after' });
    // On record; what was sent goes on until somebody stops it.
    expect(await world.prisma().alert.findFirstOrThrow()).toMatchObject({ state: 'sending', closedAt: null });
    expect(await world.auditOf()).toEqual(['alert_raised', 'alert_returned']);
  });

  it('is for what is critical only', async () => {
    const ward = await world.ward({ households: 1 });
    const sent = await world.send(actorOf(ward, 'duty_officer'), contentOf('drugs', ward), {
      breakGlass: { reason: 'Tôi không muốn chờ.' },
    });
    expect(sent).toEqual({ kind: 'break_glass_not_allowed' });
    const severe = contentOf('online_scam', ward, { severity: 'critical' });
    expect(await world.send(actorOf(ward, 'duty_officer'), severe)).toEqual({ kind: 'severity_not_allowed' });
    expect(await world.prisma().alert.count()).toBe(0);
  });
});
