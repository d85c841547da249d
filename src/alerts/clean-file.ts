import { PHOTO_LIMITS, VOICE_LIMITS } from '../../config/alert-media.ts';
import type { CleanFile, FileFault } from './alert-media.ts';
import { cleanJpeg } from './jpeg-file.ts';
import { cleanPng } from './png-file.ts';
import { cleanVoice } from './voice-file.ts';

/** What of a file may go out to households, by its content alone: no name and no sender's word counts. */
export function cleanFile(file: Uint8Array): CleanFile | { kind: 'fault'; fault: FileFault } {
  const jpeg = cleanJpeg(file);
  if (jpeg !== null) return photo({ kind: 'photo', type: 'image/jpeg', ...jpeg });
  const png = cleanPng(file);
  if (png !== null) return photo({ kind: 'photo', type: 'image/png', ...png });
  const voice = cleanVoice(file);
  if (voice === null) return { kind: 'fault', fault: 'not_taken' };
  return voice.bytes.length > VOICE_LIMITS.bytes
    ? { kind: 'fault', fault: 'too_large' }
    : { kind: 'voice', ...voice };
}

function photo(
  picture: Extract<CleanFile, { kind: 'photo' }>,
): CleanFile | { kind: 'fault'; fault: FileFault } {
  const { width, height, bytes } = picture;
  if (bytes.length > PHOTO_LIMITS.bytes) return { kind: 'fault', fault: 'too_large' };
  const long = Math.max(width, height);
  const isStrip = long > PHOTO_LIMITS.ratio * Math.min(width, height);
  return isStrip || width + height > PHOTO_LIMITS.sidesTogether
    ? { kind: 'fault', fault: 'wrong_shape' }
    : picture;
}
