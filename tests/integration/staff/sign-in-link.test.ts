import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.ts';
import { nextTotpCode } from '../../support/browser.ts';
import { openStaffWorld, type Person, type StaffWorld } from '../../support/staff-world.ts';
import { waitFor } from '../../support/wait-for.ts';
import { testSealer } from '../../support/ward.ts';

let world: StaffWorld;
let accountId: string;

beforeAll(async () => {
  world = await openStaffWorld();
  await world.setUp();
  await world.addWards();
  accountId = newId();
  await world.prisma.channelAccount.create({
    data: {
      id: accountId,
      channel: 'telegram',
      externalId: '100001',
      name: 'bot',
      credentials: 'x',
      ratePerSecond: 30,
      lane: { create: { id: newId() } },
    },
  });
});
afterAll(() => world?.close());

async function linked(role: 'duty_officer' | 'ward_chief'): Promise<Person & { chatId: string }> {
  const person = await world.add('BMT', role);
  const chatId = newId();
  await world.prisma.contactPoint.create({
    data: { id: chatId, channelAccountId: accountId, externalId: chatId, staffId: person.staffId },
  });
  return { ...person, chatId };
}

/** What the bot is to send into this chat: the newest link. */
async function tokenIn(chatId: string): Promise<string> {
  const rows = () =>
    world.prisma.answer.findMany({ where: { contactPointId: chatId }, orderBy: { id: 'desc' } });
  await waitFor(async () => (await rows()).length > 0, { what: 'a message into the chat' });
  const [newest] = await rows();
  const text = testSealer().open(newest?.id ?? '', newest?.payload ?? '');
  const tokens = [...text.matchAll(/sign-in#([A-Za-z0-9_-]{43})/g)].map((match) => match[1] ?? '');
  return tokens.at(-1) ?? '';
}

const ask = (page: Person['browser'], userName: string) =>
  page.post('/api/session/link/request', { userName });

it('opens a session once, only in the browser that asked for it', async () => {
  const officer = await linked('duty_officer');
  const page = world.browser();
  const answer = await ask(page, officer.userName);
  expect(answer).toMatchObject({ status: 202, body: { validForMinutes: 5 } });
  const token = await tokenIn(officer.chatId);
  const elsewhere = world.browser();
  await ask(elsewhere, 'khong.co');
  expect((await elsewhere.post('/api/session/link/use', { token })).body).toMatchObject({
    code: 'link_over',
  });
  expect((await page.post('/api/session/link/use', { token })).body).toMatchObject({
    next: 'signed_in',
    session: { userName: officer.userName },
  });
  expect((await page.post('/api/session/link/use', { token })).body).toMatchObject({ code: 'link_over' });
});

it('stands in for the password, not for the second factor', async () => {
  const chief = await linked('ward_chief');
  const page = world.browser();
  await ask(page, chief.userName);
  const token = await tokenIn(chief.chatId);
  expect((await page.post('/api/session/link/use', { token })).body).toEqual({ next: 'second_factor' });
  expect((await page.get('/api/session')).status).toBe(401);
  const code = nextTotpCode(chief.secret ?? '');
  expect((await page.post('/api/session/second-factor', { kind: 'totp', code })).body).toMatchObject({
    next: 'signed_in',
  });
});

it('is asked for in vain without a chat, with the same answer', async () => {
  const alone = await world.add('BMT', 'duty_officer');
  const answers = [await ask(world.browser(), alone.userName), await ask(world.browser(), 'khong.co.ai')];
  for (const { status, body } of answers) expect([status, body]).toEqual([202, { validForMinutes: 5 }]);
});
