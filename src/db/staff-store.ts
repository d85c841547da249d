import { z } from 'zod';
import type { StaffChats, StaffStore } from '../staff/ports.ts';
import { STAFF_ROLES } from '../staff/staff.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';
import { unitByCode } from './unit-by-code.ts';

const chatRow = z.object({ id: z.string() });
const expiryRow = z.object({ expiresAt: z.date() });
const ownerRow = z.object({
  staffId: z.string(),
  name: z.string(),
  policeUnitId: z.string(),
  policeUnitName: z.string(),
});
const openRow = z.object({ open: z.boolean() });
const summaryRow = z.object({
  staffId: z.string(),
  unitCode: z.string(),
  name: z.string(),
  office: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  contacts: z.number(),
  disabled: z.boolean(),
});

/** Staff; of a link code only the digest is kept. */
export function createStaffStore(
  db: Db,
  sealer: Sealer,
): StaffStore & StaffChats & { isOpen(code: string): Promise<boolean> } {
  return {
    async insertStaff({ id, policeUnitId, name, office, role }) {
      await db.run`
        INSERT INTO "Staff" (id, "policeUnitId", name, office)
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${sealer.seal(id, name)}, ${office})`;
      await db.run`
        INSERT INTO "StaffRole" ("staffId", role, "scopeId")
        VALUES (${id}::uuid, ${role}::"StaffRoleName", ${policeUnitId}::uuid)`;
    },

    async mayWork(staffId) {
      const rows = await db.rows`
        SELECT 1 FROM "Staff" WHERE id = ${staffId}::uuid AND "disabledAt" IS NULL`;
      return rows.length > 0;
    },

    async insertLinkCode({ staffId, code, validForMs }) {
      const rows = await db.rows`
        INSERT INTO "StaffLinkCode" ("codeHash", "staffId", "expiresAt")
        VALUES (${sealer.digest(code)}, ${staffId}::uuid, now() + ${validForMs}::float8 * interval '1 millisecond')
        RETURNING "expiresAt"`;
      const row = z.array(expiryRow).parse(rows)[0];
      if (!row) throw new Error('the link code was not stored');
      return row.expiresAt;
    },

    unitByCode: (code) => unitByCode(db, code),

    async isOpen(code) {
      const rows = await db.rows`
        SELECT EXISTS (
          SELECT 1 FROM "StaffLinkCode" k JOIN "Staff" s ON s.id = k."staffId" AND s."disabledAt" IS NULL
           WHERE k."codeHash" = ${sealer.digest(code)} AND k."usedAt" IS NULL AND k."expiresAt" > now()) AS open`;
      return z.array(openRow).parse(rows)[0]?.open ?? false;
    },

    async consumeLinkCode(code) {
      const rows = await db.rows`
        UPDATE "StaffLinkCode" k SET "usedAt" = now()
          FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         WHERE k."codeHash" = ${sealer.digest(code)} AND k."usedAt" IS NULL AND k."expiresAt" > now()
           AND s.id = k."staffId" AND s."disabledAt" IS NULL
        RETURNING s.id AS "staffId", s.name, p.id AS "policeUnitId", p.name AS "policeUnitName"`;
      const owner = z.array(ownerRow).parse(rows)[0];
      return owner ? { ...owner, name: sealer.open(owner.staffId, owner.name) } : null;
    },

    async linkContact(contactPointId, staffId) {
      await db.run`
        UPDATE "ContactPoint" SET "staffId" = ${staffId}::uuid, state = 'active' WHERE id = ${contactPointId}::uuid`;
    },

    async chatOn(staffId, channelAccountId) {
      const rows = await db.rows`
        SELECT id FROM "ContactPoint"
         WHERE "staffId" = ${staffId}::uuid AND "channelAccountId" = ${channelAccountId}::uuid AND state = 'active'
         ORDER BY "lastInboundAt" DESC NULLS LAST, id LIMIT 1`;
      return z.array(chatRow).parse(rows)[0]?.id ?? null;
    },

    async list() {
      const rows = await db.rows`
        SELECT s.id AS "staffId", p.code AS "unitCode", s.name, s.office, s."disabledAt" IS NOT NULL AS disabled,
               ARRAY(SELECT r.role::text FROM "StaffRole" r WHERE r."staffId" = s.id ORDER BY r.role) AS roles,
               (SELECT count(*)::int FROM "ContactPoint" c WHERE c."staffId" = s.id) AS contacts
          FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         ORDER BY p.code, s.id`;
      return z
        .array(summaryRow)
        .parse(rows)
        .map((row) => ({ ...row, name: sealer.open(row.staffId, row.name) }));
    },
  };
}
