import { Text } from '@mantine/core';
import type { SimulatorAlert } from '../../../contracts/simulator.ts';
import { useLanguage } from '../../ui/language.tsx';
import { type Figure, FiguresBar, useNumber } from './figures.tsx';
import classes from './state.module.css';

/** The newest alert in figures: what became of its deliveries, and what households answered. */
export function AlertCard({ alert }: { alert: SimulatorAlert | null }) {
  const { t } = useLanguage();
  const number = useNumber();

  if (alert === null) {
    return (
      <section className={classes.card} aria-label={t('alert-title')}>
        <h3 className={classes.title}>{t('alert-title')}</h3>
        <Text c="dimmed">{t('alert-none')}</Text>
      </section>
    );
  }

  const figure = (key: string, value: number, tone: Figure['tone']): Figure => ({
    key,
    label: t(`alert-${key}`),
    value,
    tone,
  });
  // Who got it and has done nothing with it. An answer may come from a household that a message failed to reach.
  const silent = Math.max(0, alert.sent - alert.read - alert.safe - alert.help - alert.words);
  const rare = [figure('failed', alert.failed, 'bad'), figure('cancelled', alert.cancelled, 'quiet')];

  return (
    <section className={classes.card} aria-label={t('alert-title')}>
      <div className={classes.alertHead}>
        <h3 className={classes.title}>{t('alert-title')}</h3>
        <span className={classes.state} data-state={alert.state}>
          {t(`alert-state-${alert.state}`)}
        </span>
      </div>
      <p className={classes.alertName}>
        <strong className="by-number">{alert.number}</strong>
        <span>{categoryName(alert.category, t)}</span>
      </p>
      <p className={classes.alertName}>
        <span>{t('alert-households')}</span>
        <strong className="by-number" data-figure="households">
          {number(alert.households)}
        </strong>
      </p>
      <FiguresBar
        title={t('alert-sending-title')}
        whole={alert.households}
        figures={[
          figure('sent', alert.sent, 'good'),
          figure('pending', alert.pending, 'waiting'),
          figure('unreachable', alert.unreachable, 'bad'),
          figure('unknown', alert.unknown, 'warn'),
          ...rare.filter(({ value }) => value > 0),
        ]}
      />
      <FiguresBar
        title={t('alert-answers-title')}
        whole={alert.households}
        figures={[
          figure('help', alert.help, 'bad'),
          figure('safe', alert.safe, 'good'),
          figure('read', alert.read, 'seen'),
          figure('words', alert.words, 'talk'),
          figure('silent', silent, 'waiting'),
        ]}
      />
    </section>
  );
}

/** A category that this page has no words for shows its code. */
function categoryName(code: string, t: (key: string) => string): string {
  const key = `category-${code}`;
  const name = t(key);
  return name === key ? code : name;
}
