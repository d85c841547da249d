import type pg from 'pg';
import type { NextStep } from '../deliveries/next-step.ts';
import type { LaneStore, SendResult } from '../deliveries/ports.ts';
import { createBatcher } from '../shared/batcher.ts';
import { failOver } from './fail-over.ts';
import { inPoolTransaction } from './pool.ts';
import { createDb } from './sql.ts';

/**
 * The common case, in one statement of its own; rows of several lanes. A row may be written by the driver that claimed
 * it; that it was sent is believed even after a take-over. A refused lane is paused: what is sent after the pause
 * proves that the account works again. What had left before the refusal and is written in its pause proves nothing.
 * $1 ids, $2 epochs, $3 ids at the platform, $4 lanes that sent, $5 how those that were charged went,
 * $6 why their picture or voice note is missing.
 */
const RECORD_SENT = `
  WITH works AS (
    UPDATE "Lane" SET "stoppedReason" = NULL
     WHERE id = ANY ($4::uuid[]) AND "stoppedReason" IS NOT NULL
       AND ("pausedUntil" IS NULL OR "pausedUntil" <= now()))
  UPDATE "Delivery" d
     SET state = 'sent', "notBefore" = NULL, "externalMessageId" = r."externalMessageId", reason = r.reason,
         "sentAt" = now(), "updatedAt" = now(), route = r.route::"DeliveryRoute"
    FROM unnest($1::uuid[], $2::int[], $3::text[], $5::text[], $6::text[])
      AS r(id, epoch, "externalMessageId", route, reason)
   WHERE d.id = r.id AND d.epoch = r.epoch AND d.state IN ('sending', 'unknown', 'pending')`;

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
    FROM unnest($1::int[], $2::uuid[], $3::text[], $4::int[], $5::int[], $6::float8[], $7::text[], $8::text[],
                $9::boolean[])
      AS r(epoch, id, state, attempt, repeat, "delayMs", "externalMessageId", reason, final)
   WHERE d.id = r.id AND d.epoch = r.epoch
     AND (d.state = 'sending' OR (r.state = 'sent' AND d.state IN ('unknown', 'pending')))`;

interface RecordRow {
  epoch: number;
  id: string;
  state: string;
  attempt: number;
  repeat: number;
  delayMs: number | null;
  externalMessageId: string | null;
  reason: string | null;
}

function toRow(epoch: number, id: string, row: NextStep['row']): RecordRow {
  const base: RecordRow = {
    epoch,
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
  rows: readonly RecordRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `record-${table}`,
    text: record(table),
    values: [
      rows.map((row) => row.epoch),
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

/** One driver's outcomes. */
interface Batch {
  laneId: string;
  epoch: number;
  results: readonly SendResult[];
}

type OfEpoch = SendResult & { epoch: number };

/** Writes outcomes, what they say about contact points and lanes, and the fail-overs that follow. */
async function writeBatches(pool: pg.Pool, batches: readonly Batch[]): Promise<void> {
  const sent: {
    id: string;
    epoch: number;
    externalMessageId: string;
    charged: string | null;
    withoutFile: string | null;
  }[] = [];
  const others: OfEpoch[] = [];
  const works = new Set<string>();
  for (const { laneId, epoch, results } of batches) {
    for (const result of results) {
      const { row } = result.step;
      if (row.state === 'sent') works.add(laneId);
      if (row.state === 'sent' && result.source === 'delivery') {
        const { externalMessageId, charged = null, withoutFile = null } = row;
        sent.push({ id: result.id, epoch, externalMessageId, charged, withoutFile });
      } else {
        others.push({ ...result, epoch });
      }
    }
  }
  const recordSent = (client: Pick<pg.ClientBase, 'query'>) =>
    client.query({
      name: 'record-sent',
      text: RECORD_SENT,
      values: [
        sent.map(({ id }) => id),
        sent.map(({ epoch }) => epoch),
        sent.map(({ externalMessageId }) => externalMessageId),
        [...works],
        sent.map(({ charged }) => charged),
        sent.map(({ withoutFile }) => withoutFile),
      ],
    });
  if (others.length === 0) await recordSent(pool);
  else {
    await inPoolTransaction(pool, async (client) => {
      await recordSent(client);
      await recordOthers(client, others);
    });
  }
}

async function recordOthers(client: pg.PoolClient, results: readonly OfEpoch[]): Promise<void> {
  const rowsOf = (source: SendResult['source']) =>
    results
      .filter((result) => result.source === source)
      .map(({ epoch, id, step }) => toRow(epoch, id, step.row));
  await recordTable(client, 'Delivery', rowsOf('delivery'));
  await recordTable(client, 'Answer', rowsOf('answer'));
  const gone = results.filter((result) => result.step.contact?.kind === 'unreachable');
  if (gone.length > 0) {
    await client.query(
      `UPDATE "ContactPoint" SET state = 'unreachable' WHERE id = ANY ($1::uuid[]) AND state = 'active'`,
      [gone.map((result) => result.contactPointId)],
    );
  }
  const closed = results.filter((result) => result.step.contact?.kind === 'window_closed');
  if (closed.length > 0) {
    await client.query(`UPDATE "ContactPoint" SET "windowClosedAt" = now() WHERE id = ANY ($1::uuid[])`, [
      closed.map((result) => result.contactPointId),
    ]);
  }
  const failed = results.filter(
    ({ source, step: { row } }) =>
      source === 'delivery' && (row.state === 'unreachable' || (row.state === 'pending' && row.failOver)),
  );
  await failOver(
    createDb(client),
    failed.map((result) => result.id),
  );
  for (const result of results) {
    if (result.step.contact?.kind !== 'moved') continue;
    await client.query(`UPDATE "ContactPoint" SET "externalId" = $2 WHERE id = $1`, [
      result.contactPointId,
      result.step.contact.externalId,
    ]);
  }
}

/** More than one, so that a connection that died does not keep the outcomes of every lane from being written. */
const WRITES_AT_ONCE = 2;

/**
 * Writes the outcomes of all drivers of this process. What comes in while it writes goes with the next write, so that
 * many lanes cost few commits. Each caller's rows are written whole or not at all.
 */
export function createOutcomeRecorder(pool: pg.Pool): LaneStore['record'] {
  const record = createBatcher<Batch>((batches) => writeBatches(pool, batches), WRITES_AT_ONCE);
  return (laneId, epoch, results) => record({ laneId, epoch, results });
}
