import { DownloadButton } from '../../ui/download-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './replies.module.css';

/** A photo or voice note that this browser does not open: another program may. */
export function ForeignMedia({ address, name }: { address: string; name: string }) {
  const { t } = useLanguage();
  return (
    <div className={classes.mediaFailed}>
      <p className={classes.words}>{t('media-foreign')}</p>
      <DownloadButton file={{ address, name }}>{t('media-download')}</DownloadButton>
    </div>
  );
}
