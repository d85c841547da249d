/** Minutes since midnight in Vietnam, 0 to 1439; `fromMinute` after `toMinute` goes over midnight. */
export interface QuietHours {
  fromMinute: number;
  toMinute: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Vietnam keeps no daylight saving: UTC+7 the whole year. */
const VIETNAM_MINUTES = 7 * 60;

export function isQuietHours({ fromMinute, toMinute }: QuietHours): boolean {
  const inDay = (minute: number) => Number.isInteger(minute) && minute >= 0 && minute < DAY_MINUTES;
  return inDay(fromMinute) && inDay(toMinute) && fromMinute !== toMinute;
}

/** When the quiet hours that reign at `at` end; null when they do not reign. Their first minute is quiet, their last is not. */
export function quietUntil({ fromMinute, toMinute }: QuietHours, at: Date): Date | null {
  const minute = Math.floor(at.getTime() / MINUTE_MS + VIETNAM_MINUTES) % DAY_MINUTES;
  const since = (minute - fromMinute + DAY_MINUTES) % DAY_MINUTES;
  const length = (toMinute - fromMinute + DAY_MINUTES) % DAY_MINUTES;
  if (since >= length) return null;
  const thisMinuteMs = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(thisMinuteMs + (length - since) * MINUTE_MS);
}

/** "21:30–05:30" */
export function quietHoursText({ fromMinute, toMinute }: QuietHours): string {
  const clock = (minute: number) =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock(fromMinute)}–${clock(toMinute)}`;
}
