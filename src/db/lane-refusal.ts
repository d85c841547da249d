import type pg from 'pg';
import { z } from 'zod';
import type { OutgoingMessage } from '../channels/channel.ts';
import { CLASS } from '../deliveries/lane.ts';
import { newId } from '../shared/ids.ts';
import { inPoolTransaction } from './pool.ts';
import type { Sealer } from './sealing.ts';

export type RefusalNotice = Pick<OutgoingMessage, 'text' | 'buttons'>;

/**
 * Chats on accounts that work, of officers of every unit that the refused account serves. Empty when the lane already
 * has its reason, so that an outage costs this query once.
 */
const OFFICERS_ELSEWHERE = `
  SELECT c.id, l.id AS "laneId"
    FROM "Lane" refused
    JOIN "Staff" s ON s."disabledAt" IS NULL
    JOIN "ContactPoint" c ON c."staffId" = s.id AND c.state = 'active'
                         AND c."channelAccountId" <> refused."channelAccountId"
    JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId" AND l."stoppedReason" IS NULL
   WHERE refused.id = $1 AND refused."stoppedReason" IS NULL
     AND EXISTS (SELECT 1 FROM "StaffRole" r
                  WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId"
                    AND r.role IN ('duty_officer', 'ward_chief', 'area_officer'))
     AND (EXISTS (SELECT 1 FROM "ContactPoint" o JOIN "Staff" os ON os.id = o."staffId"
                   WHERE o."channelAccountId" = refused."channelAccountId" AND os."policeUnitId" = s."policeUnitId")
       OR EXISTS (SELECT 1 FROM "ContactPoint" o
                    JOIN "Member" m ON m.id = o."memberId"
                    JOIN "Household" h ON h.id = m."householdId"
                   WHERE o."channelAccountId" = refused."channelAccountId" AND h."policeUnitId" = s."policeUnitId"))
   ORDER BY c.id`;

/** The first refusal of an outage is the one that finds no reason on the lane. */
const REST = `
  WITH before AS (SELECT id, "stoppedReason" FROM "Lane" WHERE id = $1 AND ($2::int IS NULL OR epoch = $2) FOR UPDATE)
  UPDATE "Lane" l
     SET "pausedUntil" = greatest(l."pausedUntil", now() + $3 * interval '1 millisecond'), "stoppedReason" = $4
    FROM before b WHERE l.id = b.id
  RETURNING b."stoppedReason" IS NULL AS first`;

const NOTICE = `
  INSERT INTO "Answer" (id, "contactPointId", "laneId", class, priority, payload)
  SELECT n.id, n."contactPointId", n."laneId", 'staff_notice', ${CLASS.staffNotice}, n.payload
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS n(id, "contactPointId", "laneId", payload)`;

const officerRow = z.object({ id: z.string(), laneId: z.string() });
const laneRow = z.object({ id: z.string() });
const restRow = z.object({ first: z.boolean() });

/**
 * Puts a refused lane at rest and, once for each outage, writes the notices to officers. Returns their lanes. `epoch`: of
 * the driver that was refused; null for who knows it without driving the lane.
 */
export async function recordRefusal(
  deps: { pool: pg.Pool; sealer: Sealer; refusalNotice: RefusalNotice },
  refusal: { laneId: string; epoch: number | null; ms: number; reason: string },
): Promise<readonly string[]> {
  const { laneId, epoch, ms, reason } = refusal;
  // Read before the lane is locked: its lease is renewed meanwhile.
  const found = await deps.pool.query(OFFICERS_ELSEWHERE, [laneId]);
  const officers = z.array(officerRow).parse(found.rows);
  const payload = JSON.stringify(deps.refusalNotice);
  const notices = officers.map((officer) => ({ ...officer, answerId: newId() }));
  return inPoolTransaction(deps.pool, async (client) => {
    const rested = await client.query(REST, [laneId, epoch, ms, reason]);
    const first = z.array(restRow).parse(rested.rows)[0]?.first ?? false;
    const told = first ? notices : [];
    if (told.length > 0) {
      await client.query(NOTICE, [
        told.map(({ answerId }) => answerId),
        told.map(({ id }) => id),
        told.map((notice) => notice.laneId),
        told.map(({ answerId }) => deps.sealer.seal(answerId, payload)),
      ]);
    }
    return [...new Set(told.map((notice) => notice.laneId))];
  });
}

/** Refuses an account, whoever drives its lane, and undoes that when the account may send again. */
export function createAccountRefusals(deps: { pool: pg.Pool; sealer: Sealer; refusalNotice: RefusalNotice }) {
  return {
    /** Returns the lanes that carry notices. */
    async refuse(channelAccountId: string, ms: number, reason: string): Promise<readonly string[]> {
      const found = await deps.pool.query('SELECT id FROM "Lane" WHERE "channelAccountId" = $1', [
        channelAccountId,
      ]);
      const lane = z.array(laneRow).parse(found.rows)[0];
      return lane ? recordRefusal(deps, { laneId: lane.id, epoch: null, ms, reason }) : [];
    },
    async restore(channelAccountId: string): Promise<void> {
      await deps.pool.query(
        `UPDATE "Lane" SET "stoppedReason" = NULL, "pausedUntil" = NULL
          WHERE "channelAccountId" = $1 AND "stoppedReason" IS NOT NULL`,
        [channelAccountId],
      );
    },
  };
}
