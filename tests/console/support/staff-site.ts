import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { BrowserSettings } from './browser.ts';
import { serveConsole, type Visit, visit } from './console-site.ts';
import { createFakeConsole, type FakeConsole } from './fake-console.ts';
import { buildPages } from './page-server.ts';

/**
 * For each test a service in memory with its staff, channels and webhooks, and a browser that looks at it. `signedIn`: who is,
 * when it is opened.
 */
export function staffSite(signedIn: (fake: FakeConsole) => FakeConsole['session'] = () => null) {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let made: ReturnType<typeof createFakeConsole>;
  let site: Awaited<ReturnType<typeof serveConsole>>;
  let visits: Visit[] = [];

  beforeAll(async () => {
    pages = await buildPages();
  });
  afterAll(() => pages.remove());
  beforeEach(async () => {
    made = createFakeConsole();
    made.fake.session = signedIn(made.fake);
    site = await serveConsole(pages.directory, made.routes);
  });
  afterEach(async () => {
    await Promise.all(visits.map((open) => open.close()));
    visits = [];
    await site.close();
  });

  return {
    async visit(path: string, settings: BrowserSettings): Promise<Visit> {
      const open = await visit(site.origin, path, settings);
      visits.push(open);
      return open;
    },
    get fake() {
      return made.fake;
    },
    get origin() {
      return site.origin;
    },
    /** What was asked of the service, by method and path. */
    asked: (method: string, url: string) =>
      made.fake.asked.filter((request) => request.method === method && request.url === url),
  };
}
