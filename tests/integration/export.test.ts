import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createAuditSealer } from '../../src/db/audit-sealer.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { exportDatabase } from '../../src/db/export/export-database.ts';
import { openExportFile } from '../../src/db/export/export-file.ts';
import { migrateTo } from '../../src/db/export/history.ts';
import { importDatabase } from '../../src/db/export/import-database.ts';
import { readTables } from '../../src/db/export/tables.ts';
import { migrationsDir, readMigrations } from '../../src/db/migrate.ts';
import { createPool } from '../../src/db/pool.ts';
import { addUpProgress } from '../../src/db/progress-store.ts';
import { newCode, newId } from '../../src/shared/ids.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { DATA_KEY } from '../support/service-in-process.ts';
import { startProgram } from '../support/service-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { createWard, type TestWard, testSealer } from '../support/ward.ts';
import { engineWorld, NOTE } from './deliveries/engine-world.ts';

const signal = new AbortController().signal;
const target = { name: 'The database', another: 'Make a new one.' };

let folder: string;
let file: string;
const databases: TestDatabase[] = [];
const clients: { end(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binh-yen-export-'));
  file = join(folder, 'ward.export');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end().catch(() => undefined)));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
  await rm(folder, { recursive: true });
});

async function database(make = createTestDatabase): Promise<string> {
  const made = await make();
  databases.push(made);
  return made.connectionString;
}
async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}
function auditOf(connectionString: string) {
  const pool = createPool(connectionString, { max: 1, applicationName: 'test' });
  clients.push(pool);
  return createAuditSealer(pool);
}
const exportFrom = (connectionString: string, path = file) =>
  exportDatabase({ connectionString, kind: 'service', version: '0.1.0', path, overwrite: false, signal });
const importInto = async (connectionString: string, stopWaiting = false) =>
  importDatabase({ file: await openExportFile(file), connectionString, target, stopWaiting, signal });

/** Every row of every table as one text, but for who was just at work. */
async function dump(connectionString: string): Promise<Record<string, string[]>> {
  const client = await connect(connectionString);
  await client.query("SET TimeZone = 'UTC'");
  const tables: Record<string, string[]> = {};
  for (const { name } of await readTables(client)) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT (to_jsonb(t) - 'leaseUntil' - 'pollerOwner' - 'pollerLeaseUntil')::text AS row FROM "${name}" t ORDER BY 1`,
    );
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
}

const count = async (client: pg.Client, from: string) =>
  (await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`)).rows[0]?.count;

/** What every text form of a value can stumble over. */
const AWKWARD = 'Nước lên\tnhanh\r\n"Đường" \\N \\. \\x41 {1,2} 🌊 \u0001';

/** A row in each table that an alert alone does not fill. */
async function fillTheRest(client: pg.Client, ward: TestWard, alertId: string): Promise<void> {
  const sealer = testSealer();
  const contact = ward.households[0]?.contactPointIds[0];
  const household = ward.households[0]?.householdId;
  const [early, late, reply, event] = ['00000000-0000-7000-8000-000000000001', newId(), newId(), newId()];
  const rows: [string, unknown[]][] = [
    [`"AdminUnit" VALUES ('24133', '2025-07-01', NULL, 'ward', $1, '66')`, [AWKWARD]],
    [`"PoliceUnitCover" VALUES ($1, '24133', '2025-07-01')`, [ward.policeUnitId]],
    [`"ConsentRecord" (id, purpose, "textVersion", language) VALUES ($1, 'alerts', '1', 'vi')`, [newId()]],
    [`"StaffRole" VALUES ($1, 'duty_officer', $2)`, [ward.staffId, ward.policeUnitId]],
    [`"StaffLinkCode" VALUES ('hash', $1, now())`, [ward.staffId]],
    [
      `"MemberLinkCode" ("codeHash", "memberId", "expiresAt")
         SELECT 'hash', "memberId", now() FROM "ContactPoint" WHERE id = $1`,
      [contact],
    ],
    // The later one is stored first and edits one that follows it.
    [
      `"Answer" (id, "contactPointId", "laneId", class, priority, payload, "editsAnswerId", state) VALUES
         ($1, $3, $4, 'progress', 4, $5, $2, 'sent'), ($2, $3, $4, 'answer', 2, '', NULL, 'sent')`,
      [early, late, contact, ward.laneId, sealer.seal(early, AWKWARD)],
    ],
    [
      `"ProgressBoard" ("alertId", "contactPointId", "answerId", language) VALUES ($1, $2, $3, 'vi')`,
      [alertId, contact, late],
    ],
    [
      `"InboundEvent" (id, "channelAccountId", "contactPointId", "externalId", sequence, payload, "handledAt")
         VALUES ($1, $2, $3, 'x', 9007199254740993, '', now())`,
      [event, ward.accountId, contact],
    ],
    [
      `"Reply" (id, "alertId", "householdId", "contactPointId", "inboundEventId", content, "policeUnitId")
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [reply, alertId, household, contact, event, sealer.seal(reply, AWKWARD), ward.policeUnitId],
    ],
    [
      `"ReplyAnswer" (id, "replyId", "answerId", "staffId", text) VALUES ($1, $2, $3, $4, $5)`,
      [reply, reply, late, ward.staffId, sealer.seal(reply, AWKWARD)],
    ],
    [
      `"DutyShift" (id, "policeUnitId", "staffId", note) VALUES ($1, $2, $3, $4)`,
      [event, ward.policeUnitId, ward.staffId, sealer.seal(event, AWKWARD)],
    ],
    [`"ConsoleEvent" (kind, help, fresh) VALUES ('duty', false, false)`, []],
    [`"DialogState" VALUES ($1, 'x')`, [contact]],
    [
      `"ChannelGrant" ("channelAccountId", version, pair, "expiresAt") VALUES ($1, 1, $2, now())`,
      [ward.accountId, sealer.seal(ward.accountId, AWKWARD)],
    ],
    [
      `"ChannelConsent" (id, "channelAccountId", "stateDigest", verifier, "expiresAt") VALUES ($1, $2, 'digest', 'x', now())`,
      [event, ward.accountId],
    ],
    [
      `"ChannelTemplate" (id, "channelAccountId", "externalId", name, tag, parameters, "priceDong", severities, kinds)
         VALUES ($1, $2, '300001', 'Mẫu', 'transaction', '[]', 200, '{critical}', '{initial}')`,
      [event, ward.accountId],
    ],
    [
      `"ChannelNotice" (id, "channelAccountId", "contactPointId", "externalId", sequence, payload)
         VALUES ($1, $2, $3, 'n', 1, 'x')`,
      [event, ward.accountId, contact],
    ],
    [
      `"AlertDraft" (id, "policeUnitId", "authorId", content) VALUES ($1, $2, $3, $4)`,
      [reply, ward.policeUnitId, ward.staffId, sealer.seal(reply, AWKWARD)],
    ],
    [
      `"AlertApproval" (id, "alertId", "authorId", "when", reasons, "dueAt", "deciderId", decision, "decidedAt")
         VALUES ($1, $2, $3, 'after', '{reach}', now(), $1, 'approved', now())`,
      [reply, alertId, ward.staffId],
    ],
    [
      `"AlertTemplate" (id, "policeUnitId", category, name, texts, "authorId") VALUES ($1, $2, 'theft', $3, '{"vi": "x"}', $4)`,
      [reply, ward.policeUnitId, 'Mẫu của phường', ward.staffId],
    ],
    [
      `"ReminderPlan" ("alertId", "staffId", "roundsLeft", "everyMs", "nextAt") VALUES ($1, $2, 1, 600000, now())`,
      [alertId, ward.staffId],
    ],
    [
      `"DrillScore" ("alertId", "policeUnitId", category, at, households, reached, answered, "deadContacts")
         VALUES ($1, $2, 'theft', now(), 1, 1, 1, 0)`,
      [alertId, ward.policeUnitId],
    ],
    [
      `"RightRequest" (id, "staffId", role, "scopeId", "requestedById") VALUES ($1, $2, 'ward_chief', $3, NULL)`,
      [event, ward.staffId, ward.policeUnitId],
    ],
    [`"SignIn" (id, username, email) VALUES ($1, 'an', 'an@staff.invalid')`, [ward.staffId]],
    [
      `"SignInAccount" (id, "accountId", "providerId", "userId", password) VALUES ($1, 'x', 'credential', $2, 'hash')`,
      [event, ward.staffId],
    ],
    [
      `"SignInSession" (id, token, "userId", "expiresAt") VALUES ($1, 'token', $2, now())`,
      [event, ward.staffId],
    ],
    [`"SignInChallenge" (id, identifier, value, "expiresAt") VALUES ($1, 'x', 'y', now())`, [event]],
    [`"SecondFactor" (id, "userId", secret, "backupCodes") VALUES ($1, $2, 'x', 'y')`, [event, ward.staffId]],
    [
      `"OneTimeLink" (digest, purpose, "staffId", "expiresAt") VALUES ('x', 'invitation', $1, now())`,
      [ward.staffId],
    ],
    [`"SignInTry" (key, tries, "openAt") VALUES ('name:x', 3, now())`, []],
    [
      `"ApiToken" (id, "staffId", name, digest, actions, "expiresAt") VALUES ($1, $2, $3, 'x', '{see_alerts}', now())`,
      [event, ward.staffId, AWKWARD],
    ],
    [
      `"AlertMedia" (id, "policeUnitId", "uploaderId", kind, type, "sizeBytes", width, height, bytes)
         VALUES ($1, $2, $3, 'photo', 'image/jpeg', 9, 640, 480, $4)`,
      [event, ward.policeUnitId, ward.staffId, `k1.${'A'.repeat(1_500_000)}.x`],
    ],
    [
      `"AlertMediaUpload" ("mediaId", "channelAccountId", "fileId", "expiresAt") VALUES ($1, $2, 'photo-1', now())`,
      [event, ward.accountId],
    ],
    [`"IdempotencyKey" ("staffId", key, digest) VALUES ($1, 'k', 'd')`, [ward.staffId]],
    [
      `"Webhook" (id, "policeUnitId", "wholeProvince", url, secret, kinds, "readTo", "createdById")
         VALUES ($1, $2, false, $3, $3, '{alert,duty}', 9007199254740993, $4)`,
      [event, ward.policeUnitId, sealer.seal(event, AWKWARD), ward.staffId],
    ],
    [`"WebhookDelivery" (id, "webhookId", kind, change) VALUES ($1, $1, 'duty', 9007199254740993)`, [event]],
    [`"WebhookNearOrigin" (origin) VALUES ('http://10.1.2.3:8080')`, []],
  ];
  for (const [row, values] of rows) await client.query(`INSERT INTO ${row}`, values);
}

describe('a round trip with a served alert', () => {
  const source = engineWorld();
  const copy = engineWorld();
  const urlOf = async (world: typeof source) => {
    const { rows } = await world.query('SELECT current_database() AS name');
    const url = new URL(inject('postgres').adminUrl);
    url.pathname = `/${String(rows[0]?.name)}`;
    return url.toString();
  };

  /** Ten households served, two of them while their driver vanished, which still holds the lane. */
  async function serve(text = AWKWARD) {
    const ward = await source.ward({ households: 10 });
    const engine = source.createEngine(ward);
    const alertId = await engine.raise('fire_explosion', text);
    await engine.run();
    await source.query(
      `UPDATE "Lane" SET owner = 'gone', epoch = epoch + 1, "leaseUntil" = now() + interval '1 hour'`,
    );
    await source.query(
      `UPDATE "Delivery" SET state = 'sending', epoch = (SELECT epoch FROM "Lane")
        WHERE id IN (SELECT id FROM "Delivery" ORDER BY id LIMIT 2)`,
    );
    await source.query(
      `UPDATE "ChannelAccount" SET "pollOffset" = 42, "pollerOwner" = 'gone', "pollerLeaseUntil" = now() + interval '1 hour'`,
    );
    return { ward, alertId };
  }

  /** A chat rests for a second between two messages, and a driver may end meanwhile. */
  const sendAll = (engine: ReturnType<typeof copy.createEngine>) =>
    waitFor(
      async () => {
        await engine.run();
        const { pending, sending } = await copy.states();
        return !pending && !sending;
      },
      { what: 'everything to be sent' },
    );

  it('brings every row over, and the service goes on there', async () => {
    const [from, to] = [await urlOf(source), await urlOf(copy)];
    const client = await connect(from);
    // Old enough to be sealed; what the alert adds is not yet.
    await client.query(
      `INSERT INTO "AuditEntry" (at, action, subject, detail)
         VALUES (now() - interval '2 minutes', 'test', $1, '{"b": [1.50, null]}')`,
      [AWKWARD],
    );
    expect(await auditOf(from).seal()).toBe(1);
    const { ward, alertId } = await serve();
    // Its figures are partly added up; the reply that follows is not yet.
    await addUpProgress(client);
    await fillTheRest(client, ward, alertId);
    const figures = await source.createEngine(ward).progress(alertId);
    expect(figures).toMatchObject({ households: 10, sent: 8, pending: 2, words: 1 });

    const exported = await exportFrom(from);
    const imported = await importInto(to);
    const before = await dump(from);
    const empty = Object.entries(before).filter(([, rows]) => rows.length === 0);
    expect(empty, 'tables without a row prove nothing').toEqual([]);
    expect(await dump(to)).toEqual(before);
    expect(await copy.createEngine(ward).progress(alertId)).toEqual(figures);
    const rows = BigInt(Object.values(before).flat().length);
    expect([exported.rows, imported.rows]).toEqual([rows, rows]);
    expect(imported.waiting).toEqual({ deliveries: 2, answers: 0 });

    const verdict = await auditOf(from).verify();
    expect(verdict).toMatchObject({ kind: 'intact', seals: 1, entries: 1 });
    expect(await auditOf(to).verify()).toEqual(verdict);

    // The lane is free at once, and what the vanished driver was sending is sent once more, marked.
    const engine = copy.createEngine(ward);
    await sendAll(engine);
    expect(engine.channel.sends).toHaveLength(2);
    for (const { text } of engine.channel.sends) expect(text).toContain(NOTE);
    // And numbers go on behind those that came over.
    engine.channel.sends.length = 0;
    expect(await engine.follow(alertId, 'update')).toMatchObject({ kind: 'message_sent' });
    await engine.raise('fire_explosion', 'Một tin khác');
    await sendAll(engine);
    expect(engine.channel.sends).toHaveLength(20);
    expect(await auditOf(to).verify()).toMatchObject({ kind: 'intact', entries: 1 });
    const { rows: accounts } = await copy.query(
      'SELECT "pollOffset", "pollerOwner", "pollerLeaseUntil" FROM "ChannelAccount"',
    );
    expect(accounts).toEqual([{ pollOffset: '42', pollerOwner: null, pollerLeaseUntil: null }]);
  });

  it('sends nothing of a back-up that is not fresh, when told so', async () => {
    const { ward, alertId } = await serve();
    await source.query(
      `INSERT INTO "Answer" (id, "contactPointId", "laneId", class, priority, payload) VALUES ($1, $2, $3, 'answer', 2, '')`,
      [newId(), ward.households[0]?.contactPointIds[0], ward.laneId],
    );
    const webhook = newId();
    await source.query(
      `INSERT INTO "Webhook" (id, "policeUnitId", "wholeProvince", url, secret, "readTo", "createdById")
         VALUES ($1, $2, false, '', '', 0, $3)`,
      [webhook, ward.policeUnitId, ward.staffId],
    );
    await source.query(`INSERT INTO "WebhookDelivery" (id, "webhookId", kind) VALUES ($1, $1, 'duty')`, [
      webhook,
    ]);
    await exportFrom(await urlOf(source));
    expect((await importInto(await urlOf(copy), true)).waiting).toEqual({ deliveries: 0, answers: 0 });
    const told = await copy.query(
      'SELECT w.state::text AS webhook, d.state::text AS delivery FROM "Webhook" w JOIN "WebhookDelivery" d ON true',
    );
    expect(told.rows).toEqual([{ webhook: 'paused', delivery: 'given_up' }]);
    const engine = copy.createEngine(ward);
    await engine.run();
    await engine.sweep();
    expect(engine.channel.sends).toEqual([]);
    // What may have arrived is corrected like what has.
    expect(await copy.states()).toEqual({ sent: 8, unknown_final: 2 });
    expect(await engine.follow(alertId, 'closure')).toMatchObject({ kind: 'message_sent' });
    await sendAll(engine);
    expect(engine.channel.sends).toHaveLength(10);
  });
});

describe('an export', () => {
  it('is one moment of a database that is being written', async () => {
    const from = await database();
    const ward = await wardIn(from, 3);
    const writer = await connect(from);
    // "Membership" comes after "Household", to which it refers. The export has begun when it waits for it.
    await writer.query('BEGIN; LOCK TABLE "Membership" IN ACCESS EXCLUSIVE MODE');
    const running = exportFrom(from);
    const watcher = await connect(from);
    // Of this database: other tests wait in theirs.
    const waiting = `pg_locks WHERE NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await waitFor(async () => (await count(watcher, waiting)) === 1, { what: 'the export to wait' });
    const late = newId();
    await writer.query(
      `INSERT INTO "Household" (id, "policeUnitId", label, "inviteCode") VALUES ($1, $2, 'x', $3)`,
      [late, ward.policeUnitId, newCode(6)],
    );
    await writer.query('INSERT INTO "Membership" ("groupId", "householdId") VALUES ($1, $2)', [
      ward.groupId,
      late,
    ]);
    await writer.query('COMMIT');
    await running;

    const to = await database();
    await importInto(to);
    const client = await connect(to);
    expect(await count(client, '"Household"')).toBe(3);
    expect(await count(client, '"Membership"')).toBe(3);
    expect(await count(writer, '"Membership"')).toBe(4);
  });

  it('is not made of a database that is not ours', async () => {
    await expect(exportFrom(await database(createEmptyDatabase))).rejects.toThrow(/never used by Bình Yên/);
    expect(await readdir(folder)).toEqual([]);
  });
});

async function wardIn(connectionString: string, households: number): Promise<TestWard> {
  const opened: Database = openDatabase({ connectionString, maxConnections: 2, applicationName: 'test' });
  try {
    return await createWard(opened, testSealer(), { households });
  } finally {
    await opened.close();
  }
}

describe('an import', () => {
  it('makes the tables in a database without any', async () => {
    const from = await database();
    await wardIn(from, 2);
    await exportFrom(from);
    const to = await database(createEmptyDatabase);
    await importInto(to);
    expect(await dump(to)).toEqual(await dump(from));
  });

  it('is refused by a database with rows, with newer tables, or of another program, which stays as it is', async () => {
    const from = await database();
    await wardIn(from, 1);
    const full = await database();
    await wardIn(full, 1);
    const before = await dump(full);
    await exportFrom(from);
    await expect(importInto(full)).rejects.toThrow(
      /^The database is not empty \(there are rows in \w+\).* Make a new one\. Nothing was imported\.$/,
    );
    expect(await dump(full)).toEqual(before);

    const foreign = await database(createEmptyDatabase);
    const client = await connect(foreign);
    await client.query('CREATE TABLE theirs (id int)');
    await expect(importInto(foreign)).rejects.toThrow(/tables that are not of Bình Yên/);
    expect((await readTables(client)).map(({ name }) => name)).toEqual(['theirs']);

    const newer = await database();
    await (await connect(newer)).query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '9999_later')`,
    );
    await expect(importInto(newer)).rejects.toThrow(/already brought up to a newer version.*9999_later/);
  });

  it('of an older version is brought up to this one', async () => {
    const names = (await readMigrations(migrationsDir())).map(({ name }) => name);
    const from = await database(createEmptyDatabase);
    await migrateTo(from, names.slice(0, 3));
    const old = await connect(from);
    await old.query(
      `INSERT INTO "PoliceUnit" (id, code, name, "dutyPhone") VALUES ($1, 'BMT', 'Công an phường', '0262')`,
      [newId()],
    );
    await exportFrom(from);

    const to = await database(createEmptyDatabase);
    await importInto(to);
    const client = await connect(to);
    const applied = await client.query('SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1');
    expect(applied.rows.map(({ name }) => String(name))).toEqual(names);
    expect((await dump(to)).PoliceUnit).toEqual((await dump(from)).PoliceUnit);

    // Tables of this version are there already: the old rows may not fit them.
    await expect(importInto(await database())).rejects.toThrow(/already brought up to a newer version/);
  });

  it('of a newer or another line of versions is refused before anything is made', async () => {
    const to = await database(createEmptyDatabase);
    for (const [change, says] of [
      [
        `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '9999_later')`,
        /9999_later; this version does not know it/,
      ],
      [`UPDATE _prisma_migrations SET checksum = 'x'`, /with another \w+ than ours/],
    ] as const) {
      const from = await database();
      await (await connect(from)).query(change);
      await rm(file, { force: true });
      await exportFrom(from);
      await expect(importInto(to)).rejects.toThrow(says);
    }
    expect(await readTables(await connect(to))).toEqual([]);
  });

  it('leaves nothing when a row is refused in the middle', async () => {
    const from = await database();
    await wardIn(from, 2);
    const client = await connect(from);
    await client.query('ALTER TABLE "AlertMessage" DROP CONSTRAINT "AlertMessage_alertId_fkey"');
    await client.query(
      `INSERT INTO "AlertMessage" (id, "alertId", seq, kind, texts, "sendUntil") VALUES ($1, $1, 1, 'initial', '{}', now())`,
      [newId()],
    );
    await exportFrom(from);
    const to = await database();
    await expect(importInto(to)).rejects.toThrow(
      'PostgreSQL refuses the rows of AlertMessage (23503, AlertMessage_alertId_fkey). Nothing was imported.',
    );
    expect(Object.values(await dump(to)).flat()).toEqual([]);
  });

  it('does not begin while another program writes', async () => {
    const from = await database();
    await exportFrom(from);
    const to = await database();
    const writer = await connect(to);
    await writer.query('BEGIN; LOCK TABLE "Lane" IN ROW EXCLUSIVE MODE');
    await expect(importInto(to)).rejects.toThrow(/Stop every process of the service first/);
  });
});

describe('npm run db:export and db:import', () => {
  const run = async (program: 'db-export' | 'db-import', args: string[], env: Record<string, string>) => {
    const process = startProgram(`workers/${program}.ts`, { folder, args, env });
    const code = await process.ended;
    return { code, output: process.output(), errors: process.errors().trim() };
  };
  const done = { code: 0, errors: '' };
  const OTHER_KEY = `k1:${'08'.repeat(32)}`;
  let from: TestDatabase;
  let exported: Buffer;

  beforeAll(async () => {
    from = await createTestDatabase();
    await wardIn(from.connectionString, 5);
    const place = await mkdtemp(join(tmpdir(), 'binh-yen-export-'));
    await exportFrom(from.connectionString, join(place, 'it'));
    exported = await readFile(join(place, 'it'));
    await rm(place, { recursive: true });
  });
  afterAll(() => from.drop());

  it('move a ward from a database of its own into an embedded one and back', async () => {
    const own = { DATABASE_URL: from.connectionString, DATA_KEY };
    const made = await run('db-export', ['ward.export'], own);
    expect(made).toMatchObject(done);
    expect(made.output).toMatch(/^Exported \d+ rows of \d+ tables to ward\.export/);
    expect(made.output).toContain('the key (k1) is not in the file');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const [, key = ''] = DATA_KEY.split(':');
    expect((await readFile(file)).includes(key)).toBe(false);
    expect(await run('db-export', ['ward.export'], own)).toMatchObject({
      code: 1,
      errors: 'ward.export is there already. Take another name, or add --overwrite to replace it.',
    });

    const dataDir = join(folder, 'moved');
    await writeFile(join(folder, 'key'), `${DATA_KEY}\n`);
    expect(await run('db-import', ['ward.export', '--data-key', 'key'], { DATA_DIR: dataDir })).toMatchObject(
      done,
    );
    expect((await readFile(join(dataDir, 'data-key'), 'utf8')).trim()).toBe(DATA_KEY);
    expect((await stat(join(dataDir, 'data-key'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'kind'), 'utf8')).trim()).toBe('service');
    expect(await run('db-import', ['ward.export'], { DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^The database in .*moved is not empty/),
    });

    expect(await run('db-export', ['back.export'], { DATA_DIR: dataDir })).toMatchObject(done);
    const to = await database(createEmptyDatabase);
    expect(await run('db-import', ['back.export'], { DATABASE_URL: to, DATA_KEY })).toMatchObject(done);
    expect(await dump(to)).toEqual(await dump(from.connectionString));
  });

  it.each<{
    name: string;
    bytes?: (whole: Buffer) => Buffer;
    args?: string[];
    env: () => Record<string, string>;
    says: RegExp;
  }>([
    {
      name: 'a file that was cut off',
      bytes: (whole) => whole.subarray(0, whole.length - 100),
      env: () => ({}),
      says: /^ward\.export is not whole/,
    },
    {
      name: 'a file with a bit flipped',
      bytes: (whole) => {
        const changed = Buffer.from(whole);
        changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1;
        return changed;
      },
      env: () => ({}),
      says: /^ward\.export is damaged/,
    },
    {
      name: 'no key',
      env: () => ({}),
      says: /is encrypted with the key k1\. Name it with --data-key KEYFILE/,
    },
    { name: 'another key', env: () => ({ DATA_KEY: OTHER_KEY }), says: /encrypted with another key/ },
    {
      name: 'another key for a database of one’s own',
      env: () => ({ DATABASE_URL: from.connectionString, DATA_KEY: OTHER_KEY }),
      says: /encrypted with another key/,
    },
    {
      name: 'a key file with a database of one’s own',
      args: ['--data-key', 'key'],
      env: () => ({ DATABASE_URL: from.connectionString, DATA_KEY }),
      says: /With DATABASE_URL the key is DATA_KEY/,
    },
    {
      name: 'a key file that there is not',
      args: ['--data-key', 'key'],
      env: () => ({}),
      says: /^There is no key\.$/,
    },
  ])('refuse $name, and make nothing', async ({ bytes, args = [], env, says }) => {
    await writeFile(file, bytes ? bytes(exported) : exported);
    const result = await run('db-import', ['ward.export', ...args], env());
    expect(result).toMatchObject({ code: 1, output: '', errors: expect.stringMatching(says) });
    expect(result.errors).not.toContain('08080808');
    expect(await readdir(folder)).toEqual(['ward.export']);
  });

  it('keep the data of a demo and of the service apart', async () => {
    await exportDatabase({
      connectionString: from.connectionString,
      kind: 'demo',
      version: '0.1.0',
      path: file,
      overwrite: false,
      signal,
    });
    const to = await database();
    expect(await run('db-import', ['ward.export'], { DATABASE_URL: to, DATA_KEY })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/holds the data of a demo.*unset DATABASE_URL/),
    });
    const dataDir = join(folder, 'of-service');
    await writeFile(join(folder, 'kind'), 'service\n');
    expect(await run('db-import', ['ward.export'], { DATA_DIR: folder, DATA_KEY })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/holds the data of the service\. The demo does not open it/),
    });
    expect(await readdir(folder)).not.toContain(dataDir);
  });

  it.each([
    ['db-export', []],
    ['db-export', ['a', 'b']],
    ['db-export', ['a', '--force']],
    ['db-import', []],
    ['db-import', ['a', '--data-key']],
  ] as const)('explain themselves for %s %j', async (program, args) => {
    const result = await run(program, [...args], {});
    expect(result).toMatchObject({ code: 2, output: '' });
    expect(result.errors).toContain(`npm run ${program.replace('-', ':')} -- FILE`);
  });

  it('say that there is nothing to export yet', async () => {
    expect(await run('db-export', ['x'], { DATA_DIR: join(folder, 'none') })).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^There is no data in .*none yet/),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
