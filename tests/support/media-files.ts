/** Files as phones make them, byte by byte: nothing in them can be seen or heard. */

const ascii = (text: string) => Buffer.from(text, 'latin1');

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

export interface JpegOptions {
  width?: number;
  height?: number;
  /** 1 to 8; absent: no EXIF at all. */
  orientation?: number;
  little?: boolean;
  /** Behind its end. */
  trailer?: Buffer;
  /** More coded data, to make it large. */
  dataBytes?: number;
}

/** What must never leave: a position, a phone, a comment, a small copy. */
export const JPEG_SECRETS = ['GPS-12.6667N-108.05E', 'SecretPhone 12', 'a comment', 'xmp-place'];

/** EXIF with an orientation, and further entries that point to texts behind the directory. */
function exif(orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(64);
  const write16 = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  write16(42, 2);
  write32(8, 4);
  write16(2, 8);
  // Make (0x010f), then orientation.
  write16(0x010f, 10);
  write16(2, 12);
  write32(14, 14);
  write32(38, 18);
  write16(0x0112, 22);
  write16(3, 24);
  write32(1, 26);
  write16(orientation, 30);
  return Buffer.concat([ascii('Exif\0\0'), tiff, ascii(`SecretPhone 12\0GPS-12.6667N-108.05E`)]);
}

export function jpeg(options: JpegOptions = {}): Buffer {
  const { width = 640, height = 480, orientation, little = false, trailer = Buffer.alloc(0) } = options;
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, ascii('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...(orientation === undefined ? [] : [segment(0xe1, exif(orientation, little))]),
    segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0xmp-place')),
    segment(0xe2, ascii('ICC_PROFILE\0\x01\x01profile')),
    segment(0xe2, ascii('MPF\0more pictures')),
    segment(0xfe, ascii('a comment')),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.alloc(20)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    // Coded data with a stuffed byte and a restart marker inside.
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.alloc(options.dataBytes ?? 0, 0x55),
    Buffer.from([0xff, 0xd9]),
    trailer,
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body, Buffer.alloc(4)]);
}

export const PNG_SECRET = 'taken by Secret Phone';

export function png({ width = 64, height = 48 }: { width?: number; height?: number } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', ascii(PNG_SECRET)),
    chunk('eXIf', ascii(PNG_SECRET)),
    chunk('IDAT', Buffer.alloc(10, 1)),
    chunk('IEND', Buffer.alloc(0)),
    ascii(PNG_SECRET),
  ]);
}

/** A picture of one grey dot, which a browser draws. */
export const TINY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** A fifth of a second of silence: Opus in Ogg. */
export const OGG = Buffer.from(
  'T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAtQZ5LwEUT3B1c1RhZ3MEAAAAbm9uZQAAAABPZ2dTAASAJQAAAAAAAAEAAAACAAAAoJgkegoDAwMDAwMDAwMD+P/++P/++P/++P/++P/++P/++P/++P/++P/++P/+',
  'base64',
);

export const MP3_SECRET = 'Nhà bà Sáu';

/** One frame of MPEG layer III with tags in front and behind. */
export function mp3(): Buffer {
  const tag = Buffer.from(MP3_SECRET, 'utf8');
  const id3 = Buffer.concat([ascii('ID3\x04\0\0'), Buffer.from([0, 0, 0, tag.length]), tag]);
  const old = Buffer.alloc(128);
  old.write('TAG', 0, 'latin1');
  old.write(MP3_SECRET, 3, 'utf8');
  return Buffer.concat([id3, Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(400, 7), old]);
}

function box(name: string, ...bodies: Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

export const M4A_SECRET = '+12.6667+108.0500/';

export function m4a(handler: 'soun' | 'vide' = 'soun'): Buffer {
  const hdlr = box('hdlr', Buffer.alloc(8), ascii(handler), Buffer.alloc(12));
  return Buffer.concat([
    box('ftyp', ascii('M4A \0\0\0\0')),
    box(
      'moov',
      box('mvhd', Buffer.alloc(12)),
      box('trak', box('mdia', hdlr), box('udta', ascii(M4A_SECRET))),
      box('udta', box('\u00a9xyz', ascii(M4A_SECRET))),
    ),
    box('mdat', Buffer.alloc(100, 9)),
  ]);
}
