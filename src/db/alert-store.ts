import { z } from 'zod';
import { type AlertState, LEGAL_BASES, REPLY_CODES } from '../alerts/alert.ts';
import type { AlertRow, AlertStore } from '../alerts/ports.ts';
import { alertStateSchema, categorySchema, severitySchema } from './alert-columns.ts';
import { mediaRow } from './alert-media-store.ts';
import { countAudience, freezeAudience, hasAudience } from './audience.ts';
import { countFollowUp } from './follow-up-reach.ts';
import { countReach } from './forecast.ts';
import type { Db } from './sql.ts';
import { unitsOfProvince } from './unit-scope.ts';

const alertRow = z.object({
  id: z.string(),
  policeUnitId: z.string(),
  number: z.string(),
  verificationCode: z.string(),
  category: categorySchema,
  severity: severitySchema,
  state: alertStateSchema,
  replyCodes: z.array(z.enum(REPLY_CODES)),
  expiresAt: z.date(),
  drill: z.boolean(),
  legalBasis: z.enum(LEGAL_BASES).nullable(),
  documentNumber: z.string().nullable(),
  issuingAuthority: z.string().nullable(),
}) satisfies z.ZodType<AlertRow>;
const idRow = z.object({ id: z.string() });
const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
const textsRow = z.object({ texts: z.object({ vi: textSchema, en: textSchema, headline: z.string() }) });
const unitRow = z.object({ code: z.string(), name: z.string(), dutyPhone: z.string() });
const countRow = z.object({ count: z.number() });
const forecastRow = z.object({ languages: z.array(z.enum(['vi', 'en'])), secondsToLast: z.number() });

const pausedRow = z.object({ changed: z.number(), waiting: z.number() });
const misfireRow = z.object({
  alertId: z.string(),
  policeUnitId: z.string(),
  number: z.string(),
  sendFrom: z.date(),
  authorContactIds: z.array(z.string()),
});

async function countOf(rows: unknown): Promise<number> {
  return z.array(countRow).parse(rows)[0]?.count ?? 0;
}

/** Alerts and their audiences, bound to one transaction. */
export function createAlertStore(db: Db): AlertStore {
  return {
    async nextCount(policeUnitId, year) {
      return countOf(
        await db.rows`
          INSERT INTO "AlertCounter" ("policeUnitId", year, last) VALUES (${policeUnitId}::uuid, ${year}, 1)
          ON CONFLICT ("policeUnitId", year) DO UPDATE SET last = "AlertCounter".last + 1
          RETURNING last AS count`,
      );
    },

    async insertAlert(alert) {
      await db.run`
        INSERT INTO "Alert" (id, "policeUnitId", number, "verificationCode", category, severity, state, "groupIds",
                             "replyCodes", "authorId", drill, "legalBasis", "documentNumber", "issuingAuthority",
                             "expiresAt")
        VALUES (${alert.id}::uuid, ${alert.policeUnitId}::uuid, ${alert.number}, ${alert.verificationCode},
                ${alert.category}, ${alert.severity}::"Severity", ${alert.state}::"AlertState",
                ${[...alert.groupIds]}::uuid[], ${[...alert.replyCodes]}::text[], ${alert.authorId}::uuid,
                ${alert.drill}, ${alert.legalBasis}, ${alert.documentNumber}, ${alert.issuingAuthority},
                greatest(now(), ${alert.sendFrom}::timestamptz)
                  + ${alert.expiresInMs}::float8 * interval '1 millisecond')
        ON CONFLICT (id) DO UPDATE
           SET category = EXCLUDED.category, severity = EXCLUDED.severity, state = EXCLUDED.state,
               "groupIds" = EXCLUDED."groupIds", "replyCodes" = EXCLUDED."replyCodes",
               "legalBasis" = EXCLUDED."legalBasis", "documentNumber" = EXCLUDED."documentNumber",
               "issuingAuthority" = EXCLUDED."issuingAuthority", "expiresAt" = EXCLUDED."expiresAt"`;
    },

    async begin(alertId, { expiresInMs, sendFrom }) {
      await db.run`
        UPDATE "Alert"
           SET state = 'sending',
               "expiresAt" = greatest(now(), ${sendFrom}::timestamptz) + ${expiresInMs}::float8 * interval '1 millisecond'
         WHERE id = ${alertId}::uuid`;
    },

    async insertMessage({ id, alertId, kind, texts, mediaId, sendForMs, schedule }) {
      return countOf(
        await db.rows`
          INSERT INTO "AlertMessage" (id, "alertId", seq, kind, texts, "mediaId", "sendUntil", "sendFrom", "graceMs", "pausedAt")
          SELECT ${id}::uuid, a.id, coalesce(before.seq, 0) + 1,
                 ${kind}::"AlertMessageKind", ${JSON.stringify(texts)}::jsonb, ${mediaId}::uuid,
                 coalesce(now() + ${sendForMs}::float8 * interval '1 millisecond', a."expiresAt"),
                 coalesce(plan."sendFrom", before."sendFrom"), coalesce(plan."graceMs", before."graceMs"),
                 before."pausedAt"
            FROM "Alert" a
            -- A last word stops what it follows, so there is nothing to wait for.
            LEFT JOIN LATERAL (
              SELECT max(m.seq) AS seq,
                     max(m."pausedAt") FILTER (WHERE m."stoppedAt" IS NULL) AS "pausedAt",
                     max(m."sendFrom") FILTER (WHERE m."stoppedAt" IS NULL AND m."fannedOutAt" IS NULL) AS "sendFrom",
                     max(m."graceMs") FILTER (WHERE m."stoppedAt" IS NULL AND m."fannedOutAt" IS NULL) AS "graceMs"
                FROM "AlertMessage" m WHERE m."alertId" = a.id) before ON true
            LEFT JOIN LATERAL (
              SELECT ${schedule?.sendFrom ?? null}::timestamptz AS "sendFrom", ${schedule?.graceMs ?? null}::int AS "graceMs"
               WHERE ${schedule?.sendFrom ?? null}::timestamptz > now()) plan ON true
           WHERE a.id = ${alertId}::uuid
          RETURNING seq AS count`,
      );
    },

    freezeAudience: (alertId) => freezeAudience(db, alertId),
    hasAudience: (policeUnitId, groupIds) => hasAudience(db, policeUnitId, groupIds),
    countAudience: (policeUnitId, groupIds) => countAudience(db, policeUnitId, groupIds),
    countReach: (audience, accounts, brief, at) => countReach(db, audience, accounts, brief, at),
    countFollowUp: (alertId, accounts, brief, at) => countFollowUp(db, alertId, accounts, brief, at),

    async lockAlert(alertId, policeUnitId, scope = 'unit'): Promise<AlertRow | null> {
      const unitIds = scope === 'province' ? await unitsOfProvince(db, policeUnitId) : [policeUnitId];
      await db.rows`SELECT 1 FROM "Alert" WHERE id = ${alertId}::uuid FOR UPDATE`;
      const rows = await db.rows`
        SELECT id, "policeUnitId", number, "verificationCode", category, severity, state,
               coalesce("replyCodes", '{}') AS "replyCodes", "expiresAt", drill, "legalBasis", "documentNumber", "issuingAuthority"
          FROM "Alert" WHERE id = ${alertId}::uuid AND "policeUnitId" = ANY (${unitIds}::uuid[])`;
      return z.array(alertRow).parse(rows)[0] ?? null;
    },

    async setState(alertId, state: AlertState, closed) {
      await db.run`
        UPDATE "Alert" SET state = ${state}::"AlertState",
               "closedAt" = CASE WHEN ${closed} THEN coalesce("closedAt", now()) ELSE "closedAt" END
         WHERE id = ${alertId}::uuid`;
    },

    async setExpiry(alertId, inMs) {
      await db.run`
        UPDATE "Alert" SET "expiresAt" = now() + ${inMs}::float8 * interval '1 millisecond' WHERE id = ${alertId}::uuid`;
    },

    async stopMessages(alertId) {
      return countOf(
        await db.rows`
          WITH stopped AS (
            UPDATE "AlertMessage" SET "stoppedAt" = now(), "pausedAt" = NULL
             WHERE "alertId" = ${alertId}::uuid AND "stoppedAt" IS NULL AND kind NOT IN ('closure', 'correction')
            RETURNING id
          )
          SELECT count(*)::int AS count
            FROM "Delivery" d JOIN stopped s ON s.id = d."alertMessageId"
           WHERE d.state = 'pending'`,
      );
    },

    async setPaused(alertId, paused) {
      const rows = await db.rows`
        WITH changed AS (
          UPDATE "AlertMessage"
             SET "pausedAt" = CASE WHEN ${paused} THEN now() END,
                 -- Let go by an officer: its time is now, not one that was missed.
                 "sendFrom" = CASE WHEN NOT ${paused} AND "fannedOutAt" IS NULL AND "sendFrom" < now() THEN now()
                                   ELSE "sendFrom" END
           WHERE "alertId" = ${alertId}::uuid AND "stoppedAt" IS NULL AND kind NOT IN ('closure', 'correction')
             AND ("pausedAt" IS NULL) = ${paused}
          RETURNING id
        )
        SELECT (SELECT count(*) FROM changed)::int AS changed,
               (SELECT count(*) FROM "Delivery" d
                 WHERE d."alertMessageId" IN (SELECT id FROM changed) AND d.state = 'pending')::int AS waiting`;
      return z.array(pausedRow).min(1).parse(rows)[0] ?? { changed: 0, waiting: 0 };
    },

    async countReached(alertId) {
      return countOf(
        await db.rows`
          SELECT count(DISTINCT d."householdId")::int AS count
            FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           WHERE m."alertId" = ${alertId}::uuid AND d.state IN ('sending', 'unknown', 'sent', 'unknown_final')`,
      );
    },

    async forecastSent(alertId) {
      const rows = await db.rows`
        WITH chats AS (
          SELECT DISTINCT d."contactPointId", d.language, d."laneId"
            FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           WHERE m."alertId" = ${alertId}::uuid
             AND d.state IN ('pending', 'sending', 'unknown', 'sent', 'unknown_final')
        ), lanes AS (
          SELECT a."ratePerSecond", count(*) AS contacts
            FROM chats JOIN "Lane" l ON l.id = chats."laneId" JOIN "ChannelAccount" a ON a.id = l."channelAccountId"
           GROUP BY l.id, a."ratePerSecond"
        )
        SELECT coalesce((SELECT array_agg(DISTINCT language ORDER BY language DESC) FROM chats), '{}') AS languages,
               coalesce((SELECT max(ceil(contacts::numeric / "ratePerSecond")) FROM lanes), 0)::int AS "secondsToLast"`;
      return z.array(forecastRow).parse(rows)[0] ?? { languages: [], secondsToLast: 0 };
    },

    async takeMisfires(limit) {
      // The rule of fan-out-store.ts seen from the other side, some seconds later: what began at the last moment has been
      // sent to somebody by then.
      const rows = await db.rows`
        SELECT a.id AS "alertId", a."policeUnitId", a.number, m."sendFrom",
               ARRAY(SELECT c.id FROM "ContactPoint" c JOIN "Staff" s ON s.id = c."staffId" AND s."disabledAt" IS NULL
                      WHERE s.id = a."authorId" AND c.state = 'active' ORDER BY c.id) AS "authorContactIds"
          FROM "AlertMessage" m JOIN "Alert" a ON a.id = m."alertId"
         WHERE m.seq = 1 AND m."fannedOutAt" IS NULL AND m."stoppedAt" IS NULL
           AND (m."sendUntil" <= now()
             OR (m."pausedAt" IS NULL AND m."sendFrom" + m."graceMs" * interval '1 millisecond'
                   < now() - interval '5 seconds'))
           AND m."sendFrom" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM "Delivery" d
                            WHERE d."alertMessageId" = m.id
                              AND (d.state NOT IN ('pending', 'cancelled') OR d.repeats > 0))
         ORDER BY m."createdAt" LIMIT ${limit}::int
           FOR UPDATE OF a SKIP LOCKED`;
      return z.array(misfireRow).parse(rows);
    },

    async firstTexts(alertId) {
      const rows = await db.rows`
        SELECT texts FROM "AlertMessage" WHERE "alertId" = ${alertId}::uuid AND seq = 1`;
      return z.array(textsRow).parse(rows)[0]?.texts ?? null;
    },

    async firstMedia(alertId) {
      const rows = await db.rows`
        SELECT f.id, f.kind::text AS kind, f.type, f."sizeBytes", f.width, f.height
          FROM "AlertMessage" m JOIN "AlertMedia" f ON f.id = m."mediaId" AND f.bytes <> ''
         WHERE m."alertId" = ${alertId}::uuid AND m.seq = 1`;
      return z.array(mediaRow).parse(rows)[0] ?? null;
    },

    async countGroups(policeUnitId, groupIds) {
      return countOf(
        await db.rows`
          SELECT count(*)::int AS count FROM "NeighbourhoodGroup"
           WHERE "policeUnitId" = ${policeUnitId}::uuid AND id = ANY (${groupIds}::uuid[])
             AND ("validTo" IS NULL OR "validTo" > now())`,
      );
    },

    async newestAlert() {
      const rows = await db.rows`
        SELECT id FROM "Alert" ORDER BY "closedAt" DESC NULLS FIRST, "createdAt" DESC LIMIT 1`;
      return z.array(idRow).parse(rows)[0]?.id ?? null;
    },

    async policeUnit(policeUnitId) {
      const rows = await db.rows`
        SELECT code, name, "dutyPhone" FROM "PoliceUnit" WHERE id = ${policeUnitId}::uuid`;
      return z.array(unitRow).parse(rows)[0] ?? null;
    },
  };
}
