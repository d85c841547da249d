import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateFollower, followRate, rateOfBudget } from '../../../src/channels/follow-rate.ts';

describe('the rate of an account', () => {
  it.each([
    [1, { limit: 4_000, remain: 3_999 }, 2],
    [32, { limit: 4_000, remain: 3_000 }, 53],
    [53, { limit: 4_000, remain: 1_000 }, 53],
    [200, { limit: 4_000, remain: 3_999 }, 53],
    [40, { limit: 4_000, remain: 399 }, 20],
    [1, { limit: 100, remain: 99 }, 1],
    [1, { limit: 4_000, remain: 0 }, 1],
    [1, { limit: 0, remain: 0 }, 1],
  ])('%i after %j is %i', (current, feedback, next) => {
    expect(followRate(current, feedback)).toBe(next);
  });

  it('never uses up what the platform allows in a minute, and never ends at nothing', () => {
    const counts = fc.integer({ min: 75, max: 100_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), counts, fc.nat(100_000), (current, limit, left) => {
        const next = followRate(current, { limit, remain: Math.min(left, limit) });
        expect(next).toBeGreaterThanOrEqual(1);
        expect(next * 60).toBeLessThanOrEqual(limit);
        expect(next).toBeLessThanOrEqual(Math.max(1, current * 2));
        expect(rateOfBudget(limit)).toBeGreaterThanOrEqual(next);
      }),
    );
  });

  it('changes once in ten seconds, and is told once', () => {
    let nowMs = 0;
    const saved: [string, number][] = [];
    const onRate = createRateFollower({
      now: () => nowMs,
      save: (id, rate) => void saved.push([id, rate]),
    });
    const plenty = { limit: 4_000, remain: 3_900 };
    for (let call = 0; call < 50; call++) onRate('a', 1, plenty);
    onRate('b', 10, plenty);
    expect(saved).toEqual([
      ['a', 2],
      ['b', 20],
    ]);
    nowMs = 10_000;
    onRate('a', 1, plenty);
    expect(saved.at(-1)).toEqual(['a', 4]);
    for (nowMs = 20_000; nowMs < 200_000; nowMs += 1_000) onRate('a', 1, plenty);
    expect(saved.at(-1)).toEqual(['a', 53]);
    expect(saved.filter(([id]) => id === 'a')).toHaveLength(6);
  });
});
