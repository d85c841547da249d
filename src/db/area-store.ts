import { z } from 'zod';
import { GROUP_KINDS, type NeighbourhoodGroup } from '../areas/area.ts';
import type { AreaStore, GroupPlaces, UnitSummary } from '../areas/ports.ts';
import { codeTaken } from './code-taken.ts';
import { type Db, SqlFragment } from './sql.ts';
import { unitByCode } from './unit-by-code.ts';

const householdRow = z.object({ householdId: z.string(), groupName: z.string(), policeUnitName: z.string() });

const groupRow = z.object({
  id: z.string(),
  name: z.string(),
  joinCode: z.string(),
  successorIds: z.array(z.string()),
  policeUnitName: z.string(),
  current: z.boolean(),
}) satisfies z.ZodType<NeighbourhoodGroup>;

const listRow = z.object({
  unitCode: z.string(),
  unitName: z.string(),
  dutyPhone: z.string(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  kind: z.enum(GROUP_KINDS).nullable(),
  joinCode: z.string().nullable(),
  current: z.boolean(),
  households: z.number(),
});

/** The database's clock says whether a group has ended. */
const GROUPS = new SqlFragment(`
  SELECT g.id, g.name, g."joinCode", coalesce(g."successorIds", '{}') AS "successorIds", p.name AS "policeUnitName",
         g."validTo" IS NULL OR g."validTo" > now() AS current
    FROM "NeighbourhoodGroup" g JOIN "PoliceUnit" p ON p.id = g."policeUnitId"`);

/** Police units, the admin units they cover, and their groups. */
export function createAreaStore(db: Db): AreaStore & GroupPlaces {
  return {
    async insertUnit({ id, code, name, dutyPhone }) {
      const inserted = await db.run`
        INSERT INTO "PoliceUnit" (id, code, name, "dutyPhone") VALUES (${id}::uuid, ${code}, ${name}, ${dutyPhone})
        ON CONFLICT (code) DO NOTHING`;
      return inserted === 0 ? 'duplicate' : 'inserted';
    },

    async cover(policeUnitId, adminUnits) {
      if (adminUnits.length === 0) return;
      const codes = adminUnits.map((unit) => unit.code);
      const validFrom = adminUnits.map((unit) => unit.validFrom);
      await db.run`
        INSERT INTO "AdminUnit" (code, "validFrom", name, kind, "provinceCode")
        SELECT * FROM unnest(${codes}::text[], ${validFrom}::date[], ${adminUnits.map((unit) => unit.name)}::text[],
                             ${adminUnits.map((unit) => unit.kind)}::"AdminUnitKind"[],
                             ${adminUnits.map((unit) => unit.provinceCode)}::text[])
        ON CONFLICT DO NOTHING`;
      await db.run`
        INSERT INTO "PoliceUnitCover" ("policeUnitId", "adminUnitCode", "adminUnitValidFrom")
        SELECT ${policeUnitId}::uuid, * FROM unnest(${codes}::text[], ${validFrom}::date[])
        ON CONFLICT DO NOTHING`;
    },

    unitByCode: (code) => unitByCode(db, code),

    async insertGroup({ id, policeUnitId, kind, name, joinCode }) {
      const inserted = await db.run`
        INSERT INTO "NeighbourhoodGroup" (id, "policeUnitId", kind, name, "joinCode")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${kind}::"GroupKind", ${name}, ${joinCode})
        ON CONFLICT ("joinCode") DO NOTHING`;
      return inserted === 0 ? 'duplicate' : 'inserted';
    },

    codeTaken: (code) => codeTaken(db, code),

    async setGroupPlace(groupId, policeUnitIds, place) {
      const placed = await db.run`
        UPDATE "NeighbourhoodGroup"
           SET latitude = ${place?.latitude ?? null}::float8, longitude = ${place?.longitude ?? null}::float8
         WHERE id = ${groupId}::uuid AND "policeUnitId" = ANY (${policeUnitIds}::uuid[])`;
      return placed === 1;
    },

    async groupByCode(code) {
      const rows = await db.rows`${GROUPS} WHERE g."joinCode" = ${code}`;
      return z.array(groupRow).parse(rows)[0] ?? null;
    },

    async groupsById(ids) {
      return z
        .array(groupRow)
        .parse(await db.rows`${GROUPS} WHERE g.id = ANY (${ids}::uuid[]) ORDER BY g.name, g.id`);
    },

    async householdByCode(inviteCode) {
      const rows = await db.rows`
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
      const rows = await db.rows`
        SELECT p.code AS "unitCode", p.name AS "unitName", p."dutyPhone", g.id, g.name, g.kind, g."joinCode",
               g."validTo" IS NULL OR g."validTo" > now() AS current,
               (SELECT count(*)::int FROM "Membership" ms WHERE ms."groupId" = g.id) AS households
          FROM "PoliceUnit" p LEFT JOIN "NeighbourhoodGroup" g ON g."policeUnitId" = p.id
         ORDER BY p.code, g.name, g.id`;
      const units = new Map<string, UnitSummary & { groups: UnitSummary['groups'][number][] }>();
      for (const row of z.array(listRow).parse(rows)) {
        const { unitCode: code, id, name, kind, joinCode, current, households } = row;
        const unit = units.get(code) ?? { code, name: row.unitName, dutyPhone: row.dutyPhone, groups: [] };
        units.set(code, unit);
        if (id === null || name === null || kind === null || joinCode === null) continue;
        unit.groups.push({ id, name, kind, joinCode, current, households });
      }
      return [...units.values()];
    },
  };
}
