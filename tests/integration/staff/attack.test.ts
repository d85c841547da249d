import { afterAll, beforeAll, expect, it } from 'vitest';
import { TRY_RULES } from '../../../config/sign-in.ts';
import { openBrowser } from '../../support/browser.ts';
import { openStaffWorld, PASSWORD, type Person, type StaffWorld } from '../../support/staff-world.ts';

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
}, 60_000);
afterAll(() => world?.close());

it('whoever guesses waits ever longer, and keeps nobody of the ward out', async () => {
  const guess = () => world.signIn(from(ATTACKER), officer.userName, 'đoán bừa một lần');
  await guess();
  const many = await Promise.all(Array.from({ length: 20 }, guess));
  const looked = many.filter(({ status }) => status === 401).length;
  expect(looked).toBeLessThanOrEqual(TRY_RULES.name.free);
  const refused = await guess();
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // The right password does not help there either: what is refused is not looked at.
  expect((await world.signIn(from(ATTACKER), officer.userName)).status).toBe(429);

  // In the browser in which they signed in before, the officer is let in at once.
  await officer.browser.post('/api/session/sign-out');
  expect((await world.signIn(officer.browser, officer.userName)).body).toMatchObject({ next: 'signed_in' });
  // Others are not concerned, wherever they are.
  expect((await world.signIn(from('198.51.100.4'), colleague.userName)).body).toMatchObject({
    next: 'signed_in',
  });
});

it('a known browser is no way to guess without end, and knows only who signed in there', async () => {
  for (let at = 0; at < TRY_RULES.browser.free; at++)
    expect((await world.signIn(colleague.browser, colleague.userName, 'nhầm mật khẩu')).status).toBe(401);
  await world.signIn(colleague.browser, colleague.userName, 'nhầm mật khẩu');
  expect((await world.signIn(colleague.browser, colleague.userName)).status).toBe(429);
  expect((await world.signIn(colleague.browser, officer.userName)).status).toBe(429);
});

it('a forged cookie makes no browser known', async () => {
  const page = openBrowser(world.address, { 'x-forwarded-for': ATTACKER });
  for (const [name, value] of officer.browser.cookies) page.cookies.set(name, `${value.slice(0, -2)}AA`);
  expect((await world.signIn(page, officer.userName, PASSWORD)).status).toBe(429);
});

it('a user name that does not exist is counted the same', async () => {
  const statuses: number[] = [];
  for (let at = 0; at < TRY_RULES.name.free + 2; at++)
    statuses.push((await world.signIn(from('192.0.2.77'), 'khong.co.ai')).status);
  expect(statuses).toEqual([...Array.from({ length: TRY_RULES.name.free + 1 }, () => 401), 429]);
});

it('neither user names nor addresses are kept in the clear', async () => {
  const kept = JSON.stringify(await world.prisma.signInTry.findMany());
  expect(kept).toContain('name:');
  for (const secret of [officer.userName, 'khong.co.ai', ATTACKER, '192.0.2.77'])
    expect(kept).not.toContain(secret);
});
