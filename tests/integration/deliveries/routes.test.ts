import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import type { AlertForecast } from '../../../src/alerts/forecast.ts';
import { createPreviewAlert } from '../../../src/alerts/preview-alert.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import type { Channel } from '../../../src/channels/channel.ts';
import { alertForecastSchema } from '../../../src/contracts/forecast.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld } from './engine-world.ts';

const HOUR_MS = 3_600_000;
const world = engineWorld();

interface Contact {
  channel: 'telegram' | 'zalo';
  /** Hours since the person last wrote; null for never. */
  ago: number | null;
  state: 'active' | 'unreachable' | 'stopped';
}

interface Terms {
  paysForRoutine: boolean;
  /** Hours until there is more; null where nothing is used up. */
  paidUsedUp: number | null;
  templatesUsedUp: number | null;
  templates: readonly ('urgent' | 'routine' | 'waiting' | 'refused')[];
}

const SEVERITIES = { urgent: ['critical', 'urgent'], routine: ['advisory', 'info'] } as const;

/** A ward with a Telegram and a Zalo account; each alert goes to a group of its own. */
async function createStand() {
  const ward = await world.ward({ households: 0 });
  const [zaloId, zaloLane] = [newId(), newId()];
  await world.prisma().channelAccount.create({
    data: {
      ...{ id: zaloId, channel: 'zalo', externalId: '1', name: 'OA', credentials: '', ratePerSecond: 500 },
      lane: { create: { id: zaloLane } },
    },
  });
  const engine = world.createEngine(ward);
  const calls: { kind: 'ordinary' | 'template'; to: string }[] = [];
  const channel: Channel = {
    ...engine.channel,
    send: async (_message, { externalId }) => sent(calls.push({ kind: 'ordinary', to: externalId })),
    templates: {
      sendTemplate: async (_template, { externalId }) =>
        sent(calls.push({ kind: 'template', to: externalId })),
    },
  };
  const drive = createDriveLane({
    store: engine.store,
    terms: world.termsStore(),
    channelOf: async () => channel,
    hints: { driveLane: async () => {} },
    clock: systemClock,
    random: () => 0,
    owner: 'routes',
    logger: silentLogger,
  });
  return { ward, engine, zaloId, lanes: [ward.laneId, zaloLane], drive, calls };
}
type Stand = Awaited<ReturnType<typeof createStand>>;

async function setTerms({ zaloId }: Stand, terms: Terms): Promise<void> {
  const inHours = (hours: number | null) => (hours === null ? null : new Date(Date.now() + hours * HOUR_MS));
  await world.prisma().channelAccount.update({
    where: { id: zaloId },
    data: {
      paysForRoutine: terms.paysForRoutine,
      paidUsedUpUntil: inHours(terms.paidUsedUp),
      templatesUsedUpUntil: inHours(terms.templatesUsedUp),
    },
  });
  await world.prisma().channelTemplate.deleteMany({});
  for (const [index, kind] of terms.templates.entries()) {
    await world.prisma().channelTemplate.create({
      data: {
        id: newId(),
        channelAccountId: zaloId,
        externalId: `30000${index}`,
        name: kind,
        tag: 'transaction',
        parameters: [{ name: 'noi_dung', fact: 'text', maxLength: 100 }],
        priceDong: 200,
        severities: [...(kind === 'routine' ? SEVERITIES.routine : SEVERITIES.urgent)],
        kinds: ['initial'],
        approvedAt: kind === 'waiting' ? null : new Date(0),
        refusedAt: kind === 'refused' ? new Date() : null,
      },
    });
  }
}

async function addGroup(
  { ward, zaloId }: Stand,
  households: readonly (readonly Contact[])[],
): Promise<string> {
  const groupId = newId();
  const prisma = world.prisma();
  const { policeUnitId } = ward;
  await prisma.neighbourhoodGroup.create({
    data: { id: groupId, policeUnitId, kind: 'hamlet', name: 'Buôn', joinCode: newCode(10) },
  });
  for (const contacts of households) {
    const householdId = newId();
    await prisma.household.create({
      data: { id: householdId, policeUnitId, label: '', inviteCode: newCode(10) },
    });
    await prisma.membership.create({ data: { groupId, householdId } });
    for (const [index, { channel, ago, state }] of contacts.entries()) {
      const memberId = newId();
      const joinedAt = new Date(Date.now() - 1_000_000 + index);
      await prisma.member.create({ data: { id: memberId, householdId, name: '', language: 'vi', joinedAt } });
      await prisma.contactPoint.create({
        data: {
          id: newId(),
          channelAccountId: channel === 'zalo' ? zaloId : ward.accountId,
          externalId: newCode(12),
          memberId,
          state,
          lastInboundAt: ago === null ? null : new Date(Date.now() - ago * HOUR_MS),
        },
      });
    }
  }
  return groupId;
}

async function forecastFor(
  { engine }: Stand,
  category: CategoryCode,
  groupId: string,
): Promise<AlertForecast> {
  const draft = { category, groupIds: [groupId], text: 'Nước lên' };
  const previewed = await engine.act((deps) => createPreviewAlert(deps)(engine.actor, draft));
  if (previewed.kind !== 'previewed') throw new Error(previewed.kind);
  return previewed.preview.forecast;
}

async function sendAll({ engine, lanes, drive }: Stand, category: CategoryCode, groupId: string) {
  const draft = { category, groupIds: [groupId], text: 'Nước lên' };
  const raised = await engine.act((deps) => createRaiseAlert(deps)(engine.actor, draft, null));
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  const isDue = async () => {
    const { rows } = await world.query(
      `SELECT 1 FROM "Delivery" WHERE state IN ('pending', 'sending') AND coalesce("notBefore", now()) <= now() + interval '1 minute'`,
    );
    return rows.length > 0;
  };
  while (await isDue()) {
    await Promise.all(lanes.map((laneId) => drive(laneId, new AbortController().signal)));
  }
  return raised.alertId;
}

/** What really became of each household, in the shape of a forecast. */
async function outcomeOf(alertId: string) {
  const { rows } = await world.query(
    `SELECT ah."householdId",
            (SELECT jsonb_build_object('channel', a.channel, 'way', coalesce(d.route::text, 'free'))
               FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
               JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
              WHERE d."householdId" = ah."householdId" AND d.state = 'sent') AS sent,
            (SELECT a.channel FROM "Delivery" d JOIN "ContactPoint" c ON c.id = d."contactPointId"
               JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
              WHERE d."householdId" = ah."householdId" AND d.state = 'pending' ORDER BY d.id LIMIT 1) AS waits,
            (SELECT d.reason FROM "Delivery" d
               JOIN "AudienceContact" ac ON ac."alertId" = ah."alertId" AND ac."contactPointId" = d."contactPointId"
              WHERE d."householdId" = ah."householdId" AND d.state = 'unreachable' ORDER BY ac.rank LIMIT 1) AS reason
       FROM "AudienceHousehold" ah WHERE ah."alertId" = $1`,
    [alertId],
  );
  const ways = { free: 0, paid: 0, template: 0, deferred: 0 };
  const channels: Record<string, number> = {};
  const because: Record<string, number> = {};
  for (const row of rows) {
    const way = row.sent === null ? (row.waits === null ? null : 'deferred') : row.sent.way;
    if (way === null) because[row.reason ?? 'no_contact'] = (because[row.reason ?? 'no_contact'] ?? 0) + 1;
    else {
      ways[way as keyof typeof ways] += 1;
      const key = `${row.sent?.channel ?? row.waits} ${way}`;
      channels[key] = (channels[key] ?? 0) + 1;
    }
  }
  return { households: rows.length, ways, channels, because };
}

const asOutcome = ({ households, ways, channels, unreachableBecause }: AlertForecast) => ({
  households,
  ways,
  channels: Object.fromEntries(
    channels.flatMap(({ channel, ...one }) =>
      (['free', 'paid', 'template', 'deferred'] as const).flatMap((way) =>
        one[way] === 0 ? [] : [[`${channel} ${way}`, one[way]]],
      ),
    ),
  ),
  because: Object.fromEntries(unreachableBecause.map(({ reason, households: count }) => [reason, count])),
});

const contact: fc.Arbitrary<Contact> = fc.record({
  channel: fc.constantFrom('telegram', 'zalo', 'zalo'),
  ago: fc.constantFrom(1, 47, 49, 100, 167, 169, 400, null),
  state: fc.constantFrom('active', 'active', 'active', 'active', 'unreachable', 'stopped'),
});
const hours = fc.constantFrom(null, null, 1, 200);
const anyTerms: fc.Arbitrary<Terms> = fc.record({
  paysForRoutine: fc.boolean(),
  paidUsedUp: hours,
  templatesUsedUp: hours,
  templates: fc.subarray(['urgent', 'routine', 'waiting', 'refused'] as const),
});
const anyCategory = fc.constantFrom<CategoryCode>('fire_explosion', 'disorder', 'theft', 'traffic');

describe('the forecast and the sending', () => {
  it('agree on every household, whatever its contact points and whatever the account may spend', async () => {
    const stand = await createStand();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(contact, { maxLength: 3 }), { minLength: 4, maxLength: 14 }),
        anyTerms,
        anyCategory,
        async (households, terms, category) => {
          await setTerms(stand, terms);
          const groupId = await addGroup(stand, households);
          const forecast = await forecastFor(stand, category, groupId);
          stand.calls.length = 0;
          const outcome = await outcomeOf(await sendAll(stand, category, groupId));
          expect(outcome).toEqual(asOutcome(forecast));
          // Who is not reached costs no call, and nobody is called twice.
          expect(stand.calls).toHaveLength(forecast.ways.free + forecast.ways.paid + forecast.ways.template);
          const charged = outcome.ways.paid * ROUTE_RULES.zalo.paidDong + outcome.ways.template * 200;
          expect(forecast.costDong).toBe(charged);
          expect(forecast.paidMessages).toBe(outcome.ways.paid + outcome.ways.template);
          // What is left waiting must not leave in a later run.
          await world.query(`UPDATE "Delivery" SET state = 'cancelled' WHERE state = 'pending'`);
        },
      ),
      { numRuns: 14, endOnFailure: true },
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
      secondsTo99Percent: expect.closeTo(3_601, -1),
      secondsToLast: expect.closeTo(3_601, -1),
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
