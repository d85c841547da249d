import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { keyboard, refusal, TOKEN, withFakeTelegram } from '../integration/simulator/fake-telegram-stand.ts';
import { waitFor } from '../support/wait-for.ts';

const fake = withFakeTelegram();
const hooks: Server[] = [];

afterEach(() => {
  for (const hook of hooks.splice(0)) {
    hook.closeAllConnections();
    hook.close();
  }
});

describe('presses', () => {
  async function press(): Promise<{ id: string; queryId: string }> {
    const id = fake.acquaintance();
    await fake.call('sendMessage', { chat_id: id, text: 'Cháy', reply_markup: keyboard('a:1:SAFE') });
    const messageId = fake.bot.chat(id)?.messages.at(-1)?.id ?? '';
    expect(fake.bot.act(id, { kind: 'press', messageId, payload: 'a:1:SAFE' })).toEqual({ kind: 'done' });
    const { body, raw } = await fake.call('getUpdates');
    expect(body).toMatchObject({
      result: [
        {},
        { callback_query: { data: 'a:1:SAFE', from: { id: Number(id) }, message: { text: 'Cháy' } } },
      ],
    });
    return { id, queryId: /"callback_query":\{"id":"(\d+)"/.exec(raw)?.[1] ?? '' };
  }

  it('are shown as waiting until they are answered', async () => {
    const { id, queryId } = await press();
    expect(fake.bot.chat(id)?.messages.at(-1)).toMatchObject({ pressed: 'a:1:SAFE', waiting: true });
    expect(
      (await fake.call('answerCallbackQuery', { callback_query_id: queryId, text: 'Đã nhận' })).status,
    ).toBe(200);
    expect(fake.bot.chat(id)).toMatchObject({ notice: { text: 'Đã nhận' }, presses: [{ answered: true }] });
  });

  it.each([
    { what: 'an unknown one', laterMs: 0, queryId: '77' },
    { what: 'one of an hour ago', laterMs: 3_600_000, queryId: null },
  ])('refuses to answer $what', async ({ laterMs, queryId }) => {
    const real = await press();
    fake.clock.advance(laterMs);
    const expected = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    const answer = await fake.call('answerCallbackQuery', { callback_query_id: queryId ?? real.queryId });
    expect(answer).toMatchObject(refusal(400, expected));
  });

  it('need a button that is there', async () => {
    const { id } = await press();
    const messageId = fake.bot.chat(id)?.messages.at(-1)?.id ?? '';
    expect(fake.bot.act(id, { kind: 'press', messageId, payload: 'a:1:HELP' })).toEqual({
      kind: 'no_such_button',
    });
  });
});

describe('getUpdates', () => {
  async function updateIds(params: Record<string, unknown> = {}): Promise<number[]> {
    const { raw } = await fake.call('getUpdates', params);
    return [...raw.matchAll(/"update_id":(\d+)/g)].map((match) => Number(match[1]));
  }

  it('repeats updates until an offset confirms them', async () => {
    const id = fake.acquaintance();
    fake.bot.act(id, { kind: 'text', text: 'hai' });
    const [first = 0, second = 0] = await updateIds();
    expect(second).toBe(first + 1);
    expect(await updateIds()).toEqual([first, second]);
    expect(await updateIds({ limit: 1 })).toEqual([first]);
    expect(await updateIds({ offset: second })).toEqual([second]);
    expect(await updateIds()).toEqual([second]);
    expect(await updateIds({ offset: second + 1 })).toEqual([]);
    expect(fake.bot.pendingUpdates()).toBe(0);
  });

  it('with a negative offset keeps the newest only', async () => {
    const id = fake.acquaintance();
    for (const text of ['hai', 'ba', 'bốn']) fake.bot.act(id, { kind: 'text', text });
    const all = await updateIds();
    expect(await updateIds({ offset: -1 })).toEqual(all.slice(-1));
    expect(fake.bot.pendingUpdates()).toBe(1);
  });

  it('waits, and wakes with a new update', async () => {
    const waiting = fake.call('getUpdates', { timeout: 30 });
    const { id } = fake.telegram.createUser({ name: 'Lan' });
    fake.bot.act(id, { kind: 'text', text: '/start ABC234' });
    expect((await waiting).body).toMatchObject({
      result: [
        { message: { text: '/start ABC234', entities: [{ type: 'bot_command', offset: 0, length: 6 }] } },
      ],
    });
  });

  it('answers with nothing at its timeout', async () => {
    let answered = false;
    const waiting = fake.call('getUpdates', { timeout: 30 }).finally(() => {
      answered = true;
    });
    await waitFor(() => {
      fake.clock.advance(10_000);
      return answered;
    });
    expect((await waiting).body).toEqual({ ok: true, result: [] });
  });

  it('ends the poll that waits when another one comes', async () => {
    const first = fake.call('getUpdates', { timeout: 30 });
    await fake.call('getMe');
    const second = fake.call('getUpdates', { timeout: 30 });
    // Whichever of the two arrived first is the one that is told.
    const told = await Promise.race([first, second]);
    fake.acquaintance();
    const answers = await Promise.all([first, second]);
    expect(told).toMatchObject({
      status: 409,
      body: {
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    });
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('is refused while a webhook is set', async () => {
    await fake.call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    expect(await fake.call('getUpdates')).toMatchObject({
      status: 409,
      body: {
        description: expect.stringMatching(/^Conflict: can't use getUpdates method while webhook is active/),
      },
    });
  });

  it('gives only the kinds that were asked for', async () => {
    await fake.call('getUpdates', { allowed_updates: ['message'] });
    const id = fake.acquaintance();
    fake.bot.act(id, { kind: 'block' });
    expect(await updateIds()).toHaveLength(1);
    await fake.call('getUpdates', { allowed_updates: ['message', 'my_chat_member'] });
    fake.bot.act(id, { kind: 'unblock' });
    expect((await fake.call('getUpdates')).body).toMatchObject({
      result: [
        {},
        { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
      ],
    });
  });

  it('can give confirmed updates once more, with the same ids', async () => {
    fake.acquaintance();
    const [first = 0] = await updateIds();
    await updateIds({ offset: first + 1 });
    fake.bot.redeliver(1);
    expect(await updateIds({ offset: first + 1 })).toEqual([first]);
    expect(await updateIds({ offset: first + 1 })).toEqual([]);
  });

  it('carries photos, voices and places', async () => {
    const id = fake.acquaintance();
    fake.bot.act(id, { kind: 'photo', caption: 'trước nhà' });
    fake.bot.act(id, { kind: 'voice', seconds: 7 });
    fake.bot.act(id, { kind: 'place', latitude: 12.68, longitude: 108.04 });
    fake.bot.act(id, { kind: 'sticker', emoji: '👍' });
    const { body, raw } = await fake.call('getUpdates', { offset: 1 });
    expect(body).toMatchObject({
      result: [
        {},
        { message: { photo: [{ file_id: expect.any(String) }], caption: 'trước nhà' } },
        { message: { voice: { duration: 7 } } },
        { message: { location: { latitude: 12.68, longitude: 108.04 } } },
        { message: { sticker: { emoji: '👍' } } },
      ],
    });
    const fileId = /"file_id":"(photo[^"]+)"/.exec(raw)?.[1] ?? '';
    const file = await fake.call('getFile', { file_id: fileId });
    const path = /"file_path":"([^"]+)"/.exec(file.raw)?.[1] ?? '';
    expect((await fetch(`${fake.apiRoot}/file/bot${TOKEN}/${path}`)).status).toBe(200);
  });
});

describe('webhook', () => {
  interface Delivery {
    secret: string | undefined;
    updateId: number;
  }

  /** A bot's own server; `statuses` are its first answers, 200 after them. */
  async function hook(statuses: number[] = []): Promise<{ url: string; deliveries: Delivery[] }> {
    const deliveries: Delivery[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const secret = request.headers['x-telegram-bot-api-secret-token'];
        const updateId = Number(/"update_id":(\d+)/.exec(body)?.[1]);
        deliveries.push({ secret: typeof secret === 'string' ? secret : undefined, updateId });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
    hooks.push(server);
    const url = await new Promise<string>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(
          `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/hook`,
        );
      });
    });
    return { url, deliveries };
  }

  it('gets updates in order, with the secret', async () => {
    const { url, deliveries } = await hook();
    await fake.call('setWebhook', { url, secret_token: 'S3cret_-' });
    const id = fake.acquaintance();
    for (const text of ['hai', 'ba']) fake.bot.act(id, { kind: 'text', text });
    await waitFor(() => fake.bot.pendingUpdates() === 0);
    const ids = deliveries.map((delivery) => delivery.updateId);
    expect(deliveries.map((delivery) => delivery.secret)).toEqual(['S3cret_-', 'S3cret_-', 'S3cret_-']);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(3);
  });

  it('gets a refused update again, before the later ones', async () => {
    const { url, deliveries } = await hook([500, 503]);
    await fake.call('setWebhook', { url });
    const id = fake.acquaintance();
    fake.bot.act(id, { kind: 'text', text: 'hai' });
    await waitFor(() => {
      fake.clock.advance(60_000);
      return fake.bot.pendingUpdates() === 0;
    });
    const [first, ...later] = deliveries.map((delivery) => delivery.updateId);
    expect(later).toEqual([first, first, (first ?? 0) + 1]);
    expect((await fake.call('getWebhookInfo')).body).toMatchObject({
      result: { url, pending_update_count: 0, last_error_message: expect.stringContaining('503') },
    });
  });

  it('gets confirmed updates once more on demand', async () => {
    const { url, deliveries } = await hook();
    await fake.call('setWebhook', { url });
    fake.acquaintance();
    await waitFor(() => fake.bot.pendingUpdates() === 0);
    fake.bot.redeliver(1);
    await waitFor(() => deliveries.length === 2);
    expect(deliveries[0]?.updateId).toBe(deliveries[1]?.updateId);
  });

  it.each([
    { params: { url: 'ftp://x' }, expected: 'Bad Request: bad webhook: invalid URL specified' },
    {
      params: { url: 'http://x', secret_token: 'a b' },
      expected: 'Bad Request: secret token contains unallowed characters',
    },
  ])('refuses $params', async ({ params, expected }) => {
    expect(await fake.call('setWebhook', params)).toMatchObject(refusal(400, expected));
  });

  it('is set and deleted in the words of the platform', async () => {
    const words = async (method: string, params = {}) => (await fake.call(method, params)).body;
    expect(await words('setWebhook', { url: 'http://127.0.0.1:9/' })).toMatchObject({
      description: 'Webhook was set',
    });
    expect(await words('deleteWebhook')).toMatchObject({ description: 'Webhook was deleted' });
    expect(await words('deleteWebhook')).toMatchObject({ description: 'Webhook is already deleted' });
  });
});
