import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alertsSite } from './support/alerts-site.ts';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { provinceAdmin, uuid } from './support/console-samples.ts';
import { DESKTOP, type Visit, visit } from './support/console-site.ts';
import { focusedName, hasFocus, isInDialog, opensAndCloses, tabTo } from './support/keyboard.ts';
import { idOf } from './support/live-fixtures.ts';
import { createLiveWorld, type LiveWorld } from './support/live-world.ts';
import { buildPages } from './support/page-server.ts';
import { staffSite } from './support/staff-site.ts';

if (chromiumPath === null) explainMissingBrowser();

describe.skipIf(chromiumPath === null)('the keyboard alone leads through', () => {
  const on = alertsSite();

  it('groups', async () => {
    const page = await on.goTo('/groups', DESKTOP, { role: 'ward_chief' });
    await page.getByText('A7K2M9').waitFor();
    await opensAndCloses(page, 'Thêm nhóm');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Tên nhóm');
    await page.keyboard.type('Chợ Ea Tam');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('M7K2P9').waitFor();
    expect(await isInDialog(page)).toBe(true);
    await tabTo(page, 'Đóng');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thêm nhóm');

    await opensAndCloses(page, 'Sửa Tổ dân phố 10');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Tên nhóm');
    await page.keyboard.press('End');
    await page.keyboard.type(' B');
    await tabTo(page, 'Lưu');
    await page.keyboard.press('Enter');
    await page.getByText('Đã lưu Tổ dân phố 10 B.').waitFor();
    await hasFocus(page, 'Sửa Tổ dân phố 10 B');

    await tabTo(page, 'Tờ mời tham gia');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tờ mời tham gia' }).and(page.locator(':focus')).waitFor();
    await tabTo(page, 'In');
    expect(on.open.complaints).toEqual([]);
  });

  it('templates', async () => {
    const page = await on.goTo('/templates', DESKTOP, { role: 'ward_chief' });
    await page.getByText('có sẵn').first().waitFor();
    await opensAndCloses(page, 'Thêm mẫu');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Loại tin');
    await page.keyboard.type('Trộm');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Tên mẫu');
    await page.keyboard.type('Đêm cuối tuần');
    await tabTo(page, 'Nội dung tiếng Việt');
    await page.keyboard.type('Trực ở [khu vực].');
    await tabTo(page, 'Lưu mẫu');
    await page.keyboard.press('Enter');
    await page.getByText('Đã lưu mẫu Đêm cuối tuần.').waitFor();
    await hasFocus(page, 'Thêm mẫu');

    await page.getByText(/^Đêm cuối tuần/).waitFor();
    const ways = page.getByRole('button', { name: 'Bỏ mẫu' });
    const before = await ways.count();
    await opensAndCloses(page, 'Bỏ mẫu');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await tabTo(page, 'Bỏ mẫu');
    await page.keyboard.press('Enter');
    await page.getByText('Đã bỏ mẫu.').waitFor();
    // Its button went with it: the page goes on at its heading.
    await expect.poll(() => ways.count()).toBe(before - 1);
    await hasFocus(page, 'Mẫu tin');
    await tabTo(page, 'Soạn từ mẫu này');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Soạn cảnh báo' }).waitFor();
    expect(on.open.complaints).toEqual([]);
  });

  it('drills', async () => {
    const page = await on.goTo('/drills', DESKTOP, { role: 'ward_chief' });
    const card = page.locator('main ul a').first();
    await card.waitFor();
    await tabTo(page, ((await card.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kết quả diễn tập' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('table').waitFor();
    await tabTo(page, 'Về danh sách diễn tập');
    // What scrolls is a stop, too.
    await page.keyboard.press('Tab');
    expect(await page.locator('section:focus').getAttribute('aria-label')).toBe('Kết quả diễn tập');
    await page.keyboard.press('Shift+Tab');
    await hasFocus(page, 'Về danh sách diễn tập');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Diễn tập');
    await tabTo(page, 'Soạn diễn tập');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Soạn diễn tập' }).waitFor();
    expect(on.open.complaints).toEqual([]);
  });
});

describe.skipIf(chromiumPath === null)('the keyboard alone leads through the administration:', () => {
  const on = staffSite((fake) => fake.person);
  let open: Visit;
  afterEach(() => expect(open.complaints).toEqual([]));

  it('other systems', async () => {
    on.fake.session = provinceAdmin();
    on.fake.webhooks = on.fake.webhooks.filter(({ id }) => id === uuid(62));
    open = await on.visit('/systems', DESKTOP);
    const { page } = open;
    await page.getByRole('heading', { name: '10.1.2.3:8080' }).waitFor();
    await opensAndCloses(page, 'Thêm địa chỉ');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Địa chỉ nhận');
    await page.keyboard.type('https://dieuhanh.example/in');
    await page.keyboard.press('Enter');
    await page.getByText('Tôi đã chép khóa').waitFor();
    expect(await isInDialog(page)).toBe(true);
    await tabTo(page, 'Tôi đã chép khóa');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thêm địa chỉ');

    // A button that is busy for a moment keeps its place.
    await tabTo(page, 'Gửi thử');
    await page.keyboard.press('Enter');
    await page.getByRole('table').waitFor();
    await hasFocus(page, 'Gửi thử');
    await tabTo(page, 'Tạm dừng');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Báo tiếp');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Tạm dừng');

    await opensAndCloses(page, 'Đổi khóa');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await tabTo(page, 'Đổi khóa');
    await page.keyboard.press('Enter');
    await page.getByText('Tôi đã chép khóa').waitFor();
    expect(await isInDialog(page)).toBe(true);
    await page.keyboard.press('Escape');
    await hasFocus(page, 'Đổi khóa');

    await tabTo(page, 'Xóa');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await tabTo(page, 'Xóa');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '10.1.2.3:8080' }).waitFor({ state: 'detached' });
    await hasFocus(page, 'Webhook');
  });

  it('staff', async () => {
    open = await on.visit('/staff', DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Y Bhiu Niê' }).waitFor();
    await opensAndCloses(page, 'Mời cán bộ');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Họ và tên');
    await page.keyboard.type('Lê Thị Mai');
    await tabTo(page, 'Chức danh');
    await page.keyboard.type('Trực ban');
    await page.keyboard.press('Enter');
    await page.getByText('/lienket 7KQ2-XD9F').waitFor();
    expect(await isInDialog(page)).toBe(true);
    await page.keyboard.press('Escape');
    await hasFocus(page, 'Mời cán bộ');

    await tabTo(page, 'Duyệt');
    await page.keyboard.press('Enter');
    await page.getByText('Đã duyệt quyền.').waitFor();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).waitFor({ state: 'detached' });
    await hasFocus(page, 'Cán bộ và quyền');

    await opensAndCloses(page, 'Trần Văn Bình');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Bỏ vai trò');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await page.keyboard.press('Escape');
    await hasFocus(page, 'Bỏ vai trò');
    await tabTo(page, 'Thêm');
    await page.keyboard.press('Enter');
    await page.getByText('Đã thêm vai trò.').waitFor();
    await hasFocus(page, 'Thêm');
    await tabTo(page, 'Khóa tài khoản');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await tabTo(page, 'Khóa tài khoản');
    await page.keyboard.press('Enter');
    await page.getByText('Đã khóa tài khoản của Trần Văn Bình.').waitFor();
    // The window stays, without the button.
    await page.getByRole('button', { name: 'Khóa tài khoản' }).waitFor({ state: 'detached' });
    await expect.poll(() => isInDialog(page)).toBe(true);
    await page.keyboard.press('Escape');
    await hasFocus(page, 'Trần Văn Bình');
  });
});

describe.skipIf(chromiumPath === null)('the keyboard alone leads through alerts:', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let site: LiveWorld;
  let open: Visit;

  beforeAll(async () => {
    pages = await buildPages();
    site = await createLiveWorld({ directory: pages.directory });
  });
  afterAll(async () => {
    await open.close();
    await site.close();
    await pages.remove();
  });

  it('one that goes on', async () => {
    open = await visit(site.origin, `/alerts/${idOf(3, 1)}`, DESKTOP);
    const { page } = open;
    await page.getByRole('button', { name: 'Kết thúc' }).waitFor();
    await opensAndCloses(page, 'Kết thúc');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Nội dung tiếng Việt');
    await page.keyboard.type('Đã an toàn.');
    await tabTo(page, 'Xem trước');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Gửi cho 3.667 hộ' }).waitFor();
    expect(await isInDialog(page)).toBe(true);
    await tabTo(page, 'Gửi cho 3.667 hộ');
    await page.keyboard.press('Enter');
    await page.getByText('Đã gửi đi, tới 3.741 hộ.').waitFor();
    await hasFocus(page, 'Kết thúc');

    await tabTo(page, 'Việc khác');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Tạm giữ' }).waitFor();
    for (let step = 0; step < 9 && (await focusedName(page)) !== 'Tạm giữ'; step += 1)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await hasFocus(page, 'Thôi');
    await page.keyboard.press('Escape');
    await hasFocus(page, 'Việc khác');
    expect(open.complaints).toEqual([]);
  });
});
