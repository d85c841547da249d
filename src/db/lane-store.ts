import type pg from 'pg';
import { z } from 'zod';
import { CLASS, LEASE_MS } from '../deliveries/lane.ts';
import type { ClaimedSend, LaneClaim, LaneStore, LeaseResult, SendResult } from '../deliveries/ports.ts';
import { type RefusalNotice, recordRefusal } from './lane-refusal.ts';
import { recordResults } from './lane-results.ts';
import type { MessageTexts } from './message-texts.ts';
import type { Sealer } from './sealing.ts';

const LEASE = `interval '${LEASE_MS} milliseconds'`;

/** A lease that ended without being given up means that its driver vanished. */
const ACQUIRE = `
  WITH before AS (SELECT id, owner FROM "Lane" WHERE id = $1 FOR UPDATE)
  UPDATE "Lane" l
     SET owner = $2, epoch = l.epoch + 1, "leaseUntil" = now() + ${LEASE}
    FROM before b, "ChannelAccount" a
   WHERE l.id = b.id AND a.id = l."channelAccountId" AND (l."leaseUntil" IS NULL OR l."leaseUntil" < now())
  RETURNING l.epoch, l."channelAccountId", a."ratePerSecond", b.owner IS NOT NULL AS "takenOver"`;

/**
 * What the vanished driver was sending may or may not have left. It is sent once more, marked as a repeat: a household
 * that hears it twice is a lesser evil than one that does not hear it (docs/decisions/0006). A second loss stays unknown.
 */
const recover = (table: 'Delivery' | 'Answer') => `
  UPDATE "${table}"
     SET state = CASE WHEN repeats = 0 THEN 'pending' ELSE 'unknown' END::"DeliveryState",
         repeats = CASE WHEN repeats = 0 THEN 1 ELSE repeats END,
         "notBefore" = CASE WHEN repeats = 0 THEN NULL ELSE now() + interval '60 seconds' END,
         reason = 'lease_lost'
   WHERE "laneId" = $1 AND state = 'sending' AND epoch < $2`;

/**
 * Claims the most urgent rows. Stop, expiry, opt-out and order need no other mechanism than these conditions.
 * $1 lane, $2 epoch, $3 limit, $4 busy contact points, $5 how many answers go before everything else.
 */
const CLAIM = `
  WITH live AS (
    SELECT id FROM "Lane"
     WHERE id = $1 AND epoch = $2 AND "leaseUntil" > now() AND ("pausedUntil" IS NULL OR "pausedUntil" <= now())
  ), due_deliveries AS (
    SELECT d.id, d.priority, d."contactPointId"
      FROM "Delivery" d
      JOIN live ON live.id = d."laneId"
      JOIN "AlertMessage" m ON m.id = d."alertMessageId"
      JOIN "ContactPoint" c ON c.id = d."contactPointId"
     WHERE d.state = 'pending' AND (d."notBefore" IS NULL OR d."notBefore" <= now())
       AND m."stoppedAt" IS NULL AND m."sendUntil" > now()
       AND c.state = 'active' AND d."contactPointId" <> ALL ($4::uuid[])
       AND NOT EXISTS (
         SELECT 1 FROM "Delivery" p JOIN "AlertMessage" pm ON pm.id = p."alertMessageId"
          WHERE p."contactPointId" = d."contactPointId" AND pm."alertId" = m."alertId" AND pm.seq < m.seq
            AND (p.state IN ('sending', 'unknown') OR (p.state = 'pending' AND pm."stoppedAt" IS NULL)))
       AND (m.kind NOT IN ('closure', 'correction') OR EXISTS (
         SELECT 1 FROM "Delivery" r JOIN "AlertMessage" rm ON rm.id = r."alertMessageId"
          WHERE r."contactPointId" = d."contactPointId" AND rm."alertId" = m."alertId" AND rm.seq < m.seq
            AND r.state IN ('sent', 'unknown_final')))
     ORDER BY d.priority, d.id
     LIMIT $3
       FOR UPDATE OF d SKIP LOCKED
  ), due_answers AS (
    SELECT a.id, a.priority, a."contactPointId"
      FROM "Answer" a
      JOIN live ON live.id = a."laneId"
      JOIN "ContactPoint" c ON c.id = a."contactPointId"
     WHERE a.state = 'pending' AND (a."notBefore" IS NULL OR a."notBefore" <= now())
       AND a."contactPointId" <> ALL ($4::uuid[])
       AND (a.class = 'staff_notice' OR NOT EXISTS (
         SELECT 1 FROM "Answer" e
          WHERE e."contactPointId" = a."contactPointId" AND e.id < a.id AND e.class <> 'staff_notice'
            AND e.state IN ('pending', 'sending')))
     ORDER BY a.priority, a.id
     LIMIT $3
       FOR UPDATE OF a SKIP LOCKED
  ), chosen AS (
    SELECT * FROM (
      SELECT DISTINCT ON ("contactPointId") * FROM (
        SELECT true AS "isDelivery", * FROM due_deliveries UNION ALL SELECT false, * FROM due_answers
      ) due ORDER BY "contactPointId", priority, id
    ) one_a_chat
    ORDER BY ("isDelivery" OR row_number() OVER (PARTITION BY "isDelivery" ORDER BY priority, id) > $5), priority, id
    LIMIT $3
  ), deliveries AS (
    UPDATE "Delivery" d SET state = 'sending', epoch = $2, "updatedAt" = now()
      FROM chosen c WHERE c."isDelivery" AND d.id = c.id
    RETURNING d.id, d.priority, d."contactPointId", d.attempts, d.repeats, d."alertMessageId", d.language,
              NULL::text AS payload, NULL::uuid AS "editsAnswerId"
  ), answers AS (
    UPDATE "Answer" a SET state = 'sending', epoch = $2
      FROM chosen c WHERE NOT c."isDelivery" AND a.id = c.id
    RETURNING a.id, a.priority, a."contactPointId", a.attempts, a.repeats, NULL::uuid, NULL::text,
              a.payload, a."editsAnswerId"
  )
  SELECT t.*, c."externalId", e."externalMessageId" AS "editMessageId"
    FROM (SELECT * FROM deliveries UNION ALL SELECT * FROM answers) t
    JOIN "ContactPoint" c ON c.id = t."contactPointId"
    LEFT JOIN "Answer" e ON e.id = t."editsAnswerId"
   ORDER BY t.priority, t.id`;

/** Why a claim came back empty: no work, a pause, or a lease that is gone. */
const LANE_NOW = `
  SELECT epoch = $2 AND "leaseUntil" > now() AS held,
         greatest(0, extract(epoch FROM "pausedUntil" - now()) * 1000)::float8 AS "pausedMs"
    FROM "Lane" WHERE id = $1`;

const leaseRow = z.object({
  epoch: z.number(),
  channelAccountId: z.string(),
  ratePerSecond: z.number(),
  takenOver: z.boolean(),
});
const claimRow = z.object({
  id: z.string(),
  priority: z.number(),
  contactPointId: z.string(),
  attempts: z.number(),
  repeats: z.number(),
  alertMessageId: z.string().nullable(),
  language: z.string().nullable(),
  payload: z.string().nullable(),
  externalId: z.string(),
  editMessageId: z.string().nullable(),
});
const laneRow = z.object({ held: z.boolean(), pausedMs: z.number().nullable() });
const answerPayload = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
  media: z.object({ kind: z.enum(['photo', 'voice']), fileId: z.string() }).exactOptional(),
});

/** Leased lanes on PostgreSQL. Hand-written SQL on the pool: these statements carry every message. */
export function createLaneStore(deps: {
  pool: pg.Pool;
  sealer: Sealer;
  texts: MessageTexts;
  /** What officers are told when the platform refuses an account. */
  refusalNotice: RefusalNotice;
}): LaneStore {
  const { pool } = deps;

  async function toSend(row: z.infer<typeof claimRow>): Promise<ClaimedSend> {
    const common = {
      id: row.id,
      contactPointId: row.contactPointId,
      externalId: row.externalId,
      editMessageId: row.editMessageId,
      attempts: row.attempts,
      repeats: row.repeats,
    };
    if (row.alertMessageId !== null) {
      const message = await deps.texts.messageFor(row.alertMessageId, row.language ?? 'vi', row.repeats > 0);
      return { ...common, source: 'delivery', message, critical: row.priority === CLASS.critical };
    }
    const message = answerPayload.parse(JSON.parse(deps.sealer.open(row.id, row.payload ?? '')));
    // A notice to staff (somebody needs help) is repeated when in doubt, like a life-safety alert.
    return { ...common, source: 'answer', message, critical: row.priority === CLASS.staffNotice };
  }

  return {
    async acquire(laneId, owner): Promise<LeaseResult> {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const acquired = await client.query(ACQUIRE, [laneId, owner]);
        if (acquired.rows.length === 0) {
          await client.query('COMMIT');
          const exists = await client.query('SELECT 1 FROM "Lane" WHERE id = $1', [laneId]);
          return { kind: exists.rows.length > 0 ? 'held' : 'no_lane' };
        }
        const lease = leaseRow.parse(acquired.rows[0]);
        const deliveries = await client.query(recover('Delivery'), [laneId, lease.epoch]);
        const answers = await client.query(recover('Answer'), [laneId, lease.epoch]);
        await client.query('COMMIT');
        return {
          kind: 'acquired',
          ...lease,
          interrupted: (deliveries.rowCount ?? 0) + (answers.rowCount ?? 0),
        };
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },

    async renew(laneId, epoch) {
      const result = await pool.query(
        `UPDATE "Lane" SET "leaseUntil" = now() + ${LEASE} WHERE id = $1 AND epoch = $2 AND "leaseUntil" > now()`,
        [laneId, epoch],
      );
      return result.rowCount === 1;
    },

    async release(laneId, epoch, restMs) {
      await pool.query(
        `UPDATE "Lane" SET owner = NULL, "leaseUntil" = NULL,
                "pausedUntil" = greatest("pausedUntil", now() + $3 * interval '1 millisecond')
          WHERE id = $1 AND epoch = $2`,
        [laneId, epoch, restMs],
      );
    },

    async claim(laneId, epoch, limit, busy, answersFirst): Promise<LaneClaim> {
      const claimed = await pool.query({
        name: 'lane-claim',
        text: CLAIM,
        values: [laneId, epoch, limit, busy, answersFirst],
      });
      if (claimed.rows.length > 0) {
        const rows = claimed.rows.map((row) => claimRow.parse(row));
        const broken: string[] = [];
        const sends: ClaimedSend[] = [];
        for (const row of rows) {
          try {
            sends.push(await toSend(row));
          } catch (error) {
            // One answer that cannot be opened must not take the others of its claim with it.
            if (row.alertMessageId !== null) throw error;
            broken.push(row.id);
          }
        }
        if (broken.length > 0) {
          await pool.query(
            `UPDATE "Answer" SET state = 'rejected', reason = 'unreadable', payload = ''
              WHERE id = ANY ($1::uuid[]) AND epoch = $2 AND state = 'sending'`,
            [broken, epoch],
          );
        }
        return { kind: 'claimed', sends };
      }
      const now = await pool.query({ name: 'lane-now', text: LANE_NOW, values: [laneId, epoch] });
      if (now.rows.length === 0) return { kind: 'lost' };
      const lane = laneRow.parse(now.rows[0]);
      if (!lane.held) return { kind: 'lost' };
      return (lane.pausedMs ?? 0) > 0
        ? { kind: 'paused', ms: lane.pausedMs ?? 0 }
        : { kind: 'claimed', sends: [] };
    },

    record: (laneId, epoch, results: readonly SendResult[]) => recordResults(pool, laneId, epoch, results),

    async giveBack(laneId, epoch, sends) {
      for (const [table, source] of [
        ['Delivery', 'delivery'],
        ['Answer', 'answer'],
      ] as const) {
        const ids = sends.filter((send) => send.source === source).map((send) => send.id);
        if (ids.length === 0) continue;
        await pool.query(
          `UPDATE "${table}" SET state = 'pending'
            WHERE "laneId" = $1 AND epoch = $2 AND state = 'sending' AND id = ANY ($3::uuid[])`,
          [laneId, epoch, ids],
        );
      }
    },

    async pause(laneId, epoch, ms) {
      await pool.query(
        `UPDATE "Lane" SET "pausedUntil" = greatest("pausedUntil", now() + $3 * interval '1 millisecond')
          WHERE id = $1 AND epoch = $2`,
        [laneId, epoch, ms],
      );
    },

    refuse: (laneId, epoch, ms, reason) => recordRefusal(deps, { laneId, epoch, ms, reason }),

    async pauseAll(laneId, ms) {
      await pool.query(
        `UPDATE "Lane" SET "pausedUntil" = greatest("pausedUntil", now() + $2 * interval '1 millisecond') WHERE id = $1`,
        [laneId, ms],
      );
    },
  };
}
