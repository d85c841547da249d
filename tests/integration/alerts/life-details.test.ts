import { describe, expect, it } from 'vitest';
import { createListApprovals } from '../../../src/alerts/list-approvals.ts';
import { quietUntil } from '../../../src/alerts/quiet-hours.ts';
import { createKeepDrillScores, createScoreDrill } from '../../../src/alerts/score-drill.ts';
import { createSetQuietHours } from '../../../src/alerts/set-quiet-hours.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { TestWard } from '../../support/ward.ts';
import { contentOf, lifeWorld } from './life-world.ts';
import { actorOf } from './world.ts';

const world = lifeWorld();

const officerOf = (ward: TestWard) => actorOf(ward, 'duty_officer');
async function raised(ward: TestWard, change: Parameters<typeof contentOf>[2] = {}) {
  const content = contentOf('theft', ward, change);
  const sent = await world.send(officerOf(ward), content, { drillConfirmed: content.drill });
  if (sent.kind !== 'raised') throw new Error(sent.kind);
  return sent;
}
/** Hours that reign now, and end in two. */
function hoursAround(now: Date) {
  const minute = (Math.floor(now.getTime() / 60_000) + 420) % 1_440;
  return { fromMinute: (minute + 1_430) % 1_440, toMinute: (minute + 120) % 1_440 };
}

describe('quiet hours of a group', () => {
  const set = (ward: TestWard, groupId: string, quietHours: ReturnType<typeof hoursAround> | null) =>
    world.act((deps) => createSetQuietHours(deps)(actorOf(ward, 'ward_chief'), { groupId, quietHours }));
  const pending = () =>
    world.prisma().delivery.findMany({ where: { state: 'pending' }, orderBy: { householdId: 'asc' } });

  it('hold what is not critical until they end, drop nothing, and are told of before', async () => {
    const ward = await world.ward({ households: 3 });
    const now = new Date();
    world.setNow(now);
    const hours = hoursAround(now);
    const market = await world.group(ward, 'Chợ');
    const [sleeper, both] = ward.households.map(({ householdId }) => householdId);
    await world.query(`DELETE FROM "Membership" WHERE "householdId" = $1`, [ward.households[2]?.householdId]);
    await world.joinGroup(market, both ?? '');
    await world.joinGroup(market, ward.households[2]?.householdId ?? '');
    expect(await set(ward, ward.groupId, hours)).toMatchObject({ kind: 'quiet_hours' });

    const sent = await raised(ward, { groupIds: [ward.groupId, market] });
    await world.fanOut();
    const until = quietUntil(hours, now)?.getTime() ?? 0;
    const held = (await pending()).filter(({ notBefore }) => notBefore !== null);
    // Who also hears it through the market is let sleep all the same.
    expect(held.map(({ householdId }) => householdId)).toEqual([sleeper, both].toSorted());
    for (const { notBefore, reason } of held) {
      expect(Math.abs((notBefore?.getTime() ?? 0) - until)).toBeLessThanOrEqual(60_000);
      expect(reason).toBe('quiet_hours');
    }
    expect(await world.progress(sent.alertId)).toMatchObject({ households: 3, pending: 3, cancelled: 0 });
    await world.query(`UPDATE "Delivery" SET "notBefore" = now() WHERE "notBefore" IS NOT NULL`);
    await world.deliverAll();
    expect(await world.progress(sent.alertId)).toMatchObject({ sent: 3 });
  });

  it('are looked at for the appointed time, also by the second person', async () => {
    const ward = await world.ward({ households: 2 });
    const chief = await world.staff(ward, 'ward_chief');
    const now = new Date();
    world.setNow(now);
    await set(ward, ward.groupId, hoursAround(now));
    const asked = async (sendFrom: Date | null) => {
      const content = contentOf('rumour_correction', ward, { severity: 'urgent', sendFrom });
      const sent = await world.send(officerOf(ward), content, { checksConfirmed: 'all' });
      expect(sent.kind).toBe('pending_approval');
    };
    const later = new Date(now.getTime() + 5 * 3_600_000);
    await asked(null);
    await asked(later);
    const listed = await world.act((deps) => createListApprovals(deps)(chief.actor));
    const forecasts = listed.kind === 'approvals' ? listed.approvals.map(({ forecast }) => forecast) : [];
    expect(forecasts).toHaveLength(2);
    expect(forecasts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sendFrom: null, ways: expect.objectContaining({ free: 0, deferred: 2 }) }),
        expect.objectContaining({ sendFrom: later, ways: expect.objectContaining({ free: 2, deferred: 0 }) }),
      ]),
    );
  });

  it('do not hold what is critical, and end when they are taken away', async () => {
    const ward = await world.ward({ households: 1 });
    world.setNow(new Date());
    await set(ward, ward.groupId, hoursAround(new Date()));
    const texts = { vi: 'RA NGOÀI NGAY.', en: null };
    const fire = contentOf('fire_explosion', ward, { severity: 'critical', texts });
    expect((await world.send(officerOf(ward), fire)).kind).toBe('raised');
    await world.fanOut();
    expect(await pending()).toMatchObject([{ notBefore: null }]);
    await set(ward, ward.groupId, null);
    await raised(ward);
    await world.fanOut();
    expect((await pending()).filter(({ notBefore }) => notBefore !== null)).toEqual([]);
    const other = await world.otherUnit();
    expect(await set(ward, other.groupId, hoursAround(new Date()))).toEqual({ kind: 'forbidden' });
  });

  it('that outlast the alert are asked about', async () => {
    const ward = await world.ward({ households: 1 });
    const now = new Date();
    world.setNow(now);
    const minute = (Math.floor(now.getTime() / 60_000) + 420) % 1_440;
    await set(ward, ward.groupId, { fromMinute: minute, toMinute: (minute + 1_000) % 1_440 });
    const content = contentOf('traffic', ward);
    const sent = await world.send(officerOf(ward), content);
    expect(sent).toMatchObject({ kind: 'checks_open', findings: [{ code: 'ends_in_quiet_hours' }] });
    const confirmed = { checksConfirmed: ['ends_in_quiet_hours'] } as const;
    expect((await world.send(officerOf(ward), content, confirmed)).kind).toBe('raised');
  });
});

describe('the same text again', () => {
  it('is asked about where it reaches somebody who has it, for half an hour', async () => {
    const ward = await world.ward({ households: 2 });
    const far = await world.group(ward, 'Xa');
    await world.household(ward, far);
    const { number } = await raised(ward);
    const shouted = { texts: { vi: 'BÀ CON khoa co xe; dua xe vao nha', en: null } };
    const again = await world.send(officerOf(ward), contentOf('theft', ward, shouted));
    expect(again).toMatchObject({
      kind: 'checks_open',
      findings: [{ code: 'sent_recently', severity: 'confirm', found: number }],
    });
    expect((await raised(ward, { groupIds: [far] })).kind).toBe('raised');
    await world.query(`UPDATE "AlertMessage" SET "createdAt" = now() - interval '31 minutes'`);
    expect((await raised(ward)).kind).toBe('raised');
  });
});

describe('reminders', () => {
  it('are three at most in all, and stop for whoever answers on the way', async () => {
    const ward = await world.ward({ households: 2 });
    const { alertId, number } = await raised(ward);
    await world.deliverAll();
    const actor = officerOf(ward);
    const order = (rounds: number) => world.setReminders(actor, { alertId, rounds, everyMs: 600_000 });
    expect(await order(4)).toEqual({ kind: 'too_many_rounds', left: 3 });
    expect(await order(3)).toMatchObject({ kind: 'reminders_set', silent: 2 });
    expect(await world.remind()).toBe(0);
    await world.query(`UPDATE "ReminderPlan" SET "nextAt" = now()`);
    expect([await world.remind(), await world.remind()]).toEqual([1, 0]);
    expect(await order(3)).toEqual({ kind: 'too_many_rounds', left: 2 });

    await world.fanOut();
    const [first, second] = ward.households;
    if (!first || !second) throw new Error('no households');
    expect(await world.recipientsOf(alertId, 2)).toHaveLength(2);
    await world.answer(number, first, 'ACK');
    const reminded = await world.prisma().delivery.findMany({
      where: { message: { seq: 2 } },
      orderBy: { householdId: 'asc' },
    });
    expect(reminded.map(({ householdId, state, reason }) => [householdId, state, reason])).toEqual([
      [first.householdId, 'cancelled', 'answered'],
      [second.householdId, 'pending', null],
    ]);
    // Nothing of it shows in the figures: they have the alert.
    expect(await world.progress(alertId)).toMatchObject({ households: 2, sent: 2, cancelled: 0, read: 1 });
    const { texts } = await world.prisma().alertMessage.findFirstOrThrow({ where: { seq: 2 } });
    expect(JSON.stringify(texts)).toContain('NHẮC LẠI');

    await world.stop(actor, alertId);
    await world.query(`UPDATE "ReminderPlan" SET "nextAt" = now()`);
    expect(await world.remind()).toBe(0);
  });

  it('cost nothing on Zalo: only who wrote within two days is asked there', async () => {
    const ward = await world.ward({ households: 2 });
    await world.query(`UPDATE "ChannelAccount" SET channel = 'zalo'`);
    const { alertId } = await raised(ward);
    await world.deliverAll();
    const [wrote] = ward.households;
    await world.query(`UPDATE "ContactPoint" SET "lastInboundAt" = now() - interval '49 hours'`);
    await world.query(
      `UPDATE "ContactPoint" SET "lastInboundAt" = now() - interval '47 hours' WHERE id = $1`,
      [wrote?.contactPointIds[0]],
    );
    await world.setReminders(officerOf(ward), { alertId, rounds: 1, everyMs: 600_000 });
    await world.query(`UPDATE "ReminderPlan" SET "nextAt" = now()`);
    await world.remind();
    await world.fanOut();
    expect(await world.recipientsOf(alertId, 2)).toEqual([wrote?.householdId]);
  });
});

describe('a drill', () => {
  it('is marked in every text, confirmed by itself, scored, and compared with the last one', async () => {
    const ward = await world.ward({ households: 3, membersEach: 1 });
    const actor = officerOf(ward);
    const content = contentOf('theft', ward, { drill: true });
    expect(await world.send(actor, content)).toEqual({ kind: 'drill_not_confirmed' });
    const score = (alertId: string) => world.act((deps) => createScoreDrill(deps)(actor, { alertId }));
    const keep = () => world.act((_, stores) => createKeepDrillScores(stores)());

    const first = await raised(ward, { drill: true });
    await world.deliverAll();
    await world.query(
      `UPDATE "Delivery" SET state = 'unreachable' WHERE id = (SELECT id FROM "Delivery" ORDER BY id LIMIT 1)`,
    );
    await world.query(`UPDATE "Delivery" SET "sentAt" = now() - interval '90 seconds' WHERE state = 'sent'`);
    const reached = await world.prisma().delivery.findFirstOrThrow({ where: { state: 'sent' } });
    const household = ward.households.find(({ householdId }) => householdId === reached.householdId);
    if (!household) throw new Error('no household');
    await world.answer(first.number, household, 'ACK');
    expect(await score(first.alertId)).toMatchObject({ provisional: true, previous: null });
    expect(await keep()).toBe(0);
    await world.followUp(actor, first.alertId, 'closure', 'Hết diễn tập.');
    await world.deliverAll();
    for (const { texts } of await world.prisma().alertMessage.findMany()) {
      const { vi, en } = texts as { vi: { text: string }; en: { text: string } };
      expect(vi.text.split('\n')[0]).toContain('DIỄN TẬP');
      expect(vi.text.split('\n').at(-1)).toContain('DIỄN TẬP');
      expect(en.text).toMatch(/DRILL[\s\S]*DRILL/);
    }
    expect([await keep(), await keep()]).toEqual([1, 0]);
    const scored = await score(first.alertId);
    expect(scored).toMatchObject({
      kind: 'scored',
      provisional: false,
      score: { number: first.number, households: 3, reached: 2, answered: 1, deadContacts: 1 },
    });
    const median = scored.kind === 'scored' ? (scored.score.medianAnswerMs ?? 0) : 0;
    expect(median).toBeGreaterThanOrEqual(90_000);
    expect(median).toBeLessThan(120_000);

    const second = await raised(ward, { drill: true, texts: { vi: 'Diễn tập lần hai.', en: null } });
    expect(await score(second.alertId)).toMatchObject({
      score: { number: second.number },
      previous: { number: first.number, reached: 2 },
    });
    expect(await world.verify({ number: second.number, code: await codeOf(second.alertId) })).toMatchObject({
      kind: 'genuine',
      drill: true,
    });
  });

  it('never becomes an alert, nor an alert a drill', async () => {
    const ward = await world.ward({ households: 1 });
    const actor = officerOf(ward);
    const drill = contentOf('theft', ward, { drill: true });
    const saved = await world.save(actor, drill);
    if (saved.kind !== 'draft_saved') throw new Error(saved.kind);
    const { draftId } = saved;
    const real = { ...drill, drill: false };
    expect(await world.save(actor, real, draftId)).toEqual({ kind: 'drill_never_changes' });
    expect(await world.send(actor, real, { draftId })).toEqual({ kind: 'drill_never_changes' });
    await world.send(actor, drill, { draftId, drillConfirmed: true });
    await expect(world.query(`UPDATE "Alert" SET drill = false`)).rejects.toThrow('a drill stays a drill');
    const alert = await raised(ward, { texts: { vi: 'Tin thật.', en: null } });
    expect(await world.act((deps) => createScoreDrill(deps)(actor, alert))).toEqual({ kind: 'not_a_drill' });
  });
});

const codeOf = async (alertId: string) =>
  (await world.prisma().alert.findUniqueOrThrow({ where: { id: alertId } })).verificationCode;

describe('whether an alert is real', () => {
  it('is told by number and code, of nothing that was not sent', async () => {
    const ward = await world.ward({ households: 1 });
    const { alertId, number } = await raised(ward);
    const code = await codeOf(alertId);
    expect(
      await world.verify({ number: number.toLowerCase(), code: ` ${code.toLowerCase()} ` }),
    ).toMatchObject({
      kind: 'genuine',
      number,
      unitName: 'Công an phường',
      state: 'sending',
    });
    expect(await world.verify({ number, code: null })).toEqual({ kind: 'code_needed', number });
    const wrong = code === 'AAAA' ? 'BBBB' : 'AAAA';
    expect(await world.verify({ number, code: wrong })).toEqual({ kind: 'wrong_code', number });
    const unknown = { kind: 'unknown_number', number: 'BMT-2026-9999' };
    expect(await world.verify({ number: 'BMT-2026-9999', code })).toEqual(unknown);

    const [household] = ward.households;
    expect(await world.verify({ number: null, code }, household?.householdId)).toMatchObject({ number });
    expect(await world.verify({ number: null, code }, newId())).toEqual({ kind: 'unknown_code' });

    const pending = await world.send(
      officerOf(ward),
      contentOf('drugs', ward, { texts: { vi: 'Kẹo lạ.', en: null } }),
    );
    if (pending.kind !== 'pending_approval') throw new Error(pending.kind);
    const asked = { number: pending.number, code: await codeOf(pending.alertId) };
    expect(await world.verify(asked)).toEqual({ kind: 'unknown_number', number: pending.number });
    const later = new Date(Date.now() + 3_600_000);
    const scheduled = await raised(ward, { sendFrom: later, texts: { vi: 'Ngày mai.', en: null } });
    const ahead = { number: scheduled.number, code: await codeOf(scheduled.alertId) };
    expect((await world.verify(ahead)).kind).toBe('unknown_number');
  });
});

describe('when an alert is over', () => {
  it('its earlier messages are edited to say so, where the platform can, each once', async () => {
    const ward = await world.ward({ households: 3 });
    const actor = officerOf(ward);
    const { alertId } = await raised(ward);
    await world.deliverAll();
    await world.query(
      `UPDATE "Delivery" SET state = 'unknown_final' WHERE id = (SELECT id FROM "Delivery" ORDER BY id LIMIT 1)`,
    );
    expect(await world.editOver()).toBe(0);
    await world.followUp(actor, alertId, 'closure', 'Đã bắt được kẻ trộm.');
    // The last word goes first.
    expect(await world.editOver()).toBe(0);
    await world.deliverAll();
    expect([await world.editOver(), await world.editOver()]).toEqual([2, 0]);
    const edits = await world.prisma().answer.findMany({ where: { class: 'edit' } });
    const sent = await world.prisma().delivery.findMany({ where: { message: { seq: 1 }, state: 'sent' } });
    expect(edits.map(({ editsMessageId }) => editsMessageId).toSorted()).toEqual(
      sent.map(({ externalMessageId }) => externalMessageId).toSorted(),
    );
    expect(new Set(edits.map(({ priority }) => priority))).toEqual(new Set([4]));
    const [first] = await world.noticesTo(edits[0]?.contactPointId ?? '');
    expect(first?.text).toMatch(/TIN NÀY ĐÃ KẾT THÚC[\s\S]*Bà con khóa cổ xe/);
  });
});
