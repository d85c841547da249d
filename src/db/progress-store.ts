import { z } from 'zod';
import { ALERT_STATES, CATEGORY_CODES } from '../alerts/alert.ts';
import type { ProgressStore } from '../alerts/ports.ts';
import type { Db } from './client.ts';

const progressRow = z.object({
  number: z.string(),
  state: z.enum(ALERT_STATES),
  category: z.enum(CATEGORY_CODES),
  households: z.number(),
  sent: z.number(),
  pending: z.number(),
  unreachable: z.number(),
  unknown: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  read: z.number(),
  safe: z.number(),
  help: z.number(),
  words: z.number(),
});

/**
 * Progress is counted from the rows each time. A household is where its best delivery is: sent before on its way
 * before unknown before failed before cancelled. One without any is unreachable; pending while rows are still written,
 * cancelled where a stop or the end of the alert came before that.
 */
export function createProgressStore(db: Db): ProgressStore {
  return {
    async progress(alertId) {
      const rows = await db.$queryRaw`
        WITH best AS (
          SELECT ah."householdId", ah.standing,
                 min(CASE d.state WHEN 'sent' THEN 1 WHEN 'sending' THEN 2 WHEN 'pending' THEN 2
                                  WHEN 'unknown' THEN 3 WHEN 'unknown_final' THEN 3
                                  WHEN 'rejected' THEN 4 WHEN 'gave_up' THEN 4 WHEN 'cancelled' THEN 5
                                  WHEN 'unreachable' THEN 6 END) AS place
            FROM "AudienceHousehold" ah
            LEFT JOIN "AlertMessage" m ON m."alertId" = ah."alertId" AND m.kind IN ('initial', 'update', 'reminder')
            LEFT JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."householdId" = ah."householdId"
           WHERE ah."alertId" = ${alertId}::uuid
           GROUP BY ah."householdId", ah.standing
        ), first AS (
          SELECT "fannedOutAt" IS NULL AND "stoppedAt" IS NULL AND "sendUntil" > now() AS writing,
                 "fannedOutAt" IS NOT NULL AS written
            FROM "AlertMessage" WHERE "alertId" = ${alertId}::uuid AND seq = 1
        ), counts AS (
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
                 count(*) FILTER (WHERE standing = 'help')::int AS help
            FROM best
        )
        SELECT a.number, a.state, a.category, counts.*,
               (SELECT count(*) FROM "Reply" r WHERE r."alertId" = a.id AND r.content IS NOT NULL)::int AS words
          FROM "Alert" a, counts WHERE a.id = ${alertId}::uuid`;
      const row = z.array(progressRow).parse(rows)[0];
      if (!row) throw new Error('progress of an alert that does not exist');
      return row;
    },
  };
}
