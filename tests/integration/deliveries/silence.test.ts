import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.ts';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();

/** As if everything that was sent had been sent so many minutes earlier. */
const age = (minutes: number) =>
  world.query(
    `UPDATE "Delivery" SET "sentAt" = "sentAt" - make_interval(mins => $1), "updatedAt" = "updatedAt" - make_interval(mins => $1)`,
    [minutes],
  );

async function reply(alertId: string, householdId: string, contactPointId: string) {
  await world.prisma().reply.create({
    data: {
      id: newId(),
      alertId,
      policeUnitId: (await world.prisma().alert.findUniqueOrThrow({ where: { id: alertId } })).policeUnitId,
      householdId,
      contactPointId,
      inboundEventId: newId(),
      content: 'sealed',
    },
  });
}

/** One household with three members and an alert that the first one has. */
async function reached(
  category: 'fire_explosion' | 'disorder' | 'online_scam' = 'fire_explosion',
  answer?: Parameters<typeof world.createEngine>[1],
) {
  const ward = await world.ward({ households: 1, membersEach: 3 });
  const engine = world.createEngine(ward, answer);
  const alertId = await engine.raise(category);
  await engine.run();
  const [household] = ward.households;
  if (!household) throw new Error('no household');
  const [first = '', second = '', third = ''] = household.chatIds;
  return { ward, engine, alertId, household, first, second, third };
}

const chats = (engine: ReturnType<typeof world.createEngine>) =>
  engine.channel.sends.map(({ chatId }) => chatId);

describe('a household that stays silent', () => {
  it.each([
    ['fire_explosion', 2, 4],
    ['disorder', 14, 16],
  ] as const)(
    'is tried at its next contact after the wait of %s, one after another',
    async (category, before, after) => {
      const { engine, alertId, first, second, third } = await reached(category);
      await age(before);
      await engine.sweep();
      await engine.run();
      expect(chats(engine)).toEqual([first]);
      await age(after - before);
      await engine.sweep();
      await engine.sweep();
      await engine.run();
      expect(chats(engine)).toEqual([first, second]);
      // The second one has a wait of its own.
      await engine.sweep();
      await engine.run();
      expect(chats(engine)).toEqual([first, second]);
      await age(after);
      await engine.sweep();
      await engine.run();
      await age(after);
      await engine.sweep();
      await engine.run();
      expect(chats(engine)).toEqual([first, second, third]);
      expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1, pending: 0 });
    },
  );

  it('is left alone by a routine alert', async () => {
    const { engine, first } = await reached('online_scam');
    await age(10_000);
    await engine.sweep();
    await engine.run();
    expect(chats(engine)).toEqual([first]);
  });

  it('is tried further when nobody can say whether the first one has it', async () => {
    const { engine, alertId, second, third } = await reached();
    // As the platform left it: it never answered, not the second time either.
    await world.query(
      `UPDATE "Delivery" SET state = 'unknown', "notBefore" = now() - interval '1 second', "sentAt" = NULL`,
    );
    await engine.sweep();
    await engine.run();
    // Its wait counts from when it stopped being waited for.
    expect(engine.channel.textsTo(second)).toEqual([]);
    await age(4);
    await engine.sweep();
    await engine.run();
    expect(engine.channel.textsTo(second)).toHaveLength(1);
    expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1 });
    // Nor of the second: it has a wait of its own, also when the first is looked at again.
    await world.query(
      `UPDATE "Delivery" SET state = CASE state WHEN 'sent' THEN 'unknown_final' ELSE state END, "silenceCheckedAt" = NULL`,
    );
    await engine.sweep();
    await engine.run();
    expect(engine.channel.textsTo(third)).toEqual([]);
    await age(4);
    await engine.sweep();
    await engine.run();
    expect(engine.channel.textsTo(third)).toHaveLength(1);
  });

  it('is tried further when the next contact cannot be reached', async () => {
    let gone = '';
    const { engine, first, second, third } = await reached('fire_explosion', (chat, _message, nth) =>
      chat === gone ? { kind: 'unreachable', reason: 'blocked' } : sent(nth),
    );
    gone = second;
    await age(4);
    await engine.sweep();
    await engine.run();
    expect(chats(engine)).toEqual([first, second, third]);
  });

  it('is not tried at a contact that opted out', async () => {
    const { engine, household, first, third } = await reached();
    await world.prisma().contactPoint.update({
      where: { id: household.contactPointIds[1] ?? '' },
      data: { state: 'stopped' },
    });
    await age(4);
    await engine.sweep();
    await engine.run();
    expect(chats(engine)).toEqual([first, third]);
  });

  it('gets the newest message only, after the wait of that one', async () => {
    const { engine, alertId, first, second } = await reached();
    await age(4);
    await engine.follow(alertId, 'update');
    await engine.sweep();
    await engine.run();
    expect(chats(engine)).toEqual([first, first]);
    await age(4);
    await engine.sweep();
    await engine.run();
    expect(engine.channel.textsTo(second)).toEqual(['update: x']);
  });

  it('is looked at again when somebody joins it', async () => {
    const ward = await world.ward({ households: 1 });
    const engine = world.createEngine(ward);
    await engine.raise('fire_explosion');
    await engine.run();
    await age(4);
    await engine.sweep();
    const [contactPointId, memberId] = [newId(), newId()];
    const householdId = ward.households[0]?.householdId ?? '';
    await world.prisma().member.create({ data: { id: memberId, householdId, name: '', language: 'vi' } });
    await world.prisma().contactPoint.create({
      data: { id: contactPointId, channelAccountId: ward.accountId, externalId: '77', memberId },
    });
    await engine.inTransaction((stores) =>
      stores.households.joinOpenAlerts({ householdId, contactPointId, language: 'vi' }),
    );
    await engine.sweep();
    await engine.run();
    expect(engine.channel.textsTo('77')).toEqual(['initial: Nước lên']);
  });
});

describe('nobody else is tried', () => {
  type Reached = Awaited<ReturnType<typeof reached>>;
  const ends: Readonly<Record<string, (now: Reached) => Promise<unknown>>> = {
    'once a member has pressed a button': ({ alertId }) =>
      world.prisma().audienceHousehold.updateMany({ where: { alertId }, data: { standing: 'read' } }),
    'once a member has answered in words': ({ alertId, household }) =>
      reply(alertId, household.householdId, household.contactPointIds[2] ?? ''),
    'after a closure': ({ engine, alertId }) => engine.follow(alertId, 'closure'),
    'after a correction': ({ engine, alertId }) => engine.follow(alertId, 'correction'),
    'after a stop': ({ engine, alertId }) => engine.stop(alertId),
    'after the alert has expired': () =>
      world.query(
        `UPDATE "Alert" SET "expiresAt" = now() - interval '1 second'; UPDATE "AlertMessage" SET "sendUntil" = now() - interval '1 second'`,
      ),
    'while another contact point is being tried': ({ household }) =>
      world.query(
        `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
         SELECT uuid_v7(), "alertMessageId", $1, "householdId", "laneId", priority, language, 'unknown' FROM "Delivery"`,
        [household.contactPointIds[1]],
      ),
  };
  it.each(Object.entries(ends))('%s', async (_, end) => {
    const now = await reached();
    await end(now);
    await age(4);
    await now.engine.sweep();
    await now.engine.run();
    expect(now.engine.channel.textsTo(now.third)).toEqual([]);
    expect(now.engine.channel.textsTo(now.second)).toEqual([]);
  });
});

it('nobody is looked for after a closure, also where the alert does not say that it is closed', async () => {
  const { engine, alertId } = await reached();
  await engine.follow(alertId, 'closure');
  await engine.run();
  await world.query(`UPDATE "Alert" SET "closedAt" = NULL`);
  await age(4);
  const waits = [{ category: 'fire_explosion', silenceMs: 180_000 }] as const;
  expect(await engine.sweepStore.failOverSilent(waits, 10)).toBe(0);
});

it('nobody is looked for while the alert is paused', async () => {
  const { engine, alertId, second } = await reached();
  await engine.pause(alertId);
  await age(4);
  await engine.sweep();
  expect(await world.states()).toEqual({ sent: 1 });
  await engine.resume(alertId);
  await engine.sweep();
  await engine.run();
  expect(engine.channel.textsTo(second)).toHaveLength(1);
});

it('a round looks at so many deliveries, at each of them once', async () => {
  const ward = await world.ward({ households: 5, membersEach: 2 });
  const engine = world.createEngine(ward);
  await engine.raise('fire_explosion');
  await engine.run();
  await age(4);
  const waits = [{ category: 'fire_explosion', silenceMs: 180_000 }] as const;
  const added = [];
  for (let round = 0; round < 4; round++) added.push(await engine.sweepStore.failOverSilent(waits, 2));
  expect(added).toEqual([2, 2, 1, 0]);
});
