import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { type Visit, visit } from './support/console-site.ts';
import { idOf } from './support/live-fixtures.ts';
import { createLiveWorld, type LiveWorld } from './support/live-world.ts';
import { buildPages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const DESKTOP: BrowserSettings = { width: 1440, height: 900 };
const PHONE: BrowserSettings = { width: 390, height: 844, touch: true };

let pages: Awaited<ReturnType<typeof buildPages>>;
beforeAll(async () => {
  pages = await buildPages();
});
afterAll(() => pages.remove());

describe.skipIf(chromiumPath === null)('replies', () => {
  let site: LiveWorld;
  let open: Visit;

  beforeEach(async () => {
    site = await createLiveWorld({ directory: pages.directory });
  });
  afterEach(async () => {
    await open.close();
    await site.close();
  });

  it('are read and answered with the keyboard alone', async () => {
    open = await visit(site.origin, '/replies', DESKTOP);
    const { page, complaints } = open;
    await page.getByText('3 hộ đang chờ giúp').waitFor();
    await page.getByRole('listbox', { name: 'Trả lời của bà con' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nhà Y Thuê Niê, hẻm 13 Mai Hắc Đế' }).waitFor();
    const field = page.getByRole('textbox', { name: 'Nhắn lại qua bot' });
    await field.fill('Đội cứu hộ đang tới.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('log').getByText('Đội cứu hộ đang tới.').waitFor();
    await page.getByText('đã gửi', { exact: true }).waitFor();
    await expect.poll(() => field.inputValue()).toBe('');
    expect(site.state.done).toEqual(['answer Đội cứu hộ đang tới.']);
    expect(complaints).toEqual([]);
  });

  it('keep an answer that did not get through and send it once', async () => {
    const id = idOf(9, 1);
    open = await visit(site.origin, `/replies?reply=${id}`, DESKTOP);
    const { page } = open;
    site.state.refusals.set(`/api/replies/${id}/answers`, 'internal_error');
    const field = page.getByRole('textbox', { name: 'Nhắn lại qua bot' });
    await field.fill('Đội cứu hộ đang tới.');
    const send = page.getByRole('button', { name: 'Gửi', exact: true });
    await send.click();
    await page.getByRole('alert').waitFor();
    expect(await field.inputValue()).toBe('Đội cứu hộ đang tới.');
    site.state.refusals.clear();
    await send.dblclick();
    await page.getByRole('log').getByText('Đội cứu hộ đang tới.').waitFor();
    expect(site.state.answers.get(id)).toHaveLength(1);
  });

  it('show photo, voice and place, and why a photo is gone', async () => {
    open = await visit(site.origin, `/replies?reply=${idOf(9, 3)}`, DESKTOP);
    const { page } = open;
    const photo = page.getByRole('img', { name: 'Cầu gỗ đã trôi' });
    await photo.waitFor();
    await expect.poll(() => photo.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(2);

    await page.getByRole('option', { name: /Ghi âm 14 giây/ }).click();
    await page.locator('audio[controls]').waitFor();
    await page.getByRole('option', { name: /Vị trí 12.67971, 108.04443/ }).click();
    const place = page.getByRole('link', { name: '12.67971, 108.04443' });
    expect(await place.getAttribute('href')).toBe('geo:12.67971,108.04443');

    site.state.refusals.set(`/api/replies/${idOf(9, 3)}/media`, 'not_found');
    await page.goto(`${site.origin}/replies?reply=${idOf(9, 3)}`);
    await page.getByRole('alert').waitFor();
    site.state.refusals.clear();
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await photo.waitFor();
  });

  it('offer a voice note that the browser does not play as a file', async () => {
    site.state.hasForeignMedia = true;
    open = await visit(site.origin, `/replies?reply=${idOf(9, 4)}`, DESKTOP);
    const { page } = open;
    const player = page.locator('audio[controls]');
    await player.evaluate((element) => Reflect.set(element, 'preload', 'auto'));
    await page.getByText('Trình duyệt này không mở được tệp', { exact: false }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải về' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('voice');
  });

  it('are marked as dealt with and opened again', async () => {
    open = await visit(site.origin, `/replies?show=help&reply=${idOf(9, 0)}`, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Đã xử lý' }).click();
    await page.getByText('Y Bhiông Niê · Trưởng Công an phường đã xử lý lúc', { exact: false }).waitFor();
    await page.getByText('2 hộ đang chờ giúp').waitFor();
    await page.getByRole('button', { name: 'Chưa xong, mở lại' }).click();
    await page.getByText('Chưa ai xử lý').waitFor();
    expect(site.state.done).toEqual(['handled true', 'handled false']);
  });

  it('cannot be answered where the person opted out', async () => {
    site.state.chat = 'stopped';
    open = await visit(site.origin, `/replies?reply=${idOf(9, 0)}`, DESKTOP);
    const { page } = open;
    await page.getByText('Người này đã dừng nhận tin', { exact: false }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Nhắn lại qua bot' }).count()).toBe(0);
  });

  it('come in by pages; a new one waits while somebody points at the list', async () => {
    open = await visit(site.origin, '/replies?show=all', DESKTOP);
    const { page } = open;
    await page.getByText('Đã tải 50 dòng, cuộn để tải thêm').waitFor();
    const list = page.getByRole('listbox', { name: 'Trả lời của bà con' });
    await list.hover();
    site.state.callForHelp(100);
    // By the keyboard: a pointer on its way to the button would leave the list, and newcomers come without it.
    await page.getByRole('button', { name: '1 mới – hiện ra' }).press('Enter');
    await list.getByText("Nhà H'Ngăm Mlô, hẻm 112 Mai Hắc Đế").waitFor();
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await page.getByText('76 dòng').waitFor();
    expect(await list.getByRole('option').count()).toBeLessThan(40);
  });

  it('lead on a phone from the list to one and back', async () => {
    open = await visit(site.origin, '/replies', PHONE);
    const { page } = open;
    await page
      .getByRole('option', { name: /Nhà Y Thuê Niê/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Nhà Y Thuê Niê, hẻm 13 Mai Hắc Đế' }).waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.goBack();
    await page.getByRole('listbox').waitFor();
    expect(await page.getByRole('heading', { name: /hẻm 13/ }).count()).toBe(0);
  });
});
