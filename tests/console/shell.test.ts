import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import {
  accessibilityFaults,
  countShifts,
  DESKTOP,
  isGone,
  PHONE,
  picture,
  serveConsole,
  type Visit,
  visit,
} from './support/console-site.ts';
import { createFakeConsole, type FakeConsole } from './support/fake-console.ts';
import { buildPages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const FIRST_LOAD_LIMIT_BYTES = 300_000;

const focused = (page: Page) => page.locator(':focus').textContent();

describe.skipIf(chromiumPath === null)('the layout of the console', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let site: Awaited<ReturnType<typeof serveConsole>>;
  let made: ReturnType<typeof createFakeConsole>;
  let fake: FakeConsole;
  let open: Visit;

  beforeAll(async () => {
    pages = await buildPages();
  });
  afterAll(() => pages.remove());
  beforeEach(async () => {
    made = createFakeConsole();
    fake = made.fake;
    fake.session = fake.person;
    site = await serveConsole(pages.directory, made.routes);
  });
  afterEach(async () => {
    await open.close();
    await site.close();
  });

  it.each(['/', '/sign-in', '/staff', '/channels', '/audit', '/account'])(
    'loads at most 300 kB of script, gzipped, to show %s',
    async (path) => {
      open = await visit(site.origin, '/no-such-page', DESKTOP);
      const { page } = open;
      await page.goto('about:blank');
      const scripts = new Set<string>();
      page.on('request', (request) => {
        if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
      });
      await page.goto(`${site.origin}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const sizes = await Promise.all(
        [...scripts].map(async (script) => gzipSync(await readFile(join(pages.directory, script))).length),
      );
      expect(sizes.length).toBeGreaterThan(1);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_LIMIT_BYTES);
    },
  );

  it('says so to who has no role yet, and takes that for no lost connection', async () => {
    fake.session = { ...fake.person, roles: [], actions: [] };
    open = await visit(site.origin, '/', PHONE);
    const { page, complaints } = open;
    await page.getByText(/chưa có vai trò nào/).waitFor();
    expect(fake.asked.filter(({ url }) => url.startsWith('/api/events'))).toEqual([]);
    expect(await page.getByText(/Mất kết nối/).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('asks again for what an event is about, and for everything after a gap', async () => {
    open = await visit(site.origin, '/channels', DESKTOP);
    const { page, complaints } = open;
    await page.getByText('Đang chạy').waitFor();
    const [account] = fake.channels.accounts;
    if (account === undefined) throw new Error('no account');
    fake.channels = {
      ...fake.channels,
      accounts: [{ ...account, state: 'paused', pausedUntil: '2026-11-26T12:31:00.000Z' }],
    };
    fake.tell({ kind: 'lane', channelAccountId: account.channelAccountId });
    await page.getByText('Tạm nghỉ', { exact: true }).waitFor();
    await page.getByText('19:31').waitFor();

    fake.cut();
    await expect
      .poll(() => fake.asked.filter(({ url }) => url === '/api/events').at(-1)?.headers['last-event-id'])
      .toBe('1');
    expect(complaints).toEqual([]);
  });

  it('says when the service is gone, keeps what was shown, and comes back by itself', async () => {
    open = await visit(site.origin, '/channels', PHONE);
    const { page } = open;
    await page.getByText('Đang chạy').waitFor();
    await expect.poll(() => fake.asked.map(({ url }) => url)).toContain('/api/events');
    await open.setOffline(true);
    fake.cut();
    await page.getByText(/Mất kết nối với dịch vụ, đang thử lại/).waitFor();
    await picture(page, 'offline, phone');
    expect(await page.getByText('Đang chạy').count()).toBe(1);
    await open.setOffline(false);
    await page
      .getByText(/Mất kết nối với dịch vụ, đang thử lại/)
      .waitFor({ state: 'detached', timeout: 18_000 });
  });

  it('shows a failure with a way to try again, and an empty list as no failure', async () => {
    fake.refusals.set('GET /api/channels', 'internal_error');
    open = await visit(site.origin, '/channels', DESKTOP);
    const { page } = open;
    await page.getByText('Dịch vụ gặp lỗi.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // The page asks again by itself once its stream is open: only after that is the button there for good.
    const asked = () => fake.asked.filter(({ url }) => url === '/api/channels').length;
    await expect.poll(asked).toBeGreaterThanOrEqual(2);
    fake.refusals.clear();
    fake.channels = { ...fake.channels, accounts: [] };
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText(/Chưa nối kênh nào/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('waits for the service at the first look, and says so', async () => {
    fake.refusals.set('GET /api/session', 'internal_error');
    open = await visit(site.origin, '/', PHONE);
    const { page } = open;
    await page.getByText('Dịch vụ gặp lỗi.').waitFor();
    fake.refusals.clear();
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByRole('heading', { name: 'Trang chính' }).waitFor();
  });

  it('is led by the keyboard alone, from page to page', async () => {
    open = await visit(site.origin, '/', DESKTOP);
    const { page, complaints } = open;
    await page.getByRole('heading', { name: 'Trang chính' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Đến nội dung chính');
    for (let tabs = 0; tabs < 20 && (await focused(page)) !== 'Cán bộ và quyền'; tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cán bộ và quyền' }).waitFor();
    await page.locator('h1:focus').waitFor();
    await expect
      .poll(() => page.locator('[aria-current=page]').filter({ visible: true }).allTextContents())
      .toEqual(['Cán bộ và quyền']);
    expect(complaints).toEqual([]);
  });

  it('has everything behind "more" on a phone', async () => {
    open = await visit(site.origin, '/', PHONE);
    const { page } = open;
    await page.getByRole('button', { name: 'Thêm' }).tap();
    await page.getByRole('dialog').getByText('Trưởng Công an phường').waitFor();
    await picture(page, 'more, phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('link', { name: 'Nhật ký' }).tap();
    await page.getByRole('heading', { name: 'Nhật ký' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('does not move what is on the screen while it loads', async () => {
    open = await visit(site.origin, '/no-such-page', DESKTOP);
    const { page } = open;
    const shifts = await countShifts(page);
    for (const path of ['/staff', '/channels', '/audit']) {
      await page.goto(`${site.origin}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await isGone(page, '.mantine-Skeleton-root');
      // What counts as good: https://web.dev/articles/cls
      expect(await shifts(), path).toBeLessThan(0.1);
    }
  });

  it('says on every page of a demo that it is one, and only there leads to the simulator', async () => {
    await site.close();
    site = await serveConsole(pages.directory, made.routes, { simulator: true });
    open = await visit(site.origin, '/', DESKTOP);
    const { page } = open;
    await page.getByText('BẢN DÙNG THỬ – không có người thật, không gửi ra ngoài').waitFor();
    await page.getByRole('button', { name: 'Tài khoản và đăng xuất' }).click();
    await page.getByRole('menuitem', { name: 'Trang mô phỏng' }).waitFor();
    fake.session = null;
    await page.goto(`${site.origin}/sign-in`);
    await page.getByText('BẢN DÙNG THỬ – không có người thật, không gửi ra ngoài').waitFor();
  });
});
