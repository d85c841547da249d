import { describe, expect, it } from 'vitest';
import { createEraseMember } from '../../../src/households/erase-member.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

async function household(membersEach: number) {
  const ward = await world.ward({ households: 1, membersEach });
  const [only] = ward.households;
  if (!only) throw new Error('no household');
  return { ward, engine: world.createEngine(ward), ...only };
}
const setState = (contactPointId: string | undefined, state: 'active' | 'stopped' | 'unreachable') =>
  world.prisma().contactPoint.update({ where: { id: contactPointId ?? '' }, data: { state } });

describe('who was left out of the audience', () => {
  it.each(['stopped', 'unreachable'] as const)(
    'as %s is asked by failover when they are back',
    async (state) => {
      const { engine, contactPointIds, chatIds, ward } = await household(2);
      await setState(contactPointIds[0], state);
      await engine.raise('fire_explosion');
      await setState(contactPointIds[0], 'active');
      await setState(contactPointIds[1], 'stopped');
      await engine.sweep();
      await engine.run();
      expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual([chatIds[0]]);
      const [row] = await world.prisma().audienceContact.findMany({
        where: { householdId: ward.households[0]?.householdId ?? '', leftOut: { not: null } },
      });
      expect(row).toMatchObject({ contactPointId: contactPointIds[0], leftOut: state, rank: 2 });
    },
  );

  it('has no reason against them once they have joined again', async () => {
    const { engine, contactPointIds, householdId } = await household(2);
    const contactPointId = contactPointIds[0] ?? '';
    await setState(contactPointId, 'stopped');
    await engine.raise('fire_explosion');
    await engine.inTransaction((stores) =>
      stores.households.joinOpenAlerts({ householdId, contactPointId, language: 'vi' }),
    );
    expect(await world.prisma().audienceContact.count({ where: { leftOut: { not: null } } })).toBe(0);
  });

  it('is asked by nobody while they stay away', async () => {
    const { engine, contactPointIds, chatIds } = await household(3);
    await setState(contactPointIds[0], 'stopped');
    await setState(contactPointIds[2], 'unreachable');
    const alertId = await engine.raise('fire_explosion');
    await engine.run();
    await world.query(`UPDATE "Delivery" SET "sentAt" = now() - interval '1 hour'`);
    await engine.sweep();
    await engine.follow(alertId, 'update');
    await engine.run();
    expect([...new Set(engine.channel.sends.map(({ chatId }) => chatId))]).toEqual([chatIds[1]]);
  });
});

type Engine = ReturnType<typeof world.createEngine>;

async function erase(engine: Engine, contactPointId: string | undefined): Promise<void> {
  const { memberId, member } = await world.prisma().contactPoint.findUniqueOrThrow({
    where: { id: contactPointId ?? '' },
    select: { memberId: true, member: { select: { householdId: true } } },
  });
  await engine.inTransaction((stores) =>
    createEraseMember(stores)({ memberId, householdId: member?.householdId ?? null }),
  );
}

async function optOut(_engine: Engine, contactPointId: string | undefined): Promise<void> {
  await setState(contactPointId, 'stopped');
}

describe('a household whose first one leaves at night', () => {
  it.each([
    ['opts out', optOut],
    ['is erased', erase],
  ])('sleeps on: who %s leaves the message to the next one, for the morning', async (_, leave) => {
    const { engine, contactPointIds, chatIds } = await household(2);
    const until = await world.quietHours(-10, 60);
    await engine.raise('online_scam');
    await leave(engine, contactPointIds[0]);
    await engine.sweep();
    await engine.run();
    expect(engine.channel.sends).toEqual([]);
    const next = await world.prisma().delivery.findMany({
      where: { contactPointId: contactPointIds[1] ?? '' },
      select: { state: true, reason: true, notBefore: true },
    });
    expect(next).toEqual([{ state: 'pending', reason: 'quiet_hours', notBefore: until }]);

    await world.query(`UPDATE "Delivery" SET "notBefore" = now()`);
    await engine.run();
    expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual([chatIds[1]]);
  });

  it('is told at once of what cannot wait', async () => {
    const { engine, contactPointIds, chatIds } = await household(2);
    await world.quietHours(-10, 60);
    await engine.raise('fire_explosion');
    await optOut(engine, contactPointIds[0]);
    await engine.sweep();
    await engine.run();
    expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual([chatIds[1]]);
  });
});

describe('a member who is erased before their turn', () => {
  it('leaves the message to the next one of the household', async () => {
    const { engine, contactPointIds, chatIds } = await household(2);
    const alertId = await engine.raise('fire_explosion');
    await engine.follow(alertId, 'update', 'một');
    await erase(engine, contactPointIds[0]);
    await engine.run();
    expect(engine.channel.textsTo(chatIds[0] ?? '')).toEqual([]);
    expect(engine.channel.textsTo(chatIds[1] ?? '')).toEqual(['initial: Nước lên', 'update: một']);
    expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1 });
  });

  it('leaves it to nobody when another has it, also where a third is left', async () => {
    const { engine, contactPointIds } = await household(3);
    await engine.raise('fire_explosion');
    await world.query(
      `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
       SELECT uuid_v7(), "alertMessageId", $1, "householdId", "laneId", priority, language, 'sent' FROM "Delivery"`,
      [contactPointIds[1]],
    );
    await erase(engine, contactPointIds[0]);
    expect(await world.states()).toEqual({ cancelled: 1, sent: 1 });
  });

  it('leaves it to nobody when another has it, or when nobody is left', async () => {
    const { engine, contactPointIds } = await household(2);
    await engine.raise('fire_explosion');
    await world.query(
      `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
       SELECT uuid_v7(), "alertMessageId", $1, "householdId", "laneId", priority, language, 'sent' FROM "Delivery"`,
      [contactPointIds[1]],
    );
    await erase(engine, contactPointIds[0]);
    await erase(engine, contactPointIds[1]);
    expect(await world.states()).toEqual({ cancelled: 1, sent: 1 });
  });
});
