import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
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

type Stand = Awaited<ReturnType<typeof createStand>>;

/** What happens to a contact point between two messages: the person wrote, fell silent, or left. */
const anyChange = fc.constantFrom('nothing', 'nothing', 'wrote', 'silent', 'stopped', 'unreachable');

async function change(what: readonly string[], groupId: string): Promise<void> {
  const { rows } = await world.query(
    `SELECT c.id FROM "ContactPoint" c JOIN "Member" m ON m.id = c."memberId"
       JOIN "Membership" ms ON ms."householdId" = m."householdId"
      WHERE ms."groupId" = $1 ORDER BY c.id`,
    [groupId],
  );
  for (const [index, { id }] of rows.entries()) {
    const to = what[index % what.length];
    if (to === 'wrote')
      await world.query(`UPDATE "ContactPoint" SET "lastInboundAt" = now() WHERE id = $1`, [id]);
    if (to === 'silent') {
      await world.query(
        `UPDATE "ContactPoint" SET "lastInboundAt" = now() - interval '9 days' WHERE id = $1`,
        [id],
      );
    }
    if (to === 'stopped' || to === 'unreachable') {
      await world.query(`UPDATE "ContactPoint" SET state = $2::"ContactState" WHERE id = $1`, [id, to]);
    }
  }
}

const PLENTY: Terms = { paysForRoutine: true, paidUsedUp: null, templatesUsedUp: null, templates: [] };

/** What is left waiting must not leave in a later run. */
const clear = () => world.query(`UPDATE "Delivery" SET state = 'cancelled' WHERE state = 'pending'`);

describe('the forecast of what follows an alert', () => {
  it('agrees with what becomes of every household, whatever has changed since the alert', async () => {
    const stand = await createStand();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyContact, { maxLength: 3 }), { minLength: 4, maxLength: 12 }),
        fc.tuple(anyTerms, anyTerms),
        anyCategory,
        fc.constantFrom('update', 'correction', 'closure'),
        fc.array(anyChange, { minLength: 5, maxLength: 11 }),
        async (households, [before, after], category, kind, changes) => {
          await setTerms(stand, before);
          const groupId = await addGroup(stand, households);
          const alertId = await sendAll(stand, category, groupId);
          await setTerms(stand, after);
          await change(changes, groupId);
          await driveAll(stand);

          const forecast = await followUpForecast(stand, alertId, kind);
          stand.calls.length = 0;
          expect((await stand.engine.follow(alertId, kind)).kind).toBe('message_sent');
          await driveAll(stand);
          const { outcome, messages } = await outcomeOf(alertId, 2);
          expect(comparable(outcome, after)).toEqual(comparable(asOutcome(forecast), after));
          expect(stand.calls).toHaveLength(messages.free + messages.paid + messages.template);
          expect(forecast.paidMessages).toBe(messages.paid + messages.template);
          expect(forecast.costDong).toBe(messages.paid * ROUTE_RULES.zalo.paidDong + messages.template * 200);
          await clear();
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  }, 240_000);

  it('counts the chats of a household that all get the last word, and the household once', async () => {
    const stand = await createStand();
    const zalo: Contact = { channel: 'zalo', ago: 1, state: 'active' };
    await setTerms(stand, { paysForRoutine: true, paidUsedUp: null, templatesUsedUp: null, templates: [] });
    const groupId = await addGroup(stand, [[zalo, zalo], [zalo]]);
    const alertId = await sendAll(stand, 'theft', groupId);
    // The silent one: the other chat of the household got it too.
    await world.query(
      `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
       SELECT uuid_v7(), d."alertMessageId", ac."contactPointId", d."householdId", d."laneId", 4, 'vi', 'sent'
         FROM "Delivery" d JOIN "AudienceContact" ac ON ac."householdId" = d."householdId" AND ac.rank = 2`,
    );
    await world.query(`UPDATE "ContactPoint" SET "lastInboundAt" = now() - interval '3 days'`);
    await world.prisma().channelAccount.update({ where: { id: stand.zaloId }, data: { ratePerSecond: 1 } });
    expect(await followUpForecast(stand, alertId, 'closure')).toMatchObject({
      households: 2,
      ways: { free: 0, paid: 2, template: 0, deferred: 0 },
      paidMessages: 3,
      costDong: 3 * ROUTE_RULES.zalo.paidDong,
      secondsToLast: 3,
    });
    expect(await followUpForecast(stand, alertId, 'update')).toMatchObject({
      households: 2,
      paidMessages: 2,
    });
  });

  it('sees what is before it: the rest of the alert for an update, nothing of it for a last word', async () => {
    const stand = await createStand();
    const groupId = await addGroup(
      stand,
      Array.from({ length: 6 }, (): Contact[] => [{ channel: 'zalo', ago: 1, state: 'active' }]),
    );
    const alertId = await sendAll(stand, 'theft', groupId);
    await world.prisma().channelAccount.update({ where: { id: stand.zaloId }, data: { ratePerSecond: 1 } });
    // Half of it is still on its way.
    await world.query(
      `UPDATE "Delivery" SET state = 'pending' WHERE id IN (SELECT id FROM "Delivery" ORDER BY id LIMIT 3)`,
    );
    expect(await followUpForecast(stand, alertId, 'update')).toMatchObject({
      households: 6,
      secondsToFirst: 4,
      secondsToLast: 9,
    });
    expect(await followUpForecast(stand, alertId, 'closure')).toMatchObject({
      households: 3,
      secondsToFirst: 1,
      secondsToLast: 3,
    });
  });
});

describe('an account that its platform refuses', () => {
  it('reaches nobody now, neither with an alert nor with what follows it, and is said to', async () => {
    const stand = await createStand();
    const on = (channel: Contact['channel']): Contact => ({ channel, ago: 1, state: 'active' });
    const groupId = await addGroup(stand, [[on('zalo')], [on('telegram')], [on('zalo')]]);
    const alertId = await sendAll(stand, 'theft', groupId);
    const everybody = { ways: { free: 3, paid: 0, template: 0, deferred: 0 }, unreachableBecause: [] };
    expect(await forecastFor(stand, 'theft', groupId)).toMatchObject(everybody);

    await stand.engine.store.refuse(stand.lanes[1] ?? '', await epochOf(stand), 30_000, 'token');
    const half = {
      households: 3,
      ways: { free: 1, paid: 0, template: 0, deferred: 0 },
      unreachable: 2,
      unreachableBecause: [{ reason: 'account_refused', households: 2 }],
      channels: [{ channel: 'telegram', households: 1 }],
      secondsToLast: 1,
    };
    expect(await forecastFor(stand, 'theft', groupId)).toMatchObject(half);
    for (const kind of ['update', 'correction', 'closure'] as const) {
      expect(await followUpForecast(stand, alertId, kind)).toMatchObject(half);
    }

    // And so it is: they wait, until the account is accepted again.
    const draft = { category: 'theft' as const, groupIds: [groupId], text: 'Nước lên' };
    await stand.engine.act((deps) => createRaiseAlert(deps)(stand.engine.actor, draft, null));
    const [working = '', refused = ''] = stand.lanes;
    await stand.drive(working, new AbortController().signal);
    await stand.drive(refused, AbortSignal.timeout(300));
    expect(
      await world.prisma().delivery.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } }),
    ).toEqual([
      { state: 'pending', _count: 2 },
      { state: 'sent', _count: 4 },
    ]);

    await world.query(`UPDATE "Lane" SET "stoppedReason" = NULL, "pausedUntil" = NULL`);
    expect(await forecastFor(stand, 'theft', groupId)).toMatchObject(everybody);
  });

  it('waits for it with a routine alert only: an urgent one, and its update, goes to the second account', async () => {
    const stand = await createStand();
    const on = (channel: Contact['channel']): Contact => ({
      channel,
      ago: channel === 'zalo' ? 1 : 2,
      state: 'active',
    });
    const groupId = await addGroup(stand, [[on('zalo'), on('telegram')], [on('zalo')], [on('telegram')]]);
    await setTerms(stand, { ...PLENTY, refused: ['zalo'] });
    const urgent = {
      ways: { free: 2, paid: 0, template: 0, deferred: 0 },
      unreachableBecause: [{ reason: 'account_refused', households: 1 }],
      channels: [{ channel: 'telegram', households: 2 }],
    };
    expect(await forecastFor(stand, 'fire_explosion', groupId)).toMatchObject(urgent);
    expect(await forecastFor(stand, 'disorder', groupId)).toMatchObject(urgent);
    expect(await forecastFor(stand, 'theft', groupId)).toMatchObject({
      ways: { free: 1 },
      unreachableBecause: [{ reason: 'account_refused', households: 2 }],
    });
    await setTerms(stand, PLENTY);
    const alertId = await sendAll(stand, 'fire_explosion', groupId);
    await setTerms(stand, { ...PLENTY, refused: ['zalo'] });
    expect(await followUpForecast(stand, alertId, 'update')).toMatchObject(urgent);
    // A last word goes where the alert was.
    expect(await followUpForecast(stand, alertId, 'closure')).toMatchObject({ ways: { free: 1 } });
  });

  async function epochOf({ lanes }: Stand): Promise<number> {
    const lane = await world.prisma().lane.findUniqueOrThrow({ where: { id: lanes[1] ?? '' } });
    return lane.epoch;
  }
});
