import type { ReplyItem } from '../../../contracts/replies.ts';
import type { Translate } from '../../ui/texts.ts';

/** What a reply says, on one line. */
export function contentWords({ content, code }: Pick<ReplyItem, 'content' | 'code'>, t: Translate): string {
  if (content === null) return code === null ? '' : t(`reply-code-${code}`);
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'photo':
      return content.caption === ''
        ? t('reply-photo')
        : t('reply-photo-caption', { caption: content.caption });
    case 'voice':
      return voiceWords(content.seconds, t);
    case 'place':
      return t('reply-place', { place: placeWords(content) });
    case 'hidden':
      return t('reply-hidden');
  }
}

/** Some platforms do not say how long it is. */
export function voiceWords(seconds: number, t: Translate): string {
  return seconds < 1 ? t('reply-voice-plain') : t('reply-voice', { seconds: Math.round(seconds) });
}

/** Five decimals are a metre. */
export function placeWords({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** The household as officers know it, or that they may not read it. */
export function householdWords({ household }: Pick<ReplyItem, 'household'>, t: Translate): string {
  return household.label ?? t('household-hidden');
}
