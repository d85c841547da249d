import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutgoingMessage } from '../../../../src/channels/channel.ts';
import type { Outcome } from '../../../../src/channels/outcome.ts';
import type {
  RateFeedback,
  ZaloChannel,
  ZaloOptions,
  ZaloSendResult,
} from '../../../../src/channels/zalo/index.ts';
import { ZALO_LIMITS } from '../../../../src/channels/zalo/index.ts';
import {
  type AnsweringServer,
  type RecordedRequest,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../../../support/answering-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { openZalo } from '../../../support/zalo/channel.ts';
import { ZALO_ACCESS_TOKEN, ZALO_APP_SECRET, ZALO_USER_ID } from '../../../support/zalo/ids.ts';
import type { MemoryTokenStore } from '../../../support/zalo/token-store.ts';

const TEXT = 'Planted text: nhà ông An có cháy';
const NUMBERED = `${TEXT}\n\n1. An toàn`;
const message: OutgoingMessage = { text: TEXT, buttons: [{ label: 'An toàn', payload: 'a:7Q2M:SAFE' }] };
const target = { externalId: ZALO_USER_ID };
const never = () => new AbortController().signal;
const V3 = '/v3.0/oa/message/cs';
const V2 = '/v2.0/oa/message';

const json = (body: unknown): ScriptedAnswer => ({ kind: 'json', body });
// The answer repeats what was sent, as answers do.
const refusal = (error: number) => json({ error, message: `${TEXT} ${ZALO_ACCESS_TOKEN}` });
const accepted = (data: object = {}) =>
  json({
    error: 0,
    message: 'Success',
    data: { message_id: '96d3cdf3af150460909', user_id: ZALO_USER_ID, ...data },
  });
const granted = json({
  access_token: 'planted-new-access',
  refresh_token: 'planted-new-refresh',
  expires_in: '90000',
});
const sent: Outcome = { kind: 'sent', externalMessageId: '96d3cdf3af150460909' };

let server: AnsweringServer;
let channel: ZaloChannel;
let store: MemoryTokenStore;
let events: unknown[];

async function reopen(options: Partial<ZaloOptions> = {}, url = server.url): Promise<void> {
  await channel?.close();
  const opened = openZalo(url, {
    onRoute: (route) => events.push(route),
    onButtonsRefused: () => events.push('buttons_refused'),
    onConsentNeeded: (reason) => events.push(reason),
    ...options,
  });
  channel = opened.channel;
  store = opened.store;
}

beforeEach(async () => {
  server = await startAnsweringServer();
  events = [];
  await reopen();
});

afterEach(async () => {
  vi.useRealTimers();
  await channel.close();
  await server.close();
});

const bodyOf = (request: RecordedRequest | undefined) => JSON.parse(request?.body ?? 'null');
const paths = () => server.requests.map(({ path }) => path);
const send = (what = message) => channel.send(what, target, never());

/** Nothing of what must stay secret is in what came out. */
function expectNoSecrets(result: unknown): void {
  const text = JSON.stringify(result);
  for (const secret of [TEXT, 'ông An', 'planted', ZALO_USER_ID, '127.0.0.1', 'http:'])
    expect(text).not.toContain(secret);
}

describe('send', () => {
  it('posts JSON with the token in its own header', async () => {
    server.script(accepted());
    expect(await send()).toEqual(sent);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: V3 });
    expect(request?.headers).toMatchObject({
      access_token: ZALO_ACCESS_TOKEN,
      'content-type': 'application/json',
    });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(request?.headers).not.toHaveProperty('appsecret_proof');
    expect(bodyOf(request)).toEqual({
      recipient: { user_id: ZALO_USER_ID },
      message: {
        text: TEXT,
        attachment: {
          type: 'template',
          payload: {
            template_type: 'button',
            buttons: [{ title: 'An toàn', type: 'oa.query.hide', payload: '#a:7Q2M:SAFE' }],
          },
        },
      },
    });
  });

  it('signs with the app secret where that is demanded', async () => {
    await reopen({ appSecretProof: true });
    server.script(accepted());
    await send();
    expect(server.requests[0]?.headers.appsecret_proof).toBe(
      createHmac('sha256', ZALO_APP_SECRET).update(ZALO_ACCESS_TOKEN).digest('hex'),
    );
  });

  it.each([
    ['without buttons when they are off', { buttons: false }, message, NUMBERED],
    [
      'numbered from six choices on',
      {},
      { text: TEXT, buttons: Array.from({ length: 6 }, (_, i) => ({ label: `L${i}`, payload: `p:${i}` })) },
      `${TEXT}\n\n1. L0\n2. L1\n3. L2\n4. L3\n5. L4\n6. L5`,
    ],
  ])('goes %s', async (_, options, what, text) => {
    await reopen(options);
    server.script(accepted());
    expect(await send(what)).toEqual(sent);
    expect(bodyOf(server.requests[0]).message).toEqual({ text });
  });

  it('takes an id that comes as a large number', async () => {
    server.script(json('{"error":0,"data":{"message_id":1234567890123456789}}'));
    expect(await send()).toEqual({ kind: 'sent', externalMessageId: '1234567890123456789' });
  });

  it('tells what a message was counted against', async () => {
    const results: ZaloSendResult[] = [];
    await reopen({ onSent: (result) => results.push(result) });
    server.script(accepted({ quota: { quota_type: 'sub_quota', remain: '499', total: 500 } }), accepted());
    await send();
    expect((await channel.sendCounted(message, target, never())).quota).toBeNull();
    expect(results).toEqual([{ outcome: sent, quota: { quotaType: 'sub_quota', remain: 499, total: 500 } }]);
  });

  it('hands the rate of the account on', async () => {
    const rates: RateFeedback[] = [];
    await reopen({ onRate: (rate) => rates.push(rate) });
    await channel.close();
    // The answering server sets no headers, so the reading is tested through a bare one.
    const { createServer } = await import('node:http');
    const bare = createServer((request, response) => {
      request.resume();
      response.setHeader('X-RateLimit-Limit', '100');
      response.setHeader('X-RateLimit-Remain', '42');
      response.end(JSON.stringify({ error: 0, data: { message_id: 'm' } }));
    });
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    const address = bare.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await reopen({ onRate: (rate) => rates.push(rate) }, `http://127.0.0.1:${port}`);
    expect(await send()).toMatchObject({ kind: 'sent' });
    expect(rates).toEqual([{ limit: 100, remain: 42 }]);
    await channel.close();
    bare.closeAllConnections();
    bare.close();
  });

  it.each<[string, ScriptedAnswer, Outcome]>([
    ['the rate', refusal(-32), { kind: 'throttled', scope: 'account', retryAfterMs: 60_000 }],
    ['a person who does not follow', refusal(-213), { kind: 'unreachable', reason: 'zalo_not_following' }],
    ['a closed window', refusal(-230), { kind: 'needs_template', reason: 'zalo_window_closed' }],
    ['an uncertain sending', refusal(-200), { kind: 'unknown', reason: 'zalo_sending_failed' }],
    ['a code in a string', json({ error: '-213' }), { kind: 'unreachable', reason: 'zalo_not_following' }],
    [
      'a code with HTTP 400',
      { kind: 'json', status: 400, body: { error: -213 } },
      { kind: 'unreachable', reason: 'zalo_not_following' },
    ],
    [
      'a code of a gateway',
      { kind: 'json', status: 500, body: { error: 500, message: TEXT } },
      { kind: 'unknown', reason: 'http_500' },
    ],
    [
      'a rate of a gateway',
      { kind: 'json', status: 429, body: { error: 429 } },
      { kind: 'throttled', scope: 'account', retryAfterMs: 60_000 },
    ],
    [
      'a known code with HTTP 500',
      { kind: 'json', status: 500, body: { error: -213 } },
      { kind: 'unreachable', reason: 'zalo_not_following' },
    ],
    ['a new code', refusal(-999), { kind: 'rejected', reason: 'zalo_-999' }],
    [
      'a wrong path',
      { kind: 'text', status: 404, contentType: 'text/plain', body: 'empty or invalid API' },
      { kind: 'rejected', reason: 'zalo_path_unknown' },
    ],
    [
      'a gateway',
      { kind: 'text', status: 502, contentType: 'text/html', body: TEXT },
      { kind: 'unknown', reason: 'http_502' },
    ],
    [
      'success with HTTP 500',
      { kind: 'json', status: 500, body: { error: 0, data: { message_id: 'm' } } },
      { kind: 'unknown', reason: 'http_500' },
    ],
    ['no id', json({ error: 0, data: {} }), { kind: 'unknown', reason: 'unreadable_answer' }],
    [
      'no JSON',
      { kind: 'text', status: 200, contentType: 'text/html', body: TEXT },
      { kind: 'unknown', reason: 'unreadable_answer' },
    ],
    ['a cut connection', { kind: 'cut' }, { kind: 'unknown', reason: 'net_und_err_socket' }],
    [
      'half an answer',
      { kind: 'half', body: { error: 0, data: { message_id: 'm' } } },
      { kind: 'unknown', reason: expect.stringMatching(/^net_/) },
    ],
    ['half a refusal', { kind: 'half', status: 503, body: {} }, { kind: 'unknown', reason: 'http_503' }],
  ])('reads %s, sends once, and keeps secrets', async (_, answer, outcome) => {
    server.script(answer);
    const result = await send({ text: TEXT, buttons: [] });
    expect(result).toEqual(outcome);
    expect(server.requests).toHaveLength(1);
    expectNoSecrets(result);
  });

  it('is temporary when nobody listens', async () => {
    await reopen({}, `http://127.0.0.1:${await freePort()}`);
    const result = await send();
    expect(result).toEqual({ kind: 'temporary', reason: 'net_econnrefused' });
    expectNoSecrets(result);
  });

  it('is temporary when the token is none that could be put into a header', async () => {
    if (store.stored)
      store.stored = { ...store.stored, pair: { ...store.stored.pair, accessToken: 'planted\n' } };
    const result = await send();
    expect(result).toMatchObject({ kind: 'temporary' });
    expectNoSecrets(result);
    await channel.close();
    expect(await send()).toMatchObject({ kind: 'temporary' });
  });

  it('is unknown after its deadline', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.script({ kind: 'hang' });
    const sending = send();
    await server.received(1);
    await vi.advanceTimersByTimeAsync(ZALO_LIMITS.sendTimeoutMs);
    expect(await sending).toEqual({ kind: 'unknown', reason: 'timed_out' });
  });

  it.each<[string, OutgoingMessage, { externalId: string; editMessageId?: string }, string]>([
    ['an edit', message, { ...target, editMessageId: 'm' }, 'zalo_edit_not_possible'],
    ['a text beyond the limit', { text: 'x'.repeat(1_901), buttons: [] }, target, 'zalo_text_too_long'],
    ['an empty text', { text: ' ', buttons: [] }, target, 'zalo_text_empty'],
    [
      'a payload with words',
      { text: 'a', buttons: [{ label: 'a', payload: 'ông An' }] },
      target,
      'zalo_button_payload',
    ],
  ])('refuses %s without a call', async (_, what, where, reason) => {
    expect(await channel.send(what, where, never())).toEqual({ kind: 'rejected', reason });
    expect(server.requests).toHaveLength(0);
  });
});

describe('a refused token', () => {
  it.each([-216, -220, -155])('%i: refreshes once, sends once more', async (code) => {
    server.script(refusal(code), granted, accepted());
    expect(await send()).toEqual(sent);
    expect(paths()).toEqual([V3, '/v4/oa/access_token', V3]);
    expect(server.requests[2]?.headers.access_token).toBe('planted-new-access');
    expect(store.stored).toMatchObject({ version: 2, pair: { refreshToken: 'planted-new-refresh' } });
  });

  it('is misconfigured when the new one is refused too', async () => {
    server.script(refusal(-216), granted, refusal(-216));
    expect(await send()).toEqual({ kind: 'misconfigured', reason: 'zalo_token_refused' });
    expect(server.requests).toHaveLength(3);
  });

  it('is misconfigured when only a consent helps, and says so once', async () => {
    server.script(refusal(-216), json({ error: -14014, error_name: 'planted' }));
    const result = await send();
    expect(result).toEqual({ kind: 'misconfigured', reason: 'zalo_consent_needed' });
    expect(await send()).toEqual(result);
    expect(events).toEqual(['zalo_refresh_token_used']);
    expect(server.requests).toHaveLength(2);
  });

  it('is temporary when Zalo cannot refresh now', async () => {
    server.script(refusal(-216), { kind: 'text', status: 503, contentType: 'text/html', body: '' });
    expect(await send()).toEqual({ kind: 'temporary', reason: 'http_503' });
  });

  it('is temporary while the store is out of order', async () => {
    await reopen({ tokenStore: { ...store, read: () => Promise.reject(new Error('planted')) } });
    const result = await send();
    expect(result).toEqual({ kind: 'temporary', reason: 'token_store_failed' });
    expectNoSecrets(result);
  });
});

describe('the route', () => {
  it('switches to v2 for good when v3 is not for this type of OA', async () => {
    server.script(refusal(-235), accepted(), accepted());
    expect(await send()).toEqual(sent);
    expect(await send()).toEqual(sent);
    expect(paths()).toEqual([V3, V2, V2]);
    expect(bodyOf(server.requests[1])).toEqual(bodyOf(server.requests[0]));
    expect(events).toEqual(['v2']);
  });

  it('switches back to v3 when v2 is closed', async () => {
    await reopen({ route: 'v2' });
    server.script(refusal(-240), accepted(), accepted());
    await send();
    await send();
    expect(paths()).toEqual([V2, V3, V3]);
    expect(events).toEqual(['v3cs']);
  });

  it.each([
    ['v3cs', [-235, -240]],
    ['v3cs', [-235, -235]],
    ['v2', [-240, -235]],
  ] as const)('from %s is tried once and kept when both are refused: %j', async (route, codes) => {
    await reopen({ route });
    server.script(...codes.map(refusal));
    expect(await send()).toEqual({ kind: 'misconfigured', reason: 'zalo_route_closed' });
    expect(server.requests).toHaveLength(2);
    expect(events).toEqual([]);
  });

  it.each([
    ['v3cs', -240],
    ['v2', -235],
    ['v3cs', -213],
    ['v3cs', -233],
  ] as const)('from %s stays with %i', async (route, code) => {
    await reopen({ route });
    server.script(refusal(code));
    await send({ text: TEXT, buttons: [] });
    expect(server.requests).toHaveLength(1);
    expect(events).toEqual([]);
  });

  it('is kept when the fate on the other one is unknown, and nothing is sent again', async () => {
    server.script(refusal(-235), { kind: 'cut' });
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(paths()).toEqual([V3, V2]);
    expect(events).toEqual(['v2']);
  });
});

describe('buttons', () => {
  it.each([-201, -233])('become numbered lines after %i, for good once that passed', async (code) => {
    server.script(refusal(code), accepted(), accepted());
    expect(await send()).toEqual(sent);
    expect(bodyOf(server.requests[1]).message).toEqual({ text: NUMBERED });
    expect(await send()).toEqual(sent);
    expect(bodyOf(server.requests[2]).message).toEqual({ text: NUMBERED });
    expect(events).toEqual(['buttons_refused']);
  });

  it('are tried again when the words alone do not pass either', async () => {
    server.script(refusal(-201), refusal(-201), accepted());
    expect(await send()).toEqual({ kind: 'rejected', reason: 'zalo_parameter_invalid' });
    await send();
    expect(bodyOf(server.requests[2]).message).toHaveProperty('attachment');
    expect(events).toEqual([]);
  });

  it.each([-210, -213, -200])('are not at fault for %i', async (code) => {
    server.script(refusal(code));
    await send();
    expect(server.requests).toHaveLength(1);
  });
});

describe('media', () => {
  const link = 'https://f1.zdn.vn/a.jpg';
  const photo = (fileId: string): OutgoingMessage => ({ ...message, media: { kind: 'photo', fileId } });
  const voice: OutgoingMessage = { ...message, media: { kind: 'voice', fileId: 'https://f1.zdn.vn/a.amr' } };

  it.each([
    [link, { media_type: 'image', url: link }],
    ['att-1', { media_type: 'image', attachment_id: 'att-1' }],
  ])('passes the picture %s on, with the words and choices under it', async (fileId, element) => {
    server.script(accepted());
    expect(await send(photo(fileId))).toEqual(sent);
    expect(bodyOf(server.requests[0]).message).toEqual({
      text: NUMBERED,
      attachment: { type: 'template', payload: { template_type: 'media', elements: [element] } },
    });
  });

  it('sends the words alone when the picture is refused', async () => {
    server.script(refusal(-100), accepted());
    expect(await send(photo('att-1'))).toEqual(sent);
    expect(bodyOf(server.requests[1]).message).toMatchObject({ text: TEXT });
  });

  it('does not send twice when the picture may have arrived', async () => {
    server.script(refusal(-200));
    expect(await send(photo('att-1'))).toMatchObject({ kind: 'unknown' });
    expect(server.requests).toHaveLength(1);
  });

  it('passes a voice note on as its link', async () => {
    server.script(accepted());
    await send(voice);
    expect(bodyOf(server.requests[0]).message.text).toBe(`${TEXT}\nhttps://f1.zdn.vn/a.amr`);
  });

  it('leaves the link out when it does not fit', async () => {
    server.script(accepted());
    await send({
      ...voice,
      text: 'x'.repeat(1_900),
      media: { kind: 'voice', fileId: `https://a/${'x'.repeat(90)}` },
    });
    expect(bodyOf(server.requests[0]).message.text).toBe('x'.repeat(1_900));
  });
});

describe('what else an account can say', () => {
  it.each<[string, () => Promise<ZaloSendResult>, string, object]>([
    [
      'an image',
      () => channel.sendImage(ZALO_USER_ID, { attachmentId: 'att' }, 'a', never()),
      V3,
      { recipient: { user_id: ZALO_USER_ID }, message: { text: 'a', attachment: { type: 'template' } } },
    ],
    [
      'a file',
      () => channel.sendFile(ZALO_USER_ID, 'tok', never()),
      V3,
      { message: { attachment: { type: 'file', payload: { token: 'tok' } } } },
    ],
    [
      'a question for name and phone',
      () =>
        channel.requestUserInfo(
          ZALO_USER_ID,
          { title: 'T', subtitle: 'S', imageUrl: 'https://a/b.png' },
          never(),
        ),
      V3,
      { message: { attachment: { payload: { template_type: 'request_user_info' } } } },
    ],
    [
      'a template',
      () => channel.sendTemplate(ZALO_USER_ID, '412331', { ten: 'An' }, never()),
      '/v3.0/oa/message/template',
      { user_id: ZALO_USER_ID, template_id: '412331', template_data: { ten: 'An' } },
    ],
  ])('%s', async (_, run, path, body) => {
    server.script(accepted());
    expect((await run()).outcome).toEqual(sent);
    expect(paths()).toEqual([path]);
    expect(bodyOf(server.requests[0])).toMatchObject(body);
  });

  it('reads the refusals of templates, and refreshes for their own code', async () => {
    server.script(refusal(-109), refusal(-124), granted, accepted());
    const template = () => channel.sendTemplate(ZALO_USER_ID, '1', {}, never());
    expect((await template()).outcome).toEqual({ kind: 'rejected', reason: 'zalo_template_unknown' });
    expect((await template()).outcome).toEqual(sent);
  });
});

describe('connect', () => {
  it('turns the code of a consent into stored tokens', async () => {
    store.stored = null;
    expect(await send()).toEqual({ kind: 'misconfigured', reason: 'zalo_consent_needed' });
    server.script(granted, accepted());
    expect(await channel.connect('planted-code', 'planted-verifier', never())).toEqual({ kind: 'connected' });
    expect(await send()).toEqual(sent);
    expect(store.stored).toMatchObject({ version: 1 });
  });

  it('says what went wrong', async () => {
    server.script(json({ error: -14005 }));
    const result = await channel.connect('planted-code', 'planted-verifier', never());
    expect(result).toEqual({ kind: 'consent_needed', reason: 'zalo_code_used' });
  });

  it('refreshes when due, and gives no token away', async () => {
    expect(await channel.refreshIfDue(never())).toEqual({ kind: 'ready' });
    expect(server.requests).toHaveLength(0);
  });
});
