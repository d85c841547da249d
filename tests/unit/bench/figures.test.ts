import { describe, expect, it } from 'vitest';
import {
  budgetUsed,
  compareWithLedger,
  median,
  overtaking,
  percentile,
  shuffled,
} from '../../../bench/figures.ts';

describe('percentile and median', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  it.each([
    { values: hundred, share: 0.99, expected: 99 },
    { values: hundred, share: 1, expected: 100 },
    { values: hundred, share: 0.001, expected: 1 },
    { values: [7], share: 0.99, expected: 7 },
    { values: [], share: 0.5, expected: 0 },
  ])('takes the nearest rank at $share', ({ values, share, expected }) => {
    expect(percentile(values, share)).toBe(expected);
  });
  it.each([
    { values: [3, 1, 2], expected: 2 },
    { values: [4, 1, 2, 3], expected: 2.5 },
    { values: [], expected: 0 },
  ])('finds the middle of $values', ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the comparison with the ledger', () => {
  const first = '5000000001';
  const chats = ['5000000001', '5000000002', '5000000003'];
  it.each([
    { received: [1, 1, 1], lost: 0, duplicates: 0 },
    { received: [1, 0, 1], lost: 1, duplicates: 0 },
    { received: [3, 1, 0], lost: 1, duplicates: 2 },
    { received: [], lost: 3, duplicates: 0 },
  ])('sees $lost lost and $duplicates duplicates in $received', ({ received, lost, duplicates }) => {
    expect(compareWithLedger(chats, first, received)).toEqual({ lost, duplicates });
  });
  it('counts only chats of the ledger as lost', () => {
    expect(compareWithLedger(['5000000002'], first, [0, 1, 0])).toEqual({ lost: 0, duplicates: 0 });
  });
});

describe('the used budget', () => {
  const everyMs = (beatMs: number, count: number) =>
    Array.from({ length: count }, (_, index) => 5_000 + index * beatMs);
  it.each([
    { sends: everyMs(10, 300), expected: 1 },
    { sends: everyMs(20, 300), expected: 0.5 },
    { sends: [], expected: 0 },
  ])('is $expected', ({ sends, expected }) => {
    expect(budgetUsed(sends, 100, 2_000)).toBe(expected);
  });
});

describe('overtaking', () => {
  const sends = [
    { atMs: 100, mark: -1 },
    { atMs: 140, mark: 0 },
    { atMs: 150, mark: -1 },
    { atMs: 160, mark: 0 },
    { atMs: 170, mark: 0 },
    { atMs: 180, mark: -1 },
  ];
  it('runs from the click to the first send, and shares from there to the last', () => {
    expect(overtaking(sends, 0, 90)).toEqual({ firstMs: 50, share: 0.75 });
  });
  it('is nothing when it was never sent', () => {
    expect(overtaking(sends, 1, 90)).toBeNull();
  });
});

describe('shuffling', () => {
  it('keeps every value and depends on nothing but the seed', () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    expect(shuffled(values, 1).toSorted((a, b) => a - b)).toEqual(values);
    expect(shuffled(values, 1)).toEqual(shuffled(values, 1));
    expect(shuffled(values, 1)).not.toEqual(shuffled(values, 2));
    expect(shuffled(values, 1)).not.toEqual(values);
  });
});
