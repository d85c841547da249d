import type { Database } from '../../src/db/client.ts';
import { createSealer, type Sealer } from '../../src/db/sealing.ts';
import { newCode, newId } from '../../src/shared/ids.ts';

export function testSealer(): Sealer {
  return createSealer({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
}

export interface TestWard {
  policeUnitId: string;
  groupId: string;
  accountId: string;
  laneId: string;
  staffId: string;
  /** In the order they were made. */
  households: { householdId: string; contactPointIds: string[]; chatIds: string[] }[];
}

/** A police unit with one group, one Telegram account and joined households, as rows. */
export async function createWard(
  database: Database,
  sealer: Sealer,
  options: { households: number; membersEach?: number; ratePerSecond?: number },
): Promise<TestWard> {
  const { prisma } = database;
  const [policeUnitId, groupId, accountId, laneId, staffId] = [newId(), newId(), newId(), newId(), newId()];
  await prisma.policeUnit.create({
    data: { id: policeUnitId, code: 'BMT', name: 'Công an phường', dutyPhone: '0262' },
  });
  await prisma.neighbourhoodGroup.create({
    data: { id: groupId, policeUnitId, kind: 'hamlet', name: 'Buôn Alê A', joinCode: newCode(6) },
  });
  await prisma.channelAccount.create({
    data: {
      id: accountId,
      channel: 'telegram',
      externalId: newCode(8),
      name: 'bot',
      credentials: sealer.seal(accountId, '{}'),
      ratePerSecond: options.ratePerSecond ?? 500,
      lane: { create: { id: laneId } },
    },
  });
  await prisma.staff.create({
    data: { id: staffId, policeUnitId, name: sealer.seal(staffId, 'Trực ban'), office: 'Trực ban' },
  });
  const households: TestWard['households'] = [];
  for (let index = 0; index < options.households; index++) {
    const householdId = newId();
    const contactPointIds: string[] = [];
    const chatIds: string[] = [];
    await prisma.household.create({
      data: {
        id: householdId,
        policeUnitId,
        label: sealer.seal(householdId, `Nhà ${index}`),
        inviteCode: newCode(6),
      },
    });
    await prisma.membership.create({ data: { groupId, householdId } });
    for (let place = 0; place < (options.membersEach ?? 1); place++) {
      const [memberId, contactPointId] = [newId(), newId()];
      const chatId = String(10_000 + index * 10 + place);
      await prisma.member.create({
        data: { id: memberId, householdId, name: sealer.seal(memberId, 'Bà Lan'), language: 'vi' },
      });
      await prisma.contactPoint.create({
        data: { id: contactPointId, channelAccountId: accountId, externalId: chatId, memberId },
      });
      contactPointIds.push(contactPointId);
      chatIds.push(chatId);
    }
    households.push({ householdId, contactPointIds, chatIds });
  }
  return { policeUnitId, groupId, accountId, laneId, staffId, households };
}
