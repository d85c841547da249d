import { z } from 'zod';
import { newId } from '../shared/ids.ts';
import type { Claimed, Listening, WebhookDeliveryStore } from '../webhooks/ports.ts';
import {
  CALLS_AT_ONCE,
  CLAIM_MS,
  type EndReason,
  MANAGING_ROLES,
  PAUSED_AFTER,
  restAfter,
  STRUGGLING_FAILURES,
  TOLD_KINDS,
  TRIED_FOR_MS,
  waitAfter,
} from '../webhooks/webhook.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';
import { unitsOfProvince } from './unit-scope.ts';
import { ADDER_ROLES, adderRoles, changeKinds, giveUpWaiting } from './webhook-store.ts';

const GONE = 410;
const LISTENING_ROLES = new SqlFragment(ADDER_ROLES);

const listeningRow = z.object({
  webhookId: z.string(),
  policeUnitId: z.string(),
  wholeProvince: z.boolean(),
  kinds: changeKinds,
  adderRoles,
  readTo: z.string(),
});
const claimedRow = z.object({
  deliveryId: z.string(),
  webhookId: z.string(),
  policeUnitId: z.string(),
  kind: z.enum(TOLD_KINDS),
  change: z.string().nullable(),
  unitId: z.string().nullable(),
  subjectId: z.string().nullable(),
  alertId: z.string().nullable(),
  help: z.boolean(),
  fresh: z.boolean(),
  at: z.date(),
  attempts: z.number(),
  url: z.string(),
  secret: z.string(),
  previousSecret: z.string().nullable(),
});
const originRow = z.object({ origin: z.string() });
const chatRow = z.object({ id: z.string() });
const failuresRow = z.object({ failures: z.number(), long: z.boolean() });

/** What webhooks are told, bound to one transaction. */
export function createWebhookDeliveryStore(db: Db, sealer: Sealer): WebhookDeliveryStore {
  /** First, as everybody does who changes a webhook and its deliveries. */
  const lock = (webhookId: string) =>
    db.rows`SELECT 1 FROM "Webhook" WHERE id = ${webhookId}::uuid FOR UPDATE`;

  return {
    async listening() {
      const rows = z.array(listeningRow).parse(
        await db.rows`
          SELECT w.id AS "webhookId", w."policeUnitId", w."wholeProvince", w.kinds, ${LISTENING_ROLES},
                 w."readTo"::text AS "readTo"
            FROM "Webhook" w WHERE w.state = 'active' ORDER BY w.id`,
      );
      const found: Listening[] = [];
      for (const { wholeProvince, ...row } of rows) {
        const { policeUnitId } = row;
        const unitIds = wholeProvince ? await unitsOfProvince(db, policeUnitId) : [policeUnitId];
        found.push({ ...row, unitIds });
      }
      return found;
    },

    async tell(webhookId, from, to, changes) {
      const moved = await db.run`
        UPDATE "Webhook" SET "readTo" = ${to}::text::bigint
         WHERE id = ${webhookId}::uuid AND state = 'active' AND "readTo" = ${from}::text::bigint`;
      if (moved === 0 || changes.length === 0) return;
      await db.run`
        WITH told AS (
          SELECT * FROM unnest(
            ${changes.map(() => newId())}::uuid[], ${changes.map(({ kind }) => kind)}::text[],
            ${changes.map(({ change }) => change)}::bigint[], ${changes.map(({ unitId }) => unitId)}::uuid[],
            ${changes.map(({ subjectId }) => subjectId)}::uuid[], ${changes.map(({ alertId }) => alertId)}::uuid[],
            ${changes.map(({ help }) => help)}::bool[], ${changes.map(({ fresh }) => fresh)}::bool[])
            AS t (id, kind, change, "unitId", "subjectId", "alertId", help, fresh)
        ), renewed AS (
          -- Nobody has heard of the earlier one yet: it tells the later one as well.
          UPDATE "WebhookDelivery" d
             SET change = t.change, help = t.help, fresh = d.fresh OR t.fresh, at = now()
            FROM told t
           WHERE d."webhookId" = ${webhookId}::uuid AND d.state = 'pending' AND d.attempts = 0 AND d.kind = t.kind
             AND d."subjectId" IS NOT DISTINCT FROM t."subjectId"
             AND d."policeUnitId" IS NOT DISTINCT FROM t."unitId"
          RETURNING t.id
        )
        INSERT INTO "WebhookDelivery" (id, "webhookId", kind, change, "policeUnitId", "subjectId", "alertId", help, fresh)
        SELECT t.id, ${webhookId}::uuid, t.kind, t.change, t."unitId", t."subjectId", t."alertId", t.help, t.fresh
          FROM told t WHERE t.id NOT IN (SELECT id FROM renewed)`;
    },

    async claim(limit) {
      const rows = await db.rows`
        WITH due AS MATERIALIZED (
          SELECT d.id FROM "Webhook" w CROSS JOIN LATERAL (
            SELECT id FROM "WebhookDelivery"
             WHERE "webhookId" = w.id AND state = 'pending' AND "notBefore" <= now()
               AND ("claimedUntil" IS NULL OR "claimedUntil" <= now())
             ORDER BY kind <> 'test', "notBefore", id
             LIMIT greatest(0, CASE WHEN w.failures >= ${STRUGGLING_FAILURES}::int THEN 1 ELSE ${CALLS_AT_ONCE}::int END
                   - (SELECT count(*) FROM "WebhookDelivery" u
                       WHERE u."webhookId" = w.id AND u.state = 'pending' AND u."claimedUntil" > now()))
               FOR UPDATE SKIP LOCKED) d
           WHERE w.state = 'active' AND (w."restsUntil" IS NULL OR w."restsUntil" <= now())
           LIMIT ${limit}::int
        )
        UPDATE "WebhookDelivery" d
           SET attempts = d.attempts + 1, "claimedUntil" = now() + ${CLAIM_MS}::float8 * interval '1 millisecond'
          FROM due, "Webhook" w
         WHERE d.id = due.id AND w.id = d."webhookId"
        RETURNING d.id AS "deliveryId", d."webhookId", w."policeUnitId", d.kind, d.change::text AS change,
                  d."policeUnitId" AS "unitId", d."subjectId", d."alertId", d.help, d.fresh, d.at, d.attempts, w.url,
                  w.secret, CASE WHEN w."previousUntil" > now() THEN w."previousSecret" END AS "previousSecret"`;
      const claimed = z.array(claimedRow).parse(rows);
      if (claimed.length === 0) return [];
      const near = z.array(originRow).parse(await db.rows`SELECT origin FROM "WebhookNearOrigin"`);
      return claimed.map(({ secret, previousSecret, ...row }): Claimed => {
        const url = sealer.open(row.webhookId, row.url);
        const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
        return {
          ...row,
          url,
          secrets: secrets.map((one) => sealer.open(row.webhookId, one)),
          near: near.some(({ origin }) => origin === new URL(url).origin),
        };
      });
    },

    async accepted({ deliveryId, webhookId }, status) {
      await lock(webhookId);
      await db.run`
        UPDATE "WebhookDelivery"
           SET state = 'accepted', status = ${status}::int, reason = NULL, "finishedAt" = now(), "claimedUntil" = NULL
         WHERE id = ${deliveryId}::uuid AND state = 'pending'`;
      // It is there again: what was refused meanwhile need not wait any longer.
      await db.run`
        WITH before AS (SELECT id, failures FROM "Webhook" WHERE id = ${webhookId}::uuid),
        well AS (
          UPDATE "Webhook" w
             SET failures = 0, "failingSince" = NULL, "restsUntil" = NULL, "lastAcceptedAt" = now()
            FROM before WHERE w.id = before.id)
        UPDATE "WebhookDelivery" d SET "notBefore" = now()
          FROM before
         WHERE before.failures >= ${STRUGGLING_FAILURES}::int AND d."webhookId" = before.id AND d.state = 'pending'
           AND d."notBefore" > now()`;
    },

    async failed({ deliveryId, webhookId, attempts }, { reason, status, retryAfterMs }, random) {
      await lock(webhookId);
      const waitMs = Math.max(waitAfter(attempts, random), retryAfterMs ?? 0);
      const written = await db.run`
        UPDATE "WebhookDelivery"
           SET status = ${status}::int, reason = ${reason}, "claimedUntil" = NULL,
               "notBefore" = now() + ${waitMs}::float8 * interval '1 millisecond',
               state = CASE WHEN next.late THEN 'given_up' ELSE state END,
               "finishedAt" = CASE WHEN next.late THEN now() END
          FROM (SELECT id AS "lateId",
                       now() + ${waitMs}::float8 * interval '1 millisecond'
                         > at + ${TRIED_FOR_MS}::float8 * interval '1 millisecond' AS late
                  FROM "WebhookDelivery" WHERE id = ${deliveryId}::uuid) next
         WHERE id = next."lateId" AND state = 'pending' AND attempts = ${attempts}::int`;
      if (written === 0) return { ended: null };
      const rows = await db.rows`
        UPDATE "Webhook"
           SET failures = failures + 1, "failingSince" = coalesce("failingSince", now())
         WHERE id = ${webhookId}::uuid AND state = 'active'
        RETURNING failures,
                  "failingSince" < now() - ${PAUSED_AFTER.ms}::float8 * interval '1 millisecond' AS long`;
      const now = z.array(failuresRow).parse(rows)[0];
      if (!now) return { ended: null };
      const ended = endOf(status, now);
      if (ended === null) {
        const restMs = restAfter(now.failures, random);
        await db.run`
          UPDATE "Webhook" SET "restsUntil" = now() + ${restMs}::float8 * interval '1 millisecond'
           WHERE id = ${webhookId}::uuid AND ${restMs}::float8 > 0`;
        return { ended };
      }
      await db.run`
        UPDATE "Webhook" SET state = 'paused', "pausedReason" = ${ended}, "pausedAt" = now()
         WHERE id = ${webhookId}::uuid`;
      await giveUpWaiting(db, webhookId);
      return { ended };
    },

    async managerChats(policeUnitId) {
      const rows = await db.rows`
        SELECT c.id FROM "Staff" s
          JOIN "ContactPoint" c ON c."staffId" = s.id AND c.state = 'active'
         WHERE s."policeUnitId" = ${policeUnitId}::uuid AND s."disabledAt" IS NULL
           AND EXISTS (SELECT 1 FROM "StaffRole" r
                        WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId"
                          AND r.role::text = ANY (${MANAGING_ROLES}::text[]))
         ORDER BY c.id`;
      return z
        .array(chatRow)
        .parse(rows)
        .map(({ id }) => id);
    },
  };
}

/** Whether it is time to call it no more. */
function endOf(status: number | null, now: z.infer<typeof failuresRow>): EndReason | null {
  if (status === GONE) return 'gone';
  return now.long && now.failures >= PAUSED_AFTER.failures ? 'failing' : null;
}
