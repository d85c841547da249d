import type { Now } from '../../../contracts/now.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './duty.module.css';

/** What goes from one shift to the next. */
export function OpenMatters({ now }: { now: Now }) {
  const { t, number } = useLanguage();
  const rows = [
    ['duty-open-help', now.help.waiting],
    ['duty-open-alerts', now.alerts.length],
    ['duty-open-approvals', now.approvalsWaiting],
    ['duty-open-lanes', now.lanes.filter(({ state }) => state !== 'working').length],
  ] as const;
  return (
    <dl className={classes.open}>
      {rows.map(([key, count]) => (
        <Row key={key} label={t(key)} value={number(count)} />
      ))}
    </dl>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
