import { z } from 'zod';
import { newId } from '../shared/ids.ts';
import type { SignInStore } from '../staff/sign-in-ports.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const someRow = z.object({ some: z.boolean() });
const profileRow = z.object({
  staffId: z.string(),
  name: z.string(),
  office: z.string(),
  userName: z.string(),
  unitId: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  language: z.enum(['vi', 'en']),
  secondFactorOn: z.boolean(),
});
const chatRow = z.object({ staffId: z.string(), policeUnitId: z.string(), contactPointId: z.string() });
const sessionRow = z.object({
  id: z.string(),
  startedAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  address: z.string().nullable(),
  device: z.string().nullable(),
});

/** better-auth asks for an address; nothing is ever sent to this one (RFC 2606). */
const addressOf = (userName: string) => `${userName}@staff.invalid`;

/** The rows of better-auth (src/sign-in), where they belong into a transaction of ours. */
export function createSignInStore(db: Db, sealer: Sealer): SignInStore {
  const some = async (rows: Promise<unknown[]>) => z.array(someRow).parse(await rows)[0]?.some ?? false;
  return {
    hasAdmin: () =>
      some(db.rows`
        SELECT EXISTS (
          SELECT 1 FROM "SignIn" i JOIN "Staff" s ON s.id = i.id AND s."disabledAt" IS NULL
            JOIN "StaffRole" r ON r."staffId" = s.id AND r.role = 'province_admin') AS some`),

    async insert({ staffId, userName, passwordHash }) {
      const inserted = await db.run`
        INSERT INTO "SignIn" (id, username, email) VALUES (${staffId}::uuid, ${userName}, ${addressOf(userName)})
        ON CONFLICT DO NOTHING`;
      if (inserted === 0) return 'name_taken';
      await db.run`
        INSERT INTO "SignInAccount" (id, "accountId", "providerId", "userId", password)
        VALUES (${newId()}::uuid, ${staffId}, 'credential', ${staffId}::uuid, ${passwordHash})`;
      return 'inserted';
    },

    async remove(staffId) {
      await db.run`DELETE FROM "SignIn" WHERE id = ${staffId}::uuid`;
    },

    has: (staffId) =>
      some(db.rows`SELECT EXISTS (SELECT 1 FROM "SignIn" WHERE id = ${staffId}::uuid) AS some`),

    async setPassword(staffId, passwordHash) {
      await db.run`
        UPDATE "SignInAccount" SET password = ${passwordHash}, "updatedAt" = now()
         WHERE "userId" = ${staffId}::uuid AND "providerId" = 'credential'`;
    },

    async noteSignIn(staffId) {
      await db.run`UPDATE "SignIn" SET "lastSignInAt" = now() WHERE id = ${staffId}::uuid`;
    },

    nameTaken: (userName) =>
      some(db.rows`SELECT EXISTS (SELECT 1 FROM "SignIn" WHERE username = ${userName}) AS some`),

    async setLanguage(staffId, language) {
      await db.run`UPDATE "Staff" SET language = ${language} WHERE id = ${staffId}::uuid`;
    },

    async profile(staffId) {
      const rows = await db.rows`
        SELECT s.id AS "staffId", s.name, s.office, s.language, i.username AS "userName",
               coalesce(i."twoFactorEnabled", false) AS "secondFactorOn",
               p.id AS "unitId", p.code AS "unitCode", p.name AS "unitName",
               ARRAY(SELECT r.role::text FROM "StaffRole" r
                      WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId" ORDER BY r.role) AS roles
          FROM "Staff" s JOIN "SignIn" i ON i.id = s.id JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         WHERE s.id = ${staffId}::uuid AND s."disabledAt" IS NULL`;
      const row = z.array(profileRow).parse(rows)[0];
      if (!row) return null;
      const { unitId, unitCode, unitName, name, ...rest } = row;
      return {
        ...rest,
        name: sealer.open(staffId, name),
        unit: { id: unitId, code: unitCode, name: unitName },
      };
    },

    async chatOf(userName) {
      const rows = await db.rows`
        SELECT s.id AS "staffId", s."policeUnitId", c.id AS "contactPointId"
          FROM "SignIn" i JOIN "Staff" s ON s.id = i.id AND s."disabledAt" IS NULL
          JOIN "ContactPoint" c ON c."staffId" = s.id AND c.state = 'active'
         WHERE i.username = ${userName}
         ORDER BY c."lastInboundAt" DESC NULLS LAST, c.id LIMIT 1`;
      return z.array(chatRow).parse(rows)[0] ?? null;
    },

    async sessions(staffId) {
      const rows = await db.rows`
        SELECT id, "createdAt" AS "startedAt", "updatedAt" AS "lastSeenAt", "expiresAt",
               nullif("ipAddress", '') AS address, nullif("userAgent", '') AS device
          FROM "SignInSession" WHERE "userId" = ${staffId}::uuid AND "expiresAt" > now()
         ORDER BY "createdAt" DESC, id DESC`;
      return z.array(sessionRow).parse(rows);
    },

    async endSession(staffId, sessionId) {
      const ended = await db.run`
        DELETE FROM "SignInSession" WHERE "userId" = ${staffId}::uuid AND id::text = ${sessionId}`;
      return ended > 0;
    },

    async takeStep(staffId, step) {
      const used = await db.run`
        UPDATE "SecondFactor" SET "lastStep" = ${step}::int
         WHERE "userId" = ${staffId}::uuid AND "lastStep" < ${step}::int`;
      return used === 1;
    },

    endSessions: (staffId, keepId) =>
      db.run`DELETE FROM "SignInSession" WHERE "userId" = ${staffId}::uuid AND id::text IS DISTINCT FROM ${keepId}`,
  };
}
