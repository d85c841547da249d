/**
 * Whether something of message `m` waits, is being sent, or was never answered: read from the counters, and from the
 * few deliveries that are under way, however many there are.
 */
export const MESSAGE_ON_ITS_WAY = `
  ((SELECT coalesce(sum(c.deliveries), 0)
      FROM (SELECT deliveries FROM "ProgressCount"
             WHERE "alertId" = m."alertId" AND "alertMessageId" = m.id AND cell = 'pending'
            UNION ALL
            SELECT deliveries FROM "ProgressDelta"
             WHERE "alertId" = m."alertId" AND "alertMessageId" = m.id AND cell = 'pending') c) > 0
   -- OFFSET 0: through the small index of what is under way, not through all rows of the message.
   OR EXISTS (SELECT 1 FROM (SELECT d."alertMessageId" FROM "Delivery" d WHERE d.state = 'unknown' OFFSET 0) u
               WHERE u."alertMessageId" = m.id))`;
