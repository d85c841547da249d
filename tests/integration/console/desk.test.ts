import { describe, expect, it } from 'vitest';
import { createAuditSealer } from '../../../src/db/audit-sealer.ts';
import { newId } from '../../../src/shared/ids.ts';
import { ago, consoleWorld } from './world.ts';

const world = consoleWorld(3);

interface Shift {
  id: string;
}

describe('duty', () => {
  it('is taken over from whoever has it, and handed over with a note for the next one', async () => {
    await world.addActor('next', ['duty_officer']);
    expect((await world.get('/api/now')).body).toMatchObject({ duty: { current: null, previous: null } });
    const first = (await world.send('POST', '/api/duty/take-over')).body as Shift;
    expect(first).toMatchObject({ by: { name: 'Tên officer' }, endedAt: null, note: null });
    expect((await world.send('POST', '/api/duty/take-over')).body).toMatchObject({ id: first.id });
    expect((await world.send('POST', '/api/duty/hand-over', { note: 'x' }, 'next')).body).toEqual({
      status: 409,
      code: 'not_on_duty',
    });
    const note = 'Nhà 3 còn cụ già, chưa gọi được';
    const ended = await world.send('POST', '/api/duty/hand-over', { note });
    expect(ended.body).toMatchObject({ id: first.id, endedAt: expect.any(String), note });
    expect((await world.get('/api/now')).body).toMatchObject({ duty: { current: null, previous: { note } } });

    const second = (await world.send('POST', '/api/duty/take-over', undefined, 'next')).body as Shift;
    await world.send('POST', '/api/duty/take-over');
    expect((await world.get('/api/now')).body).toMatchObject({
      duty: { current: { by: { name: 'Tên officer' } }, previous: { id: second.id, note: null } },
    });
    const page = (await world.get('/api/duty?limit=2')).body as { items: Shift[]; next: string };
    expect(page.items).toHaveLength(2);
    expect((await world.get(`/api/duty?cursor=${page.next}`)).body).toMatchObject({
      items: [{ id: first.id }],
      next: null,
    });
    const log = await world.auditOf();
    expect(log.map(({ action }) => action)).toEqual([
      'duty.taken',
      'duty.handed_over',
      'duty.taken',
      'duty.taken',
    ]);
    expect(JSON.stringify(log)).not.toContain('cụ già');
    const kept = await world.database().prisma.dutyShift.findFirst({ where: { id: first.id } });
    expect(kept?.note).not.toContain('cụ già');
  });

  it('of two who take it at once one has it in the end, and no shift is lost', async () => {
    await world.addActor('next', ['ward_chief']);
    await Promise.all(
      ['officer', 'next', 'officer', 'next'].map((who) =>
        world.send('POST', '/api/duty/take-over', undefined, who),
      ),
    );
    const shifts = await world.database().prisma.dutyShift.findMany();
    expect(shifts.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
    expect((await world.auditOf()).length).toBe(shifts.length);
  });

  it('another unit has its own', async () => {
    await world.addActor('stranger', ['duty_officer'], await world.addUnit('EHL'));
    await world.send('POST', '/api/duty/take-over');
    expect((await world.get('/api/duty', 'stranger')).body).toEqual({ items: [], next: null });
    await world.send('POST', '/api/duty/take-over', undefined, 'stranger');
    expect((await world.get('/api/now')).body).toMatchObject({
      duty: { current: { by: { name: 'Tên officer' } } },
    });
  });
});

describe('now', () => {
  it('shows open alerts, calls for help, lanes and approvals of the unit', async () => {
    const { alertId } = await world.addAlert([
      { at: 0, state: 'sent', standing: 'help' },
      { at: 1, state: 'pending' },
    ]);
    const closed = await world.addAlert([{ at: 2, state: 'sent' }]);
    const waiting = await world.addAlert([]);
    const { prisma } = world.database();
    await prisma.alert.update({
      where: { id: closed.alertId },
      data: { state: 'resolved', closedAt: ago(1) },
    });
    await prisma.alert.update({ where: { id: waiting.alertId }, data: { state: 'pending_approval' } });
    const old = await world.addReply(closed.alertId, 2, { code: 'HELP', createdAt: ago(40) });
    const help = await world.addReply(alertId, 0, { code: 'HELP' });
    const { body } = await world.get('/api/now');
    expect(body).toMatchObject({
      alerts: [{ id: alertId, helpWaiting: 1, progress: { households: 2, sent: 1, pending: 1, help: 1 } }],
      help: { waiting: 2, items: [{ id: help, household: { label: 'Nhà 0' } }, { id: old }] },
      lanes: [{ channelAccountId: world.ward().accountId, waiting: 1, state: 'working' }],
      approvalsWaiting: 1,
    });
    expect((body as { alerts: unknown[] }).alerts).toHaveLength(1);

    await world.addActor('stranger', ['duty_officer'], await world.addUnit('EHL'));
    expect((await world.get('/api/now', 'stranger')).body).toMatchObject({
      alerts: [],
      help: { waiting: 0, items: [] },
      lanes: [],
      approvalsWaiting: 0,
    });
    await world.addActor('head', ['group_admin']);
    expect((await world.get('/api/now', 'head')).body).toMatchObject({ help: { waiting: 2, items: [] } });
  });
});

describe('channels', () => {
  const account = async () =>
    ((await world.get('/api/channels')).body as { accounts: Record<string, unknown>[] }).accounts[0];
  const lane = (data: object) =>
    world.database().prisma.lane.update({ where: { id: world.ward().laneId }, data });

  it('tell what waits, what stopped, and how old the token is', async () => {
    const { messageId } = await world.addAlert([
      { at: 0, state: 'pending' },
      { at: 1, state: 'pending' },
      { at: 2, state: 'sent' },
    ]);
    await world.database().prisma.channelGrant.create({
      data: {
        channelAccountId: world.ward().accountId,
        version: 1,
        pair: 'sealed',
        expiresAt: new Date('2026-12-01T00:00:00Z'),
        savedAt: new Date('2026-11-26T00:00:00Z'),
      },
    });
    expect(await account()).toMatchObject({
      channel: 'telegram',
      state: 'working',
      waiting: 2,
      backlog: [{ class: 'critical', waiting: 2 }],
      contacts: 3,
      testable: false,
      token: { savedAt: '2026-11-26T00:00:00.000Z', expiresAt: '2026-12-01T00:00:00.000Z', lostAt: null },
    });
    const { prisma } = world.database();
    await prisma.delivery.updateMany({ data: { createdAt: ago(2) } });
    expect(await account()).toMatchObject({ state: 'no_driver' });
    await lane({ leaseUntil: new Date(Date.now() + 60_000), owner: 'x' });
    expect(await account()).toMatchObject({ state: 'working' });
    await lane({ pausedUntil: new Date(Date.now() + 60_000) });
    expect(await account()).toMatchObject({ state: 'paused', pausedUntil: expect.any(String) });
    await lane({ stoppedReason: 'telegram_unauthorized' });
    expect(await account()).toMatchObject({ state: 'stopped', reason: 'telegram_unauthorized' });
    // What an officer holds does not wait for the lane.
    await prisma.alertMessage.update({ where: { id: messageId }, data: { pausedAt: new Date() } });
    expect(await account()).toMatchObject({ waiting: 0, backlog: [], oldestWaitingSeconds: null });
    expect(JSON.stringify(await account())).not.toContain('sealed');
  });

  it('are tried by a message to the own chat of who asks', async () => {
    const { accountId } = world.ward();
    const url = `/api/channels/${accountId}/tests`;
    expect((await world.send('POST', url)).body).toEqual({ status: 409, code: 'no_linked_chat' });
    const { staffId } = await world.addActor('linked', ['duty_officer']);
    await world.database().prisma.contactPoint.create({
      data: { id: newId(), channelAccountId: accountId, externalId: '777', staffId },
    });
    const queued = await world.send('POST', url, undefined, 'linked');
    expect(queued).toMatchObject({ status: 202, body: { state: 'waiting', sentAt: null } });
    const { id } = queued.body as { id: string };
    expect(world.hinted).toEqual([world.ward().laneId]);
    await world
      .database()
      .prisma.answer.update({ where: { id }, data: { state: 'gave_up', reason: 'timed_out' } });
    expect((await world.get(`${url}/${id}`, 'linked')).body).toMatchObject({
      state: 'not_sent',
      reason: 'timed_out',
    });
    expect((await world.get(`${url}/${id}`)).status).toBe(404);
    expect(await world.auditOf()).toMatchObject([
      { action: 'channel.tested', subject: `channel:${accountId}`, staffId },
    ]);
  });
});

describe('the audit log', () => {
  async function filled() {
    const chief = await world.addActor('chief', ['ward_chief']);
    const append = (action: string, subject: string, policeUnitId = chief.policeUnitId) =>
      world.database().prisma.auditEntry.create({
        data: { action, subject, policeUnitId, staffId: chief.staffId, detail: { count: 1 }, at: ago(5) },
      });
    const { alertId } = await world.addAlert([], { number: 'BMT-2026-0147' });
    await append('alert_raised', alertId);
    await append('reply.handled', 'reply:1');
    await append('alert_stopped', alertId);
    await append('alert_raised', 'foreign', await world.addUnit('EHL'));
    return { chief, alertId };
  }
  const actionsOf = (body: unknown) =>
    (body as { items: { action: string }[] }).items.map(({ action }) => action);

  it.each([
    ['', ['alert_stopped', 'reply.handled', 'alert_raised']],
    ['action=alert_raised,reply.handled', ['reply.handled', 'alert_raised']],
    ['subject=BMT-2026-0147', ['alert_stopped', 'alert_raised']],
    ['subject=reply:1', ['reply.handled']],
    [`from=${encodeURIComponent(ago(1).toISOString())}`, []],
    [`staffId=00000000-0000-4000-8000-000000000000`, []],
  ])('of the unit, by %s', async (query, actions) => {
    await filled();
    expect(actionsOf((await world.get(`/api/audit?${query}`, 'chief')).body)).toEqual(actions);
  });

  it('page by page, with who it was; its filters are those that occur', async () => {
    const { chief } = await filled();
    const first = (await world.get('/api/audit?limit=2', 'chief')).body as { items: object[]; next: string };
    expect(first.items[0]).toMatchObject({
      by: { staffId: chief.staffId, name: 'Tên chief' },
      detail: { count: 1 },
      sealed: false,
    });
    const rest = (await world.get(`/api/audit?limit=2&cursor=${first.next}`, 'chief')).body;
    expect([actionsOf(rest), (rest as { next: unknown }).next]).toEqual([['alert_raised'], null]);
    expect((await world.get('/api/audit/filters', 'chief')).body).toMatchObject({
      actions: ['alert_raised', 'alert_stopped', 'reply.handled'],
    });
    expect((await world.get('/api/audit')).status).toBe(403);
  });

  it('is verified, which is in the log itself', async () => {
    await filled();
    const sealer = createAuditSealer(world.database().pool);
    await sealer.seal();
    const verdict = await world.send('POST', '/api/audit/verify', undefined, 'chief');
    expect(verdict.body).toEqual({ kind: 'intact', seals: 1, entries: 4, unsealed: 0 });
    expect((await world.auditOf()).at(-1)).toMatchObject({
      action: 'audit.verified',
      detail: { verdict: 'intact' },
    });
    const { pool } = world.database();
    await pool.query('ALTER TABLE "AuditEntry" DISABLE TRIGGER USER');
    await pool.query(`UPDATE "AuditEntry" SET action = 'nothing' WHERE action = 'alert_stopped'`);
    const broken = await world.send('POST', '/api/audit/verify', undefined, 'chief');
    expect(broken.body).toMatchObject({ kind: 'broken' });
  });
});
