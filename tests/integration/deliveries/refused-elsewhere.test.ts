import { describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for.ts';
import { type AccountsStand, accountsWorld } from './accounts-world.ts';

const { world, createStand } = accountsWorld();

/** Somebody of the household pressed a button. */
const answer = (householdId: string) =>
  world.prisma().audienceHousehold.updateMany({ where: { householdId }, data: { standing: 'safe' } });

const CANNOT_WAIT = ['fire_explosion', 'disorder'] as const;

describe('an alert that cannot wait, on an account that is refused', () => {
  it.each(CANNOT_WAIT)(
    'gets to the household on the next account when it is raised: %s',
    async (category) => {
      const { engine, household, refuse, drive, deliveries } = await createStand();
      await household('A1', 'A2', 'B1');
      await refuse('A');
      const alertId = await engine.raise(category);
      await engine.sweep();
      await drive('B');
      expect(await deliveries()).toEqual({ A1: 'pending', B1: 'sent' });
      expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1, pending: 0 });
    },
  );

  it('does so when the account is refused on the way', async () => {
    const { engine, household, refuse, drive, chats, deliveries } = await createStand();
    await household('A1', 'B1');
    await household('A2');
    const alertId = await engine.raise('fire_explosion');
    await engine.sweep();
    expect(await deliveries()).toEqual({ A1: 'pending', A2: 'pending' });
    await refuse('A');
    await engine.sweep();
    await drive('B');
    expect(chats).toEqual(['B1']);
    expect(await deliveries()).toEqual({ A1: 'pending', A2: 'pending', B1: 'sent' });
    expect(await engine.progress(alertId)).toMatchObject({ households: 2, sent: 1, pending: 1 });
  });

  it('waits there when it is a routine one', async () => {
    const { engine, household, refuse, deliveries, look } = await createStand();
    await household('A1', 'B1');
    await refuse('A');
    await engine.raise('online_scam');
    expect(await look()).toEqual({ looked: 0, added: 0 });
    expect(await deliveries()).toEqual({ A1: 'pending' });
  });

  const ends: Readonly<Record<string, (stand: AccountsStand, alertId: string) => Promise<unknown>>> = {
    'after a closure': ({ engine }, alertId) => engine.follow(alertId, 'closure'),
    'after a closure, also where the message does not say that it is stopped': async (
      { engine },
      alertId,
    ) => {
      await engine.follow(alertId, 'closure');
      await world.query(`UPDATE "AlertMessage" SET "stoppedAt" = NULL`);
    },
    'after a correction': ({ engine }, alertId) => engine.follow(alertId, 'correction'),
    'after a stop': ({ engine }, alertId) => engine.stop(alertId),
    'after its end': () => world.query(`UPDATE "AlertMessage" SET "sendUntil" = now() - interval '1 second'`),
  };
  it.each(Object.entries(ends))('tries nobody else %s', async (_, end) => {
    const stand = await createStand();
    await stand.household('A1', 'B1');
    await stand.refuse('A');
    const alertId = await stand.engine.raise('fire_explosion');
    await end(stand, alertId);
    expect((await stand.look()).added).toBe(0);
  });

  it.each([
    ['on an account that works before one of a lower rank that is refused', ['A1', 'B1', 'C1'], 'AB', 'C1'],
    ['not at a second chat on the refused account', ['A1', 'A2'], 'A', null],
    ['by rank among accounts that work', ['A1', 'C1', 'B1'], 'A', 'C1'],
    ['on another account that is refused where none works', ['A1', 'A2', 'B1', 'B2'], 'AB', 'B1'],
  ] as const)('is tried %s', async (_, chats, refused, next) => {
    const { engine, household, refuse, look, deliveries } = await createStand();
    await household(...chats);
    for (const name of refused) await refuse(name);
    await engine.raise('fire_explosion');
    // The last look finds nothing that it has not seen.
    for (let round = 0; round < 3; round++) await look();
    expect(await look()).toEqual({ looked: 0, added: 0 });
    expect(await deliveries()).toEqual({ [chats[0]]: 'pending', ...(next && { [next]: 'pending' }) });
  });

  it('goes on to a third one when the second cannot be reached, or is refused too', async () => {
    const { engine, household, refuse, drive, look, blocked, deliveries } = await createStand();
    await household('A1', 'B1', 'C1');
    await household('A2', 'B2', 'C2');
    blocked.add('B1');
    await refuse('A');
    await engine.raise('fire_explosion');
    await look();
    await world.query(
      `UPDATE "Delivery" SET "notBefore" = now() + interval '1 minute'
         FROM "ContactPoint" c WHERE c.id = "contactPointId" AND c."externalId" = 'B2'`,
    );
    await drive('B');
    const waiting = { A1: 'pending', A2: 'pending' };
    expect(await deliveries()).toEqual({ ...waiting, B1: 'unreachable', B2: 'pending', C1: 'pending' });
    await refuse('B');
    await look();
    await drive('C');
    expect(await deliveries()).toEqual({
      ...waiting,
      ...{ B1: 'unreachable', B2: 'pending', C1: 'sent', C2: 'sent' },
    });
  });

  it('looks for a silent household past the account that is refused', async () => {
    const { engine, household, refuse, drive, look, deliveries } = await createStand();
    await household('A1', 'B1', 'C1');
    await refuse('A');
    await engine.raise('fire_explosion');
    await look();
    await drive('B');
    await world.query(`UPDATE "Delivery" SET "sentAt" = "sentAt" - interval '1 hour'`);
    await engine.sweep();
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'sent', C1: 'pending' });
  });

  it('sends an update where the household has the alert', async () => {
    const { engine, household, refuse, drive, look, deliveries } = await createStand();
    await household('A1', 'B1', 'C1');
    await refuse('A');
    const alertId = await engine.raise('fire_explosion');
    await look();
    await drive('B');
    await engine.follow(alertId, 'update');
    expect(await deliveries()).toEqual({ B1: 'pending' });
  });

  it('tries an update elsewhere when the account of the alert is refused since', async () => {
    const { engine, household, refuse, drive, look, deliveries } = await createStand();
    await household('A1', 'B1');
    const alertId = await engine.raise('fire_explosion');
    await drive('A');
    await refuse('A');
    await engine.follow(alertId, 'update');
    await look();
    await drive('B');
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'sent' });
    expect(await engine.progress(alertId)).toMatchObject({ households: 1, sent: 1 });
  });

  it('leaves reminders where they are: they are for who has the alert', async () => {
    const { engine, household, refuse, look } = await createStand();
    await household('A1', 'B1');
    await engine.raise('fire_explosion');
    await world.query(`UPDATE "AlertMessage" SET kind = 'reminder'`);
    await world.query(`UPDATE "Delivery" SET priority = 3`);
    await refuse('A');
    expect(await look()).toEqual({ looked: 1, added: 0 });
  });

  it('lets a household sleep on the other account too', async () => {
    const { engine, household, refuse, drive, look, deliveries } = await createStand();
    await household('A1', 'B1');
    await world.quietHours(-10, 60);
    await refuse('A');
    await engine.raise('disorder');
    await look();
    await drive('B');
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'pending' });
    const rows = await world.prisma().delivery.findMany({ select: { notBefore: true, reason: true } });
    expect(rows[0]).toEqual({ notBefore: expect.any(Date), reason: 'quiet_hours' });
    expect(rows[1]).toEqual(rows[0]);
  });

  it('is given to who joins a household that waits', async () => {
    const { engine, household, member, refuse, drive, look, deliveries } = await createStand();
    const householdId = await household('A1');
    await refuse('A');
    await engine.raise('fire_explosion');
    await look();
    const contactPointId = await member(householdId, 'B1', 1);
    await engine.inTransaction((stores) =>
      stores.households.joinOpenAlerts({ householdId, contactPointId, language: 'vi' }),
    );
    await drive('B');
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'sent' });
  });
});

describe('a round of looking', () => {
  it('takes so many deliveries, the most urgent first, and each of them once', async () => {
    const { engine, household, refuse, look } = await createStand(2);
    for (let index = 0; index < 3; index++) await household(`A${index}`, `B${index}`);
    await refuse('A');
    await engine.raise('disorder');
    await engine.raise('fire_explosion');
    expect(await look(3)).toEqual({ looked: 3, added: 3 });
    const written = await world.prisma().delivery.groupBy({ by: ['priority'], _count: true });
    expect(written.toSorted((one, other) => one.priority - other.priority)).toEqual([
      { priority: 0, _count: 6 },
      { priority: 3, _count: 3 },
    ]);
    expect([await look(2), await look(2), await look(2)]).toEqual([
      { looked: 2, added: 2 },
      { looked: 1, added: 1 },
      { looked: 0, added: 0 },
    ]);
  });

  it('may be made by several processes at once: each household is tried once', async () => {
    const { engine, household, refuse, look } = await createStand();
    for (let index = 0; index < 40; index++) await household(`A${index}`, `B${index}`, `C${index}`);
    await refuse('A');
    const alertId = await engine.raise('fire_explosion');
    const looks = await Promise.all(Array.from({ length: 8 }, () => look(11)));
    expect(looks.reduce((sum, { added }) => sum + added, 0)).toBe(40);
    expect(await world.prisma().delivery.groupBy({ by: ['laneId'], _count: true })).toEqual([
      { laneId: expect.any(String), _count: 40 },
      { laneId: expect.any(String), _count: 40 },
    ]);
    expect(await engine.progress(alertId)).toMatchObject({ households: 40, pending: 40 });
  });

  it('waits for who is just giving up another contact point of the household', async () => {
    const { engine, household, refuse, look, drive, deliveries } = await createStand();
    const householdId = await household('A1', 'B1', 'C1');
    const alertId = await engine.raise('fire_explosion');
    await drive('A');
    await engine.follow(alertId, 'update');
    // The update was tried on B already, and is being found unreachable while A is refused.
    await world.query(
      `INSERT INTO "Delivery" (id, "alertMessageId", "contactPointId", "householdId", "laneId", priority, language, state)
       SELECT uuid_v7(), d."alertMessageId", c.id, d."householdId", l.id, 0, 'vi', 'sending'
         FROM "Delivery" d, "ContactPoint" c JOIN "Lane" l ON l."channelAccountId" = c."channelAccountId"
        WHERE d.state = 'pending' AND c."externalId" = 'B1'`,
    );
    const other = await world.connect();
    try {
      await other.query('BEGIN');
      await other.query(`SELECT FROM "AudienceHousehold" WHERE "householdId" = $1 FOR NO KEY UPDATE`, [
        householdId,
      ]);
      await other.query(`UPDATE "Delivery" SET state = 'unreachable' WHERE state = 'sending'`);
      await refuse('A');
      let looked = false;
      const looking = look().finally(() => {
        looked = true;
      });
      await waitFor(async () => {
        const { rows } = await world.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return looked || rows.length > 0;
      });
      await other.query('COMMIT');
      expect(await looking).toEqual({ looked: 1, added: 1 });
    } finally {
      other.release();
    }
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'unreachable', C1: 'pending' });
  });
});

describe('an account that is accepted again', () => {
  it('sends first to who has nothing, then to who is silent elsewhere, and not to who has answered', async () => {
    const { engine, household, refuse, accept, drive, look, chats, deliveries } = await createStand();
    await household('A1', 'B1');
    const answers = await household('A2', 'B2');
    await household('A3');
    await refuse('A');
    const alertId = await engine.raise('fire_explosion');
    await look();
    await drive('B');
    await answer(answers);
    await accept('A');
    await engine.sweep();
    await drive('A');
    expect(chats).toEqual(['B1', 'B2', 'A3', 'A1']);
    expect(await deliveries()).toEqual({
      ...{ A1: 'sent', A2: 'cancelled', A3: 'sent', B1: 'sent', B2: 'sent' },
    });
    const over = await world.prisma().delivery.findFirstOrThrow({ where: { state: 'cancelled' } });
    expect(over.reason).toBe('reached_elsewhere');
    expect(await engine.progress(alertId)).toMatchObject({
      households: 3,
      sent: 3,
      pending: 0,
      cancelled: 0,
    });
  });

  it('sends what the household did not get elsewhere, whatever it has answered', async () => {
    const { engine, household, refuse, accept, drive, look, blocked, chats } = await createStand(2);
    const householdId = await household('A1', 'B1');
    blocked.add('B1');
    await refuse('A');
    await engine.raise('fire_explosion');
    await look();
    await drive('B');
    await answer(householdId);
    await accept('A');
    await engine.sweep();
    await drive('A');
    expect(chats).toEqual(['B1', 'A1']);
  });

  it('does not cancel what may have arrived already', async () => {
    const { engine, household, refuse, accept, drive, look, deliveries } = await createStand(2);
    const householdId = await household('A1', 'B1');
    await engine.raise('fire_explosion');
    await world.query(`UPDATE "Delivery" SET repeats = 1`);
    await refuse('A');
    await look();
    await drive('B');
    await answer(householdId);
    await accept('A');
    await engine.sweepStore.takeBackAccepted(10);
    expect(await deliveries()).toEqual({ A1: 'pending', B1: 'sent' });
  });

  it('is looked at anew when it is refused again, so many at a time', async () => {
    const { engine, household, member, refuse, accept, look, deliveries } = await createStand(2);
    const householdIds = [];
    for (let index = 0; index < 3; index++) householdIds.push(await household(`A${index}`));
    await refuse('A');
    const alertId = await engine.raise('fire_explosion');
    expect(await look()).toEqual({ looked: 3, added: 0 });
    await accept('A');
    const settled = [];
    for (let round = 0; round < 3; round++) settled.push(await engine.sweepStore.takeBackAccepted(2));
    expect(settled).toEqual([2, 1, 0]);
    const contactPointId = await member(householdIds[0] ?? '', 'B0', 1);
    await world.prisma().audienceContact.create({
      data: { alertId, householdId: householdIds[0] ?? '', contactPointId, rank: 2, language: 'vi' },
    });
    await refuse('A');
    expect(await look()).toEqual({ looked: 3, added: 1 });
    expect(await deliveries()).toEqual({ A0: 'pending', A1: 'pending', A2: 'pending', B0: 'pending' });
  });
});

it('the refusal that a driver meets is enough, and the household hears it within a round of the sweeper', async () => {
  const stand = await createStand(2);
  await stand.household('A1', 'B1');
  const { ward, lanes } = stand;
  const engine = world.createEngine(ward, (chat, _message, nth) =>
    chat.startsWith('A')
      ? { kind: 'misconfigured', reason: 'telegram_token_refused' }
      : { kind: 'sent', externalMessageId: String(nth) },
  );
  await engine.raise('fire_explosion');
  await world.driveUntilRefused(engine, ward.laneId);
  await engine.sweep();
  await engine.run(undefined, lanes.B?.laneId);
  expect(engine.channel.sends.map(({ chatId }) => chatId)).toEqual(['A1', 'B1']);
  expect(await stand.deliveries()).toEqual({ A1: 'pending', B1: 'sent' });
});
