import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { expect } from 'vitest';
import type { BrowserSettings } from '../../console/support/browser.ts';
import { PHONE, picture, sideScroll, type Visit, visit } from '../../console/support/console-site.ts';
import { totpCode } from '../../support/browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const PASSWORD = 'buoi sang nang dep';
const TOTP_STEP_MS = 30_000;

export type Language = 'vi' | 'en';
type Translate = (key: string, args?: Record<string, FluentVariable>) => string;

const sourceOf = (language: Language) =>
  readFileSync(new URL(`../../../src/console/locales/${language}.ftl`, import.meta.url), 'utf8');

/** Keys that are no words of any language: one that stands on a page is a text that is missing. */
const KEYS = [...sourceOf('vi').matchAll(/^([a-z]\w*-\w+-[\w-]+) =/gm)].flatMap(([, key]) => key ?? []);

/** The words of the console; fails for a key that has none. */
function createTranslate(language: Language): Translate {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(sourceOf(language)));
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) throw new Error(`no words for ${key}`);
    return bundle.formatPattern(pattern, args ?? null);
  };
}

const ON_ITS_WAY = '.mantine-Skeleton-root, [data-loading]';

/** Somebody before a browser of their own, who reads the console in one language. */
export interface Desk extends Visit {
  who: string;
  t: Translate;
  /** Everything on the page has come, fits the width and has its words; keeps a picture where one is asked for. */
  look(step: string): Promise<void>;
  /** The same person at another screen, in another language. */
  moveTo(screen: BrowserSettings, language: Language): Promise<void>;
  /** Opens a page by the menu: what a phone has in its bar, or behind "more". */
  open(path: string): Promise<void>;
  /** Account and second factor of somebody who came by a link. */
  takeAccount(userName: string): Promise<void>;
  turnOnSecondFactor(): Promise<void>;
  signOut(): Promise<void>;
  signIn(userName: string): Promise<void>;
}

export async function sitDown(
  origin: string,
  path: string,
  { who, screen, language }: { who: string; screen: BrowserSettings; language: Language },
): Promise<Desk> {
  const visited = await visit(origin, path, screen);
  const { page } = visited;
  let secret = '';
  let usedStep = 0;
  let shape = { width: screen.width, language };

  async function speak(to: Language): Promise<void> {
    await page.getByText(to.toUpperCase(), { exact: true }).locator('visible=true').first().click();
    await page.locator(`html[lang="${to}"]`).waitFor({ state: 'attached' });
  }

  const isNarrow = () => shape.width <= PHONE.width;
  /** On a phone alone. */
  const moreButton = () => page.getByRole('navigation').getByRole('button', { name: /^(Thêm|More)$/ });

  const desk: Desk = {
    ...visited,
    who,
    t: createTranslate(language),

    async look(step) {
      await expect.poll(() => page.locator(ON_ITS_WAY).count()).toBe(0);
      expect(await sideScroll(page), `${who}: ${step} fits its width`).toBe(0);
      const text = (await page.locator('body').textContent()) ?? '';
      expect(
        KEYS.filter((key) => text.includes(key)),
        `${who}: ${step} has its words`,
      ).toEqual([]);
      await picture(page, `${step} - ${shape.width} ${shape.language}`);
    },

    async moveTo({ width, height }, to) {
      await page.setViewportSize({ width, height });
      shape = { width, language: to };
      desk.t = createTranslate(to);
      if ((await page.getAttribute('html', 'lang')) === to) return;
      if (isNarrow()) {
        await moreButton().click();
        await page.getByRole('dialog').waitFor();
        await speak(to);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      } else await speak(to);
    },

    async open(path) {
      const link = page.locator(`nav a[href="${path}"]`).locator('visible=true');
      if (isNarrow()) await moreButton().waitFor();
      if (isNarrow() && (await link.count()) === 0) {
        await moreButton().click();
        await page.getByRole('dialog').locator(`a[href="${path}"]`).click();
      } else await link.first().click();
      await page.waitForURL(`**${path}`);
    },

    async takeAccount(userName) {
      const { t } = desk;
      await page.getByLabel(t('sign-in-user-name')).fill(userName);
      await page.getByLabel(t('new-password'), { exact: true }).fill(PASSWORD);
      await desk.look(`${who} takes the account`);
      await page.getByRole('button', { name: t('invitation-submit') }).click();
    },

    async turnOnSecondFactor() {
      const { t } = desk;
      await page.getByRole('heading', { name: t('second-factor-first') }).waitFor();
      await page.getByLabel(t('current-password')).fill(PASSWORD);
      await page.getByRole('button', { name: t('sign-in-continue') }).click();
      secret = (await page.locator('code').textContent())?.replaceAll(' ', '') ?? '';
      await desk.look(`${who} scans the code`);
      usedStep = Math.floor(Date.now() / TOTP_STEP_MS);
      await page.getByLabel(t('sign-in-totp')).fill(totpCode(secret, usedStep * TOTP_STEP_MS));
      await page.getByRole('button', { name: t('second-factor-turn-on') }).click();
      const kept = page.getByRole('button', { name: t('recovery-codes-kept') });
      await kept.waitFor();
      await desk.look(`${who} keeps the recovery codes`);
      await kept.click();
      await page.getByRole('navigation').first().waitFor();
      expect(await page.evaluate('window.scrollY'), `${who} begins at the top`).toBe(0);
    },

    async signOut() {
      const { t } = desk;
      if (isNarrow()) {
        await moreButton().click();
        await page.getByRole('button', { name: t('sign-out') }).click();
      } else {
        await page.getByRole('button', { name: t('person-menu') }).click();
        await page.getByRole('menuitem', { name: t('sign-out') }).click();
      }
      await page.getByRole('heading', { name: t('sign-in-title') }).waitFor();
    },

    async signIn(userName) {
      const { t } = desk;
      await page.getByLabel(t('sign-in-user-name')).fill(userName);
      await page.getByLabel(t('sign-in-password'), { exact: true }).fill(PASSWORD);
      await desk.look(`${who} signs in`);
      await page.getByRole('button', { name: t('sign-in'), exact: true }).click();
      // No code works twice; a phone whose clock is a little ahead shows the one of the next half minute, but none later.
      await waitFor(() => usedStep <= Math.floor(Date.now() / TOTP_STEP_MS), {
        timeoutMs: 2 * TOTP_STEP_MS,
        what: 'a new code',
      });
      const step = Math.max(Math.floor(Date.now() / TOTP_STEP_MS), usedStep + 1);
      usedStep = step;
      await page.getByLabel(t('sign-in-totp')).fill(totpCode(secret, step * TOTP_STEP_MS));
      await desk.look(`${who} gives the code`);
      await page.getByRole('button', { name: t('sign-in-continue') }).click();
    },
  };
  if (language !== 'vi') await speak(language);
  return desk;
}

export { PASSWORD };
