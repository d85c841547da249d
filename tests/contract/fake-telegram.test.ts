import { describe, expect, it } from 'vitest';
import {
  keyboard,
  read,
  refusal,
  TOKEN,
  withFakeTelegram,
} from '../integration/simulator/fake-telegram-stand.ts';

const fake = withFakeTelegram();

describe('who is asked', () => {
  it.each([
    { what: 'an unknown token', path: '/bot999:wrong/getMe', expected: refusal(401, 'Unauthorized') },
    { what: 'something that is no token', path: '/botfoo/getMe', expected: refusal(404, 'Not Found') },
    { what: 'an unknown method', path: `/bot${TOKEN}/sendFax`, expected: refusal(404, 'Not Found') },
    { what: 'no method', path: `/bot${TOKEN}`, expected: refusal(404, 'Not Found') },
    { what: 'another address', path: '/hello', expected: refusal(404, 'Not Found') },
  ])('$what', async ({ path, expected }) => {
    expect(await read(await fetch(`${fake.apiRoot}${path}`))).toMatchObject(expected);
  });

  it('answers getMe by GET, in any case', async () => {
    const answer = await read(await fetch(`${fake.apiRoot}/bot${TOKEN}/GETME`));
    expect(answer.body).toMatchObject({
      ok: true,
      result: { id: 100001, is_bot: true, first_name: 'Bình Yên', username: 'TestBot' },
    });
  });

  it('says when the body is not JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${fake.apiRoot}/bot${TOKEN}/getMe`, { method: 'POST', headers, body: '{' });
    expect(await read(response)).toMatchObject(refusal(400, "Bad Request: can't parse JSON object"));
  });
});

describe('sendMessage', () => {
  it('answers with the message', async () => {
    const id = fake.acquaintance();
    const { body } = await fake.call('sendMessage', {
      chat_id: id,
      text: 'Xin chào',
      reply_markup: keyboard('lang:vi'),
    });
    expect(body).toMatchObject({
      ok: true,
      result: {
        message_id: expect.any(Number),
        from: { id: 100001, is_bot: true },
        chat: { id: Number(id), type: 'private', first_name: "H'Lan Êban" },
        date: fake.clock.now().getTime() / 1000,
        text: 'Xin chào',
        reply_markup: { inline_keyboard: [[{ text: 'lang:vi', callback_data: 'lang:vi' }]] },
      },
    });
  });

  it('takes forms, queries and multipart alike', async () => {
    const id = fake.acquaintance();
    const url = `${fake.apiRoot}/bot${TOKEN}/sendMessage`;
    const form = { chat_id: id, text: 'một', reply_markup: JSON.stringify(keyboard('x')) };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(form)) multipart.set(name, value);
    const queried = await fetch(`${url}?${new URLSearchParams(form).toString()}`);
    const posted = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    const uploaded = await fetch(url, { method: 'POST', body: multipart });
    expect([queried.status, posted.status, uploaded.status]).toEqual([200, 200, 200]);
    const chat = fake.bot.chat(id);
    expect(chat?.messages.slice(1).map(({ sentText, buttons }) => [sentText, buttons.flat().length])).toEqual(
      [
        ['một', 1],
        ['một', 1],
        ['một', 1],
      ],
    );
  });

  it.each<{ what: string; params: (id: string) => Record<string, unknown>; expected: string }>([
    { what: 'no chat', params: () => ({ text: 'x' }), expected: 'chat_id is empty' },
    { what: 'an unknown chat', params: () => ({ chat_id: 42, text: 'x' }), expected: 'chat not found' },
    { what: 'no text', params: (id) => ({ chat_id: id }), expected: 'message text is empty' },
    {
      what: 'blank text',
      params: (id) => ({ chat_id: id, text: ' \n ' }),
      expected: 'message text is empty',
    },
    {
      what: 'a long text',
      params: (id) => ({ chat_id: id, text: 'x'.repeat(4097) }),
      expected: 'message is too long',
    },
    {
      what: 'button data of 65 bytes',
      params: (id) => ({ chat_id: id, text: 'x', reply_markup: keyboard(`${'ư'.repeat(32)}x`) }),
      expected: 'BUTTON_DATA_INVALID',
    },
    {
      what: 'a keyboard that is none',
      params: (id) => ({ chat_id: id, text: 'x', reply_markup: 'hello' }),
      expected: 'object expected as reply markup',
    },
  ])('refuses $what', async ({ params, expected }) => {
    expect(await fake.call('sendMessage', params(fake.acquaintance()))).toMatchObject(
      refusal(400, `Bad Request: ${expected}`),
    );
  });

  it('takes 4096 characters and 64 bytes of data', async () => {
    const params = {
      chat_id: fake.acquaintance(),
      text: 'x'.repeat(4096),
      reply_markup: keyboard('ư'.repeat(32)),
    };
    expect((await fake.call('sendMessage', params)).status).toBe(200);
  });

  it.each<{ what: string; prepare: (id: string) => void; expected: string }>([
    {
      what: 'blocked the bot',
      prepare: (id) => fake.bot.act(id, { kind: 'block' }),
      expected: 'Forbidden: bot was blocked by the user',
    },
    {
      what: 'is gone',
      prepare: (id) => fake.telegram.deactivate(id),
      expected: 'Forbidden: user is deactivated',
    },
  ])('refuses who $what', async ({ prepare, expected }) => {
    const id = fake.acquaintance();
    prepare(id);
    expect(await fake.call('sendMessage', { chat_id: id, text: 'x' })).toMatchObject(refusal(403, expected));
  });

  it('refuses who never wrote', async () => {
    const { id } = fake.telegram.createUser({ name: 'Tuấn' });
    const expected = "Forbidden: bot can't initiate conversation with a user";
    expect(await fake.call('sendMessage', { chat_id: id, text: 'x' })).toMatchObject(refusal(403, expected));
  });

  it('reaches who unblocked', async () => {
    const id = fake.acquaintance();
    fake.bot.act(id, { kind: 'block' });
    fake.bot.act(id, { kind: 'unblock' });
    expect((await fake.call('sendMessage', { chat_id: id, text: 'x' })).status).toBe(200);
  });
});

describe('budgets', () => {
  it('answers 429 for a chat, and again takes messages after the pause', async () => {
    const id = fake.acquaintance();
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++)
      statuses.push((await fake.call('sendMessage', { chat_id: id, text: 'x' })).status);
    const refused = await fake.call('sendMessage', { chat_id: id, text: 'x' });
    fake.clock.advance(1000);
    statuses.push((await fake.call('sendMessage', { chat_id: id, text: 'x' })).status);
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(refused).toMatchObject({
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 1',
        parameters: { retry_after: 1 },
      },
    });
    expect(fake.telegram.stats()).toMatchObject({ accepted: 4, throttled: 1 });
  });

  it('answers 429 to the 31st in a second', async () => {
    const ids = Array.from({ length: 31 }, (_, i) => fake.acquaintance(`Người ${i}`));
    const answers = await Promise.all(ids.map((id) => fake.call('sendMessage', { chat_id: id, text: 'x' })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(30);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(1);
  });
});

describe('editMessageText', () => {
  async function sent(): Promise<{ id: string; messageId: string }> {
    const id = fake.acquaintance();
    await fake.call('sendMessage', { chat_id: id, text: 'Đã gửi 0', reply_markup: keyboard('stop') });
    return { id, messageId: fake.bot.chat(id)?.messages.at(-1)?.id ?? '' };
  }

  it('changes the text; the count of sends keeps the first', async () => {
    const { id, messageId } = await sent();
    fake.clock.advance(5000);
    const answer = await fake.call('editMessageText', {
      chat_id: id,
      message_id: Number(messageId),
      text: 'Đã gửi 9',
    });
    expect(answer.body).toMatchObject({
      ok: true,
      result: { text: 'Đã gửi 9', edit_date: fake.clock.now().getTime() / 1000 },
    });
    expect(fake.bot.chat(id)?.messages.at(-1)).toMatchObject({ content: { text: 'Đã gửi 9' }, buttons: [] });
    expect(fake.telegram.sendsTo(id).map((send) => send.text)).toEqual(['Đã gửi 0']);
  });

  it.each<{ what: string; change: Record<string, unknown>; expected: RegExp }>([
    {
      what: 'the same',
      change: { text: 'Đã gửi 0', reply_markup: keyboard('stop') },
      expected: /^Bad Request: message is not modified/,
    },
    {
      what: 'an unknown message',
      change: { text: 'x', message_id: 1 },
      expected: /message to edit not found$/,
    },
    { what: 'nothing', change: { text: '' }, expected: /message text is empty$/ },
  ])('refuses $what', async ({ change, expected }) => {
    const { id, messageId } = await sent();
    const answer = await fake.call('editMessageText', { chat_id: id, message_id: messageId, ...change });
    expect(answer).toMatchObject({
      status: 400,
      body: { ok: false, description: expect.stringMatching(expected) },
    });
  });
});

describe('commands menu', () => {
  it('is kept for each language', async () => {
    const commands = [{ command: 'menu', description: 'Các việc có thể làm' }];
    await fake.call('setMyCommands', { commands, language_code: 'vi' });
    expect((await fake.call('getMyCommands', { language_code: 'vi' })).body).toEqual({
      ok: true,
      result: commands,
    });
    expect((await fake.call('getMyCommands')).body).toEqual({ ok: true, result: [] });
    expect(fake.bot.commands('vi')).toEqual(commands);
  });

  it('refuses a name with marks', async () => {
    const commands = [{ command: 'cảnhbáo', description: 'x' }];
    expect(await fake.call('setMyCommands', { commands })).toMatchObject(
      refusal(400, 'Bad Request: BOT_COMMAND_INVALID'),
    );
  });
});
