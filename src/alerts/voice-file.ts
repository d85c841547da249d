import { concat } from './jpeg-file.ts';

type CleanVoice = { type: 'audio/ogg' | 'audio/mpeg' | 'audio/mp4'; bytes: Uint8Array };

/** A voice note without what its makers wrote into it: names, places, pictures. Null: not whole, or of another kind. */
export function cleanVoice(file: Uint8Array): CleanVoice | null {
  return cleanOpus(file) ?? cleanM4a(file) ?? cleanMp3(file);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

// ── Opus in Ogg (RFC 7845, RFC 3533) ─────────────────────────────────────────────────────────────

const PAGE_HEAD_BYTES = 27;

interface Page {
  from: number;
  body: number;
  end: number;
}

function pageAt(file: Uint8Array, from: number): Page | null {
  if (textAt(file, from, 4) !== 'OggS' || file[from + 4] !== 0) return null;
  const segments = file[from + 26];
  if (segments === undefined) return null;
  const body = from + PAGE_HEAD_BYTES + segments;
  const length = file.subarray(from + PAGE_HEAD_BYTES, body).reduce((sum, one) => sum + one, 0);
  return body + length <= file.length ? { from, body, end: body + length } : null;
}

/** The second page begins with the tags: their list is emptied in place. */
function cleanOpus(file: Uint8Array): CleanVoice | null {
  const head = pageAt(file, 0);
  if (head === null || textAt(file, head.body, 8) !== 'OpusHead') return null;
  const tags = pageAt(file, head.end);
  if (tags === null || textAt(file, tags.body, 8) !== 'OpusTags') return null;
  const pages = [head, tags];
  for (let at = tags.end; at < file.length; ) {
    const page = pageAt(file, at);
    if (page === null) return null;
    pages.push(page);
    at = page.end;
  }
  // Tags that run on into further pages hold pictures: no phone makes such a note.
  const first = pages[2];
  if (first === undefined || ((file[first.from + 5] ?? 0) & 1) !== 0) return null;
  const bytes = new Uint8Array(file);
  const view = new DataView(bytes.buffer);
  const list = tags.body + 12 + view.getUint32(tags.body + 8, true);
  if (list + 4 > tags.end) return null;
  bytes.fill(0, list, tags.end);
  view.setUint32(tags.from + 22, 0, true);
  view.setUint32(tags.from + 22, oggCheck(bytes.subarray(tags.from, tags.end)), true);
  return { type: 'audio/ogg', bytes };
}

/** RFC 3533: polynomial 0x04c11db7, from 0, not mirrored. */
function oggCheck(page: Uint8Array): number {
  let check = 0;
  for (const byte of page) {
    check = (check ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      check = ((check & 0x80000000) === 0 ? check << 1 : (check << 1) ^ 0x04c11db7) >>> 0;
    }
  }
  return check;
}

// ── AAC in MP4 (ISO/IEC 14496-12) ────────────────────────────────────────────────────────────────

const BRANDS = new Set(['M4A ', 'M4B ', 'mp42', 'mp41', 'isom', 'iso2', 'iso5', 'iso6']);
const HOLDS_BOXES = new Set(['moov', 'trak']);
/** What users and makers wrote, places among it. */
const WRITTEN = new Set(['udta', 'meta', 'uuid']);

/** What was written is overwritten where it stands: other boxes count bytes from the start of the file. */
function cleanM4a(file: Uint8Array): CleanVoice | null {
  if (textAt(file, 4, 4) !== 'ftyp' || !BRANDS.has(textAt(file, 8, 4))) return null;
  const bytes = new Uint8Array(file);
  const found = new Set<string>();
  return blank(bytes, 0, bytes.length, found) && found.has('moov') && found.has('mdat') && !found.has('video')
    ? { type: 'audio/mp4', bytes }
    : null;
}

function blank(bytes: Uint8Array, from: number, to: number, found: Set<string>): boolean {
  const view = new DataView(bytes.buffer);
  for (let at = from; at < to; ) {
    if (at + 8 > to) return false;
    const length = view.getUint32(at);
    const name = textAt(bytes, at + 4, 4);
    const end = length === 0 && from === 0 ? to : at + length;
    if (end < at + 8 || end > to) return false;
    found.add(name);
    if (WRITTEN.has(name)) {
      bytes.set(
        [...'free'].map((sign) => sign.charCodeAt(0)),
        at + 4,
      );
      bytes.fill(0, at + 8, end);
    } else if (HOLDS_BOXES.has(name) && !blank(bytes, at + 8, end, found)) {
      return false;
    } else if (name === 'mdia' && isVideo(bytes, at + 8, end)) {
      found.add('video');
    }
    at = end;
  }
  return true;
}

/** The handler of a track is in its `hdlr`: "soun" or "vide". */
function isVideo(bytes: Uint8Array, from: number, to: number): boolean {
  const view = new DataView(bytes.buffer);
  for (let at = from; at + 20 <= to; ) {
    const length = view.getUint32(at);
    if (textAt(bytes, at + 4, 4) === 'hdlr') return textAt(bytes, at + 16, 4) === 'vide';
    if (length < 8) return false;
    at += length;
  }
  return false;
}

// ── MP3 (ISO/IEC 11172-3, id3.org) ───────────────────────────────────────────────────────────────

const ID3_HEAD_BYTES = 10;
const ID3V1_BYTES = 128;

/** Without the tags in front of the sound and behind it. */
function cleanMp3(file: Uint8Array): CleanVoice | null {
  let from = 0;
  while (textAt(file, from, 3) === 'ID3') {
    const [a = 0, b = 0, c = 0, d = 0] = file.subarray(from + 6, from + 10);
    from += ID3_HEAD_BYTES + ((a << 21) | (b << 14) | (c << 7) | d);
  }
  const tag = file.length - ID3V1_BYTES;
  const to = tag > from && textAt(file, tag, 3) === 'TAG' ? tag : file.length;
  return isFrame(file, from) ? { type: 'audio/mpeg', bytes: concat([file.subarray(from, to)]) } : null;
}

/** Eleven bits of one, layer III, a bit rate and a sample rate that exist. */
function isFrame(file: Uint8Array, at: number): boolean {
  const [a = 0, b = 0, c = 0] = file.subarray(at, at + 3);
  return (
    a === 0xff &&
    (b & 0xe0) === 0xe0 &&
    (b & 0x06) === 0x02 &&
    c >> 4 !== 0 &&
    c >> 4 !== 15 &&
    ((c >> 2) & 3) !== 3
  );
}
