import { useLanguage } from '../ui/language.tsx';
import { hasSimulator } from '../ui/simulator-presence.ts';
import classes from './demo-banner.module.css';

/** Every screen of a demo says that it is one. */
export function DemoBanner() {
  const { t } = useLanguage();
  return hasSimulator() ? <p className={classes.demo}>{t('demo-banner')}</p> : null;
}
