import { z } from 'zod';
import { REPLY_CODES } from '../alerts/alert.ts';
import type { ContextStore, MemberRow } from '../dialogs/ports.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import { alertStateSchema, categorySchema, severitySchema } from './alert-columns.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const languageSchema = z.enum(['vi', 'en']);

const personRow = z.object({
  contactPointId: z.string(),
  channelAccountId: z.string(),
  channel: z.enum(['telegram', 'zalo']),
  laneId: z.string().nullable(),
  state: z.enum(['active', 'unreachable', 'stopped']),
  botPaused: z.boolean(),
  staffId: z.string().nullable(),
});
const otherPersonRow = personRow.extend({ memberId: z.null(), householdId: z.null() });
const memberPersonRow = personRow.extend({
  memberId: z.string(),
  householdId: z.string(),
  name: z.string(),
  language: languageSchema,
  label: z.string(),
  inviteCode: z.string(),
  unitName: z.string(),
  dutyPhone: z.string(),
  groupNames: z.array(z.string()),
  memberIds: z.array(z.string()),
  memberNames: z.array(z.string()),
  chatIds: z.array(z.string()),
  chatChannels: z.array(z.enum(['telegram', 'zalo'])),
  chatPreferred: z.array(z.boolean()),
});

const householdAlertRow = z.object({
  alertId: z.string(),
  number: z.string(),
  category: categorySchema,
  severity: severitySchema,
  state: alertStateSchema,
  text: z.string(),
  sentAt: z.date(),
  replyCodes: z.array(z.enum(REPLY_CODES)),
  myReply: z.enum(REPLY_CODES).nullable(),
});

const staffRow = z.object({
  name: z.string(),
  policeUnitId: z.string(),
  unitName: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
});

const groupRow = z.object({ id: z.string(), name: z.string(), households: z.number() });

const openAlertRow = z.object({
  alertId: z.string(),
  number: z.string(),
  category: categorySchema,
  severity: severitySchema,
  state: alertStateSchema,
  firstLine: z.string(),
  createdAt: z.date(),
});

/** What a dialog knows of a person; each method is one statement. */
export function createContextStore(db: Db, sealer: Sealer): ContextStore {
  const openMember = (row: z.infer<typeof memberPersonRow>): MemberRow => ({
    name: sealer.open(row.memberId, row.name),
    language: row.language,
    household: {
      id: row.householdId,
      label: sealer.open(row.householdId, row.label),
      inviteCode: row.inviteCode,
      groupNames: row.groupNames,
      members: row.memberIds.map((id, index) => ({
        id,
        name: sealer.open(id, row.memberNames[index] ?? ''),
      })),
    },
    policeUnit: { name: row.unitName, dutyPhone: row.dutyPhone },
    chats: row.chatChannels.map((channel, index) => ({
      contactPointId: row.chatIds[index] ?? '',
      channel,
      preferred: row.chatPreferred[index] ?? false,
    })),
  });

  return {
    async person(contactPointId) {
      const rows = await db.rows`
        SELECT c.id AS "contactPointId", c."channelAccountId", a.channel::text AS channel, l.id AS "laneId",
               c.state::text AS state, coalesce(c."botPausedUntil" > now(), false) AS "botPaused", c."memberId",
               m."householdId", s.id AS "staffId", m.name, m.language, h.label,
               h."inviteCode", p.name AS "unitName", p."dutyPhone", of_household.*
          FROM "ContactPoint" c
          JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
          LEFT JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
          LEFT JOIN "Staff" s ON s.id = c."staffId" AND s."disabledAt" IS NULL
          LEFT JOIN "Member" m ON m.id = c."memberId"
          LEFT JOIN "Household" h ON h.id = m."householdId"
          LEFT JOIN "PoliceUnit" p ON p.id = h."policeUnitId"
          LEFT JOIN LATERAL (
            SELECT ARRAY(SELECT g.name FROM "Membership" ms JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
                          WHERE ms."householdId" = h.id AND (g."validTo" IS NULL OR g."validTo" > now())
                          ORDER BY ms."joinedAt", g.id) AS "groupNames",
                   ARRAY(SELECT o.id FROM "Member" o WHERE o."householdId" = h.id
                          ORDER BY o."joinedAt", o.id) AS "memberIds",
                   ARRAY(SELECT o.name FROM "Member" o WHERE o."householdId" = h.id
                          ORDER BY o."joinedAt", o.id) AS "memberNames",
                   chats.*
              FROM (SELECT array_agg(o.id ORDER BY o."createdAt", o.id) AS "chatIds",
                           array_agg(oa.channel::text ORDER BY o."createdAt", o.id) AS "chatChannels",
                           array_agg(o.preferred ORDER BY o."createdAt", o.id) AS "chatPreferred"
                      FROM "ContactPoint" o JOIN "ChannelAccount" oa ON oa.id = o."channelAccountId"
                     WHERE o."memberId" = m.id) chats) of_household ON m.id IS NOT NULL
         WHERE c.id = ${contactPointId}::uuid`;
      const row = z.array(z.union([memberPersonRow, otherPersonRow])).parse(rows)[0];
      if (!row) return null;
      const { contactPointId: id, channelAccountId, channel, laneId, state, botPaused, staffId } = row;
      const member = row.memberId === null ? null : openMember(row);
      const contact = { contactPointId: id, channelAccountId, channel, laneId, state, botPaused, staffId };
      return { ...contact, memberId: row.memberId, householdId: row.householdId, member };
    },

    async householdAlerts({ householdId, contactPointId, language }, limit) {
      // Of each alert the newest message that reached the household, or that is on its way while the alert is open.
      // Who heard nothing of an alert does not learn of it from its closure.
      const rows = await db.rows`
        SELECT a.id AS "alertId", a.number, a.category, a.severity::text AS severity,
               CASE WHEN a."closedAt" IS NULL AND a."expiresAt" <= now() THEN 'expired' ELSE a.state::text END AS state,
               m.texts -> ${language}::text ->> 'text' AS text, m."createdAt" AS "sentAt", a."replyCodes",
               (SELECT r.code::text FROM "Reply" r
                 WHERE r."contactPointId" = ${contactPointId}::uuid AND r."alertId" = a.id AND r.code IS NOT NULL
                 ORDER BY r."createdAt" DESC, r.id DESC LIMIT 1) AS "myReply"
          FROM "AudienceHousehold" h
          JOIN "Alert" a ON a.id = h."alertId"
          JOIN LATERAL (
            SELECT am.texts, am."createdAt" FROM "AlertMessage" am
             WHERE am."alertId" = a.id
               -- What is scheduled or held is nobody's business until it goes out.
               AND ((a."closedAt" IS NULL AND a."expiresAt" > now() AND am."stoppedAt" IS NULL
                     AND am."pausedAt" IS NULL AND (am."sendFrom" IS NULL OR am."sendFrom" <= now())
                     AND am.kind NOT IN ('closure', 'correction'))
                 OR EXISTS (SELECT 1 FROM "AudienceContact" ac
                              JOIN "Delivery" d ON d."contactPointId" = ac."contactPointId"
                                               AND d."alertMessageId" = am.id
                             WHERE ac."alertId" = a.id AND ac."householdId" = h."householdId"
                               AND d.state IN ('sent', 'unknown', 'unknown_final')))
             ORDER BY am.seq DESC LIMIT 1) m ON true
         WHERE h."householdId" = ${householdId}::uuid
         ORDER BY a."createdAt" DESC LIMIT ${limit}::int`;
      return z.array(householdAlertRow).parse(rows);
    },

    async staff(staffId) {
      const rows = await db.rows`
        SELECT s.name, s."policeUnitId", p.name AS "unitName",
               ARRAY(SELECT r.role::text FROM "StaffRole" r
                      WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId" ORDER BY r.role) AS roles
          FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         WHERE s.id = ${staffId}::uuid AND s."disabledAt" IS NULL`;
      const row = z.array(staffRow).parse(rows)[0];
      if (!row) return null;
      const { policeUnitId, unitName, roles } = row;
      return { actor: { staffId, policeUnitId, roles }, name: sealer.open(staffId, row.name), unitName };
    },

    async groups(policeUnitId) {
      const rows = await db.rows`
        SELECT g.id, g.name, count(ms."householdId")::int AS households
          FROM "NeighbourhoodGroup" g LEFT JOIN "Membership" ms ON ms."groupId" = g.id
         WHERE g."policeUnitId" = ${policeUnitId}::uuid AND (g."validTo" IS NULL OR g."validTo" > now())
         GROUP BY g.id ORDER BY g.name, g.id`;
      return z.array(groupRow).parse(rows);
    },

    async openAlerts(policeUnitId, limit) {
      const rows = await db.rows`
        SELECT a.id AS "alertId", a.number, a.category, a.severity::text AS severity, a.state::text AS state,
               coalesce(m.texts ->> 'headline', '') AS "firstLine", a."createdAt"
          FROM "Alert" a LEFT JOIN "AlertMessage" m ON m."alertId" = a.id AND m.seq = 1
         WHERE a."policeUnitId" = ${policeUnitId}::uuid AND a."closedAt" IS NULL AND a."expiresAt" > now()
           AND a.state IN ('sending', 'active', 'updated')
         ORDER BY a."createdAt" DESC, a.id DESC LIMIT ${limit}::int`;
      return z.array(openAlertRow).parse(rows);
    },
  };
}
