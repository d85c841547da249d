import { z } from 'zod';
import { digestOf } from '../shared/secrets.ts';
import type { OneTimeLinkStore } from '../staff/sign-in-ports.ts';
import type { Db } from './sql.ts';

const expiryRow = z.object({ expiresAt: z.date() });
const linkRow = z.object({ staffId: z.string().nullable() });

/** Links that work once, by the digest of what they carry. */
export function createOneTimeLinkStore(db: Db): OneTimeLinkStore {
  return {
    async open({ token, purpose, staffId, browser, validForMs }) {
      await db.run`
        UPDATE "OneTimeLink" SET "endedAt" = now()
         WHERE purpose = ${purpose}::"LinkPurpose" AND "staffId" IS NOT DISTINCT FROM ${staffId}::uuid AND "endedAt" IS NULL`;
      const rows = await db.rows`
        INSERT INTO "OneTimeLink" (digest, purpose, "staffId", "browserDigest", "expiresAt")
        VALUES (${digestOf(token)}, ${purpose}::"LinkPurpose", ${staffId}::uuid, ${browser === null ? null : digestOf(browser)},
                now() + ${validForMs}::float8 * interval '1 millisecond')
        RETURNING "expiresAt"`;
      const row = z.array(expiryRow).parse(rows)[0];
      if (!row) throw new Error('the link was not stored');
      return row.expiresAt;
    },

    async find(token, purpose) {
      const rows = await db.rows`
        SELECT l."staffId"
          FROM "OneTimeLink" l LEFT JOIN "Staff" s ON s.id = l."staffId"
         WHERE l.digest = ${digestOf(token)} AND l.purpose = ${purpose}::"LinkPurpose" AND l."endedAt" IS NULL
           AND l."expiresAt" > now() AND s."disabledAt" IS NULL
           FOR UPDATE OF l`;
      return z.array(linkRow).parse(rows)[0] ?? null;
    },

    async take(token, purpose, browser) {
      const rows = await db.rows`
        UPDATE "OneTimeLink" l SET "endedAt" = now()
         WHERE l.digest = ${digestOf(token)} AND l.purpose = ${purpose}::"LinkPurpose" AND l."endedAt" IS NULL
           AND l."expiresAt" > now()
           AND (l."browserDigest" IS NULL OR l."browserDigest" = ${browser === null ? null : digestOf(browser)})
           AND NOT EXISTS (SELECT 1 FROM "Staff" s WHERE s.id = l."staffId" AND s."disabledAt" IS NOT NULL)
        RETURNING l."staffId"`;
      return z.array(linkRow).parse(rows)[0] ?? null;
    },
  };
}
