import { describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import { actorOf, alertWorld, composer, fire } from './world.ts';

const world = alertWorld();

const rows = async () => ({
  alerts: await world.prisma().alert.count(),
  messages: await world.prisma().alertMessage.count(),
  audience: await world.prisma().audienceHousehold.count(),
  audit: await world.prisma().auditEntry.count(),
  boards: await world.prisma().progressBoard.count(),
  counters: await world.prisma().alertCounter.count(),
});
const NOTHING = { alerts: 0, messages: 0, audience: 0, audit: 0, boards: 0, counters: 0 };

describe('who may raise what', () => {
  it('preview and raise agree on every role and category, and refusals write nothing', async () => {
    const ward = await world.ward({ households: 1 });
    const one = (approval: string) => ALERT_CATEGORIES.find((category) => category.approval === approval);
    const table: [StaffRoleName[], string[]][] = [
      [[], []],
      [['area_officer'], ['area_officer']],
      [['duty_officer'], ['area_officer', 'duty_officer']],
      [['ward_chief'], ['area_officer', 'duty_officer', 'ward_chief']],
      [['auditor', 'province_admin', 'group_admin'], []],
    ];
    let allowed = 0;
    for (const [roles, approvals] of table) {
      for (const approval of ['area_officer', 'duty_officer', 'ward_chief']) {
        const code = one(approval)?.code ?? fail();
        const draft = { category: code, groupIds: [ward.groupId], text: 'Tin.' };
        const actor = actorOf(ward, ...roles);
        const kinds = [(await world.preview(actor, draft)).kind, (await world.raise(actor, draft)).kind];
        const may = approvals.includes(approval);
        expect({ roles, approval, kinds }).toEqual({
          roles,
          approval,
          kinds: may ? ['previewed', 'raised'] : ['forbidden', 'forbidden'],
        });
        if (may) allowed += 1;
      }
    }
    expect(await rows()).toMatchObject({ alerts: allowed, audit: allowed });
  });

  it('keeps to groups of the own unit that exist now', async () => {
    const ward = await world.ward({ households: 2 });
    const actor = actorOf(ward, 'ward_chief');
    const other = await world.otherUnit();
    const ended = await world.group(ward, 'Nhóm cũ', { validTo: new Date(Date.now() - 1_000) });
    for (const draft of [
      fire(other.groupId),
      fire(ward.groupId, other.groupId),
      fire(ended),
      fire(ward.groupId, ended),
      fire('01890000-0000-7000-8000-000000000000'),
      fire(),
    ]) {
      expect(await world.preview(actor, draft)).toEqual({ kind: 'forbidden' });
      expect(await world.raise(actor, draft)).toEqual({ kind: 'forbidden' });
    }
    const stranger = actorOf({ ...ward, policeUnitId: other.policeUnitId }, 'ward_chief');
    expect(await world.raise(stranger, fire(ward.groupId))).toEqual({ kind: 'forbidden' });
    expect(await rows()).toEqual(NOTHING);
  });

  it('says that nobody would hear it', async () => {
    const ward = await world.ward({ households: 0 });
    const actor = actorOf(ward, 'duty_officer');
    expect(await world.preview(actor, fire(ward.groupId))).toEqual({ kind: 'empty_audience' });
    expect(await world.raise(actor, fire(ward.groupId))).toEqual({ kind: 'empty_audience' });
    expect(await rows()).toEqual(NOTHING);
  });

  it('refuses a text that is too long, and what fits in the preview fits when it is sent', async () => {
    const ward = await world.ward({ households: 1 });
    const actor = actorOf(ward, 'duty_officer');
    const draftOf = (length: number) => ({ ...fire(ward.groupId), text: 'á'.repeat(length) });
    const short = await world.preview(actor, draftOf(1));
    if (short.kind !== 'previewed') throw new Error(short.kind);
    // English is the longer one: it says that the text is in Vietnamese.
    const { vi, en } = composer.compose({
      kind: 'initial',
      category: ALERT_CATEGORIES.find(({ code }) => code === 'fire_explosion') ?? fail(),
      text: 'á',
      number: 'BMT-2026-0001',
      verificationCode: 'ABCD',
      unitName: 'Công an phường',
      dutyPhone: '0262',
      at: new Date(),
      replyCodes: [],
    });
    const room = world.textLimit - Math.max(vi.text.length, en.text.length) + 1;
    expect((await world.preview(actor, draftOf(room))).kind).toBe('previewed');
    expect(await world.preview(actor, draftOf(room + 1))).toEqual({
      kind: 'text_too_long',
      length: world.textLimit + 1,
      limit: world.textLimit,
    });
    expect((await world.raise(actor, draftOf(room + 1))).kind).toBe('text_too_long');
    expect(await rows()).toMatchObject({ alerts: 0, messages: 0, audience: 0, audit: 0 });
    expect((await world.raise(actor, draftOf(room))).kind).toBe('raised');
  });
});

describe('a preview', () => {
  it('shows what households will see, in the languages they read, and counts each once', async () => {
    const ward = await world.ward({ households: 3, membersEach: 2, ratePerSecond: 2 });
    const market = await world.group(ward, 'Chợ');
    for (const { householdId } of ward.households) await world.joinGroup(market, householdId);
    const actor = actorOf(ward, 'duty_officer');
    const vietnamese = await world.preview(actor, fire(ward.groupId, market));
    if (vietnamese.kind !== 'previewed') throw new Error(vietnamese.kind);
    expect(vietnamese.preview).toMatchObject({ households: 3, reachable: 3, secondsToLast: 2 });
    expect(vietnamese.preview.messages.map(({ language }) => language)).toEqual(['vi']);

    await world.household(ward, market, 'en');
    const both = await world.preview(actor, fire(ward.groupId, market));
    if (both.kind !== 'previewed') throw new Error(both.kind);
    expect(both.preview.messages.map(({ language }) => language)).toEqual(['vi', 'en']);

    const raised = await world.raise(actor, fire(ward.groupId, market));
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    const message = await world.prisma().alertMessage.findFirstOrThrow();
    // But for the number and the code, which are given at the sending, and are as long.
    const sent = JSON.stringify(message.texts);
    for (const { message: shown } of both.preview.messages) {
      const [first] = shown.text.split('\n');
      expect(sent).toContain(first);
    }
  });

  it('counts who cannot be reached as a household, not as reachable', async () => {
    const ward = await world.ward({ households: 3 });
    const [gone, stopped] = ward.households.map(({ contactPointIds }) => contactPointIds[0] ?? '');
    await world.prisma().contactPoint.update({ where: { id: gone ?? '' }, data: { state: 'unreachable' } });
    await world.prisma().contactPoint.update({ where: { id: stopped ?? '' }, data: { state: 'stopped' } });
    const previewed = await world.preview(actorOf(ward, 'duty_officer'), fire(ward.groupId));
    expect(previewed).toMatchObject({ preview: { households: 3, reachable: 1 } });
    expect(await rows()).toEqual(NOTHING);
  });
});

describe('the number of an alert', () => {
  it('is never given twice, however many officers raise at once', async () => {
    const ward = await world.ward({ households: 1 });
    const actor = actorOf(ward, 'duty_officer');
    const raised = await Promise.all(
      Array.from({ length: 10 }, () => world.raise(actor, fire(ward.groupId))),
    );
    const numbers = raised.map((result) => (result.kind === 'raised' ? result.number : result.kind));
    expect(numbers.toSorted()).toEqual(
      Array.from({ length: 10 }, (_, index) => `BMT-2026-${String(index + 1).padStart(4, '0')}`),
    );
  });

  it('counts each unit and each year of Vietnam’s calendar by itself', async () => {
    const ward = await world.ward({ households: 1 });
    const other = await world.otherUnit();
    await world.household({ ...ward, policeUnitId: other.policeUnitId }, other.groupId);
    const numberOf = async (actor: ReturnType<typeof actorOf>, groupId: string) => {
      const raised = await world.raise(actor, fire(groupId));
      return raised.kind === 'raised' ? raised.number : raised.kind;
    };
    const [mine, theirs] = [actorOf(ward, 'duty_officer'), actorOf(other, 'duty_officer')];
    expect(await numberOf(mine, ward.groupId)).toBe('BMT-2026-0001');
    expect(await numberOf(theirs, other.groupId)).toBe('TLP-2026-0001');
    world.setNow(new Date('2026-12-31T16:59:59.999Z'));
    expect(await numberOf(mine, ward.groupId)).toBe('BMT-2026-0002');
    world.setNow(new Date('2026-12-31T17:00:00Z'));
    expect(await numberOf(mine, ward.groupId)).toBe('BMT-2027-0001');
    expect(await numberOf(theirs, other.groupId)).toBe('TLP-2027-0001');
  });

  it('comes with a check code of its own', async () => {
    const ward = await world.ward({ households: 1 });
    for (let count = 0; count < 5; count++) {
      await world.raise(actorOf(ward, 'duty_officer'), fire(ward.groupId));
    }
    const codes = (await world.prisma().alert.findMany()).map(({ verificationCode }) => verificationCode);
    expect(new Set(codes).size).toBe(5);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}$/);
  });
});

describe('the audience', () => {
  it('is frozen once for each household, over groups that overlap and over its members', async () => {
    const ward = await world.ward({ households: 3, membersEach: 2 });
    const market = await world.group(ward, 'Chợ');
    for (const { householdId } of ward.households.slice(0, 2)) await world.joinGroup(market, householdId);
    const guest = await world.household(ward, market);
    const draft = fire(ward.groupId, market, ward.groupId);
    const raised = await world.raise(actorOf(ward, 'duty_officer'), draft);
    expect(raised).toMatchObject({ kind: 'raised', households: 4 });
    const audience = await world.prisma().audienceHousehold.findMany();
    expect(audience.map(({ householdId }) => householdId).toSorted()).toEqual(
      [...ward.households, guest].map(({ householdId }) => householdId).toSorted(),
    );
    const contacts = await world.prisma().audienceContact.findMany({ orderBy: { rank: 'asc' } });
    for (const { householdId, contactPointIds } of ward.households) {
      const ranked = contacts.filter((contact) => contact.householdId === householdId);
      // Who joined first is asked first.
      expect(ranked.map(({ contactPointId, rank }) => [contactPointId, rank])).toEqual(
        contactPointIds.map((id, index) => [id, index + 1]),
      );
    }
    expect(contacts).toHaveLength(7);
    await world.fanOut();
    expect(await world.prisma().delivery.count()).toBe(4);
  });

  it('leaves out who said stop or cannot be reached, last and with the reason, and asks neither', async () => {
    const ward = await world.ward({ households: 3, membersEach: 2 });
    const chats = ward.households.map(({ contactPointIds }) => contactPointIds);
    const set = (id: string | undefined, state: 'stopped' | 'unreachable') =>
      world.prisma().contactPoint.update({ where: { id: id ?? '' }, data: { state } });
    await set(chats[0]?.[0], 'stopped');
    await set(chats[1]?.[0], 'unreachable');
    await set(chats[2]?.[0], 'stopped');
    await set(chats[2]?.[1], 'unreachable');
    const raised = await world.raise(actorOf(ward, 'duty_officer'), fire(ward.groupId));
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    const contacts = await world.prisma().audienceContact.findMany({ orderBy: { rank: 'asc' } });
    const rankedOf = (index: number) =>
      contacts
        .filter(({ householdId }) => householdId === ward.households[index]?.householdId)
        .map(({ contactPointId, leftOut }) => [contactPointId, leftOut]);
    expect(rankedOf(0)).toEqual([
      [chats[0]?.[1], null],
      [chats[0]?.[0], 'stopped'],
    ]);
    expect(rankedOf(1)).toEqual([
      [chats[1]?.[1], null],
      [chats[1]?.[0], 'unreachable'],
    ]);
    expect(rankedOf(2)).toEqual([
      [chats[2]?.[0], 'stopped'],
      [chats[2]?.[1], 'unreachable'],
    ]);
    await world.fanOut();
    const deliveries = await world.prisma().delivery.findMany();
    expect(deliveries.map(({ contactPointId }) => contactPointId).toSorted()).toEqual(
      [chats[0]?.[1], chats[1]?.[1]].toSorted(),
    );
    expect(await world.progress(raised.alertId)).toMatchObject({ households: 3, pending: 2, unreachable: 1 });
  });

  it('does not change when people join, move or leave afterwards', async () => {
    const ward = await world.ward({ households: 2 });
    const raised = await world.raise(actorOf(ward, 'duty_officer'), fire(ward.groupId));
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    const before = await world.prisma().audienceContact.findMany({ orderBy: { contactPointId: 'asc' } });
    await world.household(ward, ward.groupId);
    await world.member(ward, ward.households[0]?.householdId ?? '');
    await world
      .prisma()
      .membership.deleteMany({ where: { householdId: ward.households[1]?.householdId ?? '' } });
    await world.fanOut();
    expect(await world.prisma().audienceContact.findMany({ orderBy: { contactPointId: 'asc' } })).toEqual(
      before,
    );
    expect(await world.recipientsOf(raised.alertId, 1)).toEqual(
      ward.households.map(({ householdId }) => householdId).toSorted(),
    );
    expect(await world.progress(raised.alertId)).toMatchObject({ households: 2, pending: 2 });
  });
});

function fail(): never {
  throw new Error('no such category');
}
