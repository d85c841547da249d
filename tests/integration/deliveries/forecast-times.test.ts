import { describe, expect, it } from 'vitest';
import type { AlertContent } from '../../../src/alerts/alert.ts';
import { createPreviewContent } from '../../../src/alerts/check-alert.ts';
import { alertForecastSchema } from '../../../src/contracts/forecast.ts';
import { asOutcome, type Contact, routesWorld, type Terms } from './routes-world.ts';

const {
  world,
  createStand,
  setTerms,
  addGroup,
  forecastFor,
  followUpForecast,
  sendAll,
  driveAll,
  outcomeOf,
} = routesWorld();

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const zalo = (ago: number): Contact => ({ channel: 'zalo', ago, state: 'active' });
/** Comes after a Zalo chat of the household. */
const telegram: Contact = { channel: 'telegram', ago: 200, state: 'active' };
const FREE_ONLY: Terms = { paysForRoutine: false, paidUsedUp: null, templatesUsedUp: null, templates: [] };

/** As if so many hours had passed. */
const pass = (hours: number) =>
  world.query(
    `WITH people AS (UPDATE "ContactPoint" SET "lastInboundAt" = "lastInboundAt" - make_interval(hours => $1))
     UPDATE "Delivery" SET "notBefore" = "notBefore" - make_interval(hours => $1)`,
    [hours],
  );

describe('the forecast of a scheduled alert', () => {
  it('looks at windows and quotas when it is sent', async () => {
    const stand = await createStand();
    await setTerms(stand, { ...FREE_ONLY, paidUsedUp: 2 });
    const groupId = await addGroup(stand, [[zalo(1)], [zalo(46)], [zalo(60)], [zalo(166)]]);
    expect(await forecastFor(stand, 'disorder', groupId)).toMatchObject({
      sendFrom: null,
      ways: { free: 2, paid: 0, template: 0, deferred: 2 },
    });
    const sendFrom = inHours(3);
    expect(await forecastFor(stand, 'disorder', groupId, sendFrom)).toMatchObject({
      sendFrom,
      ways: { free: 1, paid: 2, template: 0, deferred: 0 },
      unreachableBecause: [{ reason: 'no_template', households: 1 }],
      costDong: 2 * 55,
    });
    expect(asOutcome(await forecastFor(stand, 'theft', groupId, sendFrom))).toMatchObject({
      ways: { free: 1 },
      because: { paid_not_allowed: 2, no_template: 1 },
    });
    // A time that is over is now.
    expect(await forecastFor(stand, 'disorder', groupId, inHours(-1))).toMatchObject({
      sendFrom: null,
      ways: { free: 2 },
    });
  });

  it('says what then becomes of every household', async () => {
    const stand = await createStand();
    await setTerms(stand, FREE_ONLY);
    const groupId = await addGroup(stand, [
      [zalo(46), telegram],
      [zalo(60), telegram],
      [zalo(46)],
      [zalo(10)],
      [],
    ]);
    const forecast = await forecastFor(stand, 'theft', groupId, inHours(3));
    await pass(3);
    const { outcome } = await outcomeOf(await sendAll(stand, 'theft', groupId));
    expect(outcome).toEqual(asOutcome(forecast));
  });

  it('looks at the quiet hours of that time, up to its end then', async () => {
    const stand = await createStand();
    const groupId = await addGroup(stand, [[telegram]]);
    const until = await world.quietHours(120, 300);
    expect(await forecastFor(stand, 'disorder', groupId)).toMatchObject({ ways: { free: 1, deferred: 0 } });
    const sendFrom = inHours(3);
    expect(await forecastFor(stand, 'disorder', groupId, sendFrom)).toMatchObject({
      ways: { free: 0, deferred: 1 },
      deferredUntil: until,
      secondsToLast: expect.closeTo((until.getTime() - sendFrom.getTime()) / 1_000, -1),
    });
    expect(await forecastFor(stand, 'fire_explosion', groupId, inHours(3))).toMatchObject({
      ways: { free: 1 },
    });
    expect(await forecastFor(stand, 'disorder', groupId, inHours(6))).toMatchObject({ ways: { free: 1 } });
    // It lives for six hours from when it is sent.
    await world.quietHours(120, 600);
    expect(await forecastFor(stand, 'disorder', groupId, inHours(3))).toMatchObject({
      unreachableBecause: [{ reason: 'night', households: 1 }],
    });
    expect(await forecastFor(stand, 'disorder', groupId, inHours(5))).toMatchObject({
      ways: { deferred: 1 },
    });
  });

  it('counts from then, when the lanes have done what they have to do now', async () => {
    const stand = await createStand();
    const groupId = await addGroup(stand, [[telegram], [telegram]]);
    await world.prisma().lane.updateMany({ data: { pausedUntil: inHours(1) } });
    expect(await forecastFor(stand, 'theft', groupId)).toMatchObject({
      secondsToLast: expect.closeTo(3_601, -2),
    });
    expect(await forecastFor(stand, 'theft', groupId, inHours(0.5))).toMatchObject({
      secondsToLast: expect.closeTo(1_801, -2),
    });
    expect(await forecastFor(stand, 'theft', groupId, inHours(3))).toMatchObject({ secondsToLast: 1 });
  });

  it('is what an officer is shown who writes it, and of an update that waits with it', async () => {
    const stand = await createStand();
    await setTerms(stand, FREE_ONLY);
    const groupId = await addGroup(stand, [[zalo(46)]]);
    const sendFrom = inHours(3);
    const content: AlertContent = {
      ...{ category: 'disorder', severity: 'urgent', groupIds: [groupId], drill: false, sendFrom },
      ...{ texts: { vi: 'Nước lên', en: null }, media: null },
      ...{ legalBasis: null, documentNumber: null, issuingAuthority: null },
    };
    const { engine } = stand;
    const shown = await engine.act((deps) => createPreviewContent(deps)(engine.actor, content));
    if (shown.kind !== 'previewed') throw new Error(shown.kind);
    expect(shown.preview.forecast).toMatchObject({ sendFrom, ways: { free: 0, paid: 1 } });
    expect(alertForecastSchema.parse(JSON.parse(JSON.stringify(shown.preview.forecast))).sendFrom).toBe(
      sendFrom.toISOString(),
    );

    const membership = await world.prisma().membership.findFirstOrThrow();
    await world.prisma().membership.create({
      data: { groupId: stand.ward.groupId, householdId: membership.householdId },
    });
    const alertId = await engine.raise('disorder', 'Nước lên', { sendFrom });
    expect(await followUpForecast(stand, alertId, 'update')).toMatchObject({
      sendFrom: expect.any(Date),
      ways: { free: 0, paid: 1 },
    });
    expect(await followUpForecast(stand, alertId, 'closure')).toMatchObject({
      sendFrom: null,
      households: 0,
    });
  });
});

describe('who is let sleep', () => {
  it('is counted by the window of when they wake, and by what it costs then', async () => {
    const stand = await createStand();
    await setTerms(stand, FREE_ONLY);
    const groupId = await addGroup(stand, [[zalo(47.5)], [zalo(47.5), telegram], [zalo(10)]]);
    const until = await world.quietHours(-10, 60);
    expect(await forecastFor(stand, 'disorder', groupId)).toMatchObject({
      ways: { free: 0, paid: 0, template: 0, deferred: 3 },
      deferredUntil: until,
      outsideWindow: 2,
      paidMessages: 2,
      costDong: 2 * 55,
    });
    const routine = await forecastFor(stand, 'theft', groupId);
    expect(routine).toMatchObject({
      ways: { deferred: 2 },
      unreachableBecause: [{ reason: 'paid_not_allowed', households: 1 }],
      channels: [
        { channel: 'telegram', deferred: 1 },
        { channel: 'zalo', deferred: 1 },
      ],
    });

    // And so it is, when they wake.
    const alertId = await sendAll(stand, 'theft', groupId);
    await pass(1);
    await driveAll(stand);
    const { outcome } = await outcomeOf(alertId);
    expect(outcome).toMatchObject({
      ways: { free: 2, paid: 0, template: 0, deferred: 0 },
      because: { paid_not_allowed: 1 },
    });
  });

  it('is counted by the quota of then', async () => {
    const stand = await createStand();
    await setTerms(stand, { ...FREE_ONLY, paidUsedUp: 1 });
    const groupId = await addGroup(stand, [[zalo(60)]]);
    const until = await world.quietHours(-10, 120);
    expect(await forecastFor(stand, 'disorder', groupId)).toMatchObject({
      ways: { deferred: 1 },
      deferredUntil: until,
      paidMessages: 1,
    });
  });

  it('is so for what follows an alert too', async () => {
    const stand = await createStand();
    await setTerms(stand, FREE_ONLY);
    const groupId = await addGroup(stand, [[zalo(47.5)], [zalo(47.5), telegram]]);
    const alertId = await sendAll(stand, 'theft', groupId);
    await world.quietHours(-10, 60);
    expect(await followUpForecast(stand, alertId, 'update')).toMatchObject({
      ways: { free: 0, deferred: 1 },
      unreachableBecause: [{ reason: 'paid_not_allowed', households: 1 }],
      channels: [{ channel: 'telegram', deferred: 1 }],
    });
    expect(await followUpForecast(stand, alertId, 'closure')).toMatchObject({
      unreachableBecause: [{ reason: 'paid_not_allowed', households: 2 }],
    });
  });
});
