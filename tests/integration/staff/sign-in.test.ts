import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCode } from '../../support/browser.ts';
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
    const code = totpCode(admin.secret ?? '');
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
