// The quiet hours of neighbourhood group `g`, in Vietnam's time, without daylight saving. src/alerts/quiet-hours.ts says the
// same to officers before they send.

/** To be joined as it stands. `at`: an expression for the time that is meant. */
export const minuteOfDay = (at = 'now()') =>
  `(SELECT ((floor(extract(epoch FROM ${at}) / 60)::bigint + 420) % 1440)::int AS minute) day`;

/** Whether they reign then. */
export const QUIET_REIGNS = `(g."quietFromMinute" IS NOT NULL
     AND (day.minute - g."quietFromMinute" + 1440) % 1440 < (g."quietToMinute" - g."quietFromMinute" + 1440) % 1440)`;

/** When those that reign then end. */
export const quietUntil = (at = 'now()') => `(date_trunc('minute', ${at})
           + (g."quietToMinute" - day.minute + 1440) % 1440 * interval '1 minute')`;
