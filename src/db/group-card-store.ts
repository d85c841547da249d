import { z } from 'zod';
import { GROUP_KINDS } from '../areas/area.ts';
import type { GroupCardStore } from '../areas/ports.ts';
import { IS_REACHABLE } from './group-count-store.ts';
import { type Db, SqlFragment } from './sql.ts';

const cardRow = z.object({
  id: z.string(),
  kind: z.enum(GROUP_KINDS),
  name: z.string(),
  joinCode: z.string(),
  fromMinute: z.number().nullable(),
  toMinute: z.number().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  households: z.number(),
  reachable: z.number(),
});
const nameRow = z.object({ id: z.string(), name: z.string() });

const IS_CURRENT = new SqlFragment(`("validTo" IS NULL OR "validTo" > now())`);

/** Diacritics tell names apart, capitals do not. */
const sameName = (name: string) => name.normalize('NFC').toLocaleLowerCase('vi');

/** The groups of a unit as they are kept. */
export function createGroupCardStore(db: Db): GroupCardStore {
  return {
    async cards(policeUnitId) {
      const rows = await db.rows`
        SELECT g.id, g.kind, g.name, g."joinCode", g."quietFromMinute" AS "fromMinute", g."quietToMinute" AS "toMinute",
               g.latitude, g.longitude, counted.households, counted.reachable
          FROM "NeighbourhoodGroup" g,
               LATERAL (SELECT count(*)::int AS households, count(*) FILTER (WHERE ${IS_REACHABLE})::int AS reachable
                          FROM "Membership" ms WHERE ms."groupId" = g.id) counted
         WHERE g."policeUnitId" = ${policeUnitId}::uuid AND ${IS_CURRENT}
         ORDER BY g.kind, g.name, g.id`;
      return z
        .array(cardRow)
        .parse(rows)
        .map(({ fromMinute, toMinute, latitude, longitude, ...card }) => ({
          ...card,
          quietHours: fromMinute === null || toMinute === null ? null : { fromMinute, toMinute },
          place: latitude === null || longitude === null ? null : { latitude, longitude },
        }));
    },

    async nameTaken(policeUnitId, name, exceptId) {
      const rows = await db.rows`
        SELECT id, name FROM "NeighbourhoodGroup" WHERE "policeUnitId" = ${policeUnitId}::uuid AND ${IS_CURRENT}`;
      const written = sameName(name);
      return z
        .array(nameRow)
        .parse(rows)
        .some((group) => group.id !== exceptId && sameName(group.name) === written);
    },

    async rename(groupId, policeUnitId, name) {
      const renamed = await db.run`
        UPDATE "NeighbourhoodGroup" SET name = ${name}
         WHERE id = ${groupId}::uuid AND "policeUnitId" = ${policeUnitId}::uuid AND ${IS_CURRENT}`;
      return renamed === 1;
    },
  };
}
