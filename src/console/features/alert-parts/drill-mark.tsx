import { useLanguage } from '../../ui/language.tsx';
import classes from './drill-mark.module.css';

/** Says that something is a drill. Stands on every screen of one. */
export function DrillMark({ wide = false }: { wide?: boolean }) {
  const { t } = useLanguage();
  return wide ? (
    <p className={classes.band}>
      <strong>{t('drill')}</strong> {t('drill-explained')}
    </p>
  ) : (
    <strong className={classes.mark}>{t('drill')}</strong>
  );
}
