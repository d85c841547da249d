import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { CategoryCode } from '../../../src/alerts/alert.ts';
import type { AlertDeps } from '../../../src/alerts/alert-deps.ts';
import { createSendFollowUp, type FollowUpKind } from '../../../src/alerts/follow-up.ts';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import { createStopAlert } from '../../../src/alerts/stop-alert.ts';
import type { OutgoingMessage } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createFanOutStore } from '../../../src/db/fan-out-store.ts';
import { createLaneStore } from '../../../src/db/lane-store.ts';
import { createMessageTexts } from '../../../src/db/message-texts.ts';
import { createSweepStore } from '../../../src/db/sweep-store.ts';
import { createInTransaction, type Stores } from '../../../src/db/transaction.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { createFanOut } from '../../../src/deliveries/fan-out.ts';
import { createSweep } from '../../../src/deliveries/sweep.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import type { StaffActor } from '../../../src/staff/staff.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createRecordingChannel, sent } from '../../support/recording-channel.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

const NOTE = 'GỬI LẠI';
const noHints = { driveLane: async () => {}, fanOut: async () => {}, inbound: async () => {} };

let testDatabase: TestDatabase;
let database: Database;
const sealer = testSealer();

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    connectionString: testDatabase.connectionString,
    maxConnections: 8,
    applicationName: 'test',
  });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

type Answer = (
  chatId: string,
  message: OutgoingMessage,
  nth: number,
  signal: AbortSignal,
) => Outcome | Promise<Outcome>;

/** The engine over a platform that answers as told. */
function createEngine(ward: TestWard, answer: Answer = (_chat, _message, nth) => sent(nth)) {
  const channel = createRecordingChannel(answer);
  const inTransaction = createInTransaction(database, sealer);
  const store = createLaneStore({
    pool: database.pool,
    sealer,
    texts: createMessageTexts({ pool: database.pool, repeatNotes: { vi: NOTE, en: NOTE } }),
  });
  const driver = (owner: string) =>
    createDriveLane({
      store,
      channelOf: async () => channel,
      clock: systemClock,
      random: () => 0,
      owner,
      logger: silentLogger,
    });
  const fanOut = createFanOut({ store: createFanOutStore(database.pool), hints: noHints });
  const sweep = createSweep({
    store: createSweepStore(database.pool),
    hints: noHints,
    logger: silentLogger,
    also: [],
  });
  const actor: StaffActor = {
    staffId: ward.staffId,
    policeUnitId: ward.policeUnitId,
    roles: ['duty_officer'],
  };
  const alertDeps = (stores: Stores): AlertDeps => ({
    ...stores,
    composer: {
      compose: ({ text, kind }) => ({
        vi: { text: `${kind}: ${text}`, buttons: [] },
        en: { text: `${kind}: ${text}`, buttons: [] },
        headline: text,
      }),
      board: () => 'board',
    },
    categories: ALERT_CATEGORIES,
    now: () => new Date(),
    newId,
    newCode,
    textLimit: 4_000,
  });
  /** Commits, then does what the hints would. */
  async function act<T>(work: (deps: AlertDeps) => Promise<T>): Promise<T> {
    const messages: string[] = [];
    const result = await inTransaction(async (stores) => {
      const done = await work(alertDeps(stores));
      messages.push(...stores.wake.alertMessages);
      return done;
    });
    for (const id of messages) await fanOut(id, new AbortController().signal);
    return result;
  }
  return {
    channel,
    store,
    sweep,
    driver,
    inTransaction,
    run: (signal = new AbortController().signal) => driver('a')(ward.laneId, signal),
    async raise(category: CategoryCode, text = 'Nước lên') {
      const raised = await act((deps) =>
        createRaiseAlert(deps)(actor, { category, groupIds: [ward.groupId], text }, null),
      );
      if (raised.kind !== 'raised') throw new Error(raised.kind);
      return raised.alertId;
    },
    follow: (alertId: string, message: FollowUpKind, text = 'x') =>
      act((deps) => createSendFollowUp(deps)(actor, { alertId, message, text })),
    stop: (alertId: string) => act((deps) => createStopAlert(deps)(actor, { alertId })),
    progress: (alertId: string) => inTransaction((stores) => stores.progress.progress(alertId)),
  };
}

const states = async () => {
  const rows = await database.prisma.delivery.groupBy({ by: ['state'], _count: true });
  return Object.fromEntries(rows.map((row) => [row.state, row._count]));
};

describe('an alert on its way', () => {
  it('reaches every household once, and becomes active', async () => {
    const ward = await createWard(database, sealer, { households: 40 });
    const engine = createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    expect(await engine.run()).toBe('idle');
    await engine.sweep();
    expect(engine.channel.sends.map(({ chatId }) => chatId).toSorted()).toEqual(
      ward.households.flatMap(({ chatIds }) => chatIds).toSorted(),
    );
    expect(await engine.progress(alertId)).toMatchObject({
      households: 40,
      sent: 40,
      pending: 0,
      state: 'active',
    });
  });

  it('never starts more sends in a second than the account may', async () => {
    const ward = await createWard(database, sealer, { households: 45, ratePerSecond: 20 });
    const engine = createEngine(ward);
    await engine.raise('fire_explosion');
    await engine.run();
    const starts = engine.channel.sends.map(({ atMs }) => atMs);
    const most = Math.max(
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length),
    );
    expect(starts).toHaveLength(45);
    expect(most).toBeLessThanOrEqual(20);
  });

  it('goes to the next member when the first cannot be reached, and remembers who is gone', async () => {
    const ward = await createWard(database, sealer, { households: 2, membersEach: 2 });
    const gone = ward.households[0]?.chatIds[0];
    const engine = createEngine(ward, (chat, _message, nth) =>
      chat === gone ? { kind: 'unreachable', reason: 'blocked' } : sent(nth),
    );
    const alertId = await engine.raise('fire_explosion');
    await engine.run();
    expect(engine.channel.sends.map(({ chatId }) => chatId).toSorted()).toEqual(
      [gone, ward.households[0]?.chatIds[1], ward.households[1]?.chatIds[0]].toSorted(),
    );
    expect(await engine.progress(alertId)).toMatchObject({ households: 2, sent: 2, unreachable: 0 });
    expect(await database.prisma.contactPoint.count({ where: { state: 'unreachable' } })).toBe(1);
    // The next alert does not try that one again.
    engine.channel.sends.length = 0;
    await engine.raise('fire_explosion');
    await engine.run();
    expect(engine.channel.textsTo(gone ?? '')).toEqual([]);
  });

  it('does not go to people who said stop, and says so in the ledger', async () => {
    const ward = await createWard(database, sealer, { households: 3 });
    const engine = createEngine(ward);
    await engine.raise('fire_explosion');
    const optedOut = ward.households[1]?.contactPointIds[0];
    await database.prisma.contactPoint.updateMany({
      where: { id: optedOut ?? '' },
      data: { state: 'stopped' },
    });
    await engine.run();
    await engine.sweep();
    expect(engine.channel.sends).toHaveLength(2);
    expect(
      await database.prisma.delivery.findFirst({ where: { contactPointId: optedOut ?? '' } }),
    ).toMatchObject({
      state: 'cancelled',
      reason: 'contact_stopped',
    });
  });
});

describe('a driver that vanishes', () => {
  it('is replaced: everyone gets the alert, only what was being sent comes twice, marked as a repeat', async () => {
    const ward = await createWard(database, sealer, { households: 20 });
    const engine = createEngine(ward);
    await engine.raise('online_scam');
    const lease = await engine.store.acquire(ward.laneId, 'doomed');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    const claim = await engine.store.claim(ward.laneId, lease.epoch, 5, [], 0);
    expect(claim.kind === 'claimed' && claim.sends.length).toBe(5);
    expect(await engine.run()).toBe('held');
    await database.pool.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    expect(await engine.run()).toBe('idle');
    expect(new Set(engine.channel.sends.map(({ chatId }) => chatId)).size).toBe(20);
    expect(engine.channel.sends.filter(({ text }) => text.startsWith(NOTE))).toHaveLength(5);
    expect(await states()).toEqual({ sent: 20 });
    expect(await database.prisma.delivery.count({ where: { repeats: 1 } })).toBe(5);
  });

  it('cannot claim, renew or fail rows any more once another has its lane, but what it sent is believed', async () => {
    const ward = await createWard(database, sealer, { households: 2 });
    const engine = createEngine(ward);
    await engine.raise('online_scam');
    const old = await engine.store.acquire(ward.laneId, 'old');
    if (old.kind !== 'acquired') throw new Error(old.kind);
    const claim = await engine.store.claim(ward.laneId, old.epoch, 2, [], 0);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    await database.pool.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    const next = await engine.store.acquire(ward.laneId, 'new');
    expect(next).toMatchObject({ kind: 'acquired', takenOver: true, interrupted: 2 });
    expect(await engine.store.renew(ward.laneId, old.epoch)).toBe(false);
    expect(await engine.store.claim(ward.laneId, old.epoch, 2, [], 0)).toEqual({ kind: 'lost' });
    const [first, second] = claim.sends;
    if (!first || !second) throw new Error('two sends were claimed');
    const nothingElse = { pause: null, contact: null, laneProblem: null };
    await engine.store.record(ward.laneId, old.epoch, [
      { ...first, step: { row: { state: 'sent', externalMessageId: '1' }, ...nothingElse } },
      { ...second, step: { row: { state: 'rejected', reason: 'late' }, ...nothingElse } },
    ]);
    expect(await states()).toEqual({ sent: 1, pending: 1 });
  });
});

describe('stop, expiry, order', () => {
  it('nothing is sent after a stop, and what was not sent is cancelled', async () => {
    const ward = await createWard(database, sealer, { households: 60, ratePerSecond: 20 });
    const engine = createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length >= 10, { timeoutMs: 5_000 });
    expect(await engine.stop(alertId)).toMatchObject({ kind: 'alert_stopped' });
    const stoppedAtMs = performance.now();
    await running;
    await engine.sweep();
    const late = engine.channel.sends.filter(({ atMs }) => atMs > stoppedAtMs + 1_000);
    expect(late).toEqual([]);
    const { sent: reached = 0, cancelled = 0, ...rest } = await states();
    expect(reached).toBe(engine.channel.sends.length);
    expect(reached + cancelled).toBe(60);
    expect(reached).toBeLessThan(40);
    expect(rest).toEqual({});
  });

  it('an expired alert sends nothing', async () => {
    const ward = await createWard(database, sealer, { households: 3 });
    const engine = createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    await database.pool.query(
      `UPDATE "Alert" SET "expiresAt" = now(); UPDATE "AlertMessage" SET "sendUntil" = now()`,
    );
    await engine.run();
    await engine.sweep();
    expect(engine.channel.sends).toEqual([]);
    expect(await engine.progress(alertId)).toMatchObject({ state: 'expired', cancelled: 3, pending: 0 });
  });

  it('a closure goes to those who got the alert, and to nobody else', async () => {
    const ward = await createWard(database, sealer, { households: 30, ratePerSecond: 20 });
    const engine = createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    const stopping = new AbortController();
    const running = engine.run(stopping.signal);
    await waitFor(() => engine.channel.sends.length >= 8, { timeoutMs: 5_000 });
    await engine.follow(alertId, 'closure', 'Đã dập');
    await running;
    await engine.run();
    await engine.sweep();
    const chatsOf = (prefix: string) =>
      engine.channel.sends
        .filter(({ text }) => text.startsWith(prefix))
        .map(({ chatId }) => chatId)
        .toSorted();
    expect(chatsOf('closure')).toEqual(chatsOf('initial'));
    expect(chatsOf('closure').length).toBeLessThan(30);
  });

  it('nobody gets an update before the first message is final for them', async () => {
    const ward = await createWard(database, sealer, { households: 4 });
    let answerFirst: (outcome: Outcome) => void = () => {};
    const slow = ward.households[0]?.chatIds[0] ?? '';
    const engine = createEngine(ward, (chat, message, nth) =>
      chat === slow && message.text.startsWith('initial')
        ? new Promise<Outcome>((resolve) => {
            answerFirst = resolve;
          })
        : sent(nth),
    );
    const alertId = await engine.raise('fire_explosion');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length === 4, { timeoutMs: 5_000 });
    await engine.follow(alertId, 'update');
    await waitFor(() => engine.channel.sends.length === 7, { timeoutMs: 5_000 });
    expect(engine.channel.textsTo(slow)).toEqual(['initial: Nước lên']);
    answerFirst(sent(99));
    await running;
    expect(engine.channel.textsTo(slow)).toEqual(['initial: Nước lên', 'update: x']);
  });

  it('a critical alert overtakes a routine one that fills the lane', async () => {
    const ward = await createWard(database, sealer, { households: 60, ratePerSecond: 30 });
    const engine = createEngine(ward);
    await engine.raise('online_scam', 'thường');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length >= 5, { timeoutMs: 5_000 });
    await engine.raise('fire_explosion', 'cháy');
    const raisedAtMs = performance.now();
    await running;
    const first = engine.channel.sends.find(({ text }) => text.includes('cháy'));
    expect((first?.atMs ?? Number.NaN) - raisedAtMs).toBeLessThan(1_000);
    const fire = engine.channel.sends.findLastIndex(({ text }) => text.includes('cháy'));
    const routineAfter = engine.channel.sends.slice(fire + 1).every(({ text }) => text.includes('thường'));
    expect(routineAfter).toBe(true);
    expect(engine.channel.sends).toHaveLength(120);
  });
});

describe('what the platform says', () => {
  it('a 429 pauses the account, uses no attempt and loses nobody', async () => {
    const ward = await createWard(database, sealer, { households: 12 });
    let throttledAtMs = 0;
    const engine = createEngine(ward, (_chat, _message, nth) => {
      if (nth !== 4) return sent(nth);
      throttledAtMs = performance.now();
      return { kind: 'throttled', scope: 'account', retryAfterMs: 700 };
    });
    await engine.raise('fire_explosion');
    await engine.run();
    expect(await states()).toEqual({ sent: 12 });
    expect(await database.prisma.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
    const during = engine.channel.sends.filter(
      ({ atMs }) => atMs > throttledAtMs + 50 && atMs < throttledAtMs + 690,
    );
    expect(during).toEqual([]);
  });

  it.each([
    ['fire_explosion', { sent: 3 }, 4],
    ['online_scam', { sent: 2, unknown: 1 }, 3],
  ] as const)('an unknown outcome of %s', async (category, expected, sends) => {
    const ward = await createWard(database, sealer, { households: 3 });
    const engine = createEngine(ward, (_chat, _message, nth) =>
      nth === 1 ? { kind: 'unknown', reason: 'timeout' } : sent(nth),
    );
    await engine.raise(category);
    await engine.run();
    expect(await states()).toEqual(expected);
    expect(engine.channel.sends).toHaveLength(sends);
    await database.pool.query(`UPDATE "Delivery" SET "notBefore" = now() WHERE state = 'unknown'`);
    await engine.sweep();
    expect((await states()).unknown).toBeUndefined();
  });

  it('answers of one chat leave in order, a second apart, before a routine alert', async () => {
    const ward = await createWard(database, sealer, { households: 30, ratePerSecond: 20 });
    const engine = createEngine(ward);
    await engine.raise('online_scam');
    const chat = ward.households[3];
    const contactPointId = chat?.contactPointIds[0] ?? '';
    await engine.inTransaction(async (stores) => {
      for (const text of ['một', 'hai']) {
        await stores.answers.add({ contactPointId, class: 'answer', message: { text, buttons: [] } });
      }
    });
    await engine.run();
    const mine = engine.channel.sends.filter(({ chatId }) => chatId === chat?.chatIds[0]);
    expect(mine.map(({ text }) => text)).toEqual(['một', 'hai', 'initial: Nước lên']);
    expect((mine[1]?.atMs ?? 0) - (mine[0]?.atMs ?? 0)).toBeGreaterThan(950);
    expect(engine.channel.sends.findIndex(({ text }) => text === 'một')).toBeLessThan(3);
  });
});
