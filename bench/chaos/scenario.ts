import type { CategoryCode } from '../../src/alerts/alert.ts';
import type { Random } from '../../src/simulator/households/random.ts';
import type { QueueKind } from '../args.ts';
import type { Preload } from './fleet.ts';
import type { FaultWindow } from './judge.ts';
import type { ChaosStage } from './stage.ts';

/** What happens when so much of the work is done. */
export interface Step {
  /** Share of the deliveries that the platform has accepted, or of the answers that are stored. */
  at: number;
  of: 'deliveries' | 'answers';
  /** Null where it is no fault. */
  run(): Promise<FaultWindow | null>;
}

export interface Scene {
  stage: ChaosStage;
  /** Of the alert that is going out. */
  alertNumber: string;
  /** The short form: a fault comes less often. */
  short: boolean;
  random: Random;
  /** Something that a fault showed and that must not be, in words. */
  complain(problem: string): void;
}

/** One kind of trouble, and what is asked of the service in it. Nobody lost and no order broken is asked in all. */
export interface Scenario {
  name: string;
  /** For the table. */
  title: string;
  queues: readonly QueueKind[];
  /** A part of the short form. */
  short: boolean;
  category: CategoryCode;
  inbound: boolean;
  preload: Preload | null;
  /**
   * Where calls end without an answer: each of these may be repeated once, beside what was in flight at faults that
   * cut. `none`: the fault leaves no call without an answer.
   */
  unanswered: 'none' | 'repeated';
  resumesWithinMs: number;
  /** Why these are the bounds. */
  why: string;
  plan(scene: Scene): Step[];
}

/** Deliveries first, since the answers are to them. */
export function inOrder(steps: readonly Step[]): Step[] {
  const rank = ({ of }: Step) => (of === 'deliveries' ? 0 : 1);
  return steps.toSorted((a, b) => rank(a) - rank(b) || a.at - b.at);
}
