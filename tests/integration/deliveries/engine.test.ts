import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { sent } from '../../support/recording-channel.ts';
import { waitFor } from '../../support/wait-for.ts';
import { engineWorld, NOTE } from './engine-world.ts';

const world = engineWorld();

describe('an alert on its way', () => {
  it('reaches every household once, and becomes active', async () => {
    const ward = await world.ward({ households: 40 });
    const engine = world.createEngine(ward);
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
    const ward = await world.ward({ households: 45, ratePerSecond: 20 });
    const engine = world.createEngine(ward);
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
    const ward = await world.ward({ households: 2, membersEach: 2 });
    const gone = ward.households[0]?.chatIds[0];
    const engine = world.createEngine(ward, (chat, _message, nth) =>
      chat === gone ? { kind: 'unreachable', reason: 'blocked' } : sent(nth),
    );
    const alertId = await engine.raise('fire_explosion');
    await engine.run();
    expect(engine.channel.sends.map(({ chatId }) => chatId).toSorted()).toEqual(
      [gone, ward.households[0]?.chatIds[1], ward.households[1]?.chatIds[0]].toSorted(),
    );
    expect(await engine.progress(alertId)).toMatchObject({ households: 2, sent: 2, unreachable: 0 });
    expect(await world.prisma().contactPoint.count({ where: { state: 'unreachable' } })).toBe(1);
    // The next alert does not try that one again.
    engine.channel.sends.length = 0;
    await engine.raise('fire_explosion');
    await engine.run();
    expect(engine.channel.textsTo(gone ?? '')).toEqual([]);
  });

  it.each(['unreachable', 'stopped'] as const)(
    'goes to the next member when the first is %s before their turn came',
    async (state) => {
      const ward = await world.ward({ households: 1, membersEach: 2 });
      const engine = world.createEngine(ward);
      const alertId = await engine.raise('fire_explosion');
      const id = ward.households[0]?.contactPointIds[0] ?? '';
      await world.prisma().contactPoint.update({ where: { id }, data: { state } });
      await engine.sweep();
      await engine.run();
      expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual([ward.households[0]?.chatIds[1]]);
      expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1, cancelled: 0 });
    },
  );

  it('corrects what was to be repeated when it was stopped: it may have arrived', async () => {
    const ward = await world.ward({ households: 2 });
    const engine = world.createEngine(ward);
    const alertId = await engine.raise('online_scam');
    const id = ward.households[0]?.contactPointIds[0] ?? '';
    await world.prisma().delivery.updateMany({ where: { contactPointId: id }, data: { repeats: 1 } });
    await engine.follow(alertId, 'correction', 'Tin trước không đúng');
    await engine.sweep();
    await engine.run();
    expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual([ward.households[0]?.chatIds[0]]);
    expect(await engine.progress(alertId)).toMatchObject({ unknown: 1, cancelled: 1 });
  });

  it('sets an answer aside that cannot be opened, and sends the others', async () => {
    const ward = await world.ward({ households: 2 });
    const engine = world.createEngine(ward);
    const [first = '', second = ''] = ward.households.map(({ contactPointIds }) => contactPointIds[0]);
    await engine.inTransaction(async (stores) => {
      for (const contactPointId of [first, second]) {
        await stores.answers.add({
          contactPointId,
          class: 'answer',
          message: { text: 'Đã nhận', buttons: [] },
        });
      }
    });
    await world.prisma().answer.updateMany({ where: { contactPointId: first }, data: { payload: 'k0.a.b' } });
    await engine.run();
    expect(engine.channel.sends).toHaveLength(1);
    expect(await world.prisma().answer.findFirst({ where: { contactPointId: first } })).toMatchObject({
      state: 'rejected',
      reason: 'unreadable',
    });
  });

  it('does not go to people who said stop, and says so in the ledger', async () => {
    const ward = await world.ward({ households: 3 });
    const engine = world.createEngine(ward);
    await engine.raise('fire_explosion');
    const optedOut = ward.households[1]?.contactPointIds[0];
    await world.prisma().contactPoint.updateMany({
      where: { id: optedOut ?? '' },
      data: { state: 'stopped' },
    });
    await engine.run();
    await engine.sweep();
    expect(engine.channel.sends).toHaveLength(2);
    expect(
      await world.prisma().delivery.findFirst({ where: { contactPointId: optedOut ?? '' } }),
    ).toMatchObject({
      state: 'cancelled',
      reason: 'contact_stopped',
    });
  });
});

describe('a driver that vanishes', () => {
  it('is replaced: everyone gets the alert, only what was being sent comes twice, marked as a repeat', async () => {
    const ward = await world.ward({ households: 20 });
    const engine = world.createEngine(ward);
    await engine.raise('online_scam');
    const lease = await engine.store.acquire(ward.laneId, 'doomed');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    const claim = await engine.store.claim(ward.laneId, lease.epoch, 5, 0);
    expect(claim.kind === 'claimed' && claim.sends.length).toBe(5);
    expect(await engine.run()).toBe('held');
    await world.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    expect(await engine.run()).toBe('idle');
    expect(new Set(engine.channel.sends.map(({ chatId }) => chatId)).size).toBe(20);
    expect(engine.channel.sends.filter(({ text }) => text.startsWith(NOTE))).toHaveLength(5);
    expect(await world.states()).toEqual({ sent: 20 });
    expect(await world.prisma().delivery.count({ where: { repeats: 1 } })).toBe(5);
  });

  it('and another after it: nobody is skipped because two drivers had claimed and neither begun', async () => {
    const ward = await world.ward({ households: 5 });
    const engine = world.createEngine(ward);
    await engine.raise('online_scam');
    for (const owner of ['first', 'second']) {
      const lease = await engine.store.acquire(ward.laneId, owner);
      if (lease.kind !== 'acquired') throw new Error(lease.kind);
      const claim = await engine.store.claim(ward.laneId, lease.epoch, 5, 0);
      expect(claim.kind === 'claimed' && claim.sends.length).toBe(5);
      await world.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    }
    expect(await engine.run()).toBe('idle');
    expect(await world.states()).toEqual({ sent: 5 });
    expect(await world.prisma().delivery.count({ where: { repeats: 2 } })).toBe(5);
  });

  it('cannot claim, renew or fail rows any more once another has its lane, but what it sent is believed', async () => {
    const ward = await world.ward({ households: 2 });
    const engine = world.createEngine(ward);
    await engine.raise('online_scam');
    const old = await engine.store.acquire(ward.laneId, 'old');
    if (old.kind !== 'acquired') throw new Error(old.kind);
    const claim = await engine.store.claim(ward.laneId, old.epoch, 2, 0);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    await world.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
    const next = await engine.store.acquire(ward.laneId, 'new');
    expect(next).toMatchObject({ kind: 'acquired', takenOver: true, interrupted: 2 });
    expect(await engine.store.renew(ward.laneId, old.epoch)).toBe(false);
    expect(await engine.store.claim(ward.laneId, old.epoch, 2, 0)).toEqual({ kind: 'lost' });
    const [first, second] = claim.sends;
    if (!first || !second) throw new Error('two sends were claimed');
    const nothingElse = { pause: null, contact: null, laneProblem: null };
    await engine.store.record(ward.laneId, old.epoch, [
      { ...first, step: { row: { state: 'sent', externalMessageId: '1' }, ...nothingElse } },
      { ...second, step: { row: { state: 'rejected', reason: 'late' }, ...nothingElse } },
    ]);
    expect(await world.states()).toEqual({ sent: 1, pending: 1 });
  });
});

describe('a driver that was replaced', () => {
  it('writes nothing over a row that the next driver is sending', async () => {
    const ward = await world.ward({ households: 1 });
    const engine = world.createEngine(ward);
    await engine.raise('online_scam');
    const drivers = [];
    for (const owner of ['old', 'new']) {
      await world.query(`UPDATE "Lane" SET "leaseUntil" = now() - interval '1 millisecond'`);
      const lease = await engine.store.acquire(ward.laneId, owner);
      if (lease.kind !== 'acquired') throw new Error(lease.kind);
      const claim = await engine.store.claim(ward.laneId, lease.epoch, 1, 0);
      const [send] = claim.kind === 'claimed' ? claim.sends : [];
      if (!send) throw new Error('nothing was claimed');
      drivers.push({ epoch: lease.epoch, send });
    }
    const step = {
      row: { state: 'rejected', reason: 'late' } as const,
      pause: null,
      contact: null,
      laneProblem: null,
    };
    for (const [index, { epoch, send }] of drivers.entries()) {
      await engine.store.record(ward.laneId, epoch, [{ ...send, step }]);
      expect(await world.states()).toEqual(index === 0 ? { sending: 1 } : { rejected: 1 });
    }
  });
});

describe('stop, expiry, order', () => {
  it('nothing is sent after a stop, and what was not sent is cancelled', async () => {
    const ward = await world.ward({ households: 150, ratePerSecond: 20 });
    const engine = world.createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length >= 10);
    expect(await engine.stop(alertId)).toMatchObject({ kind: 'alert_stopped' });
    const stoppedAtMs = performance.now();
    const before = engine.channel.sends.length;
    await running;
    await engine.sweep();
    const late = engine.channel.sends.filter(({ atMs }) => atMs > stoppedAtMs + 1_000);
    expect(late).toEqual([]);
    const { sent: reached = 0, cancelled = 0, ...rest } = await world.states();
    expect(reached).toBe(engine.channel.sends.length);
    expect(reached + cancelled).toBe(150);
    // As many as leave in a second.
    expect(reached - before).toBeLessThanOrEqual(20);
    expect(rest).toEqual({});
  });

  it('an expired alert sends nothing', async () => {
    const ward = await world.ward({ households: 3 });
    const engine = world.createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    await world.query(
      `UPDATE "Alert" SET "expiresAt" = now(); UPDATE "AlertMessage" SET "sendUntil" = now()`,
    );
    await engine.run();
    await engine.sweep();
    expect(engine.channel.sends).toEqual([]);
    expect(await engine.progress(alertId)).toMatchObject({ state: 'expired', cancelled: 3, pending: 0 });
  });

  it('a closure goes to those who got the alert, and to nobody else', async () => {
    const ward = await world.ward({ households: 120, ratePerSecond: 20 });
    const engine = world.createEngine(ward);
    const alertId = await engine.raise('fire_explosion');
    const stopping = new AbortController();
    const running = engine.run(stopping.signal);
    await waitFor(() => engine.channel.sends.length >= 8);
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
    expect(chatsOf('closure').length).toBeLessThan(120);
  });

  it('tries nobody else once a closure exists, also where the message itself was not stopped', async () => {
    const ward = await world.ward({ households: 1, membersEach: 2 });
    let blocked: (outcome: Outcome) => void = () => {};
    const engine = world.createEngine(ward, (_chat, _message, nth) =>
      nth === 1
        ? new Promise<Outcome>((resolve) => {
            blocked = resolve;
          })
        : sent(nth),
    );
    const alertId = await engine.raise('fire_explosion');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length === 1);
    await engine.follow(alertId, 'closure');
    await world.query(`UPDATE "AlertMessage" SET "stoppedAt" = NULL`);
    blocked({ kind: 'unreachable', reason: 'blocked' });
    await running;
    await engine.sweep();
    await engine.run();
    expect(engine.channel.sends).toHaveLength(1);
    expect(await world.states()).toEqual({ unreachable: 1, cancelled: 1 });
  });

  it('nobody gets an update before the first message is final for them', async () => {
    const ward = await world.ward({ households: 4 });
    let answerFirst: (outcome: Outcome) => void = () => {};
    const slow = ward.households[0]?.chatIds[0] ?? '';
    const engine = world.createEngine(ward, (chat, message, nth) =>
      chat === slow && message.text.startsWith('initial')
        ? new Promise<Outcome>((resolve) => {
            answerFirst = resolve;
          })
        : sent(nth),
    );
    const alertId = await engine.raise('fire_explosion');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length === 4);
    await engine.follow(alertId, 'update');
    await waitFor(() => engine.channel.sends.length === 7);
    expect(engine.channel.textsTo(slow)).toEqual(['initial: Nước lên']);
    answerFirst(sent(99));
    await running;
    // On a slow machine the lane may count as idle just before the update is due; the sweeper would wake it.
    await engine.run();
    expect(engine.channel.textsTo(slow)).toEqual(['initial: Nước lên', 'update: x']);
  });

  it('a critical alert overtakes a routine one that fills the lane', async () => {
    const ward = await world.ward({ households: 100, ratePerSecond: 30 });
    const engine = world.createEngine(ward);
    await engine.raise('online_scam', 'thường');
    const running = engine.run();
    await waitFor(() => engine.channel.sends.length >= 5);
    await engine.raise('fire_explosion', 'cháy');
    const before = engine.channel.sends.length;
    await running;
    const first = engine.channel.sends.findIndex(({ text }) => text.includes('cháy'));
    // Within a second: no more of the other leave before it than a second has room for.
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first - before).toBeLessThan(30);
    const fire = engine.channel.sends.findLastIndex(({ text }) => text.includes('cháy'));
    const routineAfter = engine.channel.sends.slice(fire + 1).every(({ text }) => text.includes('thường'));
    expect(routineAfter).toBe(true);
    expect(engine.channel.sends).toHaveLength(200);
  });
});

describe('what the platform says', () => {
  it('a 429 pauses the account, uses no attempt and loses nobody', async () => {
    // A beat of 50 ms: when the 429 comes, there are rows that are claimed and not begun.
    const ward = await world.ward({ households: 12, ratePerSecond: 20 });
    let throttledAtMs = 0;
    const engine = world.createEngine(ward, (_chat, _message, nth) => {
      if (nth !== 4) return sent(nth);
      throttledAtMs = performance.now();
      return { kind: 'throttled', scope: 'account', retryAfterMs: 700 };
    });
    await engine.raise('fire_explosion');
    await engine.run();
    expect(await world.states()).toEqual({ sent: 12 });
    expect(await world.prisma().delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
    const during = engine.channel.sends.filter(
      ({ atMs }) => atMs > throttledAtMs + 50 && atMs < throttledAtMs + 690,
    );
    expect(during).toEqual([]);
  });

  it.each([
    ['fire_explosion', { sent: 3 }, 4, 1],
    ['online_scam', { sent: 2, unknown: 1 }, 3, 0],
  ] as const)('an unknown outcome of %s', async (category, expected, sends, repeats) => {
    const ward = await world.ward({ households: 3 });
    const engine = world.createEngine(ward, (_chat, _message, nth) =>
      nth === 1 ? { kind: 'unknown', reason: 'timeout' } : sent(nth),
    );
    await engine.raise(category);
    await engine.run();
    expect(await world.states()).toEqual(expected);
    expect(engine.channel.sends).toHaveLength(sends);
    expect(engine.channel.sends.filter(({ text }) => text.startsWith(NOTE))).toHaveLength(repeats);
    expect(await world.prisma().delivery.count({ where: { repeats: 1 } })).toBe(repeats);
    await world.query(`UPDATE "Delivery" SET "notBefore" = now() WHERE state = 'unknown'`);
    await engine.sweep();
    expect((await world.states()).unknown).toBeUndefined();
  });

  it('answers of one chat leave in order, a second apart, before a routine alert', async () => {
    const ward = await world.ward({ households: 30, ratePerSecond: 20 });
    const engine = world.createEngine(ward);
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
