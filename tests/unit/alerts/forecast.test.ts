import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountRoutes, forecastOf, type ReachCount } from '../../../src/alerts/forecast.ts';
import type { Route } from '../../../src/deliveries/route.ts';
import { freeTerms } from '../../support/free-terms.ts';

const NOW = new Date('2026-11-20T12:00:00+07:00');
const ENDS = { endsAt: new Date('2026-12-20T12:00:00+07:00') };
const FREE: Route = { kind: 'free' };

const account = (channelAccountId: string, ratePerSecond: number, route: Route = FREE): AccountRoutes => ({
  terms: { ...freeTerms(ratePerSecond), channelAccountId },
  routesAt: () => ({ free: route, paid: route, closed: route }),
});

const count = (change: Partial<ReachCount>): ReachCount => ({
  households: 0,
  withoutContact: 0,
  languages: [],
  chosen: [],
  lanes: [],
  ...change,
});

interface LaneCase {
  ratePerSecond: number;
  households: number;
  ahead: number;
  restSeconds: number;
  waitSeconds: number | null;
}

/** The second in which each message leaves, one by one. */
function sendTimes({ ratePerSecond, households, ahead, restSeconds, waitSeconds }: LaneCase): number[] {
  const startSeconds = waitSeconds ?? restSeconds + ahead / ratePerSecond;
  return Array.from({ length: households }, (_, index) =>
    Math.ceil(startSeconds + (index + 1) / ratePerSecond - 1e-6),
  );
}

describe('a forecast', () => {
  it('says nothing of times when nobody can be reached', () => {
    const closed = account('a', 30, { kind: 'none', reason: 'no_template' });
    const chosen = [{ channelAccountId: 'a', window: 'closed' as const, households: 4, quietUntil: null }];
    const counted = count({ households: 7, withoutContact: 3, chosen });
    expect(forecastOf(counted, [closed], ENDS, NOW)).toMatchObject({
      households: 7,
      unreachable: 7,
      unreachableBecause: [
        { reason: 'no_contact', households: 3 },
        { reason: 'no_template', households: 4 },
      ],
      secondsToFirst: null,
      secondsToHalf: null,
      secondsTo99Percent: null,
      secondsToLast: null,
    });
  });

  it('lets sleep who is not to be disturbed, and says who would sleep through it', () => {
    const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
    const open = account('a', 1);
    const waits = account('b', 1, { kind: 'wait', until: inHours(9), reason: 'quota_used_up' });
    const closed = account('c', 1, { kind: 'none', reason: 'no_template' });
    const chosen = ['a', 'b', 'c'].map((channelAccountId) => ({
      channelAccountId,
      window: 'free' as const,
      households: 2,
      quietUntil: inHours(7),
    }));
    const counted = count({ households: 6, chosen });
    expect(forecastOf(counted, [open, waits, closed], ENDS, NOW)).toMatchObject({
      ways: { free: 0, paid: 0, template: 0, deferred: 4 },
      unreachable: 2,
      deferredUntil: inHours(9),
      secondsToFirst: 7 * 3_600 + 1,
      secondsToLast: 9 * 3_600 + 2,
    });
    expect(forecastOf(counted, [open, waits, closed], { endsAt: inHours(7) }, NOW)).toMatchObject({
      unreachable: 6,
      unreachableBecause: [
        { reason: 'night', households: 4 },
        { reason: 'no_template', households: 2 },
      ],
    });
  });

  it('counts nobody on an account that is refused, but for who is not reached anyway', () => {
    const refused = account('a', 30);
    const closed = account('b', 30, { kind: 'none', reason: 'no_template' });
    const accounts = [refused, closed].map(({ terms, routesAt }) => ({
      terms: { ...terms, refused: true },
      routesAt,
    }));
    const chosen = ['a', 'b'].map((channelAccountId, index) => ({
      channelAccountId,
      window: 'free' as const,
      households: 3 + index,
      quietUntil: null,
    }));
    expect(forecastOf(count({ households: 7, chosen }), accounts, ENDS, NOW)).toMatchObject({
      ways: { free: 0, paid: 0, template: 0, deferred: 0 },
      unreachable: 7,
      unreachableBecause: [
        { reason: 'account_refused', households: 3 },
        { reason: 'no_template', households: 4 },
      ],
      channels: [],
      paidMessages: 0,
      secondsToLast: null,
    });
  });

  it('has the times of a list of every single message, over all accounts', () => {
    const lane: fc.Arbitrary<LaneCase> = fc.record({
      ratePerSecond: fc.integer({ min: 1, max: 60 }),
      households: fc.integer({ min: 1, max: 300 }),
      ahead: fc.nat(200),
      restSeconds: fc.nat(60),
      waitSeconds: fc.option(fc.integer({ min: 1, max: 40_000 })),
    });
    fc.assert(
      fc.property(fc.array(lane, { minLength: 1, maxLength: 4 }), (lanes) => {
        const id = (index: number) => `account-${index}`;
        const accounts = lanes.map(({ ratePerSecond, waitSeconds }, index) =>
          account(
            id(index),
            ratePerSecond,
            waitSeconds === null
              ? FREE
              : { kind: 'wait', until: new Date(NOW.getTime() + waitSeconds * 1_000), reason: 'night' },
          ),
        );
        const households = lanes.reduce((sum, one) => sum + one.households, 0);
        const forecast = forecastOf(
          count({
            households,
            chosen: lanes.map((one, index) => ({
              channelAccountId: id(index),
              window: 'free',
              households: one.households,
              quietUntil: null,
            })),
            lanes: lanes.map(({ restSeconds, ahead }, index) => ({
              channelAccountId: id(index),
              restSeconds,
              ahead,
            })),
          }),
          accounts,
          ENDS,
          NOW,
        );
        const times = lanes.flatMap(sendTimes).toSorted((a, b) => a - b);
        const at = (share: number) => times[Math.ceil(households * share) - 1];
        expect(forecast.secondsToFirst).toBe(times[0]);
        expect(forecast.secondsToHalf).toBe(at(0.5));
        expect(forecast.secondsTo99Percent).toBe(at(0.99));
        expect(forecast.secondsToLast).toBe(times.at(-1));
        const deferred = lanes.filter(({ waitSeconds }) => waitSeconds !== null);
        expect(forecast.ways.deferred).toBe(deferred.reduce((sum, one) => sum + one.households, 0));
      }),
    );
  });
});
