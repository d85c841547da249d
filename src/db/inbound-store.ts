import { z } from 'zod';
import type { InboundMessage } from '../channels/channel.ts';
import type { InboundStore, ReceivedMessage } from '../dialogs/ports.ts';
import { newId } from '../shared/ids.ts';
import { UNHANDLED_BY_KEY, UNHANDLED_OF_CHAT } from './by-key.ts';
import { openInbound, sealInbound } from './sealed-json.ts';
import { SealError, type Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const contactRow = z.object({ id: z.string(), externalId: z.string() });
const knownRow = z.object({ externalId: z.string() });
const idRow = z.object({ id: z.string() });
const takenRow = z.object({
  id: z.string(),
  contactPointId: z.string(),
  sealed: z.string(),
  urgent: z.boolean(),
  attempts: z.number(),
  sealedState: z.string(),
});
const failedRow = z.object({ failed: z.boolean() });

/** Events of all chats; unique by account and external id, so that a redelivery changes nothing. */
export function createInboundStore(db: Db, sealer: Sealer): InboundStore {
  /** Copies are most of what comes in a storm; to see that one is known costs one look. */
  async function unknownOnes(
    channelAccountId: string,
    messages: readonly ReceivedMessage[],
  ): Promise<ReceivedMessage[]> {
    const rows = await db.rows`
      SELECT "externalId" FROM "InboundEvent"
       WHERE "channelAccountId" = ${channelAccountId}::uuid
         AND "externalId" = ANY (${messages.map((message) => message.externalId)}::text[])`;
    const known = new Set(
      z
        .array(knownRow)
        .parse(rows)
        .map((row) => row.externalId),
    );
    return messages.filter((message) => !known.has(message.externalId));
  }

  /**
   * The contact point of each chat, and the row by which it is locked; new ones for a stranger. In a fixed order, so that
   * two pages never deadlock.
   */
  async function contactPoints(
    channelAccountId: string,
    chats: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await db.rows`
      WITH contact AS (
        INSERT INTO "ContactPoint" (id, "channelAccountId", "externalId", "lastInboundAt")
        SELECT chat.id, ${channelAccountId}::uuid, chat."externalId", now()
          FROM unnest(${chats.map(() => newId())}::uuid[], ${chats}::text[]) AS chat (id, "externalId")
        ON CONFLICT ("channelAccountId", "externalId") DO UPDATE SET "lastInboundAt" = now()
        RETURNING id, "externalId"
      ), dialog AS (
        INSERT INTO "DialogState" ("contactPointId", state) SELECT id, '' FROM contact
        ON CONFLICT ("contactPointId") DO NOTHING
      )
      SELECT id, "externalId" FROM contact`;
    return new Map(
      z
        .array(contactRow)
        .parse(rows)
        .map((row) => [row.externalId, row.id]),
    );
  }

  return {
    async store(channelAccountId, received) {
      const messages = await unknownOnes(channelAccountId, received);
      if (messages.length === 0) return 0;
      const chats = [...new Set(messages.map((message) => message.chatExternalId))].sort();
      const contactOf = await contactPoints(channelAccountId, chats);
      const events = messages.flatMap((message) => {
        const contactPointId = contactOf.get(message.chatExternalId);
        return contactPointId === undefined ? [] : [{ id: newId(), contactPointId, message }];
      });
      const rows = await db.rows`
        INSERT INTO "InboundEvent" (id, "channelAccountId", "contactPointId", "externalId", sequence, urgent,
                                    payload)
        SELECT event.id, ${channelAccountId}::uuid, event."contactPointId", event."externalId", event.sequence::bigint,
               event.urgent, event.payload
          FROM unnest(${events.map((event) => event.id)}::uuid[],
                      ${events.map((event) => event.contactPointId)}::uuid[],
                      ${events.map((event) => event.message.externalId)}::text[],
                      ${events.map((event) => event.message.sequence)}::text[],
                      ${events.map((event) => event.message.urgent)}::boolean[],
                      ${events.map(({ id, message: { content, languageHint } }) =>
                        sealInbound(sealer, id, { content, languageHint }),
                      )}::text[])
            AS event (id, "contactPointId", "externalId", sequence, urgent, payload)
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
        await db.run`
          UPDATE "ContactPoint" c SET state = now_is.state::"ContactState"
            FROM unnest(${[...states.keys()]}::uuid[], ${[...states.values()]}::text[]) AS now_is (id, state)
           WHERE c.id = now_is.id AND c.state <> 'stopped' AND c.state <> now_is.state::"ContactState"`;
      }
      return fresh.length;
    },

    async take() {
      // Two who take at the same moment may see the same event: `finish` tells the second one.
      const rows = await db.rows`
        SELECT s."contactPointId", s.state AS "sealedState", oldest.*
          FROM "InboundEvent" e
          JOIN "DialogState" s ON s."contactPointId" = e."contactPointId"
         CROSS JOIN LATERAL (
           SELECT o.id, o.payload AS sealed, o.urgent, o.attempts FROM "InboundEvent" o
            WHERE o."contactPointId" = e."contactPointId" AND ${UNHANDLED_OF_CHAT}
            ORDER BY o.sequence, o.id LIMIT 1) oldest
         WHERE e."handledAt" IS NULL AND e."failedAt" IS NULL
           AND (s."restsUntil" IS NULL OR s."restsUntil" <= now())
         ORDER BY e.urgent DESC, e."receivedAt" LIMIT 1
           FOR UPDATE OF s SKIP LOCKED`;
      const row = z.array(takenRow).parse(rows)[0];
      if (!row) return null;
      const { sealedState, ...event } = row;
      return { ...event, state: openState(sealer, row.contactPointId, sealedState) };
    },

    open: ({ id, sealed }) => ({ id, ...openInbound(sealer, id, sealed) }),

    async finish({ id, contactPointId }, state) {
      const sealed = state === null ? '' : sealer.seal(contactPointId, JSON.stringify(state.value));
      const written = await db.run`
        WITH handled AS (
          UPDATE "InboundEvent" SET "handledAt" = clock_timestamp(), payload = ''
           WHERE id = ${id}::uuid AND ${UNHANDLED_BY_KEY}
          RETURNING 1
        )
        UPDATE "DialogState" SET state = ${sealed}, "updatedAt" = now(), "restsUntil" = NULL
         WHERE "contactPointId" = ${contactPointId}::uuid AND EXISTS (SELECT 1 FROM handled)`;
      return written === 1;
    },

    async recordFailure({ id, contactPointId, attempts }, failure, { maxAttempts, restMs }) {
      const rows = await db.rows`
        WITH failed AS (
          UPDATE "InboundEvent"
             SET attempts = attempts + 1, failure = ${failure},
                 "failedAt" = CASE WHEN attempts + 1 >= ${maxAttempts}::int THEN now() END
           WHERE id = ${id}::uuid AND attempts = ${attempts}::int AND ${UNHANDLED_BY_KEY}
          RETURNING "failedAt" IS NOT NULL AS failed
        ), rest AS (
          UPDATE "DialogState" SET "restsUntil" = now() + ${restMs}::float8 * interval '1 millisecond'
           WHERE "contactPointId" = ${contactPointId}::uuid AND EXISTS (SELECT 1 FROM failed WHERE NOT failed)
        )
        SELECT failed FROM failed`;
      const row = z.array(failedRow).parse(rows)[0];
      if (!row) return 'settled';
      return row.failed ? 'failed' : 'again';
    },
  };
}

/** Null when there is none, or it was altered, or its key is gone, or it is of no form: the conversation starts over. */
function openState(sealer: Sealer, contactPointId: string, sealed: string): unknown {
  if (sealed === '') return null;
  try {
    return JSON.parse(sealer.open(contactPointId, sealed));
  } catch (error) {
    if (error instanceof SealError || error instanceof SyntaxError) return null;
    throw error;
  }
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
