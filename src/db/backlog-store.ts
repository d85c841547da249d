import type pg from 'pg';
import { z } from 'zod';

const pendingRow = z.object({
  severity: z.enum(['info', 'advisory', 'urgent', 'critical']),
  count: z.number(),
  oldestSeconds: z.number(),
});
const unknownRow = z.object({ unknown: z.number() });

/** What waits to be sent, for the metrics. Reads the partial indexes of what is pending and unknown. */
export function createBacklogStore(pool: pg.Pool) {
  return {
    async backlog() {
      const pending = await pool.query(
        `SELECT a.severity::text AS severity, count(*)::int AS count,
                greatest(0, extract(epoch FROM now() - min(d."createdAt")))::float8 AS "oldestSeconds"
           FROM "Delivery" d
           JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           JOIN "Alert" a ON a.id = m."alertId"
          WHERE d.state = 'pending' GROUP BY a.severity`,
      );
      const unknown = await pool.query(
        `SELECT count(*)::int AS unknown FROM "Delivery" WHERE state = 'unknown'`,
      );
      return {
        pending: z.array(pendingRow).parse(pending.rows),
        unknown: z.array(unknownRow).parse(unknown.rows)[0]?.unknown ?? 0,
      };
    },
  };
}
