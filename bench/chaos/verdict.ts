import type { QueueKind } from '../args.ts';
import type { Findings } from './judge.ts';
import type { Scenario } from './scenario.ts';

/** What one scenario gave, as it stands in the JSON and in the table. */
export interface ScenarioResult {
  name: string;
  title: string;
  queue: QueueKind;
  /** Faults that were played. */
  faults: number;
  deliveries: number;
  lost: number;
  duplicates: number;
  /** What was in flight at the faults, and calls that ended without an answer: duplicates at most. */
  duplicatesAllowed: number;
  orderViolations: number;
  /** From the end of a fault until sends (or answers) go on, the worst; 0 when nothing paused. */
  resumedMs: number;
  resumedAllowedMs: number;
  /** From the end of the last fault until every row was final; null when that did not come. */
  finalMs: number | null;
  /** 429s of the platform. */
  throttled: number;
  seconds: number;
  /** The bounds that it missed, in words. */
  missed: string[];
}

export interface Measured {
  faults: number;
  deliveries: number;
  findings: Findings;
  /** Sends in flight at the faults that cut. */
  inFlight: number;
  /** Calls that met a fault. */
  faultsMet: number;
  attempts: number;
  throttled: number;
  resumedMs: number;
  finalMs: number | null;
  /** What went wrong on the way, and processes that ended by themselves. */
  problems: readonly string[];
}

/** Holds what was measured against the bounds of the scenario. */
export function verdictOf(
  scenario: Pick<Scenario, 'name' | 'title' | 'unanswered' | 'resumesWithinMs'>,
  measured: Measured,
): Omit<ScenarioResult, 'queue' | 'seconds'> {
  const { findings, inFlight, faultsMet, resumedMs, finalMs } = measured;
  const duplicatesAllowed = inFlight + (scenario.unanswered === 'repeated' ? faultsMet : 0);
  const missed = [...measured.problems];
  const must = (holds: boolean, otherwise: string) => void (holds || missed.push(otherwise));
  must(findings.lost === 0, `${findings.lost} lost${counted(findings.lostAs)}`);
  must(
    findings.duplicates <= duplicatesAllowed,
    `${findings.duplicates} duplicates, allowed ${duplicatesAllowed}`,
  );
  must(
    findings.unexplained === 0,
    `${findings.unexplained} duplicates that are not marked or not in the ledger`,
  );
  must(findings.orderViolations === 0, `${findings.orderViolations} order violations`);
  must(findings.ledgerErrors === 0, `${findings.ledgerErrors} rows of the ledger are wrong`);
  must(
    resumedMs <= scenario.resumesWithinMs,
    `went on after ${seconds(resumedMs)}, allowed ${seconds(scenario.resumesWithinMs)}`,
  );
  // A 429 is not a failure, nor is anything that happens to us. A broken connection may be one.
  must(
    scenario.unanswered === 'repeated' || measured.attempts === 0,
    `${measured.attempts} attempts used up`,
  );
  return {
    name: scenario.name,
    title: scenario.title,
    faults: measured.faults,
    deliveries: measured.deliveries,
    lost: findings.lost,
    duplicates: findings.duplicates,
    duplicatesAllowed,
    orderViolations: findings.orderViolations,
    resumedMs,
    resumedAllowedMs: scenario.resumesWithinMs,
    finalMs,
    throttled: measured.throttled,
    missed,
  };
}

/** "(2 of one, 1 of another)" */
function counted(words: readonly string[]): string {
  if (words.length === 0) return '';
  const kinds = [...new Set(words)].toSorted();
  return ` (${kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(', ')})`;
}

export interface ChaosResult {
  lost: number;
  orderViolations: number;
  /** Scenarios that missed a bound. */
  failed: number;
  scenarios: readonly ScenarioResult[];
}

export function sumUp(scenarios: readonly ScenarioResult[]): ChaosResult {
  return {
    lost: scenarios.reduce((sum, { lost }) => sum + lost, 0),
    orderViolations: scenarios.reduce((sum, { orderViolations }) => sum + orderViolations, 0),
    failed: scenarios.filter(({ missed }) => missed.length > 0).length,
    scenarios,
  };
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
