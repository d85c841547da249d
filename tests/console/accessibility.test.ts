import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { provinceAdmin } from './support/console-samples.ts';
import {
  accessibilityFaults,
  accessibilityFaultsInTheDark,
  PHONE,
  picture,
  serveConsole,
  settled,
  sideScroll,
  type Visit,
  visit,
  WIDE,
} from './support/console-site.ts';
import { createFakeConsole, type FakeConsole } from './support/fake-console.ts';
import { buildForm } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const TOKEN = 'k'.repeat(43);

/** Each page, and words that are there once it is drawn. */
const PAGES: {
  name: string;
  path: string;
  isOpen?: boolean;
  isProvince?: boolean;
  vi: string;
  en: string;
}[] = [
  {
    name: 'sign-in',
    path: '/sign-in',
    isOpen: true,
    vi: 'Gửi liên kết vào chat',
    en: 'Send a link to the chat',
  },
  { name: 'setup', path: `/setup#${TOKEN}`, isOpen: true, vi: 'Tạo tài khoản', en: 'Make the account' },
  {
    name: 'invitation',
    path: `/invitation#${TOKEN}`,
    isOpen: true,
    vi: 'Tên đăng nhập',
    en: 'User name',
  },
  { name: 'home', path: '/', vi: 'Công an phường Buôn Ma Thuột', en: 'Công an phường Buôn Ma Thuột' },
  { name: 'account', path: '/account', vi: 'Bảng điện tử phòng trực', en: 'Bảng điện tử phòng trực' },
  { name: 'staff', path: '/staff', vi: 'Y Bhiu Niê', en: 'Y Bhiu Niê' },
  { name: 'channels', path: '/channels', vi: 'BinhYenBmtBot', en: 'BinhYenBmtBot' },
  { name: 'webhooks', path: '/systems', isProvince: true, vi: '10.1.2.3:8080', en: '10.1.2.3:8080' },
  { name: 'audit', path: '/audit', vi: 'BMT-2026-0147', en: 'BMT-2026-0147' },
  { name: 'no page', path: '/no-such-page', vi: 'Không có trang này', en: 'There is no such page' },
];

const LOOKS: { name: string; settings: BrowserSettings }[] = [
  { name: '390 px', settings: PHONE },
  { name: '1920 px', settings: WIDE },
];

describe.skipIf(chromiumPath === null)('pages of the console', () => {
  let pages: Awaited<ReturnType<typeof buildForm>>;
  let site: Awaited<ReturnType<typeof serveConsole>>;
  let fake: FakeConsole;
  let open: Visit;

  beforeAll(async () => {
    pages = await buildForm('development');
  });
  afterAll(() => pages.remove());
  beforeEach(async () => {
    const made = createFakeConsole();
    fake = made.fake;
    site = await serveConsole(pages.directory, made.routes);
  });
  afterEach(async () => {
    await open.close();
    await site.close();
  });

  it.each(LOOKS)(
    'can be used by everybody at $name, in both languages, light and dark',
    async ({ name: look, settings }) => {
      open = await visit(site.origin, '/no-such-page', settings);
      const { page, complaints } = open;
      for (const language of ['vi', 'en'] as const) {
        await page.evaluate(`localStorage.setItem('binh-yen.language', '${language}')`);
        for (const { name, path, isOpen = false, isProvince = false, ...words } of PAGES) {
          fake.session = isOpen ? null : isProvince ? provinceAdmin() : fake.person;
          await page.goto('about:blank');
          await page.goto(`${site.origin}${path}`);
          await page.getByText(words[language], { exact: true }).filter({ visible: true }).first().waitFor();
          await settled(page);
          await picture(page, `${name}, ${look}, ${language}`);
          expect(
            {
              faults: await accessibilityFaults(page),
              sideScroll: await sideScroll(page),
              language: await page.getAttribute('html', 'lang'),
              dark: await accessibilityFaultsInTheDark(page, () =>
                picture(page, `${name}, ${look}, dark, ${language}`),
              ),
            },
            `${path} in ${language}`,
          ).toEqual({ faults: [], sideScroll: 0, language, dark: [] });
        }
      }
      expect(complaints).toEqual([]);
    },
    240_000,
  );
});
