import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MAX_LINES = 300;

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /[.](tsx?|mjs)$/.test(name)).map((name) => join(folder, name));
}

async function sources(): Promise<{ path: string; text: string }[]> {
  const paths = (await Promise.all(['src', 'config', 'workers'].map(filesIn))).flat();
  const own = paths.filter((path) => !path.startsWith(join('src', 'db', 'generated')));
  return Promise.all(own.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

describe('the tree', () => {
  it('has no source file past 300 lines: split it', async () => {
    const long = (await sources()).filter(({ text }) => text.split('\n').length - 1 > MAX_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has workers of under 40 lines, and shared of under 300 in all', async () => {
    const all = (await sources()).map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    const workers = all.filter(({ path }) => /^workers.(fan-out|deliver|inbound|sweep)[.]ts$/.test(path));
    expect(workers).toHaveLength(4);
    expect(workers.filter(({ lines }) => lines >= 40)).toEqual([]);
    const shared = all.filter(({ path }) => path.startsWith(join('src', 'shared')));
    expect(shared.reduce((sum, { lines }) => sum + lines, 0)).toBeLessThan(300);
  });

  it('reads process.env only where a process begins', async () => {
    const readers = (await sources()).filter(({ text }) => /\bprocess[.]env\b|\bprocess\s*\[/.test(text));
    const elsewhere = readers
      .map(({ path }) => path)
      .filter((path) => path !== join('src', 'main.ts') && !path.startsWith('workers'));
    expect(elsewhere).toEqual([]);
  });

  it('has no barrel but the index.ts of a channel', async () => {
    const barrels = (await sources()).filter(({ path }) => basename(path).startsWith('index.ts'));
    const allowed = /^src.channels.[a-z]+.index[.]ts$/;
    expect(barrels.map(({ path }) => path).filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('is tested in the time zone of the people it serves', () => {
    expect(new Date('2026-11-20T00:00:00Z').getHours()).toBe(7);
  });
});
