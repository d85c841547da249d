import { afterAll, beforeAll, expect, it } from 'vitest';
import { networkOf, waitAfterMs } from '../../../src/staff/tries.ts';
import { openBrowser } from '../../support/browser.ts';
import { openStaffWorld, PASSWORD, type Person, type StaffWorld } from '../../support/staff-world.ts';
import { testSealer } from '../../support/ward.ts';

let world: StaffWorld;
let officer: Person;
let colleague: Person;

const from = (address: string) => world.browser({ 'x-forwarded-for': address });
const ATTACKER = '203.0.113.9';

beforeAll(async () => {
  world = await openStaffWorld({ TRUST_PROXY: '1' });
  await world.setUp();
  await world.addWards();
  officer = await world.add('BMT', 'duty_officer');
  colleague = await world.add('BMT', 'area_officer');
});
afterAll(() => world?.close());

/** As after many more tries in vain: the next one is looked at, the one after it waits long. */
async function afterMany(kind: 'name' | 'browser', what: string): Promise<void> {
  await world.prisma.signInTry.update({
    where: { key: `${kind}:${testSealer().digest(what)}` },
    data: { tries: 20, openAt: new Date() },
  });
}

it('whoever guesses waits ever longer, and keeps nobody of the ward out', async () => {
  const guess = () => world.signIn(from(ATTACKER), officer.userName, 'đoán bừa một lần');
  await guess();
  const before = await world.prisma.signInTry.count();
  const many = await Promise.all(Array.from({ length: 12 }, guess));
  expect(new Set(many.map(({ status }) => status))).toEqual(new Set([401, 429]));
  expect(await world.prisma.signInTry.count()).toBe(before);

  await afterMany('name', officer.userName);
  expect((await guess()).status).toBe(401);
  const refused = await guess();
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
  // The right password does not help there either: what is refused is not looked at.
  expect((await world.signIn(from(ATTACKER), officer.userName)).status).toBe(429);

  // In the browser in which they signed in before, the officer is let in at once.
  await officer.browser.post('/api/session/sign-out');
  expect((await world.signIn(officer.browser, officer.userName)).body).toMatchObject({ next: 'signed_in' });
  // Others are not concerned, wherever they are.
  expect((await world.signIn(from('198.51.100.4'), colleague.userName)).body).toMatchObject({
    next: 'signed_in',
  });
  // Nor does the officer's success open the way for who guesses.
  expect((await guess()).status).toBe(429);
});

it('a known browser is no way to guess without end, and knows only who signed in there', async () => {
  const guess = () => world.signIn(colleague.browser, colleague.userName, 'nhầm mật khẩu');
  expect((await guess()).status).toBe(401);
  await world.prisma.signInTry.updateMany({
    where: { key: { startsWith: 'browser:' } },
    data: { tries: 20, openAt: new Date() },
  });
  expect((await guess()).status).toBe(401);
  expect((await world.signIn(colleague.browser, colleague.userName)).status).toBe(429);
  expect((await world.signIn(colleague.browser, officer.userName)).status).toBe(429);
});

it('a forged cookie makes no browser known', async () => {
  const page = openBrowser(world.address, { 'x-forwarded-for': ATTACKER });
  for (const [name, value] of officer.browser.cookies) page.cookies.set(name, `${value.slice(0, -2)}AA`);
  expect((await world.signIn(page, officer.userName, PASSWORD)).status).toBe(429);
});

it('a user name that does not exist is counted the same', async () => {
  const guess = () => world.signIn(from('192.0.2.77'), 'khong.co.ai');
  expect((await guess()).status).toBe(401);
  await afterMany('name', 'khong.co.ai');
  expect([(await guess()).status, (await guess()).status]).toEqual([401, 429]);
});

it('waits grow from a second to a bound', () => {
  const rule = { free: 2, longestMs: 60_000 };
  expect([1, 2, 3, 4, 5, 50].map((tries) => waitAfterMs(rule, tries))).toEqual([
    0, 0, 1000, 2000, 4000, 60_000,
  ]);
});

it('an address is the net of one office', () => {
  expect(['192.0.2.7', '2001:db8:1:2:3::9', '2001:db8::1', '::1'].map(networkOf)).toEqual([
    '192.0.2.7',
    '2001:db8:1:2',
    '2001:db8:0:0',
    '0:0:0:0',
  ]);
});

it('neither user names nor addresses are kept in the clear', async () => {
  const kept = JSON.stringify(await world.prisma.signInTry.findMany());
  expect(kept).toContain('name:');
  for (const secret of [officer.userName, 'khong.co.ai', ATTACKER, '192.0.2.77'])
    expect(kept).not.toContain(secret);
});
