import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Twist } from '../../src/simulator/zalo/twists.ts';
import { START_MS, withFakeZalo, withWebhook } from '../integration/simulator/fake-zalo-stand.ts';
import { waitFor } from '../support/wait-for.ts';

const fake = withFakeZalo();
const webhook = withWebhook();

/** As https://developers.zalo.me/docs, webhook says; written anew here. */
function macOf(raw: string, timestamp: string, secret: string): string {
  return createHash('sha256').update(`${fake.zalo.app.id}${raw}${timestamp}${secret}`).digest('hex');
}

async function connected(): Promise<string> {
  expect(await fake.zalo.webhook.register(webhook.url)).toEqual({ kind: 'saved' });
  return fake.oa.secretKey() ?? '';
}

async function said(text: string, twists: Twist[] = []) {
  const id = fake.acquaintance();
  for (const twist of twists) fake.zalo.twists.order({ twist, count: 1 });
  fake.oa.act(id, { kind: 'text', text });
  await fake.zalo.webhook.settled();
  const event = webhook.events().at(-1);
  if (event === undefined) throw new Error('no event came');
  return { id, event };
}

describe('14. saving the address', () => {
  it('asks with an unsigned {}, and shows the secret only then', async () => {
    expect(fake.oa.secretKey()).toBeNull();
    expect(await connected()).not.toBe('');
    expect(webhook.received.map(({ raw }) => raw)).toEqual(['{}']);
    expect(webhook.received[0]?.headers).not.toHaveProperty('x-zevent-signature');
  });

  it.each([{ status: 401 }, { status: 204 }, { status: 500 }])(
    'refuses an answer of $status',
    async ({ status }) => {
      webhook.answerWith(() => status);
      expect(await fake.zalo.webhook.register(webhook.url)).toEqual({ kind: 'refused', status });
      expect(fake.oa.secretKey()).toBeNull();
      expect(fake.zalo.webhook.state()).toEqual({ url: null, enabled: false });
    },
  );

  it('refuses silence of two seconds', async () => {
    webhook.answerWith(() => null);
    const registering = fake.zalo.webhook.register(webhook.url);
    await waitFor(() => webhook.received.length === 1);
    fake.clock.advance(2000);
    expect(await registering).toEqual({ kind: 'refused', status: null });
  });

  it.each(['http://example.invalid/hook', 'https://example.invalid:8443/hook', 'hook'])(
    'refuses %s',
    async (url) => {
      expect(await fake.zalo.webhook.register(url)).toEqual({ kind: 'bad_url' });
    },
  );
});

describe('15. the signature', () => {
  it('is over the raw bytes', async () => {
    const secret = await connected();
    const { event, id } = await said('Cháy ở chợ 🔥');
    expect(event.json).toMatchObject({
      app_id: fake.zalo.app.id,
      timestamp: String(START_MS),
      sender: { id },
    });
    expect(event.headers['x-zevent-signature']).toBe(`mac=${macOf(event.raw, String(START_MS), secret)}`);
    expect(event.headers).not.toHaveProperty('x-zevent-timestamp');
    expect(event.headers.num_retry).toBe('0');
  });

  it.each([
    { kind: 'no_prefix', prefix: '', right: true },
    { kind: 'wrong_secret', prefix: 'mac=', right: false },
    { kind: 'changed_byte', prefix: 'mac=', right: false },
    { kind: 'escaped_unicode', prefix: 'mac=', right: true },
    { kind: 'shuffled_keys', prefix: 'mac=', right: true },
    { kind: 'timestamp_header', prefix: 'mac=', right: true },
    { kind: 'number_timestamp', prefix: 'mac=', right: true },
    { kind: 'extra_fields', prefix: 'mac=', right: true },
  ] as const)('$kind once: the MAC is right: $right', async ({ kind, prefix, right }) => {
    const secret = await connected();
    const plain = (await said('Cháy ở chợ')).event;
    const { event } = await said('Cháy ở chợ', [{ kind }]);
    const signature = String(event.headers['x-zevent-signature']);
    expect(signature.startsWith('mac=')).toBe(prefix === 'mac=');
    const expected = `${prefix}${macOf(event.raw, String(START_MS), secret)}`;
    expect(signature === expected).toBe(right);
    expect((await said('sau đó')).event.headers['x-zevent-signature']).toContain('mac=');

    const keys = Object.keys(event.json);
    if (kind === 'escaped_unicode') expect(event.raw).toContain('Ch\\u00e1y');
    else expect(event.raw).toContain('Cháy');
    if (kind === 'shuffled_keys') expect(keys).toEqual(Object.keys(plain.json).toReversed());
    if (kind === 'extra_fields') expect(keys).toContain('added_later');
    expect(event.json.timestamp).toBe(kind === 'number_timestamp' ? START_MS : String(START_MS));
    expect(event.headers['x-zevent-timestamp']).toBe(
      kind === 'timestamp_header' ? String(START_MS) : undefined,
    );
  });

  it('may be missing', async () => {
    await connected();
    const { event } = await said('x', [{ kind: 'unsigned' }]);
    expect(event.headers).not.toHaveProperty('x-zevent-signature');
  });

  it('uses the secret of the account it is about', async () => {
    await connected();
    const other = fake.zalo.createOa({ name: 'Khác' });
    const { id } = other.createUser({ name: 'Lan' });
    other.act(id, { kind: 'text', text: 'x' });
    await fake.zalo.webhook.settled();
    const [event] = webhook.events();
    const mac = macOf(event?.raw ?? '', String(START_MS), other.secretKey() ?? '');
    expect(event?.headers['x-zevent-signature']).toBe(`mac=${mac}`);
    expect(event?.json.recipient.id).toBe(other.id);
  });
});

describe('16. delivery', () => {
  const LADDER = [30_000, 300_000, 900_000, 1_800_000, 3_600_000];
  const retries = () => webhook.events().map(({ headers }) => headers.num_retry);
  const attempts = () => fake.zalo.webhook.deliveries()[0]?.attempts.length ?? 0;

  /** Lets the time of each step pass. An attempt that came a millisecond early shows in its own time. */
  async function climb(steps: readonly number[]): Promise<void> {
    const times = [fake.clock.now().getTime()];
    for (const step of steps) {
      fake.clock.advance(step - 1);
      await new Promise(setImmediate);
      fake.clock.advance(1);
      times.push(fake.clock.now().getTime());
      await waitFor(() => attempts() === times.length);
    }
    expect(fake.zalo.webhook.deliveries()[0]?.attempts.map(({ atMs }) => atMs)).toEqual(times);
  }

  it('tries again at 30 s, 5 m, 15 m, 30 m and 1 h, then is turned off until it is turned on', async () => {
    await connected();
    webhook.answerWith(() => 500);
    const { event } = await said('một');
    await climb(LADDER);
    expect(retries()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(new Set(webhook.events().map(({ raw }) => raw))).toEqual(new Set([event.raw]));
    await waitFor(() => !fake.zalo.webhook.state().enabled);

    webhook.answerWith(() => 200);
    const id = fake.acquaintance();
    fake.oa.act(id, { kind: 'text', text: 'lạc' });
    await fake.zalo.webhook.settled();
    expect(webhook.events()).toHaveLength(6);
    fake.zalo.webhook.enable();
    fake.oa.act(id, { kind: 'text', text: 'hai' });
    await fake.zalo.webhook.settled();
    expect(webhook.events().at(-1)?.json.message.text).toBe('hai');
  });

  it('ends the ladder at the first 200', async () => {
    await connected();
    webhook.answerWith(({ headers }) => (headers.num_retry === '2' ? 200 : 503));
    await said('một');
    await climb(LADDER.slice(0, 2));
    fake.clock.advance(7_200_000);
    await fake.zalo.webhook.settled();
    expect(retries()).toEqual(['0', '1', '2']);
    expect(fake.zalo.webhook.state().enabled).toBe(true);
  });

  it.each([
    { afterMs: 1999, statuses: [200] },
    { afterMs: 2000, statuses: [null, 200] },
  ])('waits two seconds for an answer: one after $afterMs ms', async ({ afterMs, statuses }) => {
    await connected();
    let answerNow = (_status: number) => {};
    webhook.answerWith(({ headers }) =>
      headers.num_retry === '0' ? new Promise<number>((resolve) => (answerNow = resolve)) : 200,
    );
    fake.oa.act(fake.acquaintance(), { kind: 'text', text: 'một' });
    await waitFor(() => webhook.events().length === 1);
    fake.clock.advance(afterMs);
    await new Promise(setImmediate);
    answerNow(200);
    await waitFor(() => attempts() === 1);
    fake.clock.advance(30_000);
    await fake.zalo.webhook.settled();
    await waitFor(() => attempts() === statuses.length);
    const [delivery] = fake.zalo.webhook.deliveries();
    expect(delivery?.attempts.map(({ status }) => status)).toEqual(statuses);
  });

  it('may take an answer other than 200 as an end', async () => {
    await connected();
    fake.zalo.configure({ retryOnStatus: false });
    webhook.answerWith(() => 500);
    await said('một');
    fake.clock.advance(30_000);
    await fake.zalo.webhook.settled();
    expect(retries()).toEqual(['0']);
  });

  it('brings duplicates on demand, byte for byte', async () => {
    await connected();
    const { event } = await said('một', [{ kind: 'duplicate', times: 2 }]);
    expect(webhook.events()).toHaveLength(3);
    fake.zalo.webhook.redeliver(1);
    await fake.zalo.webhook.settled();
    expect(webhook.events().map(({ raw }) => raw)).toEqual(Array.from({ length: 4 }, () => event.raw));
  });

  it('keeps the order of one person, unless it is told to turn it round', async () => {
    await connected();
    const id = fake.acquaintance();
    const say = (...texts: string[]) => {
      for (const text of texts) fake.oa.act(id, { kind: 'text', text });
    };
    say('1', '2', '3');
    fake.zalo.webhook.hold();
    say('4', '5', '6');
    await fake.zalo.webhook.settled();
    expect(webhook.events()).toHaveLength(3);
    fake.zalo.webhook.release('reversed');
    await fake.zalo.webhook.settled();
    expect(webhook.events().map(({ json }) => json.message.text)).toEqual(['1', '2', '3', '6', '5', '4']);
  });

  it('waits with the next event of one person, not with those of others', async () => {
    await connected();
    let answerNow = (_status: number) => {};
    webhook.answerWith(({ json }) =>
      json.message.text === '1' ? new Promise<number>((resolve) => (answerNow = resolve)) : 200,
    );
    const [lan, mai] = [fake.acquaintance(), fake.acquaintance()];
    for (const text of ['1', '2']) fake.oa.act(lan, { kind: 'text', text });
    fake.oa.act(mai, { kind: 'text', text: 'khác' });
    const texts = () => webhook.events().map(({ json }) => json.message.text);
    const served = () => fake.zalo.webhook.deliveries().filter(({ outcome }) => outcome === 'accepted');
    await waitFor(() => served().length === 1);
    expect(texts().toSorted()).toEqual(['1', 'khác']);
    answerNow(200);
    await fake.zalo.webhook.settled();
    expect(texts().at(-1)).toBe('2');
  });

  it('may lose the events of one person', async () => {
    await connected();
    const [lan, mai] = [fake.acquaintance(), fake.acquaintance()];
    fake.zalo.twists.order({ twist: { kind: 'lost' }, userId: lan, events: ['user_send_text'] });
    for (const id of [lan, mai]) fake.oa.act(id, { kind: 'text', text: 'x' });
    await fake.zalo.webhook.settled();
    expect(webhook.events().map(({ json }) => json.sender.id)).toEqual([mai]);
  });
});
