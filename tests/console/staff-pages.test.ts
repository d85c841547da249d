import { afterEach, describe, expect, it } from 'vitest';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { uuid } from './support/console-samples.ts';
import {
  accessibilityFaults,
  DESKTOP,
  PHONE,
  picture,
  sideScroll,
  type Visit,
} from './support/console-site.ts';
import { PASSWORD } from './support/fake-console.ts';
import { staffSite } from './support/staff-site.ts';

if (chromiumPath === null) explainMissingBrowser();

describe.skipIf(chromiumPath === null)('staff, channels, audit log, account', () => {
  const on = staffSite((fake) => fake.person);
  let open: Visit;
  afterEach(() => expect(open.complaints).toEqual([]));

  it('invites somebody once, and shows link and code to hand over', async () => {
    open = await on.visit('/staff', PHONE);
    const { page } = open;
    await page.getByRole('button', { name: 'Mời cán bộ' }).click();
    await page.getByLabel('Họ và tên').fill('Lê Thị Mai');
    await page.getByRole('button', { name: 'Mời', exact: true }).click();
    await page.getByText('Nhập chức danh, từ 2 đến 80 chữ.').waitFor();
    await page.getByLabel('Chức danh').fill('Phó trưởng Công an phường');
    await page.getByLabel('Vai trò').selectOption({ label: 'Trưởng, phó Công an cấp xã' });
    await picture(page, 'invite, phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mời', exact: true }).click();
    await page.getByText(/vai trò chờ người thứ hai duyệt/).waitFor();
    await page.getByText(`${on.origin}/invitation#${'n'.repeat(43)}`).waitFor();
    await page.getByText('/lienket 7KQ2-XD9F').waitFor();
    await picture(page, 'invited, phone');
    expect(await sideScroll(page)).toBe(0);
    const [request] = on.asked('POST', '/api/staff');
    expect(request?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.body).toEqual({
      unitId: uuid(1),
      name: 'Lê Thị Mai',
      office: 'Phó trưởng Công an phường',
      role: 'ward_chief',
    });
  });

  it('gives and takes roles of others, asks before it takes, and leaves the own ones alone', async () => {
    open = await on.visit('/staff', DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: /Nguyễn Thị Hoa \(anh\/chị\)/ }).click();
    await page.getByText('Không ai tự đổi quyền của chính mình.').waitFor();
    expect(await page.getByRole('button', { name: 'Bỏ vai trò' }).count()).toBe(0);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Trần Văn Bình' }).click();
    await page.getByLabel('Thêm vai trò').selectOption({ label: 'Kiểm tra' });
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByText('Đã thêm vai trò.').waitFor();
    await picture(page, 'member, desktop');
    await page.getByRole('button', { name: 'Bỏ vai trò' }).first().click();
    await page.getByText('Trần Văn Bình sẽ mất vai trò “Trực ban” ngay lập tức.').waitFor();
    await page.getByRole('button', { name: 'Thôi' }).click();
    expect(on.asked('DELETE', `/api/staff/${uuid(12)}/roles/duty_officer`)).toHaveLength(0);
    await page.getByRole('button', { name: 'Bỏ vai trò' }).first().click();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Bỏ vai trò' }).click();
    await page.getByText('Đã bỏ vai trò.').waitFor();
    expect(on.asked('DELETE', `/api/staff/${uuid(12)}/roles/duty_officer`)).toHaveLength(1);
  });

  it('offers neither a role that the unit has not, nor a chat code for who commands', async () => {
    on.fake.staff = on.fake.staff.map((one) =>
      one.staffId === uuid(13) ? { ...one, roles: ['ward_chief'], name: 'Y Bhăng Mlô' } : one,
    );
    open = await on.visit('/staff', DESKTOP);
    const { page } = open;
    const roles = (list: string) => page.getByLabel(list).getByRole('option').allTextContents();
    await page.getByRole('button', { name: 'Trần Văn Bình' }).click();
    await page.getByRole('button', { name: 'Mã liên kết chat' }).waitFor();
    expect(await roles('Thêm vai trò')).not.toContain('Quản trị cấp tỉnh');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Y Bhăng Mlô' }).click();
    await page.getByRole('button', { name: 'Khóa tài khoản' }).waitFor();
    expect(await page.getByRole('button', { name: 'Mã liên kết chat' }).count()).toBe(0);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Mời cán bộ' }).click();
    const unit = page.getByRole('combobox', { name: 'Đơn vị' });
    const role = page.getByRole('combobox', { name: 'Vai trò' });
    await unit.waitFor();
    expect(await role.getByRole('option').allTextContents()).not.toContain('Quản trị cấp tỉnh');
    await unit.selectOption({ label: 'Công an tỉnh Đắk Lắk' });
    await role.selectOption({ label: 'Quản trị cấp tỉnh' });
    await unit.selectOption({ label: 'Công an phường Buôn Ma Thuột' });
    expect(await role.inputValue()).toBe('duty_officer');
  });

  it('approves a right that waits, and says when somebody else decided it first', async () => {
    open = await on.visit('/staff', PHONE);
    const { page } = open;
    await page.getByText('Quyền chờ người thứ hai').waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt', exact: true }).count()).toBe(1);
    on.fake.refusals.set(`POST /api/rights/requests/${uuid(31)}/approve`, 'conflict');
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Mục này vừa thay đổi.').waitFor();
    on.fake.refusals.clear();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Đã duyệt quyền.').waitFor();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).waitFor({ state: 'detached' });
  });

  it('shows nothing to manage to who may only look, and no page to who may not', async () => {
    on.fake.session = { ...on.fake.person, actions: ['see_alerts', 'see_staff'], roles: ['auditor'] };
    open = await on.visit('/staff', DESKTOP);
    const { page } = open;
    await page.getByText('Y Bhiu Niê').waitFor();
    expect(await page.getByRole('button', { name: /Mời|Duyệt/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Nhật ký' }).count()).toBe(0);
    await page.goto(`${on.origin}/audit`);
    await page.getByText('Vai trò của anh/chị không có quyền này.').waitFor();
    expect(on.fake.asked.some(({ url }) => url.startsWith('/api/audit'))).toBe(false);
  });

  it('sends a test to the own chat and follows it to its end', async () => {
    open = await on.visit('/channels', DESKTOP);
    const { page } = open;
    await page.getByText(/quản trị của OA phải đồng ý lại/).waitFor();
    const tests = page.getByRole('button', { name: 'Gửi thử' });
    expect(await tests.last().isDisabled()).toBe(true);
    await tests.first().click();
    await page.getByText('Đang gửi vào khung chat của anh/chị…').waitFor();
    on.fake.testState = 'sent';
    await page.getByText('Đã gửi. Xem khung chat của anh/chị.').waitFor();
  });

  it('filters the log by the address, loads older entries, verifies the chain, downloads', async () => {
    open = await on.visit('/audit', DESKTOP);
    const { page } = open;
    const rows = page.getByRole('row');
    await expect.poll(() => rows.count()).toBe(51);
    await page.getByRole('button', { name: 'Xem cũ hơn' }).click();
    await expect.poll(() => rows.count()).toBe(61);
    await page
      .getByRole('row', { name: /some_new_action/ })
      .first()
      .waitFor();

    await page.getByLabel('Việc', { exact: true }).selectOption({ label: 'Phát cảnh báo' });
    await expect.poll(() => rows.count()).toBe(13);
    await page.getByLabel('Từ ngày').fill('2026-11-26');
    await page.getByLabel('Đến ngày').fill('2026-11-26');
    await expect
      .poll(() => on.fake.asked.map(({ url }) => url))
      .toContainEqual(
        expect.stringMatching(
          /action=alert_raised&from=2026-11-25T17%3A00%3A00.000Z&to=2026-11-26T17%3A00%3A00.000Z/,
        ),
      );
    await page.reload();
    await expect.poll(() => rows.count()).toBe(13);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải CSV' }).click();
    expect((await download).suggestedFilename()).toBe('nhat-ky.csv');

    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await page.getByText(/Nguyên vẹn: 48.311 dòng trong 1.204 lần niêm phong/).waitFor();
    on.fake.verdict = { kind: 'broken', firstId: '4711' };
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await page.getByText(/KHÔNG nguyên vẹn từ dòng 4711/).waitFor();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await expect.poll(() => rows.count()).toBe(51);
  });

  it('changes the password, moves the second factor, makes and ends a token', async () => {
    open = await on.visit('/account', PHONE);
    const { page } = open;
    await page.getByLabel('Mật khẩu hiện tại').fill('not it');
    await page.getByLabel('Mật khẩu mới').fill('mot cau dai that dai');
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await page.getByText('Mật khẩu chưa đúng.').waitFor();
    await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await page.getByText('Đã đổi mật khẩu.').waitFor();
    await expect.poll(() => page.getByLabel('Mật khẩu hiện tại').inputValue()).toBe('');

    await page.getByRole('button', { name: 'Đổi sang điện thoại khác' }).click();
    await page.getByLabel('Mã đang dùng').fill('123456');
    await page.getByLabel('Mật khẩu hiện tại').first().fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor();
    expect(on.asked('POST', '/api/session/second-factor/start').at(-1)?.body).toEqual({
      password: PASSWORD,
      code: { kind: 'totp', code: '123456' },
    });

    await page.getByRole('button', { name: 'Tạo mã truy cập' }).click();
    await page.getByLabel('Tên mã').fill('Bảng tin');
    await page.getByRole('dialog').getByRole('button', { name: 'Tạo mã truy cập' }).click();
    await page.getByText('Chọn ít nhất một việc.').waitFor();
    await page.getByLabel('Xem cảnh báo').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Tạo mã truy cập' }).click();
    await page.getByText('by_4f0c1d9e8a7b6c5d4e3f2a1b0c9d8e7f').waitFor();
    await page.getByRole('button', { name: 'Tôi đã chép mã' }).click();
    await page.getByText('Bảng tin').waitFor();
    await page.getByRole('button', { name: 'Hủy mã' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hủy mã' }).click();
    await page.getByText('Đã hủy mã.').waitFor();
    await page.getByText('Bảng tin').waitFor({ state: 'detached' });
  });
});
