import { z } from 'zod';
import type { AlertState } from '../alerts/alert.ts';
import type { AlertsQuery } from '../contracts/alert-page.ts';
import type { AlertSummary, Reader } from '../contracts/words.ts';
import { alertStateSchema, categorySchema, severitySchema } from './alert-columns.ts';
import { progressOf } from './progress-store.ts';
import { type Db, SqlFragment } from './sql.ts';

const row = z.object({
  id: z.string(),
  number: z.string(),
  category: categorySchema,
  severity: severitySchema,
  state: alertStateSchema,
  headline: z.string(),
  drill: z.boolean(),
  createdAt: z.date(),
  expiresAt: z.date(),
  closedAt: z.date().nullable(),
});
const waitingRow = z.object({ alertId: z.string(), waiting: z.number() });

/** As `row`, of "Alert" a. */
const COLUMNS = new SqlFragment(`
  a.id, a.number, a.category, a.severity::text AS severity, a.drill, a."createdAt", a."expiresAt", a."closedAt",
  CASE WHEN a."closedAt" IS NULL AND a."expiresAt" <= now() AND a.state NOT IN ('draft', 'pending_approval')
       THEN 'expired' ELSE a.state::text END AS state,
  coalesce((SELECT m.texts ->> 'headline' FROM "AlertMessage" m WHERE m."alertId" = a.id AND m.seq = 1), '')
    AS headline`);

const OPEN: readonly AlertState[] = ['sending', 'active', 'updated'];

async function withFigures(db: Db, reader: Reader, found: unknown): Promise<AlertSummary[]> {
  const alerts = z.array(row).parse(found);
  if (alerts.length === 0) return [];
  const progress = await progressOf(
    db,
    alerts.map(({ id }) => id),
  );
  const waiting = await helpWaitingByAlert(db, reader);
  return alerts.flatMap((alert) => {
    const figures = progress.get(alert.id);
    if (!figures) return [];
    const { number: _number, state: _state, category: _category, paused, startsAt, ...counts } = figures;
    return {
      ...alert,
      createdAt: alert.createdAt.toISOString(),
      expiresAt: alert.expiresAt.toISOString(),
      closedAt: alert.closedAt?.toISOString() ?? null,
      paused,
      startsAt: startsAt?.toISOString() ?? null,
      progress: counts,
      helpWaiting: waiting.get(alert.id) ?? 0,
    };
  });
}

/** Calls for help that nobody dealt with. */
async function helpWaitingByAlert(db: Db, reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await db.rows`
    SELECT "alertId", count(*)::int AS waiting FROM "Reply"
     WHERE "policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND "handledAt" IS NULL AND code IN ('HELP', 'STUCK')
     GROUP BY "alertId"`;
  return new Map(
    z
      .array(waitingRow)
      .parse(rows)
      .map(({ alertId, waiting }) => [alertId, waiting]),
  );
}

/** Newest first. */
export async function listAlerts(db: Db, reader: Reader, query: AlertsQuery): Promise<AlertSummary[]> {
  const { cursor, state = null, category = null, drill = null } = query;
  const [at, id] = cursor ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  return withFigures(
    db,
    reader,
    await db.rows`
      SELECT ${COLUMNS} FROM "Alert" a
       WHERE a."policeUnitId" = ANY (${reader.unitIds}::uuid[])
         AND (a."createdAt", a.id) < (${at}::text::timestamptz, ${id}::uuid)
         AND (${category}::text IS NULL OR a.category = ${category})
         AND (${drill}::boolean IS NULL OR a.drill = ${drill})
         AND (${state}::text IS NULL
           OR ${state} = CASE WHEN a."closedAt" IS NULL AND a."expiresAt" <= now()
                                   AND a.state NOT IN ('draft', 'pending_approval')
                              THEN 'expired' ELSE a.state::text END)
       ORDER BY a."createdAt" DESC, a.id DESC LIMIT ${query.limit + 1}::int`,
  );
}

/** Newest first. */
export async function openAlerts(db: Db, reader: Reader, limit: number): Promise<AlertSummary[]> {
  return withFigures(
    db,
    reader,
    await db.rows`
      SELECT ${COLUMNS} FROM "Alert" a
       WHERE a."policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND a."closedAt" IS NULL AND a."expiresAt" > now()
         AND a.state = ANY (${OPEN}::text[]::"AlertState"[])
       ORDER BY a."createdAt" DESC, a.id DESC LIMIT ${limit}::int`,
  );
}

/** Null: it is of no unit of the reader's. */
export async function oneAlert(db: Db, reader: Reader, alertId: string): Promise<AlertSummary | null> {
  const found = await db.rows`
    SELECT ${COLUMNS} FROM "Alert" a
     WHERE a.id = ${alertId}::uuid AND a."policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
  return (await withFigures(db, reader, found))[0] ?? null;
}
