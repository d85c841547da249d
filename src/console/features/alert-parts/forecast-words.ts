import type { Forecast } from '../../../contracts/alerts.ts';
import { alertForecastSchema } from '../../../contracts/forecast.ts';
import type { Formats } from '../../ui/formats.ts';
import type { Translate } from '../../ui/texts.ts';

export interface ForecastLine {
  key: string;
  text: string;
  /** `warn`: somebody gets nothing, or later. */
  tone: 'plain' | 'warn';
}

type Words = Pick<Formats, 'span' | 'dateTime'>;

/** A span rounded up to what one would say: 5 seconds, a minute, an hour. */
function about(seconds: number, { span }: Words): string {
  const step = seconds < 60 ? 5 : seconds < 3_600 ? 60 : 3_600;
  return span(Math.max(1, Math.ceil(seconds / step)) * step);
}

/** Where only the end is known. */
function shortLines(secondsToLast: number | null, t: Translate, words: Words): ForecastLine[] {
  return secondsToLast === null
    ? [{ key: 'nobody', text: t('forecast-nobody'), tone: 'warn' }]
    : [{ key: 'last', text: t('forecast-last', { span: about(secondsToLast, words) }), tone: 'plain' }];
}

/** A forecast in sentences: when it arrives, by which channels, what it costs, who does not get it. */
export function forecastLines(forecast: Forecast, t: Translate, words: Words): ForecastLine[] {
  const full = alertForecastSchema.safeParse(forecast);
  if (!full.success) return shortLines(forecast.secondsToLast, t, words);
  const { sendFrom, ways, channels, unreachable, unreachableBecause, ...rest } = full.data;
  const { paidMessages, costDong, deferredUntil, ...times } = rest;
  const lines: ForecastLine[] = [];
  const say = (key: string, text: string, tone: ForecastLine['tone'] = 'plain') =>
    void lines.push({ key, text, tone });

  if (sendFrom !== null) say('send-from', t('forecast-send-from', { time: words.dateTime(sendFrom) }));
  if (times.secondsToLast === null) {
    say('nobody', t('forecast-nobody'), 'warn');
  } else if (times.secondsToHalf === null || times.secondsToHalf === times.secondsToLast) {
    say('last', t('forecast-last', { span: about(times.secondsToLast, words) }));
  } else {
    const half = about(times.secondsToHalf, words);
    say('last', t('forecast-half-and-last', { half, last: about(times.secondsToLast, words) }));
  }
  for (const { channel, households } of channels) {
    say(`channel-${channel}`, t(`forecast-channel-${channel}`, { count: households }));
  }
  if (paidMessages > 0) {
    say('cost', t('forecast-cost', { count: paidMessages, dong: costDong }));
  } else if (times.secondsToLast !== null) {
    say('free', t('forecast-free'));
  }
  if (ways.deferred > 0 && deferredUntil !== null) {
    say(
      'deferred',
      t('forecast-deferred', { count: ways.deferred, time: words.dateTime(deferredUntil) }),
      'warn',
    );
  }
  for (const { reason, households } of unreachableBecause) {
    const text = t(`forecast-unreachable-${reason}`, { count: households });
    say(`unreachable-${reason}`, text, 'warn');
  }
  if (unreachable > 0 && unreachableBecause.length === 0) {
    say('unreachable', t('forecast-unreachable', { count: unreachable }), 'warn');
  }
  return lines;
}
