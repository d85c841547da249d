import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser, openBrowser } from './support/browser.ts';
import { createFakeSimulator } from './support/fake-simulator.ts';
import { buildPages, servePages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const FIRST_LOAD_LIMIT_BYTES = 300 * 1024;
/** So that a failure names its step, not the whole test. */
const STEP_TIMEOUT_MS = 15_000;
const DESKTOP: BrowserSettings = { width: 1280, height: 800 };
const PHONE: BrowserSettings = { width: 390, height: 844, touch: true };

let pages: Awaited<ReturnType<typeof buildPages>>;
beforeAll(async () => {
  pages = await buildPages();
});
afterAll(() => pages.remove());

describe('the built page', () => {
  it('loads at most 300 kB of script', async () => {
    const html = await readFile(join(pages.directory, 'index.html'), 'utf8');
    const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
    const sizes = await Promise.all(
      scripts.map(async (path) => gzipSync(await readFile(join(pages.directory, path))).length),
    );
    expect(scripts.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_LIMIT_BYTES);
  });
});

describe.skipIf(chromiumPath === null)('/simulator in a browser', () => {
  let simulator: ReturnType<typeof createFakeSimulator>;
  let site: Awaited<ReturnType<typeof servePages>>;
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeEach(async () => {
    simulator = createFakeSimulator();
    site = await servePages(pages.directory, simulator);
  });
  afterEach(async () => {
    await browser.close();
    await site.server.close();
  });

  /** Opens the page and keeps what a healthy page never has: errors, and requests to other hosts. */
  async function visit(settings: BrowserSettings): Promise<{ page: Page; complaints: string[] }> {
    browser = await openBrowser(settings);
    const page = await browser.context.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(site.origin)) complaints.push(`other host: ${request.url()}`);
    });
    await page.goto(site.url);
    await page.getByRole('listbox').waitFor();
    return { page, complaints };
  }

  it.each([
    { name: '1280 px', settings: DESKTOP },
    { name: '390 px', settings: PHONE },
    {
      name: '1920 px, dark',
      settings: { width: 1920, height: 1080, colorScheme: 'dark' } satisfies BrowserSettings,
    },
  ])('walks through an alert at $name', async ({ settings }) => {
    const { page, complaints } = await visit(settings);
    const isPhone = settings.touch === true;
    const backToList = async () => {
      if (isPhone) await page.getByRole('button', { name: 'Về danh sách' }).click();
    };
    const figure = (key: string) => page.locator(`[data-figure="${key}"] dd:visible`);

    await page.getByText('BẢN DÙNG THỬ – không có người thật, không gửi ra ngoài').waitFor();
    await page.getByText('201 trên 201 người').waitFor();
    await expectNoSideScroll(page);

    await page.getByRole('option', { name: /Trực ban/ }).click();
    const line = page.getByRole('textbox', { name: 'Nhắn tin' });
    await line.fill('/canhbao');
    await line.press('Enter');
    await page.getByRole('button', { name: '🌊 Mưa lũ' }).click();
    await page.getByText('Đã ghi nhận').waitFor();
    await expectNoSideScroll(page);
    await page.getByRole('button', { name: 'Gửi ngay cho 200 hộ' }).click();
    await page.getByText('đã sửa').waitFor();

    if (isPhone) await page.getByRole('button', { name: 'Tình hình' }).click();
    await page.getByText('Telegram: 100 hộ · Zalo: 70 hộ · cả hai: 30 hộ').waitFor();
    await figure('zalo-accepted').getByText('400', { exact: true }).waitFor();
    await figure('sent').getByText('198', { exact: true }).waitFor();
    await page.getByText('BMT-2026-0147', { exact: true }).waitFor();
    await expectNoSideScroll(page);
    if (isPhone) await page.getByRole('button', { name: 'Đóng' }).click();

    await backToList();
    await page.getByRole('searchbox', { name: 'Tìm theo tên' }).fill('lan eban 193');
    await page.getByRole('option', { name: /H'Lan Êban 193/ }).click();
    await page.getByRole('button', { name: 'Nhà tôi an toàn' }).last().click();
    await page.getByRole('button', { name: /Nhà tôi an toàn.*đã bấm/ }).waitFor();
    await page.getByRole('button', { name: 'Gửi ảnh, ghi âm, vị trí' }).click();
    await page.getByRole('menuitem', { name: 'Ảnh mẫu' }).click();
    await page.getByRole('img', { name: 'Ảnh mẫu' }).waitFor();
    await page.getByText('Đã nhận ảnh, chỉ Công an xem được.').last().waitFor();
    await page.getByRole('button', { name: 'Gửi ảnh, ghi âm, vị trí' }).click();
    await page.getByRole('menuitem', { name: 'Ghi âm mẫu' }).click();
    await page.getByRole('img', { name: 'Ghi âm, 8 giây' }).waitFor();
    await page.getByRole('button', { name: 'Gửi ảnh, ghi âm, vị trí' }).click();
    await page.getByRole('menuitem', { name: 'Vị trí' }).click();
    await page.getByText('12.6797, 108.0444').waitFor();
    await expectNoSideScroll(page);

    if (isPhone) await page.getByRole('button', { name: 'Tình hình' }).click();
    await figure('safe').getByText('1', { exact: true }).waitFor();

    expect(complaints).toEqual([]);
  });

  it('speaks English when asked, and again after a reload', async () => {
    const { page, complaints } = await visit(PHONE);
    await page.getByText('EN', { exact: true }).click();
    await page.getByText('DEMO – no real people, nothing leaves this machine').waitFor();
    await page.reload();
    await page.getByText('201 of 201 people').waitFor();
    await page.getByRole('option', { name: /Trực ban/ }).click();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await expectNoSideScroll(page);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(complaints).toEqual([]);
  });

  it('adds a person, blocks and unblocks', async () => {
    const { page } = await visit(DESKTOP);
    await page.getByRole('button', { name: 'Thêm người mới' }).click();
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByText('Nhập tên, tối đa 60 chữ.').waitFor();
    await page.getByRole('textbox', { name: 'Họ và tên' }).fill("H'Blơ̆ Kƀuôr");
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByRole('heading', { name: "H'Blơ̆ Kƀuôr" }).waitFor();
    await page.getByRole('button', { name: 'Tổ dân phố 3 · TD3PXW' }).click();
    await page.getByText('/start TD3PXW').first().waitFor();

    await page.getByRole('button', { name: 'Chặn bot' }).click();
    await page.getByText('Người này đã chặn bot.').waitFor();
    await page.getByText('Đã chặn', { exact: true }).click();
    await page.getByText('1 trên 202 người').waitFor();
    await page.getByRole('button', { name: 'Bỏ chặn' }).click();
    await page.getByRole('textbox', { name: 'Nhắn tin' }).waitFor();
  });

  it('shows a chat on Zalo as one: named, blue, with its buttons', async () => {
    const { page, complaints } = await visit(DESKTOP);
    const background = () =>
      page.evaluate("getComputedStyle(document.querySelector('section[data-network]')).backgroundColor");
    await page.getByRole('searchbox', { name: 'Tìm theo tên' }).fill('lan eban 193');
    await page.getByRole('option', { name: /H'Lan Êban 193/ }).click();
    await page.locator('section[data-network="telegram"]').getByText('Telegram', { exact: true }).waitFor();
    const onTelegram = await background();

    await page.getByRole('searchbox', { name: 'Tìm theo tên' }).fill('nguyen thi lan 3');
    await page.getByRole('option', { name: /Nguyễn Thị Lan 3\b.*Zalo/ }).click();
    await page.locator('section[data-network="zalo"]').getByText('Zalo', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Chặn OA' }).waitFor();
    expect(await background()).not.toBe(onTelegram);
    await page.getByRole('button', { name: 'Đã đọc' }).last().click();
    await page.getByRole('button', { name: /Đã đọc.*đã bấm/ }).waitFor();
    await expectNoSideScroll(page);
    expect(complaints).toEqual([]);
  });

  it('leads from a person’s one chat to the other, and lets somebody new begin on Zalo', async () => {
    const { page } = await visit(PHONE);
    await page.getByRole('searchbox', { name: 'Tìm theo tên' }).fill('y bhang mlo 8');
    await page.getByRole('option', { name: /Y Bhăng Mlô 8\b/ }).click();
    await page.getByRole('button', { name: 'Xem trên Zalo' }).click();
    await page.locator('section[data-network="zalo"]').waitFor();
    await expectNoSideScroll(page);
    await page.getByRole('button', { name: 'Xem trên Telegram' }).click();
    await page.locator('section[data-network="telegram"]').waitFor();

    await page.getByRole('button', { name: 'Về danh sách' }).click();
    await page.getByRole('button', { name: 'Thêm người mới' }).click();
    await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Hoa');
    await page.getByText('Zalo', { exact: true }).last().click();
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.locator('section[data-network="zalo"]').waitFor();
    await page.getByRole('button', { name: 'Tổ dân phố 3 · TD3PXW' }).click();
    await page.getByText('TD3PXW', { exact: true }).first().waitFor();
    expect(await page.getByText('/start TD3PXW').count()).toBe(0);
  });

  it('does not move the list under the pointer', async () => {
    const { page } = await visit(DESKTOP);
    const options = page.getByRole('option');
    const second = await options.nth(1).getAttribute('id');
    const fifth = (await options.nth(4).getAttribute('id')) ?? '';
    await options.nth(3).hover();
    simulator.act(fifth.replace('person-', ''), { kind: 'text', text: 'Nhà tôi hỏi chút' });
    await page.locator(`[id="${fifth}"]`).getByText('Đã nhận. Cảm ơn bà con.').waitFor();
    expect(await options.nth(1).getAttribute('id')).toBe(second);
    await page.mouse.move(700, 20);
    await page.locator(`[role=option]:nth-child(2)[id="${fifth}"]`).waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await visit(DESKTOP);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.getByRole('option', { name: /H'Lan Êban 1\b/ }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('/canhbao');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '🌊 Mưa lũ' }).press('Enter');
    await page.getByRole('button', { name: 'Gửi ngay cho 200 hộ' }).waitFor();
  });

  it('tells the truth without a connection, and lets a message be sent again', async () => {
    const { page } = await visit(DESKTOP);
    await page.getByRole('option', { name: /Trực ban/ }).click();
    const line = page.getByRole('textbox', { name: 'Nhắn tin' });
    await line.waitFor();
    await browser.context.setOffline(true);
    await page.getByText(/Mất kết nối với dịch vụ/).waitFor();
    await line.fill('/canhbao');
    await line.press('Enter');
    await page.getByText('chưa gửi được').waitFor();
    expect(await page.getByText('Chọn loại cảnh báo:').count()).toBe(0);

    await browser.context.setOffline(false);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText('Chọn loại cảnh báo:').last().waitFor();
    await page.getByText(/Mất kết nối với dịch vụ/).waitFor({ state: 'detached' });
    expect(await page.getByText('chưa gửi được').count()).toBe(0);
  });

  it('says so when a press is refused, or the person is gone', async () => {
    const { page } = await visit(DESKTOP);
    await page.getByRole('option', { name: /Trực ban/ }).click();
    await page.getByRole('textbox', { name: 'Nhắn tin' }).fill('/canhbao');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    const key = page.getByRole('button', { name: '🔥 Cháy, nổ' });
    await key.waitFor();
    await page.route('**/press', (route) =>
      route.fulfill({ status: 409, json: { error: 'button_not_found', message: 'gone' } }),
    );
    await key.click();
    await page.getByText('Nút này không còn dùng được nữa.').waitFor();

    await page.route('**/chat', (route) =>
      route.fulfill({ status: 404, json: { error: 'person_not_found', message: 'gone' } }),
    );
    await page.getByRole('option').nth(1).click();
    await page.getByText('Không còn người này trong bản dùng thử.').waitFor();
  });
});

async function expectNoSideScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0);
}
