/** When an OA may write to a person. Pure. Sources: oa.zalo.me/home/documents/guides/tin-tu-van, zalo.solutions/oa/pricing. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const ZALO_WINDOWS = {
  // Free and unlimited within 48 hours of the person's last interaction (since 2026-01-01).
  freeMs: 48 * HOUR_MS,
  // Accepted and charged until 7 days after it; then -230.
  paidMs: 7 * DAY_MS,
  // -234: promotion and broadcast are refused from 22:00 to 06:00. Consultation messages are not.
  nightFromHour: 22,
  nightToHour: 6,
  // The time zone is not stated. Vietnam has one, without daylight saving time.
  utcOffsetMs: 7 * HOUR_MS,
} as const;

/** `free`: costs nothing; `paid`: sent and charged; `template_only`: only an approved template is accepted. */
export type ZaloWindow = 'free' | 'paid' | 'template_only';

/** Which messages a person may get, by their last interaction (null: never) as we have seen it. */
export function windowOf(lastInteractionMs: number | null, nowMs: number): ZaloWindow {
  if (lastInteractionMs === null) return 'template_only';
  const age = nowMs - lastInteractionMs;
  if (age <= ZALO_WINDOWS.freeMs) return 'free';
  return age <= ZALO_WINDOWS.paidMs ? 'paid' : 'template_only';
}

/** Whether the night rule holds now, in Vietnam. */
export function isNight(nowMs: number): boolean {
  const hour = sinceMidnight(nowMs) / HOUR_MS;
  return hour >= ZALO_WINDOWS.nightFromHour || hour < ZALO_WINDOWS.nightToHour;
}

/** The next 06:00 in Vietnam, always later than now. */
export function nextMorning(nowMs: number): number {
  const morning = nowMs - sinceMidnight(nowMs) + ZALO_WINDOWS.nightToHour * HOUR_MS;
  return morning > nowMs ? morning : morning + DAY_MS;
}

/** The next midnight in Vietnam, always later than now. */
export function nextMidnight(nowMs: number): number {
  return nowMs - sinceMidnight(nowMs) + DAY_MS;
}

function sinceMidnight(nowMs: number): number {
  return (nowMs + ZALO_WINDOWS.utcOffsetMs) % DAY_MS;
}
