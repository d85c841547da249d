import type pg from 'pg';
import { z } from 'zod';
import type { FanOutStore } from '../deliveries/ports.ts';

const CLASS_OF_SEVERITY = `CASE a.severity WHEN 'critical' THEN 0 WHEN 'urgent' THEN 3 ELSE 4 END`;

/**
 * First message, update, reminder: each household of the page once, at the contact point that already has the alert,
 * else at its first active one. $1 message, $2 after this household, $3 page size.
 */
const EXPAND_TO_ALL = `
  WITH page AS (
    SELECT ah."householdId", ah.late FROM "AudienceHousehold" ah JOIN "AlertMessage" m ON m."alertId" = ah."alertId"
     WHERE m.id = $1 AND ($2::uuid IS NULL OR ah."householdId" > $2::uuid)
     ORDER BY ah."householdId" LIMIT $3
  ), written AS (
    INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
    SELECT uuid_v7(), m.id, best."contactPointId", p."householdId", best."laneId", ${CLASS_OF_SEVERITY}, best.language
      FROM page p
      JOIN "AlertMessage" m ON m.id = $1
      JOIN "Alert" a ON a.id = m."alertId"
      JOIN LATERAL (
        SELECT ac."contactPointId", ac.language, l.id AS "laneId"
          FROM "AudienceContact" ac
          JOIN "ContactPoint" c ON c.id = ac."contactPointId" AND c.state = 'active'
          JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
         WHERE ac."alertId" = m."alertId" AND ac."householdId" = p."householdId"
         ORDER BY EXISTS (SELECT 1 FROM "Delivery" d JOIN "AlertMessage" dm ON dm.id = d."alertMessageId"
                           WHERE d."contactPointId" = ac."contactPointId" AND dm."alertId" = m."alertId"
                             AND d.state IN ('pending', 'sending', 'sent', 'unknown', 'unknown_final')) DESC,
                  ac.rank
         LIMIT 1) best ON true
     -- Who joined late got the newest message then; an older one that is still being written is not for them.
     WHERE NOT (p.late AND EXISTS (
       SELECT 1 FROM "AudienceContact" ac
         JOIN "Delivery" d ON d."contactPointId" = ac."contactPointId"
         JOIN "AlertMessage" dm ON dm.id = d."alertMessageId"
        WHERE ac."alertId" = m."alertId" AND ac."householdId" = p."householdId"
          AND dm."alertId" = m."alertId" AND dm.seq > m.seq))
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  SELECT (SELECT max("householdId"::text) FROM page) AS last,
         coalesce((SELECT array_agg(DISTINCT "laneId") FROM written), '{}') AS "laneIds"`;

/** Closure, correction: exactly the contact points that got, or may get, an earlier message of the alert. */
const EXPAND_TO_REACHED = `
  WITH page AS (
    SELECT ah."householdId" FROM "AudienceHousehold" ah JOIN "AlertMessage" m ON m."alertId" = ah."alertId"
     WHERE m.id = $1 AND ($2::uuid IS NULL OR ah."householdId" > $2::uuid)
     ORDER BY ah."householdId" LIMIT $3
  ), written AS (
    INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
    SELECT uuid_v7(), reached.* FROM (
      SELECT DISTINCT m.id, d."contactPointId", d."householdId", d."laneId", ${CLASS_OF_SEVERITY}, d.language
        FROM page p
        JOIN "AlertMessage" m ON m.id = $1
        JOIN "Alert" a ON a.id = m."alertId"
        JOIN "AlertMessage" earlier ON earlier."alertId" = m."alertId" AND earlier.seq < m.seq
        JOIN "Delivery" d ON d."alertMessageId" = earlier.id AND d."householdId" = p."householdId"
       WHERE d.state IN ('sending', 'sent', 'unknown', 'unknown_final')
          OR (d.state = 'pending' AND d.repeats > 0)) reached
    ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
    RETURNING "laneId"
  )
  SELECT (SELECT max("householdId"::text) FROM page) AS last,
         coalesce((SELECT array_agg(DISTINCT "laneId") FROM written), '{}') AS "laneIds"`;

const messageRow = z.object({
  kind: z.enum(['initial', 'update', 'correction', 'reminder', 'closure']),
  done: z.boolean(),
});
const pageRow = z.object({ last: z.string().nullable(), laneIds: z.array(z.string()) });

/** Turns an audience into delivery rows, one statement a page. */
export function createFanOutStore(pool: pg.Pool): FanOutStore {
  return {
    async expandPage(alertMessageId, after, pageSize) {
      const found = await pool.query(
        `SELECT kind, "fannedOutAt" IS NOT NULL OR "stoppedAt" IS NOT NULL AS done FROM "AlertMessage" WHERE id = $1`,
        [alertMessageId],
      );
      if (found.rows.length === 0) return { kind: 'end' };
      const message = messageRow.parse(found.rows[0]);
      if (message.done) return { kind: 'end' };
      const onlyReached = message.kind === 'closure' || message.kind === 'correction';
      const result = await pool.query(onlyReached ? EXPAND_TO_REACHED : EXPAND_TO_ALL, [
        alertMessageId,
        after,
        pageSize,
      ]);
      const page = pageRow.parse(result.rows[0]);
      return page.last === null ? { kind: 'end' } : { kind: 'page', last: page.last, laneIds: page.laneIds };
    },

    async markFannedOut(alertMessageId) {
      await pool.query(
        // A stop on the way leaves rows unwritten, and says so.
        `UPDATE "AlertMessage" SET "fannedOutAt" = now()
          WHERE id = $1 AND "fannedOutAt" IS NULL AND "stoppedAt" IS NULL`,
        [alertMessageId],
      );
    },
  };
}
