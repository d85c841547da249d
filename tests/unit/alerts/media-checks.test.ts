import { describe, expect, it } from 'vitest';
import { checkMedia, needsLegalBasis } from '../../../src/alerts/media-checks.ts';

const photo = { kind: 'photo' } as const;
const voice = { kind: 'voice' } as const;

describe('a picture', () => {
  it.each([
    ['nobody has said whom it shows', photo, null, [['photo_not_described', 'block']]],
    ['it shows a person', photo, true, [['photo_of_person', 'confirm']]],
    ['it shows nobody', photo, false, []],
    ['there is none', null, null, []],
    ['it is a voice note', voice, null, []],
  ] as const)('%s', (_name, media, showsPerson, found) => {
    const findings = checkMedia(media, showsPerson);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual(found);
  });

  it.each([
    [false, photo, true, true],
    [false, photo, false, false],
    [false, photo, null, false],
    [false, voice, true, false],
    [false, null, null, false],
    [true, null, null, true],
    [true, photo, false, true],
  ] as const)(
    'about a person %s, %o, shows one %s: a legal basis is needed: %s',
    (about, media, shows, needed) => {
      expect(needsLegalBasis(about, media, shows)).toBe(needed);
    },
  );
});
