import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  challengeOf,
  consentLink,
  createOAuth,
  createPkce,
  type GrantResult,
  OAUTH_ERRORS,
  type OAuth,
} from '../../../../src/channels/zalo/oauth.ts';
import { createTransport, type Transport } from '../../../../src/channels/zalo/transport.ts';
import {
  type AnsweringServer,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../../../support/answering-server.ts';
import { freePort } from '../../../support/free-port.ts';

const never = () => new AbortController().signal;
const SECRETS = [
  'planted-app-secret',
  'planted-code',
  'planted-verifier',
  'planted-refresh',
  'planted-words',
];
const json = (body: unknown, status = 200): ScriptedAnswer => ({ kind: 'json', status, body });
const error = (code: number | string, status = 200) =>
  json({ error: code, error_name: 'planted-words', error_description: 'planted-words' }, status);

let server: AnsweringServer;
let transport: Transport;
let oauth: OAuth;

const open = (root: string) => {
  transport = createTransport(root, 2);
  oauth = createOAuth({ transport, appId: '360846524940903967', appSecret: 'planted-app-secret' });
};

beforeEach(async () => {
  server = await startAnsweringServer();
  open(server.url);
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

describe('consent', () => {
  it('is asked for with the challenge of the verifier', () => {
    const link = new URL(
      consentLink({
        oauthRoot: 'https://oauth.zaloapp.com/',
        appId: '360846524940903967',
        redirectUri: 'https://binhyen.example/zalo/callback',
        state: 'st',
        challenge: 'ch',
      }),
    );
    expect(`${link.origin}${link.pathname}`).toBe('https://oauth.zaloapp.com/v4/oa/permission');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      app_id: '360846524940903967',
      redirect_uri: 'https://binhyen.example/zalo/callback',
      code_challenge: 'ch',
      state: 'st',
    });
  });

  it('has a verifier of 43 letters and digits of all three kinds, never the same', () => {
    const pairs = Array.from({ length: 200 }, createPkce);
    for (const { verifier, challenge } of pairs) {
      expect(verifier).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9]{43}$/);
      expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    }
    expect(new Set(pairs.map(({ verifier }) => verifier)).size).toBe(200);
  });

  it('has the challenge of RFC 7636, appendix B', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });
});

describe('tokens', () => {
  it.each<[string, () => Promise<GrantResult>, Record<string, string>]>([
    [
      'a code',
      () => oauth.exchangeCode('planted-code', 'planted-verifier', never()),
      { grant_type: 'authorization_code', code: 'planted-code', code_verifier: 'planted-verifier' },
    ],
    [
      'a refresh token',
      () => oauth.refresh('planted-refresh', never()),
      { grant_type: 'refresh_token', refresh_token: 'planted-refresh' },
    ],
  ])('are given for %s', async (_, ask, form) => {
    server.script(json({ access_token: 'a', refresh_token: 'r', expires_in: '90000' }));
    expect(await ask()).toEqual({
      kind: 'granted',
      grant: { accessToken: 'a', refreshToken: 'r', expiresInMs: 90_000_000 },
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v4/oa/access_token' });
    expect(request?.headers.secret_key).toBe('planted-app-secret');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      ...form,
      app_id: '360846524940903967',
    });
  });

  it.each([
    ['a number', 3_600, 3_600_000],
    ['missing', undefined, 90_000_000],
    ['no number', 'soon', 90_000_000],
  ])('are not thrown away when expires_in is %s', async (_, expires_in, expiresInMs) => {
    server.script(json({ access_token: 'a', refresh_token: 'r', expires_in }));
    expect(await oauth.refresh('planted-refresh', never())).toMatchObject({ grant: { expiresInMs } });
  });

  it.each<[string, ScriptedAnswer, GrantResult]>([
    ...OAUTH_ERRORS.map(({ code, kind, reason }): [string, ScriptedAnswer, GrantResult] => [
      `${code}`,
      error(code),
      { kind, reason },
    ]),
    ['a code in a string', error('-14014'), { kind: 'consent_needed', reason: 'zalo_refresh_token_used' }],
    ['an unlisted code', error(-14012), { kind: 'consent_needed', reason: 'zalo_oauth_-14012' }],
    ['an unlisted code with 500', error(-14012, 500), { kind: 'temporary', reason: 'http_500' }],
    ['HTTP 429', json({}, 429), { kind: 'temporary', reason: 'http_429' }],
    [
      'a gateway',
      { kind: 'text', status: 502, contentType: 'text/html', body: '<p>' },
      { kind: 'temporary', reason: 'http_502' },
    ],
    [
      'a proxy',
      { kind: 'text', status: 403, contentType: 'text/html', body: '<p>' },
      { kind: 'temporary', reason: 'http_403' },
    ],
    [
      'no JSON',
      { kind: 'text', status: 200, contentType: 'text/html', body: '<p>' },
      { kind: 'unknown', reason: 'unreadable_answer' },
    ],
    ['half a pair', json({ access_token: 'a' }), { kind: 'unknown', reason: 'unreadable_answer' }],
    ['a cut connection', { kind: 'cut' }, { kind: 'unknown', reason: 'net_und_err_socket' }],
    [
      'half an answer',
      { kind: 'half', body: { access_token: 'a' } },
      { kind: 'unknown', reason: expect.stringMatching(/^net_/) },
    ],
  ])('are not given: %s', async (_, answer, result) => {
    server.script(answer);
    const given = await oauth.refresh('planted-refresh', never());
    expect(given).toEqual(result);
    for (const secret of SECRETS) expect(JSON.stringify(given)).not.toContain(secret);
  });

  it('are not asked for when nobody listens', async () => {
    await transport.close();
    open(`http://127.0.0.1:${await freePort()}`);
    expect(await oauth.refresh('planted-refresh', never())).toEqual({
      kind: 'temporary',
      reason: 'net_econnrefused',
    });
  });

  it('are unknown when the caller gave up after the request left', async () => {
    server.script({ kind: 'hang' });
    const stop = new AbortController();
    const asking = oauth.refresh('planted-refresh', stop.signal);
    await server.received(1);
    stop.abort();
    expect(await asking).toEqual({ kind: 'unknown', reason: 'aborted' });
    expect(await oauth.refresh('planted-refresh', stop.signal)).toEqual({
      kind: 'temporary',
      reason: 'aborted',
    });
  });
});
