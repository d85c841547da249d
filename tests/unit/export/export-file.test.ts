import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ExportHeader,
  openExportFile,
  readBody,
  writeExportFile,
} from '../../../src/db/export/export-file.ts';
import { createFrameReader, toFrames } from '../../../src/db/export/frames.ts';

const HEADER: ExportHeader = {
  version: '9.9.9',
  postgres: '18.4',
  exportedAt: '2026-11-24T01:02:03.000Z',
  kind: 'service',
  migrations: [{ name: '1_init', checksum: 'ab' }],
  tables: [
    { name: 'One', columns: ['id', 'Đường'] },
    { name: 'Empty', columns: ['id'] },
    { name: 'Two', columns: ['id'] },
  ],
  samples: [{ rowId: 'r', sealed: 'k1.a.b' }],
};
/** Rows as COPY cuts them: anywhere. */
const TABLES = [['1\tNước ', 'lên\\nhai\n2\t\\N\n'], [], ['3\n', '', `${'x'.repeat(200_000)}\n`]];

let folder: string;
let path: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binh-yen-export-'));
  path = join(folder, 'ward.export');
});
afterEach(() => rm(folder, { recursive: true }));

async function* buffers(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}
async function* body(): AsyncGenerator<Buffer> {
  for (const texts of TABLES) yield* toFrames(buffers(texts));
}
const write = (overwrite = false) => writeExportFile(path, HEADER, body(), { overwrite, signal });

describe('an export file', () => {
  it('gives back what was written, for its owner only, and leaves nothing else', async () => {
    const bytes = await write();
    const file = await openExportFile(path);
    expect(file.header).toEqual(HEADER);
    const reader = createFrameReader(readBody(file));
    for (const texts of TABLES) {
      const table = reader.nextTable();
      const chunks: Buffer[] = [];
      for await (const chunk of table.chunks) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('utf8');
      expect(text).toBe(texts.join(''));
      expect(table.count()).toBe(BigInt(text.split('\n').length - 1));
    }
    const { size, mode } = await stat(path);
    expect(size).toBe(bytes);
    expect(mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['ward.export']);
  });

  it('replaces another file only when told', async () => {
    await writeFile(path, 'mine');
    await expect(write()).rejects.toThrow(/is there already/);
    expect(await readFile(path, 'utf8')).toBe('mine');
    await write(true);
    await openExportFile(path);
  });

  it('leaves nothing behind when it was broken off or its rows could not be read', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield* body();
      throw new Error('lost');
    }
    await expect(writeExportFile(path, HEADER, failing(), { overwrite: false, signal })).rejects.toThrow(
      'lost',
    );
    await expect(
      writeExportFile(path, HEADER, body(), { overwrite: false, signal: AbortSignal.abort() }),
    ).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused wherever it is cut off', async () => {
    await write();
    const whole = await readFile(path);
    for (const length of [40, 200, whole.length >> 1, whole.length - 74, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(openExportFile(path), `${length} bytes`).rejects.toThrow(/is not whole/);
    }
    await writeFile(path, Buffer.concat([whole, whole]));
    await expect(openExportFile(path)).rejects.toThrow(/is damaged/);
  });

  it('is refused wherever a bit of it was flipped', async () => {
    await write();
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      await expect(openExportFile(path), `byte ${at}`).rejects.toThrow(
        /is not an export|has the format|is not whole|is damaged/,
      );
    }
  });

  it.each([
    ['an empty file', '', /is not an export of Bình Yên/],
    ['a dump of another program', 'PGDMP\n\u0000\u0001', /is not an export of Bình Yên/],
    ['a later format', 'Bình Yên export, format 2\n{}\n', /has the format 2; this version reads format 1/],
  ])('refuses %s', async (_what, content, says) => {
    await writeFile(path, content);
    await expect(openExportFile(path)).rejects.toThrow(says);
  });

  it('says which file cannot be read', async () => {
    await expect(openExportFile(path)).rejects.toThrow(`There is no ${path}`);
    await expect(openExportFile(folder)).rejects.toThrow(`${folder} is not a file`);
    const nowhere = join(folder, 'no', 'such');
    await expect(writeExportFile(nowhere, HEADER, body(), { overwrite: false, signal })).rejects.toThrow(
      `There is no ${nowhere}, or no folder for it.`,
    );
  });
});

describe('its frames', () => {
  it('end where the last row was, not before', async () => {
    const frames: Buffer[] = [];
    for await (const chunk of toFrames(buffers(['1\n2\n']))) frames.push(chunk);
    const all = Buffer.concat(frames);
    const read = async (bytes: Buffer) => {
      async function* source(): AsyncGenerator<Buffer> {
        for (const byte of bytes) yield Buffer.from([byte]);
      }
      const table = createFrameReader(source()).nextTable();
      for await (const _chunk of table.chunks);
      return table.count();
    };
    expect(await read(all)).toBe(2n);
    await expect(read(all.subarray(0, -1))).rejects.toThrow(/ends before its last row/);
    await expect(read(Buffer.alloc(12, 0xff))).rejects.toThrow(/damaged/);
  });
});
