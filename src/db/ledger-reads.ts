import { z } from 'zod';
import type { LedgerPage, LedgerQuery } from '../contracts/alert-page.ts';
import { deliveryStateSchema, type Reader, toCursor } from '../contracts/words.ts';
import { labelOf } from './people.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const ledgerRow = z.object({
  id: z.string(),
  contactPointId: z.string(),
  seq: z.number(),
  householdId: z.string(),
  sealedLabel: z.string(),
  channel: z.enum(['telegram', 'zalo']),
  account: z.string(),
  state: deliveryStateSchema,
  reason: z.string().nullable(),
  attempts: z.number(),
  repeats: z.number(),
  createdAt: z.date(),
  notBefore: z.date().nullable(),
  sentAt: z.date().nullable(),
  updatedAt: z.date(),
});
const messageRow = z.object({ id: z.string(), seq: z.number() });
const fewRow = z.object({ n: z.number(), ids: z.array(z.string()) });
/** More of them are near enough to each other to be met on the way. */
const FEW = 200;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';
const RARE: readonly string[] = [
  'unreachable',
  'rejected',
  'gave_up',
  'unknown',
  'unknown_final',
  'cancelled',
];

/** A page of the deliveries of an alert, message by message. The alert must be of a unit of the reader's. */
export async function readLedger(
  deps: { db: Db; sealer: Sealer },
  reader: Reader,
  alertId: string,
  query: LedgerQuery,
): Promise<LedgerPage> {
  const { db, sealer } = deps;
  const { cursor, limit, messageId = null } = query;
  const messages = z.array(messageRow).parse(
    await db.rows`
      SELECT id, seq FROM "AlertMessage"
       WHERE "alertId" = ${alertId}::uuid AND (${messageId}::uuid IS NULL OR id = ${messageId}::uuid)
         AND (${cursor?.[0] ?? null}::int IS NULL OR seq <= ${cursor?.[0] ?? null}::int)
       ORDER BY seq DESC`,
  );
  const rows: z.infer<typeof ledgerRow>[] = [];
  // A message at a time: each page is a piece of one index, whatever the alert's size.
  for (const message of messages) {
    if (rows.length > limit) break;
    const after = cursor?.[0] === message.seq ? cursor[1] : LOWEST_ID;
    rows.push(...(await rowsOf(db, message, query, after, limit + 1 - rows.length)));
  }
  const items = rows.slice(0, limit);
  const last = rows.length > items.length ? items.at(-1) : undefined;
  return {
    items: items.map(({ contactPointId: _contact, sealedLabel, ...row }) => ({
      ...row,
      label: labelOf(sealer, reader, row.householdId, sealedLabel),
      createdAt: row.createdAt.toISOString(),
      notBefore: row.notBefore?.toISOString() ?? null,
      sentAt: row.sentAt?.toISOString() ?? null,
      updatedAt: row.updatedAt.toISOString(),
    })),
    next: last ? toCursor([last.seq, last.contactPointId]) : null,
  };
}

async function rowsOf(
  db: Db,
  message: z.infer<typeof messageRow>,
  query: LedgerQuery,
  after: string,
  limit: number,
) {
  const found = await idsOf(db, message.id, query, after, limit);
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(found)
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db.rows`
    SELECT d.id, d."contactPointId", ${message.seq}::int AS seq, d."householdId", h.label AS "sealedLabel",
           a.channel::text AS channel, a.name AS account, d.state::text AS state, d.reason, d.attempts, d.repeats,
           d."createdAt", d."notBefore", d."sentAt", d."updatedAt"
      FROM "Delivery" d
      JOIN "Household" h ON h.id = d."householdId"
      JOIN "Lane" l ON l.id = d."laneId"
      JOIN "ChannelAccount" a ON a.id = l."channelAccountId"
     WHERE d.id = ANY (${ids}::uuid[])
     ORDER BY d."contactPointId"`;
  return z.array(ledgerRow).parse(rows);
}

/** Each is a piece of one index: said once more in its words, which the planner cannot know of a parameter. */
async function idsOf(
  db: Db,
  messageId: string,
  query: LedgerQuery,
  after: string,
  limit: number,
): Promise<unknown[]> {
  const { state = null, channelAccountId = null } = query;
  if (state !== null && RARE.includes(state)) {
    return db.rows`
      SELECT d.id FROM "Delivery" d JOIN "Lane" l ON l.id = d."laneId"
       WHERE d."alertMessageId" = ${messageId}::uuid
         AND d.state IN ('unreachable', 'rejected', 'gave_up', 'unknown', 'unknown_final', 'cancelled')
         AND d.state = ${state}::text::"DeliveryState" AND d."contactPointId" > ${after}::uuid
         AND (${channelAccountId}::uuid IS NULL OR l."channelAccountId" = ${channelAccountId}::uuid)
       ORDER BY d."contactPointId" LIMIT ${limit}::int`;
  }
  if (state === 'pending') {
    // Towards the end few are left, anywhere in the ledger: then all of them by what the claim finds them by.
    const few = await db.rows`
      WITH few AS MATERIALIZED (
        SELECT d.id, d."contactPointId" FROM "Lane" l CROSS JOIN LATERAL (
          SELECT d.id, d."contactPointId" FROM "Delivery" d
           WHERE d."laneId" = l.id AND d.state = 'pending' AND d."alertMessageId" = ${messageId}::uuid
             AND d.priority = (SELECT p.priority FROM "Delivery" p WHERE p."alertMessageId" = ${messageId}::uuid LIMIT 1)
           LIMIT ${FEW + 1}::int) d
         WHERE ${channelAccountId}::uuid IS NULL OR l."channelAccountId" = ${channelAccountId}::uuid
         LIMIT ${FEW + 1}::int
      ), counted AS (SELECT count(*)::int AS n FROM few)
      SELECT counted.n, page.ids FROM counted CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT few.id FROM few WHERE counted.n <= ${FEW}::int AND few."contactPointId" > ${after}::uuid
                      ORDER BY few."contactPointId" LIMIT ${limit}::int) AS ids) page`;
    const { n, ids } = z.tuple([fewRow]).parse(few)[0];
    if (n <= FEW) return ids.map((id) => ({ id }));
  }
  return db.rows`
    SELECT d.id FROM "Delivery" d JOIN "Lane" l ON l.id = d."laneId"
     WHERE d."alertMessageId" = ${messageId}::uuid AND d."contactPointId" > ${after}::uuid
       AND (${state}::text IS NULL OR d.state = ${state}::text::"DeliveryState")
       AND (${channelAccountId}::uuid IS NULL OR l."channelAccountId" = ${channelAccountId}::uuid)
     ORDER BY d."contactPointId" LIMIT ${limit}::int`;
}
