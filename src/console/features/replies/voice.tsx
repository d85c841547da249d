import { useLanguage } from '../../ui/language.tsx';
import { voiceWords } from './content-words.ts';
import { ForeignMedia } from './foreign-media.tsx';
import { MediaFailed } from './media-failed.tsx';
import classes from './replies.module.css';
import { useMedia } from './use-media.ts';

/** A voice note; it is fetched when somebody wants to hear it. */
export function Voice({ replyId, seconds }: { replyId: string; seconds: number }) {
  const { t } = useLanguage();
  const { address, error, isForeign, onError, again } = useMedia(replyId);
  const label = voiceWords(seconds, t);
  if (isForeign) return <ForeignMedia address={address} name="voice" />;
  if (error !== null) return <MediaFailed error={error} onAgain={again} />;
  return (
    <div className={classes.voice}>
      <span>{label}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said */}
      <audio controls preload="none" src={address} aria-label={label} onError={onError} />
    </div>
  );
}
