import { describe, expect, it } from 'vitest';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { sent } from '../../support/recording-channel.ts';
import type { TestWard } from '../../support/ward.ts';
import { engineWorld, REFUSED } from './engine-world.ts';

const world = engineWorld();
const refused = { kind: 'misconfigured', reason: 'telegram_token_refused' } as const;

/** A second account of the ward, with a chat of its duty officer. */
async function secondAccount(ward: TestWard) {
  const [accountId, laneId] = [newId(), newId()];
  await world.prisma().channelAccount.create({
    data: {
      id: accountId,
      channel: 'telegram',
      externalId: newCode(8),
      name: 'second',
      credentials: '',
      ratePerSecond: 500,
      lane: { create: { id: laneId } },
    },
  });
  return { accountId, laneId, chatId: await officerChat(ward, accountId) };
}

async function officerChat(ward: TestWard, channelAccountId: string) {
  await world.prisma().staffRole.upsert({
    where: {
      staffId_role_scopeId: { staffId: ward.staffId, role: 'duty_officer', scopeId: ward.policeUnitId },
    },
    create: { staffId: ward.staffId, role: 'duty_officer', scopeId: ward.policeUnitId },
    update: {},
  });
  const externalId = newCode(10);
  await world.prisma().contactPoint.create({
    data: { id: newId(), channelAccountId, externalId, staffId: ward.staffId },
  });
  return externalId;
}

const reasonOf = async (laneId: string) =>
  (await world.prisma().lane.findUniqueOrThrow({ where: { id: laneId } })).stoppedReason;

/** As if the rest of a refused lane were over. */
const endRest = () =>
  world.query(`UPDATE "Lane" SET "pausedUntil" = NULL; UPDATE "Delivery" SET "notBefore" = NULL`);

describe('an account that the platform refuses', () => {
  it('is told to the officers at once on their other accounts, once for each outage', async () => {
    const ward = await world.ward({ households: 6 });
    const chatHere = await officerChat(ward, ward.accountId);
    const second = await secondAccount(ward);
    let works = false;
    const engine = world.createEngine(ward, (chat, _message, nth) =>
      works || chat === second.chatId ? sent(nth) : refused,
    );
    await engine.raise('online_scam');
    await world.driveUntilRefused(engine, ward.laneId);
    expect(await reasonOf(ward.laneId)).toBe(refused.reason);
    await endRest();
    await world.driveUntilRefused(engine, ward.laneId);

    expect(await world.prisma().answer.findMany({ select: { class: true, laneId: true } })).toEqual([
      { class: 'staff_notice', laneId: second.laneId },
    ]);
    expect(engine.hinted).toEqual([second.laneId]);
    await engine.run(undefined, second.laneId);
    expect(engine.channel.textsTo(second.chatId)).toEqual([REFUSED]);
    expect(engine.channel.textsTo(chatHere)).toEqual([]);

    // It resumes by itself and says nothing; the next outage is told again.
    works = true;
    await endRest();
    await engine.run(undefined, ward.laneId);
    expect(await reasonOf(ward.laneId)).toBeNull();
    expect(await world.states()).toEqual({ sent: 6 });
    expect(await world.prisma().answer.count()).toBe(1);
    works = false;
    await engine.raise('online_scam');
    await world.driveUntilRefused(engine, ward.laneId);
    expect(await world.prisma().answer.count()).toBe(2);
  });

  it('is one outage when messages that left before the refusal are confirmed after it', async () => {
    const ward = await world.ward({ households: 2 });
    await secondAccount(ward);
    const engine = world.createEngine(ward);
    await engine.raise('online_scam');
    const lease = await engine.store.acquire(ward.laneId, 'a');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    const claim = await engine.store.claim(ward.laneId, lease.epoch, 2, 0);
    const [first] = claim.kind === 'claimed' ? claim.sends : [];
    if (!first) throw new Error('nothing was claimed');
    expect(await engine.store.refuse(ward.laneId, lease.epoch, 30_000, 'refused')).toHaveLength(1);
    const step = {
      row: { state: 'sent', externalMessageId: '1' } as const,
      pause: null,
      contact: null,
      laneProblem: null,
    };
    await engine.store.record(ward.laneId, lease.epoch, [{ ...first, step }]);
    expect(await reasonOf(ward.laneId)).toBe('refused');
    expect(await engine.store.refuse(ward.laneId, lease.epoch, 30_000, 'refused')).toEqual([]);
    expect(await world.prisma().answer.count()).toBe(1);
  });

  it('is not told to units that it does not serve, nor through a lane that rests itself', async () => {
    const ward = await world.ward({ households: 1 });
    const second = await secondAccount(ward);
    const engine = world.createEngine(ward);
    const other = newId();
    await world.prisma().policeUnit.create({ data: { id: other, code: 'XX', name: 'X', dutyPhone: '0' } });
    const lease = await engine.store.acquire(second.laneId, 'a');
    if (lease.kind !== 'acquired') throw new Error(lease.kind);
    await world.query(`UPDATE "Lane" SET "stoppedReason" = 'refused' WHERE id = $1`, [ward.laneId]);
    await officerChat(ward, ward.accountId);
    expect(await engine.store.refuse(second.laneId, lease.epoch, 1_000, 'refused')).toEqual([]);
    await world.query(`UPDATE "Lane" SET "stoppedReason" = NULL`);
    await world.query(`UPDATE "Staff" SET "policeUnitId" = $1`, [other]);
    await world.query(`UPDATE "StaffRole" SET "scopeId" = $1`, [other]);
    await world.query(`UPDATE "ContactPoint" SET "staffId" = NULL WHERE "channelAccountId" = $1`, [
      second.accountId,
    ]);
    expect(await engine.store.refuse(second.laneId, lease.epoch, 1_000, 'refused')).toEqual([]);
    expect(await reasonOf(second.laneId)).toBe('refused');
    expect(await world.prisma().answer.count()).toBe(0);
  });
});
