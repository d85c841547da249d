import type { AlertForecast, UnreachableReason } from '../alerts/forecast.ts';
import { formatTime } from '../locales/format-time.ts';
import type { Label } from './dialog.ts';

const REASON_KEYS: Readonly<Record<UnreachableReason, string | null>> = {
  // They are the difference that the summary shows.
  no_contact: null,
  account_refused: 'forecast-account-refused',
  no_template: 'forecast-no-template',
  paid_not_allowed: 'forecast-not-paid-for',
  quota_used_up: 'forecast-quota-used-up',
  night: 'forecast-night',
};

/** What an officer should know before sending: nothing where every message is free, at once and by one channel. */
export function forecastLines(forecast: AlertForecast): Label[] {
  const lines: Label[] = [];
  const { channels, paidMessages, costDong, ways, deferredUntil, secondsToHalf } = forecast;
  const by = (channel: 'telegram' | 'zalo') =>
    channels.find((one) => one.channel === channel)?.households ?? 0;
  if (by('zalo') > 0) {
    const args = { telegram: by('telegram'), zalo: by('zalo'), ...timeArgs(secondsToHalf ?? 0) };
    lines.push({ key: 'forecast-channels', args });
  }
  if (paidMessages > 0)
    lines.push({ key: 'forecast-charged', args: { messages: paidMessages, dong: costDong } });
  if (ways.deferred > 0 && deferredUntil !== null) {
    const args = { households: ways.deferred, time: formatTime(deferredUntil) };
    lines.push({ key: 'forecast-deferred', args });
  }
  for (const { reason, households } of forecast.unreachableBecause) {
    const key = REASON_KEYS[reason];
    if (key !== null) lines.push({ key, args: { households } });
  }
  return lines;
}

/** For `summary-time`. */
export function timeArgs(seconds: number): { seconds: number; minutes: number } {
  return {
    seconds: Math.max(1, Math.ceil(seconds)),
    minutes: seconds < 60 ? 0 : Math.ceil(seconds / 60),
  };
}
