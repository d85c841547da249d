import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimSize,
  classOfSeverity,
  createFlightLimit,
  maxInFlight,
  refillBelow,
} from '../../../src/deliveries/lane.ts';

describe('sizes', () => {
  it.each([
    [1, 1, 0],
    [30, 8, 3],
    [1_000, 250, 125],
    [50_000, 400, 400],
  ])('at %i a second a claim takes %i rows once %i are left', (rate, rows, left) => {
    expect([claimSize(rate), refillBelow(rate)]).toEqual([rows, left]);
  });

  it('never claims more than three eighths of a second of budget ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), (rate) => {
        expect(claimSize(rate) + refillBelow(rate)).toBeLessThanOrEqual((rate * 3) / 8 + 1);
      }),
    );
  });

  it.each([
    [30, 16],
    [1_000, 256],
    [50_000, 256],
  ])('at %i a second %i calls may be under way', (rate, slots) => {
    expect(maxInFlight(rate)).toBe(slots);
  });

  it.each([
    ['a quick platform', 1_000, 5, 64],
    ['a platform far away', 1_000, 150, 225],
    ['one that hangs', 1_000, 5_000, 256],
    ['a budget of 30', 30, 400, 16],
    ['a budget that is lifted', 100_000, 10, 64],
  ])('%s: at %i a second and %i ms a call, %i calls are under way at most', (_, rate, tookMs, calls) => {
    const limit = createFlightLimit(rate);
    for (let count = 0; count < 1_000; count++) limit.ended(tookMs);
    expect(limit.calls).toBe(calls);
  });

  it('takes a platform for far away as long as nothing tells', () => {
    expect(createFlightLimit(1_000).calls).toBe(225);
  });

  it('ranks severities', () => {
    expect((['critical', 'urgent', 'advisory', 'info'] as const).map(classOfSeverity)).toEqual([0, 3, 4, 4]);
  });
});
