import { type Random, randomFrom } from '../../src/simulator/households/random.ts';

/** The random numbers of one scenario: the same for every run with this seed, whatever else runs. */
export function scenarioRandom(seed: number, scenario: string): Random {
  return randomFrom(seed, 'chaos', scenario);
}

/**
 * When faults come, as shares of the work that is done: `count` of them in order, one in each equal part of the span,
 * so that they never fall together.
 */
export function momentsOf(random: Random, count: number, span: { from: number; to: number }): number[] {
  const part = (span.to - span.from) / count;
  return Array.from({ length: count }, (_, index) => span.from + part * (index + 0.1 + 0.8 * random()));
}
