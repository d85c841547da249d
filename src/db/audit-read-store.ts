import { z } from 'zod';
import type { AuditFilter, AuditReads } from '../contracts/audit.ts';
import { toCursor } from '../contracts/words.ts';
import { peopleOf } from './people.ts';
import type { ReadDeps } from './read-deps.ts';

const entryRow = z.object({
  id: z.string(),
  at: z.date(),
  staffId: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  sealed: z.boolean(),
});
const actionRow = z.object({ action: z.string() });
const staffRow = z.object({ staffId: z.string() });

const HIGHEST_ID = '9223372036854775807';

function actionsOf({ action }: AuditFilter): string[] | null {
  const actions = (action ?? '').split(',').filter((one) => one !== '');
  return actions.length === 0 ? null : actions;
}

/** The audit log of a unit. */
export function createAuditReads(deps: Pick<ReadDeps, 'db' | 'sealer'>): AuditReads {
  const { db } = deps;
  return {
    async list(reader, query) {
      const { cursor, limit, staffId = null, subject = null, from = null, to = null } = query;
      const actions = actionsOf(query);
      const rows = await db.rows`
        SELECT e.id, e.at, e."staffId", e.action, e.subject, e.detail,
               e.id <= (SELECT coalesce(max("lastId"), 0) FROM "AuditSeal") AS sealed
          FROM "AuditEntry" e
         WHERE e."policeUnitId" = ANY (${reader.unitIds}::uuid[])
           AND e.id < ${cursor?.[0] ?? HIGHEST_ID}::text::bigint
           AND (${actions}::text[] IS NULL OR e.action = ANY (${actions}::text[]))
           AND (${staffId}::uuid IS NULL OR e."staffId" = ${staffId}::uuid)
           AND (${subject}::text IS NULL OR e.subject = ${subject}
             OR e.subject = (SELECT a.id::text FROM "Alert" a WHERE a.number = ${subject}))
           AND (${from}::text IS NULL OR e.at >= ${from}::text::timestamptz)
           AND (${to}::text IS NULL OR e.at < ${to}::text::timestamptz)
         ORDER BY e.id DESC LIMIT ${limit + 1}::int`;
      const found = z.array(entryRow).parse(rows);
      const items = found.slice(0, limit);
      const last = found.length > items.length ? items.at(-1) : undefined;
      const personOf = await peopleOf(
        deps,
        reader,
        items.flatMap((entry) => entry.staffId ?? []),
      );
      return {
        items: items.map(({ staffId: by, at, ...entry }) => ({
          ...entry,
          at: at.toISOString(),
          by: by === null ? null : personOf(by),
        })),
        next: last ? toCursor([last.id]) : null,
      };
    },

    async filters(reader) {
      const actions = await db.rows`
        SELECT DISTINCT action FROM "AuditEntry" WHERE "policeUnitId" = ANY (${reader.unitIds}::uuid[])
         ORDER BY action`;
      const staff = await db.rows`
        SELECT s.id AS "staffId" FROM "Staff" s
         WHERE s."policeUnitId" = ANY (${reader.unitIds}::uuid[]) ORDER BY s.id`;
      const ids = z
        .array(staffRow)
        .parse(staff)
        .map(({ staffId }) => staffId);
      return {
        actions: z
          .array(actionRow)
          .parse(actions)
          .map(({ action }) => action),
        staff: ids.map(await peopleOf(deps, reader, ids)),
      };
    },
  };
}
