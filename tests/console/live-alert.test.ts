import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { PHONE, picture, type Visit, visit } from './support/console-site.ts';
import { idOf } from './support/live-fixtures.ts';
import { createLiveWorld, type LiveWorld } from './support/live-world.ts';
import { buildPages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const DESKTOP: BrowserSettings = { width: 1440, height: 900 };
const ALERT = `/alerts/${idOf(3, 1)}`;

let pages: Awaited<ReturnType<typeof buildPages>>;
beforeAll(async () => {
  pages = await buildPages();
});
afterAll(() => pages.remove());

describe.skipIf(chromiumPath === null)('the page of an alert', () => {
  let site: LiveWorld;
  let open: Visit;

  beforeEach(async () => {
    site = await createLiveWorld({ directory: pages.directory });
  });
  afterEach(async () => {
    await open.close();
    await site.close();
  });

  it('adds up where the households stand, draws the curves and says the same as a table', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page, complaints } = open;
    await page.locator('[data-figure="help"]').getByText('14', { exact: true }).waitFor();
    await page.getByText('3.960 hộ, mỗi hộ đếm một lần').waitFor();
    await page.getByRole('img', { name: 'Biểu đồ số hộ đã nhận', exact: false }).waitFor();
    await page.getByText('Xem dạng bảng').click();
    const last = page.getByRole('table').filter({ hasText: 'Đã nhận' }).getByRole('row').last();
    await expect
      .poll(() => last.getByRole('cell').allTextContents())
      .toEqual([expect.any(String), '3.741', '2.894']);
    await page.getByRole('img', { name: 'Bản đồ các nhóm', exact: false }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('draws no map where no place is known', async () => {
    site.state.groups = {
      ...site.state.groups,
      groups: site.state.groups.groups.map((group) => ({ ...group, place: null })),
    };
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Buôn Akô Dhông' }).waitFor();
    expect(await page.getByRole('img', { name: 'Bản đồ các nhóm', exact: false }).count()).toBe(0);
  });

  it('sorts groups by a figure and keeps their places while figures change', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Im lặng', exact: true }).click();
    const names = () =>
      page.getByRole('table').filter({ hasText: 'Số hộ' }).getByRole('rowheader').allTextContents();
    await expect.poll(async () => (await names())[0]).toBe('Tổ dân phố 3');
    const sorted = await names();
    site.state.groups = {
      ...site.state.groups,
      groups: site.state.groups.groups.map((group) => ({
        ...group,
        situations: { ...group.situations, silent: 330 - group.situations.silent, safe: 0 },
      })),
    };
    site.state.say({ kind: 'alert', alertId: idOf(3, 1) });
    await page.getByRole('cell', { name: '290', exact: true }).waitFor();
    expect(await names()).toEqual(sorted);
  });

  it('leads from a figure to the households behind it, filters by group and hands out files', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: /^Không tới được: 70 hộ/ }).click();
    await page
      .getByRole('radio', { name: 'Không tới được' })
      .and(page.locator(':checked'))
      .waitFor({ state: 'attached' });
    await page.getByText('72 dòng').waitFor();

    await page.getByRole('combobox', { name: 'Nhóm' }).click();
    await page.getByRole('option', { name: 'Buôn Alê A' }).click();
    await page.getByText('6 dòng').waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'XLSX' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('households.xlsx');
    await page.getByText('Đã tải tệp về máy.').waitFor();
    expect(site.state.requests).toContain(
      `GET /api/alerts/${idOf(3, 1)}/households/export?situation=unreachable&groupId=${idOf(6, 1)}&format=xlsx&language=vi`,
    );

    site.state.refusals.set(`/api/alerts/${idOf(3, 1)}/households/export`, 'forbidden');
    await page.getByRole('button', { name: 'CSV' }).click();
    await page.getByText('Vai trò của anh/chị không có quyền này.').waitFor();
  });

  it('walks through a ledger of 100,000 rows and draws only what is seen', async () => {
    open = await visit(site.origin, `${ALERT}?view=ledger`, DESKTOP);
    const { page } = open;
    await page.getByText('Đã tải 200 dòng, cuộn để tải thêm').waitFor();
    await page.getByText('Người nhận đã chặn').first().waitFor();
    await site.isHeard();
    const list = page.getByRole('region', { name: 'Sổ gửi tin' });
    for (const rows of ['400', '600', '800']) {
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      await page.getByText(`Đã tải ${rows} dòng, cuộn để tải thêm`).waitFor();
    }
    expect(await list.getByRole('row').count()).toBeLessThan(80);
    await list.getByText('Nhà Nguyễn Thị Hoa, số 603').waitFor();

    const asked = () => site.state.requests.filter((request) => request.includes('/ledger')).length;
    const before = asked();
    site.state.say({ kind: 'alert', alertId: idOf(3, 1) });
    const reload = page.getByRole('button', { name: 'Có thay đổi – tải lại' });
    await reload.waitFor();
    expect(asked()).toBe(before);
    await reload.click();
    await page.getByText('Đã tải 200 dòng, cuộn để tải thêm').waitFor();
    await list.getByText("Nhà H'Lan Êban, số 1", { exact: true }).waitFor();
  });

  it('prints the silent by group on A4, each group on sheets of its own and nothing of the console', async () => {
    open = await visit(site.origin, `${ALERT}/print`, DESKTOP);
    const { page } = open;
    await page.getByText('640 hộ, mỗi nhóm một tờ').waitFor();
    await expect.poll(() => page.getByRole('table').count()).toBe(12);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'In', exact: true }).count()).toBe(0);
    expect(
      await page.evaluate<string>(`getComputedStyle(document.querySelector('td strong')).fontSize`),
    ).toBe('18.6667px');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(sheets).toBeGreaterThanOrEqual(12);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
  });

  it('sends an update only after the text was seen and what the checks found was confirmed', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Cập nhật' }).click();
    await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).fill('Nước đã rút, gọi 0912 345 678.');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('3.667', { exact: true }).waitFor();
    await sheet.getByText('trên 3.741 hộ sẽ nhận được').waitFor();
    for (const line of [
      'Một nửa số hộ nhận sau khoảng 2 phút, hộ cuối cùng sau 3 phút.',
      'Qua Telegram: 2.567 hộ.',
      'Qua Zalo: 1.100 hộ.',
      '40 tin có phí, khoảng 2.200 đồng chưa thuế.',
      '74 hộ chưa có ai nhận tin: cần sang nhà báo.',
    ]) {
      expect(await sheet.getByText(line).isVisible(), line).toBe(true);
    }
    const send = page.getByRole('button', { name: 'Gửi cho 3.667 hộ' });
    expect(await send.isDisabled()).toBe(true);
    expect(site.state.done).toEqual([]);
    await page.getByRole('checkbox', { name: /Có số điện thoại không phải của đơn vị/ }).check();
    await send.click();
    await page.getByText('Đã gửi đi, tới 3.741 hộ.').waitFor();
    expect(site.state.done).toEqual(['update Nước đã rút, gọi 0912 345 678. [phone_number]']);
  });

  it('keeps the text when the service does not answer', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Kết thúc' }).click();
    await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).fill('Đã an toàn.');
    site.state.refusals.set(`/api/alerts/${idOf(3, 1)}/messages/preview`, 'internal_error');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).inputValue()).toBe('Đã an toàn.');
    site.state.refusals.clear();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Gửi cho 3.667 hộ' }).click();
    await expect.poll(() => site.state.done).toEqual(['closure Đã an toàn. []']);
  });

  it('pauses, resumes, reminds and stops, each only after a question', async () => {
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    const act = async (name: string) => {
      await page.getByRole('button', { name: 'Việc khác' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Tạm giữ');
    await page.getByText('Chưa gửi tiếp 118 hộ đang chờ', { exact: false }).waitFor();
    expect(site.state.done).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Tạm giữ' }).click();
    await page.getByText('Đang giữ 118 lượt chờ gửi.').waitFor();
    await act('Gửi tiếp');
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi tiếp' }).click();
    await page.getByText('Gửi tiếp 118 lượt.').waitFor();
    await act('Nhắc các hộ im lặng');
    await page.getByRole('dialog').getByRole('button', { name: 'Nhắc', exact: true }).click();
    await page.getByText('Hiện có 900 hộ im lặng.', { exact: false }).waitFor();
    await act('Dừng hẳn');
    // Enter alone must not stop an alert: the safe answer has the focus.
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Thôi' })
      .and(page.locator(':focus'))
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Dừng hẳn' }).click();
    await page.getByText('Đã dừng. 118 lượt không gửi nữa.').waitFor();
    expect(site.state.done).toEqual(['pause', 'resume', 'reminders 1 1800000', 'stop']);
    await page.getByRole('button', { name: 'Việc khác' }).waitFor({ state: 'detached' });
  });

  it('shows the reminders that are to come, and ends them after a question', async () => {
    const everyMs = 30 * 60_000;
    const nextAt = new Date(Date.now() + everyMs).toISOString();
    site.state.reminders = { roundsSent: 1, roundsLeft: 2, everyMs, nextAt };
    open = await visit(site.origin, ALERT, PHONE);
    const { page } = open;
    await page.getByText(/Còn nhắc hộ im lặng 2 lần, lần tới lúc \d{2}:\d{2}, cách nhau 30 phút\./).waitFor();
    await picture(page, 'reminders');

    // One was sent: of the three, two are left to set.
    await page.getByRole('button', { name: 'Việc khác' }).click();
    await page.getByRole('menuitem', { name: 'Nhắc các hộ im lặng' }).click();
    await page.getByRole('combobox', { name: 'Số lần nhắc' }).click();
    await expect
      .poll(() => page.getByRole('option', { name: /^\d lần$/ }).allTextContents())
      .toEqual(['1 lần', '2 lần']);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi' }).click();

    await page.getByRole('button', { name: 'Thôi nhắc' }).click();
    expect(site.state.done).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi nhắc' }).click();
    await page.getByText('Không nhắc nữa.').waitFor();
    await page.getByText(/Còn nhắc hộ im lặng/).waitFor({ state: 'detached' });
    expect(site.state.done).toEqual([`reminders 0 ${everyMs}`]);
  });

  it('offers an area officer what the service allows for this alert, and nothing else', async () => {
    await site.close();
    site = await createLiveWorld({ directory: pages.directory, roles: ['area_officer'] });
    const everyMs = 30 * 60_000;
    const nextAt = new Date(Date.now() + everyMs).toISOString();
    site.state.reminders = { roundsSent: 1, roundsLeft: 2, everyMs, nextAt };
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    const offered = async () => {
      await page.getByRole('button', { name: 'Việc khác' }).click();
      await page.getByRole('menuitem').last().waitFor();
      const items = await page.getByRole('menuitem').allTextContents();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      return items;
    };
    expect(await offered()).toEqual(['Tạm giữ', 'Dừng hẳn']);
    expect(await page.getByRole('button', { name: /Cập nhật|Kết thúc|Thôi nhắc/ }).count()).toBe(0);
    await page.getByText(/Còn nhắc hộ im lặng/).waitFor();

    // What an area officer may send alone, they speak about.
    site.state.alert = { ...site.state.alert, category: 'residence_notice' };
    site.state.say({ kind: 'alert', alertId: idOf(3, 1) });
    await page.getByRole('button', { name: 'Kết thúc' }).waitFor();
    expect(await offered()).toEqual(['Đính chính', 'Nhắc các hộ im lặng', 'Tạm giữ', 'Dừng hẳn']);
    await page.getByRole('button', { name: 'Thôi nhắc' }).waitFor();
  });

  it('offers a province to stop it, without a menu around that one thing', async () => {
    await site.close();
    site = await createLiveWorld({ directory: pages.directory, roles: ['province_admin'] });
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Dừng hẳn' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dừng hẳn' }).click();
    await page.getByText('Đã dừng. 118 lượt không gửi nữa.').waitFor();
    expect(site.state.done).toEqual(['stop']);
    await page.getByRole('button', { name: 'Dừng hẳn' }).waitFor({ state: 'detached' });
  });

  it('shows an auditor figures and the ledger, but no households and nothing to do', async () => {
    await site.close();
    site = await createLiveWorld({ directory: pages.directory, roles: ['auditor'] });
    open = await visit(site.origin, `${ALERT}?view=households`, DESKTOP);
    const { page } = open;
    await page.getByRole('tab', { name: 'Sổ gửi tin' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Hộ dân' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Cập nhật' }).count()).toBe(0);
    expect(site.state.requests.filter((request) => request.includes('/households'))).toEqual([]);
  });

  it('says why where the alert is not there, and where a list is empty', async () => {
    site.state.refusals.set('/api/alerts/', 'not_found');
    open = await visit(site.origin, ALERT, DESKTOP);
    const { page } = open;
    // The page asks again by itself once its stream is open: only after that is the button there for good.
    const asked = () => site.state.requests.filter((request) => request === `GET /api${ALERT}`).length;
    await expect.poll(asked).toBeGreaterThanOrEqual(2);
    site.state.refusals.clear();
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.locator('[data-figure="help"]').waitFor();
    await page.goto(`${site.origin}/alerts?category=theft`);
    await page.getByText('Không có cảnh báo nào như vậy. Đổi bộ lọc.').waitFor();
  });
});
