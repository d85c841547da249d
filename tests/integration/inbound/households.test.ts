import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, typed, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString);
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

const prisma = () => world.database.prisma;
const find = (code: string) => world.say('finder', { kind: 'find_code', code });

describe('codes', () => {
  it('finds a group however its code is typed', async () => {
    const [group] = world.groups;
    const code = group?.joinCode ?? '';
    const found = {
      kind: 'code_group',
      groupId: group?.id,
      groupName: 'Buôn Alê A',
      policeUnitName: 'Công an phường Buôn Ma Thuột',
    };
    for (const form of [code, code.toLowerCase(), ` ${code.slice(0, 3)}-${code.slice(3)} `]) {
      expect(await find(form)).toEqual(found);
    }
  });

  it('finds a household, an open staff code, and nothing else', async () => {
    const invite = await world.join('code-owner', 'Y Wăn', 'Nhà 1');
    expect(await find(invite)).toMatchObject({ kind: 'code_household', groupName: 'Buôn Alê A' });
    const code = 'ABCDEFGHJK';
    const newcomer = {
      id: world.unitId,
      policeUnitId: world.unitId,
      name: 'Mới',
      office: 'Trực ban',
      role: 'auditor',
    } as const;
    await world.inTransaction(async ({ staff }) => {
      await staff.insertStaff(newcomer);
      await staff.insertLinkCode({ staffId: newcomer.id, code, validForMs: 60_000 });
    });
    expect(await find('abcde fghjk')).toEqual({ kind: 'code_staff', code });
    for (const none of ['ZZZZZZ', 'ABCDEFGHJM', '', 'x'.repeat(500)])
      expect(await find(none)).toEqual({ kind: 'code_unknown' });
  });

  it('names the successor of a group that has ended', async () => {
    const [current, ended] = world.groups;
    await prisma().neighbourhoodGroup.update({
      where: { id: ended?.id ?? '' },
      data: { validTo: new Date(Date.now() - 1_000), successorIds: [current?.id ?? ''] },
    });
    const successor = { groupName: current?.name, joinCode: current?.joinCode };
    expect(await find(ended?.joinCode ?? '')).toEqual({
      kind: 'code_ended',
      groupName: 'Tổ dân phố 3',
      successor,
    });
    const join = {
      kind: 'join_household',
      target: { kind: 'group', groupId: ended?.id ?? '', houseLabel: 'x' },
      name: 'x',
      language: 'vi',
      consentVersion: 'v1',
    } as const;
    expect(await world.say('too-late', join)).toEqual({ kind: 'join_gone' });
    expect(
      (await prisma().contactPoint.findFirstOrThrow({ where: { externalId: 'too-late' } })).memberId,
    ).toBeNull();
  });
});

describe('joining', () => {
  it('makes a household with member, consent and membership, and a second member by invitation', async () => {
    const invite = await world.join('first', "H'Lan Êban", 'Nhà 12');
    await world.joinInvited('second', 'Y Bhăng Mlô', invite.toLowerCase());
    const household = await prisma().household.findUniqueOrThrow({
      where: { inviteCode: invite },
      include: { members: { include: { contacts: true, consents: true } }, memberships: true },
    });
    expect(household.members).toHaveLength(2);
    expect(household.memberships.map(({ groupId }) => groupId)).toEqual([world.groups[0]?.id]);
    expect(household.members.map((member) => member.contacts.length)).toEqual([1, 1]);
    expect(household.members.flatMap((member) => member.consents)).toMatchObject([
      { purpose: 'alerts', textVersion: 'v1', language: 'vi', withdrawnAt: null },
      { purpose: 'alerts', textVersion: 'v1', language: 'vi', withdrawnAt: null },
    ]);
    const again = await world.say('first', {
      kind: 'join_household',
      target: { kind: 'household', householdId: household.id },
      name: 'x',
      language: 'vi',
      consentVersion: 'v1',
    });
    expect(again).toEqual({ kind: 'already_member' });
    expect(household.reachedAt).toBeNull();
    expect(await world.say('second', { kind: 'confirm_test' })).toEqual({ kind: 'test_confirmed' });
    expect(
      (await prisma().household.findUniqueOrThrow({ where: { id: household.id } })).reachedAt,
    ).not.toBeNull();
  });

  it('keeps the language, a stop and its undo', async () => {
    await world.join('settings', 'A', 'B');
    expect(await world.say('settings', { kind: 'set_language', language: 'en' })).toEqual({
      kind: 'language_set',
      language: 'en',
    });
    const contact = () =>
      prisma().contactPoint.findFirstOrThrow({
        where: { externalId: 'settings' },
        include: { member: true },
      });
    expect((await contact()).member?.language).toBe('en');
    expect(await world.say('settings', { kind: 'stop' })).toEqual({ kind: 'stopped' });
    expect((await contact()).state).toBe('stopped');
    expect(await world.say('settings', { kind: 'resume' })).toEqual({ kind: 'resumed' });
    expect((await contact()).state).toBe('active');
  });
});

describe('erasing', () => {
  it('forgets the person and keeps only that consent was withdrawn', async () => {
    const invite = await world.join('leaver', 'Lê Thị Rời', 'Nhà 77');
    const { id, memberId } = await prisma().contactPoint.findFirstOrThrow({
      where: { externalId: 'leaver' },
    });
    await world.say('leaver', typed('my words'));
    const consentIds = (await prisma().consentRecord.findMany({ where: { memberId } })).map(
      (consent) => consent.id,
    );

    expect(await world.say('leaver', { kind: 'erase_me' })).toEqual({ kind: 'erased' });

    expect(await prisma().member.count({ where: { id: memberId ?? '' } })).toBe(0);
    expect((await prisma().dialogState.findUniqueOrThrow({ where: { contactPointId: id } })).state).toBe('');
    expect(await prisma().contactPoint.findUniqueOrThrow({ where: { id } })).toMatchObject({
      memberId: null,
      state: 'stopped',
    });
    const consents = await prisma().consentRecord.findMany({ where: { id: { in: consentIds } } });
    expect(consents.map((consent) => [consent.memberId, consent.withdrawnAt !== null])).toEqual([
      [null, true],
    ]);
    const household = await prisma().household.findUniqueOrThrow({
      where: { inviteCode: invite },
      include: { memberships: true },
    });
    expect(household.memberships).toEqual([]);
    expect(world.sealer.open(household.id, household.label)).toBe('');
    expect(await find(invite)).toEqual({ kind: 'code_unknown' });
  });

  it('leaves the household to those who stay, and lets the person come back', async () => {
    const invite = await world.join('stays', 'Ở Lại', 'Nhà 5');
    await world.joinInvited('goes', 'Ra Đi', invite);
    await world.say('goes', { kind: 'erase_me' });
    expect(await find(invite)).toMatchObject({ kind: 'code_household' });
    await world.joinInvited('goes', 'Trở Về', invite);
    expect((await prisma().contactPoint.findFirstOrThrow({ where: { externalId: 'goes' } })).state).toBe(
      'active',
    );
  });

  it('loses no event that waits while the dialog is being forgotten', async () => {
    await world.join('racing', 'Nhanh', 'Nhà 6');
    await world.receive('racing', typed('{"kind":"erase_me"}'), typed('one'), typed('two'));
    const results = await Promise.all([world.handle(), world.handle(), world.handle()]);
    expect(results.map(({ handled }) => handled).reduce((sum, count) => sum + count)).toBe(3);
  });
});

describe('staff', () => {
  it('links a chat by a one-time code, with entries in the audit log', async () => {
    const staffId = await world.addOfficer('officer');
    const contact = await prisma().contactPoint.findFirstOrThrow({ where: { externalId: 'officer' } });
    expect(contact.staffId).toBe(staffId);
    const entries = await prisma().auditEntry.findMany({
      where: { policeUnitId: world.unitId },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['unit.added', 'group.added', 'staff.added', 'staff.linked']),
    );
    expect(JSON.stringify(entries.map(({ detail, subject }) => [detail, subject]))).not.toContain('Bhăng');
  });

  it.each([
    { name: 'used', change: { usedAt: new Date() } },
    { name: 'too old', change: { expiresAt: new Date(Date.now() - 1_000) } },
  ])('refuses a code that is $name', async ({ change }) => {
    const code = 'K2K2K2K2K2';
    const staffId = (await prisma().staff.findFirstOrThrow({ where: { policeUnitId: world.unitId } })).id;
    await world.inTransaction(({ staff }) => staff.insertLinkCode({ staffId, code, validForMs: 60_000 }));
    const where = { codeHash: world.sealer.digest(code) };
    await prisma().staffLinkCode.update({ where, data: change });
    expect(await world.say('thief', { kind: 'link_staff', code })).toEqual({ kind: 'staff_code_invalid' });
    await prisma().staffLinkCode.delete({ where });
  });

  it('lists units with groups and staff with chats', async () => {
    const [units, staff] = await world.inTransaction(async (stores) => [
      await stores.areas.list(),
      await stores.staff.list(),
    ]);
    const unit = units.find(({ groups }) => groups.some(({ id }) => id === world.groups[0]?.id));
    expect(unit?.groups.map(({ name, current }) => [name, current])).toEqual([
      ['Buôn Alê A', true],
      ['Tổ dân phố 3', false],
    ]);
    expect(staff.find(({ contacts }) => contacts === 1)).toMatchObject({
      name: 'Trung uý Y Bhăng',
      roles: ['duty_officer'],
    });
  });
});
