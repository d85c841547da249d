import { z } from 'zod';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

/** The two tokens of one account, and when the first of them ends, in milliseconds since 1970. */
export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  expiresAtMs: number;
}

/** The pair of one account as all processes share it. Each method is one statement; it throws when the database is away. */
export interface GrantStore {
  /** Null before the first consent. */
  read(): Promise<{ version: number; pair: TokenPair; lostReason: string | null } | null>;
  /** One process alone may refresh the pair of this version for `leaseMs`, unless it saves or lets go before. */
  claimRefresh(version: number, leaseMs: number): Promise<'claimed' | 'held' | 'stale'>;
  giveUp(version: number): Promise<void>;
  /** In the place of the pair of this version; 0 when there is none yet. Durable when it resolves. */
  save(version: number, pair: TokenPair): Promise<'saved' | 'stale'>;
  /** The pair of this version is of no use any more; it is kept for diagnosis. `stale` also where it was marked before. */
  markLost(version: number, reason: string): Promise<'marked' | 'stale'>;
}

const pairSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAtMs: z.number(),
}) satisfies z.ZodType<TokenPair>;
const grantRow = z.object({ version: z.number(), pair: z.string(), lostReason: z.string().nullable() });
const markedRow = z.object({ first: z.boolean() });
const claimRow = z.object({ claimed: z.boolean(), version: z.number().nullable() });

/**
 * The tokens of a Zalo account in `ChannelGrant`, sealed with the account's id. Claims run by the database's clock: those
 * of the processes that share the account need not agree.
 */
export function createZaloTokenStore(db: Db, sealer: Sealer, channelAccountId: string): GrantStore {
  return {
    async read() {
      const rows = await db.rows`
        SELECT version, pair, "lostReason" FROM "ChannelGrant" WHERE "channelAccountId" = ${channelAccountId}::uuid`;
      const row = z.array(grantRow).parse(rows)[0];
      if (!row) return null;
      const pair = pairSchema.parse(JSON.parse(sealer.open(channelAccountId, row.pair)));
      return { version: row.version, pair, lostReason: row.lostReason };
    },

    async claimRefresh(version, leaseMs) {
      // The version is the one before this statement. Whoever reads an old one here is told `held` and looks again.
      const rows = await db.rows`
        WITH claim AS (
          UPDATE "ChannelGrant"
             SET "claimedUntil" = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
           WHERE "channelAccountId" = ${channelAccountId}::uuid AND version = ${version}::int
             AND ("claimedUntil" IS NULL OR "claimedUntil" <= clock_timestamp())
          RETURNING 1
        )
        SELECT EXISTS (SELECT 1 FROM claim) AS claimed,
               (SELECT version FROM "ChannelGrant" WHERE "channelAccountId" = ${channelAccountId}::uuid) AS version`;
      const [row] = z.tuple([claimRow]).parse(rows);
      if (row.claimed) return 'claimed';
      return row.version === version ? 'held' : 'stale';
    },

    async giveUp(version) {
      await db.run`
        UPDATE "ChannelGrant" SET "claimedUntil" = NULL
         WHERE "channelAccountId" = ${channelAccountId}::uuid AND version = ${version}::int`;
    },

    async save(version, pair) {
      const sealed = sealer.seal(channelAccountId, JSON.stringify(pair));
      const expiresAt = new Date(pair.expiresAtMs);
      // The first pair and all later ones are one statement, so that no crash falls in between.
      const written = await db.run`
        INSERT INTO "ChannelGrant" AS g ("channelAccountId", version, pair, "expiresAt")
        SELECT ${channelAccountId}::uuid, ${version}::int + 1, ${sealed}, ${expiresAt}
         WHERE ${version}::int = 0 OR EXISTS (
           SELECT 1 FROM "ChannelGrant" WHERE "channelAccountId" = ${channelAccountId}::uuid)
        ON CONFLICT ("channelAccountId") DO UPDATE
          SET version = EXCLUDED.version, pair = EXCLUDED.pair, "previousPair" = g.pair,
              "expiresAt" = EXCLUDED."expiresAt", "claimedUntil" = NULL, "lostReason" = NULL, "lostAt" = NULL,
              "savedAt" = now()
          WHERE g.version = ${version}::int`;
      return written === 1 ? 'saved' : 'stale';
    },

    async markLost(version, reason) {
      const rows = await db.rows`
        WITH before AS (
          SELECT "lostReason" FROM "ChannelGrant"
           WHERE "channelAccountId" = ${channelAccountId}::uuid AND version = ${version}::int FOR UPDATE
        )
        UPDATE "ChannelGrant" g
           SET "lostReason" = coalesce(g."lostReason", ${reason}), "lostAt" = coalesce(g."lostAt", now()),
               "claimedUntil" = NULL
          FROM before WHERE g."channelAccountId" = ${channelAccountId}::uuid
        RETURNING before."lostReason" IS NULL AS first`;
      return z.array(markedRow).parse(rows)[0]?.first ? 'marked' : 'stale';
    },
  };
}
