/** JPEG as in ITU-T T.81 (https://www.w3.org/Graphics/JPEG/itu-t81.pdf) and EXIF as in JEITA CP-3451. */

const MARKER = 0xff;
const [SOI, EOI, SOS, DQT, DHT, DRI] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdd];
const [APP0, APP1, APP2, APP14] = [0xe0, 0xe1, 0xe2, 0xee];
const [RST0, RST7, TEM] = [0xd0, 0xd7, 0x01];
/** Frame headers: SOF0 to SOF15, without DHT, JPG and DAC, which stand among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** What is needed to draw it: how it is coded, and (JFIF, colour profile, Adobe's) in which colours. */
const isKept = (marker: number, body: Uint8Array) =>
  isFrame(marker) ||
  [DQT, DHT, DRI, 0xcc].includes(marker) ||
  marker === APP0 ||
  marker === APP14 ||
  (marker === APP2 && startsWith(body, 'ICC_PROFILE\0'));

export interface CleanJpeg {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/**
 * The picture alone: without EXIF (where and when it was taken, by which phone, a small copy of it), XMP, IPTC, comments
 * and whatever is behind its end, such as the film of a "motion photo". How a phone turned it stays: it would lie on its
 * side. Null: not a whole JPEG.
 */
export function cleanJpeg(file: Uint8Array): CleanJpeg | null {
  if (file[0] !== MARKER || file[1] !== SOI) return null;
  const parts: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  let orientation = 1;
  let scans = 0;
  let at = 2;
  while (at < file.length) {
    if (file[at] !== MARKER) return null;
    const marker = file[at + 1];
    if (marker === undefined) return null;
    // A marker may be filled up with further 0xff in front.
    if (marker === MARKER) {
      at += 1;
      continue;
    }
    if (marker === EOI) return finish(parts, size, orientation, scans);
    if (marker === TEM || (marker >= RST0 && marker <= RST7)) {
      at += 2;
      continue;
    }
    const length = ((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > file.length) return null;
    const body = file.subarray(at + 4, end);
    if (isFrame(marker)) {
      const [, h1 = 0, h2 = 0, w1 = 0, w2 = 0] = body;
      size = { height: (h1 << 8) | h2, width: (w1 << 8) | w2 };
    }
    if (marker === SOS) {
      const next = endOfScan(file, end);
      if (next === null) return null;
      parts.push(file.subarray(at, next));
      scans += 1;
      at = next;
      continue;
    }
    if (marker === APP1) orientation = orientationOf(body) ?? orientation;
    else if (isKept(marker, body)) parts.push(file.subarray(at, end));
    at = end;
  }
  return null;
}

function finish(
  parts: readonly Uint8Array[],
  size: { width: number; height: number } | null,
  orientation: number,
  scans: number,
): CleanJpeg | null {
  if (size === null || size.width === 0 || size.height === 0 || scans === 0) return null;
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
  const bytes = concat([Uint8Array.of(MARKER, SOI), ...turned, ...parts, Uint8Array.of(MARKER, EOI)]);
  return { bytes, ...size };
}

/** Where the next marker behind coded data stands: 0xff 0x00 is data, a restart marker part of it. Null: cut off. */
function endOfScan(file: Uint8Array, from: number): number | null {
  for (let at = from; at < file.length - 1; at++) {
    if (file[at] !== MARKER) continue;
    const next = file[at + 1] ?? 0;
    if (next === 0 || next === MARKER || (next >= RST0 && next <= RST7)) continue;
    return at;
  }
  return null;
}

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** 1 to 8, of the first directory of EXIF; null where there is none. */
function orientationOf(body: Uint8Array): number | null {
  if (!startsWith(body, 'Exif\0\0')) return null;
  const tiff = body.subarray(6);
  const little = startsWith(tiff, 'II');
  if (!little && !startsWith(tiff, 'MM')) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let index = 0; index < entries; index++) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : null;
    }
  } catch (error) {
    // Points behind its end: a broken EXIF says nothing.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

/** An APP1 segment that says nothing but how to turn the picture. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [...'Exif\0\0MM\0*'].map((sign) => sign.charCodeAt(0));
  const directory = [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const body = [...exif, ...directory];
  return Uint8Array.of(MARKER, APP1, 0, body.length + 2, ...body);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((sign, at) => bytes[at] === sign.charCodeAt(0));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
