import { z } from 'zod';
import type { Person, Reader } from '../contracts/words.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const personRow = z.object({ staffId: z.string(), name: z.string(), office: z.string() });

/** These members of staff as the reader sees them, by id. */
export async function peopleOf(
  deps: { db: Db; sealer: Sealer },
  reader: Reader,
  staffIds: Iterable<string>,
): Promise<(staffId: string) => Person> {
  const ids = [...new Set(staffIds)];
  const found = new Map<string, Person>();
  if (ids.length > 0) {
    const rows = await deps.db.rows`
      SELECT id AS "staffId", name, office FROM "Staff" WHERE id = ANY (${ids}::uuid[])`;
    for (const { staffId, name, office } of z.array(personRow).parse(rows)) {
      const seen = reader.sees.staffNames ? deps.sealer.open(staffId, name) : null;
      found.set(staffId, { staffId, name: seen, office });
    }
  }
  return (staffId) => found.get(staffId) ?? { staffId, name: null, office: '' };
}

/** A label as the reader sees it; null where they may not, and where the household is erased. */
export function labelOf(sealer: Sealer, reader: Reader, householdId: string, sealed: string): string | null {
  if (!reader.sees.labels) return null;
  return sealer.open(householdId, sealed) || null;
}
