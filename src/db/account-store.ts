import { z } from 'zod';
import type { ChatAccounts } from '../areas/ports.ts';
import type { PollStore } from '../dialogs/ports.ts';
import { newId } from '../shared/ids.ts';
import { SealError, type Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

export interface NewChannelAccount {
  channel: 'telegram' | 'zalo';
  /** The platform's own id of the account. */
  externalId: string;
  name: string;
  /** E.g. the token. Sealed. */
  credentials: string;
  ratePerSecond: number;
}

export interface StoredChannelAccount extends NewChannelAccount {
  id: string;
  laneId: string;
  sendRoute: SendRoute | null;
  buttonsRefused: boolean;
  boundId: string | null;
}

export type ServedChannelAccount = Omit<StoredChannelAccount, 'credentials'> & { credentials: string | null };

/** Endpoints between which a platform may tell us to choose. */
export type SendRoute = 'v3cs' | 'v2';

export interface AccountStore extends ChatAccounts {
  /** Adds the account with its lane, or brings name and credentials of the known one up to date; its rate stays. */
  ensure(account: NewChannelAccount): Promise<{ id: string; laneId: string }>;
  /** Every account, credentials opened, oldest first. Throws SealError when those of one cannot be opened. */
  list(): Promise<readonly StoredChannelAccount[]>;
  /** The same for who serves: null for credentials that cannot be opened, so that the other accounts work. */
  listServed(): Promise<readonly ServedChannelAccount[]>;
  /** When the platform last told us something of a person; null: never. */
  lastEventAt(channelAccountId: string): Promise<Date | null>;
  /** The channels that there are accounts of. */
  channels(): Promise<readonly ('telegram' | 'zalo')[]>;
  /** The platform told us to send by this endpoint. */
  pinRoute(channelAccountId: string, route: SendRoute): Promise<void>;
  /** The platform takes no buttons from this account. */
  noteButtonsRefused(channelAccountId: string): Promise<void>;
  /** Messages a second, by what the platform allows now. */
  setRate(channelAccountId: string, ratePerSecond: number): Promise<void>;
  /** What is left of the charged messages that the package pays. */
  notePaidQuota(channelAccountId: string, quota: { left: number; total: number | null }): Promise<void>;
  setTerms(channelAccountId: string, change: { paysForRoutine: boolean }): Promise<void>;
  /** What the platform last said of quotas. */
  quotas(channelAccountId: string): Promise<AccountQuotas>;
  /** The account of the platform that consented, for good. `other`: it is bound to another one already. */
  bind(channelAccountId: string, boundId: string): Promise<'bound' | 'other'>;
  /** Why the platform refuses to send for an account, by account id. */
  refusals(): Promise<ReadonlyMap<string, string>>;
}

export interface AccountQuotas {
  ratePerSecond: number;
  paysForRoutine: boolean;
  paidLeft: number | null;
  paidTotal: number | null;
  quotaSeenAt: Date | null;
  paidUsedUpUntil: Date | null;
  templatesUsedUpUntil: Date | null;
}

const quotasRow = z.object({
  ratePerSecond: z.number(),
  paysForRoutine: z.boolean(),
  paidLeft: z.number().nullable(),
  paidTotal: z.number().nullable(),
  quotaSeenAt: z.date().nullable(),
  paidUsedUpUntil: z.date().nullable(),
  templatesUsedUpUntil: z.date().nullable(),
}) satisfies z.ZodType<AccountQuotas>;
const accountRow = z.object({ id: z.string() });
const chatRow = z.object({
  channel: z.enum(['telegram', 'zalo']),
  name: z.string(),
  boundId: z.string().nullable(),
});
const storedRow = z.object({
  id: z.string(),
  channel: z.enum(['telegram', 'zalo']),
  externalId: z.string(),
  name: z.string(),
  credentials: z.string(),
  ratePerSecond: z.number(),
  laneId: z.string(),
  sendRoute: z.enum(['v3cs', 'v2']).nullable(),
  buttonsRefused: z.boolean(),
  boundId: z.string().nullable(),
}) satisfies z.ZodType<StoredChannelAccount>;
const refusalRow = z.object({ channelAccountId: z.string(), stoppedReason: z.string() });
const lastEventRow = z.object({ at: z.date().nullable() });
const channelRow = z.object({ channel: z.enum(['telegram', 'zalo']) });
const laneRow = z.object({ id: z.string() });
const offsetRow = z.object({ offset: z.string() });

/** Channel accounts and who reads them. */
export function createAccountStore(db: Db, sealer: Sealer): AccountStore & PollStore {
  async function sealedAccounts(): Promise<StoredChannelAccount[]> {
    const rows = await db.rows`
      SELECT a.id, a.channel, a."externalId", a.name, a.credentials, a."ratePerSecond", l.id AS "laneId",
             a."sendRoute", a."buttonsRefusedAt" IS NOT NULL AS "buttonsRefused", a."boundId"
        FROM "ChannelAccount" a JOIN "Lane" l ON l."channelAccountId" = a.id
       ORDER BY a."createdAt", a.id`;
    return z.array(storedRow).parse(rows);
  }

  function openOrNull(id: string, sealed: string): string | null {
    try {
      return sealer.open(id, sealed);
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  return {
    async ensure({ channel, externalId, name, credentials, ratePerSecond }) {
      const newAccountId = newId();
      const inserted = await db.rows`
        INSERT INTO "ChannelAccount" (id, channel, "externalId", name, credentials, "ratePerSecond")
        VALUES (${newAccountId}::uuid, ${channel}::"ChannelKind", ${externalId}, ${name}, '', ${ratePerSecond})
        ON CONFLICT (channel, "externalId")
          DO UPDATE SET name = EXCLUDED.name
        RETURNING id`;
      const { id } = z.tuple([accountRow]).parse(inserted)[0];
      // Sealed with the id of the row, which only the statement above knows.
      await db.run`
        UPDATE "ChannelAccount" SET credentials = ${sealer.seal(id, credentials)} WHERE id = ${id}::uuid`;
      await db.run`
        INSERT INTO "Lane" (id, "channelAccountId") VALUES (${newId()}::uuid, ${id}::uuid)
        ON CONFLICT ("channelAccountId") DO NOTHING`;
      const lanes = await db.rows`SELECT id FROM "Lane" WHERE "channelAccountId" = ${id}::uuid`;
      return { id, laneId: z.tuple([laneRow]).parse(lanes)[0].id };
    },

    async list() {
      return (await sealedAccounts()).map((account) => ({
        ...account,
        credentials: sealer.open(account.id, account.credentials),
      }));
    },

    async listServed() {
      return (await sealedAccounts()).map((account) => ({
        ...account,
        credentials: openOrNull(account.id, account.credentials),
      }));
    },

    async lastEventAt(channelAccountId) {
      const rows = await db.rows`
        SELECT max("receivedAt") AS at FROM "InboundEvent" WHERE "channelAccountId" = ${channelAccountId}::uuid`;
      return z.tuple([lastEventRow]).parse(rows)[0].at;
    },

    async channels() {
      const rows = await db.rows`SELECT DISTINCT channel FROM "ChannelAccount"`;
      return z
        .array(channelRow)
        .parse(rows)
        .map(({ channel }) => channel);
    },

    async chats() {
      const rows =
        await db.rows`SELECT channel, name, "boundId" FROM "ChannelAccount" ORDER BY channel, name`;
      return z.array(chatRow).parse(rows);
    },

    async pinRoute(channelAccountId, route) {
      await db.run`UPDATE "ChannelAccount" SET "sendRoute" = ${route} WHERE id = ${channelAccountId}::uuid`;
    },

    async noteButtonsRefused(channelAccountId) {
      await db.run`
        UPDATE "ChannelAccount" SET "buttonsRefusedAt" = coalesce("buttonsRefusedAt", now())
         WHERE id = ${channelAccountId}::uuid`;
    },

    async setRate(channelAccountId, ratePerSecond) {
      await db.run`
        UPDATE "ChannelAccount" SET "ratePerSecond" = ${ratePerSecond}::int WHERE id = ${channelAccountId}::uuid`;
    },

    async notePaidQuota(channelAccountId, { left, total }) {
      await db.run`
        UPDATE "ChannelAccount"
           SET "paidLeft" = ${left}::int, "paidTotal" = coalesce(${total}::int, "paidTotal"), "quotaSeenAt" = now()
         WHERE id = ${channelAccountId}::uuid`;
    },

    async setTerms(channelAccountId, { paysForRoutine }) {
      await db.run`
        UPDATE "ChannelAccount" SET "paysForRoutine" = ${paysForRoutine} WHERE id = ${channelAccountId}::uuid`;
    },

    async quotas(channelAccountId) {
      const rows = await db.rows`
        SELECT "ratePerSecond", "paysForRoutine", "paidLeft", "paidTotal", "quotaSeenAt",
               "paidUsedUpUntil", "templatesUsedUpUntil"
          FROM "ChannelAccount" WHERE id = ${channelAccountId}::uuid`;
      return z.tuple([quotasRow]).parse(rows)[0];
    },

    async bind(channelAccountId, boundId) {
      const bound = await db.run`
        UPDATE "ChannelAccount" SET "boundId" = ${boundId}
         WHERE id = ${channelAccountId}::uuid AND ("boundId" IS NULL OR "boundId" = ${boundId})`;
      return bound === 1 ? 'bound' : 'other';
    },

    async refusals() {
      const rows = await db.rows`
        SELECT "channelAccountId", "stoppedReason" FROM "Lane" WHERE "stoppedReason" IS NOT NULL`;
      return new Map(
        z
          .array(refusalRow)
          .parse(rows)
          .map(({ channelAccountId, stoppedReason }) => [channelAccountId, stoppedReason]),
      );
    },

    async lease(channelAccountId, owner, leaseMs) {
      const rows = await db.rows`
        UPDATE "ChannelAccount"
           SET "pollerOwner" = ${owner}, "pollerLeaseUntil" = now() + ${leaseMs}::float8 * interval '1 millisecond'
         WHERE id = ${channelAccountId}::uuid
           AND ("pollerOwner" = ${owner} OR "pollerLeaseUntil" IS NULL OR "pollerLeaseUntil" < now())
        RETURNING "pollOffset"::text AS offset`;
      const row = z.array(offsetRow).parse(rows)[0];
      return row ? { kind: 'leased', offset: row.offset } : { kind: 'held' };
    },

    async advance(channelAccountId, owner, offset) {
      const advanced = await db.run`
        UPDATE "ChannelAccount" SET "pollOffset" = ${offset}::text::bigint
         WHERE id = ${channelAccountId}::uuid AND "pollerOwner" = ${owner}`;
      return advanced === 1;
    },

    async release(channelAccountId, owner) {
      await db.run`
        UPDATE "ChannelAccount" SET "pollerOwner" = NULL, "pollerLeaseUntil" = NULL
         WHERE id = ${channelAccountId}::uuid AND "pollerOwner" = ${owner}`;
    },
  };
}
