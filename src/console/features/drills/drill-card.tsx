import type { AlertSummary } from '../../../contracts/words.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PlainLink } from '../../ui/links.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import classes from './drills.module.css';

/** One drill in the list. */
export function DrillCard({ drill }: { drill: AlertSummary }) {
  const { t, dateTime } = useLanguage();
  const { id, number, category, headline, createdAt, progress } = drill;
  const answered = progress.read + progress.safe + progress.help;
  return (
    <PlainLink to="/drills/$alertId" params={{ alertId: id }} className={classes.card}>
      <span className={classes.head}>
        <span className={classes.what}>
          {t(`category-${category}`)} · {number}
        </span>
        <DrillMark />
      </span>
      <span className={classes.excerpt}>{headline}</span>
      <span className={classes.meta}>
        <span>{dateTime(createdAt)}</span>
        <span>{t('drill-answered-of', { answered, count: progress.households })}</span>
      </span>
    </PlainLink>
  );
}
