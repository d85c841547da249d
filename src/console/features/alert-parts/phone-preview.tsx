import type { ShownMessage } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { MediaView } from './media-view.tsx';
import classes from './phone-preview.module.css';

/** One message as a phone shows it. */
export function PhonePreview({ message, unitName }: { message: ShownMessage; unitName: string }) {
  const { t, number } = useLanguage();
  const { channel, language, text, buttons, length, limit, fallback, media } = message;
  const name = t('preview-of', {
    channel: t(`preview-channel-${channel}`),
    language: t(`language-${language}`),
  });
  return (
    <figure className={classes.phone} aria-label={name}>
      <figcaption className={classes.caption}>
        <span>{name}</span>
        <span className={classes.length} data-over={length > limit}>
          {t('preview-length', { length: number(length), limit: number(limit) })}
        </span>
      </figcaption>
      <div className={classes.screen} data-channel={channel}>
        <p className={classes.sender}>{unitName}</p>
        <div className={classes.bubble} lang={fallback ? 'vi' : language}>
          {media?.carried && <MediaView media={media} />}
          {text}
        </div>
        {buttons.length > 0 && (
          <ul className={classes.keys} lang={language}>
            {buttons.map((label) => (
              <li className={classes.key} key={label}>
                {label}
              </li>
            ))}
          </ul>
        )}
      </div>
      {media !== undefined && !media.carried && (
        <p className={classes.note}>{t('preview-no-voice', { channel: t(`preview-channel-${channel}`) })}</p>
      )}
      {fallback && <p className={classes.note}>{t('preview-fallback')}</p>}
    </figure>
  );
}
