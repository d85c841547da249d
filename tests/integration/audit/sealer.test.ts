import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditSealer } from '../../../src/db/audit-sealer.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { testSealer } from '../../support/ward.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    connectionString: testDatabase.connectionString,
    maxConnections: 8,
    applicationName: 'test',
  });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const append = (count: number) =>
  createInTransaction(
    database,
    testSealer(),
  )(async (stores) => {
    for (let index = 0; index < count; index++) {
      const detail = { index };
      await stores.audit.append({ staffId: null, policeUnitId: null, action: 'test', subject: 'x', detail });
    }
  });

/** Makes entries old enough to be sealed, past the guard that refuses changes. */
async function tamper(statement: string): Promise<void> {
  await database.pool.query('ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL');
  await database.pool.query(statement);
  await database.pool.query('ALTER TABLE "AuditEntry" ENABLE ALWAYS TRIGGER "AuditEntry_append_only"');
}
const age = () =>
  tamper(`UPDATE "AuditEntry" SET at = at - interval '2 minutes' WHERE at > now() - interval '1 minute'`);

describe('the audit log', () => {
  it('refuses to be changed', async () => {
    await append(1);
    await expect(database.pool.query(`UPDATE "AuditEntry" SET action = 'y'`)).rejects.toThrow(/append-only/);
    await expect(database.pool.query('DELETE FROM "AuditEntry"')).rejects.toThrow(/append-only/);
    await expect(database.pool.query('TRUNCATE "AuditEntry"')).rejects.toThrow(/append-only/);
  });

  it('is sealed once by sealers that run at once, entry by entry, and never before an entry is settled', async () => {
    const sealer = createAuditSealer(database.pool);
    await append(3);
    expect(await sealer.seal()).toBe(0);
    await age();
    const sealed = await Promise.all([sealer.seal(), sealer.seal(), sealer.seal()]);
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(3);
    await append(2);
    await age();
    expect(await sealer.seal()).toBe(2);
    await append(1);
    expect(await sealer.verify()).toEqual({ kind: 'intact', seals: 2, entries: 5, unsealed: 1 });
  });

  it.each([
    ['a changed entry', `UPDATE "AuditEntry" SET subject = 'y' WHERE id = 2`],
    ['a removed entry', 'DELETE FROM "AuditEntry" WHERE id = 2'],
    ['an entry slipped in', `UPDATE "AuditEntry" SET id = 2 WHERE id = 5`],
  ])('shows %s', async (_name, statement) => {
    const sealer = createAuditSealer(database.pool);
    await append(3);
    await age();
    await sealer.seal();
    await append(2);
    if (statement.includes('id = 5')) await tamper('DELETE FROM "AuditEntry" WHERE id = 2');
    await tamper(statement);
    expect(await sealer.verify()).toEqual({ kind: 'broken', firstId: '1' });
  });
});
