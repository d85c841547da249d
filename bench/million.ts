import type pg from 'pg';
import { createProgressStore } from '../src/db/progress-store.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { BenchArgs } from './args.ts';
import { median, percentile, round } from './figures.ts';
import type { RaisedAlert } from './officer.ts';
import { openStage, type Stage } from './stage.ts';
import { openBenchStorage } from './storage.ts';
import { fannedOut, holdLane, letLaneGo, stats } from './watch.ts';

/** Contact points, one for each household. */
const SIZE = 1_000_000;
const GROUPS = 300;
const LEAST_IN_GROUP = 20;
/** So many of the groups are on the account that sends; the rows of the others lie in the same tables. */
const SENT_SHARE = 0.1;
const LIFTED_RATE = 100_000;
const LOOK_EVERY_MS = 50;
const SLOWEST_PER_SECOND = 200;
const SLACK_MS = 60_000;

/** Whether audience, ledger and progress still work at the size of a province, and in how much memory. */
export async function benchMillion(args: BenchArgs, lifecycle: Lifecycle) {
  const size = args.size ?? SIZE;
  const groupCount = Math.max(10, Math.min(GROUPS, Math.floor(size / LEAST_IN_GROUP)));
  const groups = Array.from({ length: groupCount }, (_, at) => ({
    households: Math.floor((size + at) / groupCount),
    resting: at >= groupCount * SENT_SHARE,
  }));
  const toSend = groups.reduce((sum, { households, resting }) => sum + (resting ? 0 : households), 0);
  const storage = await openBenchStorage(args.queue, lifecycle);
  const stage = await openStage(storage, lifecycle, {
    groups,
    ratePerSecond: LIFTED_RATE,
    platform: { botPerSecond: null, chatPerSecond: null },
  });
  await holdLane(stage);
  process.stderr.write(`${size} contact points in ${groupCount} groups are there\n`);

  const startMs = systemClock.monotonicMs();
  const alert = await stage.officer.raise('online_scam', stage.unit.groupIds);
  const frozenMs = systemClock.monotonicMs() - startMs;
  await fannedOut(stage, alert.messageId, SLACK_MS + size);
  const expandMs = systemClock.monotonicMs() - startMs;
  process.stderr.write(
    `Expanded in ${round(expandMs)} ms, ${round(frozenMs)} of them to freeze the audience\n`,
  );
  const bareMs = await bareInsert(stage.container.database.pool, alert);
  process.stderr.write(`The bare insert took ${round(bareMs)} ms\n`);

  const { progressMs, emptyQueryMs } = await watchProgress(stage, alert, toSend);
  const { maxRssMiB: workerRssMiB } = await stage.worker.usage();
  // This process plays the bot service: it raises the alert and asks for its progress.
  const officerRssMiB = process.resourceUsage().maxRSS / 1024;
  return {
    size,
    groups: groupCount,
    sent: (await stats(stage.telegram)).accepted,
    ratioToBareInsert: round(bareMs / expandMs, 2),
    expandedPerSecond: round((size / expandMs) * 1_000),
    freezeMs: round(frozenMs),
    maxRssMiB: round(Math.max(workerRssMiB, officerRssMiB)),
    workerRssMiB: round(workerRssMiB),
    officerRssMiB: round(officerRssMiB),
    progressMsP99: round(percentile(progressMs, 0.99), 1),
    progressMsMedian: round(median(progressMs), 1),
    emptyQueryMsP99: round(percentile(emptyQueryMs, 0.99), 1),
  };
}

/** Asks for the progress again and again while the first tenth goes out; how long each took. */
async function watchProgress(stage: Stage, alert: RaisedAlert, toSend: number) {
  await letLaneGo(stage);
  const deadlineMs = systemClock.monotonicMs() + SLACK_MS + (toSend / SLOWEST_PER_SECOND) * 1_000;
  const progressMs: number[] = [];
  const emptyQueryMs: number[] = [];
  const { progress } = createProgressStore(stage.container.database.db);
  while (systemClock.monotonicMs() < deadlineMs) {
    const done = (await stats(stage.telegram)).accepted >= toSend;
    const askedMs = systemClock.monotonicMs();
    await progress(alert.alertId);
    const answeredMs = systemClock.monotonicMs();
    progressMs.push(answeredMs - askedMs);
    await stage.container.database.db.rows`SELECT 1`;
    emptyQueryMs.push(systemClock.monotonicMs() - answeredMs);
    if (done) break;
    await systemClock.sleep(LOOK_EVERY_MS);
  }
  return { progressMs, emptyQueryMs };
}

/** The very rows of the alert for another one, from tables where they lie ready; only the inserts are timed. */
async function bareInsert(pool: pg.Pool, alert: RaisedAlert): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query(`
      CREATE TEMP TABLE bare_alert AS SELECT uuid_v7() AS "alertId", uuid_v7() AS "messageId"`);
    await client.query(
      `INSERT INTO "Alert" (id, "policeUnitId", number, "verificationCode", category, severity, state, "groupIds",
                            "replyCodes", "authorId", "expiresAt", "closedAt")
       SELECT b."alertId", a."policeUnitId", a.number || '-bare', a."verificationCode", a.category, a.severity,
              'cancelled', a."groupIds", a."replyCodes", a."authorId", a."expiresAt", now()
         FROM "Alert" a, bare_alert b WHERE a.id = $1`,
      [alert.alertId],
    );
    await client.query(
      `INSERT INTO "AlertMessage" (id, "alertId", seq, kind, texts, "sendUntil", "fannedOutAt")
       SELECT b."messageId", b."alertId", m.seq, m.kind, m.texts, m."sendUntil", now()
         FROM "AlertMessage" m, bare_alert b WHERE m.id = $1`,
      [alert.messageId],
    );
    await prepareRows(client, alert);
    const startMs = systemClock.monotonicMs();
    await client.query('BEGIN');
    await client.query('INSERT INTO "AudienceHousehold" SELECT * FROM bare_households');
    await client.query('INSERT INTO "AudienceContact" SELECT * FROM bare_contacts');
    await client.query('INSERT INTO "Delivery" SELECT * FROM bare_deliveries');
    await client.query('COMMIT');
    const elapsedMs = systemClock.monotonicMs() - startMs;
    await removeRows(client);
    return elapsedMs;
  } finally {
    client.release(true);
  }
}

async function prepareRows(client: pg.PoolClient, alert: RaisedAlert): Promise<void> {
  await client.query('CREATE TEMP TABLE bare_households (LIKE "AudienceHousehold")');
  await client.query('CREATE TEMP TABLE bare_contacts (LIKE "AudienceContact")');
  await client.query('CREATE TEMP TABLE bare_deliveries (LIKE "Delivery")');
  await client.query('INSERT INTO bare_households SELECT * FROM "AudienceHousehold" WHERE "alertId" = $1', [
    alert.alertId,
  ]);
  await client.query('INSERT INTO bare_contacts SELECT * FROM "AudienceContact" WHERE "alertId" = $1', [
    alert.alertId,
  ]);
  await client.query('INSERT INTO bare_deliveries SELECT * FROM "Delivery" WHERE "alertMessageId" = $1', [
    alert.messageId,
  ]);
  for (const table of ['bare_households', 'bare_contacts']) {
    await client.query(`UPDATE ${table} SET "alertId" = b."alertId" FROM bare_alert b`);
  }
  await client.query(
    `UPDATE bare_deliveries SET id = uuid_v7(), "alertMessageId" = b."messageId" FROM bare_alert b`,
  );
  await client.query('VACUUM ANALYZE bare_households, bare_contacts, bare_deliveries');
}

/** What follows must find the tables as ours left them. */
async function removeRows(client: pg.PoolClient): Promise<void> {
  await client.query('DELETE FROM "Delivery" d USING bare_alert b WHERE d."alertMessageId" = b."messageId"');
  await client.query('DELETE FROM "AudienceContact" c USING bare_alert b WHERE c."alertId" = b."alertId"');
  await client.query('DELETE FROM "AudienceHousehold" h USING bare_alert b WHERE h."alertId" = b."alertId"');
  await client.query('VACUUM ANALYZE "Delivery", "AudienceContact", "AudienceHousehold"');
}
