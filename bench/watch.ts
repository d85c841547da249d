import type pg from 'pg';
import { z } from 'zod';
import { systemClock } from '../src/shared/clock.ts';
import type { Child } from './child.ts';
import { compareWithLedger } from './figures.ts';
import type { Stage } from './stage.ts';

const LOOK_EVERY_MS = 20;
const statsSchema = z.object({ accepted: z.number(), throttled: z.number() });
const existsRow = z.object({ yes: z.boolean() });
const chatRow = z.object({ externalId: z.string() });

/** Waits until the condition holds. False when `timeoutMs` has passed before. */
export async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadlineMs = systemClock.monotonicMs() + timeoutMs;
  while (!(await condition())) {
    if (systemClock.monotonicMs() > deadlineMs) return false;
    await systemClock.sleep(LOOK_EVERY_MS);
  }
  return true;
}

export async function askYes(pool: pg.Pool, sql: string, values: unknown[]): Promise<boolean> {
  const found = await pool.query(`SELECT (${sql}) AS yes`, values);
  return z.tuple([existsRow]).parse(found.rows)[0].yes;
}

export const stats = (telegram: Child) => telegram.ask('stats', {}, statsSchema);

/** Waits until every delivery row of the message is written. */
export async function fannedOut({ container }: Stage, messageId: string, timeoutMs: number): Promise<void> {
  const sql = 'SELECT "fannedOutAt" IS NOT NULL FROM "AlertMessage" WHERE id = $1';
  const done = await waitUntil(() => askYes(container.database.pool, sql, [messageId]), timeoutMs);
  if (!done) throw new Error('the deliveries were not written in time');
}

/** Nobody can drive the lane until it is let go: the bench holds its lease. */
export async function holdLane({ container, unit }: Stage): Promise<void> {
  const held = await container.database.pool.query(
    `UPDATE "Lane" SET owner = 'bench', epoch = epoch + 1, "leaseUntil" = now() + interval '1 day'
      WHERE id = $1 AND "leaseUntil" IS NULL`,
    [unit.laneId],
  );
  if (held.rowCount !== 1) throw new Error('somebody drives the lane');
}

/** Gives the lease back and wakes the workers. */
export async function letLaneGo({ container, unit }: Stage): Promise<void> {
  await container.database.pool.query(
    `UPDATE "Lane" SET owner = NULL, "leaseUntil" = NULL, "pausedUntil" = NULL WHERE id = $1`,
    [unit.laneId],
  );
  await container.hints.driveLane([unit.laneId]);
}

/** Nobody drives the lane. */
export async function laneIdle({ container, unit }: Stage, timeoutMs: number): Promise<void> {
  const sql = 'SELECT "leaseUntil" IS NULL FROM "Lane" WHERE id = $1';
  const idle = await waitUntil(() => askYes(container.database.pool, sql, [unit.laneId]), timeoutMs);
  if (!idle) throw new Error('the lane did not come to rest in time');
}

/** Waits until the platform has as many sends more, then until the ledger is final. False when it took too long. */
export async function delivered(
  { telegram, container, unit }: Stage,
  acceptedBefore: number,
  count: number,
  timeoutMs: number,
): Promise<boolean> {
  const deadlineMs = systemClock.monotonicMs() + timeoutMs;
  await waitUntil(async () => (await stats(telegram)).accepted - acceptedBefore >= count, timeoutMs);
  const sql = `SELECT NOT EXISTS (SELECT 1 FROM "Delivery" WHERE "laneId" = $1 AND state = 'pending')
                  AND NOT EXISTS (SELECT 1 FROM "Delivery" WHERE "laneId" = $1 AND state IN ('sending', 'unknown'))`;
  const leftMs = Math.max(0, deadlineMs - systemClock.monotonicMs());
  return waitUntil(() => askYes(container.database.pool, sql, [unit.laneId]), leftMs);
}

/** What the platform has of an alert's message against the ledger. A household without a row in the ledger is lost too. */
export async function missing(
  { telegram, container, firstChatId }: Stage,
  alert: { messageId: string; number: string; households: number },
): Promise<{ lost: number; duplicates: number }> {
  const found = await container.database.pool.query(
    `SELECT c."externalId" FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
      WHERE d."alertMessageId" = $1`,
    [alert.messageId],
  );
  const expected = z.array(chatRow).parse(found.rows);
  const received = await telegram.ask('received', { mark: alert.number }, z.array(z.number()));
  const compared = compareWithLedger(
    expected.map(({ externalId }) => externalId),
    firstChatId,
    received,
  );
  return { lost: compared.lost + alert.households - expected.length, duplicates: compared.duplicates };
}
