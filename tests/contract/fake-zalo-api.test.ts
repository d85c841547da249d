import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SettingsPatch } from '../../src/simulator/zalo/settings.ts';
import { DAY, HOUR, readReply, START_MS, withFakeZalo } from '../integration/simulator/fake-zalo-stand.ts';
import { waitFor } from '../support/wait-for.ts';

const CS = '/v3.0/oa/message/cs';
const V2 = '/v2.0/oa/message';
const text = { text: 'Cháy ở chợ' };

describe('4. the token and the path', () => {
  const fake = withFakeZalo();

  it.each([
    { name: 'no header', path: '/v2.0/oa/getoa', headers: {}, error: -216 },
    { name: 'Bearer', path: '/v2.0/oa/getoa', headers: { authorization: 'Bearer TOKEN' }, error: -216 },
    { name: 'the query', path: '/v2.0/oa/getoa?access_token=TOKEN', headers: {}, error: -216 },
    { name: 'a wrong token', path: '/v2.0/oa/getoa', headers: { access_token: 'x' }, error: -216 },
    { name: 'the header', path: '/v2.0/oa/getoa', headers: { access_token: 'TOKEN' }, error: 0 },
  ])('$name: $error', async ({ path, headers, error }) => {
    const put = (value: string) => value.replace('TOKEN', fake.token);
    const filled = Object.entries(headers).map(([name, value]): [string, string] => [name, put(value)]);
    const reply = await readReply(await fetch(`${fake.zalo.apiRoot}${put(path)}`, { headers: filled }));
    expect([reply.status, reply.body.error]).toEqual([200, error]);
  });

  it.each([{ code: -220 }, { code: -155 }] as const)(
    'expires after 25 hours with $code',
    async ({ code }) => {
      fake.zalo.configure({ expiredTokenCode: code });
      fake.clock.advance(25 * HOUR - 1);
      expect((await fake.get('/v2.0/oa/getoa')).body.error).toBe(0);
      fake.clock.advance(1);
      expect((await fake.get('/v2.0/oa/getoa')).body.error).toBe(code);
    },
  );

  it.each([
    '/v2.0/oa/message/cs',
    '/v3.0/oa/message',
    '/v3.0/oa/upload/image',
    '/v3.0/oa/getoa',
    '/v4/other',
  ])('%s does not exist', async (path) => {
    const reply = await fake.post(path, {});
    expect(reply.status).toBe(404);
    expect(reply.raw).toContain('empty or invalid API');
  });

  it('takes a right appsecret_proof, refuses a wrong one, and may ask for one', async () => {
    const proof = createHmac('sha256', fake.zalo.app.secret).update(fake.token).digest('hex');
    const call = async (headers: Record<string, string>) => {
      const all = { access_token: fake.token, ...headers };
      const response = await fetch(`${fake.zalo.apiRoot}/v2.0/oa/getoa`, { headers: all });
      return (await readReply(response)).body.error;
    };
    expect([await call({ appsecret_proof: proof }), await call({ appsecret_proof: 'x' })]).toEqual([0, -242]);
    fake.zalo.configure({ appsecretProof: 'required' });
    expect([await call({}), await call({ appsecret_proof: proof })]).toEqual([-242, 0]);
  });
});

describe('5. answers and faults', () => {
  const fake = withFakeZalo();

  /** `patienceMs`: what is not answered in that time hangs. */
  async function outcome(id: string, patienceMs = 20_000): Promise<string> {
    try {
      const response = await fetch(`${fake.zalo.apiRoot}${CS}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', access_token: fake.token },
        body: JSON.stringify({ recipient: { user_id: id }, message: text }),
        signal: AbortSignal.timeout(patienceMs),
      });
      return `${response.status} ${(await response.text()).slice(0, 12)}`;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'hangs' : 'broken';
    }
  }

  it.each([
    { fault: { kind: 'throttle', retryAfterSeconds: 4 }, expected: '429 Too Many Req', delivered: 0 },
    { fault: { kind: 'bad_gateway' }, expected: '502 <html>\r\n<hea', delivered: 0 },
    { fault: { kind: 'refuse', code: -200 }, expected: '200 {"error":-20', delivered: 0 },
    { fault: { kind: 'hang' }, expected: 'hangs', delivered: 0 },
    { fault: { kind: 'drop' }, expected: 'broken', delivered: 0 },
    { fault: { kind: 'close_mid_body' }, expected: 'broken', delivered: 0 },
    { fault: { kind: 'deliver_then_refuse' }, expected: '200 {"error":-20', delivered: 1 },
    { fault: { kind: 'deliver_then_hang' }, expected: 'hangs', delivered: 1 },
    { fault: { kind: 'deliver_then_drop' }, expected: 'broken', delivered: 1 },
    { fault: { kind: 'deliver_then_close' }, expected: 'broken', delivered: 1 },
  ] as const)('$fault.kind once, then all is well', async ({ fault, expected, delivered }) => {
    const id = fake.acquaintance();
    fake.zalo.faults.order({ fault, count: 1 });
    expect(await outcome(id, expected === 'hangs' ? 1_000 : undefined)).toBe(expected);
    expect(fake.oa.chat(id)?.messages).toHaveLength(delivered);
    expect(await outcome(id)).toBe('200 {"error":0,"');
  });

  it('slow answers come after their time', async () => {
    const id = fake.acquaintance();
    fake.zalo.faults.order({ fault: { kind: 'slow', minMs: 5000, maxMs: 5000 } });
    let done = false;
    const sending = fake.send(id, text).finally(() => {
      done = true;
    });
    await waitFor(() => fake.zalo.sendsTo(id).length === 1);
    expect(done).toBe(false);
    fake.clock.advance(5000);
    expect((await sending).body.error).toBe(0);
  });

  it('may meet one person, one account or one path only, twice', async () => {
    const [lan, mai] = [fake.acquaintance('Lan'), fake.acquaintance('Mai')];
    const fault = { kind: 'refuse', code: -211 } as const;
    fake.zalo.faults.order({ fault, userId: mai, count: 2 });
    fake.zalo.faults.order({ fault, oaId: '1' });
    fake.zalo.faults.order({ fault, paths: ['/v2.0/oa/getoa'] });
    const errors = [];
    for (const id of [lan, mai, mai, mai]) errors.push((await fake.send(id, text)).body.error);
    expect(errors).toEqual([0, -211, -211, 0]);
    expect((await fake.get('/v2.0/oa/getoa')).body.error).toBe(-211);
  });
});

describe('6. who can be reached', () => {
  const fake = withFakeZalo();

  it.each([
    { name: 'now', user: { lastInteractionMs: START_MS }, expected: { quota_type: 'reply', remain: '8' } },
    {
      name: 'after 48 h',
      user: { lastInteractionMs: START_MS - 48 * HOUR },
      expected: { quota_type: 'reply' },
    },
    {
      name: 'past 48 h',
      user: { lastInteractionMs: START_MS - 48 * HOUR - 1 },
      expected: { quota_type: 'sub_quota', remain: '499', total: '500' },
    },
    {
      name: 'after 7 days',
      user: { lastInteractionMs: START_MS - 7 * DAY },
      expected: { quota_type: 'sub_quota' },
    },
    { name: 'past 7 days', user: { lastInteractionMs: START_MS - 7 * DAY - 1 }, expected: -230 },
    { name: 'never interacted', user: { follower: true }, expected: -232 },
    { name: 'blocked', user: { lastInteractionMs: START_MS, standing: 'blocked' }, expected: -217 },
    { name: 'restricted', user: { lastInteractionMs: START_MS, standing: 'restricted' }, expected: -244 },
    { name: 'inactive', user: { lastInteractionMs: START_MS, standing: 'inactive' }, expected: -227 },
  ] as const)('$name', async ({ user, expected }) => {
    const { id } = fake.oa.createUser({ name: 'Lan', ...user });
    const { body } = await fake.send(id, text);
    expect(body.error).toBe(typeof expected === 'number' ? expected : 0);
    if (typeof expected !== 'number') expect(body.data.quota).toMatchObject(expected);
    expect(fake.zalo.sendsTo(id)).toHaveLength(body.error === 0 ? 1 : 0);
  });

  it('refuses one who left with −213, until the person writes again, without following', async () => {
    const id = fake.acquaintance();
    fake.oa.act(id, { kind: 'unfollow' });
    expect((await fake.send(id, text)).body.error).toBe(-213);
    fake.clock.advance(1);
    fake.oa.act(id, { kind: 'text', text: 'ơi' });
    expect((await fake.send(id, text)).body.error).toBe(0);
    expect(fake.oa.user(id)?.follower).toBe(false);
  });

  it('pays from a pool of the month, then −211', async () => {
    const { id } = fake.oa.createUser({ name: 'Lan', lastInteractionMs: START_MS - 3 * DAY });
    fake.oa.setFunds({ paidPool: 2 });
    const errors = [];
    for (let i = 0; i < 3; i++) errors.push((await fake.send(id, text)).body.error);
    expect(errors).toEqual([0, 0, -211]);
    fake.clock.advance(10 * DAY);
    fake.renewToken();
    fake.oa.setUser(id, { lastInteractionMs: START_MS + 7 * DAY });
    expect((await fake.send(id, text)).body.error).toBe(0);
  });

  it('refuses a person it does not know', async () => {
    expect((await fake.send('246845883529190000', text)).body.error).toBe(-201);
  });

  it.each([
    { kind: 'press', opens: true },
    { kind: 'click_chatnow', opens: true },
    { kind: 'call', opens: true },
    { kind: 'withdraw', opens: false },
  ] as const)('$kind counts as an interaction: $opens', async ({ kind, opens }) => {
    const id = fake.acquaintance();
    const button = { type: 'oa.query.hide', title: 'An toàn', payload: '#SAFE' };
    const attachment = { type: 'template', payload: { buttons: [button] } };
    const { body } = await fake.send(id, { text: 'Ổn không?', attachment });
    fake.clock.advance(8 * DAY);
    fake.renewToken();
    const act =
      kind === 'press' ? { kind, messageId: String(body.data.message_id), payload: '#SAFE' } : { kind };
    expect(fake.oa.act(id, act)).toEqual({ kind: 'done' });
    expect((await fake.send(id, text)).body.error).toBe(opens ? 0 : -230);
  });
});

describe('8. types of accounts', () => {
  const fake = withFakeZalo();

  it.each([
    { type: 2, v3: 0, v2: -240 },
    { type: 4, v3: -235, v2: 0 },
    { type: 1, v3: -235, v2: -235 },
  ] as const)('$type: v3 $v3, v2 $v2', async ({ type, v3, v2 }) => {
    const oa = fake.zalo.createOa({ type });
    const { accessToken } = oa.issueTokens();
    const { id } = oa.createUser({ name: 'Lan', lastInteractionMs: START_MS });
    const body = { recipient: { user_id: id }, message: text };
    const errors = [
      (await fake.post(CS, body, accessToken)).body.error,
      (await fake.post(V2, body, accessToken)).body.error,
    ];
    expect(errors).toEqual([v3, v2]);
    expect(oa.chat(id)?.messages).toHaveLength(errors.filter((error) => error === 0).length);
    expect((await fake.get('/v2.0/oa/getoa', undefined, accessToken)).body.data.oa_type).toBe(type);
  });
});

describe('11. quotas and rates', () => {
  describe('what an answer tells of the quota', () => {
    const fake = withFakeZalo();
    it.each([
      { settings: {}, has: ['quota_type', 'remain', 'total'] },
      { settings: { quotaDetail: 'bare' }, has: ['quota_type'] },
      { settings: { quotaDetail: 'absent' }, has: null },
    ] satisfies { settings: SettingsPatch; has: string[] | null }[])(
      '$settings',
      async ({ settings, has }) => {
        fake.zalo.configure(settings);
        const { data } = (await fake.send(fake.acquaintance(), text)).body;
        const keys =
          data.quota === undefined ? null : Object.keys(data.quota).filter((key) => !key.startsWith('owner'));
        expect(keys).toEqual(has);
      },
    );
  });

  describe('rate limit', () => {
    const fake = withFakeZalo({ budgets: { appPerMinute: 3 } });
    it('counts down in headers, refuses with −32 in HTTP 200, and begins anew each minute', async () => {
      const id = fake.acquaintance();
      const seen = [];
      for (let i = 0; i < 4; i++) {
        const { status, headers, body } = await fake.send(id, text);
        seen.push([status, body.error, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remain')]);
      }
      expect(seen).toEqual([
        [200, 0, '3', '2'],
        [200, 0, '3', '1'],
        [200, 0, '3', '0'],
        [200, -32, '3', '0'],
      ]);
      expect(fake.zalo.stats()).toMatchObject({ accepted: 3, throttled: 1 });
      fake.clock.advance(60_000);
      expect((await fake.send(id, text)).body.error).toBe(0);
    });

    it('does not count templates', async () => {
      const id = fake.acquaintance();
      const body = { user_id: id, template_id: fake.oa.addTemplate({}), template_data: {} };
      for (let i = 0; i < 5; i++)
        expect((await fake.post('/v3.0/oa/message/template', body)).body.error).toBe(0);
    });
  });

  describe('at night', () => {
    const fake = withFakeZalo();
    it.each([
      { hour: 5, minute: 59, error: -234 },
      { hour: 6, minute: 0, error: 0 },
      { hour: 21, minute: 59, error: 0 },
      { hour: 22, minute: 0, error: -234 },
    ])(
      '$hour:$minute in Vietnam: broadcast and promotion $error, consultation 0',
      async ({ hour, minute, error }) => {
        fake.clock.advance(Date.UTC(2026, 10, 24, hour - 7, minute) - START_MS);
        fake.renewToken();
        const id = fake.acquaintance();
        const article = { media_type: 'article', attachment_id: fake.oa.addArticle() };
        const payload = { template_type: 'media', elements: [article] };
        const broadcast = {
          recipient: { target: {} },
          message: { attachment: { type: 'template', payload } },
        };
        const promotion = {
          user_id: id,
          template_id: fake.oa.addTemplate({ tag: 'promotion' }),
          template_data: {},
        };
        expect((await fake.post(V2, broadcast)).body.error).toBe(error);
        expect((await fake.post('/v3.0/oa/message/template', promotion)).body.error).toBe(error);
        expect((await fake.post(CS, { recipient: { user_id: id }, message: text })).body.error).toBe(0);
        const articles = fake.oa.chat(id)?.messages.filter(({ content }) => content.kind === 'article');
        expect(articles).toHaveLength(error === 0 ? 1 : 0);
      },
    );
  });

  describe('free-form promotion and transaction', () => {
    const body = (id: string, type: string) => ({
      recipient: { user_id: id },
      message: {
        attachment: {
          type: 'template',
          payload: { template_type: type, language: 'VI', elements: [{ type: 'header', content: 'Tin' }] },
        },
      },
    });
    const fake = withFakeZalo({ startMs: Date.UTC(2026, 1, 28, 14, 59) });
    it('knew the night, and ended on 1 March 2026', async () => {
      const id = fake.acquaintance();
      const both = async () => {
        fake.renewToken();
        const call = (path: string, type: string) => fake.post(`/v3.0/oa/message/${path}`, body(id, type));
        return [
          (await call('promotion', 'promotion')).body.error,
          (await call('transaction', 'transaction_event')).body.error,
        ];
      };
      expect(await both()).toEqual([0, 0]);
      fake.clock.advance(60_000);
      expect(await both()).toEqual([-234, 0]);
      fake.clock.advance(2 * HOUR);
      expect(await both()).toEqual([-233, -233]);
    });
  });
});

describe('13. ids', () => {
  const fake = withFakeZalo();

  it('are text that a number cannot hold', async () => {
    const [one, other] = [fake.acquaintance(), fake.acquaintance()];
    const sent = [(await fake.send(one, text)).body.data, (await fake.send(other, text)).body.data];
    const ids = [fake.zalo.app.id, fake.oa.id, one, other, ...sent.map(({ message_id }) => message_id)];
    for (const id of ids) {
      expect(id).toMatch(/^\d{18,19}$/);
      expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    }
    expect(one).not.toBe(other);
    // Only text tells neighbours apart.
    expect(Number(one)).toBe(Number(other));
    expect(sent.map(({ user_id }) => user_id)).toEqual([one, other]);
  });

  it('must come as text', async () => {
    const id = fake.acquaintance();
    const body = `{"recipient":{"user_id":${id}},"message":{"text":"x"}}`;
    const headers = { 'content-type': 'application/json', access_token: fake.token };
    const response = await fetch(`${fake.zalo.apiRoot}${CS}`, { method: 'POST', headers, body });
    expect((await readReply(response)).body.error).toBe(-201);
  });
});
