import { z } from 'zod';
import type { Lifecycle } from '../src/lifecycle.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { BenchArgs } from './args.ts';
import { startChild } from './child.ts';
import { median, round } from './figures.ts';
import type { RaisedAlert } from './officer.ts';
import { runSchema } from './protocol.ts';
import { openStage, type Stage, TOKEN } from './stage.ts';
import { openBenchStorage } from './storage.ts';
import { delivered, fannedOut, holdLane, laneIdle, letLaneGo, missing, stats } from './watch.ts';

const SIZE = 50_000;
const ROUNDS = 3;
/** The naive baseline is as fast with fewer rows, and would take minutes with all. */
const NAIVE_AT_MOST = 5_000;
/** No platform takes so many: the budget is lifted. */
const LIFTED_RATE = 100_000;
const SLOWEST_PER_SECOND = 200;
const SLACK_MS = 30_000;

interface Ours {
  perSecond: number;
  cpuMicros: number;
  platformCpuMicros: number;
  lost: number;
  duplicates: number;
}

/** How many deliveries a second leave and are on record, against the bare client and the usual way to build it. */
export async function benchFanOut(args: BenchArgs, lifecycle: Lifecycle) {
  const size = args.size ?? SIZE;
  const naiveSize = Math.min(size, NAIVE_AT_MOST);
  const storage = await openBenchStorage(args.queue, lifecycle);
  // The naive baseline sends to the first group, ours and the bare one to both.
  const groups = [{ households: naiveSize }, { households: size - naiveSize }];
  const stage = await openStage(storage, lifecycle, {
    groups,
    ratePerSecond: LIFTED_RATE,
    platform: { botPerSecond: null, chatPerSecond: null },
  });
  const bare = startChild('bare', lifecycle);
  const naive = startChild('naive', lifecycle);
  await naive.ask('open', stage.target, z.unknown());

  const rounds: { bare: number; ours: Ours; naive: number }[] = [];
  for (let number = 1; number <= ROUNDS; number++) {
    const alert = await raiseResting(stage, stage.unit.groupIds);
    const ours = await runOurs(stage, alert);
    const { apiRoot, firstChatId } = {
      apiRoot: stage.target.telegramApiRoot,
      firstChatId: stage.firstChatId,
    };
    const content = { ...alert.content, text: alert.content.text.replaceAll(alert.number, 'BARE') };
    const bareRun = await bare.ask(
      'run',
      { apiRoot, token: TOKEN, firstChatId, count: size, content },
      runSchema,
    );
    const naivePerSecond = await runNaive(stage, naive);
    rounds.push({ bare: (size / bareRun.elapsedMs) * 1_000, ours, naive: naivePerSecond });
    process.stderr.write(
      `Round ${number}: ours ${round(ours.perSecond)}/s, bare ${round((size / bareRun.elapsedMs) * 1_000)}/s, naive ${round(naivePerSecond)}/s\n`,
    );
  }
  const { maxRssMiB } = await stage.worker.usage();
  return {
    size,
    naiveSize,
    messagesPerSecond: round(median(rounds.map(({ ours }) => ours.perSecond))),
    ratioToBare: round(median(rounds.map((one) => one.ours.perSecond / one.bare)), 2),
    ratioToNaive: round(median(rounds.map((one) => one.ours.perSecond / one.naive)), 2),
    cpuMicrosPerMessage: round(median(rounds.map(({ ours }) => ours.cpuMicros)), 1),
    platformCpuMicrosPerMessage: round(median(rounds.map(({ ours }) => ours.platformCpuMicros)), 1),
    maxRssMiB: round(maxRssMiB),
    lost: rounds.reduce((sum, { ours }) => sum + ours.lost, 0),
    duplicates: rounds.reduce((sum, { ours }) => sum + ours.duplicates, 0),
    rounds: rounds.map((one) => ({
      oursPerSecond: round(one.ours.perSecond),
      barePerSecond: round(one.bare),
      naivePerSecond: round(one.naive),
    })),
  };
}

/** Raises an alert and waits for its rows; nothing of it leaves yet. */
async function raiseResting(stage: Stage, groupIds: readonly string[]): Promise<RaisedAlert> {
  await laneIdle(stage, SLACK_MS);
  await holdLane(stage);
  const alert = await stage.officer.raise('online_scam', groupIds);
  await fannedOut(stage, alert.messageId, SLACK_MS + alert.households);
  return alert;
}

/** From the wake-up of the lane until every outcome is on record. */
async function runOurs(stage: Stage, alert: RaisedAlert): Promise<Ours> {
  const count = alert.households;
  const [before, workerBefore, platformBefore] = await Promise.all([
    stats(stage.telegram),
    stage.worker.usage(),
    stage.telegram.usage(),
  ]);
  const startMs = systemClock.monotonicMs();
  await letLaneGo(stage);
  const timeoutMs = SLACK_MS + (count / SLOWEST_PER_SECOND) * 1_000;
  const whole = await delivered(stage, before.accepted, count, timeoutMs);
  const elapsedMs = systemClock.monotonicMs() - startMs;
  const [workerAfter, platformAfter] = await Promise.all([stage.worker.usage(), stage.telegram.usage()]);
  if (!whole) process.stderr.write('Not everything was delivered in time.\n');
  return {
    perSecond: (count / elapsedMs) * 1_000,
    cpuMicros: (workerAfter.cpuMicros - workerBefore.cpuMicros) / count,
    platformCpuMicros: (platformAfter.cpuMicros - platformBefore.cpuMicros) / count,
    ...(await missing(stage, alert)),
  };
}

async function runNaive(stage: Stage, naive: ReturnType<typeof startChild>): Promise<number> {
  const alert = await raiseResting(stage, stage.unit.groupIds.slice(0, 1));
  // Its rows are no work of ours.
  await stage.container.database.pool.query(
    'UPDATE "Delivery" SET "laneId" = $2 WHERE "alertMessageId" = $1',
    [alert.messageId, stage.unit.restingLaneId],
  );
  await letLaneGo(stage);
  const { messageId, content } = alert;
  const { elapsedMs } = await naive.ask('run', { token: TOKEN, messageId, content }, runSchema);
  return (alert.households / elapsedMs) * 1_000;
}
