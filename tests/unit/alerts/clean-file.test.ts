import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHOTO_LIMITS, VOICE_LIMITS } from '../../../config/alert-media.ts';
import { cleanFile } from '../../../src/alerts/clean-file.ts';
import {
  JPEG_SECRETS,
  jpeg,
  M4A_SECRET,
  MP3_SECRET,
  m4a,
  mp3,
  OGG,
  PNG_SECRET,
  png,
} from '../../support/media-files.ts';

function cleaned(file: Uint8Array): Buffer {
  const clean = cleanFile(file);
  if (clean.kind === 'fault') throw new Error(clean.fault);
  return Buffer.from(clean.bytes);
}

/** How a viewer turns it: EXIF's own words, read the way a viewer does. */
function orientationIn(file: Buffer): number | null {
  const at = file.indexOf('Exif\0\0', 0, 'latin1');
  if (at === -1) return null;
  const tiff = file.subarray(at + 6);
  expect(tiff.toString('latin1', 0, 4)).toBe('MM\0*');
  const directory = tiff.readUInt32BE(4);
  expect(tiff.readUInt16BE(directory)).toBe(1);
  expect(tiff.readUInt16BE(directory + 2)).toBe(0x0112);
  return tiff.readUInt16BE(directory + 10);
}

describe('a JPEG', () => {
  it.each([1, 3, 6, 8])('keeps how it is turned (%i) and nothing else of its EXIF', (orientation) => {
    for (const little of [true, false]) {
      const out = cleaned(
        jpeg({ orientation, little, trailer: Buffer.from('a film with GPS-12.6667N-108.05E') }),
      );
      for (const secret of [...JPEG_SECRETS, 'MPF', 'film']) expect(out.includes(secret)).toBe(false);
      expect(orientationIn(out)).toBe(orientation === 1 ? null : orientation);
    }
  });

  it('keeps what it is drawn from: tables, frame, colours, the coded data to its end', () => {
    const plain = jpeg();
    const out = cleaned(plain);
    expect(out.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    for (const part of [
      [0xff, 0xdb],
      [0xff, 0xc0],
      [0xff, 0xc4],
      [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    ])
      expect(out.includes(Buffer.from(part))).toBe(true);
    expect(out.includes('ICC_PROFILE')).toBe(true);
    expect(out.includes('JFIF')).toBe(true);
    // What is clean stays as it is.
    expect(cleaned(out)).toEqual(out);
  });

  it('says how large it is', () => {
    expect(cleanFile(jpeg({ width: 1200, height: 900, orientation: 6 }))).toMatchObject({
      kind: 'photo',
      type: 'image/jpeg',
      width: 1200,
      height: 900,
    });
  });

  it('with an EXIF that points behind its end is taken without it', () => {
    const file = jpeg({ orientation: 6 });
    file.writeUInt32BE(0x7fffffff, file.indexOf('MM\0*', 0, 'latin1') + 4);
    expect(orientationIn(cleaned(file))).toBeNull();
  });
});

describe('other files', () => {
  it('a PNG loses its texts, its EXIF and what is behind its end', () => {
    const out = cleaned(png());
    expect(out.includes(PNG_SECRET)).toBe(false);
    expect(cleanFile(png())).toMatchObject({ type: 'image/png', width: 64, height: 48 });
    expect(cleaned(out)).toEqual(out);
  });

  it('a voice note of a phone is taken as it is', () => {
    expect(cleanFile(OGG)).toMatchObject({ kind: 'voice', type: 'audio/ogg' });
    // Its check sum is right: it was made by another program, and its list of tags is empty already.
    expect(cleaned(OGG)).toEqual(OGG);
  });

  it('tags of Opus are emptied', () => {
    const tags = OGG.indexOf('OpusTags', 0, 'latin1');
    const marked = Buffer.from(OGG);
    marked.writeUInt32LE(9, tags + 16);
    expect(cleaned(marked)).toEqual(OGG);
  });

  it('an MP3 loses the tags in front and behind', () => {
    const out = cleaned(mp3());
    expect(out.includes(MP3_SECRET)).toBe(false);
    expect(out.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfb]));
    expect(cleanFile(mp3())).toMatchObject({ kind: 'voice', type: 'audio/mpeg' });
  });

  it('an M4A loses where it was made, and its sound stays where it is', () => {
    const out = cleaned(m4a());
    expect(out.includes(M4A_SECRET)).toBe(false);
    expect(out.length).toBe(m4a().length);
    expect(out.indexOf('mdat', 0, 'latin1')).toBe(m4a().indexOf('mdat', 0, 'latin1'));
    expect(cleanFile(m4a())).toMatchObject({ kind: 'voice', type: 'audio/mp4' });
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), 'not_taken'],
    ['a text', Buffer.from('Bà con chú ý'), 'not_taken'],
    [
      'a page that calls itself a picture',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'not_taken',
    ],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0'), 'not_taken'],
    ['a program', Buffer.from('MZ\x90\0'), 'not_taken'],
    ['a film', m4a('vide'), 'not_taken'],
    ['half a JPEG', jpeg().subarray(0, 150), 'not_taken'],
    ['half a PNG', png().subarray(0, 40), 'not_taken'],
    ['half a voice note', OGG.subarray(0, OGG.length - 4), 'not_taken'],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'not_taken'],
    ['a JPEG above the limit', jpeg({ dataBytes: PHOTO_LIMITS.bytes }), 'too_large'],
    ['an MP3 above the limit', Buffer.concat([mp3(), Buffer.alloc(VOICE_LIMITS.bytes, 1)]), 'too_large'],
    ['too many pixels', jpeg({ width: 6000, height: 4001 }), 'wrong_shape'],
    ['too long a strip', png({ width: 2001, height: 100 }), 'wrong_shape'],
  ])('%s is refused', (_name, file, fault) => {
    expect(cleanFile(file)).toEqual({ kind: 'fault', fault });
  });

  it('what is taken out does not count: a large film behind a small picture', () => {
    const file = jpeg({ trailer: Buffer.alloc(2 * PHOTO_LIMITS.bytes, 1) });
    expect(cleanFile(file)).toMatchObject({ kind: 'photo' });
  });

  it('whatever the bytes: an answer, never an error, never longer than it came', () => {
    const files = [jpeg({ orientation: 6 }), png(), OGG, mp3(), m4a()];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        fc.nat(),
        (file, changes, cut) => {
          const broken = Buffer.from(file);
          for (const [at, byte] of changes) broken[at % broken.length] = byte;
          const part = broken.subarray(0, cut % 3 === 0 ? cut % broken.length : broken.length);
          const clean = cleanFile(part);
          if (clean.kind !== 'fault') expect(clean.bytes.length).toBeLessThanOrEqual(part.length + 40);
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void cleanFile(bytes)));
  });
});
