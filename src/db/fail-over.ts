import { z } from 'zod';
import type { Db } from './sql.ts';
import { WAITS_LONG } from './waits-long.ts';

interface Household {
  alertId: string;
  messageId: string;
  householdId: string;
  /** Whether the alert cannot wait (src/deliveries/route.ts). */
  urgent: string;
}

/**
 * The contact point of a household that gets a message next, one that it has not been written for. Of an alert that cannot
 * wait the ones on accounts that work come first; then each refused account is given it once, so that whichever is
 * accepted first sends it.
 */
export const NEXT_CONTACT = ({ alertId, messageId, householdId, urgent }: Household) => `
  SELECT ac."contactPointId", ac.language, l.id AS "laneId"
    FROM "AudienceContact" ac
    JOIN "ContactPoint" c ON c.id = ac."contactPointId" AND c.state = 'active'
    JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
   WHERE ac."alertId" = ${alertId} AND ac."householdId" = ${householdId}
     AND NOT EXISTS (SELECT 1 FROM "Delivery" has
                      WHERE has."alertMessageId" = ${messageId} AND has."contactPointId" = ac."contactPointId")
     AND (l."stoppedReason" IS NULL OR NOT ${urgent} OR NOT EXISTS (
       SELECT 1 FROM "AudienceContact" wc
         JOIN "Delivery" w ON w."alertMessageId" = ${messageId} AND w."contactPointId" = wc."contactPointId"
        WHERE wc."alertId" = ${alertId} AND wc."householdId" = ${householdId}
          AND w."laneId" = l.id AND w.state IN ('pending', 'sending')))
   ORDER BY l."stoppedReason" IS NOT NULL AND ${urgent}, ac.rank LIMIT 1`;

/**
 * Whoever tries the next contact point of a household holds it, so that of two at once the second sees what the first
 * did: neither relies on a delivery that the other has just given up.
 */
const HOLD_HOUSEHOLDS = `
  SELECT FROM "AudienceHousehold" ah
   WHERE (ah."alertId", ah."householdId") IN (
           SELECT m."alertId", d."householdId"
             FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId" WHERE d.id = ANY ($1::uuid[]))
   ORDER BY ah."alertId", ah."householdId"
     FOR NO KEY UPDATE`;

/**
 * The household's next contact point gets the message when this one cannot be reached, or has to wait for long, unless
 * another of its contact points already has or may have it (and is not silent past its wait), or the alert has been
 * closed. What its quiet hours hold, or held until the person left ($2), is held for the next one too.
 */
const FAIL_OVER = `
  INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language,
                          "notBefore", reason)
  SELECT uuid_v7(), d."alertMessageId", n."contactPointId", d."householdId", n."laneId", d.priority, n.language,
         CASE WHEN held.asleep THEN d."notBefore" END, CASE WHEN held.asleep THEN 'quiet_hours' END
    FROM "Delivery" d
   CROSS JOIN LATERAL (SELECT d.reason = 'quiet_hours' OR d.id = ANY ($2::uuid[]) AS asleep) held
    JOIN "AlertMessage" m ON m.id = d."alertMessageId" AND m."stoppedAt" IS NULL AND m."sendUntil" > now()
    JOIN "Alert" a ON a.id = m."alertId"
    JOIN LATERAL (${NEXT_CONTACT({
      alertId: 'a.id',
      messageId: 'm.id',
      householdId: 'd."householdId"',
      urgent: `(a.severity IN ('critical', 'urgent'))`,
    })}) n ON true
   WHERE d.id = ANY ($1::uuid[])
     AND (d.state IN ('unreachable', 'cancelled') OR ${WAITS_LONG('d')})
     AND m.kind IN ('initial', 'update', 'reminder')
     AND NOT EXISTS (SELECT 1 FROM "AlertMessage" closing
                      WHERE closing."alertId" = m."alertId" AND closing.kind = 'closure')
     AND NOT EXISTS (SELECT 1 FROM "AudienceContact" oc
                       JOIN "Delivery" other ON other."alertMessageId" = m.id AND other."contactPointId" = oc."contactPointId"
                      WHERE oc."alertId" = a.id AND oc."householdId" = d."householdId"
                        AND other."householdId" = d."householdId"
                        AND other.state NOT IN ('unreachable', 'rejected', 'gave_up', 'cancelled')
                        AND NOT ${WAITS_LONG('other')}
                        -- One that has it and stays silent does not keep the next one from it.
                        AND (other."silenceCheckedAt" IS NULL OR EXISTS (
                          SELECT 1 FROM "Reply" r
                           WHERE r."alertId" = m."alertId" AND r."householdId" = d."householdId")))
  ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING`;

/**
 * In a transaction: tries the next contact point of the households of these deliveries, where it is its turn. `asleepIds`:
 * those that quiet hours held until just now, and whose reason is another one since. Returns how many.
 */
export async function failOver(
  db: Pick<Db, 'statement'>,
  deliveryIds: readonly string[],
  asleepIds: readonly string[] = [],
): Promise<number> {
  if (deliveryIds.length === 0) return 0;
  await db.statement(HOLD_HOUSEHOLDS, [deliveryIds]);
  return db.statement(FAIL_OVER, [deliveryIds, asleepIds]);
}

/** Of a delivery that is ended: whether quiet hours held it until then. */
export const endedRow = z.object({ id: z.string(), asleep: z.boolean() });

/** `failOver` for deliveries that have been ended because the person left. */
export function failOverEnded(
  db: Pick<Db, 'statement'>,
  ended: readonly z.infer<typeof endedRow>[],
): Promise<number> {
  return failOver(
    db,
    ended.map(({ id }) => id),
    ended.flatMap(({ id, asleep }) => (asleep ? [id] : [])),
  );
}
