import { z } from 'zod';
import type { Db } from './sql.ts';

const unitRow = z.object({ id: z.string(), name: z.string() });

export async function unitByCode(db: Db, code: string): Promise<{ id: string; name: string } | null> {
  return (
    z.array(unitRow).parse(await db.rows`SELECT id, name FROM "PoliceUnit" WHERE code = ${code}`)[0] ?? null
  );
}
