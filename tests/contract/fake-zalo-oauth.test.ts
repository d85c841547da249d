import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY, type Parsed, REDIRECT, withFakeZalo } from '../integration/simulator/fake-zalo-stand.ts';

const fake = withFakeZalo();
const VERIFIER = 'aB3dEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const TOKEN_PATH = '/v4/oa/access_token';

async function consent(
  change: Record<string, string> = {},
): Promise<{ status: number; error: number | null; back: URL | null }> {
  const query = new URLSearchParams({
    app_id: fake.zalo.app.id,
    redirect_uri: REDIRECT,
    code_challenge: CHALLENGE,
    state: 'trạng thái',
    ...change,
  });
  const response = await fetch(`${fake.zalo.oauthRoot}/v4/oa/permission?${query.toString()}`, {
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  const raw = await response.text();
  const error: number | null = raw === '' ? null : JSON.parse(raw).error;
  return { status: response.status, error, back: location === null ? null : new URL(location) };
}

async function codeOf(change: Record<string, string> = {}): Promise<string> {
  return (await consent(change)).back?.searchParams.get('code') ?? '';
}

async function tokens(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${fake.zalo.oauthRoot}${TOKEN_PATH}`, {
    method: 'POST',
    headers: { secret_key: fake.zalo.app.secret, ...headers },
    body: new URLSearchParams({ app_id: fake.zalo.app.id, ...fields }),
  });
  const body: Parsed = await response.json();
  return { status: response.status, body };
}

const exchange = (code: string, verifier = VERIFIER) =>
  tokens({ grant_type: 'authorization_code', code, code_verifier: verifier });
const refresh = (token: string) => tokens({ grant_type: 'refresh_token', refresh_token: token });
const getoa = async (token: string) => (await fake.get('/v2.0/oa/getoa', undefined, token)).body.error;

describe('1. consent', () => {
  it('leads back with code, account and state', async () => {
    const { status, back } = await consent();
    expect(status).toBe(302);
    expect(back?.origin).toBe('https://binh-yen.example');
    expect(back?.searchParams.get('oa_id')).toBe(fake.oa.id);
    expect(back?.searchParams.get('state')).toBe('trạng thái');
    expect((await exchange(back?.searchParams.get('code') ?? '')).body).toHaveProperty('access_token');
  });

  it.each([
    { name: 'another path', change: { redirect_uri: `${REDIRECT}/` }, error: -14003 },
    { name: 'a query', change: { redirect_uri: `${REDIRECT}?a=1` }, error: -14003 },
    { name: 'another app', change: { app_id: '1' }, error: -14002 },
  ])('refuses $name with $error', async ({ change, error }) => {
    expect(await consent(change)).toEqual({ status: 200, error, back: null });
  });

  it('gives a code for ten minutes', async () => {
    const [early, late] = [await codeOf(), await codeOf()];
    fake.clock.advance(599_000);
    expect((await exchange(early)).body).toHaveProperty('access_token');
    fake.clock.advance(1000);
    expect((await exchange(late)).body).toMatchObject({ error: -14005 });
  });

  it('gives a code that works once', async () => {
    const code = await codeOf();
    await exchange(code);
    expect((await exchange(code)).body).toMatchObject({ error: -14005 });
  });

  it('checks the challenge when one was sent, and only then', async () => {
    expect((await exchange(await codeOf(), 'another')).body).toMatchObject({ error: -14005 });
    expect((await exchange(await codeOf({ code_challenge: '' }), 'another')).body).toHaveProperty(
      'access_token',
    );
  });
});

describe('2. the token endpoint', () => {
  it.each([
    { name: 'no secret', headers: { secret_key: '' }, fields: {}, error: -14004 },
    { name: 'another grant type', headers: {}, fields: { grant_type: 'password' }, error: -14018 },
    { name: 'another app', headers: {}, fields: { app_id: '5' }, error: -14002 },
    { name: 'an unknown code', headers: {}, fields: { code: 'x' }, error: -14005 },
    {
      name: 'a JSON body',
      headers: { 'content-type': 'application/json' },
      fields: {},
      error: -14018,
    },
  ])('refuses $name with $error in HTTP 200', async ({ headers, fields, error }) => {
    const code = await codeOf();
    const all = { grant_type: 'authorization_code', code, code_verifier: VERIFIER, ...fields };
    const { status, body } = await tokens(all, headers);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      error,
      error_name: expect.any(String),
      error_description: expect.any(String),
    });
    expect(body).not.toHaveProperty('message');
  });
});

describe('3. refresh', () => {
  it.each([
    { setting: 'string', expected: '90000' },
    { setting: 'number', expected: 90_000 },
  ] as const)('tells the life as a $setting', async ({ setting, expected }) => {
    fake.zalo.configure({ expiresIn: setting });
    const { body } = await exchange(await codeOf());
    expect(body.expires_in).toBe(expected);
  });

  it('changes both tokens, ends the old ones and refuses the second use', async () => {
    const first = fake.oa.issueTokens();
    const { body: second } = await refresh(first.refreshToken);
    expect(second.refresh_token).not.toBe(first.refreshToken);
    expect([await getoa(first.accessToken), await getoa(second.access_token)]).toEqual([-216, 0]);
    expect(await refresh(first.refreshToken)).toMatchObject({ status: 200, body: { error: -14014 } });
    expect(await getoa(second.access_token)).toBe(0);
  });

  it('lasts three months from each time', async () => {
    let token = fake.oa.issueTokens().refreshToken;
    for (let round = 0; round < 3; round++) {
      fake.clock.advance(89 * DAY);
      token = (await refresh(token)).body.refresh_token;
    }
    fake.clock.advance(90 * DAY);
    expect((await refresh(token)).body).toMatchObject({ error: -14014 });
  });

  it('may lose the new pair on its way', async () => {
    const first = fake.oa.issueTokens();
    fake.zalo.faults.order({ fault: { kind: 'deliver_then_drop' }, count: 1, paths: [TOKEN_PATH] });
    await expect(refresh(first.refreshToken)).rejects.toThrow('fetch failed');
    expect((await refresh(first.refreshToken)).body).toMatchObject({ error: -14014 });
    expect(await getoa(first.accessToken)).toBe(-216);
  });

  it('may be lost before it takes effect', async () => {
    const { refreshToken } = fake.oa.issueTokens();
    fake.zalo.faults.order({ fault: { kind: 'drop' }, count: 1, paths: [TOKEN_PATH] });
    await expect(refresh(refreshToken)).rejects.toThrow('fetch failed');
    expect((await refresh(refreshToken)).body).toHaveProperty('access_token');
  });
});
