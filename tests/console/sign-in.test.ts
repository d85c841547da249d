import { afterEach, describe, expect, it } from 'vitest';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { RECOVERY_CODES } from './support/console-samples.ts';
import {
  accessibilityFaults,
  DESKTOP,
  PHONE,
  picture,
  sideScroll,
  type Visit,
} from './support/console-site.ts';
import { PASSWORD, TOTP } from './support/fake-console.ts';
import { staffSite } from './support/staff-site.ts';

if (chromiumPath === null) explainMissingBrowser();

const TOKEN = 'k'.repeat(43);
/** The page that one lands on. */
const NOW = 'Tình hình hiện tại';

describe.skipIf(chromiumPath === null)('signing in', () => {
  const on = staffSite();
  let open: Visit;
  afterEach(() => expect(open.complaints).toEqual([]));

  const bodyOf = (path: string) => on.fake.asked.findLast(({ url }) => url === path)?.body;
  const path = () => new URL(open.page.url()).pathname;

  async function giveName(): Promise<void> {
    await open.page.getByLabel('Tên đăng nhập').fill(' Hoa.Nguyen ');
    await open.page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await open.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  }

  it('leads to the wanted page over password and code, on a phone', async () => {
    open = await on.visit('/staff?x=1', PHONE);
    const { page } = open;
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(path()).toBe('/sign-in');
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByText('Nhập mật khẩu.').waitFor();
    await giveName();
    await page.getByRole('heading', { name: 'Xác thực hai lớp' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Mã 6 số').fill('000 000');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Mã sai, hoặc đã dùng rồi.').waitFor();
    await page.getByLabel('Mã 6 số').fill('123 456');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('heading', { name: 'Cán bộ và quyền' }).waitFor();
    expect(path()).toBe('/staff');
    expect(await page.title()).toBe('Cán bộ và quyền – Bình Yên');
    expect(await sideScroll(page)).toBe(0);
  });

  it('takes a recovery code instead, and says what is wrong', async () => {
    open = await on.visit('/sign-in', DESKTOP);
    const { page } = open;
    await page.getByLabel('Tên đăng nhập').fill('hoa.nguyen');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('not it');
    await page.keyboard.press('Enter');
    await page.getByText('Sai tên đăng nhập hoặc mật khẩu.').waitFor();
    await giveName();
    await page.getByRole('button', { name: 'Không có điện thoại? Dùng mã dự phòng' }).click();
    await page.getByLabel('Mã dự phòng').fill('abc');
    await page.keyboard.press('Enter');
    await page.getByText('Mã dự phòng dài ít nhất 8 ký tự.').waitFor();
    await page.getByLabel('Mã dự phòng').fill(RECOVERY_CODES[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByText('Nguyễn Thị Hoa').waitFor();
    expect(bodyOf('/api/session/second-factor')).toEqual({ kind: 'recovery', code: RECOVERY_CODES[0] });
  });

  it('begins again when the first step was too long ago', async () => {
    on.fake.refusals.set('POST /api/session/second-factor', 'sign_in_over');
    open = await on.visit('/sign-in', DESKTOP);
    const { page } = open;
    await giveName();
    await page.getByLabel('Mã 6 số').fill(TOTP);
    await page.keyboard.press('Enter');
    await page.getByText('Bước đầu đã quá lâu.').waitFor();
    expect(await page.getByRole('button', { name: 'Tiếp tục' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Đăng nhập lại từ đầu' }).click();
    await page.getByLabel('Mật khẩu', { exact: true }).waitFor();
  });

  it('sends a link into the chat, and uses one without leaving it in the address', async () => {
    open = await on.visit('/sign-in', PHONE);
    const { page } = open;
    await page.getByRole('button', { name: 'Gửi liên kết vào chat' }).click();
    await page.getByLabel('Tên đăng nhập').fill('hoa.nguyen');
    await page.getByRole('button', { name: 'Gửi liên kết' }).click();
    await page.getByText(/Dùng được trong 5 phút/).waitFor();
    await page.goto('about:blank');
    await page.goto(`${on.origin}/sign-in#${TOKEN}`);
    await page.getByRole('heading', { name: NOW }).waitFor();
    expect(bodyOf('/api/session/link/use')).toEqual({ token: TOKEN });
    expect(page.url()).toBe(`${on.origin}/now`);
    expect(on.fake.asked.filter(({ url }) => url === '/api/session/link/use')).toHaveLength(1);
  });

  it('leads who may not see alerts to the pages that they have', async () => {
    on.fake.person = { ...on.fake.person, roles: [], actions: [] };
    open = await on.visit('/sign-in', PHONE);
    await giveName();
    await open.page.getByLabel('Mã 6 số').fill(TOTP);
    await open.page.keyboard.press('Enter');
    await open.page.getByRole('heading', { name: 'Trang chính' }).waitFor();
    expect(path()).toBe('/');
  });

  it('follows no address of another site afterwards', async () => {
    for (const to of ['//evil.example/x', '/\\evil.example', 'https://evil.example']) {
      on.fake.session = on.fake.person;
      open = await on.visit(`/sign-in?to=${encodeURIComponent(to)}`, DESKTOP);
      await open.page.getByRole('heading', { name: NOW }).waitFor();
      expect(open.page.url()).toBe(`${on.origin}/now`);
      if (to !== 'https://evil.example') await open.close();
    }
  });

  it('shows the sign-in at once when the session ends elsewhere, and comes back to the page', async () => {
    on.fake.session = on.fake.person;
    open = await on.visit('/channels', DESKTOP);
    const { page } = open;
    await page.getByText('BinhYenBmtBot').waitFor();
    on.fake.session = null;
    on.fake.tell({ kind: 'lane', channelAccountId: on.fake.channels.accounts[0]?.channelAccountId });
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await page.getByText('BinhYenBmtBot').count()).toBe(0);
    await giveName();
    await page.getByLabel('Mã 6 số').fill(TOTP);
    await page.keyboard.press('Enter');
    await page.getByText('BinhYenBmtBot').waitFor();
  });

  it('signs out and forgets what was shown', async () => {
    on.fake.session = on.fake.person;
    open = await on.visit('/staff', DESKTOP);
    const { page } = open;
    await page.getByText('Y Bhiu Niê').waitFor();
    await page.getByRole('button', { name: 'Tài khoản và đăng xuất' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await page.getByText('Y Bhiu Niê').count()).toBe(0);
  });

  it('makes who needs a second factor turn it on first, with a code drawn here', async () => {
    on.fake.person = {
      ...on.fake.person,
      secondFactor: { on: false, required: true, recoveryCodesLeft: null },
    };
    open = await on.visit('/staff', PHONE);
    const { page } = open;
    await giveName();
    await page.getByRole('heading', { name: 'Bật xác thực hai lớp' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor();
    await page.getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP').waitFor();
    await picture(page, 'second factor');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Mã 6 số').fill(TOTP);
    await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
    await page.getByText(RECOVERY_CODES[9] ?? '').waitFor();
    await picture(page, 'recovery codes');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tôi đã cất các mã' }).click();
    await page.getByRole('heading', { name: 'Cán bộ và quyền' }).waitFor();
  });

  it('sets up the first administrator with the provincial police', async () => {
    open = await on.visit(`/setup#${TOKEN}`, PHONE);
    const { page } = open;
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await page.getByText('Mã tỉnh gồm 2 chữ số.').waitFor();
    await picture(page, 'setup, wrong');
    await page.getByLabel('Tên đơn vị').fill('Công an tỉnh Đắk Lắk');
    await page.getByLabel('Mã đơn vị').fill('dlk');
    await page.getByLabel('Số trực ban').fill('0262 000 0113');
    await page.getByLabel('Mã tỉnh').fill('66');
    await page.getByLabel('Tên tỉnh').fill('Tỉnh Đắk Lắk');
    await page.getByLabel('Họ và tên').fill('Phạm Minh Tuấn');
    await page.getByLabel('Tên đăng nhập').fill('tuan.pham');
    await page.getByLabel('Mật khẩu mới').fill('ngan');
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await page.locator('#main-error, [role=alert], .mantine-InputWrapper-error').first().waitFor();
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
    await page.getByRole('heading', { name: 'Trang chính' }).waitFor();
    expect(bodyOf('/api/session/setup')).toEqual({
      token: TOKEN,
      name: 'Phạm Minh Tuấn',
      office: 'Quản trị',
      userName: 'tuan.pham',
      password: PASSWORD,
      unit: {
        name: 'Công an tỉnh Đắk Lắk',
        // As the contract reads it.
        code: 'DLK',
        dutyPhone: '0262 000 0113',
        provinceCode: '66',
        provinceName: 'Tỉnh Đắk Lắk',
      },
    });
  });

  it('lets somebody who was invited choose name and password; a used link says so', async () => {
    on.fake.refusals.set('POST /api/session/invitation/check', 'link_over');
    open = await on.visit(`/invitation#${TOKEN}`, DESKTOP);
    const { page } = open;
    await page.getByText(/Đường dẫn đã dùng rồi/).waitFor();
    on.fake.refusals.clear();
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText(/Chào H'Blơ̆ Kƀuôr \(Cảnh sát khu vực/).waitFor();
    on.fake.refusals.set('POST /api/session/invitation', 'user_name_taken');
    await page.getByLabel('Tên đăng nhập').fill('hblo');
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByRole('button', { name: 'Nhận tài khoản' }).click();
    await page.getByText('Tên đăng nhập này đã có người dùng.').waitFor();
    on.fake.refusals.clear();
    await page.getByLabel('Tên đăng nhập').fill('hblo.kbuor');
    await page.getByRole('button', { name: 'Nhận tài khoản' }).click();
    await page.getByText('Nguyễn Thị Hoa').waitFor();
  });

  it('keeps the language that was chosen with the person', async () => {
    on.fake.session = on.fake.person;
    open = await on.visit('/', DESKTOP);
    const { page } = open;
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await expect.poll(() => bodyOf('/api/session/language')).toEqual({ language: 'en' });
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });
});
