import { z } from 'zod';
import { REPLY_CODES } from '../alerts/alert.ts';
import type { ReplyStore } from '../replies/ports.ts';
import { alertStateSchema } from './alert-columns.ts';
import { pendingByKey } from './by-key.ts';
import { openReplyContent, sealReplyContent } from './sealed-json.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

const PENDING = new SqlFragment(pendingByKey('d'));

const answeredRow = z.object({
  alertId: z.string(),
  number: z.string(),
  policeUnitId: z.string(),
  dutyPhone: z.string(),
  state: alertStateSchema,
  replyCodes: z.array(z.enum(REPLY_CODES)),
});
const latestRow = z.object({ contactPointId: z.string(), code: z.enum(REPLY_CODES), fresh: z.boolean() });
const nameRow = z.object({ label: z.string(), groupName: z.string().nullable() });
const officerRow = z.object({ id: z.string(), sameAccount: z.boolean() });
const contentRow = z.object({
  id: z.string(),
  content: z.string(),
  householdId: z.string(),
  label: z.string(),
});

/** Replies; order is the order in which they were taken under the household's lock, by the database's clock. */
export function createReplyStore(db: Db, sealer: Sealer): ReplyStore {
  return {
    async lockAudience(alertNumber, householdId) {
      const rows = await db.rows`
        SELECT a.id AS "alertId", a.number, a."policeUnitId", p."dutyPhone", a."replyCodes",
               CASE WHEN a."closedAt" IS NULL AND a."expiresAt" <= now() THEN 'expired' ELSE a.state::text END AS state
          FROM "Alert" a
          JOIN "AudienceHousehold" h ON h."alertId" = a.id AND h."householdId" = ${householdId}::uuid
          JOIN "PoliceUnit" p ON p.id = a."policeUnitId"
         WHERE a.number = ${alertNumber}
           FOR UPDATE OF h`;
      return z.array(answeredRow).parse(rows)[0] ?? null;
    },

    async latestAnswers(alertId, householdId) {
      const rows = await db.rows`
        SELECT DISTINCT ON ("contactPointId") "contactPointId", code::text AS code,
               "createdAt" > clock_timestamp() - interval '1 minute' AS fresh
          FROM "Reply"
         WHERE "alertId" = ${alertId}::uuid AND "householdId" = ${householdId}::uuid AND code IS NOT NULL
         ORDER BY "contactPointId", "createdAt" DESC, id DESC`;
      return z.array(latestRow).parse(rows);
    },

    async insertReply({ id, alertId, householdId, contactPointId, inboundEventId, code, content, standing }) {
      const sealed = content && sealReplyContent(sealer, id, content);
      const inserted = await db.rows`
        WITH reply AS (
          INSERT INTO "Reply" (id, "alertId", "policeUnitId", "householdId", "contactPointId", "inboundEventId", code,
                               content, "createdAt")
          SELECT ${id}::uuid, a.id, a."policeUnitId", ${householdId}::uuid, ${contactPointId}::uuid,
                 ${inboundEventId}::uuid, ${code}::"ReplyCode", ${sealed}, clock_timestamp()
            FROM "Alert" a WHERE a.id = ${alertId}::uuid
          ON CONFLICT ("inboundEventId") DO NOTHING
          RETURNING 1
        ), household AS (
          UPDATE "AudienceHousehold" SET standing = ${standing}::"Standing"
           WHERE "alertId" = ${alertId}::uuid AND "householdId" = ${householdId}::uuid
             AND standing <> ${standing}::"Standing" AND EXISTS (SELECT 1 FROM reply)
        ), reminders AS (
          -- Who has answered is not reminded; one that may have arrived already counts as such.
          UPDATE "Delivery" d
             SET state = CASE WHEN d.repeats > 0 THEN 'unknown_final' ELSE 'cancelled' END::"DeliveryState",
                 reason = 'answered', "updatedAt" = now()
            FROM "AlertMessage" m, "AudienceContact" ac
           WHERE m."alertId" = ${alertId}::uuid AND m.kind = 'reminder'
             AND ac."alertId" = ${alertId}::uuid AND ac."householdId" = ${householdId}::uuid
             AND d."alertMessageId" = m.id AND d."contactPointId" = ac."contactPointId" AND ${PENDING}
             AND EXISTS (SELECT 1 FROM reply)
        )
        SELECT 1 FROM reply`;
      return inserted.length === 0 ? 'duplicate' : 'inserted';
    },

    async nameHousehold(alertId, householdId) {
      const rows = await db.rows`
        SELECT h.label,
               (SELECT g.name FROM "Membership" ms JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
                 WHERE ms."householdId" = h.id
                 ORDER BY g.id = ANY (a."groupIds") DESC, ms."joinedAt" LIMIT 1) AS "groupName"
          FROM "Household" h, "Alert" a
         WHERE h.id = ${householdId}::uuid AND a.id = ${alertId}::uuid`;
      const row = z.array(nameRow).parse(rows)[0];
      if (!row) throw new Error('the household or the alert is gone');
      return { label: sealer.open(householdId, row.label), groupName: row.groupName ?? '' };
    },

    async officerContacts(policeUnitId, senderContactPointId) {
      const rows = await db.rows`
        SELECT c.id,
               c."channelAccountId" = (SELECT "channelAccountId" FROM "ContactPoint"
                                        WHERE id = ${senderContactPointId}::uuid) AS "sameAccount"
          FROM "Staff" s JOIN "ContactPoint" c ON c."staffId" = s.id
         WHERE s."policeUnitId" = ${policeUnitId}::uuid AND s."disabledAt" IS NULL AND c.state = 'active'
           AND EXISTS (SELECT 1 FROM "StaffRole" r
                        WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId"
                          AND r.role IN ('duty_officer', 'ward_chief', 'area_officer'))
         ORDER BY c.id`;
      return z.array(officerRow).parse(rows);
    },

    async isAlertOfUnit(alertId, policeUnitId) {
      const rows = await db.rows`
        SELECT 1 FROM "Alert" WHERE id = ${alertId}::uuid AND "policeUnitId" = ${policeUnitId}::uuid`;
      return rows.length > 0;
    },

    async recentContents(alertId, limit) {
      const rows = await db.rows`
        SELECT r.id, r.content, r."householdId", h.label
          FROM "Reply" r JOIN "Household" h ON h.id = r."householdId"
         WHERE r."alertId" = ${alertId}::uuid AND r.content IS NOT NULL
         ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${limit}::int`;
      return z
        .array(contentRow)
        .parse(rows)
        .map((row) => ({
          household: sealer.open(row.householdId, row.label),
          content: openReplyContent(sealer, row.id, row.content),
        }));
    },
  };
}
