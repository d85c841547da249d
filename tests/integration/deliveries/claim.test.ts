import { describe, expect, it } from 'vitest';
import type { ClaimedSend, SendResult } from '../../../src/deliveries/ports.ts';
import { newId } from '../../../src/shared/ids.ts';
import { waitFor } from '../../support/wait-for.ts';
import { engineWorld } from './engine-world.ts';

const world = engineWorld();
const sentStep: SendResult['step'] = {
  row: { state: 'sent', externalMessageId: '7' },
  pause: null,
  contact: null,
  laneProblem: null,
};

async function open(
  households: number,
  category: Parameters<ReturnType<typeof world.createEngine>['raise']>[0],
) {
  const ward = await world.ward({ households });
  const engine = world.createEngine(ward);
  const alertId = await engine.raise(category);
  const lease = await engine.store.acquire(ward.laneId, 'test');
  if (lease.kind !== 'acquired') throw new Error(lease.kind);
  const claim = async (limit: number, answersFirst = 0) => {
    const claimed = await engine.store.claim(ward.laneId, lease.epoch, limit, answersFirst);
    if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
    return claimed.sends;
  };
  return { ward, engine, alertId, epoch: lease.epoch, claim };
}

type Engine = ReturnType<typeof world.createEngine>;

const answer = (engine: Engine, contactPointId: string, text: string) =>
  engine.inTransaction((stores) =>
    stores.answers.add({ contactPointId, class: 'answer', message: { text, buttons: [] } }),
  );

function resultOf(send: ClaimedSend | undefined): Omit<SendResult, 'step'> {
  if (!send) throw new Error('nothing was claimed');
  const { source, id, contactPointId } = send;
  return { source, id, contactPointId };
}

/** A transaction of somebody else, which holds what it has locked until it is told to end. */
async function meanwhile(sql: string, values: unknown[]) {
  const client = await world.connect();
  await client.query('BEGIN');
  await client.query(sql, values);
  return {
    async end() {
      await client.query('COMMIT');
      client.release();
    },
  };
}

const someoneWaits = () =>
  waitFor(async () => {
    const { rows } = await world.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });

describe('a claim', () => {
  it.each([
    ['is held', `"pausedAt" = now()`],
    ['is for later', `"sendFrom" = now() + interval '1 hour'`],
    ['was stopped', `"stoppedAt" = now()`],
    ['has expired', `"sendUntil" = now() - interval '1 second'`],
    // The rows of late joiners are written before its time.
    ['missed its time', `"sendFrom" = now() - interval '1 hour', "graceMs" = 60000, "fannedOutAt" = NULL`],
  ])('passes over a more urgent message that %s, however many rows it has', async (_, change) => {
    const { engine, alertId, claim } = await open(6, 'fire_explosion');
    await engine.raise('online_scam', 'Lừa đảo');
    await world.query(`UPDATE "AlertMessage" SET ${change} WHERE "alertId" = $1`, [alertId]);
    const sends = await claim(4);
    expect(sends.map(({ message }) => message.text)).toEqual(new Array(4).fill('initial: Lừa đảo'));
  });

  it('takes the more urgent message first, and of one message who has waited longest', async () => {
    const { ward, engine, claim } = await open(3, 'online_scam');
    await engine.raise('fire_explosion', 'Cháy');
    await world.query(
      `UPDATE "Delivery" SET "createdAt" = now() - interval '1 minute' WHERE "contactPointId" = $1`,
      [ward.households[2]?.contactPointIds[0]],
    );
    expect((await claim(1))[0]).toMatchObject({
      critical: true,
      contactPointId: ward.households[2]?.contactPointIds[0],
    });
    // The same chat has the other alert too, but one claim takes a chat once.
    const rest = await claim(10);
    expect(new Set(rest.map(({ contactPointId }) => contactPointId)).size).toBe(rest.length);
    expect(rest.map(({ critical }) => critical)).toEqual([true, true, false]);
  });

  it('lets so many answers go before everything else, and the others after what is more urgent', async () => {
    const { ward, engine, claim } = await open(3, 'fire_explosion');
    const [first = '', second = ''] = ward.households.map(({ contactPointIds }) => contactPointIds[0]);
    for (const contactPointId of [first, second]) await answer(engine, contactPointId, 'Đã nhận');
    await world.query(
      `UPDATE "Delivery" SET "notBefore" = now() + interval '1 hour'
                        WHERE "contactPointId" = ANY ($1::uuid[])`,
      [[first, second]],
    );
    expect((await claim(1, 1)).map(({ source }) => source)).toEqual(['answer']);
    expect((await claim(2, 0)).map(({ source }) => source)).toEqual(['delivery', 'answer']);
  });

  it('takes the answers of a chat one after another', async () => {
    const { ward, engine, epoch, claim } = await open(1, 'online_scam');
    const contactPointId = ward.households[0]?.contactPointIds[0] ?? '';
    for (const text of ['một', 'hai']) await answer(engine, contactPointId, text);
    const [first] = await claim(1);
    expect(first?.message.text).toBe('một');
    expect((await claim(2)).filter(({ source }) => source === 'answer')).toEqual([]);
    await engine.store.record(ward.laneId, epoch, [{ ...resultOf(first), step: sentStep }]);
    expect((await claim(2)).map(({ message }) => message.text)).toContain('hai');
  });

  it.each(['pending', 'sending', 'unknown'] as const)(
    'waits while the message before it is %s for this chat',
    async (state) => {
      const { engine, alertId, claim } = await open(1, 'fire_explosion');
      await engine.follow(alertId, 'update');
      await world.query(
        `UPDATE "Delivery" d SET state = $1::"DeliveryState", "notBefore" = now() + interval '1 hour'
           FROM "AlertMessage" m WHERE m.id = d."alertMessageId" AND m.seq = 1`,
        [state],
      );
      expect(await claim(2)).toEqual([]);
      await world.query(
        `UPDATE "Delivery" SET state = 'unknown_final' WHERE state = $1::"DeliveryState" AND "notBefore" IS NOT NULL`,
        [state],
      );
      expect(await claim(2)).toHaveLength(1);
    },
  );

  it('keeps a closure from who got nothing, although it was written while that was not clear', async () => {
    const { engine, alertId, claim } = await open(2, 'fire_explosion');
    await world.query(`UPDATE "Delivery" SET state = 'sending'`);
    await engine.follow(alertId, 'closure');
    await world.query(
      `UPDATE "Delivery" SET state = 'unreachable' WHERE state = 'sending'
          AND id = (SELECT id FROM "Delivery" WHERE state = 'sending' ORDER BY id LIMIT 1)`,
    );
    await world.query(`UPDATE "Delivery" SET state = 'sent' WHERE state = 'sending'`);
    const sends = await claim(4);
    expect(sends.map(({ message }) => message.text)).toEqual(['closure: x']);
    expect(await world.states()).toEqual({ unreachable: 1, sent: 1, sending: 1, pending: 1 });
  });

  it('leaves what was given back alone for as long as its chat rests', async () => {
    const { ward, engine, epoch, claim } = await open(2, 'online_scam');
    const sends = await claim(2);
    const [first, second] = sends;
    if (!first || !second) throw new Error('two rows were claimed');
    await engine.store.giveBack(ward.laneId, epoch, [{ ...first, restMs: 60_000 }, second]);
    expect((await claim(2)).map(({ id }) => id)).toEqual([second.id]);
  });

  it('that has begun is waited for by a stop, so that the closure goes to what it took', async () => {
    const { ward, engine, alertId, claim } = await open(2, 'fire_explosion');
    const other = await meanwhile('SELECT 1 FROM "Delivery" WHERE "contactPointId" = $1 FOR UPDATE', [
      ward.households[1]?.contactPointIds[0],
    ]);
    const claiming = claim(2);
    await someoneWaits();
    let stopped = false;
    const stopping = engine.follow(alertId, 'closure').then(() => {
      stopped = true;
    });
    await waitFor(async () => {
      const { rows } = await world.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length === 2;
    });
    expect(stopped).toBe(false);
    await other.end();
    expect(await claiming).toHaveLength(2);
    await stopping;
    const closures = await world.query(
      `SELECT 1 FROM "Delivery" d JOIN "AlertMessage" m ON m.id = d."alertMessageId" WHERE m.kind = 'closure'`,
    );
    expect(closures.rows).toHaveLength(2);
  });

  it('takes nothing of a message whose stop commits while the claim is under way', async () => {
    const { alertId, claim } = await open(2, 'fire_explosion');
    const stop = await meanwhile('UPDATE "AlertMessage" SET "stoppedAt" = now() WHERE "alertId" = $1', [
      alertId,
    ]);
    const claiming = claim(2);
    await someoneWaits();
    await stop.end();
    expect(await claiming).toEqual([]);
  });
});

describe('the record of outcomes', () => {
  it('of several lanes is written whole for each, even if one of them cannot be written', async () => {
    const first = await open(4, 'online_scam');
    const sends = await first.claim(4);
    const results = sends.map(({ source, id, contactPointId }) => ({
      source,
      id,
      contactPointId,
      step: sentStep,
    }));
    const broken = {
      ...results[0],
      source: 'delivery' as const,
      contactPointId: '',
      id: 'no uuid',
      step: sentStep,
    };
    const { record } = first.engine.store;
    const writes = await Promise.allSettled([
      record(first.ward.laneId, first.epoch, results.slice(0, 1)),
      record(first.ward.laneId, first.epoch, results.slice(1, 2)),
      // These three come while the two before are written, and go together.
      record(first.ward.laneId, first.epoch, results.slice(2, 3)),
      record('no lane', first.epoch, [broken]),
      record(first.ward.laneId, first.epoch, results.slice(3, 4)),
    ]);
    expect(writes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await world.states()).toEqual({ sent: 4 });
  });
});

describe('what lanes send just now', () => {
  it('is the rate of those with a row under way', async () => {
    const { ward, engine, epoch, claim } = await open(2, 'fire_explosion');
    const otherLaneId = newId();
    await world.prisma().channelAccount.create({
      data: {
        ...{ id: newId(), channel: 'telegram', externalId: 'other', name: 'other', credentials: '' },
        ...{ ratePerSecond: 400, lane: { create: { id: otherLaneId } } },
      },
    });
    const store = world.fanOutStore();
    const perSecond = () => store.sendingPerSecond([ward.laneId, otherLaneId]);
    const account = await world.prisma().channelAccount.findUniqueOrThrow({ where: { id: ward.accountId } });
    expect(await perSecond()).toBe(0);
    const [send] = await claim(1);
    expect(await perSecond()).toBe(account.ratePerSecond);
    expect(await store.sendingPerSecond([otherLaneId])).toBe(0);
    expect(await store.sendingPerSecond([])).toBe(0);
    await engine.store.record(ward.laneId, epoch, [{ ...resultOf(send), step: sentStep }]);
    expect(await perSecond()).toBe(0);
  });
});
