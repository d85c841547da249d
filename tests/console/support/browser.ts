import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll } from 'vitest';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The installed Chromium, or null where there is none. */
export const chromiumPath = CANDIDATES.find((path) => path !== undefined && isExecutable(path)) ?? null;

/** Says once why browser tests do not run here, and how they would. */
export function explainMissingBrowser(): void {
  process.stderr.write(
    'Browser tests are SKIPPED: no Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n',
  );
}

/** Quiet and offline: no updates, no sync, no other hosts. */
const FLAGS = [
  '--no-sandbox',
  // Containers give /dev/shm 64 MB; a page that finds it full dies.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserSettings {
  width: number;
  height: number;
  /** A finger instead of a mouse. */
  touch?: boolean;
  colorScheme?: 'light' | 'dark';
}

/** One for a test file: to start it takes longer than most tests. */
let running: Promise<Browser> | null = null;
afterAll(async () => {
  await (await running)?.close();
  running = null;
});

function launched(path: string): Promise<Browser> {
  running ??= chromium.launch({ executablePath: path, headless: true, args: FLAGS });
  return running;
}

/** A browser of somebody who was never here: no cookies, nothing kept. `close` forgets it again. */
export async function openBrowser({ width, height, touch = false, colorScheme = 'light' }: BrowserSettings) {
  if (chromiumPath === null) throw new Error('No Chromium');
  const browser = await launched(chromiumPath);
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    colorScheme,
    locale: 'vi-VN',
  });
  return { context, close: () => context.close() };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
