import { describe, expect, it } from 'vitest';
import {
  isNight,
  nextMidnight,
  nextMorning,
  windowOf,
  type ZaloWindow,
} from '../../../../src/channels/zalo/windows.ts';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-20T12:00:00+07:00');
const HOUR_MS = 3_600_000;

describe('windowOf', () => {
  it.each<[string, number | null, ZaloWindow]>([
    ['never', null, 'template_only'],
    ['just now', NOW, 'free'],
    ['a clock ahead of ours', NOW + 1_000, 'free'],
    ['48 hours ago', NOW - 48 * HOUR_MS, 'free'],
    ['a moment more', NOW - 48 * HOUR_MS - 1, 'paid'],
    ['7 days ago', NOW - 168 * HOUR_MS, 'paid'],
    ['a moment more than 7 days', NOW - 168 * HOUR_MS - 1, 'template_only'],
  ])('%s', (_, last, window) => {
    expect(windowOf(last, NOW)).toBe(window);
  });
});

describe('the night of Vietnam', () => {
  it.each([
    ['2026-11-20T21:59:59.999+07:00', false],
    ['2026-11-20T22:00:00+07:00', true],
    ['2026-11-21T00:00:00+07:00', true],
    ['2026-11-21T05:59:59.999+07:00', true],
    ['2026-11-21T06:00:00+07:00', false],
  ])('%s: %s', (time, night) => {
    expect(isNight(at(time))).toBe(night);
  });

  it.each([
    ['2026-11-20T23:00:00+07:00', '2026-11-21T06:00:00+07:00'],
    ['2026-11-21T05:59:59+07:00', '2026-11-21T06:00:00+07:00'],
    ['2026-11-21T06:00:00+07:00', '2026-11-22T06:00:00+07:00'],
    ['2026-12-31T22:00:00+07:00', '2027-01-01T06:00:00+07:00'],
  ])('after %s morning comes at %s', (time, morning) => {
    expect(nextMorning(at(time))).toBe(at(morning));
  });

  it.each([
    ['2026-11-20T23:59:59.999+07:00', '2026-11-21T00:00:00+07:00'],
    ['2026-11-21T00:00:00+07:00', '2026-11-22T00:00:00+07:00'],
  ])('after %s midnight comes at %s', (time, midnight) => {
    expect(nextMidnight(at(time))).toBe(at(midnight));
  });
});
