import type { Preview } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { ForecastView } from '../alert-parts/forecast-view.tsx';
import classes from './parts.module.css';

/** How far and how fast it goes. As high before the first answer as after it. */
export function ForecastPart({ preview }: { preview: Preview | null }) {
  const { t } = useLanguage();
  return (
    <Section title={t('forecast-title')}>
      <div className={classes.forecast}>
        {preview === null ? (
          <p className={classes.empty}>{t('forecast-empty')}</p>
        ) : (
          <ForecastView {...preview} />
        )}
      </div>
    </Section>
  );
}
