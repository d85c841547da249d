import { z } from 'zod';
import type { ConsoleEvent, EventSource, NumberedEvent } from '../contracts/events.ts';
import type { ChangeFeed } from '../webhooks/ports.ts';
import { CHANGE_KINDS, type Change } from '../webhooks/webhook.ts';
import type { Db } from './sql.ts';

/** Who holds it numbers the changes: one at a time, so that ids become visible in their order. */
const NUMBERER_LOCK = 8_014_019;
const CHANGES_AT_ONCE = 2_000;

const newestRow = z.object({ newest: z.string() });
const goneRow = z.object({ newest: z.string(), oldest: z.string().nullable() });
const eventRow = z.object({
  id: z.string(),
  unitId: z.string().nullable(),
  kind: z.enum(CHANGE_KINDS),
  subjectId: z.string().nullable(),
  alertId: z.string().nullable(),
  help: z.boolean(),
  fresh: z.boolean(),
});

type EventRow = z.infer<typeof eventRow>;

/** Changes that triggers noted in their transactions, numbered one after another (docs/decisions/0019). */
export function createConsoleEventStore(db: Db): EventSource {
  return feedOf(db, eventOf);
}

/** The same for webhooks. */
export function createChangeFeed(db: Db): ChangeFeed {
  return feedOf(db, changeOf);
}

function feedOf<T>(db: Db, from: (row: EventRow) => T) {
  return {
    async newest(): Promise<string> {
      const rows = await db.rows`
        SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS newest FROM "ConsoleEvent_id_seq"`;
      return z.tuple([newestRow]).parse(rows)[0].newest;
    },

    async number(): Promise<void> {
      await db.run`
        WITH mine AS MATERIALIZED (
          SELECT pg_try_advisory_xact_lock(${NUMBERER_LOCK}::bigint) AS yes
        ), taken AS (
          DELETE FROM "ConsoleChange" WHERE id = ANY (ARRAY(
            SELECT c.id FROM mine, "ConsoleChange" c WHERE mine.yes ORDER BY c.id LIMIT ${CHANGES_AT_ONCE}::int))
          RETURNING id, "policeUnitId", kind, "subjectId", "alertId", help, fresh
        )
        INSERT INTO "ConsoleEvent" ("policeUnitId", kind, "subjectId", "alertId", help, fresh)
        SELECT "policeUnitId", kind, "subjectId", "alertId", bool_or(help), bool_or(fresh)
          FROM taken GROUP BY 1, 2, 3, 4 ORDER BY min(id)`;
    },

    async after(id: string, limit: number): Promise<T[] | 'gone'> {
      const rows = await db.rows`
        SELECT id::text AS id, "policeUnitId" AS "unitId", kind, "subjectId", "alertId", help, fresh
          FROM "ConsoleEvent" WHERE id > ${id}::text::bigint ORDER BY "ConsoleEvent".id LIMIT ${limit}::int`;
      const found = z.array(eventRow).parse(rows);
      // The next number is there: nothing lies in between.
      if (found[0] && BigInt(found[0].id) === BigInt(id) + 1n) return found.map(from);
      const known = z.tuple([goneRow]).parse(
        await db.rows`
          SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS newest,
                 (SELECT min(id)::text FROM "ConsoleEvent") AS oldest
            FROM "ConsoleEvent_id_seq"`,
      )[0];
      const oldest = known.oldest === null ? BigInt(known.newest) + 1n : BigInt(known.oldest);
      const gone = BigInt(id) > BigInt(known.newest) || BigInt(id) + 1n < oldest;
      return gone ? 'gone' : found.map(from);
    },
  };
}

function changeOf({ id, ...row }: EventRow): Change {
  return { change: id, ...row };
}

function eventOf(row: EventRow): NumberedEvent {
  return { id: row.id, unitId: row.unitId, event: contentOf(row) };
}

function contentOf({ kind, subjectId, alertId, help, fresh }: EventRow): ConsoleEvent {
  const subject = subjectId ?? '';
  switch (kind) {
    case 'alert':
    case 'approval':
      return { kind, alertId: subject };
    case 'reply':
      return { kind, replyId: subject, alertId: alertId ?? '', help, fresh };
    case 'lane':
      return { kind, channelAccountId: subject };
    case 'duty':
      return { kind };
  }
}
