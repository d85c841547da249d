// The quiet hours of neighbourhood group `g`, in Vietnam's time, without daylight saving. src/alerts/quiet-hours.ts says the
// same to officers before they send.

/** To be joined as it stands. */
export const MINUTE_OF_DAY = `(SELECT ((extract(epoch FROM now())::bigint / 60 + 420) % 1440)::int AS minute) day`;

/** Whether they reign now. */
export const QUIET_REIGNS = `(g."quietFromMinute" IS NOT NULL
     AND (day.minute - g."quietFromMinute" + 1440) % 1440 < (g."quietToMinute" - g."quietFromMinute" + 1440) % 1440)`;

/** When those that reign now end. */
export const QUIET_UNTIL = `(date_trunc('minute', now())
           + (g."quietToMinute" - day.minute + 1440) % 1440 * interval '1 minute')`;
