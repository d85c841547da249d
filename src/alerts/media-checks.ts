import type { AlertMedia } from './alert-media.ts';
import { type Finding, overall } from './text-checks.ts';

/** Whether somebody is to be told why a person may be named or shown (Civil Code, article 32). */
export function needsLegalBasis(
  aboutPerson: boolean,
  media: Pick<AlertMedia, 'kind'> | null,
  showsPerson: boolean | null,
): boolean {
  return aboutPerson || (media?.kind === 'photo' && showsPerson === true);
}

/** What is found in the picture or voice note of a message, by what its officer says of it. */
export function checkMedia(media: Pick<AlertMedia, 'kind'> | null, showsPerson: boolean | null): Finding[] {
  if (media?.kind !== 'photo' || showsPerson === false) return [];
  return [overall(showsPerson === null ? 'photo_not_described' : 'photo_of_person')];
}
