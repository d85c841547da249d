import { useDebouncedValue } from '@mantine/hooks';
import type { LiveState } from '../api/live.ts';
import { useLanguage } from '../ui/language.tsx';
import classes from './live-notice.module.css';

/** A stream that is cut and back at once worries nobody. */
const WORTH_SAYING_MS = 2_000;

/** Says that what is on the screen may be old. It lies over the page, so nothing jumps when it comes and goes. */
export function LiveNotice({ state }: { state: LiveState }) {
  const { t } = useLanguage();
  const [settled] = useDebouncedValue(state, WORTH_SAYING_MS);
  return (
    <div className={classes.frame} role="status">
      {state === 'lost' && settled === 'lost' && <span className={classes.notice}>{t('live-lost')}</span>}
    </div>
  );
}
