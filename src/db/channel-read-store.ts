import { z } from 'zod';
import type { ChannelReads } from '../contracts/channels.ts';
import { deliveryStateSchema } from '../contracts/words.ts';
import type { createAccountFigures } from './account-figures.ts';
import { answerState } from './answer-state.ts';
import { lanesNow } from './lane-health.ts';
import type { ReadDeps } from './read-deps.ts';

const moreRow = z.object({
  channelAccountId: z.string(),
  testable: z.boolean(),
  savedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  lostAt: z.date().nullable(),
  lostReason: z.string().nullable(),
});
const testRow = z.object({
  id: z.string(),
  state: deliveryStateSchema,
  reason: z.string().nullable(),
  sentAt: z.date().nullable(),
});

/** Channel accounts as who looks after them sees them. */
export function createChannelReads(
  deps: ReadDeps,
  figuresOf: ReturnType<typeof createAccountFigures>,
): ChannelReads {
  const { db } = deps;
  return {
    async list(reader) {
      const figures = await figuresOf();
      const lanes = await lanesNow(db, reader, figures);
      const rows = await db.rows`
        SELECT a.id AS "channelAccountId", g."savedAt", g."expiresAt", g."lostAt", g."lostReason",
               EXISTS (SELECT 1 FROM "ContactPoint" c
                        WHERE c."channelAccountId" = a.id AND c."staffId" = ${reader.staffId}::uuid
                          AND c.state = 'active') AS testable
          FROM "ChannelAccount" a LEFT JOIN "ChannelGrant" g ON g."channelAccountId" = a.id`;
      const more = new Map(
        z
          .array(moreRow)
          .parse(rows)
          .map((one) => [one.channelAccountId, one]),
      );
      return {
        asOf: deps.now().toISOString(),
        accounts: lanes.map((lane) => {
          const account = more.get(lane.channelAccountId);
          const known = figures.get(lane.channelAccountId);
          return {
            ...lane,
            contacts: known?.contacts ?? 0,
            lastEventAt: known?.lastEventAt?.toISOString() ?? null,
            token:
              account?.savedAt && account.expiresAt
                ? {
                    savedAt: account.savedAt.toISOString(),
                    expiresAt: account.expiresAt.toISOString(),
                    lostAt: account.lostAt?.toISOString() ?? null,
                    lostReason: account.lostReason,
                  }
                : null,
            testable: account?.testable ?? false,
          };
        }),
      };
    },

    async test(reader, channelAccountId, testId) {
      // Their own chats alone: a test tells how an answer went.
      const rows = await db.rows`
        SELECT a.id, a.state::text AS state, a.reason, a."sentAt"
          FROM "Answer" a JOIN "ContactPoint" c ON c.id = a."contactPointId"
         WHERE a.id = ${testId}::uuid AND c."staffId" = ${reader.staffId}::uuid
           AND c."channelAccountId" = ${channelAccountId}::uuid`;
      const found = z.array(testRow).parse(rows)[0];
      if (!found) return null;
      const state = answerState(found.state);
      return {
        id: found.id,
        state,
        reason: state === 'not_sent' || state === 'waiting' ? found.reason : null,
        sentAt: found.sentAt?.toISOString() ?? null,
      };
    },
  };
}
