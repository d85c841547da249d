import { describe, expect, it } from 'vitest';
import { keyboard, TOKEN, withFakeTelegram } from '../integration/simulator/fake-telegram-stand.ts';
import { waitFor } from '../support/wait-for.ts';

const fake = withFakeTelegram();

describe('faults', () => {
  /** `patienceMs`: what is not answered in that time hangs. */
  async function sendOutcome(id: string, patienceMs = 20_000): Promise<string> {
    try {
      const response = await fetch(`${fake.apiRoot}/bot${TOKEN}/sendMessage`, {
        method: 'POST',
        body: new URLSearchParams({ chat_id: id, text: 'x' }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      return `${response.status} ${text.slice(0, 6)}`;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'hangs' : 'broken';
    }
  }

  it.each([
    { fault: { kind: 'throttle', retryAfterSeconds: 4 }, outcome: '429 {"ok":', delivered: 0 },
    { fault: { kind: 'server_error' }, outcome: '500 {"ok":', delivered: 0 },
    { fault: { kind: 'bad_gateway' }, outcome: '502 <html>', delivered: 0 },
    { fault: { kind: 'hang' }, outcome: 'hangs', delivered: 0 },
    { fault: { kind: 'close_mid_body' }, outcome: 'broken', delivered: 0 },
    { fault: { kind: 'deliver_then_hang' }, outcome: 'hangs', delivered: 1 },
    { fault: { kind: 'deliver_then_close' }, outcome: 'broken', delivered: 1 },
  ] as const)('$fault.kind, then all is well', async ({ fault, outcome, delivered }) => {
    const id = fake.acquaintance();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ fault, count: 1 });
    await fetch(`${fake.apiRoot}/control/faults`, { method: 'POST', headers, body });
    expect(await sendOutcome(id, outcome === 'hangs' ? 1_000 : undefined)).toBe(outcome);
    expect(fake.telegram.sendsTo(id)).toHaveLength(delivered);
    expect(await sendOutcome(id)).toBe('200 {"ok":');
  });

  it('slow answers come after their time', async () => {
    const id = fake.acquaintance();
    fake.telegram.faults.order({ fault: { kind: 'slow', minMs: 5000, maxMs: 5000 } });
    let done = false;
    const sending = sendOutcome(id).finally(() => {
      done = true;
    });
    await waitFor(() => fake.telegram.sendsTo(id).length === 1);
    expect(done).toBe(false);
    fake.clock.advance(5000);
    expect(await sending).toBe('200 {"ok":');
    fake.telegram.faults.clear();
  });

  it('may meet one chat or one method only', async () => {
    const lan = fake.acquaintance('Lan');
    const mai = fake.acquaintance('Mai');
    fake.telegram.faults.order({ fault: { kind: 'server_error' }, chatId: mai });
    fake.telegram.faults.order({ fault: { kind: 'server_error' }, methods: ['getme'] });
    expect([await sendOutcome(lan), await sendOutcome(mai)]).toEqual(['200 {"ok":', '500 {"ok":']);
    expect((await fake.call('getMe')).status).toBe(500);
  });
});

describe('large ids', () => {
  const fake = withFakeTelegram({ largeIds: true });

  it('leave as integers and come back exactly', async () => {
    const id = fake.acquaintance();
    expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    const { raw } = await fake.call('getUpdates');
    expect(raw).toContain(`"chat":{"id":${id},`);
    const updateId = BigInt(/"update_id":(\d+)/.exec(raw)?.[1] ?? '0');
    expect(updateId > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);

    const post = (method: string, body: string) =>
      fetch(`${fake.apiRoot}/bot${TOKEN}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    const text = 'số 12345678901234567890 trong lời';
    expect((await post('sendMessage', `{"chat_id":${id},"text":"${text}"}`)).status).toBe(200);
    expect(fake.telegram.sendsTo(id).map((send) => send.text)).toEqual([text]);
    await post('getUpdates', `{"offset":${updateId + 1n}}`);
    expect(fake.bot.pendingUpdates()).toBe(0);
  });
});

describe('control over HTTP', () => {
  async function control(method: string, path: string, body?: unknown) {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${fake.apiRoot}/control/${path}`, { method, ...init });
    return { status: response.status, body: (await response.json()) as unknown };
  }

  it('plays a person', async () => {
    const created = await control('POST', 'users', { name: 'Lan' });
    const { id } = fake.telegram.users()[0] ?? { id: '' };
    expect(created.body).toMatchObject({ id, name: 'Lan' });
    await control('POST', `bots/100001/chats/${id}`, { kind: 'text', text: '/start ABC234' });
    await fake.call('sendMessage', { chat_id: id, text: 'Cháy ở chợ', reply_markup: keyboard('a:1:SAFE') });
    const messageId = fake.bot.chat(id)?.messages.at(-1)?.id;
    const pressed = await control('POST', `bots/100001/chats/${id}`, {
      kind: 'press',
      messageId,
      payload: 'a:1:SAFE',
    });
    expect(pressed.body).toEqual({ kind: 'done' });
    expect((await control('GET', `bots/100001/chats/${id}`)).body).toMatchObject({
      presses: [{ payload: 'a:1:SAFE' }],
    });
    expect((await control('GET', `sends?contains=${encodeURIComponent('chợ')}`)).body).toMatchObject([
      { chatId: id },
    ]);
    expect((await control('GET', `sends?chat=${id}&contains=other`)).body).toEqual([]);
    expect((await control('GET', 'stats')).body).toMatchObject({ accepted: 1, throttled: 0 });
  });

  it.each([
    { method: 'GET', path: 'nothing', status: 404 },
    { method: 'POST', path: 'bots/5/chats/1', status: 404 },
    { method: 'POST', path: 'users', body: { name: 5 }, status: 400 },
    { method: 'POST', path: 'faults', body: { fault: { kind: 'earthquake' } }, status: 400 },
  ])('$method $path is $status', async ({ method, path, body, status }) => {
    expect((await control(method, path, body)).status).toBe(status);
  });

  it('is not for pages in a browser', async () => {
    const response = await fetch(`${fake.apiRoot}/control/users`, {
      headers: { origin: 'http://evil.example' },
    });
    expect(response.status).toBe(404);
  });
});
