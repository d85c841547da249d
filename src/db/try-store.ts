import { z } from 'zod';
import { TRIES_FORGOTTEN_MS, TRY_RULES } from '../../config/sign-in.ts';
import type { TryKey, TryStore } from '../staff/sign-in-ports.ts';
import { waitAfterMs } from '../staff/tries.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const tryRow = z.object({ key: z.string(), tries: z.number(), waitMs: z.number() });

/** Tries by digest: neither a user name nor an address is kept in the clear. */
export function createTryStore(db: Db, sealer: Sealer): TryStore {
  const digests = (keys: readonly TryKey[]) =>
    // In one order, so that two that need the same ones do not wait for each other.
    keys
      .map(({ kind, what }) => ({ kind, key: `${kind}:${sealer.digest(what)}` }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));

  return {
    async count(keys) {
      const wanted = digests(keys);
      const rows = z.array(tryRow).parse(
        await db.rows`
          SELECT key, CASE WHEN "lastAt" > now() - ${TRIES_FORGOTTEN_MS}::float8 * interval '1 millisecond' THEN tries ELSE 0 END AS tries,
                 ceil(extract(epoch FROM "openAt" - clock_timestamp()) * 1000)::float8 AS "waitMs"
            FROM "SignInTry" WHERE key = ANY (${wanted.map(({ key }) => key)}::text[])
           ORDER BY key FOR UPDATE`,
      );
      const waitMs = Math.max(0, ...rows.map((row) => row.waitMs));
      if (waitMs > 0) return { kind: 'wait', ms: waitMs };
      for (const { kind, key } of wanted) {
        const tries = (rows.find((row) => row.key === key)?.tries ?? 0) + 1;
        await db.run`
          INSERT INTO "SignInTry" (key, tries, "lastAt", "openAt")
          VALUES (${key}, ${tries}::int, now(), clock_timestamp() + ${waitAfterMs(TRY_RULES[kind], tries)}::float8 * interval '1 millisecond')
          ON CONFLICT (key) DO UPDATE SET tries = excluded.tries, "lastAt" = excluded."lastAt", "openAt" = excluded."openAt"`;
      }
      return { kind: 'counted' };
    },

    async succeeded(keys) {
      const [shared, own] = [
        [...digests(keys)].filter(isShared),
        digests(keys).filter((key) => !isShared(key)),
      ];
      await db.run`DELETE FROM "SignInTry" WHERE key = ANY (${own.map(({ key }) => key)}::text[])`;
      await db.run`
        UPDATE "SignInTry" SET tries = greatest(0, tries - 1), "openAt" = now()
         WHERE key = ANY (${shared.map(({ key }) => key)}::text[])`;
    },
  };
}

const isShared = ({ kind }: { kind: string }) => kind.endsWith('address');
