import type { AlertSummary } from '../../../contracts/words.ts';
import type { useAlerts } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { TextLink } from '../../ui/links.tsx';
import { type Column, RowTable } from '../../ui/row-table.tsx';
import { answeredOf } from './alert-figures.ts';
import classes from './alerts.module.css';
import { AlertBadges } from './badges.tsx';

const PHONE_ROW = 116;
const WIDE_ROW = 58;

/** One row for each alert: what it was, where it stands, how many it reached and who answered. */
export function AlertTable({
  alerts,
  rows,
}: {
  alerts: ReturnType<typeof useAlerts>;
  rows: readonly AlertSummary[];
}) {
  const { t, number, dateTime } = useLanguage();
  const columns: readonly Column<AlertSummary>[] = [
    {
      key: 'headline',
      title: t('alerts-headline'),
      cell: (alert) => (
        <>
          <TextLink
            to="/alerts/$alertId"
            params={{ alertId: alert.id }}
            fw={600}
            className={classes.rowLine}
            title={alert.headline}
          >
            {alert.headline}
          </TextLink>
          <span className={classes.dim}>
            {alert.number} · {t(`category-${alert.category}`)}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('alerts-state'),
      width: 292,
      cell: (alert) => <AlertBadges alert={alert} />,
    },
    {
      key: 'created',
      title: t('alerts-created'),
      width: 172,
      cell: ({ createdAt }) => <span className="by-number">{dateTime(createdAt)}</span>,
    },
    {
      key: 'reached',
      title: t('alerts-reached'),
      width: 122,
      align: 'end',
      cell: ({ progress }) => `${number(progress.sent)}/${number(progress.households)}`,
    },
    {
      key: 'answered',
      title: t('alerts-answered'),
      width: 96,
      align: 'end',
      cell: ({ progress }) => number(answeredOf(progress)),
    },
    {
      key: 'help',
      title: t('situation-help'),
      width: 108,
      align: 'end',
      cell: ({ progress }) => number(progress.help),
    },
  ];

  return (
    <RowTable
      label={t('alerts-title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      isUrgent={({ helpWaiting }) => helpWaiting > 0}
      rowHeight={WIDE_ROW}
      phoneRowHeight={PHONE_ROW}
      phoneRow={(alert) => (
        <>
          <AlertBadges alert={alert} />
          <TextLink to="/alerts/$alertId" params={{ alertId: alert.id }} fw={600} className={classes.oneLine}>
            {alert.headline}
          </TextLink>
          <span className={classes.dim}>
            {alert.number} · {t(`category-${alert.category}`)} · {dateTime(alert.createdAt)}
          </span>
          <span className={classes.dim}>
            {t('alerts-reached')} {number(alert.progress.sent)}/{number(alert.progress.households)} ·{' '}
            {t('alerts-answered')} {number(answeredOf(alert.progress))} · {t('situation-help')}{' '}
            {number(alert.progress.help)}
          </span>
        </>
      )}
      hasMore={alerts.hasMore}
      isLoadingMore={alerts.isLoadingMore}
      isChanging={alerts.isChanging}
      isOld={alerts.isOld}
      onMore={alerts.loadMore}
      onReload={alerts.reload}
    />
  );
}
