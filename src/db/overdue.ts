import type pg from 'pg';
import { z } from 'zod';
import { pendingByKey } from './by-key.ts';
import { endedRow, failOverEnded } from './fail-over.ts';
import { inPoolTransaction } from './pool.ts';
import { createDb } from './sql.ts';
import { waitingMessages } from './waiting-messages.ts';

/** What waits, lane by lane. */
const WAITING = `
  (SELECT l.id AS "laneId", one.*
     FROM "Lane" l
    CROSS JOIN LATERAL (WITH RECURSIVE ${waitingMessages('l.id')} SELECT * FROM waiting) one) w`;

/** The rows of such a message. `condition` is about d, a row that waits. */
const rowsOf = (condition: string) => `
  CROSS JOIN LATERAL (
    SELECT d.id, d.reason FROM "Delivery" d
     WHERE d."laneId" = w."laneId" AND d.priority = w.priority AND d."alertMessageId" = w."alertMessageId"
       AND d.state = 'pending' AND ${condition}
     LIMIT $1 FOR UPDATE SKIP LOCKED) row`;

/** $1 limit. Each yields ids, the reason that a row had and the one that it gets. */
const OVERDUE = [
  `SELECT row.id, row.reason AS before,
          CASE WHEN m."stoppedAt" IS NOT NULL THEN 'alert_stopped' ELSE 'alert_expired' END AS reason
     FROM ${WAITING}
     JOIN "AlertMessage" m ON m.id = w."alertMessageId" AND (m."stoppedAt" IS NOT NULL OR m."sendUntil" <= now())
     ${rowsOf('true')}
    LIMIT $1`,
  // Somebody who blocked us or opted out before their turn came. Those who did so long ago have nothing waiting since.
  `SELECT row.id, row.reason AS before, 'contact_' || c.state AS reason
     FROM "ContactPoint" c
    CROSS JOIN LATERAL (
      SELECT d.id, d.reason FROM "Delivery" d WHERE d."contactPointId" = c.id AND ${pendingByKey('d')}
       LIMIT $1 FOR UPDATE SKIP LOCKED) row
    WHERE c."inactiveSince" > now() - interval '7 days' AND c.state <> 'active'
    LIMIT $1`,
  `SELECT row.id, row.reason AS before, 'nothing_to_correct' AS reason
     FROM ${WAITING}
     JOIN "AlertMessage" m ON m.id = w."alertMessageId" AND m.kind IN ('closure', 'correction')
     ${rowsOf(`NOT EXISTS (
       SELECT 1 FROM "Delivery" r JOIN "AlertMessage" rm ON rm.id = r."alertMessageId"
        WHERE r."contactPointId" = d."contactPointId" AND rm."alertId" = m."alertId" AND rm.seq < m.seq
          AND (r.state IN ('sending', 'sent', 'unknown', 'unknown_final')
            OR (r.state = 'pending' AND r.repeats > 0)))`)}
    LIMIT $1`,
];

/**
 * What was sent once already and was to be repeated may have arrived: it is not cancelled but counts as "may have got
 * it", so that a correction goes there too.
 */
const cancelled = (due: string) => `
  UPDATE "Delivery" d
     SET state = CASE WHEN d.repeats > 0 THEN 'unknown_final' ELSE 'cancelled' END::"DeliveryState",
         "sentAt" = CASE WHEN d.repeats > 0 THEN coalesce(d."sentAt", now()) ELSE d."sentAt" END,
         reason = due.reason, "updatedAt" = now()
    FROM (${due}) due
   WHERE d.id = due.id AND ${pendingByKey('d')}
  RETURNING d.id, due.reason, due.before IS NOT DISTINCT FROM 'quiet_hours' AS asleep`;

const cancelledRow = endedRow.extend({ reason: z.string() });

/**
 * Ends deliveries that must not leave any more; where a contact is the reason, the household's next one is asked. Of each
 * reason at most so many. Returns how many ended.
 */
export async function cancelOverdue(pool: pg.Pool, limit: number): Promise<number> {
  return inPoolTransaction(pool, async (client) => {
    const ended: z.infer<typeof cancelledRow>[] = [];
    for (const due of OVERDUE) {
      const { rows } = await client.query(cancelled(due), [limit]);
      ended.push(...z.array(cancelledRow).parse(rows));
    }
    const left = ended.filter(({ reason }) => reason.startsWith('contact_'));
    await failOverEnded(createDb(client), left);
    return ended.length;
  });
}
