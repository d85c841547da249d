import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, messageOf, typed, type World } from './world.ts';

const CHATS = 600;
/** Entries of an index that one event may cost: a page of it, which may hold what was handled a moment ago. */
const READS_AN_EVENT = 300;

let testDatabase: TestDatabase;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString, () => ({ kind: 'sent', externalMessageId: '1' }));
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

/** Rows read so far through the indexes that hold nothing but what waits. */
async function readsOfWaiting(): Promise<number> {
  const { pool } = world.database;
  await pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool.query(
    `SELECT sum(s.idx_tup_read)::int AS reads FROM pg_stat_user_indexes s JOIN pg_index i USING (indexrelid)
      WHERE s.relname IN ('InboundEvent', 'Answer') AND i.indpred IS NOT NULL`,
  );
  return z.tuple([z.object({ reads: z.number() })]).parse(rows)[0].reads;
}

it('costs each event the same, however many wait, although all plans were made on a quiet day', async () => {
  // A few on a quiet day, so that every statement has the plan that it keeps.
  for (let at = 0; at < 20; at++) {
    await world.receiveAll([messageOf('quiet', at, typed('x'))]);
    await world.handle();
  }
  await world.database.pool.query('VACUUM ANALYZE "InboundEvent", "Answer"');
  const before = await readsOfWaiting();
  await world.receiveAll(
    Array.from({ length: CHATS }, (_, at) => messageOf(`storm${at}`, 1_000 + at, typed('x'))),
  );
  expect((await world.handle()).handled).toBe(CHATS);
  // Sessions tell what they have read when they end.
  await world.database.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  expect((await readsOfWaiting()) - before).toBeLessThan(CHATS * READS_AN_EVENT);
});
