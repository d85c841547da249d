import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextTotpCode, totpCode } from '../../support/browser.ts';
import {
  openStaffWorld,
  PASSWORD,
  type Person,
  PROVINCE,
  type StaffWorld,
} from '../../support/staff-world.ts';

let world: StaffWorld;
let admin: Person;

beforeAll(async () => {
  world = await openStaffWorld();
});
afterAll(() => world?.close());

describe('the first start', () => {
  it('opens a link that makes the first administrator, once', async () => {
    const first = await world.container.openSetup();
    const second = await world.container.openSetup();
    const page = world.browser();
    const tokenOf = (link: typeof first) => link?.path.split('#')[1] ?? '';
    expect((await page.post('/api/session/setup/check', { token: tokenOf(first) })).body).toMatchObject({
      code: 'link_over',
    });
    expect((await page.post('/api/session/setup/check', { token: tokenOf(second) })).body).toEqual({
      unit: null,
    });
    expect((await page.get('/api/session')).body).toMatchObject({ code: 'signed_out' });

    admin = await world.setUp();
    expect((await admin.browser.get('/api/session')).body).toMatchObject({
      userName: 'quantri',
      unit: { code: 'DLK', name: PROVINCE.name },
      roles: ['province_admin'],
      secondFactor: { on: true, required: true, recoveryCodesLeft: 10 },
    });
    expect(await world.container.openSetup()).toBeNull();
  });

  it('asks for the second factor before anything else', async () => {
    await world.addWards();
    const chief = await world.add('BMT', 'ward_chief');
    await world.prisma.signIn.update({ where: { id: chief.staffId }, data: { twoFactorEnabled: false } });
    expect(await chief.browser.get('/api/staff')).toMatchObject({
      status: 403,
      body: { code: 'second_factor_needed' },
    });
    expect(await chief.browser.get('/api/session')).toMatchObject({ status: 200 });
  });
});

describe('signing in', () => {
  it('takes user name and password, then the code', async () => {
    const page = world.browser();
    expect((await world.signIn(page, 'QuanTri')).body).toEqual({ next: 'second_factor' });
    expect((await page.get('/api/session')).status).toBe(401);
    expect(await page.post('/api/session/second-factor', { kind: 'totp', code: '000000' })).toMatchObject({
      status: 401,
      body: { code: 'wrong_code' },
    });
    const code = nextTotpCode(admin.secret ?? '');
    expect((await page.post('/api/session/second-factor', { kind: 'totp', code })).body).toMatchObject({
      next: 'signed_in',
      session: { userName: 'quantri' },
    });
    expect((await page.get('/api/session')).status).toBe(200);
    expect((await page.post('/api/session/sign-out')).status).toBe(204);
    expect((await page.get('/api/session')).status).toBe(401);
  });

  it('answers the same for an unknown user name and a wrong password', async () => {
    const [unknown, wrong] = [
      await world.signIn(world.browser(), 'khongco'),
      await world.signIn(world.browser(), 'quantri', 'sai mật khẩu rồi'),
    ];
    expect(unknown).toMatchObject({ status: 401, body: { code: 'wrong_sign_in' } });
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
  });

  it('keeps cookies from pages and other sites', async () => {
    const page = world.browser();
    const answer = await world.signIn(page, 'quantri', PASSWORD);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/i);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a code of the authenticator app', () => {
  /** Somebody in the middle of a sign-in, in a browser of their own. */
  async function halfway(person: Person) {
    const page = world.browser();
    expect((await world.signIn(page, person.userName)).body).toEqual({ next: 'second_factor' });
    return page;
  }
  const WRONG = { status: 401, body: { code: 'wrong_code' } };

  it('is taken once, and no earlier one after it', async () => {
    const chief = await world.add('BMT', 'ward_chief');
    const secret = chief.secret ?? '';
    const code = nextTotpCode(secret);
    const [owner, thief] = [await halfway(chief), await halfway(chief)];
    expect(await owner.post('/api/session/second-factor', { kind: 'totp', code })).toMatchObject({
      status: 200,
      body: { next: 'signed_in' },
    });
    expect(await thief.post('/api/session/second-factor', { kind: 'totp', code })).toMatchObject(WRONG);
    const earlier = { kind: 'totp', code: totpCode(secret, Date.now() - 20_000) };
    expect(await thief.post('/api/session/second-factor', earlier)).toMatchObject(WRONG);
    expect((await thief.get('/api/session')).status).toBe(401);
  });

  it('that turned the second factor on opens nothing any more', async () => {
    const chief = await world.add('TAN', 'ward_chief');
    const used = await world.prisma.secondFactor.findUniqueOrThrow({ where: { userId: chief.staffId } });
    const code = totpCode(chief.secret ?? '', used.lastStep * 30_000);
    const thief = await halfway(chief);
    expect(await thief.post('/api/session/second-factor', { kind: 'totp', code })).toMatchObject(WRONG);
  });

  it('lets one of two in who send it at once', async () => {
    const chief = await world.add('BMT', 'ward_chief');
    const pages = [await halfway(chief), await halfway(chief), await halfway(chief)];
    const code = nextTotpCode(chief.secret ?? '');
    const answers = await Promise.all(
      pages.map((page) => page.post('/api/session/second-factor', { kind: 'totp', code })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('that was refused counts among the five tries of a challenge', async () => {
    const chief = await world.add('TAN', 'ward_chief');
    const code = nextTotpCode(chief.secret ?? '');
    const owner = await halfway(chief);
    expect((await owner.post('/api/session/second-factor', { kind: 'totp', code })).status).toBe(200);
    const thief = await halfway(chief);
    for (let tries = 0; tries < 5; tries++)
      expect(await thief.post('/api/session/second-factor', { kind: 'totp', code })).toMatchObject(WRONG);
    expect(await thief.post('/api/session/second-factor', { kind: 'totp', code })).toMatchObject({
      body: { code: 'sign_in_over' },
    });
  });
});
