import { randomBytes } from 'node:crypto';
import { typeOfFile } from '../sent-files.ts';
import { refused, success, type ZaloAnswer } from './answers.ts';
import { countThisMonth, usedThisMonth } from './calendar.ts';
import { type ApiCall, type ApiMethod, headerOf } from './incoming.ts';
import { UPLOAD_LIMITS } from './limits.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeUpload } from './state.ts';
import type { World } from './world.ts';

/** What a file must begin with, by the extension of its name. */
const MAGIC: Readonly<Record<string, readonly number[]>> = {
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47],
  gif: [0x47, 0x49, 0x46, 0x38],
  pdf: [0x25, 0x50, 0x44, 0x46],
  doc: [0xd0, 0xcf, 0x11, 0xe0],
  docx: [0x50, 0x4b, 0x03, 0x04],
};

const KINDS = {
  image: { extensions: ['jpg', 'jpeg', 'png'], maxBytes: UPLOAD_LIMITS.imageBytes, field: 'attachment_id' },
  gif: { extensions: ['gif'], maxBytes: UPLOAD_LIMITS.gifBytes, field: 'attachment_id' },
  file: { extensions: ['pdf', 'doc', 'docx'], maxBytes: UPLOAD_LIMITS.fileBytes, field: 'token' },
} as const satisfies Record<
  FakeUpload['kind'],
  { extensions: readonly string[]; maxBytes: number; field: string }
>;

/** `/v2.0/oa/upload/*`: multipart with one part named `file`. https://developers.zalo.me/docs, tin-nhan/upload */
export function createUploadMethod(world: World, kind: FakeUpload['kind']): ApiMethod {
  const { extensions, maxBytes, field } = KINDS[kind];

  return async (call): Promise<ZaloAnswer> => {
    const file = await filePart(call);
    if (file === null) return refused(REFUSALS.parameterInvalid, 'file');
    const { oa } = call;
    const nowMs = world.nowMs();
    if (usedThisMonth(oa.uploadCount, nowMs) >= UPLOAD_LIMITS.perMonth) return refused(REFUSALS.outOfQuota);
    if (file.name.length > UPLOAD_LIMITS.fileNameCharacters)
      return refused(REFUSALS.parameterInvalid, 'name');
    const dot = file.name.lastIndexOf('.');
    // As met on the platform: success, with nothing in it.
    if (dot === -1) return success({});
    const extension = file.name.slice(dot + 1).toLowerCase();
    if (!extensions.some((allowed) => allowed === extension) || !begins(file.bytes, MAGIC[extension] ?? [])) {
      return refused(REFUSALS.parameterInvalid, 'file');
    }
    if (file.bytes.length > maxBytes) return refused(REFUSALS.parameterTooLarge, 'file');
    countThisMonth(oa.uploadCount, nowMs);
    const id = randomBytes(36).toString('base64url');
    const expiresAtMs = nowMs + UPLOAD_LIMITS.lifeMs;
    const url = world.mediaUrl(`${id}.${extension}`);
    world.files.keep(url, {
      type: typeOfFile(Buffer.from(file.bytes)) ?? '',
      bytes: Buffer.from(file.bytes),
    });
    oa.uploads.set(id, { kind, name: file.name, url, sizeBytes: file.bytes.length, expiresAtMs });
    return success({ [field]: id });
  };
}

async function filePart({ headers, body }: ApiCall): Promise<{ name: string; bytes: Uint8Array } | null> {
  const contentType = headerOf(headers, 'content-type');
  if (!contentType.startsWith('multipart/form-data')) return null;
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const part = form.get('file');
    if (part === null || typeof part === 'string') return null;
    return { name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) };
  } catch {
    return null;
  }
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
