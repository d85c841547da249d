import { z } from 'zod';
import type { Db } from './sql.ts';

const stampRow = z.object({ stamp: z.string() });

/** Changes with the figures of the alert; costs a few rows. */
export async function stampOf(db: Db, alertId: string): Promise<string> {
  const rows = await db.rows`
    SELECT coalesce(string_agg(cell || ' ' || n, ','  ORDER BY cell), '') AS stamp
      FROM (SELECT cell, sum(households) AS n
              FROM (SELECT cell, households FROM "ProgressCount" WHERE "alertId" = ${alertId}::uuid
                    UNION ALL
                    SELECT cell, households FROM "ProgressDelta" WHERE "alertId" = ${alertId}::uuid) counted
             GROUP BY cell) cells`;
  return z.tuple([stampRow]).parse(rows)[0].stamp;
}
