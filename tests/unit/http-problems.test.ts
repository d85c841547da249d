import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROBLEMS } from '../../src/contracts/problems.ts';

it('every code of a refusal is in docs/api.md, as it is', async () => {
  const text = await readFile('docs/api.md', 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| (.+?) +\|$/gm)].map(
    ([, code, status, title]) => [code, Number(status), title],
  );
  expect(rows).toEqual(Object.entries(PROBLEMS).map(([code, { status, title }]) => [code, status, title]));
});

it('every code is one that something answers with', async () => {
  const files = (await readdir('src', { recursive: true })).filter(
    (name) =>
      name.endsWith('.ts') && !name.startsWith(join('db', 'generated')) && !name.endsWith('problems.ts'),
  );
  const sources = (await Promise.all(files.map((name) => readFile(join('src', name), 'utf8')))).join('\n');
  expect(Object.keys(PROBLEMS).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
