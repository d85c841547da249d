import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { TransferError } from './transfer-error.ts';

// A line that names the format, a line of JSON, the gzipped body (frames.ts), and the SHA-256 of all before it.

const TITLE = 'Bình Yên export, format ';
const FORMAT = 1;
const CHUNK_BYTES = 64 * 1024;
const MAX_HEAD_BYTES = 1024 * 1024;
const trailerOf = (sha256: string) => `\nsha256 ${sha256}\n`;
const TRAILER_BYTES = trailerOf('0'.repeat(64)).length;

const headerSchema = z.object({
  /** Version of the program that wrote it. */
  version: z.string(),
  /** Version of its PostgreSQL. */
  postgres: z.string(),
  exportedAt: z.iso.datetime(),
  kind: z.enum(['demo', 'service']),
  /** What had been applied to the database, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** In the order in which they can be loaded. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** One value of each sealed column and key, to see whether a key fits. As it is in the database: sealed. */
  samples: z.array(z.object({ rowId: z.string(), sealed: z.string() })),
});
export type ExportHeader = z.infer<typeof headerSchema>;

/** A file that was read to its end: it is whole and as it was written. */
export interface ExportFile {
  path: string;
  header: ExportHeader;
  /** Where the body begins and ends (exclusive). */
  bodyStart: number;
  bodyEnd: number;
}

function explain(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new TransferError(`There is no ${path}, or no folder for it.`);
  if (code === 'EISDIR' || code === 'ENOTDIR') return new TransferError(`${path} is not a file.`);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new TransferError(`The disk of ${path} is full.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new TransferError(`${path} cannot be read or written by this user (${String(code)}).`);
  }
  return error;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Refuses a file that is there already, unless it may be replaced. */
export async function assertMayWrite(path: string, overwrite: boolean): Promise<void> {
  if (overwrite || !(await exists(path))) return;
  throw new TransferError(`${path} is there already. Take another name, or add --overwrite to replace it.`);
}

/**
 * Writes under another name, readable by its owner only, and renames when every byte is on the disk: a file of this name
 * is whole. Returns its size in bytes.
 */
export async function writeExportFile(
  path: string,
  header: ExportHeader,
  body: AsyncIterable<Buffer>,
  options: { overwrite: boolean; signal: AbortSignal },
): Promise<number> {
  await assertMayWrite(path, options.overwrite);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  let handle: FileHandle | undefined;
  try {
    handle = await open(draft, 'wx', 0o600);
    const bytes = await writeAll(handle, header, body, options.signal);
    await handle.sync();
    await handle.close();
    handle = undefined;
    await assertMayWrite(path, options.overwrite);
    await rename(draft, path);
    await syncFolder(dirname(path));
    return bytes;
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw explain(error, path);
  }
}

async function writeAll(
  handle: FileHandle,
  header: ExportHeader,
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  const put = async (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
    await handle.writeFile(chunk);
  };
  await put(Buffer.from(`${TITLE}${FORMAT}\n${JSON.stringify(header)}\n`));
  await pipeline(
    body,
    createGzip({ chunkSize: CHUNK_BYTES }),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) await put(chunk);
    },
    { signal },
  );
  await handle.writeFile(trailerOf(hash.digest('hex')));
  return bytes + TRAILER_BYTES;
}

/** The new name outlives a power cut only when its folder was written too. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Reads the whole file once. Throws TransferError when it is not an export, not whole or not as it was written. */
export async function openExportFile(path: string): Promise<ExportFile> {
  try {
    const { size } = await stat(path);
    const head = await readRange(path, 0, Math.min(size, MAX_HEAD_BYTES));
    const titleEnd = head.indexOf('\n');
    const title = head.subarray(0, Math.max(titleEnd, 0)).toString('utf8');
    if (!title.startsWith(TITLE)) throw new TransferError(`${path} is not an export of Bình Yên.`);
    if (title !== `${TITLE}${FORMAT}`) {
      throw new TransferError(
        `${path} has the format ${title.slice(TITLE.length)}; this version reads format ${FORMAT}. Import it with the version that wrote it.`,
      );
    }
    const bodyEnd = size - TRAILER_BYTES;
    const trailer = await readRange(path, Math.max(bodyEnd, 0), size);
    if (!/^\nsha256 [0-9a-f]{64}\n$/.test(trailer.toString('latin1'))) {
      throw new TransferError(`${path} is not whole: its end is missing. Copy it again, or take another.`);
    }
    if (trailer.toString('latin1') !== trailerOf(await digestOf(path, bodyEnd))) {
      throw new TransferError(
        `${path} is damaged: it is not as it was written. Copy it again, or take another.`,
      );
    }
    const headerEnd = head.indexOf('\n', titleEnd + 1);
    const header = parseHeader(head.subarray(titleEnd + 1, Math.max(headerEnd, 0)).toString('utf8'));
    if (!header) throw new TransferError(`The head of ${path} cannot be read.`);
    return { path, header, bodyStart: headerEnd + 1, bodyEnd };
  } catch (error) {
    throw explain(error, path);
  }
}

/** What `writeExportFile` was given as its body. */
export function readBody(file: ExportFile): Readable {
  const packed = createReadStream(file.path, {
    start: file.bodyStart,
    end: file.bodyEnd - 1,
    highWaterMark: CHUNK_BYTES,
  });
  const body = createGunzip({ chunkSize: CHUNK_BYTES });
  packed.once('error', (error) => body.destroy(error));
  body.once('close', () => packed.destroy());
  return packed.pipe(body);
}

function parseHeader(line: string): ExportHeader | null {
  try {
    return headerSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function readRange(path: string, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(end - start, 0));
  const handle = await open(path, 'r');
  try {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function digestOf(path: string, end: number): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { end: end - 1, highWaterMark: CHUNK_BYTES }), hash);
  return hash.digest('hex');
}
