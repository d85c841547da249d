/**
 * Whether delivery `d` waits for a morning or a new quota of its channel, longer than any backoff, or for its account to
 * be accepted again (also while that is tried): then it keeps no other contact point of its household from being tried.
 * Quiet hours are the household's own and hold all of them.
 */
export const WAITS_LONG = (d: string) =>
  `((${d}.state = 'pending' AND coalesce(${d}."notBefore" > now() + interval '5 minutes', false)
     AND ${d}.reason IS DISTINCT FROM 'quiet_hours')
    OR (${d}.state IN ('pending', 'sending') AND ${d}."refusalCheckedAt" IS NOT NULL))`;
