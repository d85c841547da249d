import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LAW_BREAKS } from '../../scripts/law-breaks.mjs';

/** What `npm run laws` needs, so that a change elsewhere is noticed at once and not by the next who runs it. */
describe('the laws broken on purpose', () => {
  it('each have a name of their own', () => {
    const names = LAW_BREAKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(LAW_BREAKS)('$name: its text occurs once in $file, and becomes another', async (one) => {
    const text = await readFile(one.file, 'utf8');
    expect(text.split(one.find)).toHaveLength(2);
    expect(one.replace).not.toBe(one.find);
  });

  it.each(LAW_BREAKS)('$name: each of its tests exists', async ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, names } of tests) {
      expect(file).toMatch(/^tests[/].+[.]test[.]ts$/);
      expect(names.filter((name) => name.trim() === '')).toEqual([]);
      await readFile(file, 'utf8');
    }
  });

  it('cover every law that concerns delivery', () => {
    const laws = new Set(LAW_BREAKS.map(({ law }) => law));
    expect([...laws].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
