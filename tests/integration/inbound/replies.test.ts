import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import type { Command } from '../../../src/dialogs/dialog.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, messageOf, typed, type World } from './world.ts';

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
  await world.join('stranger-to-it', 'Trần Văn Ba', 'Nhà 99', 1);
});
afterAll(async () => {
  await world.database.close();
  await testDatabase.drop();
});

const words = (alertNumber: string, text: string, code: ReplyCode | null = null): Command => ({
  kind: 'record_reply',
  alertNumber,
  code,
  content: { kind: 'text', text },
});

describe('one household, one count', () => {
  it.each([
    { presses: [['mother', 'ACK']], standing: 'read' },
    {
      presses: [
        ['mother', 'ACK'],
        ['son', 'SAFE'],
      ],
      standing: 'safe',
    },
    {
      presses: [
        ['mother', 'SAFE'],
        ['son', 'ACK'],
      ],
      standing: 'safe',
    },
    {
      presses: [
        ['mother', 'HELP'],
        ['son', 'SAFE'],
      ],
      standing: 'help',
    },
    {
      presses: [
        ['mother', 'SAFE'],
        ['son', 'HELP'],
        ['mother', 'SAFE'],
      ],
      standing: 'help',
    },
    {
      presses: [
        ['mother', 'HELP'],
        ['mother', 'SAFE'],
      ],
      standing: 'safe',
    },
    {
      presses: [
        ['mother', 'HELP'],
        ['son', 'SAFE'],
        ['mother', 'ACK'],
      ],
      standing: 'safe',
    },
  ] as const)('$presses is $standing', async ({ presses, standing }) => {
    const alert = await world.addAlert();
    for (const [chat, code] of presses) await world.press(chat, alert.number, code);
    expect(await world.standing(alert.id, 'mother')).toBe(standing);
    expect(await world.standing(alert.id, 'neighbour')).toBe('silent');
  });

  it('counts members who press at the same moment', async () => {
    const alert = await world.addAlert();
    for (const [chat, code] of [
      ['mother', 'HELP'],
      ['son', 'SAFE'],
      ['neighbour', 'SAFE'],
    ] as const) {
      const payload = `a:${alert.number}:${code}`;
      await world.receive(chat, { kind: 'press', payload, pressId: 'p', messageId: null });
    }
    await Promise.all([world.handle(), world.handle(), world.handle()]);
    expect(await world.standing(alert.id, 'son')).toBe('help');
    expect(await world.standing(alert.id, 'neighbour')).toBe('safe');
  });

  it('counts a press once when it is delivered three times', async () => {
    const alert = await world.addAlert();
    const press = messageOf('mother', 70_001, {
      kind: 'press',
      payload: `a:${alert.number}:SAFE`,
      pressId: 'p',
      messageId: null,
    });
    for (let delivery = 0; delivery < 3; delivery++) {
      await world.receiveAll([press]);
      await world.handle();
    }
    expect(await world.database.prisma.reply.count({ where: { alertId: alert.id } })).toBe(1);
  });

  it('says when an answer was changed', async () => {
    const { number } = await world.addAlert();
    const changed = [];
    for (const code of ['SAFE', 'SAFE', 'HELP'] as const) {
      const outcome = await world.press('mother', number, code);
      changed.push(outcome.kind === 'reply_recorded' && outcome.changed);
    }
    expect(changed).toEqual([false, false, true]);
  });
});

describe('whose answer counts', () => {
  it('gives the same answer for a foreign alert, none, and a code that is not on the buttons', async () => {
    const alert = await world.addAlert();
    const outcomes = [
      await world.press('stranger-to-it', alert.number, 'SAFE'),
      await world.press('mother', 'BMT-1999-0001', 'SAFE'),
      await world.press('mother', alert.number, 'STUCK'),
      await world.press('nobody', alert.number, 'HELP'),
    ];
    expect(outcomes).toEqual(Array(4).fill({ kind: 'reply_not_yours' }));
    expect(await world.database.prisma.reply.count({ where: { alertId: alert.id } })).toBe(0);
  });

  it('takes HELP even when it is not on the buttons', async () => {
    const alert = await world.addAlert({ replyCodes: ['TIP', 'ACK'] });
    expect(await world.press('mother', alert.number, 'HELP')).toMatchObject({
      kind: 'reply_recorded',
      code: 'HELP',
    });
  });

  it.each([
    { state: 'resolved', expired: false, seen: 'resolved' },
    { state: 'cancelled', expired: false, seen: 'cancelled' },
    { state: 'active', expired: true, seen: 'expired' },
  ] as const)('takes nothing but a call for help once it is $seen', async ({ state, expired, seen }) => {
    const { id, number } = await world.addAlert({ state, expired });
    const closed = { kind: 'reply_closed', number, state: seen };
    expect(await world.press('mother', number, 'SAFE')).toEqual(closed);
    expect(await world.say('mother', words(number, 'xin chào'))).toEqual(closed);
    expect(await world.press('mother', number, 'HELP')).toMatchObject({ kind: 'reply_recorded' });
    expect(await world.standing(id, 'mother')).toBe('help');
  });
});

describe('officers are told', () => {
  it('says so when there is nobody to tell', async () => {
    const { number } = await world.addAlert();
    expect(await world.press('mother', number, 'HELP')).toMatchObject({
      forwarded: false,
      dutyPhone: '02623000111',
    });
  });

  it('of a call for help at once, of words while help is asked for, of nothing else', async () => {
    await world.addOfficer('officer');
    await world.addOfficer('auditor', 'auditor');
    const { number } = await world.addAlert();
    const notices = async (chat: string): Promise<unknown[]> => {
      const texts = await world.inbox(chat);
      // Those that waited at the same time are one message.
      const each = texts.flatMap((text) => text.split('\n\n'));
      return each.filter((text) => text.startsWith('{"notice"')).map((text): unknown => JSON.parse(text));
    };

    expect(await world.say('mother', words(number, 'có khói'))).toMatchObject({
      forwarded: false,
      contentKind: 'text',
    });
    expect(await world.press('mother', number, 'HELP')).toMatchObject({ forwarded: true });
    expect(await world.press('mother', number, 'HELP')).toMatchObject({ forwarded: true });
    expect(await world.say('son', words(number, 'bà tôi không đi được'))).toMatchObject({ forwarded: true });

    expect(await notices('officer')).toMatchObject([
      {
        notice: {
          kind: 'help',
          alertNumber: number,
          household: 'Nhà 12',
          groupName: 'Buôn Alê A',
          code: 'HELP',
          content: null,
        },
      },
      {
        notice: {
          kind: 'words',
          household: 'Nhà 12',
          content: { kind: 'text', text: 'bà tôi không đi được' },
        },
      },
    ]);
    const photo = { kind: 'photo', fileId: 'AgAC-1', caption: '' } as const;
    await world.say('son', { kind: 'record_reply', alertNumber: number, code: null, content: photo });
    expect(await world.lastMessage('officer')).toMatchObject({ media: { kind: 'photo', fileId: 'AgAC-1' } });
    expect(await notices('auditor')).toEqual([]);
    expect(await notices('neighbour')).toEqual([]);
    const noticeRow = await world.database.prisma.answer.findFirstOrThrow({
      where: { class: 'staff_notice' },
    });
    expect(noticeRow.priority).toBe(1);
  });

  it.each(['resolved', 'cancelled'] as const)(
    'of everything from a household in need under an alert that is %s, until its all-clear',
    async (state) => {
      await world.addOfficer(`officer-${state}`);
      const { id, number } = await world.addAlert({ state });
      await world.press('mother', number, 'HELP');
      const place: Command = {
        kind: 'record_reply',
        alertNumber: number,
        code: null,
        content: { kind: 'place', latitude: 12.7, longitude: 108.1 },
      };
      const heard = [
        await world.say('mother', words(number, 'trên mái nhà')),
        await world.say('son', place),
        await world.press('son', number, 'SAFE'),
        await world.press('mother', number, 'SAFE'),
      ];
      const told = { kind: 'reply_recorded', forwarded: true };
      expect(heard).toMatchObject([told, told, told, told]);
      const inbox = (await world.inbox(`officer-${state}`)).flatMap((text) => text.split('\n\n'));
      const texts = inbox.filter((text) => text.startsWith('{"notice"'));
      const notices = texts.map((text): unknown => JSON.parse(text));
      expect(notices).toMatchObject([
        { notice: { kind: 'help' } },
        { notice: { kind: 'words', content: { text: 'trên mái nhà' } } },
        { notice: { kind: 'words', content: { kind: 'place' } } },
        // The same words to the same chat wait there once.
        { notice: { kind: 'words', code: 'SAFE' } },
      ]);
      expect(await world.standing(id, 'mother')).toBe('safe');
      expect(await world.say('mother', words(number, 'cảm ơn'))).toMatchObject({ kind: 'reply_closed' });
    },
  );

  it('shows status to officers of the unit alone', async () => {
    const alert = await world.addAlert();
    await world.say('mother', words(alert.number, 'nhà tôi ổn', 'SAFE'));
    expect(await world.say('officer', { kind: 'show_status', alertId: alert.id })).toMatchObject({
      kind: 'status',
      recentWords: [{ household: 'Nhà 12', text: 'nhà tôi ổn' }],
    });
    const otherUnit = await createWorld(testDatabase.connectionString);
    await otherUnit.addOfficer('other-officer');
    const refused = [
      await otherUnit.say('other-officer', { kind: 'show_status', alertId: alert.id }),
      await world.say('auditor', { kind: 'show_status', alertId: alert.id }),
      await world.say('mother', { kind: 'show_status', alertId: alert.id }),
      await world.say('mother', { kind: 'stop_alert', alertId: alert.id }),
    ];
    await otherUnit.database.close();
    expect(refused).toEqual(Array(4).fill({ kind: 'forbidden' }));
  });
});

describe('an erased member', () => {
  it('keeps counting for the household, without a name, and answers no more', async () => {
    const alert = await world.addAlert();
    await world.joinInvited('aunt', 'Bà Ba', invite);
    await world.press('aunt', alert.number, 'SAFE');
    const late = await world.addAlert();
    await world.press('aunt', late.number, 'HELP');
    await world.say('aunt', { kind: 'erase_me' });
    await world.press('mother', late.number, 'SAFE');
    expect(await world.standing(late.id, 'mother')).toBe('help');
    await world.receive('aunt', typed('x'));
    expect(await world.press('aunt', late.number, 'SAFE')).toEqual({ kind: 'reply_not_yours' });
  });
});
