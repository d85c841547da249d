import { concat } from './jpeg-file.ts';

/** PNG as in https://www.w3.org/TR/png-3/ */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What is needed to draw it. Everything else (texts, EXIF, time, a maker's own) is left out. */
const KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'pHYs',
]);
const HEAD_BYTES = 8;
const CHECK_BYTES = 4;

/** The picture alone, nothing behind its end. Null: not a whole PNG. */
export function cleanPng(file: Uint8Array): { bytes: Uint8Array; width: number; height: number } | null {
  if (!SIGNATURE.every((byte, at) => file[at] === byte)) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts = [file.subarray(0, SIGNATURE.length)];
  let size: { width: number; height: number } | null = null;
  let data = 0;
  let at = SIGNATURE.length;
  while (at + HEAD_BYTES + CHECK_BYTES <= file.length) {
    const length = view.getUint32(at);
    const end = at + HEAD_BYTES + length + CHECK_BYTES;
    if (end > file.length) return null;
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (size === null) {
      if (name !== 'IHDR' || length !== 13) return null;
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    if (name === 'IDAT') data += length;
    if (KEPT.has(name)) parts.push(file.subarray(at, end));
    if (name === 'IEND') {
      return data > 0 && size.width > 0 && size.height > 0 ? { bytes: concat(parts), ...size } : null;
    }
    at = end;
  }
  return null;
}
