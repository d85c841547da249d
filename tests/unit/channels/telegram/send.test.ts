import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TELEGRAM_BUDGET } from '../../../../config/channels.ts';
import {
  createTelegramChannel,
  type TelegramChannel,
  TransportError,
} from '../../../../src/channels/telegram/index.ts';
import answers from '../../../fixtures/telegram/error-answers.json' with { type: 'json' };
import {
  type AnsweringServer,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../../../support/answering-server.ts';
import { freePort } from '../../../support/free-port.ts';

const TOKEN = '7000000001:planted-secret-token';
const TEXT = 'Planted text: nhà ông An có cháy';
const message = { text: TEXT, buttons: [{ label: 'An toàn', payload: 'a:7Q2M:SAFE' }] };
const target = { externalId: '5123456701' };
const never = () => new AbortController().signal;
const sent = { kind: 'json', body: { ok: true, result: { message_id: 4201 } } } as const;

let server: AnsweringServer;
let channel: TelegramChannel;
const open = (apiRoot: string) => createTelegramChannel({ token: TOKEN, apiRoot, webhookSecret: null });

beforeEach(async () => {
  server = await startAnsweringServer();
  channel = open(server.url);
});

afterEach(async () => {
  vi.useRealTimers();
  await channel.close();
  await server.close();
});

describe('send', () => {
  it('posts JSON to sendMessage', async () => {
    server.script(sent);
    expect(await channel.send(message, target, never())).toEqual({ kind: 'sent', externalMessageId: '4201' });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: `/bot${TOKEN}/sendMessage` });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      chat_id: '5123456701',
      text: TEXT,
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: [[{ text: 'An toàn', callback_data: 'a:7Q2M:SAFE' }]] },
    });
  });

  it('edits when the target names a message', async () => {
    server.script({ kind: 'json', body: { ok: true, result: { message_id: 4200 } } });
    const edit = { ...target, editMessageId: '4200' };
    expect(await channel.send(message, edit, never())).toEqual({ kind: 'sent', externalMessageId: '4200' });
    expect(server.requests[0]?.path).toBe(`/bot${TOKEN}/editMessageText`);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      message_id: 4200,
      chat_id: '5123456701',
    });
  });

  it.each([
    ['photo', 'sendPhoto', { photo: 'AgAC-1' }],
    ['voice', 'sendVoice', { voice: 'AgAC-1' }],
  ] as const)('passes a %s on with the text under it', async (kind, method, file) => {
    server.script(sent);
    const forwarded = { ...message, media: { kind, fileId: 'AgAC-1' } };
    expect(await channel.send(forwarded, target, never())).toEqual({
      kind: 'sent',
      externalMessageId: '4201',
    });
    expect(server.requests[0]?.path).toBe(`/bot${TOKEN}/${method}`);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      chat_id: '5123456701',
      caption: TEXT,
      reply_markup: { inline_keyboard: [[{ text: 'An toàn', callback_data: 'a:7Q2M:SAFE' }]] },
      ...file,
    });
  });

  it('sends the words alone when the file is gone, or when they do not fit under it', async () => {
    const gone = { ok: false, error_code: 400, description: 'Bad Request: wrong file identifier' };
    server.script({ kind: 'json', status: 400, body: gone }, sent, sent);
    const forwarded = { ...message, media: { kind: 'photo', fileId: 'old' } } as const;
    expect(await channel.send(forwarded, target, never())).toMatchObject({ kind: 'sent' });
    const long = { ...forwarded, text: 'a'.repeat(1_025) };
    expect(await channel.send(long, target, never())).toMatchObject({ kind: 'sent' });
    expect(server.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'sendPhoto',
      'sendMessage',
      'sendMessage',
    ]);
  });

  it.each([
    ['notModified', { kind: 'sent', externalMessageId: '4200' }],
    ['editNotFound', { kind: 'rejected', reason: 'telegram_edit_not_found' }],
    ['editRefused', { kind: 'rejected', reason: 'telegram_edit_refused' }],
  ] as const)('answers an edit with %s', async (name, outcome) => {
    server.script({ kind: 'json', status: 400, body: answers[name] });
    expect(await channel.send(message, { ...target, editMessageId: '4200' }, never())).toEqual(outcome);
  });

  it('refuses to edit what was never sent', async () => {
    const edit = { ...target, editMessageId: 'abc' };
    expect(await channel.send(message, edit, never())).toEqual({
      kind: 'rejected',
      reason: 'telegram_edit_not_found',
    });
    expect(server.requests).toEqual([]);
  });

  it('keeps a message id above 2^53', async () => {
    server.script({ kind: 'json', body: '{"ok":true,"result":{"message_id":9007199254740993}}' });
    expect(await channel.send(message, target, never())).toEqual({
      kind: 'sent',
      externalMessageId: '9007199254740993',
    });
  });

  it('reads a new group id above 2^53', async () => {
    const body =
      '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",' +
      '"parameters":{"migrate_to_chat_id":-9007199254740993}}';
    server.script({ kind: 'json', status: 400, body });
    expect(await channel.send(message, { externalId: '-5' }, never())).toEqual({
      kind: 'moved',
      newExternalId: '-9007199254740993',
    });
  });

  it('reuses its connections', async () => {
    server.always(sent);
    for (let i = 0; i < 10; i++) await channel.send(message, target, never());
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
  });
});

describe('the fate of a send without a proper answer', () => {
  const html = { contentType: 'text/html', body: '<html>502</html>' };
  const accepted = { ok: true, result: { message_id: 4201, date: 1795400000 } };

  it.each<[string, ScriptedAnswer, string, string]>([
    ['the connection is cut after the request', { kind: 'cut' }, 'unknown', 'net_und_err_socket'],
    ['half a body', { kind: 'half', body: accepted }, 'unknown', 'net_und_err_socket'],
    ['200 with HTML', { kind: 'text', status: 200, ...html }, 'unknown', 'unreadable_answer'],
    [
      '200 without a message',
      { kind: 'json', body: { ok: true, result: {} } },
      'unknown',
      'unreadable_answer',
    ],
    ['200 with other JSON', { kind: 'json', body: [] }, 'unknown', 'unreadable_answer'],
    ['502 with HTML', { kind: 'text', status: 502, ...html }, 'temporary', 'http_502'],
    ['500 cut in the middle', { kind: 'half', status: 500, body: answers.internal }, 'temporary', 'http_500'],
    ['403 of a proxy', { kind: 'text', status: 403, ...html }, 'temporary', 'http_403'],
    ['302 of a captive portal', { kind: 'text', status: 302, ...html }, 'temporary', 'http_302'],
  ])('%s', async (_, answer, kind, reason) => {
    server.script(answer);
    expect(await channel.send(message, target, never())).toEqual({ kind, reason });
  });

  it('429 of a proxy is a pause, not a failure', async () => {
    server.script({ kind: 'text', status: 429, ...html });
    expect(await channel.send(message, target, never())).toMatchObject({ kind: 'throttled' });
  });

  it('a refused connection is temporary', async () => {
    const nowhere = open(`http://127.0.0.1:${await freePort()}`);
    expect(await nowhere.send(message, target, never())).toEqual({
      kind: 'temporary',
      reason: 'net_econnrefused',
    });
    await nowhere.close();
  });

  it('an unknown host is temporary', async () => {
    const nowhere = open('http://no-such-host.invalid');
    expect(await nowhere.send(message, target, never())).toMatchObject({
      kind: 'temporary',
      reason: expect.stringMatching(/^net_(enotfound|eai_again)$/),
    });
    await nowhere.close();
  });

  it('a host that accepts connections but never agrees on TLS is temporary: nothing of ours left', async () => {
    const mute: Server = createServer();
    const connected = new Promise<void>((resolve) => {
      mute.once('connection', () => resolve());
    });
    const port = await new Promise<number>((resolve) => {
      mute.listen(0, '127.0.0.1', () => {
        const address = mute.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const secure = open(`https://127.0.0.1:${port}`);
    const stop = new AbortController();
    const sending = secure.send(message, target, stop.signal);
    await connected;
    stop.abort();
    expect(await sending).toEqual({ kind: 'temporary', reason: 'aborted' });
    mute.close();
  });

  it('its own deadline makes it unknown after the request left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.script({ kind: 'hang' });
    const sending = channel.send(message, target, never());
    await server.received(1);
    vi.advanceTimersByTime(TELEGRAM_BUDGET.sendTimeoutMs);
    expect(await sending).toEqual({ kind: 'unknown', reason: 'timed_out' });
  });

  it('a send that waits for a free connection has not left', async () => {
    server.always({ kind: 'hang' });
    const stop = new AbortController();
    const count = TELEGRAM_BUDGET.maxInFlight + 3;
    const sending = Array.from({ length: count }, () => channel.send(message, target, stop.signal));
    await server.received(TELEGRAM_BUDGET.maxInFlight);
    stop.abort();
    const kinds = (await Promise.all(sending)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'unknown')).toHaveLength(TELEGRAM_BUDGET.maxInFlight);
    expect(kinds.filter((kind) => kind === 'temporary')).toHaveLength(3);
    // The next send proves that none of the three went out later.
    server.always(sent);
    expect((await channel.send(message, target, never())).kind).toBe('sent');
    expect(server.requests).toHaveLength(TELEGRAM_BUDGET.maxInFlight + 1);
  });

  it('a closed channel sends nothing', async () => {
    await channel.close();
    expect(await channel.send(message, target, never())).toMatchObject({ kind: 'temporary' });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['not_sent', new TransportError('not_sent', 'x'), 'temporary'],
    ['refused', new TransportError('refused', 'x'), 'temporary'],
    ['no_answer', new TransportError('no_answer', 'x'), 'unknown'],
    ['anything else', new Error(`${TOKEN} ${TEXT}`), 'unknown'],
  ])('a transport of its own decides by what it throws: %s', async (_, error, kind) => {
    const custom = createTelegramChannel({
      token: TOKEN,
      apiRoot: server.url,
      webhookSecret: null,
      transport: { call: () => Promise.reject(error) },
    });
    const outcome = await custom.send(message, target, never());
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toMatch(/planted/i);
    await custom.close();
  });
});

describe('acknowledgePress', () => {
  it('answers the press', async () => {
    server.script({ kind: 'json', body: { ok: true, result: true } });
    expect(await channel.acknowledgePress('22003456789012345678', never())).toEqual({
      kind: 'sent',
      externalMessageId: '22003456789012345678',
    });
    expect(server.requests[0]?.path).toBe(`/bot${TOKEN}/answerCallbackQuery`);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ callback_query_id: '22003456789012345678' });
  });

  it.each([
    ['pressTooOld', 400, { kind: 'rejected', reason: 'telegram_press_too_old' }],
    ['tooManyRequests', 429, { kind: 'throttled', scope: 'account', retryAfterMs: 7_000 }],
  ] as const)('%s', async (name, status, outcome) => {
    server.script({ kind: 'json', status, body: answers[name] });
    expect(await channel.acknowledgePress('1', never())).toEqual(outcome);
  });
});
