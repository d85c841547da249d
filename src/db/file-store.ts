import { z } from 'zod';
import type { FileStore } from '../deliveries/ports.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const fileRow = z.object({ kind: z.enum(['photo', 'voice']), type: z.string(), bytes: z.string() });

/** Files on their way to the platforms, and what these keep of them: known to every process, and after a restart. */
export function createFileStore(db: Db, sealer: Sealer): FileStore {
  async function put(
    mediaId: string,
    channelAccountId: string,
    said: { fileId: string | null; reason: string | null; expiresAt: Date | null },
  ): Promise<void> {
    await db.run`
      INSERT INTO "AlertMediaUpload" ("mediaId", "channelAccountId", "fileId", reason, "expiresAt")
      VALUES (${mediaId}::uuid, ${channelAccountId}::uuid, ${said.fileId}, ${said.reason}, ${said.expiresAt}::timestamptz)
      ON CONFLICT ("mediaId", "channelAccountId") DO UPDATE
         SET "fileId" = EXCLUDED."fileId", reason = EXCLUDED.reason, "expiresAt" = EXCLUDED."expiresAt",
             "uploadedAt" = now()`;
  }

  return {
    async read(mediaId) {
      const rows = await db.rows`
        SELECT kind::text AS kind, type, bytes FROM "AlertMedia" WHERE id = ${mediaId}::uuid AND bytes <> ''`;
      const file = z.array(fileRow).parse(rows)[0];
      return file ? { ...file, bytes: sealer.openBytes(mediaId, file.bytes) } : null;
    },
    keep: (mediaId, channelAccountId, { fileId, expiresAt }) =>
      put(mediaId, channelAccountId, { fileId, reason: null, expiresAt }),
    refuse: (mediaId, channelAccountId, reason) =>
      put(mediaId, channelAccountId, { fileId: null, reason, expiresAt: null }),
    async forget(mediaId, channelAccountId, keptId) {
      await db.run`
        DELETE FROM "AlertMediaUpload"
         WHERE "mediaId" = ${mediaId}::uuid AND "channelAccountId" = ${channelAccountId}::uuid AND "fileId" = ${keptId}`;
    },
  };
}
