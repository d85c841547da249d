import { afterAll, afterEach, beforeAll } from 'vitest';
import type { BrowserSettings } from './browser.ts';
import { serveConsole, type Visit, visit } from './console-site.ts';
import { createFakeAlerts, type FakeAlerts, type FakeAlertsOptions } from './fake-alerts.ts';
import { buildPages } from './page-server.ts';

interface Opened {
  fake: FakeAlerts;
  site: Awaited<ReturnType<typeof serveConsole>>;
  open: Visit;
}

/** For each test a service of its own, with one ward in memory, and a browser that looks at it. */
export function alertsSite() {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let opened: Opened | null = null;

  beforeAll(async () => {
    pages = await buildPages();
  }, 120_000);
  afterAll(() => pages.remove());
  afterEach(async () => {
    await opened?.open.close();
    await opened?.site.close();
    opened = null;
  });

  const now = () => {
    if (opened === null) throw new Error('no page is open');
    return opened;
  };
  return {
    async goTo(path: string, settings: BrowserSettings, options: FakeAlertsOptions = {}) {
      const fake = createFakeAlerts(options);
      const site = await serveConsole(pages.directory, fake.api);
      const open = await visit(site.origin, path, settings);
      opened = { fake, site, open };
      return open.page;
    },
    get fake() {
      return now().fake;
    },
    get open() {
      return now().open;
    },
    get origin() {
      return now().site.origin;
    },
  };
}
