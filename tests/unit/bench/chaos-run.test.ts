import { describe, expect, it } from 'vitest';
import { FULL_SIZE, parseChaosArgs } from '../../../bench/chaos/args.ts';
import { momentsOf, scenarioRandom } from '../../../bench/chaos/moments.ts';
import { markdownBlock, textTable, withBlock } from '../../../bench/chaos/report.ts';
import { inOrder } from '../../../bench/chaos/scenario.ts';
import { SCENARIOS } from '../../../bench/chaos/scenarios.ts';
import { type Measured, sumUp, verdictOf } from '../../../bench/chaos/verdict.ts';

const NAMES = SCENARIOS.map(({ name }) => name);
const [first] = SCENARIOS;
if (!first) throw new Error('there are no scenarios');

describe('the command line', () => {
  const usual = {
    queue: 'postgres',
    size: FULL_SIZE,
    only: [],
    short: false,
    json: false,
    writeDocs: false,
    seed: 2026,
  };
  it.each([
    { argv: [], expected: {} },
    {
      argv: ['--queue', 'redis', '--json', '--write-docs'],
      expected: { queue: 'redis', json: true, writeDocs: true },
    },
    { argv: ['--short'], expected: { short: true, size: 300 } },
    { argv: ['--only', first.name, '--size', '400'], expected: { only: [first.name], size: 400 } },
    { argv: ['--seed', '7'], expected: { seed: 7 } },
  ])('takes $argv', ({ argv, expected }) => {
    expect(parseChaosArgs(argv, NAMES)).toEqual({ kind: 'run', args: { ...usual, ...expected } });
  });
  it.each([
    { argv: ['--queue', 'kafka'] },
    { argv: ['--size', '7'] },
    { argv: ['--seed', 'x'] },
    { argv: ['--only', 'earthquake'] },
    { argv: ['--short', '--write-docs'] },
    { argv: ['--unknown'] },
  ])('refuses $argv', ({ argv }) => {
    expect(parseChaosArgs(argv, NAMES).kind).toBe('usage');
  });
});

describe('moments', () => {
  const span = { from: 0.1, to: 0.85 };
  it('are decided by the seed and the scenario alone', () => {
    const moments = (seed: number, name: string) => momentsOf(scenarioRandom(seed, name), 5, span);
    expect(moments(1, 'a')).toEqual(moments(1, 'a'));
    expect(moments(1, 'a')).not.toEqual(moments(2, 'a'));
    expect(moments(1, 'a')).not.toEqual(moments(1, 'b'));
  });
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('are in order, apart and within the span for seed %i', (seed) => {
    const moments = momentsOf(scenarioRandom(seed, 'a'), 5, span);
    for (const [index, at] of moments.entries()) {
      expect(at).toBeGreaterThan(index === 0 ? span.from : (moments[index - 1] ?? 1) + 0.02);
      expect(at).toBeLessThan(span.to);
    }
  });
});

describe('the scenarios', () => {
  it('have names of their own, and each queue a short form', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
    for (const queue of ['postgres', 'redis'] as const) {
      expect(SCENARIOS.some((one) => one.short && one.queues.includes(queue))).toBe(true);
    }
  });
  it('play what is about deliveries before what is about answers, each in order', () => {
    const step = (at: number, of: 'deliveries' | 'answers') => ({ at, of, run: async () => null });
    const steps = [step(0.1, 'answers'), step(0.5, 'deliveries'), step(0.2, 'deliveries')];
    expect(inOrder(steps).map(({ at }) => at)).toEqual([0.2, 0.5, 0.1]);
  });
});

const GOOD: Measured = {
  faults: 1,
  deliveries: 100,
  findings: { lost: 0, lostAs: [], duplicates: 0, unexplained: 0, orderViolations: 0, ledgerErrors: 0 },
  inFlight: 3,
  faultsMet: 5,
  attempts: 0,
  throttled: 0,
  resumedMs: 900,
  finalMs: 2_000,
  problems: [],
};
const BOUNDS = { name: 'x', title: 'X', unanswered: 'none', resumesWithinMs: 1_000 } as const;

describe('the verdict', () => {
  it.each([
    { case: 'all within bounds', measured: {}, missed: 0 },
    {
      case: 'duplicates up to what was in flight',
      measured: { findings: { ...GOOD.findings, duplicates: 3 } },
      missed: 0,
    },
    { case: 'one more', measured: { findings: { ...GOOD.findings, duplicates: 4 } }, missed: 1 },
    {
      case: 'one lost',
      measured: { findings: { ...GOOD.findings, lost: 1, lostAs: ['no row'] } },
      missed: 1,
    },
    { case: 'unexplained', measured: { findings: { ...GOOD.findings, unexplained: 1 } }, missed: 1 },
    { case: 'out of order', measured: { findings: { ...GOOD.findings, orderViolations: 1 } }, missed: 1 },
    { case: 'a wrong ledger', measured: { findings: { ...GOOD.findings, ledgerErrors: 1 } }, missed: 1 },
    { case: 'too slow', measured: { resumedMs: 1_001 }, missed: 1 },
    { case: 'an attempt used up', measured: { attempts: 1 }, missed: 1 },
    { case: 'a process that fell', measured: { problems: ['a process ended by itself'] }, missed: 1 },
  ])('$case', ({ measured, missed }) => {
    expect(verdictOf(BOUNDS, { ...GOOD, ...measured }).missed).toHaveLength(missed);
  });
  it('allows one repeat for each call without an answer where calls go unanswered', () => {
    const verdict = verdictOf({ ...BOUNDS, unanswered: 'repeated' }, GOOD);
    expect(verdict.duplicatesAllowed).toBe(8);
  });
});

describe('the report', () => {
  const good = { ...verdictOf(BOUNDS, GOOD), queue: 'redis', seconds: 3 } as const;
  const bad = { ...good, name: 'y', title: 'Y | Z', lost: 2, finalMs: null, missed: ['2 lost'] };
  const result = sumUp([good, bad]);

  it('sums up, and counts the scenarios that missed', () => {
    expect(result).toMatchObject({ lost: 2, orderViolations: 0, failed: 1 });
  });
  it('says never where it never ended, and what was missed', () => {
    const [, , second] = textTable(result.scenarios).split('\n');
    expect(second).toMatch(/^Y \| Z +1 +2 .*never.*missed: 2 lost$/);
  });
  it('replaces the block of its queue only', () => {
    const block = markdownBlock(result, { size: 100, seed: 1, machine: 'm', date: 'd' });
    expect(block).toContain('| Y \\| Z | 1 | 2 |');
    const page = [
      'before',
      '<!-- chaos postgres: written by npm run chaos -- --write-docs -->',
      'kept',
      '<!-- end of chaos postgres -->',
      '<!-- chaos redis: written by npm run chaos -- --write-docs -->',
      'old',
      '<!-- end of chaos redis -->',
      'after',
    ].join('\n');
    const written = withBlock(page, 'redis', block) ?? '';
    expect(written).toContain(block);
    expect(written).not.toContain('old');
    expect(written).toMatch(/^before\n[\s\S]*kept[\s\S]*after$/);
    // Written twice, it is the same.
    expect(withBlock(written, 'redis', block)).toBe(written);
    expect(withBlock('no place', 'redis', block)).toBeNull();
  });
});
