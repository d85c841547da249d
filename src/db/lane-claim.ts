import type pg from 'pg';
import { z } from 'zod';
import { CLASS } from '../deliveries/lane.ts';
import type { ClaimedSend, LaneClaim } from '../deliveries/ports.ts';
import { pendingByKey } from './by-key.ts';
import { LAST_INBOUND } from './contact-window.ts';
import type { MessageTexts } from './message-texts.ts';
import { openAnswer } from './sealed-json.ts';
import type { Sealer } from './sealing.ts';
import { waitingMessages } from './waiting-messages.ts';

/**
 * Claims the most urgent rows. Stop, pause, expiry, opt-out and order need no other mechanism than these conditions.
 * $1 lane, $2 epoch, $3 limit, $4 how many answers go before everything else.
 *
 * It costs what it claims, however long the backlog is: `waiting` leaps from message to message, and each message's rows
 * are read in order up to the limit. `OFFSET 0` and the subqueries keep
 * the planner from joining the whole backlog first, as it does when the statistics are older than the rows.
 *
 * `held` makes a stop wait for a claim that has begun, so that who writes the closure afterwards sees what was claimed.
 */
const CLAIM = `
  WITH RECURSIVE live AS MATERIALIZED (
    SELECT id FROM "Lane"
     WHERE id = $1 AND epoch = $2 AND "leaseUntil" > now() AND ("pausedUntil" IS NULL OR "pausedUntil" <= now())
  ), ${waitingMessages('$1', 'EXISTS (SELECT FROM live)')}, due_deliveries AS (
    SELECT due.id, w.priority, due."contactPointId", w."alertMessageId", due."externalId",
           due."lastInboundAt"
      FROM waiting w
      JOIN "AlertMessage" m ON m.id = w."alertMessageId" AND m."stoppedAt" IS NULL AND m."pausedAt" IS NULL
                           AND m."sendUntil" > now()
                           -- Overdue past its grace and not begun: it must not begin by the row of a late joiner.
                           AND (m."sendFrom" IS NULL OR (m."sendFrom" <= now() AND (
                             m."fannedOutAt" IS NOT NULL OR m."graceMs" IS NULL
                               OR m."sendFrom" + m."graceMs" * interval '1 millisecond' > now())))
     CROSS JOIN LATERAL (
       SELECT d.id, d."contactPointId", d."createdAt", chat."externalId", chat."lastInboundAt"
         FROM "Delivery" d
        CROSS JOIN LATERAL (SELECT c."externalId", ${LAST_INBOUND} AS "lastInboundAt"
                              FROM "ContactPoint" c
                             WHERE c.id = d."contactPointId" AND c.state = 'active' OFFSET 0) chat
        WHERE d."laneId" = $1 AND d.state = 'pending'
          AND d.priority = w.priority AND d."alertMessageId" = w."alertMessageId"
          AND (d."notBefore" IS NULL OR d."notBefore" <= now())
          AND (m.seq = 1 OR NOT EXISTS (
            SELECT 1 FROM "AlertMessage" pm
              JOIN "Delivery" p ON p."alertMessageId" = pm.id AND p."contactPointId" = d."contactPointId"
             WHERE pm."alertId" = m."alertId" AND pm.seq < m.seq
               AND (p.state IN ('sending', 'unknown') OR (p.state = 'pending' AND pm."stoppedAt" IS NULL))))
          AND (m.kind NOT IN ('closure', 'correction') OR EXISTS (
            SELECT 1 FROM "AlertMessage" rm
              JOIN "Delivery" r ON r."alertMessageId" = rm.id AND r."contactPointId" = d."contactPointId"
             WHERE rm."alertId" = m."alertId" AND rm.seq < m.seq AND r.state IN ('sent', 'unknown_final')))
        ORDER BY d."createdAt" LIMIT $3) due
     ORDER BY w.priority, w."alertMessageId", due."createdAt"
     LIMIT $3
  ), due_answers AS (
    SELECT a.id, a.priority, a."contactPointId", NULL::uuid AS "alertMessageId", c."externalId",
           NULL::timestamptz AS "lastInboundAt"
      FROM "Answer" a
      JOIN "ContactPoint" c ON c.id = a."contactPointId"
     WHERE a."laneId" = $1 AND a.state = 'pending' AND EXISTS (SELECT FROM live)
       AND (a."notBefore" IS NULL OR a."notBefore" <= now())
       AND (a.class IN ('staff_notice', 'edit') OR NOT EXISTS (
         SELECT 1 FROM "Answer" e
          WHERE e."contactPointId" = a."contactPointId" AND e.id < a.id AND e.class NOT IN ('staff_notice', 'edit')
            AND e.state IN ('pending', 'sending')))
     ORDER BY a.priority, a.id
     LIMIT $3
  ), chosen AS (
    SELECT * FROM (
      SELECT DISTINCT ON ("contactPointId") * FROM (
        SELECT true AS "isDelivery", * FROM due_deliveries UNION ALL SELECT false, * FROM due_answers
      ) due ORDER BY "contactPointId", priority, id
    ) one_a_chat
    -- An edit of an alert that is over is nobody's answer.
    ORDER BY ("isDelivery" OR priority = 4
              OR row_number() OVER (PARTITION BY "isDelivery" ORDER BY priority, id) > $4), priority, id
    LIMIT $3
  ), held AS (
    SELECT m.id FROM "AlertMessage" m
     WHERE m.id IN (SELECT "alertMessageId" FROM chosen) AND m."stoppedAt" IS NULL AND m."pausedAt" IS NULL
     ORDER BY m.id
       FOR SHARE
  ), deliveries AS (
    UPDATE "Delivery" d SET state = 'sending', epoch = $2, "updatedAt" = now()
      FROM chosen c JOIN held ON held.id = c."alertMessageId"
     WHERE d.id = c.id AND ${pendingByKey('d')}
    RETURNING d.id, d.priority, d."contactPointId", d.attempts, d.repeats, d."alertMessageId", d.language,
              NULL::text AS payload, NULL::text AS "editMessageId", c."externalId", c."lastInboundAt"
  ), answers AS (
    UPDATE "Answer" a SET state = 'sending', epoch = $2
      FROM chosen c
     WHERE NOT c."isDelivery" AND a.id = c.id AND ${pendingByKey('a')}
    RETURNING a.id, a.priority, a."contactPointId", a.attempts, a.repeats, NULL::uuid, NULL::text, a.payload,
              coalesce(a."editsMessageId", (SELECT e."externalMessageId" FROM "Answer" e WHERE e.id = a."editsAnswerId")),
              c."externalId", c."lastInboundAt"
  )
  SELECT * FROM (SELECT * FROM deliveries UNION ALL SELECT * FROM answers) claimed ORDER BY priority, id`;

/** Why a claim came back empty: no work, a pause, or a lease that is gone. */
const LANE_NOW = `
  SELECT epoch = $2 AND "leaseUntil" > now() AS held,
         greatest(0, extract(epoch FROM "pausedUntil" - now()) * 1000)::float8 AS "pausedMs"
    FROM "Lane" WHERE id = $1`;

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
  lastInboundAt: z.date().nullable(),
});
const laneRow = z.object({ held: z.boolean(), pausedMs: z.number().nullable() });

export interface ClaimDeps {
  pool: pg.Pool;
  sealer: Sealer;
  texts: MessageTexts;
}

/** Claims up to `limit` rows of the lane for the driver of this epoch, with what is to be sent. */
export async function claimRows(
  deps: ClaimDeps,
  laneId: string,
  epoch: number,
  limit: number,
  answersFirst: number,
): Promise<LaneClaim> {
  const { pool } = deps;
  const claimed = await pool.query({
    name: 'lane-claim',
    text: CLAIM,
    values: [laneId, epoch, limit, answersFirst],
  });
  if (claimed.rows.length === 0) return emptyClaim(pool, laneId, epoch);
  const broken: string[] = [];
  const sends: ClaimedSend[] = [];
  for (const raw of claimed.rows) {
    const row = claimRow.parse(raw);
    try {
      sends.push(await toSend(deps, row));
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
  return { kind: 'claimed', sends: await withKeptFiles(pool, laneId, sends) };
}

/** What the lane's account keeps at its platform of the files in this claim. */
const KEPT_FILES = `
  SELECT u."mediaId", u."fileId", u.reason FROM "AlertMediaUpload" u
    JOIN "Lane" l ON l."channelAccountId" = u."channelAccountId"
   WHERE l.id = $1 AND u."mediaId" = ANY ($2::uuid[]) AND (u."expiresAt" IS NULL OR u."expiresAt" > now())`;

const keptRow = z.object({
  mediaId: z.string(),
  fileId: z.string().nullable(),
  reason: z.string().nullable(),
});

async function withKeptFiles(
  pool: pg.Pool,
  laneId: string,
  sends: readonly ClaimedSend[],
): Promise<readonly ClaimedSend[]> {
  const fileIds = [...new Set(sends.flatMap(({ message }) => message.file?.id ?? []))];
  if (fileIds.length === 0) return sends;
  const found = await pool.query({ name: 'kept-files', text: KEPT_FILES, values: [laneId, fileIds] });
  const kept = new Map(
    z
      .array(keptRow)
      .parse(found.rows)
      .map(({ mediaId, fileId, reason }) => [mediaId, { fileId, refused: reason }]),
  );
  return sends.map((send) => {
    const keptFile = send.message.file && kept.get(send.message.file.id);
    return keptFile ? { ...send, keptFile } : send;
  });
}

async function emptyClaim(pool: pg.Pool, laneId: string, epoch: number): Promise<LaneClaim> {
  const now = await pool.query({ name: 'lane-now', text: LANE_NOW, values: [laneId, epoch] });
  const lane = now.rows.length > 0 ? laneRow.parse(now.rows[0]) : null;
  if (!lane?.held) return { kind: 'lost' };
  return (lane.pausedMs ?? 0) > 0
    ? { kind: 'paused', ms: lane.pausedMs ?? 0 }
    : { kind: 'claimed', sends: [] };
}

async function toSend(deps: ClaimDeps, row: z.infer<typeof claimRow>): Promise<ClaimedSend> {
  const common = {
    id: row.id,
    contactPointId: row.contactPointId,
    externalId: row.externalId,
    editMessageId: row.editMessageId,
    attempts: row.attempts,
    repeats: row.repeats,
    lastInboundAt: row.lastInboundAt,
  };
  if (row.alertMessageId !== null) {
    const message = await deps.texts.messageFor(row.alertMessageId, row.language ?? 'vi', row.repeats > 0);
    const brief = await deps.texts.briefOf(row.alertMessageId);
    return { ...common, source: 'delivery', message, brief, critical: row.priority === CLASS.critical };
  }
  const message = openAnswer(deps.sealer, row.id, row.payload ?? '');
  // A notice to staff (somebody needs help) is repeated when in doubt, like a life-safety alert.
  return { ...common, source: 'answer', message, brief: null, critical: row.priority === CLASS.staffNotice };
}
