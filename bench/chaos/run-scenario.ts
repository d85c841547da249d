import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lifecycle } from '../../src/lifecycle.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { QueueKind } from '../args.ts';
import { round } from '../figures.ts';
import { waitUntil } from '../watch.ts';
import { platformStats } from './faults.ts';
import { judgeInbound } from './inbound.ts';
import {
  type AcceptedSend,
  compareAlert,
  type FaultWindow,
  inFlightAtFaults,
  resumedAfterMs,
} from './judge.ts';
import { MARKS, REPEAT_MARK } from './marks.ts';
import { scenarioRandom } from './moments.ts';
import { inOrder, type Scenario, type Scene, type Step } from './scenario.ts';
import { type ChaosStage, openChaosStage } from './stage.ts';
import { type ScenarioResult, verdictOf } from './verdict.ts';

/** The update is raised while the first message is going out, so that there is an order to break. */
const UPDATE_AT = 0.2;
const STEP_MS = 90_000;
const FINAL_MS = 150_000;
const RAISE_MS = 30_000;

const acceptedSchema = z.array(
  z.object({ chat: z.number(), mark: z.number(), atMs: z.number(), repeat: z.boolean() }),
);

/** Plays one scenario on a stage of its own and judges it. */
export async function runScenario(
  scenario: Scenario,
  plan: { folder: string; queue: QueueKind; size: number; seed: number; short: boolean },
  run: Lifecycle,
): Promise<ScenarioResult> {
  const startMs = systemClock.monotonicMs();
  const households = Math.ceil(plan.size / MARKS.length);
  const folder = join(plan.folder, scenario.name);
  await mkdir(folder);
  const { inbound, preload } = scenario;
  const options = { folder, queue: plan.queue, households, messages: MARKS.length, inbound, preload };
  const stage = await openChaosStage(run, options);
  try {
    const played = await play(scenario, stage, plan);
    const judged = await judge(scenario, stage, played);
    return { ...judged, queue: plan.queue, seconds: round((systemClock.monotonicMs() - startMs) / 1_000, 1) };
  } finally {
    await stage.end();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Played {
  windows: FaultWindow[];
  problems: string[];
  /** From the end of the last fault until nothing was left to do; null when that did not come in time. */
  finalMs: number | null;
}

async function play(
  scenario: Scenario,
  stage: ChaosStage,
  { seed, short }: { seed: number; short: boolean },
): Promise<Played> {
  const problems: string[] = [];
  const windows: FaultWindow[] = [];
  const alert = await stage.officer.raise(scenario.category, stage.groupIds, `${MARKS[0]}. Bà con ra ngoài.`);
  const scene: Scene = {
    stage,
    alertNumber: alert.number,
    short,
    random: scenarioRandom(seed, scenario.name),
    complain: (problem) => void problems.push(problem),
  };
  let updated = false;
  const raiseUpdate = async () => {
    updated = await waitUntil(
      () =>
        stage.officer.update(alert.alertId, `${MARKS[1]}. Bà con ở yên.`).then(
          () => true,
          () => false,
        ),
      RAISE_MS,
    );
    return null;
  };
  const update: Step = { at: UPDATE_AT, of: 'deliveries', run: raiseUpdate };
  for (const step of inOrder([update, ...scenario.plan(scene)])) {
    if (!(await waitUntil(() => isReached(stage, step), STEP_MS))) {
      problems.push(`the work stood still before ${Math.round(step.at * 100)} %`);
      break;
    }
    const window = await step.run();
    if (window) windows.push(window);
  }
  let unfinished: readonly string[] = [];
  const isDone = async () => {
    const waiting = scenario.inbound ? stage.households - (await stage.ledger.events()).stored : 0;
    unfinished = [
      ...(waiting > 0 ? [`${waiting} answers not taken in`] : []),
      ...(await stage.ledger.unfinished()),
    ];
    return unfinished.length === 0;
  };
  const whole = updated && (await waitUntil(isDone, FINAL_MS));
  if (!whole) problems.push(`left undone: ${updated ? unfinished.join(', ') : 'the update'}`);
  const lastFaultMs = Math.max(0, ...windows.map(({ toMs }) => toMs));
  return { windows, problems, finalMs: whole ? Date.now() - lastFaultMs : null };
}

/** Measured in work done, never in time: the same on a slow machine. */
async function isReached(stage: ChaosStage, { at, of }: Step): Promise<boolean> {
  if (of === 'answers') return (await stage.ledger.events()).stored >= at * stage.households;
  return (await platformStats(stage)).accepted >= at * stage.households * MARKS.length;
}

async function judge(scenario: Scenario, stage: ChaosStage, played: Played) {
  const { platform, ledger, households, fleet } = stage;
  const question = { marks: MARKS, repeatMark: REPEAT_MARK };
  const accepted: AcceptedSend[] = await platform.ask('accepted', question, acceptedSchema);
  const rows = await ledger.rows();
  const { faultsMet, throttled } = await platformStats(stage);
  const findings = compareAlert({ households, messages: MARKS.length, accepted, rows });
  const answers = scenario.inbound ? await judgeInbound(stage, accepted) : null;
  const timesMs = answers?.timesMs ?? accepted.map(({ atMs }) => atMs);
  return verdictOf(scenario, {
    faults: played.windows.length,
    deliveries: households * MARKS.length,
    findings: {
      ...findings,
      lost: findings.lost + (answers?.lost ?? 0),
      duplicates: findings.duplicates + (answers?.duplicates ?? 0),
    },
    inFlight: inFlightAtFaults(played.windows, accepted, rows),
    faultsMet,
    throttled,
    attempts: rows.reduce((sum, { attempts }) => sum + attempts, 0),
    resumedMs: Math.round(Math.max(0, ...played.windows.map((window) => resumedAfterMs(window, timesMs)))),
    finalMs: played.finalMs,
    problems: [...played.problems, ...fleet.fallen().map((words) => `a process ended by itself: ${words}`)],
  });
}
