import { z } from 'zod';
import type { Curves } from '../contracts/alert-page.ts';
import { stampOf } from './alert-stamp.ts';
import { createKeptReads } from './kept-reads.ts';
import { progressOf } from './progress-store.ts';
import type { ReadDeps } from './read-deps.ts';
import { SqlFragment } from './sql.ts';

/** Steps of a curve at most; no step where nothing happened. */
const POINTS = 200;
/** Curves kept at once, of some 20 kB each. */
const CURVES_KEPT = 200;

const startRow = z.object({ from: z.date() });
const pointRow = z.object({ at: z.date(), households: z.number() });

/** Of `firsts(at)`: the last moment of each step, and how many there were by then. */
const RUNNING_TOTALS = new SqlFragment(`
  , span AS (SELECT min(at) AS first, max(at) AS last FROM firsts)
  SELECT at, households FROM (
    SELECT max(f.at) AS at, sum(count(*)) OVER (ORDER BY step)::int AS households
      FROM (SELECT firsts.at,
                   CASE WHEN last = first THEN 0
                        ELSE floor(extract(epoch FROM firsts.at - first) / extract(epoch FROM last - first)
                                   * ${POINTS - 1}) END AS step
              FROM firsts, span) f
     GROUP BY step) points
   ORDER BY at`);

interface Points {
  from: string;
  households: number;
  reached: Curves['reached'];
  answered: Curves['answered'];
}

/** Of one alert: how many households had got it, and had answered, by when. */
export function createCurveReads(deps: ReadDeps) {
  const { db } = deps;

  async function read(alertId: string): Promise<Points> {
    const start = z.tuple([startRow]).parse(
      await db.rows`
        SELECT coalesce(m."sendFrom", m."createdAt", a."createdAt") AS "from"
          FROM "Alert" a LEFT JOIN "AlertMessage" m ON m."alertId" = a.id AND m.seq = 1
         WHERE a.id = ${alertId}::uuid`,
    )[0];
    const reached = await db.rows`
      WITH firsts AS MATERIALIZED (
        SELECT min(d."sentAt") AS at
          FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
         WHERE m."alertId" = ${alertId}::uuid AND m.kind NOT IN ('closure', 'correction') AND d.state = 'sent'
         GROUP BY d."householdId"
      ) ${RUNNING_TOTALS}`;
    const answered = await db.rows`
      WITH firsts AS MATERIALIZED (
        SELECT min(r."createdAt") AS at FROM "Reply" r
         WHERE r."alertId" = ${alertId}::uuid AND r.code IS NOT NULL GROUP BY r."householdId"
      ) ${RUNNING_TOTALS}`;
    const points = (rows: unknown) =>
      z
        .array(pointRow)
        .parse(rows)
        .map(({ at, households }) => ({ at: at.toISOString(), households }));
    return {
      from: start.from.toISOString(),
      households: (await progressOf(db, [alertId])).get(alertId)?.households ?? 0,
      reached: points(reached),
      answered: points(answered),
    };
  }

  const kept = createKeptReads({
    read,
    weigh: () => 1,
    heaviest: CURVES_KEPT,
    now: deps.now,
    monotonicMs: deps.monotonicMs,
  });

  return async function curves(alertId: string): Promise<Curves> {
    const { value, asOf } = await kept(alertId, await stampOf(db, alertId));
    return { asOf: asOf.toISOString(), ...value };
  };
}
