import { z } from 'zod';
import { NOTICE_RETENTION } from '../../config/retention.ts';
import type { Echo, NoticeStore, StoredNotice } from '../dialogs/notice-ports.ts';
import { newId } from '../shared/ids.ts';
import { openAnswer } from './sealed-json.ts';
import { SealError, type Sealer } from './sealing.ts';
import { type Db, SqlFragment } from './sql.ts';

/** A platform repeats an event for two hours at most; until then it must be known. */
const KEEP = new SqlFragment(`interval '${NOTICE_RETENTION.keepMs} milliseconds'`);
/** So much of a text tells two messages of one chat apart; what a channel adds (numbered choices) comes behind it. */
const PREFIX_LENGTH = 60;

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('echo'), messageId: z.string(), text: z.string() }),
  z.object({ kind: z.literal('human_takeover') }),
  z.object({
    kind: z.literal('template_status'),
    templateExternalId: z.string(),
    status: z.enum(['approved', 'in_review', 'refused']),
    reason: z.string().nullable(),
  }),
]);
const noticeRow = z.object({
  id: z.string(),
  channelAccountId: z.string(),
  contactPointId: z.string().nullable(),
  sequence: z.string(),
  laneId: z.string(),
  sealed: z.string(),
  late: z.boolean(),
});
type NoticeRow = z.infer<typeof noticeRow>;
const candidateRow = z.object({
  source: z.enum(['delivery', 'answer']),
  id: z.string(),
  state: z.enum(['sending', 'unknown']),
  repeated: z.boolean(),
  text: z.string().nullable(),
  payload: z.string(),
});
const pausedRow = z.object({ began: z.boolean(), until: z.date() });
const unitRow = z.object({ policeUnitId: z.string(), householdId: z.string(), label: z.string() });

/** What platforms say that no person said to us: stored as it comes, worked off by the sweeper. */
export function createNoticeStore(db: Db, sealer: Sealer): NoticeStore {
  function textOf(row: z.infer<typeof candidateRow>): string | null {
    if (row.source === 'delivery') return row.text;
    try {
      return openAnswer(sealer, row.id, row.payload).text;
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  function contentOf(id: string, sealed: string): z.infer<typeof content> | null {
    try {
      return content.parse(JSON.parse(sealer.open(id, sealed)));
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  function storedOf({ sealed, contactPointId, channelAccountId, sequence, ...row }: NoticeRow): StoredNotice {
    const found = contentOf(row.id, sealed);
    const isOfTemplate = found?.kind === 'template_status';
    if (contactPointId === null)
      return { ...row, contactPointId, channelAccountId, sequence, content: isOfTemplate ? found : null };
    return { ...row, contactPointId, content: isOfTemplate ? null : found };
  }

  return {
    async store(channelAccountId, notices) {
      const events = notices.map((notice) => ({ id: newId(), notice }));
      // Of chats, only of those that we know: nobody is written to because of a notice.
      return db.run`
        INSERT INTO "ChannelNotice" (id, "channelAccountId", "contactPointId", "externalId", sequence, payload)
        SELECT n.id, ${channelAccountId}::uuid, c.id, n."externalId", n.sequence::bigint, n.payload
          FROM unnest(${events.map(({ id }) => id)}::uuid[],
                      ${events.map(({ notice }) => notice.externalId)}::text[],
                      ${events.map(({ notice }) => notice.sequence)}::text[],
                      ${events.map(({ notice }) => notice.chatExternalId)}::text[],
                      ${events.map(({ id, notice }) => sealer.seal(id, JSON.stringify(notice.content)))}::text[])
            AS n (id, "externalId", sequence, "chatExternalId", payload)
          LEFT JOIN "ContactPoint" c ON c."channelAccountId" = ${channelAccountId}::uuid
                                    AND c."externalId" = n."chatExternalId"
         WHERE c.id IS NOT NULL OR n."chatExternalId" IS NULL
        ON CONFLICT ("channelAccountId", "externalId") DO NOTHING`;
    },

    async take(lateAfterMs, limit) {
      const rows = await db.rows`
        SELECT n.id, n."channelAccountId", n."contactPointId", n.sequence::text AS sequence, l.id AS "laneId",
               n.payload AS sealed,
               n."receivedAt" < now() - ${lateAfterMs}::float8 * interval '1 millisecond' AS late
          FROM "ChannelNotice" n JOIN "Lane" l ON l."channelAccountId" = n."channelAccountId"
         WHERE n."handledAt" IS NULL
         ORDER BY n."receivedAt", n.sequence LIMIT ${limit}::int
           FOR UPDATE OF n SKIP LOCKED`;
      return z.array(noticeRow).parse(rows).map(storedOf);
    },

    async finish(ids) {
      if (ids.length > 0) {
        await db.run`
          UPDATE "ChannelNotice" SET "handledAt" = now(), payload = '' WHERE id = ANY (${ids}::uuid[])`;
      }
      await db.run`
        DELETE FROM "ChannelNotice" WHERE id = ANY (ARRAY(
          SELECT id FROM "ChannelNotice" WHERE "handledAt" < now() - ${KEEP} LIMIT 1000 FOR UPDATE SKIP LOCKED))`;
    },

    async settle({ contactPointId, laneId, messageId, text }: Echo) {
      const rows = await db.rows`
        SELECT 'delivery' AS source, d.id, d.state::text AS state, d.repeats > 0 AS repeated,
               m.texts -> (CASE WHEN d.language = 'en' THEN 'en' ELSE 'vi' END) ->> 'text' AS text, '' AS payload
          FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
         WHERE d."laneId" = ${laneId}::uuid AND d."contactPointId" = ${contactPointId}::uuid
           AND d.state IN ('sending', 'unknown')
        UNION ALL
        SELECT 'answer', a.id, a.state::text, a.repeats > 0, NULL, a.payload
          FROM "Answer" a
         WHERE a."laneId" = ${laneId}::uuid AND a."contactPointId" = ${contactPointId}::uuid
           AND a.state IN ('sending', 'unknown')`;
      const candidates = z.array(candidateRow).parse(rows);
      const unknown = candidates.filter(({ state }) => state === 'unknown');
      if (unknown.length === 0) return candidates.length > 0 ? 'not_yet' : 'nothing';
      // The echo of a message whose answer did come says nothing of the others.
      const known = await db.rows`
        SELECT 1 FROM "Answer" WHERE "contactPointId" = ${contactPointId}::uuid AND "externalMessageId" = ${messageId}
        UNION ALL
        SELECT 1 FROM "AlertMessage" m
          JOIN "Delivery" d ON d."alertMessageId" = m.id AND d."contactPointId" = ${contactPointId}::uuid
         WHERE m."createdAt" > now() - ${KEEP} AND d."externalMessageId" = ${messageId}`;
      if (known.length > 0) return 'nothing';
      const theirs = text.normalize('NFC');
      const matching = unknown.filter((row) => {
        const ours = textOf(row)?.normalize('NFC').trim().slice(0, PREFIX_LENGTH) ?? '';
        // A repeat begins with a note that it is one.
        return ours !== '' && (row.repeated ? theirs.includes(ours) : theirs.startsWith(ours));
      });
      const [one, another] = matching;
      if (!one || another) return candidates.length > unknown.length ? 'not_yet' : 'nothing';
      if (one.source === 'delivery') {
        await db.run`
          UPDATE "Delivery"
             SET state = 'sent', "externalMessageId" = ${messageId}, reason = NULL, "notBefore" = NULL, "sentAt" = now(),
                 "updatedAt" = now()
           WHERE id = ${one.id}::uuid AND state = 'unknown'`;
      } else {
        await db.run`
          UPDATE "Answer"
             SET state = 'sent', "externalMessageId" = ${messageId}, reason = NULL, "notBefore" = NULL, "sentAt" = now(),
                 payload = ''
           WHERE id = ${one.id}::uuid AND state = 'unknown'`;
      }
      return 'settled';
    },

    async pauseBot(contactPointId, ms) {
      const rows = await db.rows`
        WITH before AS (
          SELECT id, "botPausedUntil" FROM "ContactPoint" WHERE id = ${contactPointId}::uuid FOR UPDATE)
        UPDATE "ContactPoint" c SET "botPausedUntil" = now() + ${ms}::float8 * interval '1 millisecond'
          FROM before b WHERE c.id = b.id
        RETURNING b."botPausedUntil" IS NULL OR b."botPausedUntil" <= now() AS began, c."botPausedUntil" AS until`;
      return z.array(pausedRow).parse(rows)[0] ?? null;
    },

    async householdOf(contactPointId) {
      const rows = await db.rows`
        SELECT h."policeUnitId", h.id AS "householdId", h.label
          FROM "ContactPoint" c JOIN "Member" m ON m.id = c."memberId" JOIN "Household" h ON h.id = m."householdId"
         WHERE c.id = ${contactPointId}::uuid`;
      const row = z.array(unitRow).parse(rows)[0];
      return row ? { policeUnitId: row.policeUnitId, label: sealer.open(row.householdId, row.label) } : null;
    },
  };
}
