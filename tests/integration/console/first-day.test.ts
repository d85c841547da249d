import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../../src/http/routes/console.ts';
import { chromiumPath, explainMissingBrowser } from '../../console/support/browser.ts';
import { DESKTOP, PHONE, visit } from '../../console/support/console-site.ts';
import { buildPages } from '../../console/support/page-server.ts';
import { totpCode } from '../../support/browser.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type RunningService, startService } from '../../support/service-in-process.ts';

if (chromiumPath === null) explainMissingBrowser();

const PASSWORD = 'buoi sang nang dep';

describe.skipIf(chromiumPath === null)('the console on the service itself', () => {
  let database: TestDatabase;
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let service: RunningService;

  beforeAll(async () => {
    pages = await buildPages();
    database = await createTestDatabase();
    service = await startService({
      connectionString: database.connectionString,
      apiRoot: 'http://127.0.0.1:9',
      env: {},
      roles: [],
      plugins: [consoleRoutes({ directory: pages.directory, simulator: false })],
    });
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
    await pages.remove();
  });

  it('is set up, staffed and looked through on its first day', async () => {
    const setup = await service.container.openSetup();
    if (setup === null) throw new Error('no link for the first administrator');
    const admin = await visit(service.address, setup.path, PHONE);
    const { page } = admin;

    await page.getByLabel('Tên đơn vị').fill('Công an tỉnh Đắk Lắk');
    await page.getByLabel('Mã đơn vị').fill('DLK');
    await page.getByLabel('Số trực ban').fill('0262 000 0113');
    await page.getByLabel('Mã tỉnh').fill('66');
    await page.getByLabel('Tên tỉnh').fill('Tỉnh Đắk Lắk');
    await page.getByLabel('Họ và tên').fill('Phạm Minh Tuấn');
    await page.getByLabel('Tên đăng nhập').fill('tuan.pham');
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click();

    await page.getByRole('heading', { name: 'Bật xác thực hai lớp' }).waitFor();
    await page.getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const secret = (await page.locator('code').textContent())?.replaceAll(' ', '') ?? '';
    await page.getByLabel('Mã 6 số').fill(totpCode(secret));
    await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
    await page.getByRole('button', { name: 'Tôi đã cất các mã' }).waitFor();
    const recoveryCode = (await page.locator('li code').first().textContent()) ?? '';
    await page.getByRole('button', { name: 'Tôi đã cất các mã' }).click();
    await page.getByRole('navigation').waitFor();

    await page.goto(`${service.address}/staff`);
    await page.getByRole('button', { name: 'Phạm Minh Tuấn (anh/chị)' }).waitFor();
    await page.getByRole('button', { name: 'Mời cán bộ' }).click();
    await page.getByLabel('Họ và tên').fill("H'Blơ̆ Kƀuôr");
    await page.getByLabel('Chức danh').fill('Kiểm tra');
    await page.getByLabel('Vai trò').selectOption({ label: 'Kiểm tra' });
    await page.getByRole('button', { name: 'Mời', exact: true }).click();
    const link = (await page.getByRole('dialog').locator('code').first().textContent()) ?? '';
    expect(link).toMatch(/\/invitation#[\w-]{43}$/);
    await page.getByRole('button', { name: 'Tôi đã đưa' }).click();
    await page.getByRole('button', { name: "H'Blơ̆ Kƀuôr" }).waitFor();

    const invited = await visit(service.address, new URL(link).pathname + new URL(link).hash, DESKTOP);
    await invited.page.getByText(/Chào H'Blơ̆ Kƀuôr \(Kiểm tra, Công an tỉnh Đắk Lắk\)/).waitFor();
    await invited.page.getByLabel('Tên đăng nhập').fill('hblo.kbuor');
    await invited.page.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await invited.page.getByRole('button', { name: 'Nhận tài khoản' }).click();
    await invited.page.getByRole('navigation').first().waitFor();
    await invited.page.getByText("H'Blơ̆ Kƀuôr").first().waitFor();
    expect(invited.complaints).toEqual([]);
    await invited.close();

    await page.goto(`${service.address}/audit`);
    await page
      .getByRole('row', { name: /Thiết lập lần đầu/ })
      .first()
      .waitFor();
    await page.getByRole('row', { name: /Nhận lời mời/ }).waitFor();
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await page.getByText(/Nguyên vẹn/).waitFor();
    await page.goto(`${service.address}/channels`);
    await page.getByText(/Chưa nối kênh nào/).waitFor();

    await page.goto(`${service.address}/account`);
    await page.getByText('Còn 10 mã dự phòng.').waitFor();
    await page.getByText('phiên này').waitFor();

    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Tên đăng nhập').fill('Tuan.Pham');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('sai mat khau roi');
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByText('Sai tên đăng nhập hoặc mật khẩu.').waitFor();
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('button', { name: 'Không có điện thoại? Dùng mã dự phòng' }).click();
    await page.getByLabel('Mã dự phòng').fill(recoveryCode);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('navigation').waitFor();
    await page.goto(`${service.address}/account`);
    await page.getByText('Còn 9 mã dự phòng.').waitFor();
    expect(admin.complaints).toEqual([]);
    await admin.close();
  }, 120_000);
});
