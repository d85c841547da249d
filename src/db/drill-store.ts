import { z } from 'zod';
import type { DrillFigures, DrillMeasure, DrillStore } from '../alerts/life-ports.ts';
import { categorySchema } from './alert-columns.ts';
import { MESSAGE_ON_ITS_WAY } from './message-on-its-way.ts';
import { type Db, SqlFragment } from './sql.ts';

const figures = {
  number: z.string(),
  at: z.date(),
  households: z.number(),
  reached: z.number(),
  answered: z.number(),
  medianAnswerMs: z.number().nullable(),
  slowestAnswerMs: z.number().nullable(),
  deadContacts: z.number(),
};
const figuresRow = z.object(figures) satisfies z.ZodType<DrillFigures>;
const measureRow = z.object({
  ...figures,
  drill: z.boolean(),
  category: categorySchema,
}) satisfies z.ZodType<DrillMeasure>;
const unscoredRow = z.object({ alertId: z.string(), policeUnitId: z.string() });

const SCORE = new SqlFragment(`
  SELECT a.number, s.at, s.households, s.reached, s.answered, s."medianAnswerMs", s."slowestAnswerMs", s."deadContacts"
    FROM "DrillScore" s JOIN "Alert" a ON a.id = s."alertId"`);
const ON_ITS_WAY = new SqlFragment(MESSAGE_ON_ITS_WAY);

/** How drills went. */
export function createDrillStore(db: Db): DrillStore {
  return {
    async measure(alertId, policeUnitId) {
      const rows = await db.rows`
        WITH sends AS (
          SELECT d."householdId", min(d."sentAt") FILTER (WHERE d.state = 'sent') AS at,
                 count(*) FILTER (WHERE d.state = 'unreachable') AS dead
            FROM "AlertMessage" m JOIN "Delivery" d ON d."alertMessageId" = m.id
           WHERE m."alertId" = ${alertId}::uuid AND m.kind NOT IN ('closure', 'correction')
           GROUP BY 1
        ), answers AS (
          SELECT r."householdId", extract(epoch FROM min(r."createdAt") - min(s.at)) * 1000 AS ms
            FROM "Reply" r JOIN sends s ON s."householdId" = r."householdId"
           WHERE r."alertId" = ${alertId}::uuid AND r."createdAt" >= s.at
           GROUP BY 1
        )
        SELECT a.number, a.drill, a.category, coalesce((SELECT min(at) FROM sends), a."createdAt") AS at,
               (SELECT count(*)::int FROM "AudienceHousehold" WHERE "alertId" = a.id) AS households,
               (SELECT count(at)::int FROM sends) AS reached,
               (SELECT count(*)::int FROM answers) AS answered,
               (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int FROM answers) AS "medianAnswerMs",
               (SELECT round(max(ms))::int FROM answers) AS "slowestAnswerMs",
               (SELECT coalesce(sum(dead), 0)::int FROM sends) AS "deadContacts"
          FROM "Alert" a
         WHERE a.id = ${alertId}::uuid AND a."policeUnitId" = ${policeUnitId}::uuid
           AND EXISTS (SELECT 1 FROM "AlertMessage" m WHERE m."alertId" = a.id)`;
      return z.array(measureRow).parse(rows)[0] ?? null;
    },

    async scored(alertId) {
      const rows = await db.rows`${SCORE} WHERE s."alertId" = ${alertId}::uuid`;
      return z.array(figuresRow).parse(rows)[0] ?? null;
    },

    async previous(policeUnitId, category, at) {
      const rows = await db.rows`
        ${SCORE} WHERE s."policeUnitId" = ${policeUnitId}::uuid AND s.category = ${category} AND s.at < ${at}
         ORDER BY s.at DESC LIMIT 1`;
      return z.array(figuresRow).parse(rows)[0] ?? null;
    },

    async keep(alertId, policeUnitId, category, score) {
      await db.run`
        INSERT INTO "DrillScore" ("alertId", "policeUnitId", category, at, households, reached, answered,
                                  "medianAnswerMs", "slowestAnswerMs", "deadContacts")
        VALUES (${alertId}::uuid, ${policeUnitId}::uuid, ${category}, ${score.at}, ${score.households}, ${score.reached},
                ${score.answered}, ${score.medianAnswerMs}, ${score.slowestAnswerMs}, ${score.deadContacts})
        ON CONFLICT ("alertId") DO NOTHING`;
    },

    async unscored(limit) {
      const rows = await db.rows`
        SELECT a.id AS "alertId", a."policeUnitId" FROM "Alert" a
         WHERE a.drill AND a."closedAt" > now() - interval '30 days'
           AND EXISTS (SELECT 1 FROM "AlertMessage" m WHERE m."alertId" = a.id)
           AND NOT EXISTS (SELECT 1 FROM "DrillScore" s WHERE s."alertId" = a.id)
           AND NOT EXISTS (SELECT 1 FROM "AlertMessage" m
                            WHERE m."alertId" = a.id AND m."sendUntil" > now()
                              AND ((m."fannedOutAt" IS NULL AND m."stoppedAt" IS NULL) OR ${ON_ITS_WAY}))
         ORDER BY a."closedAt" LIMIT ${limit}::int`;
      return z.array(unscoredRow).parse(rows);
    },
  };
}
