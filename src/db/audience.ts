import { z } from 'zod';
import type { AudienceCount } from '../alerts/ports.ts';
import { LONGEST_STATEMENT_MS, STATEMENT_TIMEOUT_MS } from './pool.ts';
import { type Db, SqlFragment } from './sql.ts';

/** Of the one statement of ours that may take longer than the pool's limit (src/db/pool.ts). */
const FREEZE_LIMITS = `
  SELECT set_config('statement_timeout', '${LONGEST_STATEMENT_MS}', true), set_config('work_mem', '64MB', true)`;
const USUAL_LIMITS = `
  SELECT set_config('statement_timeout', '${STATEMENT_TIMEOUT_MS}', true), set_config('work_mem', reset_val, true)
    FROM pg_settings WHERE name = 'work_mem'`;

/** Which contact point `c`, of member `m`, of a household is asked first, of those that are in use. */
export const CONTACT_ORDER = `c.preferred DESC, c."lastInboundAt" DESC NULLS LAST, m."joinedAt", c."createdAt", c.id`;

const ORDER = new SqlFragment(CONTACT_ORDER);

const heldGroupRow = z.object({ id: z.string(), hears: z.boolean() });
const countRow = z.object({ count: z.number() });
const yesRow = z.object({ yes: z.boolean() });
const audienceRow = z.object({
  households: z.number(),
  reachable: z.number(),
  languages: z.array(z.enum(['vi', 'en'])),
  secondsToLast: z.number(),
});

/** Writes who hears an alert, each household once, by one statement. Returns how many households. */
export async function freezeAudience(db: Db, alertId: string): Promise<number> {
  // Who is joining one of the groups right now is waited for, and who joins from now on waits for this alert: each
  // household is either in the audience or late, never missed.
  const held = await db.rows`
    SELECT g.id, (g."validTo" IS NULL OR g."validTo" > now()) AND g."policeUnitId" = a."policeUnitId" AS hears
      FROM "NeighbourhoodGroup" g JOIN "Alert" a ON g.id = ANY (a."groupIds")
     WHERE a.id = ${alertId}::uuid ORDER BY g.id FOR NO KEY UPDATE OF g`;
  const groupIds = z
    .array(heldGroupRow)
    .parse(held)
    .flatMap(({ id, hears }) => (hears ? [id] : []));
  // Half a minute for a million households: with memory for the joins, and in the order of the indexes.
  await db.statement(FREEZE_LIMITS);
  const frozen = await db.rows`
    WITH households AS (
      INSERT INTO "AudienceHousehold" ("alertId", "householdId")
      SELECT DISTINCT ${alertId}::uuid, ms."householdId"
        FROM "Membership" ms WHERE ms."groupId" = ANY (${groupIds}::uuid[])
       ORDER BY ms."householdId"
      RETURNING "householdId"
    ), contacts AS (
      -- Who is left out is written too, last and with the reason: it can be told why nobody was asked.
      INSERT INTO "AudienceContact" ("alertId", "householdId", "contactPointId", rank, language, "leftOut")
      SELECT ${alertId}::uuid, m."householdId", c.id,
             row_number() OVER (PARTITION BY m."householdId"
                                    ORDER BY c.state = 'active' DESC, ${ORDER}),
             m.language, nullif(c.state, 'active')
        FROM households h
        JOIN "Member" m ON m."householdId" = h."householdId"
        JOIN "ContactPoint" c ON c."memberId" = m.id
    )
    SELECT count(*)::int AS count FROM households`;
  await db.statement(USUAL_LIMITS);
  return z.tuple([countRow]).parse(frozen)[0].count;
}

/** Whether anybody would. */
export async function hasAudience(
  db: Db,
  policeUnitId: string,
  groupIds: readonly string[],
): Promise<boolean> {
  const rows = await db.rows`
    SELECT EXISTS (
      SELECT 1 FROM "NeighbourhoodGroup" g JOIN "Membership" ms ON ms."groupId" = g.id
       WHERE g.id = ANY (${[...groupIds]}::uuid[]) AND g."policeUnitId" = ${policeUnitId}::uuid
         AND (g."validTo" IS NULL OR g."validTo" > now())) AS yes`;
  return z.tuple([yesRow]).parse(rows)[0].yes;
}

/** Who would hear an alert to these groups. */
export async function countAudience(
  db: Db,
  policeUnitId: string,
  groupIds: readonly string[],
): Promise<AudienceCount> {
  const rows = await db.rows`
    WITH households AS (
      SELECT DISTINCT ms."householdId" AS id
        FROM "Membership" ms
        JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
       WHERE g.id = ANY (${[...groupIds]}::uuid[]) AND g."policeUnitId" = ${policeUnitId}::uuid
         AND (g."validTo" IS NULL OR g."validTo" > now())
    ), first_contacts AS (
      SELECT DISTINCT ON (m."householdId") m."householdId", m.language, c."channelAccountId"
        FROM households h
        JOIN "Member" m ON m."householdId" = h.id
        JOIN "ContactPoint" c ON c."memberId" = m.id AND c.state = 'active'
       ORDER BY m."householdId", ${ORDER}
    ), lanes AS (
      SELECT l.id, a."ratePerSecond", count(*) AS contacts
        FROM first_contacts f
        JOIN "Lane" l ON l."channelAccountId" = f."channelAccountId"
        JOIN "ChannelAccount" a ON a.id = f."channelAccountId"
       GROUP BY l.id, a."ratePerSecond"
    )
    SELECT (SELECT count(*) FROM households)::int AS households,
           (SELECT count(*) FROM first_contacts)::int AS reachable,
           coalesce((SELECT array_agg(DISTINCT language ORDER BY language DESC) FROM first_contacts), '{}')
             AS languages,
           coalesce((SELECT max(ceil(contacts::numeric / "ratePerSecond")) FROM lanes), 0)::int
             AS "secondsToLast"`;
  return (
    z.array(audienceRow).min(1).parse(rows)[0] ?? {
      households: 0,
      reachable: 0,
      languages: [],
      secondsToLast: 0,
    }
  );
}
