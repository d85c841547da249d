import { z } from 'zod';
import { SITUATIONS, type Situation } from '../contracts/words.ts';
import type { Db } from './sql.ts';

const ID_BYTES = 16;

/** Where every household of an alert stands, in 16 bytes each: the ids by group and situation, sorted. */
export interface AudienceSnapshot {
  /** By group id; `''`: households that have left every group of the alert. */
  groups: ReadonlyMap<string, Readonly<Partial<Record<Situation, Buffer>>>>;
  bytes: number;
}

const snapshotRow = z.object({
  groupId: z.string().nullable(),
  situation: z.enum(SITUATIONS),
  ids: z.instanceof(Buffer),
});

/**
 * One pass over the audience. What households said comes first, then where they are (docs/decisions/0009): a household
 * is where its only delivery is, or where `place` says. Half a second for a million households.
 */
export async function readSnapshot(db: Db, alertId: string): Promise<AudienceSnapshot> {
  const rows = await db.rows`
    WITH home AS MATERIALIZED (
      SELECT DISTINCT ON (ms."householdId") ms."householdId", ms."groupId"
        FROM "Alert" a JOIN "Membership" ms ON ms."groupId" = ANY (a."groupIds")
       WHERE a.id = ${alertId}::uuid
       ORDER BY ms."householdId", ms."joinedAt", ms."groupId"
    ), first AS (
      SELECT "fannedOutAt" IS NULL AND "stoppedAt" IS NULL AND "sendUntil" > now() AS writing
        FROM "AlertMessage" WHERE "alertId" = ${alertId}::uuid AND seq = 1
    ), placed AS (
      SELECT ah."householdId", ah.standing, coalesce(ah.place, alone.cell) AS place
        FROM "AudienceHousehold" ah
        LEFT JOIN (SELECT d."householdId", progress_cell(d.state) AS cell
                     FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
                    WHERE m."alertId" = ${alertId}::uuid AND d.counting = 'alone') alone
               ON alone."householdId" = ah."householdId"
       WHERE ah."alertId" = ${alertId}::uuid
    )
    SELECT home."groupId",
           CASE WHEN p.standing <> 'silent' THEN p.standing::text
                WHEN p.place = 'sent' THEN 'silent'
                WHEN p.place = 'pending' OR (p.place IS NULL AND first.writing) THEN 'waiting'
                WHEN p.place = 'unknown' THEN 'unknown'
                ELSE 'unreachable' END AS situation,
           string_agg(uuid_send(p."householdId"), ''::bytea ORDER BY p."householdId") AS ids
      FROM placed p LEFT JOIN home ON home."householdId" = p."householdId" LEFT JOIN first ON true
     GROUP BY 1, 2`;
  const groups = new Map<string, Partial<Record<Situation, Buffer>>>();
  let bytes = 0;
  for (const { groupId, situation, ids } of z.array(snapshotRow).parse(rows)) {
    const key = groupId ?? '';
    const group = groups.get(key) ?? {};
    group[situation] = ids;
    groups.set(key, group);
    bytes += ids.length;
  }
  return { groups, bytes };
}

export function countOf(ids: Buffer | undefined): number {
  return ids === undefined ? 0 : ids.length / ID_BYTES;
}

/** Up to `limit` ids behind `after`, in order. */
export function idsAfter(ids: Buffer | undefined, after: string | null, limit: number): string[] {
  if (ids === undefined) return [];
  const first = after === null ? 0 : placeBehind(ids, Buffer.from(after.replaceAll('-', ''), 'hex'));
  const found: string[] = [];
  for (let at = first; at < countOf(ids) && found.length < limit; at++) found.push(idAt(ids, at));
  return found;
}

/** How many ids are not above `id`. */
function placeBehind(ids: Buffer, id: Buffer): number {
  let [low, high] = [0, countOf(ids)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = middle * ID_BYTES;
    if (ids.compare(id, 0, ID_BYTES, start, start + ID_BYTES) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function idAt(ids: Buffer, at: number): string {
  const hex = ids.toString('hex', at * ID_BYTES, (at + 1) * ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
