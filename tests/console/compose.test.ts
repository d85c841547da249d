import { describe, expect, it } from 'vitest';
import { MEDIA_BYTES } from '../../src/contracts/alert-media.ts';
import type { AlertContent } from '../../src/contracts/alerts.ts';
import { OGG, TINY_PNG as PICTURE } from '../support/media-files.ts';
import { BUON_ALE, TEMPLATES, TO_10 } from './support/alert-fixtures.ts';
import { alertsSite } from './support/alerts-site.ts';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import {
  accessibilityFaults,
  accessibilityFaultsInTheDark,
  DESKTOP,
  isGone,
  PHONE,
  picture,
  settled,
  sideScroll,
  WIDE,
} from './support/console-site.ts';

if (chromiumPath === null) explainMissingBrowser();

const [FIRE, DRY] = TEMPLATES;
const FLOOD = 'LÊN CHỖ CAO TRƯỚC 20 giờ: nước sông Sêrêpốk lên nhanh. Nguồn: công điện 12/CĐ-UBND.';

function content(change: Partial<AlertContent> = {}): AlertContent {
  return {
    category: 'disaster',
    severity: 'critical',
    groupIds: [BUON_ALE, TO_10],
    texts: { vi: FLOOD, en: null },
    drill: false,
    sendFrom: null,
    legalBasis: null,
    documentNumber: null,
    issuingAuthority: null,
    media: null,
    ...change,
  };
}

describe.skipIf(chromiumPath === null)('writing in the console', () => {
  const on = alertsSite();

  it('from a template to sent with the keyboard alone, in well under a minute', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    const began = Date.now();
    await page.getByRole('searchbox', { name: 'Tìm mẫu' }).focus();
    await page.keyboard.type('chay');
    await page.keyboard.press('Enter');
    await page.locator('fieldset input:focus').first().waitFor();
    await page.keyboard.type('hẻm 12 Y Jút');
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).waitFor();
    await isGone(page, 'button[disabled]');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByText('Tin đi ngay tới 412 hộ').waitFor();
    await page.locator('[role=dialog] button[type=submit]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Đã gửi BMT-2026-0147').waitFor();
    expect(Date.now() - began).toBeLessThan(60_000);
    expect(on.fake.raised).toMatchObject([
      {
        content: {
          groupIds: [BUON_ALE],
          texts: {
            vi: FIRE?.texts.vi.replace('[địa chỉ]', 'hẻm 12 Y Jút'),
            en: FIRE?.texts.en?.replace('[address]', 'hẻm 12 Y Jút'),
          },
        },
        draftId: expect.any(String),
      },
    ]);
    expect(on.fake.drafts.size).toBe(0);
    expect(on.open.complaints).toEqual([]);
  });

  it('shows who hears it, where groups overlap, and the very message in each channel and language', async () => {
    const page = await on.goTo('/compose', WIDE);
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByRole('checkbox', { name: 'Giáo xứ Kim Phát' }).check();
    await page.getByText('614 hộ trong 2 nhóm').waitFor();
    await page.getByText('38 hộ thuộc nhiều nhóm, chỉ nhận một lần').click();
    await page.getByText('Buôn Alê A và Giáo xứ Kim Phát: 38 hộ chung').waitFor();
    for (const name of [
      'Telegram · Tiếng Việt',
      'Telegram · Tiếng Anh',
      'Zalo · Tiếng Việt',
      'Zalo · Tiếng Anh',
    ]) {
      await page
        .getByRole('figure', { name })
        .getByText(DRY?.texts.vi.slice(0, 30) ?? '')
        .waitFor();
    }
    await page.getByText('18 hộ chưa có ai nhận tin').waitFor();
  });

  it('holds what was found back until each of it is confirmed; blanks block', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: /RA NGOÀI NGAY/ }).click();
    await page.getByRole('button', { name: 'Bỏ bản tiếng Anh' }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByText('Còn chỗ chưa điền: [địa chỉ]').waitFor();
    await page.locator('mark', { hasText: '[địa chỉ]' }).waitFor();

    await page.getByLabel('địa chỉ').fill('hẻm 12, gọi 0905123456 hoặc 0905123457');
    const boxes = page.getByRole('checkbox', { name: /Số này đúng là cần đưa ra/ });
    await boxes.nth(1).waitFor();
    await page.getByText('Còn 2 điều phải sửa hoặc xác nhận.').waitFor();
    await boxes.nth(0).check();
    await page.getByText('Còn 1 điều phải sửa hoặc xác nhận.').waitFor();
    await page.getByRole('button', { name: 'Xem trong bài' }).nth(1).click();
    const selected =
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)';
    await expect.poll(() => page.evaluate(selected)).toBe('0905123457');
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.getByText('Đã gửi BMT-2026-0147').waitFor();
    expect(on.fake.raised).toMatchObject([{ checksConfirmed: ['phone_number'] }]);
  });

  it('takes a picture, asks whom it shows and why it may, shows it on the phones, and sends it', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ảnh hoặc ghi âm' }).focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'xe.png', mimeType: 'image/png', buffer: PICTURE });
    const attached = page.getByRole('group', { name: 'Ảnh kèm theo tin' });
    await attached.getByRole('img', { name: 'Ảnh kèm theo tin' }).waitFor();
    await page
      .getByRole('figure', { name: 'Zalo · Tiếng Việt' })
      .getByRole('img', { name: 'Ảnh kèm theo tin' })
      .waitFor();
    await page.getByText('Chưa nói trong ảnh có người nhận ra được hay không.').waitFor();
    await attached.getByRole('radio', { name: 'Có người nhận ra được trong ảnh' }).check();
    await page.getByRole('checkbox', { name: /chưa chọn căn cứ pháp lý/ }).waitFor();
    await attached.getByRole('radio', { name: 'Không có người nhận ra được' }).check();
    await page.getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.getByText('Đã gửi BMT-2026-0147').waitFor();
    expect(on.fake.raised).toMatchObject([
      { content: { media: { id: expect.any(String), showsPerson: false } } },
    ]);
    expect(on.open.complaints).toEqual([]);
  });

  it('says what is wrong with a file, takes it away again, and says where a voice note does not go', async () => {
    const page = await on.goTo('/compose', PHONE);
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    const choose = async (name: string, mimeType: string, buffer: Buffer) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Ảnh hoặc ghi âm' }).click();
      await (await chooser).setFiles({ name, mimeType, buffer });
    };
    await choose('thu.ogg', 'audio/ogg', Buffer.from('no sound'));
    await page.getByText('Không nhận tệp này').waitFor();
    await choose('loi-nhan.ogg', 'audio/ogg', OGG);
    await page.getByRole('group', { name: 'Ghi âm kèm theo tin' }).waitFor();
    await page.getByText('Zalo không gửi được ghi âm').first().waitFor();
    await page.getByRole('button', { name: 'Bỏ tệp này' }).click();
    await page.getByRole('button', { name: 'Ảnh hoặc ghi âm' }).waitFor();
    await page.getByText('Zalo không gửi được ghi âm').first().waitFor({ state: 'detached' });
  });

  it('scales a picture down that is too large for the platforms', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    const dataUrl = await page.evaluate(`(() => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 900;
      const pen = canvas.getContext('2d');
      const noise = pen.createImageData(900, 900);
      for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
      pen.putImageData(noise, 0, 0);
      return canvas.toDataURL('image/png');
    })()`);
    const large = Buffer.from(String(dataUrl).split(',')[1] ?? '', 'base64');
    expect(large.length).toBeGreaterThan(MEDIA_BYTES);
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/alert-media'));
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ảnh hoặc ghi âm' }).click();
    await (await chooser).setFiles({ name: 'lon.png', mimeType: 'image/png', buffer: large });
    const { type, sizeBytes } = await (await answer).json();
    expect(type).toBe('image/jpeg');
    expect(sizeBytes).toBeLessThanOrEqual(MEDIA_BYTES);
  });

  it('asks whether the same text is to be sent again', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    on.fake.wasSent(DRY?.texts.vi ?? '');
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByRole('checkbox', { name: /BMT-2026-0146.*Gửi lại\?/ }).check();
    await page.getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.getByRole('dialog').waitFor();
  });

  it('asks a second person, or breaks the glass with a reason', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: /Tự viết: Mưa lũ/ }).click();
    await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).fill(FLOOD);
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByRole('button', { name: 'Xin duyệt gửi 412 hộ' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Loại tin này cần cấp cao hơn đồng ý.').waitFor();
    await dialog.getByRole('checkbox', { name: 'Không chờ được: gửi ngay, duyệt sau' }).check();
    const send = dialog.getByRole('button', { name: 'Gửi ngay cho 412 hộ, duyệt sau' });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Vì sao không chờ được' }).fill('Nước đã vào nhà dân');
    await send.click();
    await page.getByText('Cần người thứ hai duyệt trước').waitFor();
    expect(on.fake.raised).toMatchObject([{ breakGlass: { reason: 'Nước đã vào nhà dân' } }]);
  });

  it('a drill is confirmed as one, is marked everywhere, and cannot become an alert', async () => {
    const page = await on.goTo('/drills', DESKTOP);
    await page.getByRole('link', { name: 'Soạn diễn tập' }).click();
    await page.getByRole('heading', { name: 'Soạn diễn tập' }).waitFor();
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByText('DIỄN TẬP – KHÔNG ĐỐT').first().waitFor();
    await page.getByRole('button', { name: 'Gửi DIỄN TẬP cho 412 hộ' }).click();
    const dialog = page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: 'Gửi DIỄN TẬP cho 412 hộ' });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: 'Tôi gửi một tin DIỄN TẬP' }).check();
    await send.click();
    await page.getByText('Đã gửi BMT-2026-0147').waitFor();
    expect(on.fake.raised).toMatchObject([{ content: { drill: true }, drillConfirmed: true }]);
  });

  it('a drill is not begun by who may run none, whatever address they open', async () => {
    const page = await on.goTo('/compose?drill=true', DESKTOP, { role: 'area_officer' });
    await page.getByRole('heading', { name: 'Không có quyền xem trang này' }).waitFor();
    expect(await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).count()).toBe(0);
  });

  it('loses nothing without a connection: the browser keeps it, and the service gets it afterwards', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: 'Tự viết: Cháy, nổ' }).click();
    await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).fill('Nước vào nhà ở hẻm 12.');
    await page.getByText('Đã lưu nháp lúc').waitFor();
    await page.route('**/api/alert-drafts', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await page.getByRole('textbox', { name: 'Nội dung tiếng Việt' }).fill('Nước vào nhà ở hẻm 12 và hẻm 14.');
    await page.getByText('đang giữ trong trình duyệt này').waitFor();
    await page.reload();
    await page.getByText('Chỉ có trong trình duyệt này').waitFor();
    await page.unroute('**/api/alert-drafts');
    await page.getByRole('button', { name: 'Viết tiếp' }).click();
    await page.getByText('Nước vào nhà ở hẻm 12 và hẻm 14.').first().waitFor();
    await page.getByText('Đã lưu nháp lúc').waitFor();
    expect([...on.fake.drafts.values()].map(({ content: { texts } }) => texts.vi)).toEqual([
      'Nước vào nhà ở hẻm 12 và hẻm 14.',
    ]);
    await expect
      .poll(() => page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))"))
      .toEqual([]);
  });

  it('an alert whose answer got lost is not sent twice', async () => {
    const page = await on.goTo('/compose', DESKTOP);
    await page.getByRole('button', { name: /KHÔNG ĐỐT/ }).click();
    await page.getByRole('checkbox', { name: 'Buôn Alê A' }).check();
    await page.getByRole('button', { name: 'Gửi ngay cho 412 hộ' }).click();
    await page.route('**/api/alerts', async (route) => {
      await route.fetch();
      await route.abort();
    });
    const send = page.getByRole('dialog').getByRole('button', { name: 'Gửi ngay cho 412 hộ' });
    await send.click();
    await page.getByText('tin chỉ đi một lần').waitFor();
    await page.unroute('**/api/alerts');
    await send.click();
    await page.getByText('Tin này đã được gửi hoặc bỏ ở nơi khác').waitFor();
    expect(on.fake.raised).toHaveLength(1);
  });

  it('a chief approves on a phone in three taps', async () => {
    const page = await on.goTo('/', PHONE, { role: 'ward_chief' });
    on.fake.addApproval(content());
    await page
      .getByRole('link', { name: /^Duyệt/ })
      .last()
      .tap();
    await page.getByText(FLOOD).tap();
    await page.getByRole('figure', { name: 'Zalo · Tiếng Việt' }).getByText('BMT-2026-0147').waitFor();
    await page.getByText('Buôn Alê A, Tổ dân phố 10').waitFor();
    await page.getByRole('button', { name: 'Duyệt và gửi cho 722 hộ' }).tap();
    await page.getByText('Đã duyệt BMT-2026-0147').waitFor();
    expect(on.fake.decided).toEqual([{ decision: 'approve' }]);
    expect(on.open.complaints).toEqual([]);
  });

  it('gives back with a comment; nobody decides about their own', async () => {
    const page = await on.goTo('/approvals', DESKTOP, { role: 'ward_chief' });
    on.fake.addApproval(content());
    on.fake.addApproval(content({ texts: { vi: 'Tin của chính mình.', en: null } }), { mayDecide: false });
    await page.reload();
    await page.getByText('Tin của chính mình.').click();
    await page.getByText('không ai tự duyệt tin của mình').waitFor();
    await page.goBack();
    await page.getByText(FLOOD).click();
    await page.getByRole('button', { name: 'Trả lại' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Ghi rõ số công điện.');
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByText('Đã trả lại BMT-2026-0147 cho người soạn.').waitFor();
    expect(on.fake.decided).toEqual([{ decision: 'return', comment: 'Ghi rõ số công điện.' }]);
  });

  it('a template is added, used and removed', async () => {
    const page = await on.goTo('/templates', DESKTOP, { role: 'ward_chief' });
    await page.getByRole('button', { name: 'Thêm mẫu' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Loại tin').click();
    await page.getByRole('option', { name: /Giao thông/ }).click();
    await dialog.getByRole('textbox', { name: 'Tên mẫu' }).fill('Cấm đường lễ hội');
    await dialog
      .getByRole('textbox', { name: 'Nội dung tiếng Việt' })
      .fill('CẤM ô tô đoạn [đường] từ [giờ].');
    await dialog.getByText('Sẽ hỏi: đường, giờ').waitFor();
    await dialog.getByRole('button', { name: 'Lưu mẫu' }).click();
    const item = page.getByRole('listitem').filter({ hasText: 'Cấm đường lễ hội' });
    await item.getByRole('link', { name: 'Soạn từ mẫu này' }).click();
    await page.getByLabel('đường', { exact: true }).waitFor();
    await page.goBack();
    await item.getByRole('button', { name: 'Bỏ mẫu' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ mẫu' }).click();
    await item.waitFor({ state: 'detached' });
  });

  it('a drill’s score stands beside the one before', async () => {
    const page = await on.goTo('/drills', DESKTOP);
    await page.getByText('BMT-2026-0140').first().click();
    const row = page.getByRole('row', { name: /Nhận được/ });
    await row.getByText('97% (398 hộ)').waitFor();
    await row.getByText('tốt hơn').waitFor();
  });

  const LOOKS: { name: string; settings: BrowserSettings }[] = [
    { name: '390 px', settings: PHONE },
    { name: '1920 px, light and dark', settings: WIDE },
  ];
  it.each(LOOKS.flatMap((look) => (['vi', 'en'] as const).map((language) => ({ ...look, language }))))(
    'every page passes WCAG AA at $name in $language, and does not scroll aside',
    { timeout: 240_000 },
    async ({ name, settings, language }) => {
      const page = await on.goTo('/compose', settings, { role: 'ward_chief', language });
      on.fake.addApproval(content());
      const draftId = on.fake.addDraft(content(), {
        comment: 'Ghi rõ nguồn.',
        at: '2026-11-26T01:20:00.000Z',
      });
      const faults: string[] = [];
      const look = async (what: string) => {
        await settled(page);
        await picture(page, `${what}, ${name}, ${language}`);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${what}: ${fault}`));
        if (settings === WIDE) {
          const inTheDark = await accessibilityFaultsInTheDark(page, () =>
            picture(page, `${what}, dark, ${language}`),
          );
          faults.push(...inTheDark.map((fault) => `${what}: ${fault}`));
        }
        if ((await sideScroll(page)) !== 0) faults.push(`${what}: scrolls aside`);
      };
      const resume = page.getByRole('button', { name: language === 'vi' ? 'Viết tiếp' : 'Go on writing' });
      await page.reload();
      await resume.waitFor();
      await look('start');
      await resume.click();
      await page.getByRole('figure').first().waitFor();
      await look('editor');
      await page
        .getByRole('button', { name: language === 'vi' ? /Gửi ngay cho 722/ : /Send to 722/ })
        .click();
      await page.getByRole('dialog').waitFor();
      await look('dialog');
      for (const [what, path, words] of [
        ['approvals', '/approvals', FLOOD],
        ['templates', '/templates', FIRE?.texts.vi.slice(0, 20) ?? ''],
        ['drills', '/drills', 'BMT-2026-0140'],
        ['score', `/drills/${draftId}`, '46'],
      ] as const) {
        await page.goto(`${on.origin}${path}`);
        await page.getByText(words).first().waitFor();
        await look(what);
      }
      await page.goto(`${on.origin}/approvals`);
      await page.getByText(FLOOD).first().click();
      await page.getByRole('figure').first().waitFor();
      await look('approval');
      expect(faults).toEqual([]);
      expect(on.open.complaints).toEqual([]);
    },
  );
});
