import { type Language, TIME_ZONE } from './texts.ts';

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

const STEPS = [
  { unit: 'second', ms: 1_000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: Number.POSITIVE_INFINITY },
] as const;

export interface Formats {
  /** 12345 as 12.345 or 12,345. */
  number: (value: number) => string;
  /** Hour and minute of an ISO time. */
  clock: (iso: string) => string;
  /** Hour, minute and second of an ISO time. */
  clockSeconds: (iso: string) => string;
  /** Day, month, hour and minute of an ISO time, as short as under an axis. */
  dayClock: (iso: string) => string;
  /** Day, month and year of an ISO time. */
  date: (iso: string) => string;
  /** Day and minute of an ISO time. */
  dateTime: (iso: string) => string;
  /** Day and second of an ISO time, where the order of things matters. */
  exactTime: (iso: string) => string;
  /** How far an ISO time is from `nowMs`, e.g. 5 phút trước. */
  relative: (iso: string, nowMs: number) => string;
  /** A span of time in its largest unit, e.g. 5 phút. */
  span: (seconds: number) => string;
}

/** Numbers and times as the language writes them; times are those of Đắk Lắk wherever the browser is. */
export function createFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const number = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const time = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { hour12: false, timeZone: TIME_ZONE, ...options });
    return (iso: string) => format.format(new Date(iso));
  };
  const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const minute = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    number: (value) => number.format(value),
    clock: time(minute),
    clockSeconds: time({ ...minute, second: '2-digit' }),
    dayClock: time({ day: '2-digit', month: '2-digit', ...minute }),
    date: time(day),
    dateTime: time({ ...day, ...minute }),
    exactTime: time({ ...day, ...minute, second: '2-digit' }),
    relative: (iso, nowMs) => {
      const ms = new Date(iso).getTime() - nowMs;
      const { unit, ms: unitMs } = stepOf(Math.abs(ms));
      return relative.format(Math.trunc(ms / unitMs), unit);
    },
    span: (seconds) => {
      const { unit, ms: unitMs } = stepOf(seconds * 1_000);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        Math.floor((seconds * 1_000) / unitMs),
      );
    },
  };
}

function stepOf(ms: number): (typeof STEPS)[number] {
  return STEPS.find(({ below }) => ms < below) ?? STEPS[3];
}
