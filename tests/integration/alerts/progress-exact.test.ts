import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { AlertDeps } from '../../../src/alerts/alert-deps.ts';
import { createSendFollowUp } from '../../../src/alerts/follow-up.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { createStopAlert } from '../../../src/alerts/stop-alert.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { isConflict } from '../../../src/db/errors.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { createLaneStore } from '../../../src/db/lane-store.ts';
import { createMessageTexts } from '../../../src/db/message-texts.ts';
import { addUpProgress } from '../../../src/db/progress-store.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createInTransaction, type Stores } from '../../../src/db/transaction.ts';
import type { NextStep } from '../../../src/deliveries/next-step.ts';
import type { ClaimedSend } from '../../../src/deliveries/ports.ts';
import { createJoinHousehold } from '../../../src/households/join-household.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { lanesFromRows, progressFromRows } from '../../support/progress-oracle.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';
import { composer } from './world.ts';

const CATEGORY = 'fire_explosion';
const RUNS = 60;
const kindRow = z.object({ kind: z.string() });
const LONGEST_MS = 120_000;

const sealer = testSealer();
let testDatabase: TestDatabase;
let database: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openDatabase({ connectionString, maxConnections: 8, applicationName: 'test' });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const OUTCOMES = [
  'sent',
  'unreachable',
  'rejected',
  'gave_up',
  'unknown',
  'later',
  'repeat',
  'unwritten',
] as const;
type OutcomeName = (typeof OUTCOMES)[number];

const lane = fc.nat(1);
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const step = fc.oneof(
  weighted(3, fc.record({ do: fc.constant('page' as const), size: fc.integer({ min: 1, max: 4 }) })),
  weighted(5, fc.record({ do: fc.constant('claim' as const), lane, limit: fc.integer({ min: 1, max: 6 }) })),
  weighted(
    6,
    fc.record({
      do: fc.constant('record' as const),
      lane,
      outcomes: fc.array(fc.constantFrom(...OUTCOMES), { minLength: 4, maxLength: 4 }),
    }),
  ),
  weighted(1, fc.record({ do: fc.constantFrom('giveBack' as const, 'takeOver' as const), lane })),
  weighted(
    4,
    fc.record({
      do: fc.constantFrom('cancel' as const, 'settle' as const, 'silence' as const, 'addUp' as const),
    }),
  ),
  weighted(
    2,
    fc.record({
      do: fc.constant('contact' as const),
      at: fc.nat(20),
      state: fc.constantFrom('active', 'active', 'unreachable', 'stopped'),
    }),
  ),
  weighted(2, fc.record({ do: fc.constant('join' as const), lane, household: fc.option(fc.nat(7)) })),
  weighted(
    1,
    fc.record({ do: fc.constant('move' as const), at: fc.nat(20), household: fc.option(fc.nat(7)) }),
  ),
  weighted(
    2,
    fc.record({
      do: fc.constant('follow' as const),
      kind: fc.constantFrom('update' as const, 'update' as const, 'update' as const, 'correction' as const),
    }),
  ),
  weighted(1, fc.record({ do: fc.constant('end' as const), how: fc.nat(9) })),
  weighted(
    1,
    fc.record({
      do: fc.constant('reply' as const),
      at: fc.nat(7),
      standing: fc.constantFrom('silent' as const, 'read' as const, 'safe' as const, 'help' as const),
      words: fc.boolean(),
    }),
  ),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function nextStepOf(outcome: Exclude<OutcomeName, 'unwritten'>): NextStep {
  const plain = { pause: null, contact: null, laneProblem: null };
  switch (outcome) {
    case 'sent':
      return { ...plain, row: { state: 'sent', externalMessageId: '1' } };
    case 'unreachable':
      return { ...plain, row: { state: 'unreachable', reason: 'blocked' }, contact: { kind: 'unreachable' } };
    case 'rejected':
    case 'gave_up':
      return { ...plain, row: { state: outcome, reason: 'x' } };
    case 'unknown':
      return { ...plain, row: { state: 'unknown', deadlineMs: 0, reason: 'timeout' } };
    case 'later':
    case 'repeat': {
      const repeat = outcome === 'repeat';
      return { ...plain, row: { state: 'pending', delayMs: 0, attempt: !repeat, repeat, reason: 'x' } };
    }
  }
}

/** An alert to the ward's households, over two lanes that nobody else drives. */
async function openPlay(ward: TestWard, laneIds: readonly string[], accountIds: readonly string[]) {
  const { pool, prisma } = database;
  const inTransaction = createInTransaction(database, sealer);
  const lanes = createLaneStore({
    pool,
    sealer,
    texts: createMessageTexts({ pool, repeatNotes: { vi: '', en: '' } }),
    refusalNotice: { text: '', buttons: [] },
  });
  const pages = createFanOutStore(pool);
  const sweep = createSweepStore(pool);
  const actor: StaffActor = {
    staffId: ward.staffId,
    policeUnitId: ward.policeUnitId,
    roles: ['duty_officer'],
  };
  const depsOf = (stores: Stores): AlertDeps => ({
    ...stores,
    composer,
    categories: ALERT_CATEGORIES,
    now: () => new Date(),
    newId,
    newCode,
    textLimit: () => Promise.resolve(4_000),
  });
  const raised = await inTransaction((stores) =>
    createRaiseAlert(depsOf(stores))(
      actor,
      { category: CATEGORY, groupIds: [ward.groupId], text: 'Nước lên' },
      null,
    ),
  );
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  const { alertId } = raised;
  const epochs = [0, 0];
  const claims: ClaimedSend[][] = [[], []];
  const laneOf = (at: number) => laneIds[at] ?? '';

  /** A driver that vanished is followed by the next one. */
  async function takeOver(at: number) {
    await pool.query('UPDATE "Lane" SET "leaseUntil" = now() - interval \'1 second\' WHERE id = $1', [
      laneOf(at),
    ]);
    const lease = await lanes.acquire(laneOf(at), 'test');
    if (lease.kind === 'acquired') epochs[at] = lease.epoch;
  }

  async function join(contactPointId: string, household: number | null) {
    const householdId = household === null ? undefined : ward.households[household]?.householdId;
    const target = householdId
      ? ({ kind: 'household', householdId } as const)
      : ({ kind: 'group', groupId: ward.groupId, houseLabel: 'Nhà mới' } as const);
    await inTransaction((stores) =>
      createJoinHousehold(stores)(
        { contactPointId, memberId: null },
        { target, name: 'Ông Ba', language: 'vi', consentVersion: 'v1' },
      ),
    );
  }

  async function move(one: { at: number; household: number | null }): Promise<void> {
    const members = await prisma.contactPoint.findMany({
      where: { memberId: { not: null } },
      include: { member: true },
      orderBy: { id: 'asc' },
    });
    const contact = members[one.at % Math.max(1, members.length)];
    if (!contact?.member) return;
    const { id, householdId } = contact.member;
    // Never the last one: the household would leave its groups.
    if (members.filter(({ member }) => member?.householdId === householdId).length < 2) return;
    await inTransaction((stores) => stores.households.deleteMember(id, householdId));
    await join(contact.id, one.household);
  }

  const follow = (kind: 'update' | 'correction' | 'closure') =>
    inTransaction(async (stores) => {
      await createSendFollowUp(depsOf(stores))(actor, { alertId, message: kind, text: 'Tin thêm' });
    });

  let moving = Promise.resolve();
  async function play(one: Step): Promise<void> {
    switch (one.do) {
      case 'page': {
        const waiting = await prisma.alertMessage.findFirst({
          where: { alertId, fannedOutAt: null, stoppedAt: null },
          orderBy: { seq: 'asc' },
        });
        if (!waiting) return;
        const page = await pages.expandPage(waiting.id, one.size);
        if (page.kind === 'end') await pages.markFannedOut(waiting.id);
        return;
      }
      case 'claim': {
        if (epochs[one.lane] === 0) await takeOver(one.lane);
        const claim = await lanes.claim(laneOf(one.lane), epochs[one.lane] ?? 0, one.limit, 0);
        if (claim.kind === 'claimed') claims[one.lane]?.push(...claim.sends);
        return;
      }
      case 'record': {
        const results = (claims[one.lane]?.splice(0, 4) ?? []).flatMap((send, at) => {
          const outcome = one.outcomes[at] ?? 'sent';
          const { source, id, contactPointId } = send;
          return outcome === 'unwritten' ? [] : [{ source, id, contactPointId, step: nextStepOf(outcome) }];
        });
        return lanes.record(laneOf(one.lane), epochs[one.lane] ?? 0, results);
      }
      case 'giveBack': {
        const back = claims[one.lane]?.splice(0, 2) ?? [];
        return lanes.giveBack(laneOf(one.lane), epochs[one.lane] ?? 0, back);
      }
      case 'takeOver':
        return takeOver(one.lane);
      case 'cancel':
        await sweep.cancelOverdue(3);
        return;
      case 'settle':
        await pool.query(`UPDATE "Delivery" SET "notBefore" = now() WHERE state = 'unknown'`);
        await sweep.settleUnknown(2);
        return;
      case 'silence':
        await pool.query(`UPDATE "Delivery" SET "sentAt" = "sentAt" - interval '1 hour'`);
        return again(
          async () => void (await sweep.failOverSilent([{ category: CATEGORY, silenceMs: 0 }], 3)),
        );
      case 'addUp':
        return addUpProgress(pool);
      case 'contact': {
        const contacts = ward.households.flatMap(({ contactPointIds }) => contactPointIds);
        const id = contacts[one.at % contacts.length];
        await pool.query('UPDATE "ContactPoint" SET state = $2 WHERE id = $1', [id, one.state]);
        return;
      }
      case 'join': {
        const id = newId();
        const channelAccountId = accountIds[one.lane] ?? '';
        await prisma.contactPoint.create({ data: { id, channelAccountId, externalId: newCode(10) } });
        return join(id, one.household);
      }
      case 'move': {
        // One chat's events are handled one after another.
        const moved = moving.then(() => move(one));
        moving = moved.catch(() => {});
        return moved;
      }
      case 'follow':
        return follow(one.kind);
      case 'end':
        if (one.how === 0)
          await inTransaction((stores) => createStopAlert(depsOf(stores))(actor, { alertId }));
        return one.how === 1 ? follow('closure') : undefined;
      case 'reply': {
        const { householdId, contactPointIds } = ward.households[one.at % ward.households.length] ?? {};
        if (!householdId) return;
        await inTransaction(async ({ replies }) => {
          const content = one.words ? ({ kind: 'text', text: 'Nhà tôi ngập' } as const) : null;
          const row = { id: newId(), alertId, householdId, inboundEventId: newId() };
          await replies.insertReply({
            ...row,
            contactPointId: contactPointIds?.[0] ?? '',
            code: null,
            content,
            standing: one.standing,
          });
        });
      }
    }
  }

  return {
    play,
    /** How its deliveries were counted, and where households with several are. */
    async kinds() {
      const { rows } = await pool.query(
        `SELECT d.counting::text AS kind FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId"
          WHERE m."alertId" = $1
         UNION SELECT 'several ' || place FROM "AudienceHousehold" WHERE "alertId" = $1 AND place IS NOT NULL`,
        [alertId],
      );
      return z
        .array(kindRow)
        .parse(rows)
        .map(({ kind }) => kind);
    },
    async check() {
      const seen = await inTransaction(async ({ progress }) => ({
        all: await progress.progress(alertId),
        lanes: await progress.lanes(alertId),
      }));
      expect(seen.all).toMatchObject(await progressFromRows(pool, alertId));
      expect(seen.lanes).toEqual(await lanesFromRows(pool, alertId));
    },
    async end() {
      await pool.query(`UPDATE "AlertMessage" SET "stoppedAt" = now() WHERE "stoppedAt" IS NULL`);
      await pool.query(`UPDATE "Alert" SET "closedAt" = now(), state = 'cancelled' WHERE "closedAt" IS NULL`);
      await pool.query(`UPDATE "Delivery" SET state = 'cancelled' WHERE state NOT IN ('sent', 'cancelled')`);
      await pool.query(`UPDATE "ContactPoint" SET state = 'active'`);
    },
  };
}

/** As drivers and jobs do: what stood in another's way is done again. */
async function again(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= 8 || !isConflict(error)) throw error;
    }
  }
}

it(
  'the counters are what the rows come to, whatever happens in whatever order and at once',
  async () => {
    const ward = await createWard(database, sealer, { households: 8, membersEach: 2 });
    // Second members hang on another account.
    const [accountId, laneId] = [newId(), newId()];
    await database.prisma.channelAccount.create({
      data: {
        id: accountId,
        channel: 'telegram',
        externalId: newCode(8),
        name: 'second',
        credentials: sealer.seal(accountId, '{}'),
        ratePerSecond: 100,
        lane: { create: { id: laneId } },
      },
    });
    await database.pool.query(
      `UPDATE "ContactPoint" SET "channelAccountId" = $1 WHERE id = ANY ($2::uuid[])`,
      [accountId, ward.households.map(({ contactPointIds }) => contactPointIds[1])],
    );
    // Each element happens at once; most are one step.
    const steps = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 15, maxLength: 30 });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const game = await openPlay(ward, [ward.laneId, laneId], [ward.accountId, accountId]);
        try {
          await again(() => game.play({ do: 'page', size: 5 }));
          await game.check();
          for (const together of all) {
            await Promise.all(together.map((one) => again(() => game.play(one))));
            await game.check();
          }
          for (const kind of await game.kinds()) seen.add(kind);
        } finally {
          await game.end();
        }
      }),
      { numRuns: RUNS },
    );
    // Else it has proved little.
    expect([...seen]).toEqual(
      expect.arrayContaining(['alone', 'beside', 'idle', 'several sent', 'several pending']),
    );
  },
  LONGEST_MS,
);
