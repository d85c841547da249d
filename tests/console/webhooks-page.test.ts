import { describe, expect, it } from 'vitest';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { provinceAdmin, uuid, WEBHOOK_SECRET } from './support/console-samples.ts';
import {
  accessibilityFaults,
  DESKTOP,
  PHONE,
  picture,
  sideScroll,
  type Visit,
} from './support/console-site.ts';
import { staffSite } from './support/staff-site.ts';

if (chromiumPath === null) explainMissingBrowser();

describe.skipIf(chromiumPath === null)('the page of webhooks', () => {
  const on = staffSite(provinceAdmin);
  let open: Visit;

  it('adds an address once and shows the secret once', async () => {
    on.fake.webhooks = [];
    on.fake.session = { ...provinceAdmin(), roles: ['province_admin', 'duty_officer'] };
    open = await on.visit('/systems', PHONE);
    const { page } = open;
    await page.getByText('Chưa báo cho hệ thống nào. Thêm địa chỉ của hệ thống sẽ nhận.').waitFor();
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Địa chỉ nhận').fill('dieuhanh.example');
    for (const kind of ['Cảnh báo thay đổi', 'Kênh gửi tin thay đổi', 'Có cảnh báo chờ duyệt'])
      await dialog.getByLabel(kind).uncheck();
    await dialog.getByLabel('Bà con cần giúp hoặc trả lời').uncheck();
    await dialog.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await dialog.getByText('Chọn ít nhất một loại.').waitFor();
    await dialog.getByText(/^Nhập địa chỉ đầy đủ/).waitFor();
    expect(on.asked('POST', '/api/webhooks')).toEqual([]);

    await dialog.getByLabel('Địa chỉ nhận').fill('https://dieuhanh.example/in');
    await dialog.getByLabel('Bà con cần giúp hoặc trả lời').check();
    on.fake.refusals.set('POST /api/webhooks', 'address_not_allowed');
    await dialog.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await dialog.getByText(/^Dịch vụ chỉ gọi địa chỉ https công cộng/).waitFor();
    on.fake.refusals.clear();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await dialog.getByText(WEBHOOK_SECRET).waitFor();
    await picture(page, 'webhook added, phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sideScroll(page)).toBe(0);
    const [refused, taken] = on.asked('POST', '/api/webhooks');
    expect(taken?.body).toEqual({
      url: 'https://dieuhanh.example/in',
      kinds: ['reply'],
      wholeProvince: false,
    });
    expect(taken?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(taken?.headers['idempotency-key']).not.toBe(refused?.headers['idempotency-key']);
    await dialog.getByRole('button', { name: 'Tôi đã chép khóa' }).click();
    await page.getByRole('heading', { name: 'dieuhanh.example' }).waitFor();
    expect(await page.getByText(WEBHOOK_SECRET).count()).toBe(0);
  });

  it('offers nothing to be told that the person may not see', async () => {
    open = await on.visit('/systems', DESKTOP);
    const { page } = open;
    await page.getByRole('heading', { name: 'cu.example' }).waitFor();
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Cảnh báo thay đổi').waitFor();
    expect(await dialog.getByLabel('Bà con cần giúp hoặc trả lời').count()).toBe(0);
    await dialog.getByLabel('Địa chỉ nhận').fill('https://dieuhanh.example/in');
    await dialog.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await dialog.getByText(WEBHOOK_SECRET).waitFor();
    expect(on.asked('POST', '/api/webhooks')[0]?.body).toMatchObject({
      kinds: ['alert', 'lane', 'approval'],
    });
  });

  it('says what does not get through, tries, pauses, renews and removes', async () => {
    open = await on.visit('/systems', DESKTOP);
    const { page } = open;
    await page.getByText(/^Bên nhận không nhận tin nào từ/).waitFor();
    await page.getByText(/^Bên nhận không nhận tin nào suốt một ngày/).waitFor();
    const card = (host: string) =>
      page.locator('section', { has: page.getByRole('heading', { name: host }) });
    expect(await card('cu.example').getByRole('button', { name: 'Gửi thử' }).isDisabled()).toBe(true);

    const near = card('10.1.2.3:8080');
    await near.getByRole('button', { name: 'Gửi thử' }).click();
    const table = near.getByRole('table', { name: 'Lần gửi gần đây đến 10.1.2.3:8080' });
    await table.getByText(/Bên nhận trả lời mã 503\. Thử lại lúc/).waitFor();
    await table.getByText('Đã thôi gửi. Chứng thư https không hợp lệ.').waitFor();
    expect(on.asked('POST', `/api/webhooks/${uuid(62)}/tests`)).toHaveLength(1);
    await picture(page, 'webhooks with deliveries, desktop');
    expect(await accessibilityFaults(page)).toEqual([]);

    await near.getByRole('button', { name: 'Tạm dừng' }).click();
    await near.getByRole('button', { name: 'Báo tiếp' }).waitFor();
    await near.getByRole('button', { name: 'Báo tiếp' }).click();
    await near.getByRole('button', { name: 'Tạm dừng' }).waitFor();

    await near.getByRole('button', { name: 'Đổi khóa' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đổi khóa' }).click();
    await page.getByText(WEBHOOK_SECRET).waitFor();
    await page.getByRole('button', { name: 'Tôi đã chép khóa' }).click();
    await page.getByText(WEBHOOK_SECRET).waitFor({ state: 'detached' });

    await near.getByRole('button', { name: 'Xóa', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xóa', exact: true }).click();
    await page.getByText('Đã xóa.').waitFor();
    await page.getByRole('heading', { name: '10.1.2.3:8080' }).waitFor({ state: 'detached' });
    expect(open.complaints).toEqual([]);
  });

  it('says that it could not be loaded, and asks again', async () => {
    on.fake.refusals.set('GET /api/webhooks', 'internal_error');
    open = await on.visit('/systems', PHONE);
    const { page } = open;
    // The page asks again by itself once its stream is open: only after that is the button there for good.
    const asked = () => on.fake.asked.filter(({ url }) => url === '/api/webhooks').length;
    await expect.poll(asked).toBeGreaterThanOrEqual(2);
    on.fake.refusals.clear();
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByRole('heading', { name: 'cu.example' }).waitFor();
  });

  it('is in the menu of who may manage them, and of nobody else', async () => {
    on.fake.session = on.fake.person;
    open = await on.visit('/systems', DESKTOP);
    await open.page.getByRole('heading', { name: 'Không có quyền xem trang này' }).waitFor();
    expect(await open.page.getByRole('link', { name: 'Webhook' }).count()).toBe(0);
    expect(on.asked('GET', '/api/webhooks')).toEqual([]);
  });
});
