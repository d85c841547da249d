import type { Forecast } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './forecast-view.module.css';
import { forecastLines } from './forecast-words.ts';

interface ForecastViewProps {
  households: number;
  reachable: number;
  forecast: Forecast;
}

/** Who will have it when, at what cost, and who will not. */
export function ForecastView({ households, reachable, forecast }: ForecastViewProps) {
  const { t, span, dateTime, number } = useLanguage();
  return (
    <div className={classes.forecast}>
      <p className={classes.reach}>
        <strong className="by-number">{number(reachable)}</strong>
        {t('forecast-reach', { count: households })}
      </p>
      <ul className={classes.lines}>
        {forecastLines(forecast, t, { span, dateTime }).map(({ key, text, tone }) => (
          <li key={key} data-tone={tone}>
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
