import type pg from 'pg';
import { z } from 'zod';
import type { SweepStore } from '../deliveries/ports.ts';
import { NEXT_CONTACT } from './fail-over.ts';
import { MESSAGE_ON_ITS_WAY } from './message-on-its-way.ts';
import { cancelOverdue } from './overdue.ts';
import { createRefusedAccounts } from './refused-accounts.ts';
import { waitingMessages } from './waiting-messages.ts';
import { WAITS_LONG } from './waits-long.ts';

const idRow = z.object({ id: z.string() });

/**
 * Each urgent or critical delivery of a newest message is looked at once, when its wait is over: one that is checked is
 * never looked at again, so that a round costs what has become due. $1 categories, $2 their waits, $3 limit.
 */
const FAIL_OVER_SILENT = `
  WITH newest AS (
    SELECT a.id AS "alertId", m.id AS "messageId", w.ms * interval '1 millisecond' AS wait
      FROM "Alert" a
      JOIN unnest($1::text[], $2::float8[]) AS w(category, ms) ON w.category = a.category
      JOIN LATERAL (SELECT * FROM "AlertMessage" WHERE "alertId" = a.id ORDER BY seq DESC LIMIT 1) m
        ON m.kind IN ('initial', 'update', 'reminder') AND m."stoppedAt" IS NULL AND m."sendUntil" > now()
       AND m."pausedAt" IS NULL
     WHERE a."closedAt" IS NULL AND a."expiresAt" > now()
  ), due AS (
    SELECT d.id, d."householdId", d.priority, n.*
      FROM newest n
      JOIN "Delivery" d ON d."alertMessageId" = n."messageId"
     WHERE d.state IN ('sent', 'unknown_final') AND d."silenceCheckedAt" IS NULL AND d.priority IN (0, 3)
       AND d."sentAt" <= now() - n.wait
     LIMIT $3
       FOR UPDATE OF d SKIP LOCKED
  ), checked AS (
    UPDATE "Delivery" d SET "silenceCheckedAt" = now() FROM due WHERE d.id = due.id
  )
  INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
  SELECT uuid_v7(), due."messageId", next."contactPointId", due."householdId", next."laneId", due.priority, next.language
    FROM due
    JOIN "AudienceHousehold" ah ON ah."alertId" = due."alertId" AND ah."householdId" = due."householdId"
                               AND ah.standing = 'silent'
    JOIN LATERAL (${NEXT_CONTACT({
      alertId: 'due."alertId"',
      messageId: 'due."messageId"',
      householdId: 'due."householdId"',
      urgent: 'true',
    })}) next ON true
   -- Words, a photo or a place leave the standing as it is, but are an answer.
   WHERE NOT EXISTS (SELECT 1 FROM "Reply" r
                      WHERE r."alertId" = due."alertId" AND r."householdId" = due."householdId")
     -- Another contact point is being tried: its own wait decides.
     AND NOT EXISTS (
       SELECT 1 FROM "AudienceContact" oc
         JOIN "Delivery" o ON o."alertMessageId" = due."messageId" AND o."contactPointId" = oc."contactPointId"
        WHERE oc."alertId" = due."alertId" AND oc."householdId" = due."householdId" AND o.id <> due.id
          AND ((o.state IN ('pending', 'sending') AND NOT ${WAITS_LONG('o')}) OR o.state = 'unknown'
            OR (o.state IN ('sent', 'unknown_final') AND o."sentAt" > now() - due.wait)))
  ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING`;

/**
 * Whether lane l has a delivery that may be claimed now. A long backlog that is paused, scheduled or over costs one look,
 * and wakes nobody.
 */
const HAS_DELIVERIES = `EXISTS (
  WITH RECURSIVE ${waitingMessages('l.id')}
  SELECT 1 FROM waiting w
    JOIN "AlertMessage" m ON m.id = w."alertMessageId" AND m."stoppedAt" IS NULL AND m."pausedAt" IS NULL
                         AND m."sendUntil" > now() AND (m."sendFrom" IS NULL OR m."sendFrom" <= now())
   WHERE EXISTS (SELECT 1 FROM "Delivery" d
                  WHERE d."laneId" = l.id AND d.state = 'pending' AND d.priority = w.priority
                    AND d."alertMessageId" = w."alertMessageId"
                    AND (d."notBefore" IS NULL OR d."notBefore" <= now())))`;

/** What time does to rows. Each statement is bounded and safe to run from several processes at once. */
export function createSweepStore(pool: pg.Pool): SweepStore {
  const affected = async (text: string, values: unknown[] = []) =>
    (await pool.query(text, values)).rowCount ?? 0;
  const ids = async (text: string, values: unknown[] = []) =>
    (await pool.query(text, values)).rows.map((row) => idRow.parse(row).id);

  return {
    expireAlerts: () =>
      affected(
        `UPDATE "Alert" SET state = 'expired', "closedAt" = now() WHERE "closedAt" IS NULL AND "expiresAt" <= now()`,
      ),

    cancelOverdue: (limit) => cancelOverdue(pool, limit),

    async settleUnknown(limit) {
      const settle = (table: 'Delivery' | 'Answer') =>
        affected(
          // A silent household is tried further also when nobody can say whether the first one has it.
          `UPDATE "${table}" SET state = 'unknown_final',
                  ${table === 'Answer' ? "payload = ''" : '"sentAt" = coalesce("sentAt", now())'}
            WHERE id IN (SELECT id FROM "${table}" WHERE state = 'unknown' AND "notBefore" <= now()
                          LIMIT $1 FOR UPDATE SKIP LOCKED)`,
          [limit],
        );
      return (await settle('Delivery')) + (await settle('Answer'));
    },

    failOverSilent: (waits, limit) =>
      affected(FAIL_OVER_SILENT, [
        waits.map(({ category }) => category),
        waits.map(({ silenceMs }) => silenceMs),
        limit,
      ]),

    ...createRefusedAccounts(pool),

    activateSent: () =>
      affected(
        `UPDATE "Alert" a SET state = 'active'
          WHERE a.state = 'sending' AND a."closedAt" IS NULL
            AND EXISTS (SELECT 1 FROM "AlertMessage" m
                         WHERE m."alertId" = a.id AND m.seq = 1 AND m."fannedOutAt" IS NOT NULL
                           AND NOT ${MESSAGE_ON_ITS_WAY})`,
      ),

    forgetErased: (limit) =>
      affected(
        `UPDATE "ContactPoint" SET "externalId" = 'erased:' || id
          WHERE id IN (
            SELECT c.id FROM "ContactPoint" c
             WHERE c.state = 'stopped' AND c."memberId" IS NULL AND c."staffId" IS NULL
               AND c."externalId" NOT LIKE 'erased:%' AND c."lastInboundAt" < now() - interval '1 hour'
               AND NOT EXISTS (SELECT 1 FROM "Answer" a
                                WHERE a."contactPointId" = c.id AND a.state IN ('pending', 'sending', 'unknown'))
             LIMIT $1 FOR UPDATE OF c SKIP LOCKED)`,
        [limit],
      ),

    lanesWithWork: () =>
      ids(
        `SELECT l.id FROM "Lane" l
          WHERE (l."leaseUntil" IS NULL OR l."leaseUntil" < now())
            AND (l."pausedUntil" IS NULL OR l."pausedUntil" <= now())
            AND (${HAS_DELIVERIES}
              OR EXISTS (SELECT 1 FROM "Answer" a
                          WHERE a."laneId" = l.id AND a.state = 'pending'
                            AND (a."notBefore" IS NULL OR a."notBefore" <= now()))
              -- A driver that vanished left rows behind: a new one must settle them.
              OR (l.owner IS NOT NULL AND (
                    EXISTS (SELECT 1 FROM "Delivery" d WHERE d."laneId" = l.id AND d.state = 'sending')
                 OR EXISTS (SELECT 1 FROM "Answer" a WHERE a."laneId" = l.id AND a.state = 'sending'))))`,
      ),

    unfinishedFanOuts: () =>
      ids(
        `SELECT id FROM "AlertMessage"
          WHERE "fannedOutAt" IS NULL AND "stoppedAt" IS NULL AND "sendUntil" > now()
            AND coalesce("sendFrom", "createdAt" + interval '2 seconds') <= now()
          ORDER BY "createdAt" LIMIT 100`,
      ),

    async eventsWait() {
      const { rows } = await pool.query(
        `SELECT EXISTS (
           SELECT 1 FROM "InboundEvent" e JOIN "DialogState" s ON s."contactPointId" = e."contactPointId"
            WHERE e."handledAt" IS NULL AND e."failedAt" IS NULL AND e."receivedAt" < now() - interval '2 seconds'
              AND (s."restsUntil" IS NULL OR s."restsUntil" <= now())) AS wait`,
      );
      return z.tuple([z.object({ wait: z.boolean() })]).parse(rows)[0].wait;
    },
  };
}
