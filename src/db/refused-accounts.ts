import type pg from 'pg';
import { z } from 'zod';
import { failOver } from './fail-over.ts';
import { inPoolTransaction } from './pool.ts';
import { createDb } from './sql.ts';

/**
 * What waits on the lanes of refused accounts and was not looked at in this outage, the most urgent first. Each row is
 * looked at once: a round costs what has come since the one before. $1 limit.
 */
const LOOK_AT_REFUSED = `
  WITH due AS (
    SELECT d.id
      FROM "Lane" l
     CROSS JOIN LATERAL (
       SELECT d.id, d.priority FROM "Delivery" d
        WHERE d."laneId" = l.id AND d.state = 'pending' AND d.priority IN (0, 3) AND d."refusalCheckedAt" IS NULL
        ORDER BY d."refusalCheckedAt", d.priority LIMIT $1
          FOR UPDATE SKIP LOCKED) d
     WHERE l."stoppedReason" IS NOT NULL
     ORDER BY d.priority LIMIT $1
  )
  UPDATE "Delivery" d SET "refusalCheckedAt" = now()
    FROM due, "AlertMessage" m
   WHERE d.id = due.id AND m.id = d."alertMessageId"
  RETURNING d.id, m.kind IN ('initial', 'update') AS "failsOver"`;

/**
 * What waited for an account that is accepted again. Who has the message through another contact point by now and has
 * answered is not told twice; who has it and is silent is told after everybody who has nothing. $1 limit.
 */
const TAKE_BACK = `
  WITH back AS (
    SELECT d.*
      FROM "Lane" l
     CROSS JOIN LATERAL (
       SELECT d.id, d."alertMessageId", d."householdId", d.repeats FROM "Delivery" d
        WHERE d."laneId" = l.id AND d.state = 'pending' AND d.priority IN (0, 3) AND d."refusalCheckedAt" IS NOT NULL
        LIMIT $1 FOR UPDATE SKIP LOCKED) d
     WHERE l."stoppedReason" IS NULL
     LIMIT $1
  ), seen AS (
    SELECT back.id, has.it, has.it AND back.repeats = 0 AND answered.yes AS over
      FROM back
      JOIN "AlertMessage" m ON m.id = back."alertMessageId"
     CROSS JOIN LATERAL (
       SELECT EXISTS (SELECT 1 FROM "AudienceContact" oc
                        JOIN "Delivery" o ON o."alertMessageId" = m.id AND o."contactPointId" = oc."contactPointId"
                       WHERE oc."alertId" = m."alertId" AND oc."householdId" = back."householdId"
                         AND o."householdId" = back."householdId" AND o.state = 'sent') AS it OFFSET 0) has
     CROSS JOIN LATERAL (
       SELECT EXISTS (SELECT 1 FROM "AudienceHousehold" ah
                       WHERE ah."alertId" = m."alertId" AND ah."householdId" = back."householdId"
                         AND ah.standing <> 'silent')
           OR EXISTS (SELECT 1 FROM "Reply" r
                       WHERE r."alertId" = m."alertId" AND r."householdId" = back."householdId") AS yes OFFSET 0) answered
  )
  UPDATE "Delivery" d
     SET "refusalCheckedAt" = NULL, "updatedAt" = now(),
         state = CASE WHEN seen.over THEN 'cancelled' ELSE d.state END,
         reason = CASE WHEN seen.over THEN 'reached_elsewhere' ELSE d.reason END,
         "createdAt" = CASE WHEN seen.it THEN now() ELSE d."createdAt" END
    FROM seen WHERE d.id = seen.id`;

const lookedRow = z.object({ id: z.string(), failsOver: z.boolean() });

/** What becomes of urgent deliveries whose account is refused (docs/decisions/0024). Bounded, safe from several processes. */
export function createRefusedAccounts(pool: pg.Pool) {
  return {
    failOverRefused: (limit: number): Promise<{ looked: number; added: number }> =>
      inPoolTransaction(pool, async (client) => {
        const result = await client.query(LOOK_AT_REFUSED, [limit]);
        const rows = z.array(lookedRow).parse(result.rows);
        const added = await failOver(
          createDb(client),
          rows.flatMap(({ id, failsOver }) => (failsOver ? [id] : [])),
        );
        return { looked: rows.length, added };
      }),

    takeBackAccepted: async (limit: number): Promise<number> =>
      (await pool.query(TAKE_BACK, [limit])).rowCount ?? 0,
  };
}
