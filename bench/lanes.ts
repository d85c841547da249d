import type pg from 'pg';
import { z } from 'zod';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import { newCode, newId } from '../src/shared/ids.ts';
import type { BenchArgs } from './args.ts';
import { type Child, startChild } from './child.ts';
import { median, round } from './figures.ts';
import { openStage, type Stage } from './stage.ts';
import { openBenchStorage } from './storage.ts';
import { askYes, fannedOut, missing, waitUntil } from './watch.ts';

/** Accounts, each with a lane of its own: a province. */
const SIZE = 300;
const WORKERS = 3;
const HOUSEHOLDS_A_LANE = 100;
/** Together well below what the machine can do: the cost of many lanes is to be seen, not the limit of all. */
const RATE = 5;
const IDLE_FOR_MS = 10_000;
const SLACK_MS = 60_000;
const DRIVEN_WITHIN_MS = 30_000;
/** No process has this name. */
const NOBODY = '';

/** What many lanes over few processes cost, at rest and at work, and how soon a killed process's lanes go on. */
export async function benchLanes(args: BenchArgs, lifecycle: Lifecycle) {
  const lanes = args.size ?? SIZE;
  const storage = await openBenchStorage(args.queue, lifecycle);
  const stage = await openStage(storage, lifecycle, {
    groups: Array.from({ length: lanes }, () => ({ households: HOUSEHOLDS_A_LANE })),
    ratePerSecond: RATE,
    platform: { botPerSecond: null, chatPerSecond: null },
  });
  const { pool } = stage.container.database;
  const ownConnections = await connections(pool);
  await spreadOverAccounts(pool, stage);
  const killed = startChild('worker', lifecycle);
  const { owner } = await killed.ask('open', stage.target, z.object({ owner: z.string() }));
  const more = Array.from({ length: WORKERS - 2 }, () => startChild('worker', lifecycle));
  for (const worker of more) await worker.ask('open', stage.target, z.unknown());
  const workers = [stage.worker, killed, ...more];

  const idle = await cpuShares(workers, () => systemClock.sleep(IDLE_FOR_MS));
  process.stderr.write(
    `At rest: ${idle.map((share) => `${round(share * 100, 1)} %`).join(', ')} of a core\n`,
  );

  const startMs = systemClock.monotonicMs();
  const alert = await stage.officer.raise('online_scam', stage.unit.groupIds);
  await fannedOut(stage, alert.messageId, SLACK_MS);
  await untilAllDriven(pool, NOBODY);
  const rampMs = systemClock.monotonicMs() - startMs;
  const busy = await cpuShares(workers, () => systemClock.sleep(3_000));
  const byWorker = await lanesByOwner(pool);
  const mostConnections = await connections(pool);

  const killedMs = systemClock.monotonicMs();
  await killed.kill();
  await untilAllDriven(pool, owner);
  const takeOverMs = systemClock.monotonicMs() - killedMs;
  process.stderr.write(
    `${byWorker.join(', ')} lanes a process; taken over ${round(takeOverMs)} ms after a kill\n`,
  );
  const done = () =>
    pool
      .query(`SELECT 1 FROM "Delivery" WHERE state IN ('pending', 'sending') LIMIT 1`)
      .then(({ rows }) => rows.length === 0);
  await waitUntil(done, SLACK_MS + (HOUSEHOLDS_A_LANE / RATE) * 1_000);
  const elapsedMs = systemClock.monotonicMs() - startMs;
  const left = workers.filter((worker) => worker !== killed);
  const usages = await Promise.all(left.map((worker) => worker.usage()));
  const { lost, duplicates } = await missing(stage, alert);
  return {
    lanes,
    workers: WORKERS,
    idleCpuShare: round(median(idle), 3),
    busyCpuShare: round(median(busy), 3),
    lanesByWorker: byWorker,
    connectionsOfWorkers: mostConnections - ownConnections,
    maxRssMiB: round(Math.max(...usages.map(({ maxRssMiB }) => maxRssMiB))),
    allDrivenMs: round(rampMs),
    takeOverMs: round(takeOverMs),
    messagesPerSecond: round((alert.households / elapsedMs) * 1_000),
    lost,
    /** What the killed process had sent and not yet written down. */
    duplicates,
  };
}

/** Each group's chats move to an account of their own. All use one bot of the platform, whose limits are lifted. */
async function spreadOverAccounts(pool: pg.Pool, { unit, sealer }: Stage): Promise<void> {
  const found = await pool.query('SELECT credentials FROM "ChannelAccount" WHERE id = $1', [unit.accountId]);
  const { credentials } = z.object({ credentials: z.string() }).parse(found.rows[0]);
  const plain = sealer.open(unit.accountId, credentials);
  for (const groupId of unit.groupIds.slice(1)) {
    const accountId = newId();
    await pool.query(
      `INSERT INTO "ChannelAccount" (id, channel, "externalId", name, credentials, "ratePerSecond")
       VALUES ($1, 'telegram', $2, 'bench', $3, $4)`,
      [accountId, newCode(12), sealer.seal(accountId, plain), RATE],
    );
    await pool.query('INSERT INTO "Lane" (id, "channelAccountId") VALUES ($1, $2)', [newId(), accountId]);
    await pool.query(
      `UPDATE "ContactPoint" c SET "channelAccountId" = $2
         FROM "Member" m JOIN "Membership" ms ON ms."householdId" = m."householdId"
        WHERE c."memberId" = m.id AND ms."groupId" = $1`,
      [groupId, accountId],
    );
  }
  await pool.query('ANALYZE');
}

const countRow = z.object({ count: z.number() });

async function connections(pool: pg.Pool): Promise<number> {
  const found = await pool.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend'`,
  );
  return countRow.parse(found.rows[0]).count;
}

/** Waits until each lane with work has a driver, who is not `gone`. The leases of a killed process are good for a while. */
async function untilAllDriven(pool: pg.Pool, gone: string): Promise<void> {
  const sql = `NOT EXISTS (
    SELECT FROM "Lane" l
     WHERE (l."leaseUntil" IS NULL OR l."leaseUntil" < now() OR l.owner = $1)
       AND EXISTS (SELECT FROM "Delivery" d WHERE d."laneId" = l.id AND d.state IN ('pending', 'sending')))`;
  if (!(await waitUntil(() => askYes(pool, sql, [gone]), DRIVEN_WITHIN_MS))) {
    throw new Error('lanes stayed without a driver');
  }
}

async function lanesByOwner(pool: pg.Pool): Promise<number[]> {
  const found = await pool.query(
    'SELECT count(*)::int AS count FROM "Lane" WHERE "leaseUntil" > now() GROUP BY owner ORDER BY 1',
  );
  return z
    .array(countRow)
    .parse(found.rows)
    .map(({ count }) => count);
}

/** What share of a core each process used while `work` ran. */
async function cpuShares(workers: readonly Child[], work: () => Promise<unknown>): Promise<number[]> {
  const before = await Promise.all(workers.map((worker) => worker.usage()));
  const startMs = systemClock.monotonicMs();
  await work();
  const elapsedMicros = (systemClock.monotonicMs() - startMs) * 1_000;
  const after = await Promise.all(workers.map((worker) => worker.usage()));
  return after.map(({ cpuMicros }, at) => (cpuMicros - (before[at]?.cpuMicros ?? 0)) / elapsedMicros);
}
