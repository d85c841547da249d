import { z } from 'zod';
import type { OverEdit, OverEditStore } from '../alerts/life-ports.ts';
import type { Db } from './sql.ts';

const messageRow = z.object({
  id: z.string(),
  as: z.enum(['correction', 'closure']),
  overTo: z.string().nullable(),
  mediaId: z.string().nullable(),
  texts: z.object({ vi: z.object({ text: z.string() }), en: z.object({ text: z.string() }) }),
});
const sentRow = z.object({
  contactPointId: z.string(),
  messageId: z.string(),
  language: z.string(),
  editable: z.boolean(),
  /** What went out without its picture or voice note says why. */
  reason: z.string().nullable(),
});

/**
 * The messages of an alert that is over, a page at a time by contact point. Only Telegram can change a message; what
 * went out as another one after an unknown outcome is left as it is.
 */
export function createOverEditStore(db: Db): OverEditStore {
  return {
    async markOver(alertId, as) {
      await db.run`
        UPDATE "AlertMessage" SET "overAs" = ${as}::"AlertMessageKind", "overTo" = NULL, "overAt" = NULL
         WHERE "alertId" = ${alertId}::uuid AND kind NOT IN ('closure', 'correction')`;
    },

    async take(limit) {
      // After the last word itself: whoever reads it first understands the rest.
      const rows = await db.rows`
        SELECT m.id, m."overAs"::text AS "as", m."overTo", m."mediaId", m.texts FROM "AlertMessage" m
         WHERE m."overAs" IS NOT NULL AND m."overAt" IS NULL
           AND NOT EXISTS (SELECT 1 FROM "AlertMessage" w
                            WHERE w."alertId" = m."alertId" AND w."fannedOutAt" IS NULL AND w."stoppedAt" IS NULL
                              AND w."sendUntil" > now())
         ORDER BY m."alertId", m.seq LIMIT 1
           FOR UPDATE SKIP LOCKED`;
      const message = z.array(messageRow).parse(rows)[0];
      if (!message) return [];
      const page = await db.rows`
        SELECT d."contactPointId", coalesce(d."externalMessageId", '') AS "messageId", d.language, d.reason,
               d.state = 'sent' AND d."externalMessageId" IS NOT NULL AND c.state = 'active'
                 AND a.channel = 'telegram' AS editable
          FROM "Delivery" d
          JOIN "ContactPoint" c ON c.id = d."contactPointId"
          JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
         WHERE d."alertMessageId" = ${message.id}::uuid
           AND d."contactPointId" > coalesce(${message.overTo}::uuid, '00000000-0000-0000-0000-000000000000')
         ORDER BY d."contactPointId" LIMIT ${limit}::int`;
      const sent = z.array(sentRow).parse(page);
      await db.run`
        UPDATE "AlertMessage"
           SET "overTo" = coalesce(${sent.at(-1)?.contactPointId ?? null}::uuid, "overTo"),
               "overAt" = CASE WHEN ${sent.length < limit} THEN now() END
         WHERE id = ${message.id}::uuid`;
      return sent
        .filter(({ editable }) => editable)
        .map(({ contactPointId, messageId, language, reason }): OverEdit => {
          const spoken = language === 'en' ? 'en' : 'vi';
          return {
            contactPointId,
            messageId,
            language: spoken,
            as: message.as,
            text: message.texts[spoken].text,
            underFile: message.mediaId !== null && reason === null,
          };
        });
    },
  };
}
