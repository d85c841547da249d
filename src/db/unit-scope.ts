import { z } from 'zod';
import type { Db } from './sql.ts';

const unitRow = z.object({ id: z.string() });

/** The units of the province whose police this unit is, itself among them; itself alone where it is none's. */
export async function unitsOfProvince(db: Db, policeUnitId: string): Promise<readonly string[]> {
  const rows = await db.rows`
    SELECT DISTINCT theirs."policeUnitId" AS id
      FROM "PoliceUnitCover" mine
      JOIN "AdminUnit" province ON province.code = mine."adminUnitCode"
                               AND province."validFrom" = mine."adminUnitValidFrom" AND province.kind = 'province'
      JOIN "AdminUnit" part ON part."provinceCode" = province.code
      JOIN "PoliceUnitCover" theirs ON theirs."adminUnitCode" = part.code
                                   AND theirs."adminUnitValidFrom" = part."validFrom"
     WHERE mine."policeUnitId" = ${policeUnitId}::uuid`;
  const ids = z
    .array(unitRow)
    .parse(rows)
    .map(({ id }) => id);
  return [policeUnitId, ...ids.filter((id) => id !== policeUnitId)];
}
