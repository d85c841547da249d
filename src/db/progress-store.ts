import type pg from 'pg';
import { z } from 'zod';
import { ALERT_STATES, CATEGORY_CODES } from '../alerts/alert.ts';
import type { AlertProgress, ProgressStore } from '../alerts/ports.ts';
import type { Db } from './sql.ts';

const placeFields = {
  sent: z.number(),
  pending: z.number(),
  unreachable: z.number(),
  unknown: z.number(),
  failed: z.number(),
  cancelled: z.number(),
};
const progressRow = z.object({
  alertId: z.string(),
  number: z.string(),
  state: z.enum(ALERT_STATES),
  category: z.enum(CATEGORY_CODES),
  drill: z.boolean(),
  households: z.number(),
  ...placeFields,
  read: z.number(),
  safe: z.number(),
  help: z.number(),
  words: z.number(),
  paused: z.boolean(),
  startsAt: z.date().nullable(),
});
const laneProgressRow = z.object({ laneId: z.string(), ...placeFields });

/** Of each of these alerts that exists. */
export async function progressOf(
  db: Db,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, AlertProgress>> {
  const rows = await db.rows`
    WITH cells AS (
      SELECT "alertId", cell, sum(households)::int AS n
        FROM (SELECT "alertId", cell, households FROM "ProgressCount" WHERE "alertId" = ANY (${alertIds}::uuid[])
              UNION ALL
              SELECT "alertId", cell, households FROM "ProgressDelta" WHERE "alertId" = ANY (${alertIds}::uuid[])) counted
       GROUP BY "alertId", cell
    ), counts AS (
      SELECT a.id AS "alertId",
             coalesce(sum(n) FILTER (WHERE cell IN ('silent', 'read', 'safe', 'help')), 0)::int AS households,
             coalesce(sum(n) FILTER (WHERE cell <= 'unreachable'), 0)::int AS placed,
             coalesce(sum(n) FILTER (WHERE cell = 'sent'), 0)::int AS sent,
             coalesce(sum(n) FILTER (WHERE cell = 'pending'), 0)::int AS pending,
             coalesce(sum(n) FILTER (WHERE cell = 'unreachable'), 0)::int AS unreachable,
             coalesce(sum(n) FILTER (WHERE cell = 'unknown'), 0)::int AS unknown,
             coalesce(sum(n) FILTER (WHERE cell = 'failed'), 0)::int AS failed,
             coalesce(sum(n) FILTER (WHERE cell = 'cancelled'), 0)::int AS cancelled,
             coalesce(sum(n) FILTER (WHERE cell = 'read'), 0)::int AS read,
             coalesce(sum(n) FILTER (WHERE cell = 'safe'), 0)::int AS safe,
             coalesce(sum(n) FILTER (WHERE cell = 'help'), 0)::int AS help,
             coalesce(sum(n) FILTER (WHERE cell = 'words'), 0)::int AS words
        FROM unnest(${alertIds}::uuid[]) AS a (id) LEFT JOIN cells ON cells."alertId" = a.id
       GROUP BY a.id
    ), first AS (
      SELECT "alertId", "fannedOutAt" IS NULL AND "stoppedAt" IS NULL AND "sendUntil" > now() AS writing,
             "fannedOutAt" IS NOT NULL AS written
        FROM "AlertMessage" WHERE "alertId" = ANY (${alertIds}::uuid[]) AND seq = 1
    )
    SELECT a.id AS "alertId", a.number, a.state, a.category, a.drill, c.households, c.sent, c.unknown, c.failed,
           c.pending + CASE WHEN first.writing THEN c.households - c.placed ELSE 0 END AS pending,
           c.unreachable + CASE WHEN first.written THEN c.households - c.placed ELSE 0 END AS unreachable,
           c.cancelled + CASE WHEN first.writing OR first.written THEN 0 ELSE c.households - c.placed END AS cancelled,
           c.read, c.safe, c.help, c.words,
           EXISTS (SELECT 1 FROM "AlertMessage" m
                    WHERE m."alertId" = a.id AND m."pausedAt" IS NOT NULL AND a."closedAt" IS NULL) AS paused,
           (SELECT m."sendFrom" FROM "AlertMessage" m
             WHERE m."alertId" = a.id AND m.seq = 1 AND m."sendFrom" > now() AND a."closedAt" IS NULL) AS "startsAt"
      FROM "Alert" a JOIN counts c ON c."alertId" = a.id LEFT JOIN first ON first."alertId" = a.id
     WHERE a.id = ANY (${alertIds}::uuid[])`;
  return new Map(
    z
      .array(progressRow)
      .parse(rows)
      .map(({ alertId, ...progress }) => [alertId, progress]),
  );
}

/**
 * Progress is read from counters that triggers keep in the transaction of each change (docs/decisions/0009): what this
 * transaction sees of the rows it sees of the figures. A household is where its best delivery is: sent before on its
 * way before unknown before failed before cancelled. One without any is unreachable; pending while rows are still
 * written, cancelled where a stop or the end of the alert came before that.
 */
export function createProgressStore(db: Db): ProgressStore {
  return {
    async progress(alertId) {
      const progress = (await progressOf(db, [alertId])).get(alertId);
      if (!progress) throw new Error('progress of an alert that does not exist');
      return progress;
    },

    async lanes(alertId) {
      const rows = await db.rows`
        SELECT "laneId",
               coalesce(sum(deliveries) FILTER (WHERE cell = 'sent'), 0)::int AS sent,
               coalesce(sum(deliveries) FILTER (WHERE cell = 'pending'), 0)::int AS pending,
               coalesce(sum(deliveries) FILTER (WHERE cell = 'unreachable'), 0)::int AS unreachable,
               coalesce(sum(deliveries) FILTER (WHERE cell = 'unknown'), 0)::int AS unknown,
               coalesce(sum(deliveries) FILTER (WHERE cell = 'failed'), 0)::int AS failed,
               coalesce(sum(deliveries) FILTER (WHERE cell = 'cancelled'), 0)::int AS cancelled
          FROM (SELECT "laneId", cell, deliveries FROM "ProgressCount" WHERE "alertId" = ${alertId}::uuid
                UNION ALL
                SELECT "laneId", cell, deliveries FROM "ProgressDelta" WHERE "alertId" = ${alertId}::uuid) counted
         WHERE cell <= 'unreachable'
         GROUP BY "laneId"
        HAVING sum(abs(deliveries)) > 0
         ORDER BY "laneId"`;
      return z.array(laneProgressRow).parse(rows);
    },
  };
}

/** In a fixed order, so that two at once wait for each other instead of standing in each other's way. */
const ADD_UP = `
  WITH taken AS (
    DELETE FROM "ProgressDelta"
     WHERE id = ANY (ARRAY(SELECT id FROM "ProgressDelta" ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING "alertId", "alertMessageId", "laneId", cell, deliveries, households
  ), noted AS (
    INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId")
    SELECT 'alert', a."policeUnitId", a.id, a.id FROM "Alert" a WHERE a.id IN (SELECT "alertId" FROM taken)
  )
  INSERT INTO "ProgressCount" ("alertId", "alertMessageId", "laneId", cell, deliveries, households)
  SELECT "alertId", "alertMessageId", "laneId", cell, sum(deliveries), sum(households)
    FROM taken GROUP BY 1, 2, 3, 4
   ORDER BY 1, 2, 3, 4
  ON CONFLICT ("alertId", "alertMessageId", "laneId", cell)
    DO UPDATE SET deliveries = "ProgressCount".deliveries + EXCLUDED.deliveries,
                  households = "ProgressCount".households + EXCLUDED.households`;

const DELTAS_AT_ONCE = 20_000;

/** Adds up what statements have changed since, so that a reader finds few rows. The figures stay as they are. */
export async function addUpProgress(db: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await db.query(ADD_UP, [DELTAS_AT_ONCE]);
}
