import { z } from 'zod';
import type { AlertMedia } from '../alerts/alert-media.ts';
import type { Reader } from '../contracts/words.ts';
import { mediaRow } from './alert-media-store.ts';
import type { ReadDeps } from './read-deps.ts';

const bytesRow = z.object({ type: z.string(), bytes: z.string() });

export type AlertFile = { kind: 'file'; type: string; bytes: Buffer } | { kind: 'gone' };

/** Pictures and voice notes of alerts, for who sees the alerts of their unit. Null: none of a unit of theirs. */
export function createAlertMediaReads({ db, sealer }: Pick<ReadDeps, 'db' | 'sealer'>) {
  return {
    async about(reader: Reader, mediaId: string): Promise<AlertMedia | null> {
      const rows = await db.rows`
        SELECT id, kind::text AS kind, type, "sizeBytes", width, height FROM "AlertMedia"
         WHERE id = ${mediaId}::uuid AND "policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
      return z.array(mediaRow).parse(rows)[0] ?? null;
    },

    async file(reader: Reader, mediaId: string): Promise<AlertFile | null> {
      const rows = await db.rows`
        SELECT type, bytes FROM "AlertMedia"
         WHERE id = ${mediaId}::uuid AND "policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
      const found = z.array(bytesRow).parse(rows)[0];
      if (!found) return null;
      const { type, bytes } = found;
      return bytes === ''
        ? { kind: 'gone' }
        : { kind: 'file', type, bytes: sealer.openBytes(mediaId, bytes) };
    },
  };
}
