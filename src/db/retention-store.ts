import type pg from 'pg';
import type { RetentionName } from '../../config/retention.ts';
import { REPLY_CODES } from '../alerts/alert.ts';
import type { RetentionStore } from '../deliveries/ports.ts';
import { asksForHelp } from '../replies/reply.ts';

// Every statement takes $1 for how long (ms) and $2 how many rows at most, takes no row that somebody else holds, and may
// run again at any time. The rows are chosen in an ARRAY or a MATERIALIZED list, once: a plan that chose again would take
// more than it may.

const CUTOFF = `(now() - $1::float8 * interval '1 millisecond')`;

/** Ids begin with the time they were made in (src/shared/ids.ts), so the primary key is an index by age. */
const OLD_ID = `(lpad(to_hex((extract(epoch FROM ${CUTOFF}) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid`;

const HELP = REPLY_CODES.filter(asksForHelp)
  .map((code) => `'${code}'`)
  .join(', ');
/** Needs a person, or is one's own words. */
const CALL = `(r.content IS NOT NULL OR r.code IN (${HELP}, 'TIP', 'VICTIM'))`;

/** Closed for so long, and nothing of it can still be sent. A few at a time, the oldest first. */
const closed = (more: string) => `
  closed AS MATERIALIZED (
    SELECT a.id, a."replyCodes" FROM "Alert" a
     WHERE a."closedAt" < ${CUTOFF}
       AND NOT EXISTS (SELECT 1 FROM "AlertMessage" m WHERE m."alertId" = a.id AND m."sendUntil" > now())
       AND ${more}
     ORDER BY a."closedAt" LIMIT 5)`;

/** The audience goes last: while it is there, the alert is not done. */
const CLOSED = closed(`EXISTS (SELECT 1 FROM "AudienceHousehold" ah WHERE ah."alertId" = a.id)`);

const calls = (tips: boolean) => `
  WITH ${closed(`${tips ? '' : 'NOT'} 'TIP' = ANY (a."replyCodes") AND EXISTS (SELECT 1 FROM "Reply" r WHERE r."alertId" = a.id)`)}
  DELETE FROM "Reply" WHERE id = ANY (ARRAY(
    SELECT r.id FROM closed CROSS JOIN LATERAL (
      SELECT id FROM "Reply" WHERE "alertId" = closed.id LIMIT $2 FOR UPDATE SKIP LOCKED) r LIMIT $2))`;

/** In this order; one that finds rows is enough for one time. */
const STATEMENTS: Readonly<Record<RetentionName, readonly string[]>> = {
  inboundEvents: [
    `DELETE FROM "InboundEvent" WHERE id = ANY (ARRAY(
       SELECT id FROM "InboundEvent"
        WHERE id < ${OLD_ID} AND ("handledAt" < ${CUTOFF} OR "failedAt" < ${CUTOFF})
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  answers: [
    `DELETE FROM "Answer" WHERE id = ANY (ARRAY(
       SELECT a.id FROM "Answer" a
        WHERE a.id < ${OLD_ID} AND a."createdAt" < ${CUTOFF}
          AND a.state NOT IN ('pending', 'sending', 'unknown')
          -- A message that is edited outlives its edits, and its board.
          AND NOT EXISTS (SELECT 1 FROM "Answer" e WHERE e."editsAnswerId" = a.id)
          AND NOT EXISTS (SELECT 1 FROM "ProgressBoard" b WHERE b."answerId" = a.id)
          -- What an officer answered goes with the reply.
          AND NOT EXISTS (SELECT 1 FROM "ReplyAnswer" ra WHERE ra."answerId" = a.id)
        ORDER BY a.id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  conversations: [
    `UPDATE "DialogState" SET state = '' WHERE "contactPointId" = ANY (ARRAY(
       SELECT "contactPointId" FROM "DialogState"
        WHERE state <> '' AND "updatedAt" < ${CUTOFF}
        ORDER BY "updatedAt" LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  strangers: [
    `UPDATE "ContactPoint" SET "externalId" = 'erased:' || id, state = 'stopped' WHERE id = ANY (ARRAY(
       SELECT c.id FROM "ContactPoint" c
        WHERE c."memberId" IS NULL AND c."staffId" IS NULL AND c."externalId" NOT LIKE 'erased:%'
          AND coalesce(c."lastInboundAt", c."createdAt") < ${CUTOFF}
          AND NOT EXISTS (SELECT 1 FROM "Answer" a
                           WHERE a."contactPointId" = c.id AND a.state IN ('pending', 'sending', 'unknown'))
          AND NOT EXISTS (SELECT 1 FROM "InboundEvent" e
                           WHERE e."contactPointId" = c.id AND e."handledAt" IS NULL AND e."failedAt" IS NULL)
        LIMIT $2 FOR UPDATE OF c SKIP LOCKED))`,
  ],
  staffCodes: [
    `DELETE FROM "StaffLinkCode" WHERE "codeHash" = ANY (ARRAY(
       SELECT "codeHash" FROM "StaffLinkCode" WHERE "usedAt" < ${CUTOFF} OR "expiresAt" < ${CUTOFF}
        LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  signInLinks: [
    `DELETE FROM "OneTimeLink" WHERE digest = ANY (ARRAY(
       SELECT digest FROM "OneTimeLink" WHERE "expiresAt" < ${CUTOFF} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  signInSessions: [
    `DELETE FROM "SignInSession" WHERE id = ANY (ARRAY(
       SELECT id FROM "SignInSession" WHERE "expiresAt" < ${CUTOFF} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
    `DELETE FROM "SignInChallenge" WHERE id = ANY (ARRAY(
       SELECT id FROM "SignInChallenge" WHERE "expiresAt" < ${CUTOFF} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  signInTries: [
    `DELETE FROM "SignInTry" WHERE key = ANY (ARRAY(
       SELECT key FROM "SignInTry" WHERE "lastAt" < ${CUTOFF} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  apiTokens: [
    `DELETE FROM "ApiToken" WHERE id = ANY (ARRAY(
       SELECT id FROM "ApiToken" WHERE "expiresAt" < ${CUTOFF} OR "endedAt" < ${CUTOFF}
        LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  idempotencyKeys: [
    `DELETE FROM "IdempotencyKey" WHERE ("staffId", key) IN (
       SELECT k."staffId", k.key FROM "IdempotencyKey" k WHERE k."createdAt" < ${CUTOFF}
        ORDER BY k."createdAt" LIMIT $2)`,
  ],
  drafts: [
    `DELETE FROM "AlertDraft" WHERE id = ANY (ARRAY(
       SELECT id FROM "AlertDraft" WHERE "savedAt" < ${CUTOFF} ORDER BY "savedAt" LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  unusedMedia: [
    `DELETE FROM "AlertMedia" WHERE id = ANY (ARRAY(
       SELECT f.id FROM "AlertMedia" f
        WHERE f."uploadedAt" < ${CUTOFF} AND f.bytes <> ''
          AND NOT EXISTS (SELECT 1 FROM "AlertMessage" m WHERE m."mediaId" = f.id)
          AND NOT EXISTS (SELECT 1 FROM "AlertDraft" d WHERE d."mediaId" = f.id)
        ORDER BY f."uploadedAt" LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  sentMedia: [
    `WITH old AS MATERIALIZED (
       SELECT f.id FROM "AlertMedia" f
        WHERE f."uploadedAt" < ${CUTOFF} AND f.bytes <> ''
          AND EXISTS (SELECT 1 FROM "AlertMessage" m WHERE m."mediaId" = f.id)
          AND NOT EXISTS (SELECT 1 FROM "AlertDraft" d WHERE d."mediaId" = f.id)
          AND NOT EXISTS (SELECT 1 FROM "AlertMessage" m JOIN "Alert" a ON a.id = m."alertId"
                           WHERE m."mediaId" = f.id
                             AND (a."closedAt" IS NULL OR a."closedAt" >= ${CUTOFF} OR m."sendUntil" > now()))
        ORDER BY f."uploadedAt" LIMIT $2 FOR UPDATE SKIP LOCKED), kept AS (
       DELETE FROM "AlertMediaUpload" u USING old WHERE u."mediaId" = old.id)
     UPDATE "AlertMedia" f SET bytes = '' FROM old WHERE f.id = old.id`,
  ],
  closedAlerts: [
    `WITH ${CLOSED}
     DELETE FROM "Delivery" WHERE id = ANY (ARRAY(
       SELECT d.id FROM closed JOIN "AlertMessage" m ON m."alertId" = closed.id CROSS JOIN LATERAL (
         SELECT id FROM "Delivery" WHERE "alertMessageId" = m.id
          LIMIT $2 FOR UPDATE SKIP LOCKED) d LIMIT $2))`,
    `WITH ${CLOSED}, old AS MATERIALIZED (
       SELECT c."alertId", c."contactPointId" FROM closed CROSS JOIN LATERAL (
         SELECT "alertId", "contactPointId" FROM "AudienceContact" WHERE "alertId" = closed.id
          LIMIT $2 FOR UPDATE SKIP LOCKED) c LIMIT $2)
     DELETE FROM "AudienceContact" ac USING old
      WHERE ac."alertId" = old."alertId" AND ac."contactPointId" = old."contactPointId"`,
    `WITH ${CLOSED}
     DELETE FROM "Reply" WHERE id = ANY (ARRAY(
       SELECT r.id FROM closed CROSS JOIN LATERAL (
         SELECT r.id FROM "Reply" r WHERE r."alertId" = closed.id AND NOT ${CALL}
          LIMIT $2 FOR UPDATE SKIP LOCKED) r LIMIT $2))`,
    `WITH ${CLOSED}, old AS MATERIALIZED (
       SELECT o."alertId", o."contactPointId" FROM closed JOIN "ProgressBoard" o ON o."alertId" = closed.id
        LIMIT $2)
     DELETE FROM "ProgressBoard" b USING old
      WHERE b."alertId" = old."alertId" AND b."contactPointId" = old."contactPointId"`,
    `WITH ${CLOSED}, old AS MATERIALIZED (
       SELECT h."alertId", h."householdId" FROM closed CROSS JOIN LATERAL (
         SELECT "alertId", "householdId" FROM "AudienceHousehold" WHERE "alertId" = closed.id
          LIMIT $2 FOR UPDATE SKIP LOCKED) h LIMIT $2)
     DELETE FROM "AudienceHousehold" ah USING old
      WHERE ah."alertId" = old."alertId" AND ah."householdId" = old."householdId"`,
  ],
  callsForHelp: [calls(false)],
  tips: [calls(true)],
  dutyShifts: [
    `DELETE FROM "DutyShift" WHERE id = ANY (ARRAY(
       SELECT id FROM "DutyShift" WHERE id < ${OLD_ID} AND "endedAt" < ${CUTOFF}
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  webhookDeliveries: [
    `DELETE FROM "WebhookDelivery" WHERE id = ANY (ARRAY(
       SELECT id FROM "WebhookDelivery" WHERE "finishedAt" < ${CUTOFF} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
  consoleEvents: [
    `DELETE FROM "ConsoleChange" WHERE id = ANY (ARRAY(
       SELECT id FROM "ConsoleChange" WHERE at < ${CUTOFF} ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
    `DELETE FROM "ConsoleEvent" WHERE id = ANY (ARRAY(
       SELECT id FROM "ConsoleEvent" WHERE at < ${CUTOFF} ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  ],
};

/** Deletes what is past its time, a few rows at a time. */
export function createRetentionStore(pool: pg.Pool): RetentionStore {
  return {
    async forget(rule, keepMs, limit) {
      for (const text of STATEMENTS[rule]) {
        const { rowCount } = await pool.query(text, [keepMs, limit]);
        if (rowCount !== null && rowCount > 0) return rowCount;
      }
      return 0;
    },
  };
}
