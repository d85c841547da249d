import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { inPoolTransaction } from '../../../src/db/pool.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createReceiveEvents } from '../../../src/dialogs/receive-events.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { echoDialog, readOutcome } from './echo-dialog.ts';
import { createWorld, fixedClock, messageOf, typed, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;
let acknowledgement: Outcome;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString, () => acknowledgement);
});
beforeEach(async () => {
  // What another test has left waiting is not this one's.
  await forgetWaiting();
  acknowledgement = { kind: 'sent', externalMessageId: '1' };
  world.acknowledged.length = 0;
  world.logs.length = 0;
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

const forgetWaiting = () =>
  world.database.prisma.inboundEvent.deleteMany({ where: { handledAt: null, failedAt: null } });

async function heardBy(chat: string): Promise<string[]> {
  const contactPointId = await world.contactOf(chat);
  const row = await world.database.prisma.dialogState.findUniqueOrThrow({ where: { contactPointId } });
  const stored: unknown = row.state === '' ? null : JSON.parse(world.sealer.open(contactPointId, row.state));
  return echoDialog.parse(stored).heard;
}

describe('receiving', () => {
  it('stores a page once, however often it comes', async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      messageOf(`r${index % 40}`, 5_000 + index, typed(`${index}`)),
    );
    const hintsBefore = world.hinted.inbound;
    await world.receiveAll(page);
    await Promise.all([world.receiveAll(page), world.receiveAll([...page, ...page])]);
    expect(world.hinted.inbound).toBe(hintsBefore + 1);
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

  it('puts what comes in at once into few transactions, each call waiting for its own', async () => {
    let transactions = 0;
    const receive = createReceiveEvents({
      inTransaction: (work) => {
        transactions += 1;
        return world.inTransaction(work);
      },
      hints: { inbound: async () => {} },
      intake: { enter: () => () => {} },
      clock: fixedClock,
      logger: silentLogger,
    });
    const calls = Array.from({ length: 200 }, (_, at) =>
      receive(world.accountId, [messageOf(`burst${at % 50}`, 40_000 + at, typed('x'))]),
    );
    const { inboundEvent } = world.database.prisma;
    await calls[199];
    expect(await inboundEvent.count({ where: { externalId: '40199' } })).toBe(1);
    await Promise.all(calls);
    const where = { contact: { externalId: { startsWith: 'burst' } } };
    expect(await inboundEvent.count({ where })).toBe(200);
    expect(transactions).toBeLessThan(10);
  });

  it('stores the others when one of a burst cannot be stored, and tells its caller only', async () => {
    const pages = ['fine1', 'fine2', 'nul\0', 'fine3', 'fine4'];
    const results = await Promise.allSettled(
      pages.map((chat, at) => world.receiveAll([messageOf(chat, 41_000 + at, typed('x'))])),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const where = { contact: { externalId: { startsWith: 'fine' } } };
    expect(await world.database.prisma.inboundEvent.count({ where })).toBe(4);
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
    const results = await Promise.all([1, 2, 3].map(() => world.handle()));
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
    await world.handle();
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
    const results = [];
    for (let round = 0; round < 5; round++) {
      results.push(await handle());
      await world.endRests();
    }
    const postponed = { handled: 0, postponed: 1, failed: 0 };
    expect(results).toEqual([
      { ...postponed, handled: 1 },
      postponed,
      postponed,
      postponed,
      { handled: 1, postponed: 0, failed: 1 },
    ]);
    expect(await heardBy('poison')).toEqual(['before', 'after']);
    const failed = await world.database.prisma.inboundEvent.findFirstOrThrow({
      where: { contactPointId: contact, failedAt: { not: null } },
    });
    expect([failed.attempts, failed.failure]).toEqual([5, 'TypeError']);
    expect(JSON.stringify(world.logs)).not.toContain('secret-in-message');
  });

  it('rests a chat whose event failed, whoever tries, while the others go on', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step(state, input, context) {
        if (input.kind === 'text' && input.text === 'bad') throw new TypeError('x');
        return echoDialog.step(state, input, context);
      },
    });
    await world.receive('resting', typed('bad'), typed('behind it'));
    for (let at = 0; at < 12; at++) await world.receive(`busy${at}`, typed('hello'));
    const beganMs = performance.now();
    const results = await Promise.all([handle(), handle(), handle()]);
    const seconds = (performance.now() - beganMs) / 1_000;
    expect(results.reduce((sum, { handled }) => sum + handled, 0)).toBe(12);
    const event = await world.database.prisma.inboundEvent.findFirstOrThrow({
      where: { contact: { externalId: 'resting' }, attempts: { gt: 0 } },
    });
    // Its rest is a second.
    expect(event.attempts).toBeLessThanOrEqual(1 + Math.floor(seconds));
    expect(await heardBy('resting')).toEqual([]);
    // The sweeper's question: nothing waits that could be tried now, however long the test took until here.
    await world.database.pool.query(`UPDATE "InboundEvent" SET "receivedAt" = now() - interval '1 minute'`);
    await world.database.pool.query(
      `UPDATE "DialogState" SET "restsUntil" = "restsUntil" + interval '1 hour'`,
    );
    const { eventsWait } = createSweepStore(world.database.pool);
    expect(await eventsWait()).toBe(false);
    await world.endRests();
    expect(await eventsWait()).toBe(true);
  });

  it('passes by a chat that somebody else holds', async () => {
    await world.receive('held', typed('one'));
    await world.receive('free', typed('two'));
    const held = await world.contactOf('held');
    await inPoolTransaction(world.database.pool, async (client) => {
      await client.query('SELECT 1 FROM "DialogState" WHERE "contactPointId" = $1 FOR UPDATE', [held]);
      expect(await world.handle()).toEqual({ handled: 1, postponed: 0, failed: 0 });
    });
    expect(await heardBy('free')).toEqual(['two']);
    expect(await world.handle()).toEqual({ handled: 1, postponed: 0, failed: 0 });
  });

  it('takes calls for help before everything else, pressed or in words, and keeps the order of their chats', async () => {
    // Two may take one event at the same moment; what the second one did is undone.
    const taken = new Set<string>();
    const handle = world.handlerWith({
      ...echoDialog,
      step(state, input, context) {
        if (input.kind === 'text') taken.add(input.text);
        if (input.kind === 'press') taken.add(input.payload);
        return echoDialog.step(state, input, context);
      },
    });
    for (let at = 0; at < 30; at++) await world.receive(`many${at}`, typed(`đã đọc ${at}`));
    await world.receive('drowning', typed('alo'), typed('cứu với'));
    const payload = 'a:BMT-2026-0001:HELP';
    await world.receive('pressing', { kind: 'press', payload, pressId: 'p', messageId: null });
    expect(await handle()).toEqual({ handled: 33, postponed: 0, failed: 0 });
    const order = [...taken];
    // Four chats are handled at a time, and one may have been taken before.
    expect(order.slice(0, 8)).toEqual(expect.arrayContaining(['alo', 'cứu với', payload]));
    expect(order.indexOf('alo')).toBeLessThan(order.indexOf('cứu với'));
  });

  it('undoes what a failed event wrote, and nothing else', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step(state, input, context) {
        if (input.kind === 'outcome') throw new Error('after the command has run');
        return echoDialog.step(state, input, context);
      },
    });
    await world.join('undone', 'Y Wăn', 'Nhà 9');
    await world.receive('undone', typed(JSON.stringify({ kind: 'set_language', language: 'en' })));
    expect(await handle()).toEqual({ handled: 0, postponed: 1, failed: 0 });
    const where = { contacts: { some: { externalId: 'undone' } } };
    expect((await world.database.prisma.member.findFirstOrThrow({ where })).language).toBe('vi');
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
    await expect(handle()).rejects.toThrow('gone');
    const event = await world.database.prisma.inboundEvent.findFirstOrThrow({ where: { contactPointId } });
    expect([event.attempts, event.failedAt]).toEqual([0, null]);
  });

  it('stops a dialog that asks for commands without end', async () => {
    const handle = world.handlerWith({
      ...echoDialog,
      step: (state) => ({ state, says: [], commands: [{ kind: 'find_code', code: 'x' }] }),
    });
    await world.receive('circle', typed('hello'));
    expect(await handle()).toEqual({ handled: 0, postponed: 1, failed: 0 });
  });

  it('acknowledges a press, also one whose handling fails', async () => {
    const failing = world.handlerWith({
      ...echoDialog,
      step() {
        throw new Error('no');
      },
    });
    await world.receive('press', { kind: 'press', payload: 'a:X:SAFE', pressId: 'p1', messageId: null });
    await failing();
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

  it('does nothing when nothing waits', async () => {
    expect(await world.handle()).toEqual({ handled: 0, postponed: 0, failed: 0 });
  });
});
