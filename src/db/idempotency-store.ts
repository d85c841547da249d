import { z } from 'zod';
import { IDEMPOTENCY_MS } from '../../config/sign-in.ts';
import type { IdempotencyStore } from '../staff/admin-ports.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const keyRow = z.object({
  digest: z.string(),
  status: z.number().nullable(),
  answer: z.string().nullable(),
});

/** Answers by staff member and key; sealed, because an answer may hold what a person wrote. */
export function createIdempotencyStore(db: Db, sealer: Sealer): IdempotencyStore {
  const rowId = (staffId: string, key: string) => `${staffId}:${key}`;
  return {
    async begin(staffId, key, digest) {
      const begun = await db.run`
        INSERT INTO "IdempotencyKey" AS k ("staffId", key, digest) VALUES (${staffId}::uuid, ${key}, ${digest})
        ON CONFLICT ("staffId", key) DO UPDATE
          SET digest = excluded.digest, status = NULL, answer = NULL, "createdAt" = now()
        WHERE k."createdAt" < now() - ${IDEMPOTENCY_MS}::float8 * interval '1 millisecond'`;
      if (begun > 0) return { kind: 'begun' };
      const rows = await db.rows`
        SELECT digest, status, answer FROM "IdempotencyKey" WHERE "staffId" = ${staffId}::uuid AND key = ${key}`;
      const row = z.array(keyRow).parse(rows)[0];
      if (!row) return { kind: 'running' };
      if (row.digest !== digest) return { kind: 'reused' };
      if (row.status === null || row.answer === null) return { kind: 'running' };
      return { kind: 'done', status: row.status, answer: sealer.open(rowId(staffId, key), row.answer) };
    },

    async finish(staffId, key, status, answer) {
      await db.run`
        UPDATE "IdempotencyKey" SET status = ${status}::int, answer = ${sealer.seal(rowId(staffId, key), answer)}
         WHERE "staffId" = ${staffId}::uuid AND key = ${key}`;
    },

    async abandon(staffId, key) {
      await db.run`
        DELETE FROM "IdempotencyKey" WHERE "staffId" = ${staffId}::uuid AND key = ${key} AND status IS NULL`;
    },
  };
}
