import { z } from 'zod';
import type { Db } from './sql.ts';

const takenRow = z.object({ taken: z.boolean() });

/** Join codes and invite codes share one space: a person types either into the same question. */
export async function codeTaken(db: Db, code: string): Promise<boolean> {
  const rows = await db.rows`
    SELECT EXISTS (SELECT 1 FROM "NeighbourhoodGroup" WHERE "joinCode" = ${code})
        OR EXISTS (SELECT 1 FROM "Household" WHERE "inviteCode" = ${code}) AS taken`;
  return z.array(takenRow).parse(rows)[0]?.taken ?? false;
}
