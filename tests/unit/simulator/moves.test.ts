import { describe, expect, it } from 'vitest';
import {
  inviteCodeIn,
  isSettled,
  NATURAL_PACE,
  nextMove,
  standingOf,
} from '../../../src/simulator/households/moves.ts';
import type { Temper, Villager } from '../../../src/simulator/households/villagers.ts';
import { chatOf, type Line } from './support.ts';

const SEED = 7;
const LAN: Villager = {
  key: 'h1',
  name: "H'Lan Êban",
  house: 'Nhà sàn cuối buôn',
  group: { name: 'Buôn', joinCode: 'ABC234', households: 1 },
  language: 'vi',
  temper: 'prompt',
  invitedBy: null,
};

const START: Line = { person: '/start ABC234' };
const NAME: Line[] = [START, { bot: 'Tên?' }, { person: LAN.name }];
const HOUSE: Line[] = [...NAME, { bot: 'Nhà nào?' }, { person: LAN.house }];
const LANGUAGE: Line[] = [...HOUSE, { bot: 'Tiếng?', buttons: ['lang:vi', 'lang:en'] }, { press: 'lang:vi' }];
const CONSENT: Line[] = [
  ...LANGUAGE,
  { bot: 'Đồng ý?', buttons: ['consent:yes', 'consent:no'] },
  { press: 'consent:yes' },
];
const JOINED: Line[] = [
  ...CONSENT,
  { bot: 'Đã tham gia. Mã: XYZ789' },
  { bot: 'THỬ', buttons: ['test:read'] },
  { press: 'test:read' },
];
const ALERT: Line = {
  bot: 'Cháy!',
  buttons: ['a:BMT-2026-0001:SAFE', 'a:BMT-2026-0001:HELP', 'a:BMT-2026-0001:ACK'],
};

function move(lines: readonly Line[], temper: Temper = 'prompt') {
  return nextMove({ ...LAN, temper }, chatOf(lines), SEED, NATURAL_PACE);
}

/** What is typed or pressed, in one word. */
function deed(lines: readonly Line[], temper: Temper = 'prompt'): string | null {
  const next = move(lines, temper);
  if (next === null) return null;
  const { action } = next;
  const what = action.kind === 'text' ? action.text : action.kind === 'press' ? action.payload : action.kind;
  return next.kind === 'retry' ? `again ${what}` : what;
}

describe('joining', () => {
  it.each<{ name: string; lines: Line[]; expected: string | null }>([
    { name: 'nothing before the start', lines: [], expected: null },
    { name: 'waits for the bot', lines: [START], expected: 'again /start ABC234' },
    { name: 'the first question gets the name', lines: [START, { bot: 'Tên?' }], expected: LAN.name },
    {
      name: 'several messages are one question',
      lines: [START, { bot: 'DEMO' }, { bot: 'Tên?' }],
      expected: LAN.name,
    },
    { name: 'answers once', lines: NAME, expected: 'again /start ABC234' },
    {
      name: 'the second question gets the house',
      lines: [...NAME, { bot: 'Nhà nào?' }],
      expected: LAN.house,
    },
    {
      name: 'language by button',
      lines: [...HOUSE, { bot: 'Tiếng?', buttons: ['lang:vi', 'lang:en'] }],
      expected: 'lang:vi',
    },
    {
      name: 'a remark without buttons does not hide them',
      lines: [...HOUSE, { bot: 'Tiếng?', buttons: ['lang:vi'] }, { bot: 'Xin bấm nút' }],
      expected: 'lang:vi',
    },
    {
      name: 'language without a house, by invitation',
      lines: [...NAME, { bot: 'Tiếng?', buttons: ['lang:vi'] }],
      expected: 'lang:vi',
    },
    {
      name: 'consent',
      lines: [...LANGUAGE, { bot: '?', buttons: ['consent:yes', 'consent:no'] }],
      expected: 'consent:yes',
    },
    {
      name: 'words after consent are not questions',
      lines: [...CONSENT, { bot: 'Đã tham gia' }],
      expected: 'again /start ABC234',
    },
    { name: 'the test alert', lines: JOINED.slice(0, -1), expected: 'test:read' },
    { name: 'then rest', lines: [...JOINED, { bot: 'Cảm ơn' }], expected: null },
    { name: 'starts over with the name', lines: [...HOUSE, START, { bot: 'Tên?' }], expected: LAN.name },
    { name: 'gives up after three starts', lines: [START, START, START], expected: null },
  ])('$name', ({ lines, expected }) => {
    expect(deed(lines)).toBe(expected);
  });

  it.each([
    { lines: [], standing: 'outside', settled: false },
    { lines: HOUSE, standing: 'joining', settled: false },
    { lines: CONSENT, standing: 'joining', settled: false },
    { lines: JOINED.slice(0, -1), standing: 'joined', settled: false },
    { lines: JOINED, standing: 'joined', settled: true },
  ])('is $standing after $lines.length lines', ({ lines, standing, settled }) => {
    expect(standingOf(chatOf(lines))).toBe(standing);
    expect(isSettled(chatOf(lines))).toBe(settled);
  });

  it.each<{ name: string; lines: Line[]; expected: string | null }>([
    { name: 'a code in words', lines: JOINED, expected: 'XYZ789' },
    { name: 'a link', lines: [...CONSENT, { bot: 'https://t.me/TestBot?start=QRS567' }], expected: 'QRS567' },
    { name: 'not the code of the group', lines: [...CONSENT, { bot: 'Nhóm ABC234' }], expected: null },
    { name: 'not before consent', lines: [START, { bot: 'Mã XYZ789' }], expected: null },
    {
      name: 'not a part of a word',
      lines: [...CONSENT, { bot: 'THƯỜNGXYZ789 BMT-2026-0001' }],
      expected: null,
    },
  ])('invite code: $name', ({ lines, expected }) => {
    expect(inviteCodeIn(chatOf(lines), 'ABC234')).toBe(expected);
  });
});

describe('alerts', () => {
  const number = 'a:BMT-2026-0001';
  it.each<{ name: string; temper: Temper; lines: Line[]; expected: RegExp | null }>([
    { name: 'prompt people say SAFE or ACK', temper: 'prompt', lines: [ALERT], expected: /:(SAFE|ACK)$/ },
    { name: 'readers say ACK', temper: 'reader', lines: [ALERT], expected: /:ACK$/ },
    { name: 'silent people say nothing', temper: 'silent', lines: [ALERT], expected: null },
    { name: 'who needs help presses HELP', temper: 'needs_help', lines: [ALERT], expected: /:HELP$/ },
    {
      name: 'then says why',
      temper: 'needs_help',
      lines: [ALERT, { press: `${number}:HELP` }, { bot: 'Đã nhận' }],
      expected: /\p{L}+ \p{L}+/u,
    },
    {
      name: 'once',
      temper: 'needs_help',
      lines: [ALERT, { press: `${number}:HELP` }, { person: 'gấp' }],
      expected: null,
    },
    {
      name: 'who pressed does not press again',
      temper: 'prompt',
      lines: [ALERT, { press: `${number}:ACK` }],
      expected: null,
    },
    {
      name: 'nor after an update of the same alert',
      temper: 'prompt',
      lines: [ALERT, { press: `${number}:ACK` }, ALERT],
      expected: null,
    },
    {
      name: 'but answers the next alert',
      temper: 'reader',
      lines: [ALERT, { press: `${number}:ACK` }, { bot: 'Lũ', buttons: ['a:BMT-2026-0002:ACK'] }],
      expected: /0002:ACK$/,
    },
    { name: 'talkers write once', temper: 'talker', lines: [ALERT, { person: 'không sao' }], expected: null },
    {
      name: 'no harmless button, no press',
      temper: 'reader',
      lines: [{ bot: 'Lũ', buttons: [`${number}:HELP`] }],
      expected: null,
    },
  ])('$name', ({ temper, lines, expected }) => {
    const done = deed([...JOINED, ...lines], temper);
    if (expected === null) expect(done).toBeNull();
    else expect(done).toMatch(expected);
  });

  it('does the same at the same time after a restart', () => {
    const lines = [...JOINED, ALERT];
    expect(move(lines)).toEqual(move(lines));
    expect(move(lines)?.dueAtMs).toBeGreaterThan(lines.length * 1000);
  });

  it('blocks once, and not again after coming back', () => {
    expect(deed(JOINED, 'blocker')).toBe('block');
    const back = { ...chatOf(JOINED), blocks: 1 };
    expect(nextMove({ ...LAN, temper: 'blocker' }, back, SEED, NATURAL_PACE)).toBeNull();
  });
});
