import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../../src/dialogs/dialog.ts';
import { CONSENT_VERSION } from '../../../src/dialogs/join.ts';
import type { Turn } from './talk.ts';
import { MEMBER, minutesLater, STAFF, STRANGER, t, talk } from './talk.ts';

const groupName = 'Buôn Alê A';
const policeUnitName = 'Công an phường Buôn Ma Thuột';
const GROUP: CommandOutcome = { kind: 'code_group', groupId: 'g1', groupName, policeUnitName };
const HOUSEHOLD: CommandOutcome = { kind: 'code_household', householdId: 'h1', groupName, policeUnitName };
const JOINED: CommandOutcome = { kind: 'joined', groupName, inviteCode: 'H7K2M9', policeUnitName };
const FIND = [{ kind: 'find_code' as const, code: '7K3PQ2' }];

/** From the code to the question for a name, and from there to the consent. */
const TO_NAME: Turn[] = [
  { text: '/start 7K3PQ2', commands: FIND, says: [] },
  { outcome: GROUP, says: ['join-found', 'join-name'] },
];
const TO_CONSENT: Turn[] = [
  ...TO_NAME,
  { text: 'Lan' },
  { text: 'cuối buôn' },
  { press: 'lang:vi', says: ['consent-text'] },
];

function joinCommand(name: string, language: 'vi' | 'en', houseLabel: string) {
  const target = { kind: 'group' as const, groupId: 'g1', houseLabel };
  return [{ kind: 'join_household' as const, target, name, language, consentVersion: CONSENT_VERSION }];
}

describe('joining', () => {
  it('goes from a link to a household that is reached', () => {
    talk(STRANGER, [
      ...TO_NAME,
      { text: '  Y Bhăng   Mlô ', says: ['join-house'], dialog: 'join_house' },
      { text: '12 hẻm 3 Y Jút', says: ['join-language'] },
      { press: 'lang:vi', says: ['consent-text'], dialog: 'join_consent' },
      { press: 'consent:yes', says: [], commands: joinCommand('Y Bhăng Mlô', 'vi', '12 hẻm 3 Y Jút') },
      { outcome: JOINED, context: MEMBER, says: ['joined', 'test-alert'], dialog: 'test' },
      { press: 'test:read', says: [], commands: [{ kind: 'confirm_test' }] },
      { outcome: { kind: 'test_confirmed' }, says: ['test-confirmed'], dialog: 'idle' },
    ]);
  });

  it('is answered by typing alone, and follows the language that was chosen', () => {
    const asked = talk(STRANGER, [
      { text: 'chào', says: ['greeting'], dialog: 'code' },
      { text: 'mã: 7k3-pq2', commands: FIND },
      { outcome: GROUP },
      { text: 'Dung' },
      { text: '12' },
      { text: '2', says: ['consent-text'] },
    ]);
    expect(asked.seen).toContain('Please read, then choose Agree or No.');
    talk(STRANGER, [{ text: '1', commands: joinCommand('Dung', 'en', '12') }], asked.state);
  });

  it('does not ask which house where the household is known', () => {
    const target = { kind: 'household' as const, householdId: 'h1' };
    const command = {
      kind: 'join_household' as const,
      target,
      name: 'Tuấn',
      language: 'vi' as const,
      consentVersion: CONSENT_VERSION,
    };
    talk(STRANGER, [
      { text: '7k3pq2', commands: FIND },
      { outcome: HOUSEHOLD, says: ['join-found', 'join-name'] },
      { text: 'Tuấn', says: ['join-language'] },
      { text: 'tiếng Việt', says: ['consent-text'] },
      { text: 'đồng ý', commands: [command] },
    ]);
  });

  it.each<Turn>([{ press: 'consent:no' }, { text: 'Không' }, { text: '2' }, { text: 'khong dong y' }])(
    'stores nothing without consent: %o',
    (refusal) => {
      talk(STRANGER, [
        ...TO_CONSENT,
        { ...refusal, says: ['consent-declined'], commands: [], dialog: 'idle' },
        { press: 'consent:yes', commands: [], says: ['greeting'] },
      ]);
    },
  );

  it.each(['ừm', 'để tôi xem', '3', 'ok', 'đồng ý không?', '/menu', 'Lan'])(
    'does not take "%s" for consent',
    (text) => {
      talk(STRANGER, [...TO_CONSENT, { text, commands: [], dialog: 'join_consent' }]);
    },
  );

  it('says first, in a demo, that it is one', () => {
    const demo = { ...STRANGER, demo: true };
    talk(demo, [
      { text: '/start', says: ['demo-first', 'greeting'] },
      { text: '7K3PQ2', says: [], commands: FIND },
    ]);
    talk(demo, [
      { text: '/start 7K3PQ2', says: ['demo-first'], commands: FIND },
      { outcome: GROUP, says: ['join-found', 'join-name'] },
    ]);
  });

  const longest = 'e\u0302\u0306'.repeat(80);
  const names = [
    'Y Bhăng Mlô',
    "H'Lan Êban",
    'H’Ƀlơ Ñiê',
    'Dũng',
    'Dung',
    'Huy',
    'Yvette',
    '李小龙',
    'Ольга',
    'अनिता',
    'O',
    'Bình An',
    'Cứu',
    'canh bao',
    longest,
  ];
  it.each(names)('takes the name "%s"', (name) => {
    const { state } = talk(STRANGER, [...TO_NAME, { text: name.normalize('NFD'), says: ['join-house'] }]);
    expect(state.dialog).toMatchObject({ name: name.normalize('NFC') });
  });

  it.each([
    '7K3PQ2',
    '7k3pq2',
    'H7K2M9',
    '/menu',
    '/canhbao',
    '12345',
    '🙂',
    'a'.repeat(81),
    'menu',
    'trợ giúp',
  ])('does not take "%s" for a name', (text) => {
    const { says } = talk(STRANGER, [...TO_NAME, { text, commands: [], dialog: 'join_name' }]);
    expect(says.length).toBeGreaterThan(0);
  });

  it('asks again for words where a photo, a place or a sticker comes', () => {
    talk(STRANGER, [
      ...TO_NAME,
      { input: { kind: 'photo', fileId: 'f', caption: 'Lan' }, says: ['text-please', 'join-name'] },
      { input: { kind: 'place', latitude: 12, longitude: 108 }, says: ['text-please', 'join-name'] },
      { input: { kind: 'other', what: 'sticker' }, says: ['text-please', 'join-name'], dialog: 'join_name' },
    ]);
  });

  it('can be stopped, and starts over with a new code', () => {
    talk(STRANGER, [...TO_NAME, { text: 'dừng', says: ['join-cancelled'], dialog: 'idle' }]);
    talk(STRANGER, [...TO_NAME, { text: 'Lan' }, ...TO_NAME, { text: 'Lan', dialog: 'join_house' }]);
  });

  it('says so where the group ended meanwhile', () => {
    const outcome: CommandOutcome = { kind: 'join_gone' };
    talk(STRANGER, [
      ...TO_CONSENT,
      { press: 'consent:yes' },
      { outcome, says: ['join-gone'], dialog: 'code' },
    ]);
  });

  it('tells a member that there is nothing to do, and shows the household', () => {
    const last = talk(MEMBER, [
      { text: '/start 7K3PQ2', commands: FIND },
      { outcome: GROUP, says: ['already-member', 'household'], dialog: 'idle' },
    ]);
    expect(last.seen).toContain('H7K2M9');
    const outcome: CommandOutcome = { kind: 'already_member' };
    talk(STRANGER, [...TO_CONSENT, { outcome, context: MEMBER, says: ['already-member', 'household'] }]);
  });

  it('keeps to the test alert until it is read', () => {
    const joined = talk(STRANGER, [...TO_CONSENT, { outcome: JOINED, context: MEMBER, dialog: 'test' }]);
    for (const text of ['1', 'Đã đọc', 'da doc', 'ok', 'Đã nhận được tin ạ']) {
      talk(MEMBER, [{ text, commands: [{ kind: 'confirm_test' }] }], joined.state);
    }
    talk(MEMBER, [{ text: 'đây là gì', says: ['test-remind'], dialog: 'test' }], joined.state);
  });
});

describe('codes', () => {
  const wrong: Turn = { outcome: { kind: 'code_unknown' } };

  it.each([
    ['7K3P', 'code-format'],
    ['xin chào bà con', 'code-format'],
    ['/foo', 'code-format'],
    ['7K3PQO', 'code-lookalike'],
    ['I23456', 'code-lookalike'],
  ])('hints what is wrong with "%s"', (text, key) => {
    talk(STRANGER, [{ text: '/start' }, { text, says: [key], commands: [] }]);
  });

  it('pauses after five wrong codes, for ten minutes', () => {
    const tries = Array.from({ length: 4 }, (): Turn[] => [
      { text: '222222' },
      { ...wrong, says: ['code-wrong'] },
    ]);
    const paused = talk(STRANGER, [
      ...tries.flat(),
      { text: '222222' },
      { ...wrong, says: ['code-paused'] },
      { text: '7K3PQ2', says: ['code-paused'], commands: [] },
      { text: '/start 7K3PQ2', says: ['code-paused'], commands: [] },
    ]);
    expect(paused.seen).toContain('10 phút');
    talk({ ...STRANGER, now: minutesLater(9.5) }, [{ text: '7K3PQ2', commands: [] }], paused.state);
    const after = { ...STRANGER, now: minutesLater(10) };
    talk(
      after,
      [
        { text: '7K3PQ2', commands: FIND },
        { ...wrong, says: ['code-wrong'] },
      ],
      paused.state,
    );
  });

  it('forgives wrong tries after a right one', () => {
    const { state } = talk(STRANGER, [{ text: '222222' }, wrong, { text: '7K3PQ2' }, { outcome: GROUP }]);
    expect(state.tries).toEqual({ wrong: 0, pausedUntil: null });
  });

  it('names the group that took over, and joins it by a press or a number', () => {
    const successor = { groupName: 'Tổ 3 mới', joinCode: 'NEW234' };
    const last = talk(STRANGER, [
      { text: '7K3PQ2' },
      { outcome: { kind: 'code_ended', groupName: 'Tổ 3 cũ', successor }, says: ['code-ended-successor'] },
    ]);
    expect(last.seen).toContain('NEW234');
    const find = [{ kind: 'find_code' as const, code: 'NEW234' }];
    talk(STRANGER, [{ text: '1', commands: find }], last.state);
    talk(STRANGER, [{ press: 'code:NEW234', commands: find }], last.state);
    talk(STRANGER, [
      { outcome: { kind: 'code_ended', groupName: 'Tổ 3', successor: null }, says: ['code-ended'] },
    ]);
  });

  it('links an officer by a code of staff', () => {
    const code = '22334455KM';
    talk(STRANGER, [
      { text: `/start ${code}`, commands: [{ kind: 'find_code', code }] },
      { outcome: { kind: 'code_staff', code }, commands: [{ kind: 'link_staff', code }], says: [] },
      {
        outcome: { kind: 'staff_linked', name: 'Minh', policeUnitName },
        context: STAFF,
        says: ['staff-linked'],
        dialog: 'idle',
      },
    ]);
    talk(STRANGER, [{ text: '/start X' }, { outcome: { kind: 'staff_code_invalid' }, says: ['code-wrong'] }]);
  });
});

describe('strangers', () => {
  const anything: Turn[] = [
    ...['xin chào', '/canhbao', '/tinhhinh', 'cảnh báo', '/foo', 'menu', 'tin mới', '/start'].map((text) => ({
      text,
    })),
    ...['menu:compose', 'send:abc', 'test:read', 'resume', 'erase:yes', 'menu:alerts', 'x'].map((press) => ({
      press,
    })),
    { input: { kind: 'photo', fileId: 'f', caption: '' } },
    { input: { kind: 'other', what: 'sticker' } },
  ];
  it.each(anything)('are greeted and asked for a code: %o', (turn) => {
    talk(STRANGER, [{ ...turn, says: ['greeting'], commands: [], dialog: 'code' }]);
  });

  it.each(['cứu với', 'help', 'Nhà tôi cháy, cần giúp'])(
    'who call for help get the numbers first: %s',
    (text) => {
      talk(STRANGER, [{ text, says: ['emergency', 'greeting'], commands: [] }]);
    },
  );

  it('choose a language before anything is stored', () => {
    const last = talk(STRANGER, [
      { text: 'chào' },
      { press: 'lang:en', says: ['greeting'], commands: [] },
      { text: '7K3P', says: ['code-format'] },
    ]);
    expect(last.seen).toContain('exactly 6 letters');
  });

  it.each([
    ['dừng', 'stop-nothing'],
    ['xóa tôi', 'erase-nothing'],
    ['ngôn ngữ', 'language-ask'],
  ])('who say "%s" hear that nothing is kept', (text, key) => {
    talk(STRANGER, [{ text, says: [key], commands: [] }]);
  });

  it('hear nothing when they block or unblock; members are welcomed back', () => {
    talk(STRANGER, [
      { input: { kind: 'blocked' }, says: [] },
      { input: { kind: 'unblocked' }, says: [] },
    ]);
    talk(MEMBER, [
      { input: { kind: 'blocked' }, says: [] },
      { input: { kind: 'unblocked' }, says: ['welcome-back', 'menu', 'menu-more'] },
    ]);
  });
});

it('a change of the consent text changes its version', () => {
  const texts = [t('vi', 'consent-text', { unit: 'U' }), t('en', 'consent-text', { unit: 'U' })].join('\n');
  const digest = createHash('sha256').update(texts).digest('hex').slice(0, 12);
  expect({ version: CONSENT_VERSION, digest }).toEqual({ version: '2026-11-23', digest: 'cc9032ca7999' });
});
