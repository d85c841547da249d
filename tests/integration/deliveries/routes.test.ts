import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { alertForecastSchema } from '../../../src/contracts/forecast.ts';
import {
  anyCategory,
  anyContact,
  anyTerms,
  asOutcome,
  type Contact,
  comparable,
  routesWorld,
  type Terms,
} from './routes-world.ts';

const { world, createStand, setTerms, addGroup, forecastFor, sendAll, outcomeOf } = routesWorld();

describe('the forecast and the sending', () => {
  it('agree on every household, whatever its contact points and whatever the account may spend', async () => {
    const stand = await createStand();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyContact, { maxLength: 3 }), { minLength: 4, maxLength: 14 }),
        anyTerms,
        anyCategory,
        async (households, terms, category) => {
          await setTerms(stand, terms);
          const groupId = await addGroup(stand, households);
          const forecast = await forecastFor(stand, category, groupId);
          stand.calls.length = 0;
          const { outcome } = await outcomeOf(await sendAll(stand, category, groupId));
          expect(comparable(outcome, terms)).toEqual(comparable(asOutcome(forecast), terms));
          // Who is not reached costs no call, and nobody is called twice.
          expect(stand.calls).toHaveLength(forecast.ways.free + forecast.ways.paid + forecast.ways.template);
          const charged = outcome.ways.paid * ROUTE_RULES.zalo.paidDong + outcome.ways.template * 200;
          expect(forecast.costDong).toBe(charged);
          expect(forecast.paidMessages).toBe(outcome.ways.paid + outcome.ways.template);
          // What is left waiting must not leave in a later run.
          await world.query(`UPDATE "Delivery" SET state = 'cancelled' WHERE state = 'pending'`);
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  }, 180_000);
});

describe('a forecast', () => {
  it('is what its contract says, as JSON', async () => {
    const stand = await createStand();
    await setTerms(stand, { paysForRoutine: false, paidUsedUp: 1, templatesUsedUp: null, templates: [] });
    const zalo = (ago: number): Contact[] => [{ channel: 'zalo', ago, state: 'active' }];
    const groupId = await addGroup(stand, [zalo(1), zalo(60), zalo(400), []]);
    const forecast = await forecastFor(stand, 'fire_explosion', groupId);
    expect(alertForecastSchema.parse(JSON.parse(JSON.stringify(forecast)))).toEqual({
      sendFrom: null,
      households: 4,
      ways: { free: 1, paid: 0, template: 0, deferred: 1 },
      unreachable: 2,
      unreachableBecause: [
        { reason: 'no_contact', households: 1 },
        { reason: 'no_template', households: 1 },
      ],
      channels: [{ channel: 'zalo', households: 2, free: 1, paid: 0, template: 0, deferred: 1 }],
      outsideWindow: 2,
      paidMessages: 0,
      costDong: 0,
      deferredUntil: expect.any(String),
      secondsToFirst: 1,
      secondsToHalf: 1,
      secondsTo99Percent: expect.closeTo(3_601, -2),
      secondsToLast: expect.closeTo(3_601, -2),
    });
  });

  it('counts what is before it on the lane, and what the package pays', async () => {
    const stand = await createStand();
    const none: Terms = { paysForRoutine: true, paidUsedUp: null, templatesUsedUp: null, templates: [] };
    await setTerms(stand, none);
    const people = (count: number, ago: number): Contact[][] =>
      Array.from({ length: count }, () => [{ channel: 'zalo', ago, state: 'active' }]);
    await world.prisma().channelAccount.update({
      where: { id: stand.zaloId },
      data: { ratePerSecond: 2, paidLeft: 3 },
    });
    const [busy, next] = [await addGroup(stand, people(6, 1)), await addGroup(stand, people(10, 60))];
    expect(await forecastFor(stand, 'theft', next)).toMatchObject({
      ways: { free: 0, paid: 10 },
      paidMessages: 7,
      costDong: 7 * 55,
      secondsToFirst: 1,
      secondsToHalf: 3,
      secondsToLast: 5,
    });
    const draft = { category: 'theft' as const, groupIds: [busy], text: 'x' };
    await stand.engine.act((deps) => createRaiseAlert(deps)(stand.engine.actor, draft, null));
    expect(await forecastFor(stand, 'theft', next)).toMatchObject({ secondsToFirst: 4, secondsToLast: 8 });
    // Ahead of everything routine.
    expect(await forecastFor(stand, 'fire_explosion', next)).toMatchObject({ secondsToLast: 5 });
  });
});
