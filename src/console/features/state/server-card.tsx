import type { Network, SimulatorState } from '../../../contracts/simulator.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useNumber } from './figures.tsx';
import classes from './state.module.css';

/** What the stand-in for a network counted on its side. */
export function ServerCard({ server, network }: { server: SimulatorState['server']; network: Network }) {
  const { t } = useLanguage();
  const number = useNumber();
  const rows = [
    ['perSecond', server.perSecond],
    ['accepted', server.accepted],
    ['throttled', server.throttled],
    ['refused', server.refused],
  ] as const;
  return (
    <section className={classes.card} aria-label={t('server-title', { network })}>
      <h3 className={classes.title}>{t('server-title', { network })}</h3>
      <p className={classes.small}>{t('server-explanation')}</p>
      <dl className={classes.figures}>
        {rows.map(([key, value]) => (
          <div
            key={key}
            className={classes.figure}
            data-figure={`${network === 'zalo' ? 'zalo' : 'server'}-${key}`}
          >
            <dt>{t(`server-${key}`)}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
