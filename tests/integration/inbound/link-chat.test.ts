import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../../src/dialogs/dialog.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;
let house = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString);
  await world.addZalo();
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});
beforeEach(() => {
  house += 1;
});

const prisma = () => world.database.prisma;
/** Chats of their own for each test. */
const chat = (name: string) => `${name}-${house}`;
const contact = async (of: string) =>
  prisma().contactPoint.findUniqueOrThrow({ where: { id: await world.contactOf(of) } });
const memberOf = async (of: string) =>
  prisma().member.findUniqueOrThrow({
    where: { id: (await contact(of)).memberId ?? '' },
    include: { consents: true, contacts: true },
  });

async function codeOf(of: string): Promise<string> {
  const made = await world.say(of, { kind: 'make_link_code' });
  if (made.kind !== 'link_code') throw new Error(made.kind);
  return made.code;
}
const link = (of: string, code: string): Promise<CommandOutcome> =>
  world.say(of, { kind: 'link_chat', code, consentVersion: 'l1' });
const find = (of: string, code: string) => world.say(of, { kind: 'find_code', code });

describe('a code for the other chat', () => {
  it('makes that chat one more of the same member, once, with its consent', async () => {
    const [here, there] = [chat('lan'), chat('zalo-lan')];
    await world.join(here, 'Lan', 'Nhà 1');
    await world.say(here, { kind: 'set_language', language: 'en' });
    const code = await codeOf(here);
    expect(await prisma().memberLinkCode.findMany({ where: { codeHash: { contains: code } } })).toEqual([]);
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`;
    expect(await find(there, typed)).toMatchObject({ kind: 'code_link', code, groupName: 'Buôn Alê A' });
    expect(await link(there, code)).toEqual({ kind: 'chat_linked', merged: false });
    const member = await memberOf(here);
    expect(member.contacts.map(({ externalId }) => externalId).toSorted()).toEqual([here, there].toSorted());
    expect(member.language).toBe('en');
    expect(member.consents.map(({ purpose, textVersion }) => `${purpose} ${textVersion}`).toSorted()).toEqual(
      ['alerts v1', 'linked_chat l1'],
    );
    expect(await prisma().member.count({ where: { householdId: member.householdId } })).toBe(1);
    // Used up.
    expect(await find(chat('zalo-other'), code)).toEqual({ kind: 'link_code_over' });
    expect(await link(chat('zalo-other'), code)).toEqual({ kind: 'link_code_over' });
  });

  it('is over after 15 minutes, when a newer one was made, and when its owner has left', async () => {
    const [here, there] = [chat('lan'), chat('zalo-lan')];
    await world.join(here, 'Lan', 'Nhà 1');
    const first = await codeOf(here);
    const second = await codeOf(here);
    expect(await link(there, first)).toEqual({ kind: 'link_code_over' });
    const stored = await prisma().memberLinkCode.findFirstOrThrow({
      where: { memberId: (await contact(here)).memberId ?? '' },
    });
    const lifeMs = stored.expiresAt.getTime() - Date.now();
    expect(lifeMs).toBeGreaterThan(14 * 60_000);
    expect(lifeMs).toBeLessThanOrEqual(15 * 60_000);
    await prisma().memberLinkCode.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect(await find(there, second)).toEqual({ kind: 'link_code_over' });
    expect(await link(there, second)).toEqual({ kind: 'link_code_over' });
    const third = await codeOf(here);
    await world.say(here, { kind: 'erase_me' });
    expect(await link(there, third)).toEqual({ kind: 'link_code_over' });
    expect((await contact(there)).memberId).toBeNull();
  });

  it('is made for members only', async () => {
    expect(await world.say(chat('nobody'), { kind: 'make_link_code' })).toEqual({ kind: 'link_not_member' });
    await world.addOfficer(chat('officer'));
    expect(await world.say(chat('officer'), { kind: 'make_link_code' })).toEqual({ kind: 'link_not_member' });
  });

  it('two chats with the same code: the first one wins', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    const code = await codeOf(chat('lan'));
    const typed = JSON.stringify({ kind: 'link_chat', code, consentVersion: 'l1' });
    await world.receive(chat('zalo-a'), { kind: 'text', text: typed });
    await world.receive(chat('zalo-b'), { kind: 'text', text: typed });
    await world.handle();
    const outcomes = await Promise.all(
      ['zalo-a', 'zalo-b'].map(async (one) => (await world.inbox(chat(one))).at(-1) ?? ''),
    );
    expect(outcomes.filter((text) => text.includes('chat_linked'))).toHaveLength(1);
    expect(outcomes.filter((text) => text.includes('link_code_over'))).toHaveLength(1);
    expect((await memberOf(chat('lan'))).contacts).toHaveLength(2);
  });
});

describe('a chat that is somebody’s already', () => {
  it('of the same member: nothing changes, and the code is not used up', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    const code = await codeOf(chat('lan'));
    expect(await link(chat('lan'), code)).toEqual({ kind: 'chat_linked_before' });
    expect(await link(chat('zalo-lan'), code)).toMatchObject({ kind: 'chat_linked' });
  });

  it('of the same household: it moves, and who has no chat left is forgotten as one who leaves', async () => {
    const [here, there] = [chat('lan'), chat('zalo-lan')];
    const invite = await world.join(here, 'Lan', 'Nhà 1');
    await world.joinInvited(there, 'Lan (Zalo)', invite);
    const before = await memberOf(there);
    const open = await world.addAlert();
    expect(await link(there, await codeOf(here))).toEqual({ kind: 'chat_linked', merged: true });
    const member = await memberOf(there);
    expect(member.id).toBe((await contact(here)).memberId);
    expect(member.contacts).toHaveLength(2);
    expect(await prisma().member.findUnique({ where: { id: before.id } })).toBeNull();
    const [consent] = before.consents;
    expect(
      await prisma().consentRecord.findUniqueOrThrow({ where: { id: consent?.id ?? '' } }),
    ).toMatchObject({ memberId: null, withdrawnAt: expect.any(Date) });
    // Both are still in the audience, of one household.
    const audience = await prisma().audienceContact.findMany({
      where: { alertId: open.id, householdId: member.householdId },
    });
    expect(audience).toHaveLength(2);
    expect((await contact(there)).state).toBe('active');
  });

  it('of the same household, whose member has another chat: that member stays', async () => {
    const invite = await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await world.joinInvited(chat('bhang'), 'Y Bhăng', invite);
    await link(chat('zalo-bhang'), await codeOf(chat('bhang')));
    expect(await link(chat('zalo-bhang'), await codeOf(chat('lan')))).toEqual({
      kind: 'chat_linked',
      merged: false,
    });
    expect((await memberOf(chat('bhang'))).contacts).toHaveLength(1);
    expect((await memberOf(chat('lan'))).contacts).toHaveLength(2);
  });

  it('of another household: refused, and possible after leaving that one', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await world.join(chat('zalo-hoa'), 'Hoa', 'Nhà 2');
    const code = await codeOf(chat('lan'));
    expect(await link(chat('zalo-hoa'), code)).toEqual({ kind: 'link_other_household' });
    expect((await memberOf(chat('zalo-hoa'))).contacts).toHaveLength(1);
    await world.say(chat('zalo-hoa'), { kind: 'erase_me' });
    expect(await link(chat('zalo-hoa'), code)).toEqual({ kind: 'chat_linked', merged: false });
    expect(await contact(chat('zalo-hoa'))).toMatchObject({
      state: 'active',
      memberId: (await contact(chat('lan'))).memberId,
    });
  });

  it('of staff: it stays theirs, and is a member’s too', async () => {
    const staffId = await world.addOfficer(chat('zalo-officer'));
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    expect(await link(chat('zalo-officer'), await codeOf(chat('lan')))).toMatchObject({
      kind: 'chat_linked',
    });
    expect(await contact(chat('zalo-officer'))).toMatchObject({
      staffId,
      memberId: (await contact(chat('lan'))).memberId,
    });
  });

  it('that had stopped: linking is a yes to messages there, and leaves the other chat as it was', async () => {
    const invite = await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await world.joinInvited(chat('zalo-lan'), 'Lan', invite);
    await world.say(chat('zalo-lan'), { kind: 'stop' });
    await world.say(chat('lan'), { kind: 'stop' });
    await link(chat('zalo-lan'), await codeOf(chat('lan')));
    expect((await contact(chat('zalo-lan'))).state).toBe('active');
    expect((await contact(chat('lan'))).state).toBe('stopped');
  });
});

describe('while an alert is open', () => {
  it('the linked chat is one more way to its household, not another household', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    const open = await world.addAlert();
    const { householdId } = await memberOf(chat('lan'));
    const count = () => prisma().audienceHousehold.count({ where: { alertId: open.id } });
    const before = await count();
    await link(chat('zalo-lan'), await codeOf(chat('lan')));
    expect(await count()).toBe(before);
    const audience = await prisma().audienceContact.findMany({
      where: { alertId: open.id, householdId },
      orderBy: { rank: 'asc' },
      select: { contactPointId: true, rank: true },
    });
    expect(audience).toEqual([
      { contactPointId: await world.contactOf(chat('lan')), rank: 1 },
      { contactPointId: await world.contactOf(chat('zalo-lan')), rank: 2 },
    ]);
  });

  it('SAFE from one chat and HELP from the other are one household’s, HELP the stronger', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await link(chat('zalo-lan'), await codeOf(chat('lan')));
    const open = await world.addAlert();
    await world.press(chat('lan'), open.number, 'SAFE');
    expect(await world.standing(open.id, chat('zalo-lan'))).toBe('safe');
    await world.press(chat('zalo-lan'), open.number, 'HELP');
    expect(await world.standing(open.id, chat('lan'))).toBe('help');
    await world.press(chat('zalo-lan'), open.number, 'SAFE');
    expect(await world.standing(open.id, chat('lan'))).toBe('safe');
  });

  it('being erased in one chat forgets the talk in the other one', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await link(chat('zalo-lan'), await codeOf(chat('lan')));
    await world.say(chat('lan'), { kind: 'erase_me' });
    const other = await prisma().dialogState.findUniqueOrThrow({
      where: { contactPointId: await world.contactOf(chat('zalo-lan')) },
    });
    expect(other.state).toBe('');
    expect(await contact(chat('zalo-lan'))).toMatchObject({ memberId: null, state: 'stopped' });
  });
});

describe('who is asked first', () => {
  const ranks = async (alertId: string, ...chats: string[]) => {
    const wanted = await Promise.all(chats.map((one) => world.contactOf(one)));
    const rows = await prisma().audienceContact.findMany({
      where: { alertId, contactPointId: { in: wanted } },
      orderBy: { rank: 'asc' },
    });
    return rows.map(({ contactPointId }) => chats[wanted.indexOf(contactPointId)]);
  };

  it('the chat that was chosen, else the one that was heard from last', async () => {
    const [here, there] = [chat('lan'), chat('zalo-lan')];
    await world.join(here, 'Lan', 'Nhà 1');
    await link(there, await codeOf(here));
    expect(await ranks((await world.addAlert()).id, here, there)).toEqual([there, here]);
    await world.say(here, { kind: 'text', text: 'chào' });
    expect(await ranks((await world.addAlert()).id, here, there)).toEqual([here, there]);
    const prefer = async (one: string) =>
      world.say(here, { kind: 'prefer_chat', contactPointId: await world.contactOf(one) });
    expect(await prefer(there)).toEqual({ kind: 'chat_preferred', channel: 'zalo' });
    expect(await ranks((await world.addAlert()).id, here, there)).toEqual([there, here]);
    expect(await prefer(here)).toEqual({ kind: 'chat_preferred', channel: 'telegram' });
    await world.say(there, { kind: 'text', text: 'chào' });
    expect(await ranks((await world.addAlert()).id, here, there)).toEqual([here, there]);
  });

  it('a chosen chat that cannot be asked is behind the others', async () => {
    const [here, there] = [chat('lan'), chat('zalo-lan')];
    await world.join(here, 'Lan', 'Nhà 1');
    await link(there, await codeOf(here));
    await world.say(there, { kind: 'prefer_chat', contactPointId: await world.contactOf(there) });
    await world.say(there, { kind: 'stop' });
    expect(await ranks((await world.addAlert()).id, here, there)).toEqual([here, there]);
  });

  it('is nobody else’s to choose', async () => {
    await world.join(chat('lan'), 'Lan', 'Nhà 1');
    await world.join(chat('hoa'), 'Hoa', 'Nhà 2');
    const contactPointId = await world.contactOf(chat('hoa'));
    for (const who of ['lan', 'stranger'])
      expect(await world.say(chat(who), { kind: 'prefer_chat', contactPointId })).toEqual({
        kind: 'chat_not_yours',
      });
    expect((await contact(chat('hoa'))).preferred).toBe(false);
  });
});
