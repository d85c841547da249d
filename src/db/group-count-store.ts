import { z } from 'zod';
import { GROUP_KINDS } from '../areas/area.ts';
import type { GroupCountStore, GroupTree } from '../areas/ports.ts';
import { type Db, SqlFragment } from './sql.ts';

/** More pairs than anybody reads; those with the most households are shown. */
const OVERLAPS_SHOWN = 20;

const treeRow = z.object({
  kind: z.enum(GROUP_KINDS).nullable(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  households: z.number(),
  reachable: z.number(),
});
const selectionRow = z.object({
  own: z.number(),
  households: z.number(),
  reachable: z.number(),
  inSeveral: z.number(),
});
const overlapRow = z.object({ first: z.string(), second: z.string(), households: z.number() });

/** Whether anybody of the household of a membership `ms` takes messages. */
export const IS_REACHABLE = new SqlFragment(`
  EXISTS (SELECT 1 FROM "Member" m JOIN "ContactPoint" c ON c."memberId" = m.id AND c.state = 'active'
           WHERE m."householdId" = ms."householdId")`);

/** The groups of a unit with their households, counted as they are now. */
export function createGroupCountStore(db: Db): GroupCountStore {
  return {
    async tree(policeUnitId) {
      const rows = await db.rows`
        WITH own AS (
          SELECT id, kind, name FROM "NeighbourhoodGroup"
           WHERE "policeUnitId" = ${policeUnitId}::uuid AND ("validTo" IS NULL OR "validTo" > now())
        ), joined AS MATERIALIZED (
          SELECT ms."groupId", ms."householdId", ${IS_REACHABLE} AS reachable
            FROM own JOIN "Membership" ms ON ms."groupId" = own.id
        )
        SELECT own.kind, own.id, own.name, count(DISTINCT j."householdId")::int AS households,
               count(DISTINCT j."householdId") FILTER (WHERE j.reachable)::int AS reachable
          FROM own LEFT JOIN joined j ON j."groupId" = own.id
         GROUP BY GROUPING SETS ((own.kind, own.id, own.name), (own.kind), ())
         ORDER BY own.kind NULLS FIRST, own.name NULLS FIRST, own.id`;
      return treeOf(z.array(treeRow).parse(rows));
    },

    async count(policeUnitId, groupIds) {
      const counted = await db.rows`
        WITH own AS (
          SELECT id FROM "NeighbourhoodGroup"
           WHERE id = ANY (${groupIds}::uuid[]) AND "policeUnitId" = ${policeUnitId}::uuid
             AND ("validTo" IS NULL OR "validTo" > now())
        ), heard AS MATERIALIZED (
          SELECT ms."householdId", count(*) AS groups, ${IS_REACHABLE} AS reachable
            FROM own JOIN "Membership" ms ON ms."groupId" = own.id GROUP BY ms."householdId"
        )
        SELECT (SELECT count(*) FROM own)::int AS own, count(*)::int AS households,
               count(*) FILTER (WHERE reachable)::int AS reachable,
               count(*) FILTER (WHERE groups > 1)::int AS "inSeveral"
          FROM heard`;
      const [{ own, ...selection }] = z.tuple([selectionRow]).parse(counted);
      if (own !== groupIds.length) return null;
      const overlaps = await db.rows`
        SELECT a."groupId" AS first, b."groupId" AS second, count(*)::int AS households
          FROM "Membership" a
          JOIN "Membership" b ON b."householdId" = a."householdId" AND b."groupId" > a."groupId"
         WHERE a."groupId" = ANY (${groupIds}::uuid[]) AND b."groupId" = ANY (${groupIds}::uuid[])
         GROUP BY a."groupId", b."groupId"
         ORDER BY households DESC, first, second LIMIT ${OVERLAPS_SHOWN}::int`;
      return {
        ...selection,
        overlaps: z
          .array(overlapRow)
          .parse(overlaps)
          .map(({ first, second, households }) => ({ groupIds: [first, second], households })),
      };
    },
  };
}

/** Rows of the whole unit, of its kinds, and of its groups, in this order. */
function treeOf(rows: readonly z.infer<typeof treeRow>[]): GroupTree {
  const { households = 0, reachable = 0 } = rows.find(({ kind }) => kind === null) ?? {};
  const kinds = rows.flatMap(({ kind, id, ...counts }) =>
    kind === null || id !== null
      ? []
      : [
          {
            kind,
            households: counts.households,
            reachable: counts.reachable,
            groups: rows.flatMap((row) =>
              row.kind === kind && row.id !== null && row.name !== null
                ? [{ id: row.id, name: row.name, households: row.households, reachable: row.reachable }]
                : [],
            ),
          },
        ],
  );
  return { households, reachable, kinds };
}
