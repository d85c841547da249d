import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserSettings, chromiumPath, explainMissingBrowser } from './support/browser.ts';
import { accessibilityFaults, picture, settled, sideScroll, visit } from './support/console-site.ts';
import { idOf } from './support/live-fixtures.ts';
import { createLiveWorld, type LiveWorld } from './support/live-world.ts';
import { buildPages } from './support/page-server.ts';

if (chromiumPath === null) explainMissingBrowser();

const ALERT = `/alerts/${idOf(3, 1)}`;
const PAGES = [
  { name: 'now', path: '/now', ready: '[data-figure="help-waiting"]' },
  { name: 'alerts', path: '/alerts', ready: 'table' },
  { name: 'alert', path: ALERT, ready: '[data-figure="help"] button' },
  { name: 'households', path: `${ALERT}?view=households`, ready: 'table' },
  { name: 'ledger', path: `${ALERT}?view=ledger`, ready: 'table' },
  { name: 'print', path: `${ALERT}/print`, ready: 'table' },
  { name: 'replies', path: `/replies?reply=${idOf(9, 4)}`, ready: 'audio' },
  { name: 'duty', path: '/duty', ready: 'ol li' },
];
const SETTINGS: (BrowserSettings & { language: 'vi' | 'en' })[] = [
  { width: 390, height: 844, touch: true, language: 'vi' },
  { width: 390, height: 844, touch: true, language: 'en', colorScheme: 'dark' },
  { width: 1_920, height: 1_080, language: 'vi', colorScheme: 'dark' },
  { width: 1_920, height: 1_080, language: 'en' },
];

describe.skipIf(chromiumPath === null)('the live pages for everybody', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let site: LiveWorld;
  beforeAll(async () => {
    pages = await buildPages();
    site = await createLiveWorld({ directory: pages.directory, households: 120 });
  });
  afterAll(async () => {
    await site.close();
    await pages.remove();
  });

  it.each(SETTINGS)(
    'pass WCAG AA at $width px, $language, $colorScheme',
    async ({ language, ...settings }) => {
      const { page, complaints, close } = await visit(site.origin, '/assets/none', settings);
      try {
        await page.addInitScript(`localStorage.setItem('binh-yen.language', '${language}')`);
        for (const { name, path, ready } of PAGES) {
          await page.goto(site.origin + path);
          await page.locator(ready).first().waitFor();
          await settled(page);
          await picture(page, `${name}-${settings.width}-${language}`);
          expect({ path, found: await accessibilityFaults(page), side: await sideScroll(page) }).toEqual({
            path,
            found: [],
            side: 0,
          });
        }
        expect(complaints).toEqual([]);
      } finally {
        await close();
      }
    },
    120_000,
  );
});
