import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rightRequestsSchema, staffListSchema } from '../../../src/contracts/staff.ts';
import { madeApiTokenSchema } from '../../../src/contracts/tokens.ts';
import { newId } from '../../../src/shared/ids.ts';
import { openStaffWorld, PASSWORD, type Person, type StaffWorld } from '../../support/staff-world.ts';

let world: StaffWorld;
let first: Person;

beforeAll(async () => {
  world = await openStaffWorld();
  first = await world.setUp();
  await world.addWards();
});
afterAll(() => world?.close());

async function waiting(of: Person) {
  return rightRequestsSchema.parse((await of.browser.get('/api/rights/requests')).body).requests;
}
async function rolesOf(staffId: string) {
  const rows = await world.prisma.staffRole.findMany({ where: { staffId } });
  return rows.map(({ role }) => role);
}
/** Chooses user name and password by an invitation; the second factor where it is asked for. */
async function accept(path: string, userName: string): Promise<Person> {
  const page = world.browser();
  await page.post('/api/session/invitation', { token: path.split('#')[1], userName, password: PASSWORD });
  const { secret } = await world.secondFactor(page);
  const row = await world.prisma.signIn.findUniqueOrThrow({ where: { username: userName } });
  return { staffId: row.id, userName, secret, browser: page };
}

describe('roles that command', () => {
  it('are given by one person alone just once, to the second administrator', async () => {
    const second = await world.invite(first, 'DLK', 'province_admin');
    expect(second.role).toBe('granted');
    const third = await world.invite(first, 'DLK', 'province_admin');
    expect(third.role).toBe('waiting');
    expect(await rolesOf(third.staffId)).toEqual([]);
    const entries = await world.prisma.auditEntry.findMany({ where: { action: 'right.granted_alone' } });
    expect(entries.map(({ subject }) => subject)).toEqual([`staff:${second.staffId}`]);

    const [request] = await waiting(first);
    expect(request).toMatchObject({ role: 'province_admin', mayDecide: false });
    expect((await first.browser.post(`/api/rights/requests/${request?.id}/approve`)).body).toMatchObject({
      code: 'second_person_needed',
    });

    const other = await accept(second.invitation.path, 'quantri.2');
    expect((await waiting(other))[0]).toMatchObject({ id: request?.id, mayDecide: true });
    expect((await other.browser.post(`/api/rights/requests/${request?.id}/approve`)).status).toBe(204);
    expect(await rolesOf(third.staffId)).toEqual(['province_admin']);
    expect((await other.browser.post(`/api/rights/requests/${request?.id}/refuse`)).body).toMatchObject({
      code: 'conflict',
    });
  });

  it('are not granted by who asked, whatever the service says: the database refuses', async () => {
    const officer = await world.add('BMT', 'duty_officer');
    const unit = await world.unitId('BMT');
    const ask = (decidedById: string) =>
      world.prisma.rightRequest.create({
        data: {
          id: newId(),
          staffId: officer.staffId,
          role: 'ward_chief',
          scopeId: unit,
          requestedById: first.staffId,
          state: 'granted',
          decidedById,
          decidedAt: new Date(),
        },
      });
    await expect(ask(first.staffId)).rejects.toThrow('second_person_check');
    await expect(ask(officer.staffId)).rejects.toThrow('second_person_check');
  });
});

describe('rights', () => {
  it('are changed by nobody for themselves', async () => {
    const own = `/api/staff/${first.staffId}`;
    for (const answer of [
      await first.browser.post(`${own}/roles`, { role: 'auditor' }),
      await first.browser.send('DELETE', `${own}/roles/province_admin`),
      await first.browser.post(`${own}/disable`),
    ]) {
      expect(answer.body).toMatchObject({ code: 'own_rights' });
    }
  });

  it('end at the border of the unit, and reach through the province', async () => {
    const chief = await world.add('BMT', 'ward_chief');
    const stranger = await world.add('TAN', 'duty_officer');
    const path = `/api/staff/${stranger.staffId}`;
    for (const answer of [
      await chief.browser.post(`${path}/roles`, { role: 'area_officer' }),
      await chief.browser.post(`${path}/disable`),
      await chief.browser.post(`${path}/chat-code`),
      await chief.browser.post('/api/staff', {
        unitId: await world.unitId('TAN'),
        name: 'Ai đó',
        office: 'Trực ban',
        role: 'duty_officer',
      }),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    const units = async (person: Person) =>
      new Set(
        staffListSchema
          .parse((await person.browser.get('/api/staff')).body)
          .staff.map(({ unit }) => unit.code),
      );
    expect(await units(chief)).toEqual(new Set(['BMT']));
    expect(await units(first)).toEqual(new Set(['BMT', 'DLK', 'TAN']));
    expect(
      (await chief.browser.post(`/api/staff/${chief.staffId}/roles`, { role: 'province_admin' })).body,
    ).toMatchObject({
      code: 'own_rights',
    });
    const officer = await world.add('BMT', 'duty_officer');
    expect(
      (await chief.browser.post(`/api/staff/${officer.staffId}/roles`, { role: 'province_admin' })).body,
    ).toMatchObject({ code: 'role_not_of_unit' });
    expect(
      (await chief.browser.post(`/api/staff/${officer.staffId}/roles`, { role: 'area_officer' })).body,
    ).toEqual({
      role: 'granted',
    });
  });

  it('nobody takes a chat code for somebody else who commands, or a new link for who can sign in', async () => {
    const chief = await world.add('BMT', 'ward_chief');
    for (const what of ['chat-code', 'invitation']) {
      expect((await first.browser.post(`/api/staff/${chief.staffId}/${what}`)).body).toMatchObject({
        code: 'conflict',
      });
    }
    expect((await chief.browser.post('/api/session/chat-code')).status).toBe(200);
  });
});

describe('somebody who left', () => {
  it('is out at once: sessions, tokens and chats', async () => {
    const officer = await world.add('BMT', 'duty_officer');
    const made = await officer.browser.post('/api/tokens', { name: 'x', actions: ['see_alerts'] });
    const { token } = madeApiTokenSchema.parse(made.body);
    const accountId = newId();
    await world.prisma.channelAccount.create({
      data: {
        id: accountId,
        channel: 'telegram',
        externalId: accountId,
        name: 'bot',
        credentials: 'x',
        ratePerSecond: 1,
        contacts: { create: { id: newId(), externalId: '7', staffId: officer.staffId } },
      },
    });
    const byToken = () =>
      fetch(`${world.address}/api/staff`, { headers: { authorization: `Bearer ${token}` } });
    expect((await byToken()).status).toBe(403);
    expect((await officer.browser.get('/api/session')).status).toBe(200);

    expect((await first.browser.post(`/api/staff/${officer.staffId}/disable`)).status).toBe(204);
    expect((await byToken()).status).toBe(401);
    expect((await officer.browser.get('/api/session')).status).toBe(401);
    expect(await world.prisma.contactPoint.count({ where: { staffId: officer.staffId } })).toBe(0);
    expect((await world.signIn(world.browser(), officer.userName)).body).toMatchObject({
      code: 'wrong_sign_in',
    });
  });
});
