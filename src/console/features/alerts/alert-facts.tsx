import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { personWords } from '../duty/person-words.ts';
import classes from './alerts.module.css';
import { AlertBadges } from './badges.tsx';

/** What the alert is: its first line, how it ranks, who wrote it, how anybody may check it. */
export function AlertFacts({ page: { alert } }: { page: AlertPage }) {
  const { t, dateTime } = useLanguage();
  const facts = [
    [t('alerts-filter-category'), t(`category-${alert.category}`)],
    [t('alert-author'), personWords(alert.author)],
    [t('alerts-created'), dateTime(alert.createdAt)],
    alert.closedAt === null
      ? [t('alert-expires'), dateTime(alert.expiresAt)]
      : [t('alert-closed'), dateTime(alert.closedAt)],
    [t('alert-check-code'), alert.verificationCode],
  ] as const;
  return (
    <div className={classes.facts}>
      {alert.drill && <p className={classes.drill}>{t('alert-drill-notice')}</p>}
      <p className={classes.headline}>{alert.headline}</p>
      <AlertBadges alert={alert} />
      <dl className={classes.factList}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
