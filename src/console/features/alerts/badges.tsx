import type { AlertSummary } from '../../../contracts/words.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './badges.module.css';

const SEVERITY_TONES: Readonly<Record<AlertSummary['severity'], string>> = {
  info: 'quiet',
  advisory: 'seen',
  urgent: 'warn',
  critical: 'critical',
};

const STATE_TONES: Readonly<Record<AlertSummary['state'], string>> = {
  draft: 'quiet',
  pending_approval: 'warn',
  sending: 'seen',
  active: 'good',
  updated: 'good',
  resolved: 'quiet',
  corrected: 'quiet',
  cancelled: 'quiet',
  expired: 'quiet',
};

type Badged = Pick<AlertSummary, 'severity' | 'state' | 'drill' | 'paused' | 'startsAt'>;

/** How an alert ranks and where it stands, in words. */
export function AlertBadges({ alert }: { alert: Badged }) {
  const { t, dateTime } = useLanguage();
  return (
    <span className={classes.badges}>
      <Badge tone={SEVERITY_TONES[alert.severity]}>{t(`severity-${alert.severity}`)}</Badge>
      <Badge tone={STATE_TONES[alert.state]}>{t(`alert-state-${alert.state}`)}</Badge>
      {alert.paused && <Badge tone="warn">{t('alerts-paused')}</Badge>}
      {alert.startsAt !== null && (
        <Badge tone="seen">{t('alerts-starts', { time: dateTime(alert.startsAt) })}</Badge>
      )}
      {alert.drill && <Badge tone="drill">{t('alerts-drill')}</Badge>}
    </span>
  );
}

export function Badge({ tone, children }: { tone: string; children: string }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
