import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overall } from '../../../src/alerts/text-checks.ts';
import type {
  Command,
  CommandOutcome,
  DialogContext,
  Input,
  StepResult,
} from '../../../src/dialogs/dialog.ts';
import { renderSay } from '../../../src/dialogs/render.ts';
import type { DialogState } from '../../../src/dialogs/state.ts';
import { dialogStateSchema, IDLE_STATE } from '../../../src/dialogs/state.ts';
import { fold } from '../../../src/shared/fold.ts';
import type { Hand } from './talk.ts';
import {
  ALERT_ID,
  alert,
  FIRE,
  handAfter,
  MEMBER,
  minutesLater,
  NOTICE,
  OFFICER,
  onWire,
  overWire,
  STAFF,
  STAFF_MEMBER,
  STRANGER,
  step,
  t,
} from './talk.ts';

/** Whatever anyone types, presses or sends, in any order, the conversation goes on. */

const OUTCOMES: Readonly<Record<Command['kind'], readonly CommandOutcome[]>> = {
  find_code: [
    { kind: 'code_group', groupId: 'g1', groupName: 'Buôn Alê A', policeUnitName: 'CA' },
    { kind: 'code_household', householdId: 'h1', groupName: 'Buôn Alê A', policeUnitName: 'CA' },
    { kind: 'code_staff', code: '22334455KM' },
    { kind: 'code_ended', groupName: 'Tổ 3', successor: { groupName: 'Tổ 4', joinCode: 'NEW234' } },
    { kind: 'code_ended', groupName: 'Tổ 3', successor: null },
    { kind: 'code_unknown' },
    {
      kind: 'code_link',
      code: 'MNK23456',
      memberId: 'm9',
      householdId: 'h9',
      groupName: 'Buôn Alê A',
      policeUnitName: 'CA',
    },
    {
      kind: 'code_link',
      code: 'MNK23457',
      memberId: 'm2',
      householdId: 'h1',
      groupName: 'Buôn Alê A',
      policeUnitName: 'CA',
    },
    { kind: 'link_code_over' },
  ],
  join_household: [
    { kind: 'joined', groupName: 'Buôn Alê A', inviteCode: 'H7K2M9', policeUnitName: 'CA' },
    { kind: 'already_member' },
    { kind: 'join_gone' },
  ],
  confirm_test: [{ kind: 'test_confirmed' }, { kind: 'forbidden' }],
  set_language: [{ kind: 'language_set', language: 'en' }],
  stop: [{ kind: 'stopped' }],
  resume: [{ kind: 'resumed' }],
  erase_me: [{ kind: 'erased' }],
  record_reply: [
    {
      kind: 'reply_recorded',
      number: FIRE.number,
      code: 'HELP',
      changed: true,
      contentKind: null,
      forwarded: true,
      dutyPhone: '1',
    },
    {
      kind: 'reply_recorded',
      number: FIRE.number,
      code: null,
      changed: false,
      contentKind: 'voice',
      forwarded: false,
      dutyPhone: '1',
    },
    { kind: 'reply_closed', number: FIRE.number, state: 'expired' },
    { kind: 'reply_not_yours' },
  ],
  link_staff: [{ kind: 'staff_linked', name: 'Minh', policeUnitName: 'CA' }, { kind: 'staff_code_invalid' }],
  make_link_code: [{ kind: 'link_code', code: 'MNK23456', minutes: 15 }, { kind: 'link_not_member' }],
  link_chat: [
    { kind: 'chat_linked', merged: true },
    { kind: 'chat_linked', merged: false },
    { kind: 'chat_linked_before' },
    { kind: 'link_other_household' },
    { kind: 'link_code_over' },
  ],
  prefer_chat: [{ kind: 'chat_preferred', channel: 'zalo' }, { kind: 'chat_not_yours' }],
  preview_alert: [
    { kind: 'previewed', preview: { households: 9, reachable: 8, secondsToLast: 0, messages: [] } },
    {
      kind: 'previewed',
      preview: {
        ...{ households: 9, reachable: 8, secondsToLast: 0, messages: [] },
        approval: { kind: 'second_person', reasons: ['reach'], mayBreakGlass: true },
        findings: [overall('sent_recently', 'BMT-2026-0001'), overall('all_caps')],
      },
    },
    {
      kind: 'previewed',
      preview: {
        ...{ households: 9, reachable: 8, secondsToLast: 0, messages: [] },
        approval: { kind: 'second_person', reasons: ['category'], mayBreakGlass: false },
      },
    },
    {
      kind: 'previewed',
      preview: {
        ...{ households: 9, reachable: 8, secondsToLast: 0, messages: [] },
        findings: [overall('id_number', '066201001234')],
      },
    },
    { kind: 'text_too_long', length: 9, limit: 8 },
    { kind: 'empty_audience' },
    { kind: 'forbidden' },
  ],
  raise_alert: [
    { kind: 'raised', alertId: ALERT_ID, number: '1', households: 9 },
    { kind: 'raised', alertId: ALERT_ID, number: '1', households: 9, approveBy: new Date(0) },
    { kind: 'pending_approval', number: '1', approversTold: 2, reasons: ['category'] },
    { kind: 'pending_approval', number: '1', approversTold: 0, reasons: ['reach'] },
    { kind: 'checks_open', findings: [overall('unsafe_link', 'bit.ly/x')] },
    { kind: 'break_glass_not_allowed' },
    { kind: 'empty_audience' },
    { kind: 'forbidden' },
  ],
  decide_approval: [
    { kind: 'approved', number: '1', when: 'before', households: 9 },
    { kind: 'returned', number: '1', when: 'after' },
    { kind: 'own_alert', number: '1' },
    { kind: 'already_decided', number: '1' },
    { kind: 'empty_audience' },
    { kind: 'forbidden' },
  ],
  list_approvals: [
    { kind: 'approvals', next: null, left: 0 },
    {
      kind: 'approvals',
      next: {
        alertId: ALERT_ID,
        number: '1',
        category: 'theft',
        households: 9,
        when: 'before',
        text: 'Tin',
      },
      left: 1,
    },
    { kind: 'forbidden' },
  ],
  verify_alert: [
    { kind: 'verified', result: { kind: 'wrong_code', number: '1' } },
    { kind: 'verified', result: { kind: 'code_needed', number: '1' } },
    { kind: 'verified', result: { kind: 'unknown_number', number: '1' } },
    { kind: 'verified', result: { kind: 'unknown_code' } },
    {
      kind: 'verified',
      result: {
        kind: 'genuine',
        number: '1',
        category: 'theft',
        state: 'active',
        drill: true,
        unitName: 'CA',
        dutyPhone: '0262',
        sentAt: new Date(0),
        closedAt: null,
        expiresAt: new Date(0),
      },
    },
  ],
  preview_message: [
    { kind: 'previewed', preview: { households: 9, reachable: 8, secondsToLast: 90, messages: [] } },
    { kind: 'text_too_long', length: 9, limit: 8 },
    { kind: 'alert_not_open', number: '1', state: 'expired' },
  ],
  send_message: [
    { kind: 'message_sent', number: '1', message: 'closure', recipients: 9, hold: 'no' },
    { kind: 'alert_not_open', number: '1', state: 'resolved' },
  ],
  stop_alert: [{ kind: 'alert_stopped', number: '1', notSent: 3 }, { kind: 'forbidden' }],
  pause_alert: [
    { kind: 'alert_paused', number: '1', waiting: 3 },
    { kind: 'already_paused', number: '1' },
    { kind: 'alert_not_open', number: '1', state: 'expired' },
  ],
  resume_alert: [
    { kind: 'alert_resumed', number: '1', waiting: 3 },
    { kind: 'not_paused', number: '1' },
  ],
  show_status: [
    {
      kind: 'status',
      progress: {
        number: '1',
        state: 'active',
        category: 'theft',
        drill: false,
        households: 9,
        sent: 1,
        pending: 2,
        unreachable: 3,
        unknown: 0,
        failed: 1,
        cancelled: 2,
        read: 1,
        safe: 1,
        help: 1,
        words: 1,
        paused: false,
        startsAt: null,
      },
      recentWords: [{ household: 'Nhà 1', text: 'x' }],
    },
    { kind: 'forbidden' },
  ],
};

const TEXTS = [
  '1',
  '2',
  '3',
  '9',
  '99',
  '1 3',
  'số 2',
  'menu',
  '/menu',
  'dừng',
  'dung',
  'tiếp tục',
  'xóa tôi',
  'trợ giúp',
  '/help',
  'ngôn ngữ',
  'english',
  'nhà tôi',
  'liên kết',
  'link',
  'nơi nhận',
  'MNK23456',
  'tin mới',
  '/start',
  '/start 7K3PQ2',
  '/start 22334455KM',
  '7K3PQ2',
  '7k3 pq2',
  '0OIL11',
  'Lan',
  'Y Bhăng Mlô',
  '12 Y Jút',
  'đồng ý',
  'không',
  'có',
  'hủy',
  'sửa',
  'xong',
  'tất cả',
  'gửi',
  '/canhbao',
  'canh bao',
  '/tinhhinh',
  'cứu với',
  'an toàn',
  'đã đọc',
  'không an toàn',
  'Khóa cổ xe, đưa xe vào nhà.',
  'Cháy ở [địa chỉ]',
  '',
  ' ',
  '/',
  '/khongco',
  '🙂',
  '[',
  '\u0000',
  'a'.repeat(5000),
];
const PAYLOADS = [
  'lang:vi',
  'lang:en',
  'consent:yes',
  'consent:no',
  'test:read',
  'resume',
  'erase:yes',
  'erase:no',
  'link:yes',
  'link:no',
  'menu:link',
  'menu:prefer',
  'prefer:c2',
  'prefer:',
  'cancel',
  'edit',
  'send',
  'send:',
  'code:NEW234',
  'code:x',
  'menu:main',
  'menu:home',
  'menu:alerts',
  'menu:household',
  'menu:help',
  'menu:language',
  'menu:stop',
  'menu:erase',
  'menu:compose',
  'menu:status',
  'menu:x',
  'category:theft',
  'category:drugs',
  'area:1',
  'area:all',
  'area:done',
  'area:99',
  'template:1',
  'template:2',
  `status:${ALERT_ID}`,
  `manage:update:${ALERT_ID}`,
  `manage:stop:${ALERT_ID}`,
  `manage:pause:${ALERT_ID}`,
  `manage:resume:${ALERT_ID}`,
  `stopalert:${ALERT_ID}`,
  `a:${FIRE.number}:HELP`,
  `a:${FIRE.number}:ACK`,
  'a:x',
  `alert:${FIRE.number}`,
  '',
  '::',
  '__proto__',
];
const press = (payload: string): Input => ({ kind: 'press', payload, pressId: 'p', messageId: null });

const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS).map((text): Input => ({ kind: 'text', text })) },
  { weight: 6, arbitrary: fc.constantFrom(...PAYLOADS).map(press) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text): Input => ({ kind: 'text', text })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Input>(
      { kind: 'photo', fileId: 'f', caption: '' },
      { kind: 'voice', fileId: 'v', seconds: 3 },
      { kind: 'place', latitude: 12, longitude: 108 },
      { kind: 'other', what: 'sticker' },
      { kind: 'blocked' },
      { kind: 'unblocked' },
      { kind: 'withdrawn' },
      { kind: 'contact_info', name: 'H’Lan', phone: null, address: null },
    ),
  },
);

const several = {
  ...OFFICER,
  openAlerts: OFFICER.openAlerts.flatMap((one) => [one, { ...one, alertId: ALERT_ID.replace('a', 'b') }]),
};
const later = alert('BMT-2026-0150', ['ACK', 'TIP', 'ASK'], { sentAt: minutesLater(30), state: 'updated' });
const CONTEXTS: readonly DialogContext[] = [
  STRANGER,
  { ...STRANGER, demo: true, language: 'en' },
  MEMBER,
  { ...MEMBER, alerts: [NOTICE, FIRE] },
  { ...MEMBER, language: 'en', alerts: [later, { ...FIRE, state: 'cancelled' }] },
  { ...MEMBER, contactState: 'stopped', alerts: [FIRE] },
  STAFF,
  { ...STAFF, staff: several, now: minutesLater(40) },
  { ...STAFF_MEMBER, alerts: [FIRE] },
];

function isPerson(kind: Input['kind']): boolean {
  return !['blocked', 'unblocked', 'withdrawn', 'outcome'].includes(kind);
}

/**
 * Whatever one step offers can be typed: by its number as it is shown, by its words with marks and without, and on the
 * platform as that shows it.
 */
function expectTypedChoices(result: StepResult<DialogState>, context: DialogContext, hand: Hand): void {
  const { state } = result;
  // An alert that came after we spoke takes numbers to itself.
  if (context.alerts.some(({ sentAt }) => sentAt.getTime() > state.at)) return;
  for (const say of result.says) {
    if (say.kind === 'verbatim') continue;
    const { text, buttons } = renderSay(say, context.language, t);
    const lines = text.split('\n').slice(-(say.options ?? []).length);
    const options = (say.options ?? []).map(({ payload }, index) => {
      const [, number, label] = /^(\d+)[.] (.*)$/u.exec(lines[index] ?? '') ?? [];
      return { payload, number, label };
    });
    const shown = buttons.map(({ label, payload, place }, index) => ({
      payload,
      label,
      number: place === null ? undefined : `${place ?? index + 1}`,
    }));
    for (const { payload, number, label = '' } of [...options, ...shown]) {
      const pressed = step(state, press(payload), context);
      const arrived = overWire(press(payload), state, hand, context);
      const isOnly = state.lastChoices.filter((one) => one.label === fold(label)).length === 1;
      const typed = [...(number === undefined ? [] : [number]), ...(isOnly ? [label, fold(label)] : [])];
      expect({ label, typed: typed.length > 0 }).toEqual({ label, typed: true });
      const inputs = typed.map((words): Input => ({ kind: 'text', text: words }));
      for (const one of [...inputs, ...(arrived ? [arrived] : [])]) {
        expect({ label, one, ...step(state, one, context) }).toEqual({ label, one, ...pressed });
      }
    }
  }
}

describe('any conversation', () => {
  it('goes on, in small messages, with a state that can be stored', () => {
    // Mostly one person at one time; now and then everything about them changes in between.
    const turns = fc.record({
      home: fc.constantFrom(...CONTEXTS),
      steps: fc.array(
        fc.record({ input, moved: fc.option(fc.constantFrom(...CONTEXTS), { freq: 8 }), pick: fc.nat(5) }),
        { maxLength: 25 },
      ),
    });
    fc.assert(
      fc.property(turns, ({ home, steps }) => {
        let state = IDLE_STATE;
        let context = onWire(home);
        let hand: Hand = new Map();
        for (const { input: first, moved, pick } of steps) {
          context = moved ? onWire(moved) : context;
          const inputs: Input[] = [first];
          for (let count = 0; inputs.length > 0; count++) {
            expect(count).toBeLessThan(9);
            const next = inputs.shift() ?? first;
            const result = step(state, overWire(next, state, hand, context) ?? next, context);
            hand = handAfter(hand, result.says, context);
            state = dialogStateSchema.parse(JSON.parse(JSON.stringify(result.state)));
            expect(state).toEqual(result.state);
            if (isPerson(next.kind)) expect(result.says.length + result.commands.length).toBeGreaterThan(0);
            for (const say of result.says) {
              const message = renderSay(say, context.language, t);
              expect(message.text.trim()).not.toBe('');
              if (say.kind === 'verbatim') continue;
              expect(message.text.length, say.key).toBeLessThanOrEqual(1_900);
              expect(message.buttons.length).toBeLessThanOrEqual(3);
              for (const { label, payload } of message.buttons) {
                expect([...label].length, label).toBeLessThanOrEqual(20);
                expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(64);
              }
            }
            expectTypedChoices(result, context, hand);
            for (const command of result.commands) {
              const outcomes = OUTCOMES[command.kind];
              const outcome = outcomes[pick % outcomes.length];
              if (outcome) inputs.push({ kind: 'outcome', outcome });
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
    // Half a minute of a slow core.
  }, 400_000);

  it('takes any outcome at any time without a word to strangers of what officers do', () => {
    for (const outcome of Object.values(OUTCOMES).flat()) {
      for (const context of CONTEXTS) {
        const { state, says } = step(IDLE_STATE, { kind: 'outcome', outcome }, context);
        expect(dialogStateSchema.safeParse(state).success).toBe(true);
        for (const say of says) renderSay(say, context.language, t);
      }
    }
  });
});
