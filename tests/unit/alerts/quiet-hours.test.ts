import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuietHours, quietHoursText, quietUntil } from '../../../src/alerts/quiet-hours.ts';

const NIGHT = { fromMinute: 21 * 60 + 30, toMinute: 5 * 60 + 30 };
const NOON = { fromMinute: 11 * 60, toMinute: 13 * 60 };

describe('quiet hours', () => {
  it.each([
    [NIGHT, '2026-11-26T14:29:59.999Z', null],
    [NIGHT, '2026-11-26T14:30:00Z', '2026-11-26T22:30:00.000Z'],
    [NIGHT, '2026-11-26T16:59:59Z', '2026-11-26T22:30:00.000Z'],
    [NIGHT, '2026-11-26T17:00:00Z', '2026-11-26T22:30:00.000Z'],
    [NIGHT, '2026-11-26T22:29:59.999Z', '2026-11-26T22:30:00.000Z'],
    [NIGHT, '2026-11-26T22:30:00Z', null],
    [NOON, '2026-11-26T03:59:59Z', null],
    [NOON, '2026-11-26T04:00:00Z', '2026-11-26T06:00:00.000Z'],
    [NOON, '2026-11-26T05:12:34Z', '2026-11-26T06:00:00.000Z'],
    [NOON, '2026-11-26T06:00:00Z', null],
  ] as const)('%j at %s end %s', (hours, at, until) => {
    expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(until);
  });

  it('are over when they end, however they lie', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(minute, minute, at, (fromMinute, toMinute, now) => {
        fc.pre(fromMinute !== toMinute);
        const until = quietUntil({ fromMinute, toMinute }, now);
        if (until === null) return;
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
        expect(quietUntil({ fromMinute, toMinute }, until)).toBeNull();
      }),
    );
  });

  it('are written as a clock shows them', () => {
    expect(quietHoursText(NIGHT)).toBe('21:30–05:30');
  });

  it.each([
    [{ fromMinute: 0, toMinute: 1_439 }, true],
    [{ fromMinute: 0, toMinute: 0 }, false],
    [{ fromMinute: -1, toMinute: 5 }, false],
    [{ fromMinute: 0, toMinute: 1_440 }, false],
    [{ fromMinute: 0.5, toMinute: 5 }, false],
  ])('%j: %s', (hours, valid) => {
    expect(isQuietHours(hours)).toBe(valid);
  });
});
