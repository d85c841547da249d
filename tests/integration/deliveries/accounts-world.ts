import { nextStep } from '../../../src/deliveries/next-step.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { sent } from '../../support/recording-channel.ts';
import { engineWorld } from './engine-world.ts';

/** Households whose chats are on several accounts, of which each may be refused and accepted again. */
export function accountsWorld() {
  const world = engineWorld();

  /** A ward with so many accounts, named A, B, C … */
  async function createStand(accounts = 3) {
    const ward = await world.ward({ households: 0 });
    const prisma = world.prisma();
    const lanes: Record<string, { accountId: string; laneId: string }> = {
      A: { accountId: ward.accountId, laneId: ward.laneId },
    };
    for (const name of ['B', 'C', 'D'].slice(0, accounts - 1)) {
      const [accountId, laneId] = [newId(), newId()];
      await prisma.channelAccount.create({
        data: {
          ...{ id: accountId, channel: 'telegram', externalId: newCode(8), name, credentials: '' },
          ratePerSecond: 500,
          lane: { create: { id: laneId } },
        },
      });
      lanes[name] = { accountId, laneId };
    }
    const accountOf = (chat: string) => {
      const account = lanes[chat.charAt(0)];
      if (!account) throw new Error(`no account of ${chat}`);
      return account;
    };
    const blocked = new Set<string>();
    const engine = world.createEngine(ward);
    const chats: string[] = [];

    /** Chats by order of preference, e.g. `A1`: on account A. */
    async function household(...chats: string[]): Promise<string> {
      const householdId = newId();
      const { policeUnitId, groupId } = ward;
      await prisma.household.create({
        data: { id: householdId, policeUnitId, label: '', inviteCode: newCode(10) },
      });
      await prisma.membership.create({ data: { groupId, householdId } });
      for (const [index, chat] of chats.entries()) await member(householdId, chat, index);
      return householdId;
    }

    async function member(householdId: string, chat: string, index: number): Promise<string> {
      const [memberId, contactPointId] = [newId(), newId()];
      const joinedAt = new Date(Date.now() - 1_000_000 + index);
      await prisma.member.create({ data: { id: memberId, householdId, name: '', language: 'vi', joinedAt } });
      await prisma.contactPoint.create({
        data: {
          ...{ id: contactPointId, channelAccountId: accountOf(chat).accountId },
          ...{ externalId: chat, memberId },
        },
      });
      return contactPointId;
    }

    const refuse = (name: string) =>
      world.query(
        `UPDATE "Lane" SET "stoppedReason" = 'refused', "pausedUntil" = now() + interval '30 seconds' WHERE id = $1`,
        [accountOf(name).laneId],
      );
    const accept = (name: string) =>
      world.query(`UPDATE "Lane" SET "stoppedReason" = NULL, "pausedUntil" = NULL WHERE id = $1`, [
        accountOf(name).laneId,
      ]);
    /** Sends what may be sent through this account, one after another, without the beat of a driver. */
    async function drive(name: string): Promise<void> {
      const { store } = engine;
      const { laneId } = accountOf(name);
      const lease = await store.acquire(laneId, 'test');
      if (lease.kind !== 'acquired') throw new Error(lease.kind);
      for (;;) {
        const claim = await store.claim(laneId, lease.epoch, 1, 0);
        if (claim.kind !== 'claimed' || claim.sends.length === 0) break;
        const results = claim.sends.map((send) => {
          chats.push(send.externalId);
          const { attempts, repeats, critical } = send;
          const step = nextStep(
            blocked.has(send.externalId) ? { kind: 'unreachable', reason: 'blocked' } : sent(chats.length),
            { attempts, repeats, critical, silent: false, alert: null, now: new Date(), random: 0 },
          );
          return { ...send, step };
        });
        await store.record(laneId, lease.epoch, results);
      }
      await store.release(laneId, lease.epoch, 0);
    }

    /** Deliveries by chat, of the newest message. */
    async function deliveries(): Promise<Record<string, string>> {
      const rows = await prisma.delivery.findMany({
        include: { contact: true, message: true },
        orderBy: [{ message: { seq: 'asc' } }, { id: 'asc' }],
      });
      const newest = Math.max(...rows.map(({ message }) => message.seq));
      return Object.fromEntries(
        rows
          .filter(({ message }) => message.seq === newest)
          .map(({ contact, state }) => [contact.externalId, state]),
      );
    }

    return {
      ...{ ward, engine, lanes, blocked, household, member, refuse, accept, drive, deliveries },
      /** That something was sent to, in order. */
      chats,
      look: (limit = 100) => engine.sweepStore.failOverRefused(limit),
    };
  }

  return { world, createStand };
}

export type AccountsStand = Awaited<ReturnType<ReturnType<typeof accountsWorld>['createStand']>>;
