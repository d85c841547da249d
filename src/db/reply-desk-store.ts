import { z } from 'zod';
import type { ReplyDesk } from '../replies/ports.ts';
import type { Sealer } from './sealing.ts';
import type { Db } from './sql.ts';

const replyRow = z.object({
  replyId: z.string(),
  alertId: z.string(),
  alertNumber: z.string(),
  unitName: z.string(),
  contactPointId: z.string(),
  contactState: z.enum(['active', 'unreachable', 'stopped']),
  language: z.enum(['vi', 'en']),
  handled: z.boolean(),
});

/** What officers do with replies, bound to one transaction. */
export function createReplyDesk(db: Db, sealer: Sealer): ReplyDesk {
  return {
    async lockReply(replyId, policeUnitId) {
      const rows = await db.rows`
        SELECT r.id AS "replyId", r."alertId", a.number AS "alertNumber", p.name AS "unitName",
               c.id AS "contactPointId", c.state::text AS "contactState", coalesce(m.language, 'vi') AS language,
               r."handledAt" IS NOT NULL AS handled
          FROM "Reply" r
          JOIN "Alert" a ON a.id = r."alertId"
          JOIN "PoliceUnit" p ON p.id = r."policeUnitId"
          JOIN "ContactPoint" c ON c.id = r."contactPointId"
          LEFT JOIN "Member" m ON m.id = c."memberId"
         WHERE r.id = ${replyId}::uuid AND r."policeUnitId" = ${policeUnitId}::uuid
           FOR NO KEY UPDATE OF r`;
      return z.array(replyRow).parse(rows)[0] ?? null;
    },

    async setHandled(replyId, staffId) {
      await db.run`
        UPDATE "Reply" SET "handledAt" = CASE WHEN ${staffId}::uuid IS NULL THEN NULL ELSE now() END,
                           "handledById" = ${staffId}::uuid
         WHERE id = ${replyId}::uuid`;
    },

    async hasAnswer(id) {
      return (await db.rows`SELECT 1 FROM "ReplyAnswer" WHERE id = ${id}::uuid`).length > 0;
    },

    async insertAnswer({ id, replyId, answerId, staffId, text }) {
      await db.run`
        INSERT INTO "ReplyAnswer" (id, "replyId", "answerId", "staffId", text)
        VALUES (${id}::uuid, ${replyId}::uuid, ${answerId}::uuid, ${staffId}::uuid, ${sealer.seal(id, text)})`;
      // Others who look at the thread are told as of a reply that was dealt with.
      await db.run`
        INSERT INTO "ConsoleChange" (kind, "policeUnitId", "subjectId", "alertId")
        SELECT 'reply', "policeUnitId", id, "alertId" FROM "Reply" WHERE id = ${replyId}::uuid`;
    },
  };
}
