import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  chatSchema,
  peopleSchema,
  type SimulatorAlert,
  simulatorPersonSchema,
  simulatorStateSchema,
} from '../../../src/contracts/simulator.ts';
import { installErrorHandler } from '../../../src/http/error-handler.ts';
import { simulatorRoutes } from '../../../src/http/routes/simulator.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createVillage } from '../../../src/simulator/households/village.ts';
import { createSimulatorApi } from '../../../src/simulator/simulator-api.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { createTestClock } from '../../unit/simulator/support.ts';

const ALERT: SimulatorAlert = {
  number: 'BMT-2026-0001',
  state: 'sending',
  category: 'fire_explosion',
  households: 3,
  sent: 2,
  pending: 1,
  unreachable: 0,
  unknown: 0,
  failed: 0,
  cancelled: 0,
  read: 0,
  safe: 1,
  help: 1,
  words: 0,
};

let app: FastifyInstance;
let telegram: FakeTelegram;

beforeEach(async () => {
  const clock = createTestClock();
  telegram = createFakeTelegram({ clock });
  const bot = telegram.registerBot({ token: '100001:test', username: 'TestBot' });
  const groups = [{ name: 'Buôn A', joinCode: 'AAAAAA', households: 3 }];
  const officer = { name: 'Trực ban', linkCode: 'ZZZZZZZZ' };
  const village = createVillage({ telegram, bot, clock, seed: 7, groups, officer });
  const api = createSimulatorApi({
    telegram,
    bot,
    village,
    clock,
    officerLinkCode: async () => 'ZZZZZZZZ',
    currentAlert: async () => ALERT,
  });
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installErrorHandler(app, silentLogger);
  await app.register(simulatorRoutes(api));
});

async function newPerson(name: string) {
  const response = await app.inject({ method: 'POST', url: '/api/simulator/people', payload: { name } });
  return simulatorPersonSchema.parse(response.json());
}

function post(id: string, what: string, payload?: object) {
  const url = `/api/simulator/people/${id}/${what}`;
  return app.inject(payload === undefined ? { method: 'POST', url } : { method: 'POST', url, payload });
}

async function people(query = '') {
  return peopleSchema.parse((await app.inject(`/api/simulator/people${query}`)).json());
}

/** What the bot would have sent. */
async function botSays(chatId: string, text: string, payload: string): Promise<void> {
  const { apiRoot } = await telegram.listen(0);
  const reply_markup = { inline_keyboard: [[{ text: 'An toàn', callback_data: payload }]] };
  await fetch(`${apiRoot}/bot100001:test/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: chatId, text, reply_markup }),
  });
  await telegram.close();
}

describe('people', () => {
  it('lists the officer first', async () => {
    const { people: all, total } = await people();
    expect(total).toBe(4);
    expect(all.map((person) => person.role)).toEqual(['officer', 'household', 'household', 'household']);
    expect(all[1]).toMatchObject({
      group: 'Buôn A',
      joined: false,
      scripted: true,
      lastLine: null,
      unread: 0,
    });
  });

  it('adds somebody who has not joined and finds them without marks', async () => {
    const person = await newPerson("H'Lan Êban Mới");
    expect(person).toMatchObject({ role: 'household', joined: false, group: null, scripted: false });
    const { people: found } = await people('?search=eban%20moi');
    expect(found.map((candidate) => candidate.id)).toEqual([person.id]);
    expect((await people('?filter=joined')).people).toEqual([]);
  });
});

describe('a chat', () => {
  it('shows what both sides wrote, and what is unread', async () => {
    const { id } = await newPerson('Mai');
    await post(id, 'text', { text: '/start AAAAAA' });
    await botSays(id, 'Cháy ở chợ\nXin tránh xa', 'a:BMT-2026-0001:HELP');
    expect((await people('?filter=unread')).people).toMatchObject([
      { id, unread: 1, lastLine: 'Cháy ở chợ Xin tránh xa' },
    ]);
    const chat = chatSchema.parse((await app.inject(`/api/simulator/people/${id}/chat`)).json());
    expect(chat.messages).toMatchObject([
      { from: 'person', kind: 'text', text: '/start AAAAAA' },
      { from: 'bot', buttons: [[{ label: 'An toàn', payload: 'a:BMT-2026-0001:HELP' }]], waiting: false },
    ]);
    expect((await people('?filter=unread')).people).toEqual([]);

    const pressed = await post(id, 'press', {
      messageId: chat.messages[1]?.id,
      payload: 'a:BMT-2026-0001:HELP',
    });
    expect(chatSchema.parse(pressed.json()).messages[1]).toMatchObject({
      pressed: 'a:BMT-2026-0001:HELP',
      waiting: true,
    });
    expect((await people('?filter=help')).people.map((person) => person.id)).toEqual([id]);
  });

  it.each([
    { what: 'photo', payload: { caption: 'trước nhà' }, kind: 'photo' },
    { what: 'voice', payload: {}, kind: 'voice' },
    { what: 'place', payload: {}, kind: 'place' },
  ])('takes a $what', async ({ what, payload, kind }) => {
    const { id } = await newPerson('Mai');
    const chat = chatSchema.parse((await post(id, what, payload)).json());
    expect(chat.messages.map((message) => message.kind)).toEqual([kind]);
  });

  it('can be blocked and unblocked', async () => {
    const { id } = await newPerson('Mai');
    expect(chatSchema.parse((await post(id, 'block')).json()).person.blocked).toBe(true);
    const refused = await post(id, 'text', { text: 'xin chào' });
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { error: 'bot_blocked' }]);
    expect(chatSchema.parse((await post(id, 'unblock')).json()).person.blocked).toBe(false);
    expect((await post(id, 'text', { text: 'xin chào' })).statusCode).toBe(200);
  });

  it.each([
    { id: '42', what: 'text', payload: { text: 'x' }, status: 404, body: { error: 'person_not_found' } },
    { id: 'x', what: 'text', payload: { text: 'x' }, status: 400, body: { code: 'bad_request' } },
    { id: '42', what: 'text', payload: { text: '' }, status: 400, body: { code: 'bad_request' } },
  ])('$what to $id is $status', async ({ id, what, payload, status, body }) => {
    const response = await post(id, what, payload);
    expect([response.statusCode, response.json()]).toMatchObject([status, body]);
  });

  it('has no button that was never sent', async () => {
    const { id } = await newPerson('Mai');
    const response = await post(id, 'press', { messageId: '1', payload: 'a:1:SAFE' });
    expect([response.statusCode, response.json()]).toMatchObject([409, { error: 'button_not_found' }]);
  });
});

describe('state', () => {
  it('tells of village, server, groups, officer and alert', async () => {
    const state = simulatorStateSchema.parse((await app.inject('/api/simulator/state')).json());
    expect(state).toMatchObject({
      bot: { username: 'TestBot' },
      village: { planned: 3, joined: 0, joining: 0, blocked: 0 },
      server: { accepted: 0, throttled: 0, refused: 0, perSecond: 0 },
      groups: [{ name: 'Buôn A', joinCode: 'AAAAAA', planned: 3, joined: 0 }],
      officer: { linkCode: 'ZZZZZZZZ' },
      alert: ALERT,
    });
  });
});
