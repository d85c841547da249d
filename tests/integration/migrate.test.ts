import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diffSchemas } from '../../scripts/schema-engine.mjs';
import { MigrationError, migrate } from '../../src/db/migrate.ts';
import { assertUtc, createPool, DatabaseRefusedError, waitForDatabase } from '../../src/db/pool.ts';
import { readCatalogue } from '../support/catalogue.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/postgres.ts';

/** What prisma/migrations make beside the model. Anything else that differs is a mistake. */
const EXTRAS = [
  'constraint AlertApproval.AlertApproval_decided_check CHECK ((num_nonnulls("deciderId", decision, "decidedAt") = ANY (ARRAY[0, 3])))',
  'constraint AlertApproval.AlertApproval_two_persons_check CHECK (("deciderId" <> "authorId"))',
  'constraint AlertMessage.AlertMessage_seq_check CHECK ((seq >= 1))',
  'constraint Answer.Answer_priority_check CHECK (((priority >= 0) AND (priority <= 4)))',
  'constraint AudienceContact.AudienceContact_rank_check CHECK ((rank >= 1))',
  'constraint Delivery.Delivery_priority_check CHECK (((priority >= 0) AND (priority <= 4)))',
  'constraint NeighbourhoodGroup.NeighbourhoodGroup_quiet_check CHECK (((num_nonnulls("quietFromMinute", "quietToMinute") = ANY (ARRAY[0, 2])) AND (("quietFromMinute" >= 0) AND ("quietFromMinute" <= 1439)) AND (("quietToMinute" >= 0) AND ("quietToMinute" <= 1439)) AND ("quietFromMinute" <> "quietToMinute")))',
  `constraint RightRequest.RightRequest_decided_check CHECK (((state <> ALL (ARRAY['granted'::"RightRequestState", 'refused'::"RightRequestState"])) OR (("decidedById" IS NOT NULL) AND ("decidedAt" IS NOT NULL))))`,
  'constraint RightRequest.RightRequest_second_person_check CHECK ((("decidedById" IS NULL) OR (("decidedById" <> "staffId") AND (("decidedById" IS DISTINCT FROM "requestedById") OR alone))))',
  'function count_changed_deliveries',
  'function count_changed_households',
  'function count_moved_contact',
  'function count_new_deliveries',
  'function count_new_households',
  'function count_words',
  'function keep_inactive_since',
  'function note_alert_change',
  'function note_duty_change',
  'function note_lane_change',
  'function note_message_change',
  'function note_reply_change',
  'function place_households',
  'function progress_cell',
  'function refuse_alert_change',
  'function refuse_audit_change',
  'function refuse_decision_change',
  'function refuse_media_change',
  'function sort_deliveries',
  'function uuid_v7',
  'trigger CREATE TRIGGER "AlertApproval_decision_stays" BEFORE UPDATE ON public."AlertApproval" FOR EACH ROW WHEN ((old.decision IS NOT NULL)) EXECUTE FUNCTION refuse_decision_change()',
  'trigger CREATE TRIGGER "Alert_refuse_change" BEFORE UPDATE OF drill, state ON public."Alert" FOR EACH ROW WHEN (((old.drill <> new.drill) OR (old.state = \'pending_approval\'::"AlertState"))) EXECUTE FUNCTION refuse_alert_change()',
  'trigger CREATE TRIGGER "AlertMedia_never_changes" BEFORE UPDATE ON public."AlertMedia" FOR EACH ROW WHEN ((((new.bytes <> \'\'::text) AND (new.bytes <> old.bytes)) OR ((((((((new.id IS DISTINCT FROM old.id) OR (new."policeUnitId" IS DISTINCT FROM old."policeUnitId")) OR (new."uploaderId" IS DISTINCT FROM old."uploaderId")) OR (new.kind IS DISTINCT FROM old.kind)) OR (new.type IS DISTINCT FROM old.type)) OR (new."sizeBytes" IS DISTINCT FROM old."sizeBytes")) OR (new.width IS DISTINCT FROM old.width)) OR (new.height IS DISTINCT FROM old.height)))) EXECUTE FUNCTION refuse_media_change()',
  'trigger CREATE TRIGGER "AlertMessage_media_stays" BEFORE UPDATE OF "mediaId" ON public."AlertMessage" FOR EACH ROW WHEN ((old."mediaId" IS DISTINCT FROM new."mediaId")) EXECUTE FUNCTION refuse_media_change()',
  'trigger CREATE TRIGGER "AlertMessage_note_changed" AFTER UPDATE OF "pausedAt", "stoppedAt", "fannedOutAt" ON public."AlertMessage" FOR EACH ROW EXECUTE FUNCTION note_message_change()',
  'trigger CREATE TRIGGER "AlertMessage_note_new" AFTER INSERT ON public."AlertMessage" FOR EACH ROW EXECUTE FUNCTION note_message_change()',
  'trigger CREATE TRIGGER "Alert_note_changed" AFTER UPDATE OF state, "closedAt" ON public."Alert" FOR EACH ROW WHEN (((old.state <> new.state) OR (old."closedAt" IS DISTINCT FROM new."closedAt"))) EXECUTE FUNCTION note_alert_change()',
  'trigger CREATE TRIGGER "Alert_note_new" AFTER INSERT ON public."Alert" FOR EACH ROW EXECUTE FUNCTION note_alert_change()',
  'trigger CREATE TRIGGER "AudienceContact_count_moved" AFTER UPDATE OF "householdId" ON public."AudienceContact" FOR EACH ROW WHEN ((old."householdId" <> new."householdId")) EXECUTE FUNCTION count_moved_contact()',
  'trigger CREATE TRIGGER "AudienceHousehold_count_changed" AFTER UPDATE ON public."AudienceHousehold" REFERENCING OLD TABLE AS before NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_changed_households()',
  'trigger CREATE TRIGGER "AudienceHousehold_count_new" AFTER INSERT ON public."AudienceHousehold" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_new_households()',
  'trigger CREATE TRIGGER "AuditEntry_append_only" BEFORE DELETE OR UPDATE OR TRUNCATE ON public."AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
  'trigger CREATE TRIGGER "AuditSeal_append_only" BEFORE DELETE OR UPDATE OR TRUNCATE ON public."AuditSeal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
  'trigger CREATE TRIGGER "ContactPoint_inactive_since" BEFORE INSERT OR UPDATE OF state ON public."ContactPoint" FOR EACH ROW EXECUTE FUNCTION keep_inactive_since()',
  'trigger CREATE TRIGGER "Delivery_count_changed" AFTER UPDATE ON public."Delivery" REFERENCING OLD TABLE AS before NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_changed_deliveries()',
  'trigger CREATE TRIGGER "Delivery_count_new" AFTER INSERT ON public."Delivery" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION count_new_deliveries()',
  'trigger CREATE TRIGGER "DutyShift_note_changed" AFTER INSERT OR UPDATE ON public."DutyShift" FOR EACH ROW EXECUTE FUNCTION note_duty_change()',
  'trigger CREATE TRIGGER "Lane_note_changed" AFTER UPDATE OF "stoppedReason", "pausedUntil" ON public."Lane" FOR EACH ROW WHEN (((old."stoppedReason" IS DISTINCT FROM new."stoppedReason") OR ((old."pausedUntil" IS DISTINCT FROM new."pausedUntil") AND (new."pausedUntil" > (now() + \'00:00:05\'::interval))))) EXECUTE FUNCTION note_lane_change()',
  'trigger CREATE TRIGGER "Reply_count_words" AFTER INSERT ON public."Reply" FOR EACH ROW WHEN ((new.content IS NOT NULL)) EXECUTE FUNCTION count_words()',
  'trigger CREATE TRIGGER "Reply_note_handled" AFTER UPDATE OF "handledAt" ON public."Reply" FOR EACH ROW EXECUTE FUNCTION note_reply_change()',
  'trigger CREATE TRIGGER "Reply_note_new" AFTER INSERT ON public."Reply" FOR EACH ROW WHEN (((new.content IS NOT NULL) OR (new.code = ANY (ARRAY[\'HELP\'::"ReplyCode", \'STUCK\'::"ReplyCode"])))) EXECUTE FUNCTION note_reply_change()',
];

const opened: { end(): Promise<void> }[] = [];
const databases: TestDatabase[] = [];
let empty: TestDatabase;
let dir: string;

beforeEach(async () => {
  empty = await createEmptyDatabase();
  databases.push(empty);
  dir = await mkdtemp(join(tmpdir(), 'binh-yen-migrations-'));
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((connection) => connection.end()));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
  await rm(dir, { recursive: true });
});

async function migratedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

async function connect(database: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  opened.push(client);
  return client;
}

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

async function tablesOf(database: TestDatabase): Promise<string[]> {
  const client = await connect(database);
  const { rows } = await client.query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname",
  );
  return rows.map((row) => row.relname);
}

describe('prisma/migrations', () => {
  it('make exactly what prisma/schema.prisma says, and the listed extras', async () => {
    const schema = await readFile('prisma/schema.prisma', 'utf8');
    const sql = await diffSchemas(null, schema);
    const fromModel = await connect(empty);
    await fromModel.query(sql ?? '');
    const fromMigrations = await connect(await migratedDatabase());

    const expected = [...(await readCatalogue(fromModel)), ...EXTRAS].sort();
    expect(expected.length).toBeGreaterThan(200);
    expect((await readCatalogue(fromMigrations)).sort()).toEqual(expected);
  });

  it.each(['AuditEntry', 'AuditSeal'])('%s takes rows and never changes or loses one', async (table) => {
    const client = await connect(await migratedDatabase());
    await client.query(`INSERT INTO "AuditEntry" (action, subject, detail) VALUES ('test', 'test', '{}')`);
    await client.query(
      `INSERT INTO "AuditSeal" ("firstId", "lastId", "prevHash", hash) VALUES (1, 1, '', 'x')`,
    );
    for (const change of [`UPDATE "${table}" SET id = 9`, `DELETE FROM "${table}"`, `TRUNCATE "${table}"`]) {
      await expect(client.query(change)).rejects.toThrow('append-only');
    }
    expect((await client.query(`SELECT id FROM "${table}"`)).rows).toEqual([{ id: '1' }]);
  });
});

describe('migrate', () => {
  it('applies in order, records rows as Prisma does, and applies nothing the second time', async () => {
    const second = 'ALTER TABLE a ADD COLUMN y int;';
    await writeMigration('20260102000000_second', second);
    await writeMigration('20260101000000_first', 'CREATE TABLE a (x int);');

    expect(await migrate(empty.connectionString, dir)).toEqual({
      applied: ['20260101000000_first', '20260102000000_second'],
    });
    expect(await migrate(empty.connectionString, dir)).toEqual({ applied: [] });

    const client = await connect(empty);
    const { rows } = await client.query('SELECT * FROM _prisma_migrations ORDER BY migration_name');
    expect(rows[1]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: createHash('sha256').update(second).digest('hex'),
      finished_at: expect.any(Date),
      migration_name: '20260102000000_second',
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      applied_steps_count: 1,
    });
  });

  it('applies functions and texts with semicolons inside', async () => {
    await writeMigration(
      '1_function',
      `CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'a;b'; END; $$;
       CREATE TABLE made AS SELECT f() AS x;`,
    );
    await migrate(empty.connectionString, dir);
    const client = await connect(empty);
    expect((await client.query('SELECT x FROM made')).rows).toEqual([{ x: 'a;b' }]);
  });

  it('keeps nothing of a migration that fails, and says which one and why', async () => {
    await writeMigration('1_good', 'CREATE TABLE good (x int);');
    await writeMigration('2_bad', 'CREATE TABLE half (x int);\nALTER TABLE missing ADD COLUMN y int;');
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow(
      'Migration 2_bad failed, and nothing of it was kept: relation "missing" does not exist (42P01)',
    );
    expect(await tablesOf(empty)).toEqual(['_prisma_migrations', 'good']);

    await writeMigration('2_bad', 'CREATE TABLE half (x int);');
    expect(await migrate(empty.connectionString, dir)).toEqual({ applied: ['2_bad'] });
  });

  it('shows the line of a mistake, and no value of a row', async () => {
    await writeMigration('1_typo', 'CREATE TABLE a (x text);\n\nSELEC 1;');
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow('line 3');
    await writeMigration(
      '1_typo',
      "CREATE TABLE a (x text); INSERT INTO a VALUES ('Y Bhăng'); ALTER TABLE a ALTER x TYPE int USING x::int;",
    );
    const failure = await migrate(empty.connectionString, dir).catch((error: unknown) => String(error));
    expect(failure).toContain('invalid input syntax');
    expect(failure).not.toContain('Bhăng');
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await writeMigration('1_first', 'CREATE TABLE a (x int);');
    await migrate(empty.connectionString, dir);
    await writeMigration('1_first', 'CREATE TABLE a (x bigint);');
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow('1_first was edited');
    await writeMigration('1_first', 'CREATE TABLE a (x int);');
    await expect(migrate(empty.connectionString, dir)).resolves.toEqual({ applied: [] });
  });

  it('refuses a database of a newer version', async () => {
    await writeMigration('1_first', 'SELECT 1;');
    await writeMigration('2_newer', 'SELECT 1;');
    await migrate(empty.connectionString, dir);
    await rm(join(dir, '2_newer'), { recursive: true });
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow(
      '2_newer, which this version does not know',
    );
  });

  it('refuses a migration that comes before an applied one, and one that another tool left unfinished', async () => {
    await writeMigration('2_second', 'SELECT 1;');
    await migrate(empty.connectionString, dir);
    await writeMigration('1_late', 'SELECT 1;');
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow('1_late comes before 2_second');

    await rm(join(dir, '1_late'), { recursive: true });
    const client = await connect(empty);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(empty.connectionString, dir)).rejects.toThrow(MigrationError);
  });

  it('is applied once when several runners start at once', async () => {
    await writeMigration('1_first', 'CREATE TABLE a (x int); SELECT pg_sleep(0.2);');
    await writeMigration('2_second', 'CREATE TABLE b (x int);');
    const results = await Promise.all([1, 2, 3].map(() => migrate(empty.connectionString, dir)));
    expect(results.map((result) => result.applied.length).sort()).toEqual([0, 0, 2]);
  });
});

describe('createPool', () => {
  const options = { max: 2, applicationName: 'test' };

  it.each([
    ['plain', ''],
    ['with options of its own', '?options=-c%20TimeZone%3DAsia%2FHo_Chi_Minh%20-c%20geqo%3Doff'],
  ])('runs every session in UTC: %s', async (_name, query) => {
    const pool = createPool(empty.connectionString + query, options);
    opened.push(pool);
    await assertUtc(pool);
    const { rows } = await pool.query("SELECT current_setting('geqo') AS geqo");
    expect(rows[0]).toEqual({ geqo: query ? 'off' : 'on' });
  });

  it('notices a session that is not in UTC', async () => {
    const pool = new pg.Pool({
      connectionString: empty.connectionString,
      options: '-c TimeZone=Asia/Ho_Chi_Minh',
    });
    // The database is dropped while the last session is still saying goodbye.
    pool.on('error', () => {});
    opened.push(pool);
    await expect(assertUtc(pool)).rejects.toThrow('not in UTC');
  });

  it('does not wait for a database that refuses', async () => {
    const url = new URL(empty.connectionString);
    url.pathname = '/no_such_database';
    const missing = createPool(url.toString(), options);
    url.password = 'sesame';
    const locked = createPool(url.toString(), options);
    opened.push(missing, locked);
    await expect(waitForDatabase(missing)).rejects.toThrow(DatabaseRefusedError);
    await expect(waitForDatabase(locked)).rejects.toThrow('refuses the user or the password');
  });

  it('waits with a reason for one that is not there yet, until it is told to stop', async () => {
    const pool = createPool('postgres://nobody:sesame@127.0.0.1:1/none', options);
    opened.push(pool);
    const stop = new AbortController();
    const reasons: string[] = [];
    const ready = await waitForDatabase(pool, {
      signal: stop.signal,
      onWaiting(reason) {
        reasons.push(reason);
        stop.abort();
      },
    });
    expect(ready).toBe(false);
    expect(reasons).toEqual(['nothing listens at the address of the database']);
  });
});
