import { z } from 'zod';
import { REPLY_CODES } from '../alerts/alert.ts';
import type { ReplyItem } from '../contracts/replies.ts';
import { channelSchema, type Reader } from '../contracts/words.ts';
import { asksForHelp } from '../replies/reply.ts';
import { categorySchema } from './alert-columns.ts';
import { labelOf, peopleOf } from './people.ts';
import type { ReadDeps } from './read-deps.ts';
import { openReplyContent } from './sealed-json.ts';

const itemRow = z.object({
  id: z.string(),
  alertId: z.string(),
  number: z.string(),
  category: categorySchema,
  drill: z.boolean(),
  householdId: z.string(),
  sealedLabel: z.string(),
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
  memberId: z.string().nullable(),
  sealedName: z.string().nullable(),
  channel: channelSchema,
  at: z.date(),
  code: z.enum(REPLY_CODES).nullable(),
  content: z.string().nullable(),
  handledAt: z.date().nullable(),
  handledById: z.string().nullable(),
  standing: z.enum(['silent', 'read', 'safe', 'help']).nullable(),
  answers: z.number(),
});

/** Replies as a console shows them, in the order of the ids; those of no unit of the reader's are left out. */
export async function replyItems(
  deps: Pick<ReadDeps, 'db' | 'sealer'>,
  reader: Reader,
  ids: readonly string[],
): Promise<ReplyItem[]> {
  if (ids.length === 0) return [];
  const { db, sealer } = deps;
  const rows = await db.rows`
    SELECT r.id, a.id AS "alertId", a.number, a.category, a.drill, r."householdId", h.label AS "sealedLabel",
           home.id AS "groupId", home.name AS "groupName", m.id AS "memberId", m.name AS "sealedName",
           acc.channel::text AS channel, r."createdAt" AS at, r.code::text AS code, r.content, r."handledAt",
           r."handledById", ah.standing::text AS standing,
           (SELECT count(*)::int FROM "ReplyAnswer" ra WHERE ra."replyId" = r.id) AS answers
      FROM "Reply" r
      JOIN "Alert" a ON a.id = r."alertId"
      JOIN "Household" h ON h.id = r."householdId"
      JOIN "ContactPoint" c ON c.id = r."contactPointId"
      JOIN "ChannelAccount" acc ON acc.id = c."channelAccountId"
      -- The chat may belong to somebody of another household by now.
      LEFT JOIN "Member" m ON m.id = c."memberId" AND m."householdId" = r."householdId"
      LEFT JOIN "AudienceHousehold" ah ON ah."alertId" = r."alertId" AND ah."householdId" = r."householdId"
      LEFT JOIN LATERAL (
        SELECT g.id, g.name FROM "Membership" ms JOIN "NeighbourhoodGroup" g ON g.id = ms."groupId"
         WHERE ms."householdId" = r."householdId"
         ORDER BY g.id = ANY (a."groupIds") DESC, ms."joinedAt" LIMIT 1) home ON true
     WHERE r.id = ANY (${ids}::uuid[]) AND r."policeUnitId" = ANY (${reader.unitIds}::uuid[])`;
  const found = z.array(itemRow).parse(rows);
  const personOf = await peopleOf(
    deps,
    reader,
    found.flatMap(({ handledById }) => handledById ?? []),
  );
  const items = new Map(
    found.map((row): [string, ReplyItem] => [
      row.id,
      {
        id: row.id,
        alert: { id: row.alertId, number: row.number, category: row.category, drill: row.drill },
        household: { id: row.householdId, label: labelOf(sealer, reader, row.householdId, row.sealedLabel) },
        group: row.groupId === null ? null : { id: row.groupId, name: row.groupName ?? '' },
        sender:
          reader.sees.personal && row.memberId !== null
            ? sealer.open(row.memberId, row.sealedName ?? '')
            : null,
        channel: row.channel,
        at: row.at.toISOString(),
        code: row.code,
        content: row.content === null ? null : contentOf(row.id, row.content),
        help: row.code !== null && asksForHelp(row.code),
        handled:
          row.handledAt === null || row.handledById === null
            ? null
            : { at: row.handledAt.toISOString(), by: personOf(row.handledById) },
        standing: row.standing ?? 'silent',
        answers: row.answers,
      },
    ]),
  );
  return ids.flatMap((id) => items.get(id) ?? []);

  function contentOf(id: string, sealed: string): ReplyItem['content'] {
    if (!reader.sees.personal) return { kind: 'hidden' };
    const content = openReplyContent(sealer, id, sealed);
    switch (content.kind) {
      case 'text':
      case 'place':
        return content;
      case 'photo':
        return { kind: 'photo', caption: content.caption };
      case 'voice':
        return { kind: 'voice', seconds: content.seconds };
    }
  }
}
