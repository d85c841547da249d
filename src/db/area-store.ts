import { z } from 'zod';
import type { NeighbourhoodGroup } from '../areas/area.ts';
import type { AreaStore } from '../areas/ports.ts';
import type { Db } from './client.ts';
import { codeTaken } from './code-taken.ts';

const householdRow = z.object({ householdId: z.string(), groupName: z.string(), policeUnitName: z.string() });

const GROUP_COLUMNS = {
  id: true,
  name: true,
  joinCode: true,
  validTo: true,
  successorIds: true,
  policeUnit: { select: { name: true } },
} as const;

interface GroupRow {
  id: string;
  name: string;
  joinCode: string;
  validTo: Date | null;
  successorIds: string[];
  policeUnit: { name: string };
}

/** Police units, the admin units they cover, and their groups. */
export function createAreaStore(db: Db): AreaStore {
  const toGroup = ({ policeUnit, validTo, ...row }: GroupRow, now: Date): NeighbourhoodGroup => ({
    ...row,
    policeUnitName: policeUnit.name,
    current: validTo === null || validTo > now,
  });

  /** The database's clock says whether a group has ended. */
  async function databaseNow(): Promise<Date> {
    const rows = await db.$queryRaw`SELECT now() AS now`;
    return z.tuple([z.object({ now: z.date() })]).parse(rows)[0].now;
  }

  return {
    async insertUnit({ id, code, name, dutyPhone }) {
      const inserted = await db.$executeRaw`
        INSERT INTO "PoliceUnit" (id, code, name, "dutyPhone") VALUES (${id}::uuid, ${code}, ${name}, ${dutyPhone})
        ON CONFLICT (code) DO NOTHING`;
      return inserted === 0 ? 'duplicate' : 'inserted';
    },

    async cover(policeUnitId, adminUnits) {
      if (adminUnits.length === 0) return;
      const rows = adminUnits.map((unit) => ({
        ...unit,
        validFrom: new Date(`${unit.validFrom}T00:00:00Z`),
      }));
      await db.adminUnit.createMany({ data: rows, skipDuplicates: true });
      await db.policeUnitCover.createMany({
        data: rows.map((unit) => ({
          policeUnitId,
          adminUnitCode: unit.code,
          adminUnitValidFrom: unit.validFrom,
        })),
        skipDuplicates: true,
      });
    },

    unitByCode: (code) => db.policeUnit.findUnique({ where: { code }, select: { id: true, name: true } }),

    async insertGroup({ id, policeUnitId, kind, name, joinCode }) {
      const inserted = await db.$executeRaw`
        INSERT INTO "NeighbourhoodGroup" (id, "policeUnitId", kind, name, "joinCode")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${kind}::"GroupKind", ${name}, ${joinCode})
        ON CONFLICT ("joinCode") DO NOTHING`;
      return inserted === 0 ? 'duplicate' : 'inserted';
    },

    codeTaken: (code) => codeTaken(db, code),

    async groupByCode(code) {
      const row = await db.neighbourhoodGroup.findUnique({
        where: { joinCode: code },
        select: GROUP_COLUMNS,
      });
      return row && toGroup(row, await databaseNow());
    },

    async groupsById(ids) {
      const rows = await db.neighbourhoodGroup.findMany({
        where: { id: { in: [...ids] } },
        select: GROUP_COLUMNS,
        orderBy: { name: 'asc' },
      });
      const now = await databaseNow();
      return rows.map((row) => toGroup(row, now));
    },

    async householdByCode(inviteCode) {
      const rows = await db.$queryRaw`
        SELECT h.id AS "householdId", g.name AS "groupName", p.name AS "policeUnitName"
          FROM "Household" h
          JOIN "Membership" ms ON ms."householdId" = h.id
          JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId" AND (g."validTo" IS NULL OR g."validTo" > now())
          JOIN "PoliceUnit" p ON p.id = g."policeUnitId"
         WHERE h."inviteCode" = ${inviteCode}
         ORDER BY ms."joinedAt", g.id LIMIT 1`;
      return z.array(householdRow).parse(rows)[0] ?? null;
    },

    async list() {
      const units = await db.policeUnit.findMany({
        orderBy: { code: 'asc' },
        select: {
          code: true,
          name: true,
          dutyPhone: true,
          groups: {
            orderBy: { name: 'asc' },
            select: { ...GROUP_COLUMNS, kind: true, _count: { select: { memberships: true } } },
          },
        },
      });
      const now = await databaseNow();
      return units.map(({ groups, ...unit }) => ({
        ...unit,
        groups: groups.map(({ kind, _count, ...row }) => {
          const { id, name, joinCode, current } = toGroup(row, now);
          return { id, name, kind, joinCode, current, households: _count.memberships };
        }),
      }));
    },
  };
}
