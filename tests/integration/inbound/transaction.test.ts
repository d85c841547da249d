import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/client.ts';
import { isConflict, isOutage } from '../../../src/db/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWorld, typed, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString);
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const raise = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`;

describe('errors of the database', () => {
  it.each([
    { code: '40001', conflict: true, outage: true },
    { code: '40P01', conflict: true, outage: true },
    { code: '57P01', conflict: false, outage: true },
    { code: '53300', conflict: false, outage: true },
    { code: '08006', conflict: false, outage: true },
    { code: '23514', conflict: false, outage: false },
    { code: '57014', conflict: false, outage: false },
  ])('$code: conflict $conflict, outage $outage', async ({ code, conflict, outage }) => {
    const errors = [
      await thrownBy(world.inTransaction(() => world.database.pool.query(raise(code)))),
      await thrownBy(world.database.prisma.$executeRawUnsafe(raise(code))),
    ];
    for (const error of errors) {
      expect([error === null, isConflict(error), isOutage(error)]).toEqual([false, conflict, outage]);
    }
  });

  it('tells a server that is not there from a bad statement', async () => {
    const away = openDatabase({
      connectionString: 'postgres://x@127.0.0.1:1/x',
      maxConnections: 1,
      applicationName: 'x',
    });
    expect(isOutage(await thrownBy(away.prisma.$queryRaw`SELECT 1`))).toBe(true);
    expect(isOutage(await thrownBy(away.db.rows`SELECT 1`))).toBe(true);
    await away.close();
    expect(isOutage(await thrownBy(world.database.prisma.$queryRaw`SELECT nothing`))).toBe(false);
    expect(isOutage(await thrownBy(world.database.db.rows`SELECT nothing`))).toBe(false);
    expect(isOutage(new TypeError('x'))).toBe(false);
  });

  it('sees an outage in a connection that is cut inside a transaction', async () => {
    const error = await thrownBy(
      world.inTransaction(async (stores) => {
        await stores.context.person(world.unitId);
        await world.database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'idle in transaction'`,
        );
        await stores.context.person(world.unitId);
      }),
    );
    expect(error).not.toBeNull();
    expect(isOutage(error)).toBe(true);
  });
});

describe('a transaction', () => {
  it('runs again when another one stood in its way, with nothing left of the first try', async () => {
    const tried: string[] = [];
    const contact = async (chat: string) => {
      await world.receive(chat, typed('x'));
      return world.contactOf(chat);
    };
    const [one, two] = [await contact('one'), await contact('two')];
    let arrived = 0;
    let go = () => {};
    const both = new Promise<void>((resolve) => {
      go = resolve;
    });
    // PostgreSQL looks for a deadlock a second after a wait began. Two that began together may both be ended.
    const waitsForLong = async () => {
      const { rowCount } = await world.database.pool.query(
        `SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND now() - query_start > interval '0.4 s'`,
      );
      return rowCount === 1;
    };
    const lockBoth = (first: string, second: string) =>
      world.inTransaction(async (stores) => {
        tried.push(first);
        await stores.households.setContactState(first, 'active');
        if (++arrived === 2) go();
        await both;
        if (first === two && arrived === 2) await waitFor(waitsForLong);
        await stores.households.setContactState(second, 'active');
        stores.wake.lanes.add(first);
        return [...stores.wake.lanes];
      });
    const results = await Promise.all([lockBoth(one, two), lockBoth(two, one)]);
    expect(results).toEqual([[one], [two]]);
    expect(tried).toEqual([expect.any(String), expect.any(String), expect.toBeOneOf([one, two])]);
  });

  it('leaves nothing of work that throws', async () => {
    const failed = await thrownBy(
      world.inTransaction(async (stores) => {
        await stores.inbound.store(world.accountId, [
          {
            externalId: '77',
            sequence: '77',
            chatExternalId: 'undone',
            languageHint: null,
            urgent: false,
            content: typed('x'),
          },
        ]);
        throw new Error('no');
      }),
    );
    expect(failed).not.toBeNull();
    expect(await world.database.prisma.contactPoint.count({ where: { externalId: 'undone' } })).toBe(0);
  });
});
