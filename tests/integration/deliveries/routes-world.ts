import fc from 'fast-check';
import { z } from 'zod';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import { createPreviewFollowUp, type FollowUpKind } from '../../../src/alerts/follow-up.ts';
import type { AlertForecast } from '../../../src/alerts/forecast.ts';
import { createPreviewAlert } from '../../../src/alerts/preview-alert.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import type { Channel } from '../../../src/channels/channel.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { isLastWord } from '../../../src/deliveries/route.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld } from './engine-world.ts';

const HOUR_MS = 3_600_000;
const writtenRow = z.object({
  householdId: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  channel: z.string(),
  way: z.enum(['free', 'paid', 'template']),
  refused: z.boolean(),
});

export interface Contact {
  channel: 'telegram' | 'zalo';
  /** Hours since the person last wrote; null for never. */
  ago: number | null;
  state: 'active' | 'unreachable' | 'stopped';
}

export interface Terms {
  paysForRoutine: boolean;
  /** Hours until there is more; null where nothing is used up. */
  paidUsedUp: number | null;
  templatesUsedUp: number | null;
  templates: readonly ('urgent' | 'routine' | 'waiting' | 'refused')[];
  /** Channels whose platform refuses the account. */
  refused?: readonly ('telegram' | 'zalo')[];
}

const SEVERITIES = { urgent: ['critical', 'urgent'], routine: ['advisory', 'info'] } as const;

/** Alerts to households on two channels, under any terms, and what becomes of them. */
export function routesWorld() {
  const world = engineWorld();

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

  async function setTerms({ zaloId, lanes }: Stand, terms: Terms): Promise<void> {
    const inHours = (hours: number | null) =>
      hours === null ? null : new Date(Date.now() + hours * HOUR_MS);
    await world.prisma().channelAccount.update({
      where: { id: zaloId },
      data: {
        paysForRoutine: terms.paysForRoutine,
        paidUsedUpUntil: inHours(terms.paidUsedUp),
        templatesUsedUpUntil: inHours(terms.templatesUsedUp),
      },
    });
    for (const [index, channel] of (['telegram', 'zalo'] as const).entries()) {
      const refused = terms.refused?.includes(channel) ?? false;
      await world.prisma().lane.update({
        where: { id: lanes[index] ?? '' },
        data: {
          stoppedReason: refused ? 'refused' : null,
          pausedUntil: refused ? new Date(Date.now() + HOUR_MS) : null,
        },
      });
    }
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
          kinds: ['initial', 'update', 'closure'],
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
        await prisma.member.create({
          data: { id: memberId, householdId, name: '', language: 'vi', joinedAt },
        });
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
    sendFrom: Date | null = null,
  ): Promise<AlertForecast> {
    const draft = { category, groupIds: [groupId], text: 'Nước lên', sendFrom };
    const previewed = await engine.act((deps) => createPreviewAlert(deps)(engine.actor, draft));
    if (previewed.kind !== 'previewed') throw new Error(previewed.kind);
    return previewed.preview.forecast;
  }

  async function sendAll(stand: Stand, category: CategoryCode, groupId: string): Promise<string> {
    const { engine } = stand;
    const draft = { category, groupIds: [groupId], text: 'Nước lên' };
    const raised = await engine.act((deps) => createRaiseAlert(deps)(engine.actor, draft, null));
    if (raised.kind !== 'raised') throw new Error(raised.kind);
    await driveAll(stand);
    return raised.alertId;
  }

  /**
   * Until nothing is left that may leave soon: what waits behind an earlier message of its chat may not, nor what waits
   * for a refused account.
   */
  async function driveAll({ engine, lanes, drive }: Stand): Promise<void> {
    const isDue = async () => {
      await engine.sweepStore.cancelOverdue(1_000);
      await engine.sweepStore.takeBackAccepted(1_000);
      while ((await engine.sweepStore.failOverRefused(1_000)).looked > 0);
      const { rows } = await world.query(
        `SELECT 1 FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
           JOIN "Lane" l ON l.id = d."laneId" AND l."stoppedReason" IS NULL
          WHERE d.state IN ('pending', 'sending') AND coalesce(d."notBefore", now()) <= now() + interval '1 minute'
            AND NOT EXISTS (SELECT 1 FROM "AlertMessage" pm JOIN "Delivery" p ON p."alertMessageId" = pm.id
                             WHERE pm."alertId" = m."alertId" AND pm.seq < m.seq AND pm."stoppedAt" IS NULL
                               AND p."contactPointId" = d."contactPointId" AND p.state = 'pending')`,
      );
      return rows.length > 0;
    };
    while (await isDue()) {
      const working = await world
        .prisma()
        .lane.findMany({ where: { id: { in: lanes }, stoppedReason: null } });
      await Promise.all(working.map(({ id }) => drive(id, new AbortController().signal)));
    }
  }

  async function followUpForecast(
    { engine }: Stand,
    alertId: string,
    message: FollowUpKind,
  ): Promise<AlertForecast> {
    const input = { alertId, message, text: 'Nước rút' };
    const previewed = await engine.act((deps) => createPreviewFollowUp(deps)(engine.actor, input));
    if (previewed.kind !== 'previewed') throw new Error(previewed.kind);
    return previewed.preview.forecast;
  }

  /**
   * What really became of each household with a message of the alert, in the shape of a forecast: of its audience, or for a
   * last word of those that one was written for.
   */
  async function outcomeOf(alertId: string, seq = 1) {
    const audience = await world.query(`SELECT "householdId" FROM "AudienceHousehold" WHERE "alertId" = $1`, [
      alertId,
    ]);
    const { rows } = await world.query(
      `SELECT d."householdId", d.state, d.reason, a.channel, coalesce(d.route::text, 'free') AS way,
            l."stoppedReason" IS NOT NULL AS refused,
            m.kind IN ('closure', 'correction') AS "lastWord"
       FROM "AlertMessage" m
       JOIN "Delivery" d ON d."alertMessageId" = m.id
       JOIN "AudienceContact" ac ON ac."alertId" = m."alertId" AND ac."contactPointId" = d."contactPointId"
       JOIN "ContactPoint" c ON c.id = d."contactPointId"
       JOIN "ChannelAccount" a ON a.id = c."channelAccountId"
       JOIN "Lane" l ON l.id = d."laneId"
      WHERE m."alertId" = $1 AND m.seq = $2
      -- The one that was asked first; a last word asks all of them at once.
      ORDER BY CASE WHEN m.kind IN ('closure', 'correction') THEN ac.rank END, d.id`,
      [alertId, seq],
    );
    const written = z.array(writtenRow).parse(rows);
    const { kind } = await world.prisma().alertMessage.findFirstOrThrow({ where: { alertId, seq } });
    const everybody = z
      .array(z.object({ householdId: z.string() }))
      .parse(isLastWord(kind) ? written : audience.rows);
    const households = new Set(everybody.map(({ householdId }) => householdId));
    const ways = { free: 0, paid: 0, template: 0, deferred: 0 };
    const channels: Record<string, number> = {};
    const because: Record<string, number> = {};
    for (const id of households) {
      const own = written.filter(({ householdId }) => householdId === id);
      const sentRow = own.find(({ state }) => state === 'sent');
      const waits = own.find(({ state, refused }) => state === 'pending' && !refused);
      const best = sentRow ?? waits;
      if (best === undefined) {
        const stuck = own.some(({ state }) => state === 'pending') ? 'account_refused' : null;
        const reason = stuck ?? own.find(({ state }) => state === 'unreachable')?.reason ?? 'no_contact';
        because[reason] = (because[reason] ?? 0) + 1;
        continue;
      }
      const way = best === sentRow ? sentRow.way : 'deferred';
      ways[way] += 1;
      channels[`${best.channel} ${way}`] = (channels[`${best.channel} ${way}`] ?? 0) + 1;
    }
    const sentBy = (way: 'free' | 'paid' | 'template') =>
      written.filter((row) => row.state === 'sent' && row.way === way).length;
    const messages = { free: sentBy('free'), paid: sentBy('paid'), template: sentBy('template') };
    return { outcome: { households: households.size, ways, channels, because }, messages };
  }

  return {
    world,
    createStand,
    setTerms,
    addGroup,
    forecastFor,
    followUpForecast,
    sendAll,
    driveAll,
    outcomeOf,
  };
}

/** A forecast in the shape of what becomes of the households. */
export const asOutcome = ({ households, ways, channels, unreachableBecause }: AlertForecast) => ({
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

/**
 * As what became of households: what waits for a refused account is not asked yet whether it could get there at all, so
 * that the reasons are told from each other only where nothing is refused.
 */
export function comparable<T extends { because: Record<string, number> }>(outcome: T, ...terms: Terms[]) {
  const { because, ...rest } = outcome;
  const all = Object.values(because).reduce((sum, count) => sum + count, 0);
  return terms.some(({ refused = [] }) => refused.length > 0) ? { ...rest, because: all } : outcome;
}

export const anyContact: fc.Arbitrary<Contact> = fc.record({
  channel: fc.constantFrom('telegram', 'zalo', 'zalo'),
  ago: fc.constantFrom(1, 47, 49, 100, 167, 169, 400, null),
  state: fc.constantFrom('active', 'active', 'active', 'active', 'unreachable', 'stopped'),
});
const hours = fc.constantFrom(null, null, 1, 200);
export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  paysForRoutine: fc.boolean(),
  paidUsedUp: hours,
  templatesUsedUp: hours,
  templates: fc.subarray(['urgent', 'routine', 'waiting', 'refused'] as const),
  refused: fc.constantFrom<('telegram' | 'zalo')[]>([], [], ['telegram'], ['zalo'], ['telegram', 'zalo']),
});
export const anyCategory = fc.constantFrom<CategoryCode>('fire_explosion', 'disorder', 'theft', 'traffic');
