import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createSealer } from '../../../src/db/sealing.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const sealer = createSealer({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
const WORDS = 'Nước suối Ea Tam đang lên nhanh, bà con lên chỗ cao và mang theo giấy tờ, thuốc.';

let postgres: TestDatabase;
let database: Database;
let account: { id: string; laneId: string };
let chat: string;
let chats = 0;

const inTransaction: ReturnType<typeof createInTransaction> = (work) =>
  createInTransaction(database, sealer)(work);

beforeAll(async () => {
  postgres = await createTestDatabase();
  database = openDatabase({
    connectionString: postgres.connectionString,
    maxConnections: 4,
    applicationName: 'test',
  });
  account = await inTransaction((stores) =>
    stores.accounts.ensure({
      channel: 'zalo',
      externalId: '1',
      name: 'OA',
      credentials: '{}',
      ratePerSecond: 1,
    }),
  );
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});

beforeEach(async () => {
  chats += 1;
  const externalId = `u${chats}`;
  await inTransaction((stores) =>
    stores.inbound.store(account.id, [
      {
        ...{ externalId: `e${chats}`, sequence: '1', chatExternalId: externalId, languageHint: null },
        ...{ content: { kind: 'text', text: 'a' }, urgent: false },
      },
    ]),
  );
  const { rows } = await database.pool.query('SELECT id FROM "ContactPoint" WHERE "externalId" = $1', [
    externalId,
  ]);
  chat = rows[0].id;
});

/** An answer to the chat in this state. */
async function answer(text: string, state: string, externalMessageId: string | null = null): Promise<string> {
  const id = await inTransaction((stores) =>
    stores.answers.add({ contactPointId: chat, class: 'answer', message: { text, buttons: [] } }),
  );
  await database.pool.query(
    'UPDATE "Answer" SET state = $2::"DeliveryState", "externalMessageId" = $3 WHERE id = $1',
    [id, state, externalMessageId],
  );
  return id;
}

const echo = (text: string, messageId = 'm1') =>
  inTransaction((stores) =>
    stores.notices.settle({ contactPointId: chat, laneId: account.laneId, messageId, text }),
  );
const rowOf = async (id: string) =>
  (
    await database.pool.query(
      'SELECT state, "externalMessageId" AS message, payload FROM "Answer" WHERE id = $1',
      [id],
    )
  ).rows[0];

describe('an echo', () => {
  it('settles the one unknown message of its chat that begins with the same words', async () => {
    const other = await answer('Xin chào', 'unknown');
    const id = await answer(WORDS, 'unknown');
    expect(await echo(`${WORDS}\n\n1. Đã đọc`)).toBe('settled');
    expect(await rowOf(id)).toEqual({ state: 'sent', message: 'm1', payload: '' });
    expect(await rowOf(other)).toMatchObject({ state: 'unknown', message: null });
  });

  it('settles none of two that it cannot tell apart', async () => {
    const ids = [await answer(WORDS, 'unknown'), await answer(WORDS, 'unknown')];
    expect(await echo(WORDS)).toBe('nothing');
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
  });

  it('says nothing of others when it is that of a message whose answer came', async () => {
    await answer(WORDS, 'sent', 'm1');
    const id = await answer(WORDS, 'unknown');
    expect(await echo(WORDS, 'm1')).toBe('nothing');
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
    expect(await echo(WORDS, 'm2')).toBe('settled');
  });

  it('waits for a message whose answer may still come', async () => {
    await answer(WORDS, 'sending');
    expect(await echo(WORDS)).toBe('not_yet');
  });

  it('of words that we did not write settles nothing', async () => {
    const id = await answer(WORDS, 'unknown');
    expect(await echo('Chào anh')).toBe('nothing');
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
  });
});

describe('notices', () => {
  const notice = (externalId: string, chatExternalId: string) => ({
    ...{ externalId, sequence: '1', chatExternalId },
    content: { kind: 'echo', messageId: 'm', text: 'planted words' } as const,
  });

  it('are stored once, sealed, of known chats only; blanked once handled', async () => {
    const page = [notice('n1', `u${chats}`), notice('n2', 'somebody else')];
    const store = () => inTransaction((stores) => stores.notices.store(account.id, page));
    expect([await store(), await store()]).toEqual([1, 0]);
    const rows = async () => (await database.pool.query('SELECT * FROM "ChannelNotice"')).rows;
    expect(JSON.stringify(await rows())).not.toContain('planted');
    await inTransaction(async (stores) => {
      const taken = await stores.notices.take(20_000, 10);
      expect(taken).toMatchObject([{ late: false, content: { text: 'planted words' } }]);
      await stores.notices.finish(taken.map(({ id }) => id));
    });
    expect(await rows()).toMatchObject([{ payload: '', handledAt: expect.any(Date) }]);
  });

  it('pause the bot from the last one, and say when that began', async () => {
    const pause = (ms: number) => inTransaction((stores) => stores.notices.pauseBot(chat, ms));
    expect((await pause(60_000))?.began).toBe(true);
    const again = await pause(120_000);
    expect(again?.began).toBe(false);
    expect((again?.until.getTime() ?? 0) - Date.now()).toBeGreaterThan(100_000);
    const person = await inTransaction((stores) => stores.context.person(chat));
    expect(person?.botPaused).toBe(true);
  });
});
