import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { countShifts, settled, type Visit, visit } from './support/console-site.ts';
import { alertOf } from './support/live-fixtures.ts';
import { createLiveWorld, type LiveWorld } from './support/live-world.ts';
import { buildPages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const FIRST_LOAD_LIMIT_BYTES = 300 * 1024;
const DESKTOP: BrowserSettings = { width: 1440, height: 900 };

let pages: Awaited<ReturnType<typeof buildPages>>;
beforeAll(async () => {
  pages = await buildPages();
});
afterAll(() => pages.remove());

describe.skipIf(chromiumPath === null)('what the officer on duty sees', () => {
  let site: LiveWorld;
  let open: Visit;

  beforeEach(async () => {
    site = await createLiveWorld({ directory: pages.directory });
  });
  afterEach(async () => {
    await open.close();
    await site.close();
  });

  it('brings a call for help to the top, into the title and into the menu, within a second', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page, complaints } = open;
    const waiting = page.locator('[data-figure="help-waiting"]');
    await waiting.getByText('3', { exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe('(3) Tình hình hiện tại – Bình Yên');

    site.state.callForHelp(100);
    await waiting.getByText('4', { exact: true }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(4\) /);
    const first = page.getByRole('list').filter({ hasText: 'Đã xử lý' }).getByRole('listitem').first();
    await first.getByText("Nhà H'Ngăm Mlô, hẻm 112 Mai Hắc Đế").waitFor();

    await page.getByRole('link', { name: 'Cảnh báo', exact: true }).click();
    await page.getByRole('heading', { name: 'Cảnh báo', level: 1 }).waitFor();
    await expect.poll(() => page.title()).toBe('(4) Cảnh báo – Bình Yên');
    expect(complaints).toEqual([]);
  });

  it('moves nothing under the hand: newcomers wait while somebody points at the list', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    const open1 = page.getByRole('button', { name: /^Đã xử lý: / }).first();
    await open1.hover();
    await settled(page);
    const before = await open1.boundingBox();

    site.state.callForHelp(100);
    const show = page.getByRole('button', { name: '1 lời mới – hiện ra' });
    await show.waitFor();
    expect(await open1.boundingBox()).toEqual(before);
    // By the keyboard: a pointer on its way to the button would leave the list, and newcomers come without it.
    await show.press('Enter');
    await page.getByText('hẻm 112 Mai Hắc Đế').waitFor();
  });

  it('marks one as dealt with, also for the others who look', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: "Đã xử lý: Nhà H'Lan Êban, hẻm 12 Mai Hắc Đế" }).click();
    await page.locator('[data-figure="help-waiting"]').getByText('2', { exact: true }).waitFor();
    expect(site.state.done).toEqual(['handled true']);
  });

  it('sounds for a call for help once the bell is on, and remembers that', async () => {
    open = await visit(site.origin, '/assets/none', DESKTOP);
    const { page } = open;
    await page.addInitScript(`
      window.tones = 0;
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };
    `);
    const tones = () => page.evaluate<number>('window.tones');
    await page.goto(`${site.origin}/now`);
    const bell = page.getByRole('switch', { name: 'Chuông khi có hộ cần giúp' });
    await page.getByText('Đang tắt').waitFor();
    await site.isHeard();
    site.state.callForHelp(100);
    await page.locator('[data-figure="help-waiting"]').getByText('4', { exact: true }).waitFor();
    expect(await tones()).toBe(0);

    // So that the officer knows what to listen for.
    await bell.check({ force: true });
    await page.getByText('Đang bật; nhắc lại mỗi phút').waitFor();
    await expect.poll(tones).toBe(6);
    site.state.callForHelp(101);
    await expect.poll(tones).toBe(12);

    await page.reload();
    await page.getByText(/^(?:Bấm một phím bất kỳ|Đang bật)/).waitFor();
    await page.keyboard.press('Shift');
    await page.getByText('Đang bật; nhắc lại mỗi phút').waitFor();
    await site.isHeard(2);
    site.state.callForHelp(102);
    await expect.poll(tones).toBe(6);
  });

  it('asks at most once a second however much happens, and shows the last figure', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    const happens = (headline: string) => {
      site.state.alert = alertOf(Date.now(), { headline });
      site.state.say({ kind: 'alert', alertId: site.state.alert.id });
    };
    await page.locator('[data-figure="help-waiting"]').waitFor();
    await site.isHeard();
    // A page that comes up asks twice more, once mounted and once the stream is open: both are behind this one.
    await expect
      .poll(async () => {
        happens('Tin trước');
        return await page.getByText('Tin trước').isVisible();
      })
      .toBe(true);

    const from = await page.evaluate<number>('performance.now()');
    for (let round = 0; round < 40; round += 1) {
      happens(`Tin thứ ${round}`);
      await page.evaluate('new Promise((done) => setTimeout(done, 50))');
    }
    await page.getByText('Tin thứ 39').waitFor();
    const asked = await page.evaluate<number[]>(`performance.getEntriesByType('resource')
      .filter(({ name, startTime }) => new URL(name).pathname === '/api/now' && startTime >= ${from})
      .map(({ startTime }) => startTime)`);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    // Timed by the page itself; a timer may be a millisecond early.
    for (const [i, startMs] of asked.entries()) {
      expect(startMs - (asked[i - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(990);
    }
  });

  it('shows figures that change without moving anything', async () => {
    open = await visit(site.origin, '/assets/none', DESKTOP);
    const { page } = open;
    const shifts = await countShifts(page);
    await page.goto(`${site.origin}/now`);
    await page.getByText('3.741').first().waitFor();
    const before = await shifts();
    const { alert } = site.state;
    site.state.alert = { ...alert, progress: { ...alert.progress, sent: 3_859, pending: 0, safe: 2_401 } };
    site.state.lanes = site.state.lanes.map((lane) => ({
      ...lane,
      state: 'working',
      waiting: 0,
      oldestWaitingSeconds: null,
    }));
    site.state.say({ kind: 'alert', alertId: alert.id });
    await page.getByText('3.859').first().waitFor();
    expect((await shifts()) - before).toBeLessThan(0.02);
  });

  it('says when the service is gone and keeps the last figures', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    await page.getByText('BMT-2026-0147').first().waitFor();
    await site.close();
    await page.getByText('Mất kết nối với dịch vụ', { exact: false }).waitFor();
    await page.getByText('BMT-2026-0147').first().waitFor();
    site = await createLiveWorld({ directory: pages.directory });
  });

  it('takes over and hands over the duty with a note', async () => {
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Nhận ca' }).click();
    const sheet = page.getByRole('dialog', { name: 'Nhận ca' });
    await sheet.getByText('Đang trực: Y Bhiông Niê · Trưởng Công an phường. Ca đó sẽ kết thúc.').waitFor();
    await sheet.getByRole('button', { name: 'Tôi nhận ca' }).click();
    await page.getByText('Anh/chị đã nhận ca.').waitFor();

    await page.getByRole('button', { name: 'Giao ca' }).click();
    await page.getByRole('textbox', { name: 'Lời dặn cho ca sau' }).fill('Gọi lại nhà bà Hoa lúc 21 giờ.');
    await page.getByRole('button', { name: 'Kết thúc ca của tôi' }).click();
    await page.getByText('Chưa có ai trực.').waitFor();
    await page.getByText('Gọi lại nhà bà Hoa lúc 21 giờ.').waitFor();
    expect(site.state.done).toEqual(['take-over', 'hand-over']);
  });

  it('shows a group admin no call for help and nothing to do', async () => {
    await site.close();
    site = await createLiveWorld({ directory: pages.directory, roles: ['group_admin'] });
    open = await visit(site.origin, '/now', DESKTOP);
    const { page } = open;
    await page.getByText('BMT-2026-0147').first().waitFor();
    expect(await page.getByText('đang chờ giúp').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Trả lời' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Nhận ca' }).count()).toBe(0);
    await expect.poll(() => page.title()).toBe('Tình hình hiện tại – Bình Yên');
  });

  it('loads at most 300 kB of script for the first page', async () => {
    open = await visit(site.origin, '/assets/none', DESKTOP);
    const { page } = open;
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(`${site.origin}/now`);
    await page.getByText('BMT-2026-0147').first().waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(FIRST_LOAD_LIMIT_BYTES);
  });
});
