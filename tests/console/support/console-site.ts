import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { installErrorHandler } from '../../../src/http/error-handler.ts';
import { consoleRoutes } from '../../../src/http/routes/console.ts';
import { type BrowserSettings, openBrowser } from './browser.ts';

/** So that a failure names its step, not the whole test. */
const STEP_TIMEOUT_MS = 15_000;
export const DESKTOP: BrowserSettings = { width: 1280, height: 800 };
export const WIDE: BrowserSettings = { width: 1920, height: 1080 };
export const PHONE: BrowserSettings = { width: 390, height: 844, touch: true };

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** The built pages and an API on a free port, with the error answers of the service. */
export async function serveConsole(
  directory: string,
  api: (app: FastifyInstance) => Promise<void>,
  { simulator = false } = {},
) {
  const server = Fastify({ forceCloseConnections: true });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  installErrorHandler(server, silent);
  await server.register(consoleRoutes({ directory, simulator }));
  await server.register(api);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return { origin, close: () => server.close() };
}

export interface Visit {
  page: Page;
  /** What a healthy page never has: errors, warnings, and requests to other hosts. */
  complaints: string[];
  close: () => Promise<void>;
  setOffline: (isOffline: boolean) => Promise<void>;
}

/** A fresh browser at a path of the site. */
export async function visit(origin: string, path: string, settings: BrowserSettings): Promise<Visit> {
  const browser = await openBrowser(settings);
  const page = await browser.context.newPage();
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  // What fades in has other contrasts on its way; people who ask for no motion see it at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    // A refusal of the API is an answer; the browser notes it all the same.
    if (isComplaint && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('blob:')) complaints.push(`other host: ${url}`);
  });
  await page.goto(`${origin}${path}`);
  return {
    page,
    complaints,
    close: browser.close,
    setOffline: (isOffline) => browser.context.setOffline(isOffline),
  };
}

/** Waits for an expression to hold. Asked from outside: what waits in the page is refused there as `unsafe-eval`. */
async function holds(page: Page, expression: string): Promise<void> {
  await expect.poll(() => page.evaluate(expression), { message: expression }).toBe(true);
}

/** Waits until nothing that fits is on the page. */
export const isGone = (page: Page, selector: string): Promise<void> =>
  holds(page, `document.querySelector(${JSON.stringify(selector)}) === null`);

/** Nothing is on its way any more, and nothing is half faded in. */
export async function settled(page: Page): Promise<void> {
  await isGone(page, '.mantine-Skeleton-root, [data-loading]');
  await still(page);
}

/** What comes, goes or changes its colour has done so; what turns for ever does not count. */
const still = (page: Page): Promise<void> =>
  holds(
    page,
    `document.getAnimations().every(
      ({ playState, effect }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity,
    )`,
  );

/** Counts what moves by itself on every page from the next one on. Asks for the sum of what was drawn so far. */
export async function countShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`(() => {
    let sum = 0;
    const count = (entries) => entries.forEach(({ value }) => { sum += value; });
    const observer = new PerformanceObserver((list) => count(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    window.shiftsDrawn = async () => {
      await drawn();
      await drawn();
      count(observer.takeRecords());
      return sum;
    };
  })()`);
  return () => page.evaluate<number>('window.shiftsDrawn()');
}

export async function sideScroll(page: Page): Promise<number> {
  return z
    .number()
    .parse(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findingsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
);

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that look at colours; all others find the same whatever the colours are. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds against WCAG 2.2 A and AA on the page as it is now: rule, element, reason. */
export function accessibilityFaults(page: Page): Promise<string[]> {
  return axeFaults(page, { type: 'tag', values: LEVELS });
}

/** And what it finds in the dark, where `look` may look at it too. Afterwards it is light again. */
export async function accessibilityFaultsInTheDark(
  page: Page,
  look: () => Promise<void> = async () => {},
): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
  await look();
  const faults = await axeFaults(page, { type: 'rule', values: COLOUR_RULES });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults.map((fault) => `dark: ${fault}`);
}

async function axeFaults(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<string[]> {
  await page.evaluate(await axeSource);
  await still(page);
  const found = findingsSchema.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify({ runOnly })}).then(({ violations }) => violations)`,
    ),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} (${failureSummary.replaceAll(/\s+/g, ' ')})`),
  );
}

/** Keeps a picture of the page where CONSOLE_PICTURES names a folder, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSOLE_PICTURES;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
