import { z } from 'zod';
import type { AlertMedia } from '../alerts/alert-media.ts';
import type { AlertMediaStore } from '../alerts/media-ports.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

export const mediaRow = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'voice']),
  type: z.string(),
  sizeBytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
}) satisfies z.ZodType<AlertMedia>;
const countRow = z.object({ count: z.number() });

/** Pictures and voice notes of alerts, bound to one transaction. */
export function createAlertMediaStore(db: Db, sealer: Sealer): AlertMediaStore {
  return {
    async add({ id, policeUnitId, uploaderId, kind, type, sizeBytes, width, height, bytes }) {
      await db.run`
        INSERT INTO "AlertMedia" (id, "policeUnitId", "uploaderId", kind, type, "sizeBytes", width, height, bytes)
        VALUES (${id}::uuid, ${policeUnitId}::uuid, ${uploaderId}::uuid, ${kind}::"AlertMediaKind", ${type},
                ${sizeBytes}::int, ${width}::int, ${height}::int, ${sealer.sealBytes(id, bytes)})`;
    },

    async find(mediaId, policeUnitId) {
      const rows = await db.rows`
        SELECT id, kind::text AS kind, type, "sizeBytes", width, height FROM "AlertMedia"
         WHERE id = ${mediaId}::uuid AND "policeUnitId" = ${policeUnitId}::uuid AND bytes <> ''
           -- What is about to be forgotten waits until this transaction has named it.
           FOR SHARE`;
      return z.array(mediaRow).parse(rows)[0] ?? null;
    },

    async countOf(uploaderId, withinMs) {
      const rows = await db.rows`
        SELECT count(*)::int AS count FROM "AlertMedia"
         WHERE "uploaderId" = ${uploaderId}::uuid
           AND "uploadedAt" > now() - ${withinMs}::float8 * interval '1 millisecond'`;
      return z.tuple([countRow]).parse(rows)[0].count;
    },
  };
}
