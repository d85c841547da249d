import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

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

/** A browser with a profile of its own; `close` removes the profile, too. */
export async function openBrowser({ width, height, touch = false, colorScheme = 'light' }: BrowserSettings) {
  if (chromiumPath === null) throw new Error('No Chromium');
  const profile = await mkdtemp(join(tmpdir(), 'binh-yen-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: FLAGS,
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    colorScheme,
    locale: 'vi-VN',
  });
  return {
    context,
    close: async (): Promise<void> => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
