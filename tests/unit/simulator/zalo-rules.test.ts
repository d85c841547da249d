import { describe, expect, it } from 'vitest';
import { countThisMonth, dayText, isNight, usedThisMonth } from '../../../src/simulator/zalo/calendar.ts';
import { createOrders } from '../../../src/simulator/zalo/orders.ts';
import { createRateLimits } from '../../../src/simulator/zalo/rate-limits.ts';

describe('rates', () => {
  const remaining = (headers: Record<string, string>) => headers['x-ratelimit-remain'];

  it('are those of the app and of the account, and tell the tighter one', () => {
    const limits = createRateLimits({ appPerMinute: 4, oaPerMinute: 2 });
    const takes = ['a', 'a', 'a', 'b', 'b', 'c'].map((oa) => limits.take(oa, 0));
    expect(takes.map(({ allowed }) => allowed)).toEqual([true, true, false, true, true, false]);
    expect(takes.map(({ headers }) => remaining(headers))).toEqual(['1', '0', '0', '1', '0', '0']);
    expect(limits.take('a', 59_999).allowed).toBe(false);
    expect(limits.take('a', 60_000).allowed).toBe(true);
  });

  it('can be switched off', () => {
    const limits = createRateLimits({ appPerMinute: Infinity, oaPerMinute: Infinity });
    const takes = Array.from({ length: 10_000 }, () => limits.take('a', 0));
    expect(takes.every(({ allowed, headers }) => allowed && Object.keys(headers).length === 0)).toBe(true);
  });
});

describe('the calendar of the country', () => {
  it.each([
    { at: Date.UTC(2026, 10, 22, 14, 59, 59), night: false, day: '22/11/2026' },
    { at: Date.UTC(2026, 10, 22, 15), night: true, day: '22/11/2026' },
    { at: Date.UTC(2026, 10, 22, 17), night: true, day: '23/11/2026' },
    { at: Date.UTC(2026, 10, 22, 22, 59, 59), night: true, day: '23/11/2026' },
    { at: Date.UTC(2026, 10, 22, 23), night: false, day: '23/11/2026' },
  ])('$day, night: $night', ({ at, night, day }) => {
    expect([isNight(at), dayText(at)]).toEqual([night, day]);
  });

  it('begins a month at its own midnight', () => {
    const count = { month: '', used: 0 };
    const lastMoment = Date.UTC(2026, 10, 30, 16, 59, 59);
    countThisMonth(count, lastMoment);
    countThisMonth(count, lastMoment);
    expect([usedThisMonth(count, lastMoment), usedThisMonth(count, lastMoment + 1000)]).toEqual([2, 0]);
    countThisMonth(count, lastMoment + 1000);
    expect(usedThisMonth(count, lastMoment + 1000)).toBe(1);
  });
});

describe('orders', () => {
  it('are counted off, the oldest first', () => {
    const orders = createOrders<{ name: string; count: number | null }>();
    const template = { name: 'once', count: 1 };
    orders.order(template);
    orders.order({ name: 'for ever', count: null });
    orders.order(template);
    const all = () => orders.takeAll(() => true).map(({ name }) => name);
    expect(orders.take(() => true)?.name).toBe('once');
    expect([all(), all()]).toEqual([['for ever', 'once'], ['for ever']]);
    expect(orders.take(({ name }) => name === 'once')).toBeNull();
    orders.clear();
    expect(all()).toEqual([]);
    // What was ordered stays as it was.
    expect(template.count).toBe(1);
  });
});
