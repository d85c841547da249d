import type pg from 'pg';
import { z } from 'zod';
import { LEASE_MS } from '../deliveries/lane.ts';
import type { LaneStore, LeaseResult } from '../deliveries/ports.ts';
import { claimRows } from './lane-claim.ts';
import { type RefusalNotice, recordRefusal } from './lane-refusal.ts';
import { createOutcomeRecorder } from './lane-results.ts';
import type { MessageTexts } from './message-texts.ts';
import { inPoolTransaction } from './pool.ts';
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

/** Drivers that vanish over one row, each time sent again. Beyond it the row itself may be what ends them. */
const LOST_DRIVERS_AT_MOST = 10;

/**
 * What the vanished driver was sending may or may not have left. It is sent once more, marked as a repeat: a household
 * that hears it twice is a lesser evil than one that does not hear it (docs/decisions/0006).
 */
const recover = (table: 'Delivery' | 'Answer') => `
  UPDATE "${table}"
     SET state = CASE WHEN repeats < ${LOST_DRIVERS_AT_MOST} THEN 'pending' ELSE 'unknown' END::"DeliveryState",
         repeats = least(repeats + 1, ${LOST_DRIVERS_AT_MOST}),
         "notBefore" = CASE WHEN repeats < ${LOST_DRIVERS_AT_MOST} THEN NULL ELSE now() + interval '60 seconds' END,
         reason = 'lease_lost'
   WHERE "laneId" = $1 AND state = 'sending' AND epoch < $2`;

const giveBack = (table: 'Delivery' | 'Answer') => `
  UPDATE "${table}" t
     SET state = 'pending', "notBefore" = now() + b."restMs" * interval '1 millisecond'
    FROM unnest($3::uuid[], $4::float8[]) AS b(id, "restMs")
   WHERE t.id = b.id AND t."laneId" = $1 AND t.epoch = $2 AND t.state = 'sending'`;

const leaseRow = z.object({
  epoch: z.number(),
  channelAccountId: z.string(),
  ratePerSecond: z.number(),
  takenOver: z.boolean(),
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

  return {
    async acquire(laneId, owner): Promise<LeaseResult> {
      const acquired = await inPoolTransaction(pool, async (client) => {
        const { rows } = await client.query(ACQUIRE, [laneId, owner]);
        if (rows.length === 0) return null;
        const lease = leaseRow.parse(rows[0]);
        const deliveries = await client.query(recover('Delivery'), [laneId, lease.epoch]);
        const answers = await client.query(recover('Answer'), [laneId, lease.epoch]);
        return { ...lease, interrupted: (deliveries.rowCount ?? 0) + (answers.rowCount ?? 0) };
      });
      if (acquired) return { kind: 'acquired', ...acquired };
      const exists = await pool.query('SELECT 1 FROM "Lane" WHERE id = $1', [laneId]);
      return { kind: exists.rows.length > 0 ? 'held' : 'no_lane' };
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

    claim: (laneId, epoch, limit, answersFirst) => claimRows(deps, laneId, epoch, limit, answersFirst),

    record: createOutcomeRecorder(pool),

    async giveBack(laneId, epoch, sends) {
      for (const [table, source] of [
        ['Delivery', 'delivery'],
        ['Answer', 'answer'],
      ] as const) {
        const back = sends.filter((send) => send.source === source);
        if (back.length === 0) continue;
        await pool.query(giveBack(table), [
          laneId,
          epoch,
          back.map(({ id }) => id),
          back.map(({ restMs }) => restMs ?? null),
        ]);
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
