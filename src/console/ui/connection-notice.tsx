import classes from './connection-notice.module.css';
import { useLanguage } from './language.tsx';

/** Says that what is on the screen is old. It lies over the page, so nothing jumps when it comes and goes. */
export function ConnectionNotice({ isLost, lastAt }: { isLost: boolean; lastAt: number }) {
  const { t, clock } = useLanguage();
  return (
    <div className={classes.frame} role="status">
      {isLost && (
        <span className={classes.notice}>
          {t('connection-lost', { time: clock(new Date(lastAt).toISOString()) })}
        </span>
      )}
    </div>
  );
}
