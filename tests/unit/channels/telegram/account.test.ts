import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PullResult } from '../../../../src/channels/channel.ts';
import { createTelegramChannel, type TelegramChannel } from '../../../../src/channels/telegram/index.ts';
import answers from '../../../fixtures/telegram/error-answers.json' with { type: 'json' };
import text from '../../../fixtures/telegram/text.json' with { type: 'json' };
import {
  type AnsweringServer,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../../../support/answering-server.ts';

const never = () => new AbortController().signal;
const ok = (result: unknown): ScriptedAnswer => ({ kind: 'json', body: { ok: true, result } });
const refused = (body: { error_code: number }): ScriptedAnswer => ({
  kind: 'json',
  status: body.error_code,
  body,
});
const me = ok({ id: 7000000001, is_bot: true, first_name: 'Bình Yên', username: 'binhyen_thu_bot' });
const ready = { kind: 'ready', externalId: '7000000001', name: 'binhyen_thu_bot' };

let server: AnsweringServer;
let channel: TelegramChannel;
const open = (webhookSecret: string | null) =>
  createTelegramChannel({ token: '7000000001:test', apiRoot: `${server.url}/`, webhookSecret });
const calls = () =>
  server.requests.map(({ path, body }) => [path.split('/').at(-1), JSON.parse(body) as unknown]);

beforeEach(async () => {
  server = await startAnsweringServer();
  channel = open('secret_1');
});

afterEach(async () => {
  await channel.close();
  await server.close();
});

describe('pull', () => {
  const asked = (offset: number | string) => [
    'getUpdates',
    { offset, timeout: 30, limit: 100, allowed_updates: ['message', 'callback_query', 'my_chat_member'] },
  ];

  it('hands on the updates as they came, and the offset after the last', async () => {
    const later = { ...text, update_id: text.update_id + 5 };
    server.script(ok([later, text]));
    expect(await channel.pull('815360000', 30, never())).toEqual({
      kind: 'updates',
      updates: [later, text],
      nextOffset: String(text.update_id + 6),
    });
    expect(calls()).toEqual([asked(815360000)]);
  });

  it('keeps the offset when nothing came', async () => {
    server.script(ok([]));
    expect(await channel.pull('42', 30, never())).toEqual({ kind: 'updates', updates: [], nextOffset: '42' });
  });

  it('counts above 2^53', async () => {
    server.script({ kind: 'json', body: '{"ok":true,"result":[{"update_id":9007199254740993}]}' });
    expect(await channel.pull('9007199254740993', 30, never())).toMatchObject({
      nextOffset: '9007199254740994',
    });
    expect(calls()).toEqual([asked('9007199254740993')]);
  });

  it('passes over an entry without an id', async () => {
    server.script(ok([{ update_id: 7 }, { message: {} }, null]));
    expect(await channel.pull('0', 30, never())).toEqual({
      kind: 'updates',
      updates: [{ update_id: 7 }],
      nextOffset: '8',
    });
  });

  it.each<[string, ScriptedAnswer, PullResult]>([
    ['another reader', refused(answers.conflict), { kind: 'conflict' }],
    [
      'a refused token',
      refused(answers.unauthorized),
      { kind: 'misconfigured', reason: 'telegram_token_refused' },
    ],
    ['too fast', refused(answers.tooManyRequests), { kind: 'throttled', retryAfterMs: 7_000 }],
    [
      'too fast for long',
      refused(answers.tooManyRequestsLong),
      { kind: 'throttled', retryAfterMs: 43_200_000 },
    ],
    ['down', refused(answers.internal), { kind: 'temporary', reason: 'telegram_500' }],
    [
      'a strange refusal',
      refused(answers.unknown403),
      { kind: 'temporary', reason: 'telegram_403_some_new_rule' },
    ],
    ['a lost connection', { kind: 'cut' }, { kind: 'temporary', reason: 'net_und_err_socket' }],
    ['no list', ok({}), { kind: 'temporary', reason: 'unreadable_answer' }],
    ['only garbage', ok([1, null]), { kind: 'temporary', reason: 'unreadable_answer' }],
  ])('%s', async (_, answer, result) => {
    server.script(answer);
    expect(await channel.pull('0', 30, never())).toEqual(result);
  });

  it('ends at once when it is stopped', async () => {
    server.script({ kind: 'hang' });
    const stop = new AbortController();
    const pulling = channel.pull('0', 50, stop.signal);
    await server.received(1);
    stop.abort();
    expect(await pulling).toEqual({ kind: 'temporary', reason: 'aborted' });
  });
});

describe('account set-up', () => {
  it('asks who the account is', async () => {
    server.script(me);
    expect(await channel.check(never())).toEqual(ready);
    expect(calls()).toEqual([['getMe', {}]]);
  });

  it.each<[string, ScriptedAnswer, object]>([
    ['401', refused(answers.unauthorized), { kind: 'misconfigured', reason: 'telegram_token_refused' }],
    ['404', refused(answers.notFound), { kind: 'misconfigured', reason: 'telegram_not_found' }],
    ['429', refused(answers.tooManyRequests), { kind: 'temporary', reason: 'telegram_429' }],
    ['500', refused(answers.internal), { kind: 'temporary', reason: 'telegram_500' }],
    ['cut', { kind: 'cut' }, { kind: 'temporary', reason: 'net_und_err_socket' }],
    ['no account', ok({}), { kind: 'temporary', reason: 'unreadable_answer' }],
  ])('%s', async (_, answer, result) => {
    server.script(answer);
    expect(await channel.check(never())).toEqual(result);
  });

  it.each([
    ['vi' as const, { language_code: 'vi' }],
    ['' as const, {}],
  ])('publishes commands for language "%s"', async (language, extra) => {
    server.script(ok(true), me);
    const commands = [{ command: 'menu', description: 'Trang chính' }];
    expect(await channel.publishCommands(language, commands, never())).toEqual(ready);
    expect(calls()[0]).toEqual(['setMyCommands', { commands, ...extra }]);
  });

  it('sets a webhook with its secret and keeps waiting updates', async () => {
    server.script(ok(true), me);
    expect(await channel.setWebhook('https://ward.test/hook', never())).toEqual(ready);
    expect(calls()[0]).toEqual([
      'setWebhook',
      {
        url: 'https://ward.test/hook',
        secret_token: 'secret_1',
        allowed_updates: ['message', 'callback_query', 'my_chat_member'],
        drop_pending_updates: false,
      },
    ]);
  });

  it('removes the webhook', async () => {
    server.script(ok(true), me);
    expect(await channel.setWebhook(null, never())).toEqual(ready);
    expect(calls()[0]).toEqual(['deleteWebhook', { drop_pending_updates: false }]);
  });

  it.each([null, ''])('sets no webhook without a secret, and believes none', async (secret) => {
    const unsafe = open(secret);
    expect(await unsafe.setWebhook('https://ward.test/hook', never())).toEqual({
      kind: 'misconfigured',
      reason: 'webhook_secret_missing',
    });
    expect(server.requests).toEqual([]);
    const headers = { 'x-telegram-bot-api-secret-token': '' };
    expect(unsafe.verifyWebhook({ headers, rawBody: Buffer.alloc(0) })).toBe('forged');
    await unsafe.close();
  });

  it('says that a refused webhook address needs staff', async () => {
    server.script(refused(answers.badWebhook));
    expect(await channel.setWebhook('http://ward.test', never())).toEqual({
      kind: 'misconfigured',
      reason: 'telegram_400_bad_webhook',
    });
  });

  it('keeps a malformed token inside its own path segment', async () => {
    server.always(refused(answers.unauthorized));
    const odd = createTelegramChannel({ token: 'a b/../c\n:ü', apiRoot: server.url, webhookSecret: null });
    expect(await odd.check(never())).toEqual({ kind: 'misconfigured', reason: 'telegram_token_refused' });
    expect(server.requests[0]?.path).toBe('/bota%20b%2F..%2Fc%0A:%C3%BC/getMe');
    await odd.close();
  });
});
