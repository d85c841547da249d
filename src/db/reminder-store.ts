import { z } from 'zod';
import type { DueReminder, ReminderPlan, ReminderStore } from '../alerts/life-ports.ts';
import type { Db } from './sql.ts';

const planRow = z.object({
  roundsSent: z.number(),
  roundsLeft: z.number(),
  nextAt: z.date(),
}) satisfies z.ZodType<ReminderPlan>;
const nextRow = z.object({ nextAt: z.date() });
const countRow = z.object({ count: z.number() });
const dueRow = z.object({
  alertId: z.string(),
  policeUnitId: z.string(),
  number: z.string(),
  staffId: z.string(),
  everyMs: z.number(),
  round: z.number(),
}) satisfies z.ZodType<DueReminder>;
const textsRow = z.object({ texts: z.unknown() });

/** Rounds of reminders; their time is the database's. */
export function createReminderStore(db: Db): ReminderStore {
  return {
    async lock(alertId) {
      const rows = await db.rows`
        SELECT "roundsSent", "roundsLeft", "nextAt" FROM "ReminderPlan" WHERE "alertId" = ${alertId}::uuid FOR UPDATE`;
      return z.array(planRow).parse(rows)[0] ?? null;
    },

    async put({ alertId, staffId, roundsLeft, everyMs }) {
      const rows = await db.rows`
        INSERT INTO "ReminderPlan" ("alertId", "staffId", "roundsLeft", "everyMs", "nextAt")
        VALUES (${alertId}::uuid, ${staffId}::uuid, ${roundsLeft}::smallint, ${everyMs}::int,
                now() + ${everyMs}::float8 * interval '1 millisecond')
        ON CONFLICT ("alertId") DO UPDATE
           SET "staffId" = EXCLUDED."staffId", "roundsLeft" = EXCLUDED."roundsLeft", "everyMs" = EXCLUDED."everyMs",
               "nextAt" = EXCLUDED."nextAt"
        RETURNING "nextAt"`;
      return z.tuple([nextRow]).parse(rows)[0].nextAt;
    },

    async countSilent(alertId) {
      const rows = await db.rows`
        SELECT count(*)::int AS count FROM "AudienceHousehold" ah
         WHERE ah."alertId" = ${alertId}::uuid AND ah.standing = 'silent'
           AND NOT EXISTS (SELECT 1 FROM "Reply" r
                            WHERE r."alertId" = ah."alertId" AND r."householdId" = ah."householdId")`;
      return z.tuple([countRow]).parse(rows)[0].count;
    },

    async takeDue(limit) {
      const rows = await db.rows`
        SELECT p."alertId", a."policeUnitId", a.number, p."staffId", p."everyMs", p."roundsSent" + 1 AS round
          FROM "ReminderPlan" p JOIN "Alert" a ON a.id = p."alertId"
         WHERE p."roundsLeft" > 0 AND p."nextAt" <= now()
           AND a."closedAt" IS NULL AND a."expiresAt" > now() AND a.state IN ('sending', 'active', 'updated')
           -- One that is held, or whose last message is still being written, is asked about later.
           AND NOT EXISTS (SELECT 1 FROM "AlertMessage" m
                            WHERE m."alertId" = a.id AND m."stoppedAt" IS NULL
                              AND (m."pausedAt" IS NOT NULL OR m."fannedOutAt" IS NULL))
         ORDER BY p."nextAt" LIMIT ${limit}::int
           FOR UPDATE OF a, p SKIP LOCKED`;
      return z.array(dueRow).parse(rows);
    },

    async sent(alertId, everyMs) {
      await db.run`
        UPDATE "ReminderPlan"
           SET "roundsSent" = "roundsSent" + 1, "roundsLeft" = "roundsLeft" - 1,
               "nextAt" = now() + ${everyMs}::float8 * interval '1 millisecond'
         WHERE "alertId" = ${alertId}::uuid`;
    },

    async newestTexts(alertId) {
      const rows = await db.rows`
        SELECT texts FROM "AlertMessage"
         WHERE "alertId" = ${alertId}::uuid AND kind IN ('initial', 'update') AND "stoppedAt" IS NULL
         ORDER BY seq DESC LIMIT 1`;
      return z.array(textsRow).parse(rows)[0]?.texts ?? null;
    },
  };
}
