import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;
/** Two members of one household, a neighbour, a household of another group. */
let invite: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  world = await createWorld(testDatabase.connectionString);
  invite = await world.join('mother', "H'Lan Êban", 'Nhà 12');
  await world.joinInvited('son', 'Y Bhăng Mlô', invite);
  await world.join('neighbour', 'Nguyễn Thị Đào', 'Nhà 14');
  await world.addOfficer('officer');
  await world.join('stranger-to-it', 'Trần Văn Ba', 'Nhà 99', 1);
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

describe('what a dialog knows', () => {
  async function contextOf(chat: string) {
    const contactPointId = await world.contactOf(chat);
    return world.inTransaction(async ({ context }) => {
      const person = await context.person(contactPointId);
      const { householdId } = person ?? {};
      return {
        channel: person?.channel,
        member: person?.member ?? null,
        alerts: householdId
          ? await context.householdAlerts({ householdId, contactPointId, language: 'vi' }, 5)
          : [],
        staff: person?.staffId ? await context.staff(person.staffId) : null,
      };
    });
  }

  it('shows a member the household and its newest alerts with the own answer', async () => {
    for (let older = 0; older < 5; older++) await world.addAlert();
    const alert = await world.addAlert();
    await world.press('son', alert.number, 'ACK');
    const closedUnheard = await world.addAlert({ state: 'resolved' });
    const { channel, member, alerts } = await contextOf('son');
    expect(channel).toBe('telegram');
    expect(member).toMatchObject({
      name: 'Y Bhăng Mlô',
      household: { label: 'Nhà 12', inviteCode: invite, groupNames: ['Buôn Alê A'] },
      policeUnit: { dutyPhone: '02623000111' },
    });
    expect(member?.household.members.map(({ name }) => name)).toEqual(["H'Lan Êban", 'Y Bhăng Mlô']);
    expect(alerts).toHaveLength(5);
    expect(alerts[0]).toMatchObject({
      number: alert.number,
      text: `Cháy\n${alert.number}`,
      myReply: 'ACK',
      state: 'active',
    });
    expect(alerts.map(({ number }) => number)).not.toContain(closedUnheard.number);
  });

  it('shows a closed alert to who heard it', async () => {
    const alert = await world.addAlert({ state: 'resolved' });
    const { householdId } = await world.database.prisma.audienceContact.findFirstOrThrow({
      where: { alertId: alert.id },
    });
    const contact = await world.database.prisma.audienceContact.findFirstOrThrow({
      where: { alertId: alert.id, householdId },
    });
    await world.database.prisma.delivery.create({
      data: {
        id: contact.contactPointId,
        alertMessageId: alert.messageId,
        contactPointId: contact.contactPointId,
        householdId,
        laneId: world.laneId,
        priority: 0,
        language: 'vi',
        state: 'sent',
      },
    });
    const chat = await world.database.prisma.contactPoint.findUniqueOrThrow({
      where: { id: contact.contactPointId },
    });
    expect((await contextOf(chat.externalId)).alerts[0]).toMatchObject({
      number: alert.number,
      state: 'resolved',
    });
  });

  it('shows an officer groups and open alerts of the own unit', async () => {
    const { staff } = await contextOf('officer');
    expect(staff).toMatchObject({
      name: 'Trung uý Y Bhăng',
      actor: { policeUnitId: world.unitId, roles: ['duty_officer'] },
    });
    const [groups, openAlerts] = await world.inTransaction(async ({ context }) => [
      await context.groups(world.unitId),
      await context.openAlerts(world.unitId, 9),
    ]);
    expect(groups.map(({ name, households }) => [name, households])).toEqual([
      ['Buôn Alê A', 2],
      ['Tổ dân phố 3', 1],
    ]);
    expect(openAlerts.length).toBeGreaterThan(0);
    expect(openAlerts[0]).toMatchObject({ firstLine: 'Cháy', category: 'fire_explosion' });
  });
});
