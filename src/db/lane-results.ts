import type pg from 'pg';
import type { NextStep } from '../deliveries/next-step.ts';
import type { SendResult } from '../deliveries/ports.ts';
import { inPoolTransaction } from './pool.ts';

/** A row may be written by the driver that claimed it; that it was sent is believed even after a take-over. */
const record = (table: 'Delivery' | 'Answer') => `
  UPDATE "${table}" d
     SET state = r.state::"DeliveryState",
         attempts = d.attempts + r.attempt,
         repeats = d.repeats + r.repeat,
         "notBefore" = CASE WHEN r."delayMs" IS NULL THEN NULL ELSE now() + r."delayMs" * interval '1 millisecond' END,
         "externalMessageId" = coalesce(r."externalMessageId", d."externalMessageId"),
         reason = r.reason,
         "sentAt" = CASE WHEN r.state = 'sent' THEN now() ELSE d."sentAt" END
         ${table === 'Delivery' ? ', "updatedAt" = now()' : `, payload = CASE WHEN r.final THEN '' ELSE d.payload END`}
    FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[], $6::float8[], $7::text[], $8::text[], $9::boolean[])
      AS r(id, state, attempt, repeat, "delayMs", "externalMessageId", reason, final)
   WHERE d.id = r.id AND d.epoch = $1
     AND (d.state = 'sending' OR (r.state = 'sent' AND d.state IN ('unknown', 'pending')))`;

/**
 * The household's next contact point gets the message when this one cannot be reached, unless another of its contact
 * points already has or may have it (and is not silent past its wait), or the alert has been closed.
 */
export const FAIL_OVER = `
  INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language)
  SELECT uuid_v7(), d."alertMessageId", n."contactPointId", d."householdId", n."laneId", d.priority, n.language
    FROM "Delivery" d
    JOIN "AlertMessage" m ON m.id = d."alertMessageId" AND m."stoppedAt" IS NULL AND m."sendUntil" > now()
    JOIN "AudienceContact" mine ON mine."alertId" = m."alertId" AND mine."contactPointId" = d."contactPointId"
    JOIN LATERAL (
      SELECT ac."contactPointId", ac.language, l.id AS "laneId"
        FROM "AudienceContact" ac
        JOIN "ContactPoint" c ON c.id = ac."contactPointId" AND c.state = 'active'
        JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
       WHERE ac."alertId" = m."alertId" AND ac."householdId" = d."householdId" AND ac.rank > mine.rank
       ORDER BY ac.rank LIMIT 1) n ON true
   WHERE d.id = ANY ($1::uuid[]) AND d.state IN ('unreachable', 'cancelled')
     AND m.kind IN ('initial', 'update', 'reminder')
     AND NOT EXISTS (SELECT 1 FROM "AlertMessage" closing
                      WHERE closing."alertId" = m."alertId" AND closing.kind = 'closure')
     AND NOT EXISTS (SELECT 1 FROM "Delivery" other
                      WHERE other."alertMessageId" = d."alertMessageId" AND other."householdId" = d."householdId"
                        AND other.state NOT IN ('unreachable', 'rejected', 'gave_up', 'cancelled')
                        -- One that has it and stays silent does not keep the next one from it.
                        AND (other."silenceCheckedAt" IS NULL OR EXISTS (
                          SELECT 1 FROM "Reply" r
                           WHERE r."alertId" = m."alertId" AND r."householdId" = d."householdId")))
  ON CONFLICT ("alertMessageId", "contactPointId") DO NOTHING`;

interface RecordRow {
  id: string;
  state: string;
  attempt: number;
  repeat: number;
  delayMs: number | null;
  externalMessageId: string | null;
  reason: string | null;
}

function toRow(id: string, row: NextStep['row']): RecordRow {
  const base: RecordRow = {
    id,
    state: row.state,
    attempt: 0,
    repeat: 0,
    delayMs: null,
    externalMessageId: null,
    reason: 'reason' in row ? row.reason : null,
  };
  switch (row.state) {
    case 'sent':
      return { ...base, externalMessageId: row.externalMessageId };
    case 'pending':
      return { ...base, attempt: row.attempt ? 1 : 0, repeat: row.repeat ? 1 : 0, delayMs: row.delayMs };
    case 'unknown':
      return { ...base, delayMs: row.deadlineMs };
    default:
      return base;
  }
}

const FINAL = new Set(['sent', 'unreachable', 'rejected', 'gave_up']);

async function recordTable(
  client: pg.PoolClient,
  table: 'Delivery' | 'Answer',
  epoch: number,
  rows: readonly RecordRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `record-${table}`,
    text: record(table),
    values: [
      epoch,
      rows.map((row) => row.id),
      rows.map((row) => row.state),
      rows.map((row) => row.attempt),
      rows.map((row) => row.repeat),
      rows.map((row) => row.delayMs),
      rows.map((row) => row.externalMessageId),
      rows.map((row) => row.reason),
      rows.map((row) => FINAL.has(row.state)),
    ],
  });
}

/** Writes one batch of outcomes, what they say about contact points and lane, and the fail-overs that follow. */
export async function recordResults(
  pool: pg.Pool,
  laneId: string,
  epoch: number,
  results: readonly SendResult[],
): Promise<void> {
  const rowsOf = (source: SendResult['source']) =>
    results.filter((result) => result.source === source).map((result) => toRow(result.id, result.step.row));
  const gone = results.filter((result) => result.step.contact?.kind === 'unreachable');
  const failed = results.filter(
    (result) => result.source === 'delivery' && result.step.row.state === 'unreachable',
  );
  await inPoolTransaction(pool, async (client) => {
    await recordTable(client, 'Delivery', epoch, rowsOf('delivery'));
    await recordTable(client, 'Answer', epoch, rowsOf('answer'));
    if (gone.length > 0) {
      await client.query(
        `UPDATE "ContactPoint" SET state = 'unreachable' WHERE id = ANY ($1::uuid[]) AND state = 'active'`,
        [gone.map((result) => result.contactPointId)],
      );
    }
    if (failed.length > 0) await client.query(FAIL_OVER, [failed.map((result) => result.id)]);
    for (const result of results) {
      if (result.step.contact?.kind !== 'moved') continue;
      await client.query(`UPDATE "ContactPoint" SET "externalId" = $2 WHERE id = $1`, [
        result.contactPointId,
        result.step.contact.externalId,
      ]);
    }
    if (results.some((result) => result.step.row.state === 'sent')) {
      // A refused lane is paused: what is sent after the pause proves that the account works again. What had left
      // before the refusal and is written in its pause proves nothing.
      await client.query(
        `UPDATE "Lane" SET "stoppedReason" = NULL
          WHERE id = $1 AND "stoppedReason" IS NOT NULL AND ("pausedUntil" IS NULL OR "pausedUntil" <= now())`,
        [laneId],
      );
    }
  });
}
