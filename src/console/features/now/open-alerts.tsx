import type { AlertSummary } from '../../../contracts/words.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton, PlainLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { type Share, ShareBar } from '../../ui/share-bar.tsx';
import { Empty } from '../../ui/states.tsx';
import { useNowMs } from '../../ui/use-now-ms.ts';
import { answeredOf } from '../alerts/alert-figures.ts';
import { AlertBadges } from '../alerts/badges.tsx';
import classes from './open-alerts.module.css';

/** Alerts that are going on, newest first, each with the figures that tell whether it works. */
export function OpenAlerts({ alerts }: { alerts: readonly AlertSummary[] }) {
  const { t } = useLanguage();
  const nowMs = useNowMs();
  return (
    <Section
      title={t('now-alerts-title')}
      actions={
        <LinkButton to="/alerts" variant="default" size="compact-sm">
          {t('now-alerts-all')}
        </LinkButton>
      }
    >
      {alerts.length === 0 ? (
        <Empty>{t('now-alerts-none')}</Empty>
      ) : (
        <ul className={classes.list}>
          {alerts.map((alert) => (
            <OpenAlert key={alert.id} alert={alert} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function OpenAlert({ alert, nowMs }: { alert: AlertSummary; nowMs: number }) {
  const { t, relative } = useLanguage();
  return (
    <li className={classes.alert} data-help={alert.helpWaiting > 0}>
      <div className={classes.words}>
        <AlertBadges alert={alert} />
        <span className={classes.headline}>{alert.headline}</span>
        <span className={classes.line}>
          <PlainLink className={classes.number} to="/alerts/$alertId" params={{ alertId: alert.id }}>
            {alert.number}
          </PlainLink>
          <span>{t(`category-${alert.category}`)}</span>
          <span className="by-number">{relative(alert.createdAt, nowMs)}</span>
        </span>
      </div>
      <AlertProgress alert={alert} />
    </li>
  );
}

/** How far it has come: the bar shows the deliveries, the figures what matters of them and of the answers. */
function AlertProgress({ alert }: { alert: AlertSummary }) {
  const { t, number } = useLanguage();
  const may = useMay();
  const { progress, helpWaiting } = alert;
  const shares: Share[] = [
    { key: 'sent', value: progress.sent, tone: 'good' },
    { key: 'unknown', value: progress.unknown, tone: 'talk' },
    { key: 'failed', value: progress.failed + progress.unreachable, tone: 'bad' },
    { key: 'cancelled', value: progress.cancelled, tone: 'quiet' },
    { key: 'pending', value: progress.pending, tone: 'waiting' },
  ];
  return (
    <div className={classes.progress}>
      <ShareBar shares={shares} whole={progress.households} />
      <dl className={classes.figures}>
        <div>
          <dt>{t('alerts-reached')}</dt>
          <dd>
            {number(progress.sent)}
            <span className={classes.whole}>/{number(progress.households)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('alert-pending')}</dt>
          <dd>{number(progress.pending)}</dd>
        </div>
        <div>
          <dt>{t('alerts-answered')}</dt>
          <dd>{number(answeredOf(progress))}</dd>
        </div>
        {may('see_replies') && (
          <div>
            <dt>{t('alerts-help-waiting')}</dt>
            <dd data-tone={helpWaiting > 0 ? 'bad' : undefined}>{number(helpWaiting)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
