import { describe, expect, it } from 'vitest';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

async function alert(households = 4) {
  const ward = await world.ward({ households });
  const engine = world.createEngine(ward);
  const alertId = await engine.raise('fire_explosion');
  return { ward, engine, alertId };
}

const chats = (engine: ReturnType<typeof world.createEngine>) =>
  engine.channel.sends.map(({ chatId }) => chatId).toSorted();
const allChats = (ward: Awaited<ReturnType<typeof world.ward>>) =>
  ward.households.flatMap(({ chatIds }) => chatIds).toSorted();

describe('a paused alert', () => {
  it('sends nothing from the next claim on, and the rest, once, when it goes on', async () => {
    const { ward, engine, alertId } = await alert();
    const lease = await engine.store.acquire(ward.laneId, 'a');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    const first = await engine.store.claim(ward.laneId, lease.epoch, 1, 0);
    if (first.kind !== 'claimed') throw new Error(first.kind);
    expect(first.sends).toHaveLength(1);
    expect(await engine.pause(alertId)).toMatchObject({ kind: 'alert_paused', waiting: 3 });
    const nothing = { kind: 'claimed', sends: [] };
    expect(await engine.store.claim(ward.laneId, lease.epoch, 10, 0)).toEqual(nothing);
    await engine.store.giveBack(ward.laneId, lease.epoch, first.sends);
    await engine.store.release(ward.laneId, lease.epoch, 0);
    await engine.run();
    expect(chats(engine)).toEqual([]);
    await engine.resume(alertId);
    await engine.run();
    expect(chats(engine)).toEqual(allChats(ward));
  });

  it('wakes no lane: neither does one whose time has not come, or that is over', async () => {
    const { ward, engine, alertId } = await alert();
    const lanes = () => engine.sweepStore.lanesWithWork();
    expect(await lanes()).toEqual([ward.laneId]);
    await engine.pause(alertId);
    expect(await lanes()).toEqual([]);
    await engine.raise('disorder', 'Chưa tới giờ', { sendFrom: new Date(Date.now() + 3_600_000) });
    await engine.join('77');
    expect(await world.prisma().delivery.count({ where: { contact: { externalId: '77' } } })).toBe(2);
    expect(await lanes()).toEqual([]);
    await engine.run();
    expect(chats(engine)).toEqual([]);
    // A routine one behind them is found.
    const routine = await engine.raise('community', 'Họp');
    expect(await lanes()).toEqual([ward.laneId]);
    await engine.stop(routine);
    expect(await lanes()).toEqual([]);
    await engine.resume(alertId);
    expect(await lanes()).toEqual([ward.laneId]);
  });

  it('keeps an update of a scheduled one from a late joiner until its time', async () => {
    const ward = await world.ward({ households: 1 });
    const engine = world.createEngine(ward);
    const alertId = await engine.raise('disorder', 'x', { sendFrom: new Date(Date.now() + 3_600_000) });
    await engine.follow(alertId, 'update', 'mới');
    await engine.join('77');
    await engine.run();
    expect(chats(engine)).toEqual([]);
    await world.query(`UPDATE "AlertMessage" SET "sendFrom" = now() - interval '1 second'`);
    await engine.run();
    expect(engine.channel.textsTo('77')).toEqual(['update: mới']);
  });

  it('keeps what a late joiner gets until it goes on', async () => {
    const { engine, alertId } = await alert(1);
    await engine.pause(alertId);
    await engine.join('77');
    await engine.run();
    expect(chats(engine)).toEqual([]);
    await engine.resume(alertId);
    await engine.run();
    expect(engine.channel.textsTo('77')).toEqual(['initial: Nước lên']);
  });

  it('holds an update; a closure goes to who has the alert, and nothing else does any more', async () => {
    const { ward, engine, alertId } = await alert(2);
    const [has = '', hasNot = ''] = allChats(ward);
    await world.query(
      `UPDATE "Delivery" d SET "notBefore" = now() + interval '1 hour'
         FROM "ContactPoint" c WHERE c.id = d."contactPointId" AND c."externalId" = $1`,
      [hasNot],
    );
    await engine.run();
    await engine.pause(alertId);
    await engine.follow(alertId, 'update', 'mới');
    await engine.run();
    expect(engine.channel.textsTo(has)).toEqual(['initial: Nước lên']);
    await engine.follow(alertId, 'closure', 'xong');
    await engine.run();
    expect(engine.channel.textsTo(has)).toEqual(['initial: Nước lên', 'closure: xong']);
    expect(engine.channel.textsTo(hasNot)).toEqual([]);
  });

  it('expires like any other', async () => {
    const { engine, alertId } = await alert(2);
    await engine.pause(alertId);
    await world.query(
      `UPDATE "Alert" SET "expiresAt" = now() - interval '1 second'; UPDATE "AlertMessage" SET "sendUntil" = now() - interval '1 second'`,
    );
    await engine.sweep();
    expect(await world.states()).toEqual({ cancelled: 2 });
    expect(await engine.progress(alertId)).toMatchObject({ state: 'expired', paused: false, cancelled: 2 });
    expect(await engine.resume(alertId)).toMatchObject({ kind: 'alert_not_open', state: 'expired' });
  });
});
