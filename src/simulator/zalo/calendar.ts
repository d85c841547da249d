import { HOUR_MS, NIGHT } from './limits.ts';

/** The same instant, so that its UTC fields read as the wall clock of the country. */
function wallClock(atMs: number): Date {
  return new Date(atMs + NIGHT.utcOffsetHours * HOUR_MS);
}

export function isNight(atMs: number): boolean {
  const hour = wallClock(atMs).getUTCHours();
  return hour >= NIGHT.fromHour || hour < NIGHT.toHour;
}

/** As in `user_last_interaction_date`: dd/MM/yyyy, no time of day. */
export function dayText(atMs: number): string {
  const [year = '', month = '', day = ''] = isoDay(atMs).split('-');
  return `${day}/${month}/${year}`;
}

/** yyyy-MM-dd. */
export function isoDay(atMs: number): string {
  return wallClock(atMs).toISOString().slice(0, 10);
}

export function monthOf(atMs: number): string {
  return isoDay(atMs).slice(0, 7);
}

/** Counts within a calendar month. */
export interface MonthlyCount {
  month: string;
  used: number;
}

export function usedThisMonth(count: MonthlyCount, nowMs: number): number {
  return count.month === monthOf(nowMs) ? count.used : 0;
}

export function countThisMonth(count: MonthlyCount, nowMs: number): void {
  count.used = usedThisMonth(count, nowMs) + 1;
  count.month = monthOf(nowMs);
}
