import { z } from 'zod';
import { type AlertState, CATEGORY_CODES, REPLY_CODES } from '../alerts/alert.ts';
import type { AlertRow, AlertStore, AudienceCount } from '../alerts/ports.ts';
import type { Db } from './client.ts';

const categorySchema = z.enum(CATEGORY_CODES);
const replyCodesSchema = z.array(z.enum(REPLY_CODES));

const countRow = z.object({ count: z.number() });
const forecastRow = z.object({ languages: z.array(z.enum(['vi', 'en'])), secondsToLast: z.number() });
const audienceRow = forecastRow.extend({ households: z.number(), reachable: z.number() });

async function countOf(rows: unknown): Promise<number> {
  return z.array(countRow).parse(rows)[0]?.count ?? 0;
}

/** Alerts and their audiences, bound to one transaction. */
export function createAlertStore(db: Db): AlertStore {
  return {
    async nextCount(policeUnitId, year) {
      return countOf(
        await db.$queryRaw`
          INSERT INTO "AlertCounter" ("policeUnitId", year, last) VALUES (${policeUnitId}::uuid, ${year}, 1)
          ON CONFLICT ("policeUnitId", year) DO UPDATE SET last = "AlertCounter".last + 1
          RETURNING last AS count`,
      );
    },

    async insertAlert(alert) {
      await db.$executeRaw`
        INSERT INTO "Alert" (id, "policeUnitId", number, "verificationCode", category, severity, state, "groupIds",
                             "replyCodes", "authorId", "expiresAt")
        VALUES (${alert.id}::uuid, ${alert.policeUnitId}::uuid, ${alert.number}, ${alert.verificationCode},
                ${alert.category}, ${alert.severity}::"Severity", 'sending', ${[...alert.groupIds]}::uuid[],
                ${[...alert.replyCodes]}::text[], ${alert.authorId}::uuid,
                now() + ${alert.expiresInMs}::float8 * interval '1 millisecond')`;
    },

    async insertMessage(message) {
      return countOf(
        await db.$queryRaw`
          INSERT INTO "AlertMessage" (id, "alertId", seq, kind, texts, "sendUntil")
          SELECT ${message.id}::uuid, a.id,
                 (SELECT coalesce(max(seq), 0) + 1 FROM "AlertMessage" WHERE "alertId" = a.id),
                 ${message.kind}::"AlertMessageKind", ${JSON.stringify(message.texts)}::jsonb,
                 coalesce(now() + ${message.sendForMs}::float8 * interval '1 millisecond', a."expiresAt")
            FROM "Alert" a WHERE a.id = ${message.alertId}::uuid
          RETURNING seq AS count`,
      );
    },

    async freezeAudience(alertId) {
      // Who is joining one of the groups right now is waited for, and who joins from now on waits for this alert: each
      // household is either in the audience or late, never missed.
      await db.$queryRaw`
        SELECT 1 FROM "NeighbourhoodGroup" g JOIN "Alert" a ON g.id = ANY (a."groupIds")
         WHERE a.id = ${alertId}::uuid ORDER BY g.id FOR NO KEY UPDATE OF g`;
      return countOf(
        await db.$queryRaw`
          WITH households AS (
            INSERT INTO "AudienceHousehold" ("alertId", "householdId")
            SELECT DISTINCT a.id, ms."householdId"
              FROM "Alert" a
              JOIN "NeighbourhoodGroup" g ON g.id = ANY (a."groupIds") AND (g."validTo" IS NULL OR g."validTo" > now())
                                         AND g."policeUnitId" = a."policeUnitId"
              JOIN "Membership" ms ON ms."groupId" = g.id
             WHERE a.id = ${alertId}::uuid
            RETURNING "householdId"
          ), contacts AS (
            INSERT INTO "AudienceContact" ("alertId", "householdId", "contactPointId", rank, language)
            SELECT ${alertId}::uuid, m."householdId", c.id,
                   row_number() OVER (PARTITION BY m."householdId"
                                          ORDER BY c.state = 'active' DESC, m."joinedAt", c."createdAt", c.id),
                   m.language
              FROM households h
              JOIN "Member" m ON m."householdId" = h."householdId"
              JOIN "ContactPoint" c ON c."memberId" = m.id
             WHERE c.state <> 'stopped'
          )
          SELECT count(*)::int AS count FROM households`,
      );
    },

    async countAudience(policeUnitId, groupIds): Promise<AudienceCount> {
      const rows = await db.$queryRaw`
        WITH households AS (
          SELECT DISTINCT ms."householdId" AS id
            FROM "Membership" ms
            JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
           WHERE g.id = ANY (${[...groupIds]}::uuid[]) AND g."policeUnitId" = ${policeUnitId}::uuid
             AND (g."validTo" IS NULL OR g."validTo" > now())
        ), first_contacts AS (
          SELECT DISTINCT ON (m."householdId") m."householdId", m.language, c."channelAccountId"
            FROM households h
            JOIN "Member" m ON m."householdId" = h.id
            JOIN "ContactPoint" c ON c."memberId" = m.id AND c.state = 'active'
           ORDER BY m."householdId", m."joinedAt", c."createdAt", c.id
        ), lanes AS (
          SELECT l.id, a."ratePerSecond", count(*) AS contacts
            FROM first_contacts f
            JOIN "Lane" l ON l."channelAccountId" = f."channelAccountId"
            JOIN "ChannelAccount" a ON a.id = f."channelAccountId"
           GROUP BY l.id, a."ratePerSecond"
        )
        SELECT (SELECT count(*) FROM households)::int AS households,
               (SELECT count(*) FROM first_contacts)::int AS reachable,
               coalesce((SELECT array_agg(DISTINCT language ORDER BY language DESC) FROM first_contacts), '{}')
                 AS languages,
               coalesce((SELECT max(ceil(contacts::numeric / "ratePerSecond")) FROM lanes), 0)::int
                 AS "secondsToLast"`;
      return (
        z.array(audienceRow).min(1).parse(rows)[0] ?? {
          households: 0,
          reachable: 0,
          languages: [],
          secondsToLast: 0,
        }
      );
    },

    async lockAlert(alertId, policeUnitId): Promise<AlertRow | null> {
      await db.$queryRaw`SELECT 1 FROM "Alert" WHERE id = ${alertId}::uuid FOR UPDATE`;
      const row = await db.alert.findFirst({ where: { id: alertId, policeUnitId } });
      if (!row) return null;
      return {
        id: row.id,
        policeUnitId: row.policeUnitId,
        number: row.number,
        verificationCode: row.verificationCode,
        category: categorySchema.parse(row.category),
        severity: row.severity,
        state: row.state,
        replyCodes: replyCodesSchema.parse(row.replyCodes),
        expiresAt: row.expiresAt,
      };
    },

    async setState(alertId, state: AlertState, closed) {
      await db.$executeRaw`
        UPDATE "Alert" SET state = ${state}::"AlertState",
               "closedAt" = CASE WHEN ${closed} THEN coalesce("closedAt", now()) ELSE "closedAt" END
         WHERE id = ${alertId}::uuid`;
    },

    async stopMessages(alertId) {
      return countOf(
        await db.$queryRaw`
          WITH stopped AS (
            UPDATE "AlertMessage" SET "stoppedAt" = now()
             WHERE "alertId" = ${alertId}::uuid AND "stoppedAt" IS NULL AND kind NOT IN ('closure', 'correction')
            RETURNING id
          )
          SELECT count(*)::int AS count
            FROM "Delivery" d JOIN stopped s ON s.id = d."alertMessageId"
           WHERE d.state = 'pending'`,
      );
    },

    async countReached(alertId) {
      return countOf(
        await db.$queryRaw`
          SELECT count(DISTINCT d."householdId")::int AS count
            FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           WHERE m."alertId" = ${alertId}::uuid AND d.state IN ('sending', 'unknown', 'sent', 'unknown_final')`,
      );
    },

    async forecastAudience(alertId, onlyReached) {
      const rows = await db.$queryRaw`
        WITH chats AS (
          SELECT DISTINCT d."contactPointId", d.language, d."laneId"
            FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           WHERE m."alertId" = ${alertId}::uuid
             AND d.state IN ('sending', 'unknown', 'sent', 'unknown_final', CASE WHEN ${onlyReached} THEN 'sent' ELSE 'pending' END::"DeliveryState")
        ), lanes AS (
          SELECT a."ratePerSecond", count(*) AS contacts
            FROM chats JOIN "Lane" l ON l.id = chats."laneId" JOIN "ChannelAccount" a ON a.id = l."channelAccountId"
           GROUP BY l.id, a."ratePerSecond"
        )
        SELECT coalesce((SELECT array_agg(DISTINCT language ORDER BY language DESC) FROM chats), '{}') AS languages,
               coalesce((SELECT max(ceil(contacts::numeric / "ratePerSecond")) FROM lanes), 0)::int AS "secondsToLast"`;
      return z.array(forecastRow).parse(rows)[0] ?? { languages: [], secondsToLast: 0 };
    },

    async countGroups(policeUnitId, groupIds) {
      return db.neighbourhoodGroup.count({
        where: {
          policeUnitId,
          id: { in: [...groupIds] },
          OR: [{ validTo: null }, { validTo: { gt: new Date() } }],
        },
      });
    },

    async newestAlert() {
      const rows = await db.alert.findMany({
        orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
        select: { id: true },
        take: 1,
      });
      return rows[0]?.id ?? null;
    },

    policeUnit(policeUnitId) {
      return db.policeUnit.findUnique({
        where: { id: policeUnitId },
        select: { code: true, name: true, dutyPhone: true },
      });
    },
  };
}
