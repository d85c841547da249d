import type pg from 'pg';
import { z } from 'zod';
import { ZALO_FREE_WINDOW_MS } from '../../config/channels.ts';
import type { FanOutStore } from '../deliveries/ports.ts';
import { pendingByKey } from './by-key.ts';
import { EXPAND_FIRST, EXPAND_TO_ALL, EXPAND_TO_REACHED, EXPAND_TO_SILENT } from './expand.ts';
import { inPoolTransaction } from './pool.ts';
import { minuteOfDay, QUIET_REIGNS, quietUntil } from './quiet-groups.ts';

/**
 * A message is written after the one before it, so that nobody gets them the wrong way round. A scheduled one is
 * written when it is due, and not any more when nothing of its alert has begun within its grace
 * (src/alerts/drop-misfires.ts); one that is held by an officer waits for them, however long.
 */
const MESSAGE = `
  SELECT m."alertId", m.seq, m.kind, m."fannedOutTo", m."fannedOutAt" IS NOT NULL OR m."stoppedAt" IS NOT NULL AS done,
         (SELECT a.severity = 'critical' FROM "Alert" a WHERE a.id = m."alertId") AS critical,
         m."sendFrom" > now() IS TRUE
           OR EXISTS (SELECT 1 FROM "AlertMessage" e
                       WHERE e."alertId" = m."alertId" AND e.seq < m.seq
                         AND e."fannedOutAt" IS NULL AND e."stoppedAt" IS NULL AND e."sendUntil" > now())
           OR (m."pausedAt" IS NULL AND m."sendFrom" + m."graceMs" * interval '1 millisecond' < now() IS TRUE
               AND NOT EXISTS (SELECT 1 FROM "AlertMessage" b
                                WHERE b."alertId" = m."alertId"
                                  AND (b."fannedOutAt" IS NOT NULL OR EXISTS (
                                    SELECT 1 FROM "Delivery" d
                                     WHERE d."alertMessageId" = b.id
                                       AND (d.state NOT IN ('pending', 'cancelled') OR d.repeats > 0))))) AS "notNow"
    FROM "AlertMessage" m WHERE m.id = $1`;

/**
 * Held for the page: another process on the same message waits, and goes on where this one ends; who joins the alert at
 * this moment is seen by it, or sees its rows (late-joiner.ts); a stop waits. A page takes a fraction of a second.
 */
const HOLD_ALERT = `
  SELECT FROM "Alert" a JOIN "AlertMessage" m ON m."alertId" = a.id WHERE m.id = $1 FOR NO KEY UPDATE OF a`;

/** `plain`: no household of it has a delivery yet. $1 alert, $2 after this household, $3 page size. */
const PAGE = `
  SELECT max("householdId"::text) AS last, coalesce(bool_and(place IS NULL), true) AS plain
    FROM (SELECT "householdId", place FROM "AudienceHousehold"
           WHERE "alertId" = $1 AND "householdId" > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
           ORDER BY "householdId" LIMIT $3) page`;

/** Groups of the alert whose quiet hours reign now, and when these end. None for a critical alert. */
const QUIET_NOW = `
  SELECT g.id AS "groupId", ${quietUntil()} AS until
    FROM "AlertMessage" m
    JOIN "Alert" a ON a.id = m."alertId" AND a.severity <> 'critical'
    JOIN "NeighbourhoodGroup" g ON g.id = ANY (a."groupIds")
   CROSS JOIN ${minuteOfDay()}
   WHERE m.id = $1 AND ${QUIET_REIGNS}`;

/**
 * Held, not dropped: who hears the alert through several groups is let sleep until the last of them wakes. $1 message,
 * $2 alert, $3 after this household, $4 to this one, $5 groups, $6 when their quiet hours end.
 */
const HOLD_QUIET = `
  UPDATE "Delivery" d SET "notBefore" = quiet.until, reason = 'quiet_hours'
    FROM (
      SELECT ms."householdId", max(q.until) AS until
        FROM unnest($5::uuid[], $6::timestamptz[]) AS q("groupId", until)
        JOIN "Membership" ms ON ms."groupId" = q."groupId"
       WHERE ms."householdId" > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
         AND ms."householdId" <= $4::uuid
       GROUP BY 1) quiet
    JOIN "AudienceContact" ac ON ac."alertId" = $2 AND ac."householdId" = quiet."householdId"
   WHERE d."alertMessageId" = $1 AND d."contactPointId" = ac."contactPointId" AND ${pendingByKey('d')}`;

const SENDING_PER_SECOND = `
  SELECT coalesce(sum(a."ratePerSecond"), 0)::float8 AS "perSecond"
    FROM "Lane" l
    JOIN "ChannelAccount" a ON a.id = l."channelAccountId"
   CROSS JOIN LATERAL (SELECT FROM "Delivery" d WHERE d."laneId" = l.id AND d.state = 'sending' LIMIT 1) one
   WHERE l.id = ANY ($1::uuid[])`;

const MOVE_ON = `UPDATE "AlertMessage" SET "fannedOutTo" = $2 WHERE id = $1`;

const messageRow = z.object({
  alertId: z.string(),
  seq: z.number(),
  kind: z.enum(['initial', 'update', 'correction', 'reminder', 'closure']),
  fannedOutTo: z.string().nullable(),
  done: z.boolean(),
  critical: z.boolean(),
  notNow: z.boolean(),
});
const quietRow = z.object({ groupId: z.string(), until: z.date() });
const boundsRow = z.object({ last: z.string().nullable(), plain: z.boolean() });
const rateRow = z.object({ perSecond: z.number() });
const pageRow = z.object({ laneIds: z.array(z.string()) });
type PageResult = Awaited<ReturnType<FanOutStore['expandPage']>>;

/** Turns an audience into delivery rows, page by page. */
export function createFanOutStore(pool: pg.Pool): FanOutStore {
  return {
    expandPage(alertMessageId, pageSize) {
      return inPoolTransaction<PageResult>(pool, async (client) => {
        await client.query({ name: 'page-hold', text: HOLD_ALERT, values: [alertMessageId] });
        const found = await client.query({ name: 'page-message', text: MESSAGE, values: [alertMessageId] });
        if (found.rows.length === 0) return { kind: 'end' };
        const message = messageRow.parse(found.rows[0]);
        const { alertId, seq, kind, critical, fannedOutTo } = message;
        if (message.done) return { kind: 'end' };
        // What has begun goes on, however long it takes.
        if (message.notNow && fannedOutTo === null) return { kind: 'not_now' };
        const bounds = await client.query({
          name: 'page',
          text: PAGE,
          values: [alertId, fannedOutTo, pageSize],
        });
        const { last, plain } = z.tuple([boundsRow]).parse(bounds.rows)[0];
        if (last === null) return { kind: 'end' };
        const onlyReached = kind === 'closure' || kind === 'correction';
        const bounded = [alertMessageId, alertId, fannedOutTo, last];
        const written = await client.query(
          kind === 'reminder'
            ? { ...EXPAND_TO_SILENT, values: [...bounded, ZALO_FREE_WINDOW_MS] }
            : {
                ...(onlyReached ? EXPAND_TO_REACHED : seq === 1 && plain ? EXPAND_FIRST : EXPAND_TO_ALL),
                values: bounded,
              },
        );
        const quiet = z
          .array(quietRow)
          .parse(
            (await client.query({ name: 'page-quiet', text: QUIET_NOW, values: [alertMessageId] })).rows,
          );
        if (quiet.length > 0) {
          const groups = [quiet.map(({ groupId }) => groupId), quiet.map(({ until }) => until)];
          await client.query({ name: 'page-hold-quiet', text: HOLD_QUIET, values: [...bounded, ...groups] });
        }
        await client.query({ name: 'page-move-on', text: MOVE_ON, values: [alertMessageId, last] });
        return { kind: 'page', laneIds: z.tuple([pageRow]).parse(written.rows)[0].laneIds, critical };
      });
    },

    async sendingPerSecond(laneIds) {
      const found = await pool.query({
        name: 'page-sending',
        text: SENDING_PER_SECOND,
        values: [laneIds],
      });
      return z.tuple([rateRow]).parse(found.rows)[0].perSecond;
    },

    async markFannedOut(alertMessageId) {
      await pool.query(
        // A stop on the way leaves rows unwritten, and says so.
        `UPDATE "AlertMessage" SET "fannedOutAt" = now()
          WHERE id = $1 AND "fannedOutAt" IS NULL AND "stoppedAt" IS NULL`,
        [alertMessageId],
      );
    },
  };
}
