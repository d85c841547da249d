import type pg from 'pg';
import { z } from 'zod';
import { systemClock } from '../../src/shared/clock.ts';
import type { LedgerRow } from './judge.ts';

/** The rows of the service, read from outside. Every question is asked again while PostgreSQL is away. */
export interface Ledger {
  rows(): Promise<LedgerRow[]>;
  /** What of the deliveries, answers and events is not final yet, in words; empty when all is done. */
  unfinished(): Promise<string[]>;
  /** Process id of the worker that drives the lane; null when nobody does. */
  driver(): Promise<number | null>;
  /** Events that the service has on disk. */
  events(): Promise<{ stored: number; atMs: number[] }>;
  /** What the households' answers came to. */
  answers(): Promise<{ safe: number; replies: number; unhandled: number }>;
  /** Empties the tables of the queue on PostgreSQL. */
  wipeQueue(): Promise<void>;
}

const ASK_AGAIN_MS = 200;
const GIVE_UP_MS = 60_000;

const ROWS = `
  SELECT (c."externalId"::bigint - $1::bigint)::int AS chat, m.seq - 1 AS message, d.state::text, d.reason,
         d.attempts, d.repeats, (extract(epoch FROM d."sentAt") * 1000)::float8 AS "sentAtMs"
    FROM "Delivery" d
    JOIN "AlertMessage" m ON m.id = d."alertMessageId"
    JOIN "ContactPoint" c ON c.id = d."contactPointId"`;

/** What is not done yet, by what it is. */
const UNFINISHED = `
  SELECT what, count(*)::int AS count FROM (
    SELECT 'messages without their deliveries' AS what FROM "AlertMessage" WHERE "fannedOutAt" IS NULL
    UNION ALL SELECT 'deliveries ' || state FROM "Delivery" WHERE state IN ('pending', 'sending', 'unknown')
    UNION ALL SELECT 'answers ' || state FROM "Answer" WHERE state IN ('pending', 'sending', 'unknown')
    UNION ALL SELECT 'events not handled' FROM "InboundEvent" WHERE "handledAt" IS NULL AND "failedAt" IS NULL
  ) unfinished GROUP BY what ORDER BY what`;

const ANSWERS = `
  SELECT (SELECT count(*)::int FROM "AudienceHousehold" WHERE standing = 'safe') AS safe,
         (SELECT count(*)::int FROM "Reply") AS replies,
         (SELECT count(*)::int FROM "InboundEvent" WHERE "handledAt" IS NULL OR "failedAt" IS NOT NULL) AS unhandled`;

const ledgerRow = z.object({
  chat: z.number(),
  message: z.number(),
  state: z.string(),
  reason: z.string().nullable(),
  attempts: z.number(),
  repeats: z.number(),
  sentAtMs: z.number().nullable(),
});
const countRow = z.object({ what: z.string(), count: z.number() });
const ownerRow = z.object({ owner: z.string().nullable() });
const eventRow = z.object({ atMs: z.number() });
const answersRow = z.object({ safe: z.number(), replies: z.number(), unhandled: z.number() });
const tableRow = z.object({ name: z.string() });

export function createLedger(pool: pg.Pool, unit: { laneId: string; firstChatId: string }): Ledger {
  async function ask<Row>(schema: z.ZodType<Row>, sql: string, values: unknown[] = []): Promise<Row[]> {
    const deadlineMs = systemClock.monotonicMs() + GIVE_UP_MS;
    for (;;) {
      try {
        return z.array(schema).parse((await pool.query(sql, values)).rows);
      } catch (error) {
        if (error instanceof z.ZodError || systemClock.monotonicMs() > deadlineMs) throw error;
      }
      await systemClock.sleep(ASK_AGAIN_MS);
    }
  }

  return {
    rows: () => ask(ledgerRow, ROWS, [unit.firstChatId]),
    unfinished: async () => (await ask(countRow, UNFINISHED)).map(({ what, count }) => `${count} ${what}`),
    async driver() {
      // As it is made in src/container.ts: role, process id, a random part.
      const [lane] = await ask(ownerRow, 'SELECT owner FROM "Lane" WHERE id = $1', [unit.laneId]);
      const pid = /^deliver-(\d+)-/.exec(lane?.owner ?? '')?.[1];
      return pid === undefined ? null : Number(pid);
    },
    async events() {
      const rows = await ask(
        eventRow,
        `SELECT (extract(epoch FROM "receivedAt") * 1000)::float8 AS "atMs" FROM "InboundEvent" ORDER BY 1`,
      );
      return { stored: rows.length, atMs: rows.map(({ atMs }) => atMs) };
    },
    async answers() {
      return z.tuple([answersRow]).parse(await ask(answersRow, ANSWERS))[0];
    },
    async wipeQueue() {
      const tables = await ask(
        tableRow,
        `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
          WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
      );
      await ask(z.unknown(), `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    },
  };
}
