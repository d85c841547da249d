import type { DrillScore } from '../../../contracts/alert-running.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { compareDrills } from './compare-drills.ts';
import classes from './drills.module.css';

type Scored = Extract<DrillScore, { kind: 'scored' }>;

/** The figures of a drill in a table, with those of the drill of this category before it and what changed. */
export function DrillScoreView({ score }: { score: Scored }) {
  const words = useLanguage();
  const { t, dateTime } = words;
  const { score: now, previous, provisional } = score;
  return (
    <Section title={now.number} intro={dateTime(now.at)}>
      {provisional && <p className={classes.provisional}>{t('drill-provisional')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.scroll} aria-label={t('drill-score-title')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('drill-this')}</th>
              <th scope="col">
                {previous === null
                  ? t('drill-no-previous')
                  : t('drill-previous', { number: previous.number })}
              </th>
              <th scope="col">{t('drill-change')}</th>
            </tr>
          </thead>
          <tbody>
            {compareDrills(now, previous, words).map(({ key, value, before, change, verdict }) => (
              <tr key={key}>
                <th scope="row">{t(`drill-figure-${key}`)}</th>
                <td>{value}</td>
                <td>{before}</td>
                <td data-verdict={verdict}>
                  {change}
                  {verdict !== 'same' && <span className={classes.verdict}> {t(`drill-${verdict}`)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
