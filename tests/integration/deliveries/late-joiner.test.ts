import { describe, expect, it } from 'vitest';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

it('a late joiner gets the newest message without the first, and the next one only after it', async () => {
  const ward = await world.ward({ households: 1 });
  const engine = world.createEngine(ward);
  const alertId = await engine.raise('fire_explosion');
  await engine.follow(alertId, 'update', 'một');
  const chatId = '99';
  await engine.join(chatId);
  await engine.follow(alertId, 'update', 'hai');
  const lease = await engine.store.acquire(ward.laneId, 'a');
  if (lease.kind !== 'acquired') throw new Error(lease.kind);
  const claimed = await engine.store.claim(ward.laneId, lease.epoch, 10, 0);
  const mine = claimed.kind === 'claimed' ? claimed.sends.filter((send) => send.externalId === chatId) : [];
  expect(mine.map(({ message }) => message.text)).toEqual(['update: một']);
  // While that one is on its way, the next waits.
  expect(await engine.store.claim(ward.laneId, lease.epoch, 10, 0)).toEqual({
    kind: 'claimed',
    sends: [],
  });
  if (claimed.kind === 'claimed') await engine.store.giveBack(ward.laneId, lease.epoch, claimed.sends);
  await engine.store.release(ward.laneId, lease.epoch, 0);
  await engine.run();
  expect(engine.channel.textsTo(chatId)).toEqual(['update: một', 'update: hai']);
});

describe('a further member of a household that is in the audience', () => {
  /** One household, whose only contact point the platform refuses, or does not. */
  async function asked(answer?: Parameters<typeof world.createEngine>[1]) {
    const ward = await world.ward({ households: 1 });
    const engine = world.createEngine(ward, answer);
    const alertId = await engine.raise('fire_explosion');
    await engine.run();
    return { ward, engine, alertId, householdId: ward.households[0]?.householdId ?? '' };
  }
  const blocked: Parameters<typeof world.createEngine>[1] = (chat, _message, nth) =>
    chat === '77' ? sent(nth) : { kind: 'unreachable', reason: 'blocked' };

  it('gets the newest message at once when nobody of it could be reached', async () => {
    const { engine, alertId, householdId } = await asked(blocked);
    expect(await engine.progress(alertId)).toMatchObject({ unreachable: 1 });
    await engine.follow(alertId, 'update', 'một');
    await engine.join('77', householdId);
    await engine.run();
    expect(engine.channel.textsTo('77')).toEqual(['update: một']);
    expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1, unreachable: 0 });
  });

  it('gets it too when everybody was left out from the start', async () => {
    const ward = await world.ward({ households: 1 });
    await world.prisma().contactPoint.updateMany({ data: { state: 'stopped' } });
    const engine = world.createEngine(ward);
    await engine.raise('fire_explosion');
    await engine.join('77', ward.households[0]?.householdId ?? '');
    await engine.run();
    expect(engine.channel.textsTo('77')).toEqual(['initial: Nước lên']);
  });

  it.each(['pending', 'sending', 'sent', 'unknown', 'unknown_final'] as const)(
    'gets none of their own while the delivery of another is %s',
    async (state) => {
      const { engine, householdId } = await asked();
      await world.prisma().delivery.updateMany({ data: { state } });
      await engine.join('77', householdId);
      expect(await world.prisma().delivery.count()).toBe(1);
    },
  );

  it.each(['unreachable', 'rejected', 'gave_up', 'cancelled'] as const)(
    'gets it when the delivery of another is %s',
    async (state) => {
      const { engine, householdId } = await asked();
      await world.prisma().delivery.updateMany({ data: { state } });
      await engine.join('77', householdId);
      expect(await world.prisma().delivery.count()).toBe(2);
    },
  );
});
