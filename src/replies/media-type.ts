export type MediaKind = 'photo' | 'voice';

/** Of a file, from its first byte on; null where a byte may be any. */
type Mark = readonly (number | null)[];

const bytes = (text: string): Mark => [...text].map((sign) => (sign === '?' ? null : sign.charCodeAt(0)));

/**
 * What platforms send and browsers show, by how the file begins: what a platform says of a file is what the person's
 * phone said. SVG is not among them: it may hold scripts.
 */
const TYPES: readonly { kind: MediaKind; type: string; mark: Mark }[] = [
  { kind: 'photo', type: 'image/jpeg', mark: [0xff, 0xd8, 0xff] },
  { kind: 'photo', type: 'image/png', mark: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'photo', type: 'image/gif', mark: bytes('GIF8') },
  { kind: 'photo', type: 'image/webp', mark: bytes('RIFF????WEBP') },
  { kind: 'voice', type: 'audio/ogg', mark: bytes('OggS') },
  { kind: 'voice', type: 'audio/wav', mark: bytes('RIFF????WAVE') },
  { kind: 'voice', type: 'audio/amr', mark: bytes('#!AMR') },
  { kind: 'voice', type: 'audio/mpeg', mark: bytes('ID3') },
  { kind: 'voice', type: 'audio/mpeg', mark: [0xff, 0xfb] },
  { kind: 'voice', type: 'audio/mpeg', mark: [0xff, 0xf3] },
  { kind: 'voice', type: 'audio/aac', mark: [0xff, 0xf1] },
  { kind: 'voice', type: 'audio/aac', mark: [0xff, 0xf9] },
  { kind: 'voice', type: 'audio/mp4', mark: bytes('????ftyp') },
];

/** So many first bytes tell. */
export const MARK_LENGTH = 12;

/** The type of a file that is to be of this kind; null when it is not. */
export function mediaTypeOf(kind: MediaKind, start: Uint8Array): string | null {
  const found = TYPES.find(
    (one) => one.kind === kind && one.mark.every((byte, at) => byte === null || start[at] === byte),
  );
  return found?.type ?? null;
}
