import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RETENTION, type RetentionName } from '../../../config/retention.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { createProgressStore } from '../../../src/db/progress-store.ts';
import { createRetentionStore } from '../../../src/db/retention-store.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

const DAY_MS = 24 * 3_600_000;
const sealer = testSealer();
let testDatabase: TestDatabase;
let database: Database;
let ward: TestWard;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openDatabase({ connectionString, maxConnections: 4, applicationName: 'test' });
  ward = await createWard(database, sealer, { households: 3, membersEach: 2 });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const idOf = (days: number) => v7({ msecs: daysAgo(days).getTime() });
const daysOf = (rule: RetentionName) => RETENTION[rule].keepMs / DAY_MS;
const forget = (rule: RetentionName, limit = 100) =>
  createRetentionStore(database.pool).forget(rule, RETENTION[rule].keepMs, limit);

/** Batch after batch until there is no more; the rows of each. */
async function forgetAll(rule: RetentionName, limit: number): Promise<number[]> {
  const batches: number[] = [];
  for (;;) {
    const rows = await forget(rule, limit);
    if (rows === 0) return batches;
    batches.push(rows);
  }
}

async function chat(change: { memberId?: string; staffId?: string; lastInboundAt?: Date } = {}) {
  const id = newId();
  await database.prisma.contactPoint.create({
    data: { id, channelAccountId: ward.accountId, externalId: newCode(10), ...change },
  });
  return id;
}

describe('inbound events', () => {
  const days = daysOf('inboundEvents');
  async function event(age: number, change: { handledAt?: Date; failedAt?: Date }) {
    const id = idOf(age);
    await database.prisma.inboundEvent.create({
      data: {
        id,
        channelAccountId: ward.accountId,
        contactPointId: ward.households[0]?.contactPointIds[0] ?? '',
        externalId: newCode(10),
        sequence: 1n,
        payload: '',
        receivedAt: daysAgo(age),
        ...change,
      },
    });
    return id;
  }

  it('go when they were handled or given up long ago; what waits stays', async () => {
    await event(days + 2, { handledAt: daysAgo(days + 1) });
    await event(days + 2, { failedAt: daysAgo(days + 1) });
    const kept = [
      await event(days + 2, { handledAt: daysAgo(days - 1) }),
      await event(days + 2, {}),
      await event(1, { handledAt: daysAgo(1) }),
    ];
    expect(await forget('inboundEvents')).toBe(2);
    expect(await forget('inboundEvents')).toBe(0);
    const left = await database.prisma.inboundEvent.findMany();
    expect(left.map(({ id }) => id).toSorted()).toEqual(kept.toSorted());
  });

  it('go in batches', async () => {
    for (let count = 0; count < 5; count++) await event(days + 2 + count, { handledAt: daysAgo(days + 1) });
    expect(await forgetAll('inboundEvents', 2)).toEqual([2, 2, 1]);
  });
});

describe('answers', () => {
  const days = daysOf('answers');
  async function answer(
    age: number,
    state: 'pending' | 'sent' | 'unknown',
    editsAnswerId: string | null = null,
  ) {
    const id = idOf(age);
    await database.prisma.answer.create({
      data: {
        id,
        contactPointId: ward.households[0]?.contactPointIds[0] ?? '',
        laneId: ward.laneId,
        class: 'answer',
        priority: 2,
        payload: '',
        state,
        editsAnswerId,
        createdAt: daysAgo(age),
      },
    });
    return id;
  }
  const left = async () => (await database.prisma.answer.findMany()).map(({ id }) => id).toSorted();

  it('go when they are final', async () => {
    await answer(days + 1, 'sent');
    const kept = [
      await answer(days + 1, 'pending'),
      await answer(days + 1, 'unknown'),
      await answer(days - 1, 'sent'),
    ];
    expect(await forgetAll('answers', 100)).toEqual([1]);
    expect(await left()).toEqual(kept.toSorted());
  });

  it('go after their edits', async () => {
    const root = await answer(days + 9, 'sent');
    await answer(days + 5, 'sent', root);
    const young = await answer(days - 1, 'sent', root);
    expect(await forgetAll('answers', 100)).toEqual([1]);
    expect(await left()).toEqual([root, young].toSorted());
    await database.prisma.answer.delete({ where: { id: young } });
    expect(await forgetAll('answers', 100)).toEqual([1]);
  });

  it('go after the board that they are', async () => {
    const id = await answer(days + 9, 'sent');
    const alertId = await closedAlert(daysOf('closedAlerts') - 1);
    const contactPointId = await chat();
    await database.prisma.progressBoard.create({
      data: { alertId, contactPointId, answerId: id, language: 'vi' },
    });
    expect(await forget('answers')).toBe(0);
    await database.pool.query(`UPDATE "Alert" SET "closedAt" = $1`, [daysAgo(daysOf('closedAlerts') + 1)]);
    await forgetAll('closedAlerts', 100);
    expect(await forget('answers')).toBe(1);
  });
});

describe('conversations', () => {
  it('are blanked when nobody went on with them; their row stays as the lock of the chat', async () => {
    const days = daysOf('conversations');
    const states = [
      { state: 'sealed', updatedAt: daysAgo(days + 1) },
      { state: 'sealed', updatedAt: daysAgo(days - 1) },
      { state: '', updatedAt: daysAgo(days + 1) },
    ];
    for (const data of states)
      await database.prisma.dialogState.create({ data: { contactPointId: await chat(), ...data } });
    expect(await forget('conversations')).toBe(1);
    expect(await forget('conversations')).toBe(0);
    const rows = await database.prisma.dialogState.findMany();
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['', '', 'sealed']);
  });
});

describe('strangers', () => {
  it('are forgotten: who is in no household and no staff, and has been quiet', async () => {
    const days = daysOf('strangers');
    const old = { lastInboundAt: daysAgo(days + 1) };
    const gone = await chat(old);
    await chat({ lastInboundAt: daysAgo(days - 1) });
    await chat({ ...old, staffId: ward.staffId });
    const asked = await chat(old);
    await database.prisma.answer.create({
      data: {
        id: newId(),
        contactPointId: asked,
        laneId: ward.laneId,
        class: 'answer',
        priority: 2,
        payload: 'x',
      },
    });
    await database.pool.query(`UPDATE "ContactPoint" SET "lastInboundAt" = $1 WHERE "memberId" IS NOT NULL`, [
      daysAgo(days + 1),
    ]);
    expect(await forget('strangers')).toBe(1);
    expect(await forget('strangers')).toBe(0);
    const erased = await database.prisma.contactPoint.findMany({
      where: { externalId: { startsWith: 'erased:' } },
    });
    expect(erased.map(({ id, state }) => [id, state])).toEqual([[gone, 'stopped']]);
  });
});

describe('staff codes', () => {
  it('go when they were used or ran out long ago', async () => {
    const days = daysOf('staffCodes');
    const soon = new Date(Date.now() + DAY_MS);
    for (const [codeHash, usedAt, expiresAt] of [
      ['used', daysAgo(days + 1), soon],
      ['over', null, daysAgo(days + 1)],
      ['just used', daysAgo(1), soon],
      ['just over', null, daysAgo(1)],
      ['open', null, soon],
    ] as const) {
      await database.prisma.staffLinkCode.create({
        data: { codeHash, staffId: ward.staffId, usedAt, expiresAt },
      });
    }
    expect(await forgetAll('staffCodes', 1)).toEqual([1, 1]);
    const left = await database.prisma.staffLinkCode.findMany({ orderBy: { codeHash: 'asc' } });
    expect(left.map(({ codeHash }) => codeHash)).toEqual(['just over', 'just used', 'open']);
  });
});

describe('drafts of alerts', () => {
  it('go a month after they were saved last, sent or not', async () => {
    const days = daysOf('drafts');
    const draft = async (age: number, state: 'open' | 'closed') => {
      const id = idOf(age);
      const { policeUnitId, staffId: authorId } = ward;
      await database.prisma.alertDraft.create({
        data: { id, policeUnitId, authorId, state, content: '', savedAt: daysAgo(age) },
      });
      return id;
    };
    await draft(days + 2, 'open');
    await draft(days + 1, 'closed');
    const kept = await draft(days - 1, 'open');
    expect(await forgetAll('drafts', 1)).toEqual([1, 1]);
    expect((await database.prisma.alertDraft.findMany()).map(({ id }) => id)).toEqual([kept]);
  });
});

describe('shifts and changes for consoles', () => {
  it('shifts go a year after their end; the one that goes on stays', async () => {
    const days = daysOf('dutyShifts');
    const shift = async (begun: number, ended: number | null) => {
      const id = idOf(begun);
      const endedAt = ended === null ? null : daysAgo(ended);
      await database.prisma.dutyShift.create({
        data: { id, policeUnitId: ward.policeUnitId, staffId: ward.staffId, endedAt },
      });
      return id;
    };
    await shift(days + 3, days + 2);
    const kept = [await shift(days + 2, days - 1), await shift(days + 2, null)];
    expect(await forgetAll('dutyShifts', 1)).toEqual([1]);
    const left = await database.prisma.dutyShift.findMany({ orderBy: { id: 'asc' } });
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
  });

  it('what webhooks told goes once it is final, what waits stays', async () => {
    const days = daysOf('webhookDeliveries');
    const { policeUnitId, staffId: createdById } = ward;
    const data = {
      id: newId(),
      policeUnitId,
      createdById,
      wholeProvince: false,
      url: '',
      secret: '',
      readTo: 0,
    };
    const { id: webhookId } = await database.prisma.webhook.create({ data });
    const told = async (finished: number | null) => {
      const finishedAt = finished === null ? null : daysAgo(finished);
      const made = { id: newId(), webhookId, kind: 'duty', at: daysAgo(days + 5), finishedAt };
      return (await database.prisma.webhookDelivery.create({ data: made })).id;
    };
    await told(days + 1);
    await told(days + 2);
    const kept = [await told(days - 1), await told(null)];
    expect(await forgetAll('webhookDeliveries', 1)).toEqual([1, 1]);
    const left = await database.prisma.webhookDelivery.findMany();
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
  });

  it('changes go after an hour, numbered or not', async () => {
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const at of [old, new Date()]) {
      await database.prisma.consoleChange.create({ data: { kind: 'duty', at } });
      await database.prisma.consoleEvent.create({ data: { kind: 'duty', help: false, fresh: false, at } });
    }
    expect(await forgetAll('consoleEvents', 1)).toEqual([1, 1]);
    expect(await database.prisma.consoleEvent.count({ where: { at: old } })).toBe(0);
    expect([await database.prisma.consoleChange.count(), await database.prisma.consoleEvent.count()]).toEqual(
      [1, 1],
    );
  });
});

describe('what an officer answered', () => {
  it('stays as long as the reply, and goes with it', async () => {
    const days = Math.max(daysOf('callsForHelp'), daysOf('answers')) + 1;
    const alertId = await closedAlert(days);
    const { prisma } = database;
    const [answerId, contactPointId] = [idOf(days), ward.households[0]?.contactPointIds[0] ?? ''];
    await prisma.answer.create({
      data: {
        id: answerId,
        contactPointId,
        laneId: ward.laneId,
        class: 'answer',
        priority: 2,
        payload: '',
        state: 'sent',
        createdAt: daysAgo(days),
      },
    });
    const reply = await prisma.reply.findFirstOrThrow({ where: { alertId, code: 'HELP' } });
    await prisma.replyAnswer.create({
      data: { id: newId(), replyId: reply.id, answerId, staffId: ward.staffId, text: 'sealed' },
    });
    expect(await forgetAll('answers', 10)).toEqual([]);
    await forgetAll('callsForHelp', 10);
    expect(await prisma.replyAnswer.count()).toBe(0);
    expect(await forgetAll('answers', 10)).toEqual([1]);
  });
});

/** To every household, with deliveries, replies and a log entry. `closedDaysAgo` null: open. */
async function closedAlert(closedDaysAgo: number | null, replyCodes: string[] = ['SAFE', 'HELP']) {
  const { prisma } = database;
  const [alertId, messageId] = [newId(), newId()];
  const ended = closedDaysAgo === null ? new Date(Date.now() + DAY_MS) : daysAgo(closedDaysAgo);
  await prisma.alert.create({
    data: {
      id: alertId,
      policeUnitId: ward.policeUnitId,
      number: newCode(10),
      verificationCode: 'x',
      category: 'fire_explosion',
      severity: 'critical',
      state: closedDaysAgo === null ? 'active' : 'expired',
      groupIds: [ward.groupId],
      replyCodes,
      authorId: ward.staffId,
      createdAt: daysAgo(2_000),
      expiresAt: ended,
      closedAt: closedDaysAgo === null ? null : ended,
    },
  });
  await prisma.alertMessage.create({
    data: {
      id: messageId,
      alertId,
      seq: 1,
      kind: 'initial',
      texts: {},
      sendUntil: ended,
      fannedOutAt: daysAgo(2_000),
    },
  });
  for (const { householdId, contactPointIds } of ward.households) {
    await prisma.audienceHousehold.create({ data: { alertId, householdId, standing: 'help' } });
    for (const [index, contactPointId] of contactPointIds.entries()) {
      await prisma.audienceContact.create({
        data: { alertId, householdId, contactPointId, rank: index + 1, language: 'vi' },
      });
    }
    const contactPointId = contactPointIds[0] ?? '';
    await prisma.delivery.create({
      data: {
        id: newId(),
        alertMessageId: messageId,
        contactPointId,
        householdId,
        laneId: ward.laneId,
        priority: 0,
        language: 'vi',
        state: 'sent',
      },
    });
    for (const reply of [
      { code: 'SAFE' as const, content: null },
      { code: 'HELP' as const, content: null },
      { code: null, content: 'sealed words' },
    ]) {
      await prisma.reply.create({
        data: {
          id: newId(),
          alertId,
          policeUnitId: ward.policeUnitId,
          householdId,
          contactPointId,
          inboundEventId: newId(),
          ...reply,
        },
      });
    }
  }
  await prisma.auditEntry.create({ data: { action: 'alert_raised', subject: alertId, detail: {} } });
  return alertId;
}

async function rowsOf(alertId: string) {
  const { prisma } = database;
  return {
    alerts: await prisma.alert.count({ where: { id: alertId } }),
    messages: await prisma.alertMessage.count({ where: { alertId } }),
    deliveries: await prisma.delivery.count({ where: { message: { alertId } } }),
    contacts: await prisma.audienceContact.count({ where: { alertId } }),
    households: await prisma.audienceHousehold.count({ where: { alertId } }),
    acknowledged: await prisma.reply.count({ where: { alertId, content: null, code: 'SAFE' } }),
    calls: await prisma.reply.count({
      where: { alertId, OR: [{ content: { not: null } }, { code: 'HELP' }] },
    }),
    log: await prisma.auditEntry.count({ where: { subject: alertId } }),
  };
}

const WHOLE = {
  alerts: 1,
  messages: 1,
  deliveries: 3,
  contacts: 6,
  households: 3,
  acknowledged: 3,
  calls: 6,
  log: 1,
};

describe('a closed alert', () => {
  it('loses who was in it; its text, its figures, calls for help and the log stay', async () => {
    const days = daysOf('closedAlerts');
    const [old, younger, open] = [
      await closedAlert(days + 1),
      await closedAlert(days - 1),
      await closedAlert(null),
    ];
    const figures = () => createProgressStore(database.db).progress(old);
    const before = await figures();
    expect(before).toMatchObject({ households: 3, sent: 3, help: 3, words: 3 });
    const batches = await forgetAll('closedAlerts', 2);
    expect(Math.max(...batches)).toBe(2);
    expect(batches.reduce((sum, rows) => sum + rows, 0)).toBe(3 + 6 + 3 + 3);
    expect(await rowsOf(old)).toEqual({
      ...WHOLE,
      deliveries: 0,
      contacts: 0,
      households: 0,
      acknowledged: 0,
    });
    expect(await figures()).toEqual(before);
    expect(await rowsOf(younger)).toEqual(WHOLE);
    expect(await rowsOf(open)).toEqual(WHOLE);
  });

  it('stays whole while something of it may still be sent', async () => {
    const old = await closedAlert(daysOf('closedAlerts') + 1);
    await database.prisma.alertMessage.create({
      data: {
        id: newId(),
        alertId: old,
        seq: 2,
        kind: 'closure',
        texts: {},
        sendUntil: new Date(Date.now() + DAY_MS),
      },
    });
    expect(await forget('closedAlerts')).toBe(0);
    expect(await rowsOf(old)).toEqual({ ...WHOLE, messages: 2 });
  });

  it.each([
    ['callsForHelp', 'tips', ['SAFE', 'HELP']],
    ['tips', 'callsForHelp', ['TIP', 'SEEN']],
  ] as const)('loses its %s at their own time', async (rule, other, codes) => {
    const days = daysOf(rule);
    const [old, younger, open] = [
      await closedAlert(days + 1, [...codes]),
      await closedAlert(days - 1, [...codes]),
      await closedAlert(null, [...codes]),
    ];
    await database.pool.query(`UPDATE "Alert" SET "replyCodes" = $1`, [codes]);
    expect(await forget(other)).toBe(0);
    expect(await forgetAll(rule, 4)).toEqual([4, 4, 1]);
    expect((await rowsOf(old)).calls).toBe(0);
    expect(await rowsOf(younger)).toEqual(WHOLE);
    expect(await rowsOf(open)).toEqual(WHOLE);
  });

  it('can be forgotten by several processes at once', async () => {
    const old = await closedAlert(daysOf('closedAlerts') + 1);
    await Promise.all([1, 2, 3].map(() => forgetAll('closedAlerts', 2)));
    expect(await rowsOf(old)).toMatchObject({ deliveries: 0, contacts: 0, households: 0, calls: 6 });
  });
});
