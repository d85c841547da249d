import { z } from 'zod';
import type { AccountRoutes, ReachCount } from '../alerts/forecast.ts';
import { isLastWord, type MessageBrief } from '../deliveries/route.ts';
import {
  PREFERENCE,
  quietEnds,
  reachOf,
  SENT_AT,
  SORT_IN_MEMORY,
  termColumns,
  USUAL_WORK_MEM,
  WINDOW,
} from './forecast.ts';
import { minuteOfDay, QUIET_REIGNS, quietUntil } from './quiet-groups.ts';
import { type Db, SqlFragment } from './sql.ts';
import { WAITS_LONG } from './waits-long.ts';

type Terms = ReturnType<typeof termColumns>;

const groupsRow = z.object({ groupIds: z.array(z.string()) });

/** By household `householdId` of the alert's groups; none for a critical alert. */
const QUIET = new SqlFragment(`
  SELECT ms."householdId", max(${quietUntil(SENT_AT)}) AS until
    FROM asked
    JOIN "Alert" a ON a.id = asked."alertId" AND a.severity <> 'critical'
    JOIN "NeighbourhoodGroup" g ON g.id = ANY (a."groupIds")
   CROSS JOIN ${minuteOfDay(SENT_AT)}
    JOIN "Membership" ms ON ms."groupId" = g.id
   WHERE ${QUIET_REIGNS}
   GROUP BY 1`);
const AT = new SqlFragment(SENT_AT);
const LANGUAGES = new SqlFragment(`
  coalesce(bool_or(language = 'vi'), false) AS vi, coalesce(bool_or(language = 'en'), false) AS en`);
const HAS_IT = new SqlFragment(
  `d.state IN ('pending', 'sending', 'sent', 'unknown', 'unknown_final') AND NOT ${WAITS_LONG('d')}`,
);
/** Until when an earlier message waits there, rounded up to a minute: whatever follows it waits behind it. */
const BEHIND = new SqlFragment(`
  max(date_trunc('minute', d."notBefore") + interval '1 minute')
    FILTER (WHERE d.state = 'pending' AND d."notBefore" > now() + interval '5 minutes' AND m."stoppedAt" IS NULL)`);
const MAY_HAVE_IT = new SqlFragment(
  `(d.state IN ('sending', 'sent', 'unknown', 'unknown_final') OR (d.state = 'pending' AND d.repeats > 0))`,
);

/**
 * Whom an update, correction or closure would get to now, and through which contact points: those that its deliveries
 * would be written for (./expand.ts), and those that would be tried after them.
 */
export async function countFollowUp(
  db: Db,
  alertId: string,
  accounts: readonly AccountRoutes[],
  brief: MessageBrief,
  at: Date,
): Promise<ReachCount> {
  const groupIds = await groupsOf(db, alertId);
  const terms = termColumns(accounts, brief, [at, ...(await quietEnds(db, groupIds, brief, at))]);
  await db.statement(SORT_IN_MEMORY);
  const lastWord = isLastWord(brief.kind);
  const rows = await (lastWord ? toReached(db, alertId, terms, at) : toAll(db, alertId, terms, at));
  await db.statement(USUAL_WORK_MEM);
  return reachOf(db, rows, brief, lastWord ? alertId : null);
}

async function groupsOf(db: Db, alertId: string): Promise<readonly string[]> {
  const rows = await db.rows`SELECT "groupIds" FROM "Alert" WHERE id = ${alertId}::uuid`;
  return z.array(groupsRow).parse(rows)[0]?.groupIds ?? [];
}

/** Each household once: at the contact point that has the alert, then at the others by rank. */
function toAll(db: Db, alertId: string, terms: Terms, at: Date): Promise<unknown[]> {
  return db.rows`
    WITH asked AS (
      SELECT ${alertId}::uuid AS "alertId"
    ), moment AS (
      SELECT ${at}::timestamptz AS at
    ), terms AS (
      SELECT * FROM unnest(${terms.accountIds}::uuid[], ${terms.at}::timestamptz[], ${terms.freeFrom}::timestamptz[],
                           ${terms.paidFrom}::timestamptz[], ${terms.free}::int[], ${terms.paid}::int[],
                           ${terms.closed}::int[])
        AS t("channelAccountId", at, "freeFrom", "paidFrom", free, paid, closed)
    ), quiet AS (${QUIET}
    ), has AS (
      SELECT d."contactPointId", bool_or(${HAS_IT}) AS it, ${BEHIND} AS behind
        FROM asked
        JOIN "AlertMessage" m ON m."alertId" = asked."alertId"
        JOIN "Delivery" d ON d."alertMessageId" = m.id
       GROUP BY 1
    ), contacts AS (
      SELECT ac."householdId", ac.rank, ac.language, c."channelAccountId", w."window", has.behind,
             -- What waits behind an earlier message ends the search, unless the next one is tried meanwhile.
             CASE WHEN has.behind IS NULL OR ${PREFERENCE} = 2 THEN ${PREFERENCE} ELSE 0 END AS preference,
             ac.rank = min(ac.rank) FILTER (WHERE has.it) OVER (PARTITION BY ac."householdId") AS first
        FROM asked
        JOIN "AudienceContact" ac ON ac."alertId" = asked."alertId"
        JOIN "ContactPoint" c ON c.id = ac."contactPointId" AND c.state = 'active'
        LEFT JOIN quiet ON quiet."householdId" = ac."householdId"
        JOIN terms t ON t."channelAccountId" = c."channelAccountId" AND t.at = coalesce(quiet.until, ${AT})
        LEFT JOIN has ON has."contactPointId" = c.id
       CROSS JOIN LATERAL ${WINDOW} w
    ), chosen AS (
      SELECT DISTINCT ON ("householdId") * FROM contacts
       ORDER BY "householdId", preference, first IS TRUE DESC, rank
    )
    SELECT chosen."channelAccountId", chosen."window", quiet.until AS "quietUntil", chosen.behind AS "behindUntil",
           count(*)::int AS households, count(*)::int AS messages, ${LANGUAGES}
      FROM asked
      JOIN "AudienceHousehold" ah ON ah."alertId" = asked."alertId"
      LEFT JOIN chosen ON chosen."householdId" = ah."householdId"
      LEFT JOIN quiet ON quiet."householdId" = ah."householdId"
     GROUP BY 1, 2, 3, 4`;
}

/** Each contact point that got an earlier message or may have got it; a household counts at the best of its own. */
function toReached(db: Db, alertId: string, terms: Terms, at: Date): Promise<unknown[]> {
  return db.rows`
    WITH asked AS (
      SELECT ${alertId}::uuid AS "alertId"
    ), moment AS (
      SELECT ${at}::timestamptz AS at
    ), terms AS (
      SELECT * FROM unnest(${terms.accountIds}::uuid[], ${terms.at}::timestamptz[], ${terms.freeFrom}::timestamptz[],
                           ${terms.paidFrom}::timestamptz[], ${terms.free}::int[], ${terms.paid}::int[],
                           ${terms.closed}::int[])
        AS t("channelAccountId", at, "freeFrom", "paidFrom", free, paid, closed)
    ), quiet AS (${QUIET}
    ), reached AS (
      SELECT DISTINCT ac."householdId", ac."contactPointId", ac.rank, ac.language
        FROM asked
        JOIN "AlertMessage" m ON m."alertId" = asked."alertId"
        JOIN "Delivery" d ON d."alertMessageId" = m.id AND ${MAY_HAVE_IT}
        JOIN "AudienceContact" ac ON ac."alertId" = asked."alertId" AND ac."contactPointId" = d."contactPointId"
    ), contacts AS (
      SELECT r."householdId", r.language, t."channelAccountId", w."window",
             row_number() OVER (PARTITION BY r."householdId"
                                    ORDER BY t."channelAccountId" IS NULL, ${PREFERENCE}, r.rank) AS place
        FROM reached r
        JOIN "ContactPoint" c ON c.id = r."contactPointId"
        LEFT JOIN quiet ON quiet."householdId" = r."householdId"
        LEFT JOIN terms t ON t."channelAccountId" = c."channelAccountId" AND c.state = 'active'
                         AND t.at = coalesce(quiet.until, ${AT})
       CROSS JOIN LATERAL ${WINDOW} w
    )
    SELECT contacts."channelAccountId", contacts."window", quiet.until AS "quietUntil",
           NULL::timestamptz AS "behindUntil", count(*) FILTER (WHERE place = 1)::int AS households,
           count(*)::int AS messages, ${LANGUAGES}
      FROM contacts
      LEFT JOIN quiet ON quiet."householdId" = contacts."householdId"
     GROUP BY 1, 2, 3`;
}
