import type pg from 'pg';
import { z } from 'zod';

const countsRow = z.record(z.string(), z.number());
const laneRow = z.record(z.string(), z.union([z.string(), z.number()]));

/** Households by where their best delivery is, counted from the rows: what the counters must come to. */
export async function progressFromRows(pool: pg.Pool, alertId: string) {
  const { rows } = await pool.query(
    `WITH best AS (
       SELECT ah."householdId", ah.standing,
              min(CASE d.state WHEN 'sent' THEN 1 WHEN 'sending' THEN 2 WHEN 'pending' THEN 2
                               WHEN 'unknown' THEN 3 WHEN 'unknown_final' THEN 3
                               WHEN 'rejected' THEN 4 WHEN 'gave_up' THEN 4 WHEN 'cancelled' THEN 5
                               WHEN 'unreachable' THEN 6 END) AS place
         FROM "AudienceHousehold" ah
         LEFT JOIN "AlertMessage" m ON m."alertId" = ah."alertId" AND m.kind IN ('initial', 'update', 'reminder')
         LEFT JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."householdId" = ah."householdId"
        WHERE ah."alertId" = $1
        GROUP BY ah."householdId", ah.standing
     ), first AS (
       SELECT "fannedOutAt" IS NULL AND "stoppedAt" IS NULL AND "sendUntil" > now() AS writing,
              "fannedOutAt" IS NOT NULL AS written
         FROM "AlertMessage" WHERE "alertId" = $1 AND seq = 1
     )
     SELECT count(*)::int AS households,
            count(*) FILTER (WHERE place = 1)::int AS sent,
            count(*) FILTER (WHERE place = 2 OR (place IS NULL AND (SELECT writing FROM first)))::int AS pending,
            count(*) FILTER (WHERE place = 6 OR (place IS NULL AND (SELECT written FROM first)))::int AS unreachable,
            count(*) FILTER (WHERE place = 3)::int AS unknown,
            count(*) FILTER (WHERE place = 4)::int AS failed,
            count(*) FILTER (WHERE place = 5
               OR (place IS NULL AND NOT (SELECT writing OR written FROM first)))::int AS cancelled,
            count(*) FILTER (WHERE standing = 'read')::int AS read,
            count(*) FILTER (WHERE standing = 'safe')::int AS safe,
            count(*) FILTER (WHERE standing = 'help')::int AS help,
            (SELECT count(*) FROM "Reply" r WHERE r."alertId" = $1 AND r.content IS NOT NULL)::int AS words
       FROM best`,
    [alertId],
  );
  return z.tuple([countsRow]).parse(rows)[0];
}

/** Deliveries by lane and state, counted from the rows. */
export async function lanesFromRows(pool: pg.Pool, alertId: string) {
  const { rows } = await pool.query(
    `SELECT d."laneId",
            count(*) FILTER (WHERE d.state = 'sent')::int AS sent,
            count(*) FILTER (WHERE d.state IN ('pending', 'sending'))::int AS pending,
            count(*) FILTER (WHERE d.state = 'unreachable')::int AS unreachable,
            count(*) FILTER (WHERE d.state IN ('unknown', 'unknown_final'))::int AS unknown,
            count(*) FILTER (WHERE d.state IN ('rejected', 'gave_up'))::int AS failed,
            count(*) FILTER (WHERE d.state = 'cancelled')::int AS cancelled
       FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
      WHERE m."alertId" = $1 GROUP BY d."laneId" ORDER BY d."laneId"`,
    [alertId],
  );
  return z.array(laneRow).parse(rows);
}
