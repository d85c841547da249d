import { z } from 'zod';
import type { DutyShift, NowReads } from '../contracts/now.ts';
import { type Reader, toCursor } from '../contracts/words.ts';
import type { DutyStore } from '../staff/ports.ts';
import { peopleOf } from './people.ts';
import type { ReadDeps } from './read-deps.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const currentRow = z.object({ shiftId: z.string(), staffId: z.string() });
const shiftRow = z.object({
  id: z.string(),
  staffId: z.string(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  note: z.string().nullable(),
});

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Who is on duty, bound to one transaction. */
export function createDutyStore(db: Db, sealer: Sealer): DutyStore {
  return {
    async lockCurrent(policeUnitId) {
      await db.rows`SELECT 1 FROM "PoliceUnit" WHERE id = ${policeUnitId}::uuid FOR NO KEY UPDATE`;
      const rows = await db.rows`
        SELECT id AS "shiftId", "staffId" FROM "DutyShift"
         WHERE "policeUnitId" = ${policeUnitId}::uuid AND "endedAt" IS NULL`;
      return z.array(currentRow).parse(rows)[0] ?? null;
    },

    async begin({ id, policeUnitId, staffId }) {
      await db.run`
        INSERT INTO "DutyShift" (id, "policeUnitId", "staffId")
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${staffId}::uuid)`;
    },

    async end(shiftId, note) {
      await db.run`
        UPDATE "DutyShift" SET "endedAt" = now(), note = ${note === null ? null : sealer.seal(shiftId, note)}
         WHERE id = ${shiftId}::uuid`;
    },
  };
}

/** Shifts of the reader's own unit, newest first, from behind `afterId`. */
export async function shiftsOf(
  deps: Pick<ReadDeps, 'db' | 'sealer'>,
  reader: Reader,
  limit: number,
  afterId: string = LAST_ID,
): Promise<DutyShift[]> {
  const { db, sealer } = deps;
  const rows = await db.rows`
    SELECT id, "staffId", "startedAt", "endedAt", note FROM "DutyShift"
     WHERE "policeUnitId" = ${reader.ownUnitId}::uuid AND id < ${afterId}::uuid
     ORDER BY id DESC LIMIT ${limit}::int`;
  const shifts = z.array(shiftRow).parse(rows);
  const personOf = await peopleOf(
    deps,
    reader,
    shifts.map(({ staffId }) => staffId),
  );
  return shifts.map(({ id, staffId, startedAt, endedAt, note }) => ({
    id,
    by: personOf(staffId),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    note: note === null || !reader.sees.personal ? null : sealer.open(id, note),
  }));
}

/** A page of them. */
export function createDutyReads(deps: Pick<ReadDeps, 'db' | 'sealer'>): Pick<NowReads, 'duty'> {
  return {
    async duty(reader, query) {
      const found = await shiftsOf(deps, reader, query.limit + 1, query.cursor?.[0]);
      const items = found.slice(0, query.limit);
      const last = found.length > items.length ? items.at(-1) : undefined;
      return { items, next: last ? toCursor([last.id]) : null };
    },
  };
}
