import { z } from 'zod';
import type { BoardStore } from '../alerts/ports.ts';
import { MESSAGE_ON_ITS_WAY } from './message-on-its-way.ts';
import { type Db, SqlFragment } from './sql.ts';

const boardRow = z.object({
  alertId: z.string(),
  contactPointId: z.string(),
  answerId: z.string(),
  language: z.enum(['vi', 'en']),
  shown: z.string().nullable(),
  last: z.boolean(),
  editable: z.boolean(),
});

const ON_ITS_WAY = new SqlFragment(MESSAGE_ON_ITS_WAY);

/** Officers' progress boards. */
export function createBoardStore(db: Db): BoardStore {
  return {
    async open(board) {
      await db.run`
        INSERT INTO "ProgressBoard" ("alertId", "contactPointId", "answerId", shown, language)
        VALUES (${board.alertId}::uuid, ${board.contactPointId}::uuid, ${board.answerId}::uuid, ${board.shown}, 'vi')`;
    },

    async due(restMs) {
      const rows = await db.rows`
        SELECT due.* FROM (
        SELECT b."alertId", b."contactPointId", b."answerId", b.language, b.shown,
               a."closedAt" IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM "AlertMessage" m
                  WHERE m."alertId" = a.id AND m."sendUntil" > now()
                    AND ((m."fannedOutAt" IS NULL AND m."stoppedAt" IS NULL) OR ${ON_ITS_WAY})) AS last,
               ca.channel <> 'zalo' AS editable
          FROM "ProgressBoard" b
          JOIN "Alert" a ON a.id = b."alertId"
          JOIN "ContactPoint" c ON c.id = b."contactPointId"
          JOIN "ChannelAccount" ca ON ca.id = c."channelAccountId"
         WHERE b."finishedAt" IS NULL
           AND b."shownAt" < now() - ${restMs}::float8 * interval '1 millisecond'
           AND NOT EXISTS (SELECT 1 FROM "Answer" e
                            WHERE (e.id = b."answerId" OR e."editsAnswerId" = b."answerId")
                              AND e.state IN ('pending', 'sending'))) due
         -- Zalo has no way to change a message: the figures come once more, at the end.
         WHERE due.editable OR due.last`;
      return z.array(boardRow).parse(rows);
    },

    async markShown(board, digest) {
      await db.run`
        UPDATE "ProgressBoard"
           SET shown = ${digest}, "shownAt" = now(), "finishedAt" = CASE WHEN ${board.last} THEN now() END
         WHERE "alertId" = ${board.alertId}::uuid AND "contactPointId" = ${board.contactPointId}::uuid`;
    },
  };
}
