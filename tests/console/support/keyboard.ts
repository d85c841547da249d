import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** More than any page of these has. */
const STOPS_AT_MOST = 80;

/** What has the focus is called so; a field is called by its label. */
const NAME = `(() => {
  const active = document.activeElement;
  if (active === document.body) return '';
  const words = active.getAttribute('aria-label') ?? active.labels?.[0]?.textContent ?? active.textContent ?? '';
  return words.replace(/[\\s*]+/g, ' ').trim();
})()`;
/** Whether the focus shows: by a frame. A field shows it at its border; a heading is no stop, one only goes on from it. */
const SHOWS = `(() => {
  const active = document.activeElement;
  if (active === document.body || active.matches('input, textarea, select, .mantine-Input-input, [tabindex="-1"]')) return true;
  const { outlineStyle, outlineWidth } = getComputedStyle(active);
  return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
})()`;

export async function focusedName(page: Page): Promise<string> {
  return String(await page.evaluate(NAME));
}

/** The focus comes to what is called so, by itself. */
export async function hasFocus(page: Page, name: string): Promise<void> {
  await expect.poll(() => focusedName(page)).toBe(name);
}

/** Goes on with Tab until what is called so has the focus; wherever it stops, one sees where it is. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < STOPS_AT_MOST; stops += 1) {
    const focused = await focusedName(page);
    expect({ focused, shows: await page.evaluate(SHOWS) }).toEqual({ focused, shows: true });
    if (focused === name) return;
    passed.push(focused);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not come to "${name}", only to: ${[...new Set(passed)].join(' | ')}`);
}

export async function isInDialog(page: Page): Promise<boolean> {
  return Boolean(await page.evaluate(`document.activeElement.closest('[role="dialog"]') !== null`));
}

/** A field with a list of choices opens it when it gets the focus; the list takes the first Escape. */
async function closeByEscape(page: Page): Promise<void> {
  const list = page.getByRole('listbox').filter({ visible: true });
  if (await page.evaluate(`document.activeElement.matches('[aria-haspopup="listbox"]')`)) {
    await list.waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Enter opens a window with the focus in it, Escape closes it, and the focus is where it was. */
export async function opensAndCloses(page: Page, opener: string): Promise<void> {
  await tabTo(page, opener);
  await page.keyboard.press('Enter');
  await expect.poll(() => isInDialog(page)).toBe(true);
  await closeByEscape(page);
  await hasFocus(page, opener);
}
