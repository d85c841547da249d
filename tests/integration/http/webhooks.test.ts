import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { telegramCredentialsText } from '../../../src/channels/registry.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { LogFields, Logger } from '../../../src/shared/logger.ts';
import { type AnsweringServer, startAnsweringServer } from '../../support/answering-server.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { BOT_TOKEN, type RunningService, startService } from '../../support/service-in-process.ts';
import { openTcpGate, type TcpGate, throughGate } from '../../support/tcp-gate.ts';

const SECRET = 'webhook-secret-of-the-test';
const OTHER_SECRET = 'webhook-secret-of-another-bot';
const HEADER = 'X-Telegram-Bot-Api-Secret-Token';
const BODY_LIMIT_BYTES = 256 * 1024;
/** Words of a person: in no answer and no log line. */
const WORDS = 'bí-mật-planted';

let database: TestDatabase;
let gate: TcpGate;
let telegram: AnsweringServer;
let service: RunningService;
let accountId: string;
let otherAccountId: string;
const logs: [LogFields, string][] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const at = new URL(database.connectionString);
  gate = await openTcpGate({ host: at.hostname, port: Number(at.port) });
  // It takes whatever is set up.
  telegram = await startAnsweringServer();
  telegram.always({
    kind: 'json',
    body: { ok: true, result: { id: 100001, is_bot: true, first_name: 'Bot', username: 'BinhYenTestBot' } },
  });
  const log = (fields: LogFields, message: string) => void logs.push([fields, message]);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  service = await startService({
    connectionString: throughGate(database.connectionString, gate),
    queue: { kind: 'postgres', connectionString: database.connectionString },
    apiRoot: telegram.url,
    env: {
      TELEGRAM_BOT_TOKEN: BOT_TOKEN,
      PUBLIC_URL: 'https://binhyen.example',
      TELEGRAM_WEBHOOK_SECRET: SECRET,
    },
    roles: [],
    logger,
  });
  const add = (externalId: string, token: string, webhookSecret: string | null) =>
    service.container.inTransaction((stores) =>
      stores.accounts.ensure({
        channel: 'telegram',
        externalId,
        name: externalId,
        credentials: telegramCredentialsText({ token, webhookSecret }),
        ratePerSecond: 30,
      }),
    );
  accountId = (await add('100001', BOT_TOKEN, SECRET)).id;
  otherAccountId = (await add('200002', '200002:another', OTHER_SECRET)).id;
});
afterAll(async () => {
  await gate?.open();
  await service?.stop();
  await gate?.shut();
  await telegram?.close();
  await database?.drop();
});
beforeEach(async () => {
  await gate.open();
  logs.length = 0;
});

let lastUpdate = 700_000_000;
const update = (
  id: number | string = ++lastUpdate,
  chatId: number | string = 5_000_000_001,
  type = 'private',
) =>
  `{"update_id":${id},"message":{"message_id":1,"date":1,"chat":{"id":${chatId},"type":"${type}"},"from":{"id":${chatId},"is_bot":false,"first_name":"Lan"},"text":"${WORDS}"}}`;

interface Call {
  path?: string;
  secret?: string | null;
  body?: string;
  headers?: Record<string, string>;
}

async function post({ path, secret = SECRET, body = update(), headers = {} }: Call) {
  const answer = await fetch(`${service.address}${path ?? `/webhooks/telegram/${accountId}`}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === null ? {} : { [HEADER]: secret }),
      ...headers,
    },
    body,
  });
  const text = await answer.text();
  // Law 12, and nothing of how we are built.
  expect(text).not.toContain(WORDS);
  expect(text).not.toContain(SECRET);
  expect(text).not.toMatch(/\bat \S+:\d+|node_modules|\.ts\b/);
  expect(JSON.stringify(logs)).not.toContain(WORDS);
  expect(JSON.stringify(logs)).not.toContain(SECRET);
  return { status: answer.status, body: JSON.parse(text) as unknown };
}

const stored = () => service.container.database.prisma.inboundEvent.count();
const FORGED = { status: 401, body: { status: 401, code: 'forged' } };

describe('a webhook call that is not from the platform', () => {
  it.each<[string, () => Call]>([
    ['without a secret', () => ({ secret: null })],
    ['with an empty secret', () => ({ secret: '' })],
    ['with a wrong secret', () => ({ secret: `${SECRET}x` })],
    ['with the secret in other letters', () => ({ secret: SECRET.toUpperCase() })],
    ['with the secret of another account', () => ({ secret: OTHER_SECRET })],
    ['with our secret at another account', () => ({ path: `/webhooks/telegram/${otherAccountId}` })],
    [
      'with the secret in the body and the address only',
      () => ({ secret: null, path: `/webhooks/telegram/${accountId}?secret_token=${SECRET}` }),
    ],
    ['for an account that does not exist', () => ({ path: `/webhooks/telegram/${newId()}` })],
    ['for an account that is no id', () => ({ path: '/webhooks/telegram/not-a-uuid' })],
    [
      'for an account that is SQL',
      () => ({ path: `/webhooks/telegram/${encodeURIComponent("'; DROP TABLE x")}` }),
    ],
    ['for the account on another channel', () => ({ path: `/webhooks/zalo/${accountId}` })],
    ['for a channel that does not exist', () => ({ path: `/webhooks/whatsapp/${accountId}` })],
  ])('%s is refused, always with the same words', async (_name, call) => {
    const before = await stored();
    expect(await post(call())).toEqual(FORGED);
    expect(await stored()).toBe(before);
  });

  it('is refused before its body is looked at', async () => {
    expect(await post({ secret: null, body: '{' })).toEqual(FORGED);
  });
});

describe('a webhook call of the platform', () => {
  it('is on disk before it is answered', async () => {
    const before = await stored();
    expect(await post({})).toEqual({ status: 200, body: { ok: true } });
    expect(await stored()).toBe(before + 1);
    const row = await service.container.database.prisma.inboundEvent.findFirstOrThrow({
      where: { externalId: String(lastUpdate) },
    });
    expect(row).toMatchObject({ channelAccountId: accountId, handledAt: null });
    expect(row.payload).not.toContain(WORDS);
  });

  it('is stored once, however often and at the same time it is sent', async () => {
    const before = await stored();
    const body = update();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ body })));
    answers.push(await post({ body }));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await stored()).toBe(before + 1);
  });

  it('keeps ids that are larger than a number of JavaScript', async () => {
    await post({ body: update('9007199254743003', '9007199254741005') });
    const { contact } = await service.container.database.prisma.inboundEvent.findFirstOrThrow({
      where: { externalId: '9007199254743003' },
      include: { contact: true },
    });
    expect(contact.externalId).toBe('9007199254741005');
  });

  it.each([
    ['application/json; charset=utf-8'],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/octet-stream'],
  ])('is read whatever its content type says: %s', async (type) => {
    const before = await stored();
    expect((await post({ headers: { 'content-type': type } })).status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  it('is refused when its content type is none at all', async () => {
    expect(await post({ headers: { 'content-type': 'nonsense' } })).toEqual({
      status: 415,
      body: { status: 415, code: 'unsupported_media_type' },
    });
  });

  it.each([
    ['no JSON', '{"update_id":'],
    ['nothing', ''],
    ['another form', '{"hello":["world"]}'],
    ['no object', '[1,2,3]'],
    ['an id that is none', '{"update_id":"x","message":{}}'],
    ['bytes', '\u0000\u0001\ufffd'],
    ['very deep', '['.repeat(50_000)],
    ['a prototype', '{"__proto__":{"update_id":1},"constructor":{"prototype":{}}}'],
  ])(
    'that cannot be read (%s) is taken and ignored: sent again it would be no better',
    async (_name, body) => {
      const before = await stored();
      expect(await post({ body })).toEqual({ status: 200, body: { ok: true } });
      expect(await stored()).toBe(before);
      expect((await fetch(`${service.address}/healthz`)).status).toBe(200);
    },
  );

  it('about a group is taken and ignored', async () => {
    const before = await stored();
    expect((await post({ body: update(++lastUpdate, -100_123, 'supergroup') })).status).toBe(200);
    expect(await stored()).toBe(before);
  });

  it('is refused when it is larger than any update', async () => {
    const before = await stored();
    const body = update().replace(WORDS, WORDS + 'x'.repeat(BODY_LIMIT_BYTES));
    expect(await post({ body })).toEqual({ status: 413, body: { status: 413, code: 'too_large' } });
    expect(await stored()).toBe(before);
  });

  it('is not taken while the database is away, and taken when it comes again', async () => {
    const body = update();
    await gate.shut();
    expect(await post({ body })).toEqual({ status: 503, body: { status: 503, code: 'not_stored' } });
    // Nor may an account that cannot be looked up be called forged for good.
    const unknown = await post({ body, path: `/webhooks/telegram/${newId()}` });
    expect(unknown).toEqual({ status: 503, body: { status: 503, code: 'not_stored' } });
    await gate.open();
    const before = await stored();
    expect((await post({ body })).status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  it('is a POST', async () => {
    const answer = await fetch(`${service.address}/webhooks/telegram/${accountId}`, {
      headers: { [HEADER]: SECRET },
    });
    expect([answer.status, await answer.json()]).toEqual([404, { status: 404, code: 'not_found' }]);
  });
});

it('the webhook was set with its secret, under the public address', () => {
  const call = telegram.requests.find(({ path }) => path.endsWith('/setWebhook'));
  expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
    url: `https://binhyen.example/webhooks/telegram/${accountId}`,
    secret_token: SECRET,
    drop_pending_updates: false,
  });
});
