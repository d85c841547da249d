import { z } from 'zod';
import { classOfSeverity } from '../deliveries/lane.ts';
import type { MemberLanguage } from '../households/ports.ts';
import { type Db, SqlFragment } from './sql.ts';
import { WAITS_LONG } from './waits-long.ts';

const WAITING = new SqlFragment(WAITS_LONG('d'));

const openRow = z.object({ id: z.string(), severity: z.enum(['info', 'advisory', 'urgent', 'critical']) });
const laneRow = z.object({ laneId: z.string() });

/**
 * Adds a new member's contact point to the audiences of open alerts, and the household where it is new to one. The
 * newest message goes to a household that is new, and to one that nobody could reach so far. The groups of the
 * household must be locked (FOR SHARE at least). Returns the lanes with new rows.
 */
export async function joinOpenAlerts(
  db: Db,
  member: { householdId: string; contactPointId: string; language: MemberLanguage },
): Promise<readonly string[]> {
  const { householdId, contactPointId, language } = member;
  // Locked, so that a follow-up or a stop that is being written is either seen below or goes to this household too.
  const locked = await db.rows`
    SELECT a.id, a.severity::text AS severity
      FROM "Alert" a
     WHERE a."closedAt" IS NULL AND a."expiresAt" > now() AND a.state IN ('sending', 'active', 'updated')
       AND (EXISTS (SELECT 1 FROM "Membership" ms
                      JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
                     WHERE ms."householdId" = ${householdId}::uuid AND g.id = ANY (a."groupIds")
                       AND g."policeUnitId" = a."policeUnitId" AND (g."validTo" IS NULL OR g."validTo" > now()))
         OR EXISTS (SELECT 1 FROM "AudienceHousehold" ah
                     WHERE ah."alertId" = a.id AND ah."householdId" = ${householdId}::uuid))
     ORDER BY a.id
       FOR SHARE OF a`;
  const open = z.array(openRow).parse(locked);
  if (open.length === 0) return [];
  const ids = open.map(({ id }) => id);
  const priorities = open.map(({ severity }) => classOfSeverity(severity));
  const written = await db.rows`
    WITH open AS (
      SELECT * FROM unnest(${ids}::uuid[], ${priorities}::int[]) AS o(id, priority)
    ), households AS (
      INSERT INTO "AudienceHousehold" ("alertId", "householdId", late)
      SELECT id, ${householdId}::uuid, true FROM open
      ON CONFLICT DO NOTHING
    ), contacts AS (
      INSERT INTO "AudienceContact" ("alertId", "householdId", "contactPointId", rank, language)
      SELECT o.id, ${householdId}::uuid, ${contactPointId}::uuid,
             1 + coalesce((SELECT max(ac.rank) FROM "AudienceContact" ac
                            WHERE ac."alertId" = o.id AND ac."householdId" = ${householdId}::uuid), 0),
             ${language}
        FROM open o
      -- A chat that was erased and joins again belongs to where it is now.
      ON CONFLICT ("alertId", "contactPointId")
        DO UPDATE SET "householdId" = EXCLUDED."householdId", rank = EXCLUDED.rank, language = EXCLUDED.language,
                      "leftOut" = NULL
    ), silent AS (
      -- Whoever has it in a silent household, or waits for a refused account, is looked at again: now there is a next
      -- contact point.
      UPDATE "Delivery" d SET "silenceCheckedAt" = NULL, "refusalCheckedAt" = NULL
        FROM "AudienceContact" ac, "AlertMessage" m
       WHERE ac."alertId" = ANY (${ids}::uuid[]) AND ac."householdId" = ${householdId}::uuid
         AND d."contactPointId" = ac."contactPointId" AND m.id = d."alertMessageId" AND m."alertId" = ac."alertId"
         -- What is pending whether it was looked at or not: a look that is under way is not seen here yet.
         AND (d."silenceCheckedAt" IS NOT NULL OR (d.state = 'pending' AND d.priority IN (0, 3)))
    ), deliveries AS (
      INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
      SELECT uuid_v7(), m.id, c.id, ${householdId}::uuid, l.id, o.priority, ${language}
        FROM open o
        JOIN LATERAL (SELECT id, "stoppedAt", "sendUntil", "fannedOutAt" FROM "AlertMessage"
                       WHERE "alertId" = o.id AND kind <> 'closure'
                       ORDER BY seq DESC LIMIT 1) m ON m."stoppedAt" IS NULL AND m."sendUntil" > now()
        JOIN "ContactPoint" c ON c.id = ${contactPointId}::uuid
        JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
       -- Nobody of the household has it, may have it or is about to get it: true of every household that is new.
       WHERE NOT EXISTS (
         SELECT 1 FROM "AudienceContact" ac
           LEFT JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."contactPointId" = ac."contactPointId"
           LEFT JOIN "ContactPoint" oc ON oc.id = ac."contactPointId"
          WHERE ac."alertId" = o.id AND ac."householdId" = ${householdId}::uuid
            AND ((d.state IN ('pending', 'sending', 'sent', 'unknown', 'unknown_final') AND NOT ${WAITING})
              -- While it is still being written, an active one gets it there.
              OR (d.id IS NULL AND m."fannedOutAt" IS NULL AND oc.state = 'active'
                  AND oc.id <> ${contactPointId}::uuid)))
      ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING
      RETURNING "laneId"
    )
    SELECT DISTINCT "laneId" FROM deliveries`;
  return z
    .array(laneRow)
    .parse(written)
    .map(({ laneId }) => laneId);
}
