import { useState } from 'react';
import { useLanguage } from '../../ui/language.tsx';
import { ForeignMedia } from './foreign-media.tsx';
import { MediaFailed } from './media-failed.tsx';
import classes from './replies.module.css';
import { useMedia } from './use-media.ts';

/** A photo in a frame of fixed height, so that nothing moves when it comes; a click shows it whole. */
export function Photo({ replyId, caption }: { replyId: string; caption: string }) {
  const { t } = useLanguage();
  const { address, error, isForeign, onError, again } = useMedia(replyId);
  const [isWhole, setIsWhole] = useState(false);
  if (isForeign) return <ForeignMedia address={address} name="photo" />;
  if (error !== null) return <MediaFailed error={error} onAgain={again} />;
  return (
    <figure className={classes.photo}>
      <button
        type="button"
        className={classes.photoFrame}
        data-whole={isWhole}
        aria-pressed={isWhole}
        onClick={() => setIsWhole(!isWhole)}
      >
        <img src={address} alt={caption === '' ? t('reply-photo') : caption} onError={onError} />
        <span className="by-hidden">{t('photo-enlarge')}</span>
      </button>
      {caption !== '' && <figcaption className={classes.words}>{caption}</figcaption>}
    </figure>
  );
}
