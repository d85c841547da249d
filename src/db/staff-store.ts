import { z } from 'zod';
import type { StaffStore } from '../staff/ports.ts';
import type { Db } from './client.ts';
import type { Sealer } from './sealing.ts';

const expiryRow = z.object({ expiresAt: z.date() });
const ownerRow = z.object({
  staffId: z.string(),
  name: z.string(),
  policeUnitId: z.string(),
  policeUnitName: z.string(),
});
const openRow = z.object({ open: z.boolean() });

/** Staff; of a link code only the digest is kept. */
export function createStaffStore(
  db: Db,
  sealer: Sealer,
): StaffStore & { isOpen(code: string): Promise<boolean> } {
  return {
    async insertStaff({ id, policeUnitId, name, office, role }) {
      await db.staff.create({
        data: {
          id,
          policeUnitId,
          name: sealer.seal(id, name),
          office,
          roles: { create: { role, scopeId: policeUnitId } },
        },
        select: { id: true },
      });
    },

    async mayWork(staffId) {
      return (await db.staff.count({ where: { id: staffId, disabledAt: null } })) > 0;
    },

    async insertLinkCode({ staffId, code, validForMs }) {
      const rows = await db.$queryRaw`
        INSERT INTO "StaffLinkCode" ("codeHash", "staffId", "expiresAt")
        VALUES (${sealer.digest(code)}, ${staffId}::uuid, now() + ${validForMs}::float8 * interval '1 millisecond')
        RETURNING "expiresAt"`;
      const row = z.array(expiryRow).parse(rows)[0];
      if (!row) throw new Error('the link code was not stored');
      return row.expiresAt;
    },

    unitByCode: (code) => db.policeUnit.findUnique({ where: { code }, select: { id: true, name: true } }),

    async isOpen(code) {
      const rows = await db.$queryRaw`
        SELECT EXISTS (
          SELECT 1 FROM "StaffLinkCode" k JOIN "Staff" s ON s.id = k."staffId" AND s."disabledAt" IS NULL
           WHERE k."codeHash" = ${sealer.digest(code)} AND k."usedAt" IS NULL AND k."expiresAt" > now()) AS open`;
      return z.array(openRow).parse(rows)[0]?.open ?? false;
    },

    async consumeLinkCode(code) {
      const rows = await db.$queryRaw`
        UPDATE "StaffLinkCode" k SET "usedAt" = now()
          FROM "Staff" s JOIN "PoliceUnit" p ON p.id = s."policeUnitId"
         WHERE k."codeHash" = ${sealer.digest(code)} AND k."usedAt" IS NULL AND k."expiresAt" > now()
           AND s.id = k."staffId" AND s."disabledAt" IS NULL
        RETURNING s.id AS "staffId", s.name, p.id AS "policeUnitId", p.name AS "policeUnitName"`;
      const owner = z.array(ownerRow).parse(rows)[0];
      return owner ? { ...owner, name: sealer.open(owner.staffId, owner.name) } : null;
    },

    async linkContact(contactPointId, staffId) {
      await db.$executeRaw`
        UPDATE "ContactPoint" SET "staffId" = ${staffId}::uuid, state = 'active' WHERE id = ${contactPointId}::uuid`;
    },

    async list() {
      const staff = await db.staff.findMany({
        orderBy: [{ policeUnit: { code: 'asc' } }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          office: true,
          disabledAt: true,
          policeUnit: { select: { code: true } },
          roles: { select: { role: true } },
          _count: { select: { contacts: true } },
        },
      });
      return staff.map((one) => ({
        staffId: one.id,
        unitCode: one.policeUnit.code,
        name: sealer.open(one.id, one.name),
        office: one.office,
        roles: one.roles.map(({ role }) => role),
        contacts: one._count.contacts,
        disabled: one.disabledAt !== null,
      }));
    },
  };
}
