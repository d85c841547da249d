import { z } from 'zod';
import type { RepliesQuery, ReplyReads, ThreadEntry } from '../contracts/replies.ts';
import { deliveryStateSchema, type Reader, toCursor } from '../contracts/words.ts';
import { answerState } from './answer-state.ts';
import { peopleOf } from './people.ts';
import type { ReadDeps } from './read-deps.ts';
import { replyItems } from './reply-items.ts';
import { openReplyContent } from './sealed-json.ts';

const placeRow = z.object({ id: z.string(), at: z.date(), waits: z.boolean() });
const countRow = z.object({ count: z.number() });
const chatRow = z.object({
  contactPointId: z.string(),
  alertId: z.string(),
  state: z.enum(['active', 'stopped', 'unreachable']),
});
const entryRow = z.object({ id: z.string(), at: z.date() });
const answerRow = z.object({
  id: z.string(),
  at: z.date(),
  staffId: z.string(),
  text: z.string(),
  state: deliveryStateSchema,
  reason: z.string().nullable(),
});
const contentRow = z.object({ content: z.string().nullable(), channelAccountId: z.string() });

const WAITS = 0;
const REST = 1;
const LAST_POSITION = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;
const ENTRIES_AT_MOST = 200;

type Place = z.infer<typeof placeRow>;

/** Calls for help and what households say in their own words. */
export function createReplyReads(deps: ReadDeps): ReplyReads {
  const { db, sealer } = deps;

  /** Calls for help that nobody dealt with. */
  async function waiting(reader: Reader, query: RepliesQuery, limit: number): Promise<Place[]> {
    const { cursor, alertId = null } = query;
    const [at, id] = cursor === undefined ? LAST_POSITION : [cursor[1], cursor[2]];
    const rows = await db.rows`
      SELECT r.id, r."createdAt" AS at, true AS waits FROM "Reply" r
       WHERE r."policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND r."handledAt" IS NULL
         AND r.code IN ('HELP', 'STUCK') AND (${alertId}::uuid IS NULL OR r."alertId" = ${alertId}::uuid)
         AND (r."createdAt", r.id) < (${at}::text::timestamptz, ${id}::uuid)
       ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${limit}::int`;
    return z.array(placeRow).parse(rows);
  }

  async function rest(reader: Reader, query: RepliesQuery, limit: number): Promise<Place[]> {
    const { cursor, alertId = null, show } = query;
    const [at, id] = cursor?.[0] === REST ? [cursor[1], cursor[2]] : LAST_POSITION;
    const [open, help] = [show === 'open', show === 'help'];
    // Two statements, so that each is a piece of one index.
    const rows =
      alertId === null
        ? await db.rows`
            SELECT r.id, r."createdAt" AS at, false AS waits FROM "Reply" r
             WHERE r."policeUnitId" = ANY (${reader.unitIds}::uuid[])
               AND (r.content IS NOT NULL OR r.code IN ('HELP', 'STUCK'))
               AND (r."handledAt" IS NOT NULL OR coalesce(r.code NOT IN ('HELP', 'STUCK'), true))
               AND (NOT ${open} OR r."handledAt" IS NULL) AND (NOT ${help} OR r.code IN ('HELP', 'STUCK'))
               AND (r."createdAt", r.id) < (${at}::text::timestamptz, ${id}::uuid)
             ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${limit}::int`
        : await db.rows`
            SELECT r.id, r."createdAt" AS at, false AS waits FROM "Reply" r
             WHERE r."alertId" = ${alertId}::uuid AND r."policeUnitId" = ANY (${reader.unitIds}::uuid[])
               AND (r.content IS NOT NULL OR r.code IN ('HELP', 'STUCK'))
               AND (r."handledAt" IS NOT NULL OR coalesce(r.code NOT IN ('HELP', 'STUCK'), true))
               AND (NOT ${open} OR r."handledAt" IS NULL) AND (NOT ${help} OR r.code IN ('HELP', 'STUCK'))
               AND (r."createdAt", r.id) < (${at}::text::timestamptz, ${id}::uuid)
             ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${limit}::int`;
    return z.array(placeRow).parse(rows);
  }

  async function answersOf(reader: Reader, contactPointId: string, alertId: string): Promise<ThreadEntry[]> {
    const rows = await db.rows`
      SELECT ra.id, ra."createdAt" AS at, ra."staffId", ra.text, a.state::text AS state, a.reason
        FROM "Reply" r JOIN "ReplyAnswer" ra ON ra."replyId" = r.id JOIN "Answer" a ON a.id = ra."answerId"
       WHERE r."contactPointId" = ${contactPointId}::uuid AND r."alertId" = ${alertId}::uuid
       ORDER BY ra."createdAt" DESC, ra.id DESC LIMIT ${ENTRIES_AT_MOST}::int`;
    const found = z.array(answerRow).parse(rows);
    const personOf = await peopleOf(
      deps,
      reader,
      found.map(({ staffId }) => staffId),
    );
    return found.map(({ id, at, staffId, text, state, reason }) => ({
      from: 'staff',
      id,
      at: at.toISOString(),
      by: personOf(staffId),
      text: reader.sees.personal ? sealer.open(id, text) : null,
      state: answerState(state),
      reason: answerState(state) === 'not_sent' ? reason : null,
    }));
  }

  return {
    async list(reader, query) {
      const { limit, cursor, alertId = null } = query;
      const places = cursor?.[0] === REST ? [] : await waiting(reader, query, limit + 1);
      if (places.length <= limit) places.push(...(await rest(reader, query, limit + 1 - places.length)));
      const shown = places.slice(0, limit);
      const last = places.length > shown.length ? shown.at(-1) : undefined;
      const counted = await db.rows`
        SELECT count(*)::int AS count FROM "Reply" r
         WHERE r."policeUnitId" = ANY (${reader.unitIds}::uuid[]) AND r."handledAt" IS NULL
           AND r.code IN ('HELP', 'STUCK') AND (${alertId}::uuid IS NULL OR r."alertId" = ${alertId}::uuid)`;
      return {
        items: await replyItems(
          deps,
          reader,
          shown.map(({ id }) => id),
        ),
        next: last ? toCursor([last.waits ? WAITS : REST, last.at.toISOString(), last.id]) : null,
        helpWaiting: z.tuple([countRow]).parse(counted)[0].count,
      };
    },

    async thread(reader, replyId) {
      const [reply] = await replyItems(deps, reader, [replyId]);
      if (!reply) return null;
      const chat = z.tuple([chatRow]).parse(
        await db.rows`
          SELECT c.id AS "contactPointId", r."alertId", c.state::text AS state
            FROM "Reply" r JOIN "ContactPoint" c ON c.id = r."contactPointId" WHERE r.id = ${replyId}::uuid`,
      )[0];
      const said = z.array(entryRow).parse(
        await db.rows`
          SELECT id, "createdAt" AS at FROM "Reply"
           WHERE "contactPointId" = ${chat.contactPointId}::uuid AND "alertId" = ${chat.alertId}::uuid
           ORDER BY "createdAt" DESC, id DESC LIMIT ${ENTRIES_AT_MOST}::int`,
      );
      const items = await replyItems(
        deps,
        reader,
        said.map(({ id }) => id),
      );
      const entries: ThreadEntry[] = [
        ...items.map((item): ThreadEntry => ({ from: 'household', reply: item })),
        ...(await answersOf(reader, chat.contactPointId, chat.alertId)),
      ];
      const atOf = (entry: ThreadEntry) => (entry.from === 'household' ? entry.reply.at : entry.at);
      entries.sort((one, other) => atOf(one).localeCompare(atOf(other)));
      return {
        reply,
        chat: chat.state === 'active' ? 'open' : chat.state,
        entries: entries.slice(-ENTRIES_AT_MOST),
      };
    },

    async media(reader, replyId) {
      if (!reader.sees.personal) return null;
      const rows = await db.rows`
        SELECT r.content, c."channelAccountId"
          FROM "Reply" r JOIN "ContactPoint" c ON c.id = r."contactPointId"
         WHERE r.id = ${replyId}::uuid AND r."policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
      const row = z.array(contentRow).parse(rows)[0];
      if (!row) return null;
      const content = row.content === null ? null : openReplyContent(sealer, replyId, row.content);
      if (content?.kind !== 'photo' && content?.kind !== 'voice') return 'none';
      return { channelAccountId: row.channelAccountId, kind: content.kind, fileId: content.fileId };
    },
  };
}
