import { z } from 'zod';
import { type AccountRoutes, preferenceOf, type ReachCount } from '../alerts/forecast.ts';
import { classOfSeverity } from '../deliveries/lane.ts';
import { type MessageBrief, WINDOWS, windowEdges } from '../deliveries/route.ts';
import { CONTACT_ORDER } from './audience.ts';
import { LAST_INBOUND } from './contact-window.ts';
import { minuteOfDay, QUIET_REIGNS, quietUntil } from './quiet-groups.ts';
import { type Db, SqlFragment } from './sql.ts';

const chosenRow = z.object({
  channelAccountId: z.string().nullable(),
  window: z.enum(WINDOWS).nullable(),
  quietUntil: z.date().nullable(),
  behindUntil: z.date().nullable(),
  households: z.number(),
  messages: z.number(),
  vi: z.boolean(),
  en: z.boolean(),
});
const laneRow = z.object({ channelAccountId: z.string(), restSeconds: z.number(), ahead: z.number() });

const quietRow = z.object({ until: z.date() });

const ORDER = new SqlFragment(CONTACT_ORDER);
/** When the message is sent, in statements that begin with a `moment` of that time. */
export const SENT_AT = '(SELECT at FROM moment)';
const MINUTE = new SqlFragment(minuteOfDay(SENT_AT));
const QUIET = new SqlFragment(QUIET_REIGNS);
const UNTIL = new SqlFragment(quietUntil(SENT_AT));
const AT = new SqlFragment(SENT_AT);

/** The window of contact point `c` on its account's terms `t`, at the time of these. */
export const WINDOW = new SqlFragment(`(
         SELECT CASE WHEN t."freeFrom" IS NULL OR ${LAST_INBOUND} >= t."freeFrom" THEN 'free'
                     WHEN ${LAST_INBOUND} >= t."paidFrom" THEN 'paid'
                     ELSE 'closed' END AS "window")`);
/** Of the contact points of a household, which comes before which: by window `w` (src/alerts/forecast.ts). */
export const PREFERENCE = new SqlFragment(
  `CASE w."window" WHEN 'free' THEN t.free WHEN 'paid' THEN t.paid ELSE t.closed END`,
);

/** A province's audience is sorted without a file. */
export const SORT_IN_MEMORY = `SELECT set_config('work_mem', '64MB', true)`;
export const USUAL_WORK_MEM = `SELECT set_config('work_mem', reset_val, true) FROM pg_settings WHERE name = 'work_mem'`;

/**
 * Who would hear an alert to these groups, and through which contact point: by the windows and routes that were worked
 * out for each account, in one statement whatever the size of the audience.
 */
export async function countReach(
  db: Db,
  audience: { policeUnitId: string; groupIds: readonly string[] },
  accounts: readonly AccountRoutes[],
  brief: MessageBrief,
  at: Date,
): Promise<ReachCount> {
  const terms = termColumns(accounts, brief, [at, ...(await quietEnds(db, audience.groupIds, brief, at))]);
  await db.statement(SORT_IN_MEMORY);
  const rows = await db.rows`
    WITH moment AS (
      SELECT ${at}::timestamptz AS at
    ), terms AS (
      SELECT * FROM unnest(${terms.accountIds}::uuid[], ${terms.at}::timestamptz[], ${terms.freeFrom}::timestamptz[],
                           ${terms.paidFrom}::timestamptz[], ${terms.free}::int[], ${terms.paid}::int[],
                           ${terms.closed}::int[])
        AS t("channelAccountId", at, "freeFrom", "paidFrom", free, paid, closed)
    ), groups AS (
      SELECT g.id, CASE WHEN ${brief.severity !== 'critical'} AND ${QUIET} THEN ${UNTIL} END AS "quietUntil"
        FROM "NeighbourhoodGroup" g
       CROSS JOIN ${MINUTE}
       WHERE g.id = ANY (${[...audience.groupIds]}::uuid[]) AND g."policeUnitId" = ${audience.policeUnitId}::uuid
         AND (g."validTo" IS NULL OR g."validTo" > now())
    ), households AS (
      -- Who hears it through several groups is let sleep until the last of them wakes, and is written to then.
      SELECT ms."householdId" AS id, max(g."quietUntil") AS "quietUntil"
        FROM "Membership" ms
        JOIN groups g ON g.id = ms."groupId"
       GROUP BY 1
    ), chosen AS (
      SELECT DISTINCT ON (m."householdId")
             m."householdId", m.language, c."channelAccountId", w."window"
        FROM households h
        JOIN "Member" m ON m."householdId" = h.id
        JOIN "ContactPoint" c ON c."memberId" = m.id AND c.state = 'active'
        JOIN terms t ON t."channelAccountId" = c."channelAccountId" AND t.at = coalesce(h."quietUntil", ${AT})
       CROSS JOIN LATERAL ${WINDOW} w
       ORDER BY m."householdId", ${PREFERENCE}, ${ORDER}
    )
    SELECT chosen."channelAccountId", chosen."window", h."quietUntil", NULL::timestamptz AS "behindUntil",
           count(*)::int AS households, count(*)::int AS messages,
           coalesce(bool_or(chosen.language = 'vi'), false) AS vi,
           coalesce(bool_or(chosen.language = 'en'), false) AS en
      FROM households h LEFT JOIN chosen ON chosen."householdId" = h.id
     GROUP BY chosen."channelAccountId", chosen."window", h."quietUntil"`;
  await db.statement(USUAL_WORK_MEM);
  return reachOf(db, rows, brief, null);
}

/** When the quiet hours of these groups that reign at the time of sending end; none for a critical alert. */
export async function quietEnds(
  db: Db,
  groupIds: readonly string[],
  brief: MessageBrief,
  at: Date,
): Promise<Date[]> {
  if (brief.severity === 'critical') return [];
  const rows = await db.rows`
    WITH moment AS (
      SELECT ${at}::timestamptz AS at
    )
    SELECT DISTINCT ${UNTIL} AS until
      FROM "NeighbourhoodGroup" g CROSS JOIN ${MINUTE}
     WHERE g.id = ANY (${[...groupIds]}::uuid[]) AND ${QUIET}`;
  return z
    .array(quietRow)
    .parse(rows)
    .map(({ until }) => until);
}

/** What is worked out for each account and each of these times, column by column: for a statement's `terms`. */
export function termColumns(accounts: readonly AccountRoutes[], brief: MessageBrief, times: readonly Date[]) {
  const cases = times.flatMap((at) =>
    accounts.map((account) => ({ account, at, edges: windowEdges(account.terms.rules, at) })),
  );
  const preferences = (window: (typeof WINDOWS)[number]) =>
    cases.map(({ account, at }) => preferenceOf(account, window, brief, at));
  return {
    accountIds: cases.map(({ account }) => account.terms.channelAccountId),
    at: cases.map(({ at }) => at.toISOString()),
    freeFrom: cases.map(({ edges }) => edges?.freeFrom.toISOString() ?? null),
    paidFrom: cases.map(({ edges }) => edges?.paidFrom.toISOString() ?? null),
    free: preferences('free'),
    paid: preferences('paid'),
    closed: preferences('closed'),
  };
}

/**
 * The rows of such a statement, with what is on the lanes before it: all that waits and is as urgent, but for alert
 * `stopped`, of which nothing else is sent any more.
 */
export async function reachOf(
  db: Db,
  rows: readonly unknown[],
  brief: MessageBrief,
  stopped: string | null,
): Promise<ReachCount> {
  const counts = z.array(chosenRow).parse(rows);
  const lanes = await db.rows`
    SELECT l."channelAccountId",
           greatest(0, coalesce(extract(epoch FROM l."pausedUntil" - now()), 0))::float8 AS "restSeconds",
           (SELECT count(*) FROM "Delivery" d
              JOIN "AlertMessage" m ON m.id = d."alertMessageId" AND m."stoppedAt" IS NULL AND m."pausedAt" IS NULL
                                   AND m."sendUntil" > now() AND (m."sendFrom" IS NULL OR m."sendFrom" <= now())
                                   AND m."alertId" IS DISTINCT FROM ${stopped}::uuid
             WHERE d."laneId" = l.id AND d.state = 'pending' AND d.priority <= ${classOfSeverity(brief.severity)}::int
               AND (d."notBefore" IS NULL OR d."notBefore" <= now()))::int AS ahead
      FROM "Lane" l
     WHERE l."channelAccountId" = ANY (${counts.flatMap((row) => row.channelAccountId ?? [])}::uuid[])`;
  return {
    households: counts.reduce((sum, row) => sum + row.households, 0),
    withoutContact: counts
      .filter((row) => row.channelAccountId === null)
      .reduce((sum, row) => sum + row.households, 0),
    languages: (['vi', 'en'] as const).filter((language) => counts.some((row) => row[language])),
    chosen: counts.flatMap(({ channelAccountId, window, ...one }) =>
      channelAccountId === null || window === null ? [] : [{ channelAccountId, window, ...one }],
    ),
    lanes: z.array(laneRow).parse(lanes),
  };
}
