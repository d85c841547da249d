import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { echoDialog, readOutcome } from './echo-dialog.ts';
import { createWorld, messageOf, typed, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;
let acknowledgement: Outcome;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString, () => acknowledgement);
});
beforeEach(() => {
  acknowledgement = { kind: 'sent', externalMessageId: '1' };
  world.acknowledged.length = 0;
  world.logs.length = 0;
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

async function heardBy(chat: string): Promise<string[]> {
  const contactPointId = await world.contactOf(chat);
  const locked = await world.inTransaction((stores) => stores.dialogs.lock(contactPointId));
  return echoDialog.parse(locked?.state).heard;
}

describe('receiving', () => {
  it('stores a page once, however often it comes', async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      messageOf(`r${index % 40}`, 5_000 + index, typed(`${index}`)),
    );
    expect(await world.receiveAll(page)).toHaveLength(40);
    const [again, twice] = await Promise.all([world.receiveAll(page), world.receiveAll([...page, ...page])]);
    expect([again, twice]).toEqual([[], []]);
    const where = { contact: { externalId: { startsWith: 'r' } } };
    expect(await world.database.prisma.inboundEvent.count({ where })).toBe(100);
    expect(
      await world.database.prisma.contactPoint.count({ where: { externalId: { startsWith: 'r' } } }),
    ).toBe(40);
  });

  it.each([
    { name: 'blocked', contents: [typed('a'), { kind: 'blocked' }], before: 'active', after: 'unreachable' },
    {
      name: 'back',
      contents: [{ kind: 'blocked' }, { kind: 'unblocked' }],
      before: 'active',
      after: 'active',
    },
    { name: 'writes again', contents: [typed('a')], before: 'unreachable', after: 'active' },
    { name: 'stopped stays stopped', contents: [typed('a')], before: 'stopped', after: 'stopped' },
    { name: 'stopped and blocked', contents: [{ kind: 'blocked' }], before: 'stopped', after: 'stopped' },
  ] as const)('keeps whether a chat can be reached: $name', async ({ name, contents, before, after }) => {
    await world.receive(name, typed('first'));
    const id = await world.contactOf(name);
    await world.database.prisma.contactPoint.update({ where: { id }, data: { state: before } });
    await world.receive(name, ...contents);
    expect((await world.database.prisma.contactPoint.findUniqueOrThrow({ where: { id } })).state).toBe(after);
  });

  it('lets a redelivered goodbye undo nothing', async () => {
    const goodbye = messageOf('goodbye', 9_001, { kind: 'blocked' });
    await world.receiveAll([goodbye]);
    await world.receiveAll([messageOf('goodbye', 9_002, typed('hello'))]);
    await world.receiveAll([goodbye]);
    const contact = await world.database.prisma.contactPoint.findFirstOrThrow({
      where: { externalId: 'goodbye' },
    });
    expect(contact.state).toBe('active');
  });
});

describe('handling', () => {
  it('keeps the order of a chat and handles each event once under concurrent handlers', async () => {
    const words = Array.from({ length: 20 }, (_, index) => `w${index}`);
    for (const part of [words.slice(0, 7), words.slice(7)]) await world.receive('order', ...part.map(typed));
    const contact = await world.contactOf('order');
    const results = await Promise.all([1, 2, 3].map(() => world.handle(contact)));
    expect(results.map((result) => result.handled).reduce((sum, count) => sum + count)).toBe(20);
    expect(await heardBy('order')).toEqual(words);
    const left = await world.database.prisma.inboundEvent.count({
      where: { contactPointId: contact, handledAt: null },
    });
    expect(left).toBe(0);
  });

  it('orders by the platform, not by arrival', async () => {
    await world.receiveAll([messageOf('late', 20_002, typed('second'))]);
    await world.receiveAll([messageOf('late', 20_001, typed('first'))]);
    await world.handle(await world.contactOf('late'));
    expect(await heardBy('late')).toEqual(['first', 'second']);
  });

  it('blanks a payload in the transaction that handles it and wakes the lane', async () => {
    world.hinted.lanes.length = 0;
    await world.say('blank', { kind: 'set_language', language: 'en' });
    const contactPointId = await world.contactOf('blank');
    const events = await world.database.prisma.inboundEvent.findMany({ where: { contactPointId } });
    expect(events.map((event) => event.payload)).toEqual(['']);
    expect(world.hinted.lanes).toEqual([world.laneId]);
  });

  it('gives an event up after five failures and lets the next one pass', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step(state, input, context) {
        if (input.kind === 'text' && input.text === 'poison') throw new TypeError('secret-in-message');
        return echoDialog.step(state, input, context);
      },
    });
    await world.receive('poison', typed('before'), typed('poison'), typed('after'));
    const contact = await world.contactOf('poison');
    const kinds = [];
    for (let round = 0; round < 5; round++) kinds.push((await handle(contact)).kind);
    expect(kinds).toEqual(['postponed', 'postponed', 'postponed', 'postponed', 'done']);
    expect(await heardBy('poison')).toEqual(['before', 'after']);
    const failed = await world.database.prisma.inboundEvent.findFirstOrThrow({
      where: { contactPointId: contact, failedAt: { not: null } },
    });
    expect([failed.attempts, failed.failure]).toEqual([5, 'TypeError']);
    expect(JSON.stringify(world.logs)).not.toContain('secret-in-message');
  });

  it('does not count an outage of the database as an attempt', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step() {
        throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
      },
    });
    await world.receive('outage', typed('hello'));
    const contactPointId = await world.contactOf('outage');
    await expect(handle(contactPointId)).rejects.toThrow('gone');
    const event = await world.database.prisma.inboundEvent.findFirstOrThrow({ where: { contactPointId } });
    expect([event.attempts, event.failedAt]).toEqual([0, null]);
  });

  it('stops a dialog that asks for commands without end', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step: (state) => ({ state, says: [], commands: [{ kind: 'find_code', code: 'x' }] }),
    });
    await world.receive('circle', typed('hello'));
    expect((await handle(await world.contactOf('circle'))).kind).toBe('postponed');
  });

  it('acknowledges a press, also one whose handling fails', async () => {
    const failing = world.handlerWith({
      ...echoDialog,
      step() {
        throw new Error('no');
      },
    });
    await world.receive('press', { kind: 'press', payload: 'a:X:SAFE', pressId: 'p1', messageId: null });
    await failing(await world.contactOf('press'));
    expect(world.acknowledged).toEqual(['p1']);
  });

  it('passes a throttled acknowledgement on to the lane', async () => {
    acknowledgement = { kind: 'throttled', scope: 'account', retryAfterMs: 3_000 };
    await world.press('hasty', 'X', 'SAFE');
    expect(world.throttles).toEqual([{ laneId: world.laneId, ms: 3_000 }]);
  });

  it('says the same words once while they wait, but always ends with the latest', async () => {
    for (const language of ['en', 'en', 'en', 'vi', 'en'] as const) {
      await world.say('storm', { kind: 'set_language', language });
    }
    const told = (await world.inbox('storm')).map(readOutcome);
    expect(told).toEqual(['en', 'vi', 'en'].map((language) => ({ kind: 'language_set', language })));
  });

  it('knows nothing of a contact point that does not exist', async () => {
    expect(await world.handle('0190a000-0000-7000-8000-000000000000')).toEqual({
      kind: 'done',
      handled: 0,
      failed: 0,
    });
  });
});
