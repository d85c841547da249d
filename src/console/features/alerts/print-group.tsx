import type { AlertHousehold, AlertPage } from '../../../contracts/alert-page.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useNowMs } from '../../ui/use-now-ms.ts';
import classes from './print.module.css';

interface PrintGroupProps {
  alert: AlertPage['alert'];
  households: readonly AlertHousehold[];
}

const MINUTE_MS = 60_000;

/** The sheet of one group: who is to be looked after, with room to tick and to write. */
export function PrintGroup({ alert, households }: PrintGroupProps) {
  const { t, number, dateTime } = useLanguage();
  const { unit } = useSession();
  const nowMs = useNowMs(MINUTE_MS);
  const first = households[0];
  if (first === undefined) return null;
  const name = first.groupId === null ? t('alert-group-none') : first.groupName;

  return (
    <section className={classes.sheet} aria-label={name}>
      <header className={classes.head}>
        <p className={classes.unit}>{unit.name}</p>
        <p className={classes.unit}>{t('print-as-of', { time: dateTime(new Date(nowMs).toISOString()) })}</p>
      </header>
      {alert.drill && <p className={classes.drill}>{t('alert-drill-notice')}</p>}
      <h2 className={classes.group}>{name}</h2>
      <p className={classes.alert}>
        {alert.number} · {t(`category-${alert.category}`)}
        <br />
        {alert.headline}
      </p>
      <table className={classes.table}>
        <caption>{t('print-count', { count: number(households.length) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('print-row')}</th>
            <th scope="col">{t('household')}</th>
            <th scope="col">{t('household-situation')}</th>
            <th scope="col">{t('print-seen')}</th>
            <th scope="col">{t('print-note')}</th>
          </tr>
        </thead>
        <tbody>
          {households.map(({ householdId, label, members, situation }, index) => (
            <tr key={householdId}>
              <td>{number(index + 1)}</td>
              <td>
                <strong>{label ?? t('household-hidden')}</strong>
                {members.length > 0 && <span>{members.join(', ')}</span>}
              </td>
              <td>{t(`situation-${situation}`)}</td>
              <td>
                <span className={classes.box} aria-hidden="true" />
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.care}>{t('print-care')}</p>
    </section>
  );
}
