import { z } from 'zod';
import type { StaffAdminStore, UnitRef } from '../staff/admin-ports.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import type { Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

const unitRow = z.object({ id: z.string(), code: z.string(), name: z.string() });
const staffUnitRow = unitRow.extend({ isProvincial: z.boolean() });
const someRow = z.object({ some: z.boolean() });
const countRow = z.object({ count: z.number() });
const roles = z.array(z.enum(STAFF_ROLES));
const heldRow = z.object({ policeUnitId: z.string(), roles, disabled: z.boolean() });
const personRow = z.object({ name: z.string(), office: z.string(), unitName: z.string() });
const staffRow = z.object({
  staffId: z.string(),
  name: z.string(),
  office: z.string(),
  unitId: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  isProvincial: z.boolean(),
  roles,
  signsIn: z.boolean(),
  disabled: z.boolean(),
  secondFactor: z.boolean(),
  linkedChats: z.number(),
  lastSignInAt: z.date().nullable(),
});
const requestRow = z.object({
  id: z.string(),
  staffId: z.string(),
  role: z.enum(STAFF_ROLES),
  unitId: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  requestedById: z.string().nullable(),
});
const waitingRow = requestRow.extend({
  name: z.string(),
  office: z.string(),
  requestedByName: z.string().nullable(),
  requestedAt: z.date(),
});

type UnitColumns = { unitId: string; unitCode: string; unitName: string };
function withUnit<T extends UnitColumns>({
  unitId,
  unitCode,
  unitName,
  ...rest
}: T): Omit<T, keyof UnitColumns> & { unit: UnitRef } {
  return { ...rest, unit: { id: unitId, code: unitCode, name: unitName } };
}

const ROLES = new SqlFragment(
  'ARRAY(SELECT r.role::text FROM "StaffRole" r WHERE r."staffId" = s.id AND r."scopeId" = s."policeUnitId" ORDER BY r.role)',
);

/** Units that cover a province, and the code of it. */
const PROVINCIAL = new SqlFragment(`
  SELECT c."policeUnitId", c."adminUnitCode" AS province
    FROM "PoliceUnitCover" c
    JOIN "AdminUnit" a ON a.code = c."adminUnitCode" AND a."validFrom" = c."adminUnitValidFrom" AND a.kind = 'province'`);

const isProvincial = (unitId: string) =>
  new SqlFragment(
    `EXISTS (SELECT 1 FROM (${PROVINCIAL.text}) province WHERE province."policeUnitId" = ${unitId})`,
  );

/** Every unit with the provinces in which it lies. */
const WHERE_UNITS_LIE = new SqlFragment(`
  SELECT c."policeUnitId", a."provinceCode" AS province
    FROM "PoliceUnitCover" c
    JOIN "AdminUnit" a ON a.code = c."adminUnitCode" AND a."validFrom" = c."adminUnitValidFrom"
   WHERE a."provinceCode" IS NOT NULL`);

/** Staff and their rights. */
export function createStaffAdminStore(db: Db, sealer: Sealer): StaffAdminStore {
  const some = async (rows: Promise<unknown[]>) => z.array(someRow).parse(await rows)[0]?.some ?? false;
  return {
    async unitsInReach(policeUnitId, scope) {
      const rows = await db.rows`
        SELECT id, code, name, ${isProvincial('id')} AS "isProvincial" FROM "PoliceUnit"
         WHERE id = ${policeUnitId}::uuid
            OR (${scope === 'province'} AND id IN (
                 SELECT l."policeUnitId" FROM (${WHERE_UNITS_LIE}) l
                   JOIN (${PROVINCIAL}) p ON p.province = l.province AND p."policeUnitId" = ${policeUnitId}::uuid))
         ORDER BY code`;
      return z.array(staffUnitRow).parse(rows);
    },

    isProvincial: (policeUnitId) =>
      some(db.rows`
        SELECT EXISTS (SELECT 1 FROM (${PROVINCIAL}) p WHERE p."policeUnitId" = ${policeUnitId}::uuid) AS some`),

    async provincialUnit() {
      const rows = await db.rows`
        SELECT u.id, u.code, u.name FROM "PoliceUnit" u
         WHERE EXISTS (SELECT 1 FROM (${PROVINCIAL}) p WHERE p."policeUnitId" = u.id)
         ORDER BY u."createdAt", u.id LIMIT 1`;
      return z.array(unitRow).parse(rows)[0] ?? null;
    },

    async list(policeUnitIds) {
      const rows = await db.rows`
        SELECT s.id AS "staffId", s.name, s.office, p.id AS "unitId", p.code AS "unitCode", p.name AS "unitName",
               ${isProvincial('p.id')} AS "isProvincial", ${ROLES} AS roles, i.id IS NOT NULL AS "signsIn", s."disabledAt" IS NOT NULL AS disabled,
               coalesce(i."twoFactorEnabled", false) AS "secondFactor",
               (SELECT count(*)::int FROM "ContactPoint" c WHERE c."staffId" = s.id) AS "linkedChats",
               i."lastSignInAt"
          FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId" LEFT JOIN "SignIn" i ON i.id = s.id
         WHERE s."policeUnitId" = ANY (${policeUnitIds}::uuid[])`;
      return z
        .array(staffRow)
        .parse(rows)
        .map(({ isProvincial, ...row }) => {
          const { unit, ...rest } = withUnit({ ...row, name: sealer.open(row.staffId, row.name) });
          return { ...rest, unit: { ...unit, isProvincial } };
        })
        .toSorted((a, b) => a.unit.code.localeCompare(b.unit.code) || a.name.localeCompare(b.name, 'vi'));
    },

    async hold(staffId) {
      const rows = await db.rows`
        SELECT s."policeUnitId", ${ROLES} AS roles, s."disabledAt" IS NOT NULL AS disabled
          FROM "Staff" s WHERE s.id = ${staffId}::uuid FOR UPDATE`;
      return z.array(heldRow).parse(rows)[0] ?? null;
    },

    async person(staffId) {
      const rows = await db.rows`
        SELECT s.name, s.office, p.name AS "unitName" FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         WHERE s.id = ${staffId}::uuid AND s."disabledAt" IS NULL`;
      const row = z.array(personRow).parse(rows)[0];
      return row ? { ...row, name: sealer.open(staffId, row.name) } : null;
    },

    async insertPerson({ id, policeUnitId, name, office }) {
      await db.run`
        INSERT INTO "Staff" (id, "policeUnitId", name, office)
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${sealer.seal(id, name)}, ${office})`;
    },

    async grant(staffId, role, scopeId) {
      await db.run`
        INSERT INTO "StaffRole" ("staffId", role, "scopeId")
        VALUES (${staffId}::uuid, ${role}::"StaffRoleName", ${scopeId}::uuid) ON CONFLICT DO NOTHING`;
    },

    async revoke(staffId, role, scopeId) {
      const revoked = await db.run`
        DELETE FROM "StaffRole"
         WHERE "staffId" = ${staffId}::uuid AND role = ${role}::"StaffRoleName" AND "scopeId" = ${scopeId}::uuid`;
      return revoked > 0;
    },

    async request({ id, staffId, role, scopeId, requestedById }) {
      await db.run`
        INSERT INTO "RightRequest" (id, "staffId", role, "scopeId", "requestedById")
        VALUES (${id}::uuid, ${staffId}::uuid, ${role}::"StaffRoleName", ${scopeId}::uuid, ${requestedById}::uuid)
        ON CONFLICT DO NOTHING`;
    },

    async grantAlone({ id, staffId, role, scopeId, byId }) {
      const inserted = await db.run`
        INSERT INTO "RightRequest" (id, "staffId", role, "scopeId", "requestedById", state, "decidedById", "decidedAt", alone)
        VALUES (${id}::uuid, ${staffId}::uuid, ${role}::"StaffRoleName", ${scopeId}::uuid, ${byId}::uuid, 'granted',
                ${byId}::uuid, now(), true)
        ON CONFLICT DO NOTHING`;
      return inserted > 0;
    },

    someoneElseDecides: (policeUnitId, notIds) =>
      some(db.rows`
        SELECT EXISTS (
          SELECT 1 FROM "StaffRole" r JOIN "Staff" s ON s.id = r."staffId" AND s."disabledAt" IS NULL
            JOIN "SignIn" i ON i.id = s.id
           WHERE s.id <> ALL (${notIds}::uuid[])
             AND (r.role IN ('ward_chief', 'province_admin') AND r."scopeId" = ${policeUnitId}::uuid
                  OR r.role = 'province_admin' AND r."scopeId" IN (
                       SELECT p."policeUnitId" FROM (${PROVINCIAL}) p JOIN (${WHERE_UNITS_LIE}) l ON l.province = p.province
                        WHERE l."policeUnitId" = ${policeUnitId}::uuid))) AS some`),

    async waiting(policeUnitIds) {
      const rows = await db.rows`
        SELECT q.id, q."staffId", q.role, q."requestedById", q."requestedAt", s.name, s.office,
               b.name AS "requestedByName", p.id AS "unitId", p.code AS "unitCode", p.name AS "unitName"
          FROM "RightRequest" q JOIN "Staff" s ON s.id = q."staffId" JOIN "PoliceUnit" p ON p.id = q."scopeId"
          LEFT JOIN "Staff" b ON b.id = q."requestedById"
         WHERE q.state = 'waiting' AND q."scopeId" = ANY (${policeUnitIds}::uuid[])
         ORDER BY q."requestedAt", q.id`;
      return z
        .array(waitingRow)
        .parse(rows)
        .map((row) =>
          withUnit({
            ...row,
            name: sealer.open(row.staffId, row.name),
            requestedByName:
              row.requestedById !== null && row.requestedByName !== null
                ? sealer.open(row.requestedById, row.requestedByName)
                : null,
          }),
        );
    },

    async holdRequest(id) {
      const rows = await db.rows`
        SELECT q.id, q."staffId", q.role, q."requestedById", p.id AS "unitId", p.code AS "unitCode", p.name AS "unitName",
               q.state = 'waiting' AS waits
          FROM "RightRequest" q JOIN "PoliceUnit" p ON p.id = q."scopeId"
         WHERE q.id = ${id}::uuid FOR UPDATE OF q`;
      const row = z.array(requestRow.extend({ waits: z.boolean() })).parse(rows)[0];
      return row ? withUnit(row) : null;
    },

    async decide(id, state, byId) {
      await db.run`
        UPDATE "RightRequest" SET state = ${state}::"RightRequestState", "decidedById" = ${byId}::uuid, "decidedAt" = now()
         WHERE id = ${id}::uuid`;
    },

    async dropRequests(staffId, role) {
      await db.run`
        UPDATE "RightRequest" SET state = 'dropped'
         WHERE "staffId" = ${staffId}::uuid AND state = 'waiting' AND (${role}::text IS NULL OR role::text = ${role})`;
    },

    async otherAdmins(staffId) {
      const rows = await db.rows`
        SELECT count(DISTINCT s.id)::int AS count
          FROM "StaffRole" r JOIN "Staff" s ON s.id = r."staffId" AND s."disabledAt" IS NULL JOIN "SignIn" i ON i.id = s.id
         WHERE r.role = 'province_admin' AND s.id <> ${staffId}::uuid`;
      return z.array(countRow).parse(rows)[0]?.count ?? 0;
    },

    async disable(staffId) {
      await db.run`UPDATE "Staff" SET "disabledAt" = now() WHERE id = ${staffId}::uuid`;
      await db.run`DELETE FROM "SignInSession" WHERE "userId" = ${staffId}::uuid`;
      await db.run`UPDATE "ApiToken" SET "endedAt" = now() WHERE "staffId" = ${staffId}::uuid AND "endedAt" IS NULL`;
      await db.run`UPDATE "OneTimeLink" SET "endedAt" = now() WHERE "staffId" = ${staffId}::uuid AND "endedAt" IS NULL`;
      await db.run`UPDATE "StaffLinkCode" SET "usedAt" = now() WHERE "staffId" = ${staffId}::uuid AND "usedAt" IS NULL`;
      await db.run`UPDATE "RightRequest" SET state = 'dropped' WHERE "staffId" = ${staffId}::uuid AND state = 'waiting'`;
      const chats =
        await db.run`UPDATE "ContactPoint" SET "staffId" = NULL WHERE "staffId" = ${staffId}::uuid`;
      return { chats };
    },
  };
}
