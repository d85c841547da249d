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

describe('what the platform says of a template', () => {
  const template = {
    externalId: '300001',
    name: 'Cảnh báo',
    tag: 'transaction' as const,
    parameters: [],
    priceDong: 200,
    severities: ['critical' as const],
    kinds: ['initial' as const],
  };
  const APPROVED = { status: 'approved', reason: null } as const;
  const REFUSED = { status: 'refused', reason: 'zalo_template_rejected' } as const;
  const IN_REVIEW = { status: 'in_review', reason: null } as const;

  /** Whether it is used after these words, said at these times. */
  async function after(
    approvedAt: Date | null,
    ...said: [sequence: string, word: typeof APPROVED | typeof REFUSED | typeof IN_REVIEW][]
  ) {
    const changed = await inTransaction(async (stores) => {
      await stores.channelTemplates.remove(account.id, template.externalId);
      await stores.channelTemplates.put(account.id, { ...template, approvedAt });
      const noted: boolean[] = [];
      for (const [sequence, word] of said) {
        const status = { kind: 'template_status', templateExternalId: '300001', sequence, ...word } as const;
        noted.push(await stores.channelTemplates.noteStatus(account.id, status));
      }
      return noted;
    });
    const terms = await inTransaction((stores) => stores.terms.terms(account.id));
    return { changed, used: terms?.templates.length === 1 };
  }

  it.each<[string, Parameters<typeof after>, Awaited<ReturnType<typeof after>>]>([
    ['nothing', [null], { changed: [], used: false }],
    ['approved', [null, ['5', APPROVED]], { changed: [true], used: true }],
    [
      'approved earlier than an operator said',
      [new Date('2199-01-01'), ['5', APPROVED]],
      { changed: [true], used: true },
    ],
    ['rejected', [new Date(0), ['5', REFUSED]], { changed: [true], used: false }],
    ['looked at again', [new Date(0), ['5', IN_REVIEW]], { changed: [true], used: false }],
    [
      'rejected, then approved',
      [null, ['5', REFUSED], ['6', APPROVED]],
      { changed: [true, true], used: true },
    ],
    [
      'approved, and late that it was rejected before',
      [null, ['6', APPROVED], ['5', REFUSED]],
      { changed: [true, false], used: true },
    ],
    ['the same twice', [null, ['5', APPROVED], ['5', APPROVED]], { changed: [true, false], used: true }],
  ])('%s', async (_, said, became) => {
    expect(await after(...said)).toEqual(became);
  });

  it('is of no account but its own, and of no template that nobody named', async () => {
    const status = {
      kind: 'template_status',
      templateExternalId: '999',
      sequence: '9',
      ...APPROVED,
    } as const;
    await inTransaction(async (stores) => {
      expect(await stores.channelTemplates.noteStatus(account.id, status)).toBe(false);
    });
  });

  it('is stored without a chat, and comes back as it was', async () => {
    const content = { kind: 'template_status', templateExternalId: '300001', ...REFUSED } as const;
    const taken = await inTransaction(async (stores) => {
      const page = [{ externalId: 't1', sequence: '8', chatExternalId: null, content }];
      expect(await stores.notices.store(account.id, page)).toBe(1);
      expect(await stores.notices.store(account.id, page)).toBe(0);
      const found = (await stores.notices.take(20_000, 10)).filter((one) => one.contactPointId === null);
      await stores.notices.finish(found.map(({ id }) => id));
      return found;
    });
    expect(taken).toMatchObject([{ channelAccountId: account.id, sequence: '8', content }]);
  });
});
