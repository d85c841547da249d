import { z } from 'zod';
import type { InboundMessage } from '../channels/channel.ts';
import type { InboundStore } from '../dialogs/ports.ts';
import { newId } from '../shared/ids.ts';
import type { Db } from './client.ts';
import { openInbound, sealInbound } from './sealed-json.ts';
import type { Sealer } from './sealing.ts';

const contactRow = z.object({ id: z.string(), externalId: z.string() });
const idRow = z.object({ id: z.string() });
const waitingRow = z.object({ id: z.string(), sealed: z.string() });
const failedRow = z.object({ failed: z.boolean() });

/** Events of all chats; unique by account and external id, so that a redelivery changes nothing. */
export function createInboundStore(db: Db, sealer: Sealer): InboundStore {
  /** The contact point of each chat; a new one for a stranger. In a fixed order, so that two pages never deadlock. */
  async function contactPoints(
    channelAccountId: string,
    chats: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await db.$queryRaw`
      INSERT INTO "ContactPoint" (id, "channelAccountId", "externalId", "lastInboundAt")
      SELECT chat.id, ${channelAccountId}::uuid, chat."externalId", now()
        FROM unnest(${chats.map(() => newId())}::uuid[], ${chats}::text[]) AS chat (id, "externalId")
      ON CONFLICT ("channelAccountId", "externalId") DO UPDATE SET "lastInboundAt" = now()
      RETURNING id, "externalId"`;
    return new Map(
      z
        .array(contactRow)
        .parse(rows)
        .map((row) => [row.externalId, row.id]),
    );
  }

  return {
    async store(channelAccountId, messages) {
      const chats = [...new Set(messages.map((message) => message.chatExternalId))].sort();
      const contactOf = await contactPoints(channelAccountId, chats);
      const events = messages.flatMap((message) => {
        const contactPointId = contactOf.get(message.chatExternalId);
        return contactPointId === undefined ? [] : [{ id: newId(), contactPointId, message }];
      });
      const rows = await db.$queryRaw`
        INSERT INTO "InboundEvent" (id, "channelAccountId", "contactPointId", "externalId", sequence, payload)
        SELECT event.id, ${channelAccountId}::uuid, event."contactPointId", event."externalId", event.sequence::bigint,
               event.payload
          FROM unnest(${events.map((event) => event.id)}::uuid[],
                      ${events.map((event) => event.contactPointId)}::uuid[],
                      ${events.map((event) => event.message.externalId)}::text[],
                      ${events.map((event) => event.message.sequence)}::text[],
                      ${events.map(({ id, message: { content, languageHint } }) =>
                        sealInbound(sealer, id, { content, languageHint }),
                      )}::text[])
            AS event (id, "contactPointId", "externalId", sequence, payload)
        ON CONFLICT ("channelAccountId", "externalId") DO NOTHING
        RETURNING id`;
      const stored = new Set(
        z
          .array(idRow)
          .parse(rows)
          .map((row) => row.id),
      );
      // A redelivered "blocked" must not undo what came after it, so only new events speak.
      const fresh = events.filter((event) => stored.has(event.id));
      const states = reachability(fresh);
      if (states.size > 0) {
        await db.$executeRaw`
          UPDATE "ContactPoint" c SET state = now_is.state::"ContactState"
            FROM unnest(${[...states.keys()]}::uuid[], ${[...states.values()]}::text[]) AS now_is (id, state)
           WHERE c.id = now_is.id AND c.state <> 'stopped' AND c.state <> now_is.state::"ContactState"`;
      }
      return [...states.keys()];
    },

    async nextEvent(contactPointId) {
      const rows = await db.$queryRaw`
        SELECT id, payload AS sealed FROM "InboundEvent"
         WHERE "contactPointId" = ${contactPointId}::uuid AND "handledAt" IS NULL AND "failedAt" IS NULL
         ORDER BY sequence, id LIMIT 1`;
      return z.array(waitingRow).parse(rows)[0] ?? null;
    },

    open: ({ id, sealed }) => ({ id, ...openInbound(sealer, id, sealed) }),

    async markHandled(eventId) {
      await db.$executeRaw`
        UPDATE "InboundEvent" SET "handledAt" = clock_timestamp(), payload = '' WHERE id = ${eventId}::uuid`;
    },

    async recordFailure(eventId, failure, maxAttempts) {
      const rows = await db.$queryRaw`
        UPDATE "InboundEvent"
           SET attempts = attempts + 1, failure = ${failure},
               "failedAt" = CASE WHEN attempts + 1 >= ${maxAttempts}::int THEN now() END
         WHERE id = ${eventId}::uuid AND "handledAt" IS NULL AND "failedAt" IS NULL
        RETURNING "failedAt" IS NOT NULL AS failed`;
      // No row: another worker has settled it meanwhile, the next may pass.
      return (z.array(failedRow).parse(rows)[0]?.failed ?? true) ? 'failed' : 'again';
    },
  };
}

/** What the last event of each chat says: only "blocked" is a goodbye. */
function reachability(
  events: readonly { contactPointId: string; message: InboundMessage }[],
): Map<string, 'active' | 'unreachable'> {
  const inOrder = [...events].sort((a, b) => {
    const order = BigInt(a.message.sequence) - BigInt(b.message.sequence);
    return order < 0n ? -1 : order > 0n ? 1 : 0;
  });
  return new Map(
    inOrder.map(({ contactPointId, message }) => [
      contactPointId,
      message.content.kind === 'blocked' ? 'unreachable' : 'active',
    ]),
  );
}
