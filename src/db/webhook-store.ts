import { z } from 'zod';
import { newId } from '../shared/ids.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import type { DeliveryRow, WebhookRow, WebhookStore } from '../webhooks/ports.ts';
import {
  CHANGE_KINDS,
  DELIVERY_STATES,
  FAILURE_REASONS,
  isTold,
  OLD_SECRET_MS,
  PAUSE_REASONS,
  TOLD_KINDS,
  WEBHOOK_STATES,
  WEBHOOKS_OF_UNIT,
} from '../webhooks/webhook.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

/** Not of this version: left out, never guessed. */
export const changeKinds = z
  .array(z.string())
  .transform((names) => CHANGE_KINDS.filter((kind) => names.includes(kind)));

export const adderRoles = z.array(z.enum(STAFF_ROLES));
const webhookRow = z.object({
  id: z.string(),
  url: z.string(),
  wholeProvince: z.boolean(),
  kinds: changeKinds,
  adderRoles,
  state: z.enum(WEBHOOK_STATES),
  pausedReason: z.enum(PAUSE_REASONS).nullable(),
  pausedAt: z.date().nullable(),
  failingSince: z.date().nullable(),
  lastAcceptedAt: z.date().nullable(),
  previousUntil: z.date().nullable(),
  waiting: z.number(),
  createdAt: z.date(),
});
const deliveryRow = z.object({
  id: z.string(),
  kind: z.enum(TOLD_KINDS),
  change: z.string().nullable(),
  at: z.date(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number(),
  nextAt: z.date().nullable(),
  status: z.number().nullable(),
  reason: z.enum(FAILURE_REASONS).nullable(),
  finishedAt: z.date().nullable(),
}) satisfies z.ZodType<DeliveryRow>;
const untilRow = z.object({ until: z.date() });
const originRow = z.object({ origin: z.string() });

/** Of "Webhook" w: the roles that whoever added it has now. */
export const ADDER_ROLES = `
  ARRAY(SELECT r.role::text FROM "StaffRole" r JOIN "Staff" s ON s.id = r."staffId" AND s."disabledAt" IS NULL
         WHERE r."staffId" = w."createdById" AND r."scopeId" = w."policeUnitId" ORDER BY r.role) AS "adderRoles"`;
const WEBHOOK = new SqlFragment(`
  w.id, w.url, w."wholeProvince", w.kinds, ${ADDER_ROLES}, w.state::text AS state, w."pausedReason", w."pausedAt", w."failingSince",
  w."lastAcceptedAt", CASE WHEN w."previousUntil" > now() THEN w."previousUntil" END AS "previousUntil", w."createdAt",
  (SELECT count(*)::int FROM "WebhookDelivery" d WHERE d."webhookId" = w.id AND d.state = 'pending') AS waiting`);
const DELIVERY = new SqlFragment(`
  d.id, d.kind, d.change::text AS change, d.at, d.state::text AS state, d.attempts,
  CASE WHEN d.state = 'pending' THEN d."notBefore" END AS "nextAt", d.status, d.reason, d."finishedAt"`);
/** Of the newest change that was numbered. */
const NEWEST = new SqlFragment(`
  (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "ConsoleEvent_id_seq")`);

/** Webhooks, bound to one transaction. Addresses and secrets are sealed. */
export function createWebhookStore(db: Db, sealer: Sealer): WebhookStore {
  const opened = (rows: unknown[]): WebhookRow[] =>
    z
      .array(webhookRow)
      .parse(rows)
      .map(({ adderRoles: roles, kinds, ...row }) => ({
        ...row,
        url: sealer.open(row.id, row.url),
        kinds: kinds.filter((kind) => isTold(roles, kind, 'own')),
      }));

  return {
    async insert({ id, policeUnitId, wholeProvince, url, secret, kinds, createdById }) {
      await db.rows`SELECT 1 FROM "PoliceUnit" WHERE id = ${policeUnitId}::uuid FOR NO KEY UPDATE`;
      const inserted = await db.run`
        INSERT INTO "Webhook" (id, "policeUnitId", "wholeProvince", url, secret, kinds, "readTo", "createdById")
        SELECT ${id}::uuid, ${policeUnitId}::uuid, ${wholeProvince}::bool, ${sealer.seal(id, url)},
               ${sealer.seal(id, secret)}, ${[...kinds]}::text[], ${NEWEST}, ${createdById}::uuid
         WHERE (SELECT count(*) FROM "Webhook" WHERE "policeUnitId" = ${policeUnitId}::uuid) < ${WEBHOOKS_OF_UNIT}::int`;
      return inserted === 1 ? 'inserted' : 'too_many';
    },

    async list(policeUnitId) {
      return opened(
        await db.rows`
          SELECT ${WEBHOOK} FROM "Webhook" w WHERE w."policeUnitId" = ${policeUnitId}::uuid ORDER BY w.id`,
      );
    },

    async find(policeUnitId, id) {
      const rows = await db.rows`
        SELECT ${WEBHOOK} FROM "Webhook" w WHERE w.id = ${id}::uuid AND w."policeUnitId" = ${policeUnitId}::uuid`;
      return opened(rows)[0] ?? null;
    },

    async pause(policeUnitId, id) {
      const paused = await db.run`
        UPDATE "Webhook" SET state = 'paused', "pausedReason" = 'by_hand', "pausedAt" = now()
         WHERE id = ${id}::uuid AND "policeUnitId" = ${policeUnitId}::uuid AND state = 'active'`;
      if (paused === 1) await giveUpWaiting(db, id);
      return paused === 1;
    },

    async resume(policeUnitId, id) {
      const resumed = await db.run`
        UPDATE "Webhook"
           SET state = 'active', "pausedReason" = NULL, "pausedAt" = NULL, failures = 0, "failingSince" = NULL,
               "restsUntil" = NULL, "readTo" = ${NEWEST}
         WHERE id = ${id}::uuid AND "policeUnitId" = ${policeUnitId}::uuid AND state = 'paused'`;
      if (resumed === 0) return false;
      await db.run`
        INSERT INTO "WebhookDelivery" (id, "webhookId", kind, change)
        SELECT ${newId()}::uuid, id, 'reset', "readTo" FROM "Webhook" WHERE id = ${id}::uuid`;
      return true;
    },

    async rotate(policeUnitId, id, secret) {
      const rows = await db.rows`
        UPDATE "Webhook"
           SET secret = ${sealer.seal(id, secret)}, "previousSecret" = secret,
               "previousUntil" = now() + ${OLD_SECRET_MS}::float8 * interval '1 millisecond'
         WHERE id = ${id}::uuid AND "policeUnitId" = ${policeUnitId}::uuid
        RETURNING "previousUntil" AS until`;
      return z.array(untilRow).parse(rows)[0]?.until ?? null;
    },

    async remove(policeUnitId, id) {
      const removed = await db.run`
        DELETE FROM "Webhook" WHERE id = ${id}::uuid AND "policeUnitId" = ${policeUnitId}::uuid`;
      return removed === 1;
    },

    async addTest(policeUnitId, id) {
      // Whoever has mended their side does not wait for the next try.
      await db.run`
        UPDATE "Webhook" SET "restsUntil" = NULL WHERE id = ${id}::uuid AND "policeUnitId" = ${policeUnitId}::uuid`;
      const rows = await db.rows`
        INSERT INTO "WebhookDelivery" AS d (id, "webhookId", kind)
        SELECT ${newId()}::uuid, w.id, 'test' FROM "Webhook" w
         WHERE w.id = ${id}::uuid AND w."policeUnitId" = ${policeUnitId}::uuid AND w.state = 'active'
        RETURNING ${DELIVERY}`;
      return z.array(deliveryRow).parse(rows)[0] ?? null;
    },

    async deliveries(webhookId, limit) {
      const rows = await db.rows`
        SELECT ${DELIVERY} FROM "WebhookDelivery" d WHERE d."webhookId" = ${webhookId}::uuid
         ORDER BY d.id DESC LIMIT ${limit}::int`;
      return z.array(deliveryRow).parse(rows);
    },

    async nearOrigins() {
      const rows = await db.rows`SELECT origin FROM "WebhookNearOrigin" ORDER BY origin`;
      return z
        .array(originRow)
        .parse(rows)
        .map(({ origin }) => origin);
    },

    async allowNear(origin) {
      return (
        (await db.run`INSERT INTO "WebhookNearOrigin" (origin) VALUES (${origin}) ON CONFLICT DO NOTHING`) ===
        1
      );
    },

    async forbidNear(origin) {
      return (await db.run`DELETE FROM "WebhookNearOrigin" WHERE origin = ${origin}`) === 1;
    },
  };
}

/** What a paused webhook was still to be told is told to nobody: a `reset` stands for it later. */
export async function giveUpWaiting(db: Db, webhookId: string): Promise<void> {
  await db.run`
    UPDATE "WebhookDelivery"
       SET state = 'given_up', reason = 'paused', "finishedAt" = now(), "claimedUntil" = NULL
     WHERE "webhookId" = ${webhookId}::uuid AND state = 'pending'`;
}
