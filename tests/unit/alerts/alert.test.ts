import { describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import {
  ALERT_STATES,
  alertNumber,
  CATEGORY_CODES,
  isOpen,
  stateAfterMessage,
  yearInVietnam,
} from '../../../src/alerts/alert.ts';

describe('the life of an alert', () => {
  it('is open while it is sent and updated, and at no other time', () => {
    expect(ALERT_STATES.filter(isOpen)).toEqual(['sending', 'active', 'updated']);
  });

  it.each([
    ['initial', null],
    ['reminder', null],
    ['update', 'updated'],
    ['correction', 'corrected'],
    ['closure', 'resolved'],
  ] as const)('after a message of kind %s is %s', (kind, state) => {
    expect(stateAfterMessage(kind)).toBe(state);
  });
});

describe('the number of an alert', () => {
  it.each([
    [1, 'BMT-2026-0001'],
    [147, 'BMT-2026-0147'],
    [9_999, 'BMT-2026-9999'],
    [10_000, 'BMT-2026-10000'],
  ])('of count %i is %s', (count, number) => {
    expect(alertNumber('BMT', 2026, count)).toBe(number);
  });

  it.each([
    ['2026-12-31T16:59:59.999Z', 2026],
    ['2026-12-31T17:00:00Z', 2027],
    ['2027-01-01T00:00:00Z', 2027],
  ])('at %s is of the year %i, as calendars in Vietnam show it', (at, year) => {
    expect(yearInVietnam(new Date(at))).toBe(year);
  });
});

describe('the categories', () => {
  it('are all there, once', () => {
    expect(ALERT_CATEGORIES.map(({ code }) => code).toSorted()).toEqual(CATEGORY_CODES.toSorted());
  });

  it('of danger to life offer a call for help and are never left to expire late', () => {
    for (const { code, severity, replyCodes, lifeMs } of ALERT_CATEGORIES) {
      expect(new Set(replyCodes).size).toBe(replyCodes.length);
      if (severity !== 'critical') continue;
      expect([code, replyCodes.slice(0, 3).includes('HELP')]).toEqual([code, true]);
      expect(lifeMs).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });
});
