import { describe, expect, it } from 'vitest';
import type { CommandOutcome, DialogContext } from '../../../src/dialogs/dialog.ts';
import { withUrgency } from '../../../src/dialogs/urgency.ts';
import type { Turn } from './talk.ts';
import { ALERT_ID, FIRE, MEMBER, OTHER_ALERT_ID, STAFF, STAFF_MEMBER, STRANGER, talk } from './talk.ts';

/** A payload can be made up by anyone, on Zalo by typing it: only what was offered to this person may have an effect. */

const AT_FIRE = { ...MEMBER, alerts: [FIRE] };
const FOREIGN = 'BMT-2026-9999';

const OF_OFFICERS = [
  'menu:compose',
  'menu:status',
  'category:theft',
  'area:all',
  'area:1',
  'area:done',
  'template:1',
  'send',
  'send:abc',
  'edit',
  'cancel',
  `status:${ALERT_ID}`,
  `manage:stop:${ALERT_ID}`,
  `manage:pause:${ALERT_ID}`,
  `manage:resume:${ALERT_ID}`,
  `manage:closure:${ALERT_ID}`,
  `stopalert:${ALERT_ID}`,
];
const GARBAGE = [
  'x',
  ':',
  '::',
  'a:',
  'a:x',
  'a::HELP',
  `a:${FIRE.number}`,
  `a:${FIRE.number}:`,
  `a:${FIRE.number}:help`,
  `a:${FIRE.number}:HELP:HELP`,
  `a:${FIRE.number}:__proto__`,
  `a:${FIRE.number}:toString`,
  '__proto__',
  '__proto__:x',
  'constructor:name',
  'menu:x',
  'menu:__proto__',
  'lang:fr',
  'test:x',
  'code:0OIL11',
  'code:x',
  'consent:yes',
  'erase:no',
  'alert:',
  `alert:${FOREIGN}`,
];

describe('a household', () => {
  const contexts: [string, DialogContext][] = [
    ['with nothing open', MEMBER],
    ['with an open alert', AT_FIRE],
    ['that has stopped', { ...AT_FIRE, contactState: 'stopped' }],
  ];

  it.each(contexts)('%s: what was not offered does nothing', (_, context) => {
    for (const press of [...OF_OFFICERS, ...GARBAGE]) {
      talk(context, [{ press, commands: [], dialog: 'idle' }]);
    }
  });

  it('the alert of another household: the audience decides, and nothing stays of it', () => {
    for (const code of ['HELP', 'SAFE', 'TIP'] as const) {
      talk(AT_FIRE, [
        {
          press: `a:${FOREIGN}:${code}`,
          commands: [{ kind: 'record_reply', alertNumber: FOREIGN, code, content: null }],
          says: [],
        },
        { outcome: { kind: 'reply_not_yours' }, says: ['reply-not-yours'], commands: [], dialog: 'idle' },
        {
          text: '1',
          commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'SAFE', content: null }],
        },
      ]);
    }
  });

  it('erasing is asked first', () => {
    talk(AT_FIRE, [{ press: 'erase:yes', commands: [], says: ['erase-confirm'] }]);
  });
});

describe('a stranger', () => {
  const group: CommandOutcome = {
    kind: 'code_group',
    groupId: 'g1',
    groupName: 'Buôn Alê A',
    policeUnitName: 'CA',
  };
  const name: Turn[] = [{ text: '/start 7K3PQ2' }, { outcome: group, dialog: 'join_name' }];
  const forged = [
    ...OF_OFFICERS,
    ...GARBAGE,
    'test:read',
    'resume',
    'erase:yes',
    'menu:main',
    'menu:help',
    'menu:alerts',
    `alert:${FIRE.number}`,
    `a:${FIRE.number}:HELP`,
  ];

  it('is a stranger afterwards', () => {
    for (const press of forged) talk(STRANGER, [{ press, commands: [] }]);
  });

  it('does not join without the consent that was asked for', () => {
    const asked = talk(STRANGER, name);
    const house = talk(STRANGER, [...name, { text: 'Lan', dialog: 'join_house' }]);
    const language = talk(STRANGER, [...name, { text: 'Lan' }, { text: '12', dialog: 'join_language' }]);
    for (const press of forged) {
      for (const { state } of [asked, house, language]) {
        talk(STRANGER, [{ press, commands: [], dialog: state.dialog.kind }], state);
      }
    }
  });
});

describe('an officer', () => {
  const previewed: CommandOutcome = {
    kind: 'previewed',
    preview: { households: 9, reachable: 8, secondsToLast: 9, messages: [] },
  };
  const category: Turn[] = [{ text: 'cảnh báo', dialog: 'compose_category' }];
  const area: Turn[] = [...category, { text: '5', dialog: 'compose_area' }];
  const text: Turn[] = [...area, { text: 'tất cả', dialog: 'compose_text' }];
  const preview: Turn[] = [
    ...text,
    { text: 'Khóa cổ xe.' },
    { outcome: previewed, dialog: 'compose_confirm' },
  ];
  const update: Turn[] = [{ press: `manage:update:${ALERT_ID}`, dialog: 'message_text' }];
  const updated: Turn[] = [
    ...update,
    { text: 'Đã dập xong.' },
    { outcome: previewed, dialog: 'message_confirm' },
  ];
  const stop: Turn[] = [{ press: `manage:stop:${ALERT_ID}`, dialog: 'stop_confirm' }];
  const everywhere = ['send', 'send:', 'send:abc', 'send:undefined', '::', '__proto__', 'a:x', 'consent:yes'];

  it.each<[string, Turn[], string[]]>([
    ['category', category, ['category:wanted_person', 'category:x', 'area:all', 'template:1', 'edit']],
    ['area', area, ['area:0', 'area:99', 'area:-1', 'area:1e0', 'area:0x1', 'area:__proto__', 'template:1']],
    ['text', text, ['template:0', 'template:99', 'template:2e0', 'template:x', 'area:all', 'edit']],
    ['preview', preview, ['area:all', 'template:1', 'category:theft', `stopalert:${ALERT_ID}`]],
    ['update', update, ['area:all', 'template:1', 'edit', 'category:theft']],
    ['preview of an update', updated, ['area:all', 'template:1', `stopalert:${ALERT_ID}`]],
    ['stopping', stop, [`stopalert:${OTHER_ALERT_ID}`, 'stopalert:', 'edit', 'erase:yes']],
  ])('%s: what was not offered leaves everything as it is', (_, turns, payloads) => {
    const { state } = talk(STAFF, turns);
    for (const press of [...everywhere, ...payloads]) {
      talk(STAFF, [{ press, commands: [], says: ['button-stale'], dialog: state.dialog.kind }], state);
    }
  });

  it('a name that no alert can have is never looked up', () => {
    const names = [
      '-'.repeat(36),
      'a'.repeat(36),
      '0'.repeat(36),
      ALERT_ID.toUpperCase(),
      `${ALERT_ID}0`,
      'x',
      '',
    ];
    for (const id of names) {
      for (const press of [`status:${id}`, `manage:pause:${id}`, `manage:stop:${id}`]) {
        talk(STAFF_MEMBER, [{ press, commands: [], says: ['button-stale'], dialog: 'idle' }]);
      }
    }
  });
});

describe('a hashtag that looks like a payload', () => {
  const help = { kind: 'record_reply' as const, alertNumber: FIRE.number, code: 'HELP' as const };

  it('is still heard when it calls for help', () => {
    talk(AT_FIRE, [{ press: 'SOS', commands: [{ ...help, content: null }] }]);
    talk(AT_FIRE, [
      { press: 'SOS:3-nguoi', commands: [{ ...help, content: { kind: 'text', text: 'SOS:3-nguoi' } }] },
    ]);
    talk({ ...AT_FIRE, contactState: 'stopped' }, [{ press: 'cuu', commands: [{ ...help, content: null }] }]);
    talk(MEMBER, [{ press: 'SOS', says: ['emergency'], commands: [] }]);
    talk(STRANGER, [{ press: 'SOS', says: ['emergency', 'greeting'], commands: [] }]);
  });

  it('is handled before all others', () => {
    const urgent = (payload: string) =>
      withUrgency({
        externalId: '1',
        sequence: '1',
        chatExternalId: '1',
        languageHint: null,
        content: { kind: 'press', payload, pressId: '', messageId: null },
      }).urgent;
    expect(['SOS', 'cuu:3', `a:${FIRE.number}:HELP`].map(urgent)).toEqual([true, true, true]);
    expect(['menu:main', 'a:x', `a:${FIRE.number}:ACK`].map(urgent)).toEqual([false, false, false]);
  });
});
