import { describe, expect, it } from 'vitest';
import { alertsSite } from './support/alerts-site.ts';
import { chromiumPath, explainMissingBrowser } from './support/browser.ts';
import {
  accessibilityFaults,
  DESKTOP,
  PHONE,
  picture,
  settled,
  sideScroll,
  WIDE,
} from './support/console-site.ts';

if (chromiumPath === null) explainMissingBrowser();

const POSTER = '/groups/00000000-0000-7000-8000-000000000101/poster';

describe.skipIf(chromiumPath === null)('the groups of a unit', () => {
  const on = alertsSite();

  it('are listed with their codes; who may only look finds no way to change them', async () => {
    const page = await on.goTo('/groups', DESKTOP);
    const first = page.getByRole('listitem').filter({ hasText: 'Buôn Alê A' });
    await first.getByText('A7K2M9').waitFor();
    await first.getByText('412 hộ, 398 hộ nhận được tin').waitFor();
    await first.getByText('Yên tĩnh từ 21:30 đến 05:30').waitFor();
    expect(await page.getByRole('button', { name: /^(?:Thêm nhóm|Sửa)/ }).count()).toBe(0);
    expect(on.open.complaints).toEqual([]);
  });

  it('are added, and the code is shown at once', async () => {
    const page = await on.goTo('/groups', DESKTOP, { role: 'ward_chief' });
    await page.getByRole('button', { name: 'Thêm nhóm' }).click();
    const dialog = page.getByRole('dialog', { name: 'Thêm nhóm' });
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('Xin ghi tên nhóm').waitFor();
    await dialog.getByLabel('Loại nhóm').selectOption('market');
    await dialog.getByLabel('Tên nhóm').fill('Chợ đêm');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('Đơn vị đã có nhóm tên này.').waitFor();
    await dialog.getByLabel('Tên nhóm').fill('Chợ Ea Tam');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('M7K2P9').waitFor();
    await dialog.getByRole('button', { name: 'Đóng' }).last().click();
    await page.getByRole('heading', { name: 'Chợ Ea Tam' }).waitFor();
    expect(on.open.complaints).toEqual([]);
  });

  it('are changed in what was changed, and nothing else', async () => {
    const page = await on.goTo('/groups', DESKTOP, { role: 'ward_chief' });
    await page.getByRole('button', { name: 'Sửa Tổ dân phố 10' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Có giờ yên tĩnh').check();
    await dialog.getByLabel('Từ', { exact: true }).fill('22:15');
    await dialog.getByLabel('Đến', { exact: true }).fill('22:15');
    await dialog.getByLabel('Vị trí').fill('12.6833');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.getByText('phải khác nhau').waitFor();
    await dialog.getByText('Xin ghi vĩ độ rồi kinh độ').waitFor();
    await dialog.getByLabel('Đến', { exact: true }).fill('04:45');
    await dialog.getByLabel('Vị trí').fill('12.6833, 108.05');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu Tổ dân phố 10.').waitFor();
    expect(on.fake.changes).toEqual([
      ['quietHours', { fromMinute: 1_335, toMinute: 285 }],
      ['place', { latitude: 12.6833, longitude: 108.05 }],
    ]);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Tổ dân phố 10' })
      .getByText('Yên tĩnh từ 22:15 đến 04:45')
      .waitFor();
  });

  it('have a sheet that invites: code, and a QR code where an address opens the chat', async () => {
    const page = await on.goTo(POSTER, DESKTOP);
    const sheet = page.getByRole('region', { name: 'Buôn Alê A' });
    await sheet.getByText('A7K2M9').waitFor();
    expect(await sheet.getByRole('img').count()).toBe(1);
    await sheet.getByText('Zalo', { exact: true }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await picture(page, 'group-poster-print');
  });

  it.each([
    { language: 'vi' as const, settings: PHONE },
    { language: 'en' as const, settings: { ...PHONE, colorScheme: 'dark' as const } },
    { language: 'en' as const, settings: WIDE },
    { language: 'vi' as const, settings: { ...WIDE, colorScheme: 'dark' as const } },
  ])('are for everybody: $language, $settings', async ({ language, settings }) => {
    const page = await on.goTo('/groups', settings, { role: 'ward_chief', language });
    const name = `groups-${settings.width}-${language}`;
    for (const [path, part] of [
      ['/groups', 'list'],
      [POSTER, 'poster'],
    ] as const) {
      await page.goto(on.origin + path);
      await page.getByText('A7K2M9').first().waitFor();
      await settled(page);
      await picture(page, `${name}-${part}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sideScroll(page)).toBe(0);
    }
    await page.goto(`${on.origin}/groups`);
    await page.getByRole('button', { name: /^(?:Sửa|Edit) Buôn Alê A/ }).click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await picture(page, `${name}-edit`);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
