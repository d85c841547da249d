import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { type Share, ShareBar } from '../../ui/share-bar.tsx';
import classes from './delivery-figures.module.css';

/** What counts of a delivery, in the order of the bar. */
const STATES = [
  ['sent', 'good'],
  ['pending', 'waiting'],
  ['unknown', 'talk'],
  ['unreachable', 'quiet'],
  ['failed', 'bad'],
  ['cancelled', 'quiet'],
] as const;

/** Households by what became of the messages to them, and deliveries by channel. */
export function DeliveryFigures({ page }: { page: AlertPage }) {
  const { t, number } = useLanguage();
  const { progress } = page.alert;
  const shares: Share[] = STATES.map(([key, tone]) => ({ key, tone, value: progress[key] }));
  return (
    <Section title={t('deliveries-title')}>
      <ShareBar shares={shares} whole={progress.households} />
      <dl className={classes.figures}>
        {STATES.map(([key, tone]) => (
          <div key={key}>
            <dt>
              <span style={{ background: `var(--by-tone-${tone})` }} aria-hidden="true" />
              {t(`alert-${key}`)}
            </dt>
            <dd data-figure={`delivery-${key}`}>{number(progress[key])}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.scroll}>
        <table className={classes.lanes}>
          <caption>{t('deliveries-by-lane')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('deliveries-lane')}</th>
              <th scope="col">{t('alert-sent')}</th>
              <th scope="col">{t('alert-pending')}</th>
              <th scope="col">{t('deliveries-not-sent')}</th>
            </tr>
          </thead>
          <tbody>
            {page.lanes.map((lane) => (
              <tr key={lane.channelAccountId}>
                <th scope="row">
                  {t(`channel-${lane.channel}`)} · {lane.name}
                </th>
                <td>{number(lane.sent)}</td>
                <td>{number(lane.pending)}</td>
                <td>{number(lane.unreachable + lane.unknown + lane.failed + lane.cancelled)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
