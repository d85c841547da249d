import { randomUUID } from 'node:crypto';
import { type CallZalo, failureOfCall, type ReadFailure } from './call.ts';
import { withDeadline } from './deadline.ts';
import { ASSET_LIFE_MS, type AssetKind, FILE_NAME_LENGTH, ZALO_LIMITS, ZALO_UPLOADS } from './limits.ts';
import { attachmentSchema, fileTokenSchema } from './schema.ts';
import type { ZaloSendResult } from './send.ts';

export interface UploadFile {
  /** With an extension: Zalo reads the type from it. */
  name: string;
  bytes: Buffer;
}

/** What an upload left at Zalo: an attachment id for an image or gif, a token for a file. Of use on this account only. */
export interface ZaloAsset {
  kind: AssetKind;
  id: string;
  expiresAtMs: number;
}

export type UploadResult =
  | { kind: 'uploaded'; asset: ZaloAsset }
  /** Uploading again does no harm, so nothing is `unknown`. */
  | { kind: 'failed'; outcome: ReadFailure };

export interface Uploader {
  /** Never throws. What Zalo would refuse is refused here without a call. */
  upload(file: UploadFile, signal: AbortSignal): Promise<UploadResult>;
}

const rejected = (reason: string): UploadResult => ({
  kind: 'failed',
  outcome: { kind: 'rejected', reason },
});

const KINDS: readonly AssetKind[] = ['image', 'gif', 'file'];
const EXTENSIONS: Readonly<Record<AssetKind, readonly string[]>> = {
  image: ZALO_UPLOADS.image.extensions,
  gif: ZALO_UPLOADS.gif.extensions,
  file: ZALO_UPLOADS.file.extensions,
};

/** Which upload a file name belongs to; null for a type that Zalo does not take. */
export function assetKindOf(name: string): AssetKind | null {
  const extension = /[.]([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase();
  return KINDS.find((kind) => extension !== undefined && EXTENSIONS[kind].includes(extension)) ?? null;
}

/** A gif is sent with its size in pixels, which stands in the first bytes of the file. */
export function sizeOfGif({ name, bytes }: UploadFile): { gif?: { width: number; height: number } } {
  if (assetKindOf(name) !== 'gif' || bytes.length < 10) return {};
  return { gif: { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) } };
}

export function createUploader({ call, now }: { call: CallZalo; now: () => number }): Uploader {
  return {
    async upload(file, signal) {
      const kind = assetKindOf(file.name);
      if (kind === null) return rejected('zalo_upload_type');
      if (file.bytes.length === 0) return rejected('zalo_upload_empty');
      if (file.bytes.length > ZALO_UPLOADS[kind].maxBytes) return rejected('zalo_upload_too_large');

      const request = { method: 'POST', path: ZALO_UPLOADS[kind].path, raw: multipart(file) } as const;
      const result = await withDeadline(ZALO_LIMITS.uploadTimeoutMs, signal, (ended) => call(request, ended));
      if (result.kind !== 'ok') return { kind: 'failed', outcome: failureOfCall(result, now()) };
      const id = idOf(kind, result.data);
      // `error` 0 with empty data is how Zalo says that it did not like the file.
      if (id === null) return rejected('zalo_upload_not_taken');
      return { kind: 'uploaded', asset: { kind, id, expiresAtMs: now() + ASSET_LIFE_MS } };
    },
  };
}

function idOf(kind: AssetKind, data: unknown): string | null {
  if (kind === 'file') return fileTokenSchema.safeParse(data).data?.token ?? null;
  return attachmentSchema.safeParse(data).data?.attachment_id ?? null;
}

/** One part, named `file`. */
function multipart({ name, bytes }: UploadFile): { contentType: string; body: Buffer } {
  const boundary = `----${randomUUID()}`;
  const head =
    `--${boundary}\r\n` +
    `content-disposition: form-data; name="file"; filename="${safeName(name)}"\r\n` +
    'content-type: application/octet-stream\r\n\r\n';
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Without anything that would end the quotes or the line; the extension stays. */
function safeName(name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = [name.slice(0, dot), name.slice(dot)];
  const plain = stem.normalize('NFC').replace(/[^\p{L}\p{N} _-]/gu, '_');
  return `${plain.slice(0, FILE_NAME_LENGTH - extension.length)}${extension}`;
}

/**
 * Sends something that needs an asset: uploads it if there is none that is still kept, and once more if Zalo says that it
 * is gone (-100). Give the returned asset in again the next time.
 */
export async function sendWithAsset(
  deps: { uploader: Uploader; now: () => number },
  file: UploadFile,
  known: ZaloAsset | null,
  send: (asset: ZaloAsset) => Promise<ZaloSendResult>,
  signal: AbortSignal,
): Promise<{ result: ZaloSendResult; asset: ZaloAsset | null }> {
  let asset = known !== null && known.expiresAtMs > deps.now() ? known : null;
  for (let uploads = 0; ; ) {
    if (asset === null) {
      const uploaded = await deps.uploader.upload(file, signal);
      uploads++;
      if (uploaded.kind === 'failed')
        return { result: { outcome: uploaded.outcome, quota: null }, asset: null };
      asset = uploaded.asset;
    }
    const result = await send(asset);
    const gone = result.outcome.kind === 'rejected' && result.outcome.reason === 'zalo_asset_expired';
    if (!gone) return { result, asset };
    asset = null;
    if (uploads > 0) return { result, asset };
  }
}
