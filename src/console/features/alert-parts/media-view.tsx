import { useState } from 'react';
import { mediaAddress } from '../../api/alert-media.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './media-view.module.css';

/** The picture or voice note of a message, as households get it. */
export function MediaView({ media }: { media: { id: string; kind: 'photo' | 'voice' } }) {
  const { t } = useLanguage();
  const [failed, setFailed] = useState<string | null>(null);
  const { id, kind } = media;
  if (failed === id) return <p className={classes.failed}>{t('media-not-shown')}</p>;
  const shared = { src: mediaAddress(id), onError: () => setFailed(id) };
  return kind === 'photo' ? (
    <img className={classes.photo} alt={t('media-photo')} {...shared} />
  ) : (
    <audio className={classes.voice} controls preload="none" aria-label={t('media-voice')} {...shared} />
  );
}
