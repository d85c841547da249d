import { describe, expect, it } from 'vitest';
import { overall } from '../../../src/alerts/text-checks.ts';
import type { CommandOutcome } from '../../../src/dialogs/dialog.ts';
import { ALERT_ID, MEMBER, STAFF, type Turn, talk } from './talk.ts';

const TEXT = 'Khóa cổ xe, đưa xe vào nhà.';
const ALL = ['g1', 'g2', 'g3'];
const draft = { category: 'theft' as const, groupIds: ALL };

function previewed(change: Partial<Extract<CommandOutcome, { kind: 'previewed' }>['preview']>): Turn {
  const message = { text: `🔒 ${TEXT}`, buttons: [] };
  const preview = { households: 1_500, reachable: 1_400, secondsToLast: 65 };
  const messages = [{ language: 'vi' as const, message }];
  return { outcome: { kind: 'previewed', preview: { ...preview, messages, ...change } } };
}
const TO_PREVIEW: Turn[] = [
  { text: '/canhbao' },
  { text: '5' },
  { text: 'tất cả' },
  { text: TEXT, commands: [{ kind: 'preview_alert', ...draft, text: TEXT }] },
];
const second = (mayBreakGlass: boolean) =>
  previewed({ approval: { kind: 'second_person', reasons: ['reach'], mayBreakGlass } });

describe('what needs a second person', () => {
  it('is said before it is asked for, and after', () => {
    const raise = [{ kind: 'raise_alert' as const, ...draft, text: TEXT }];
    const shown = talk(STAFF, [...TO_PREVIEW, second(false)]);
    expect(shown.seen).toContain('người thứ hai duyệt');
    const sent = talk(STAFF, [{ text: '1', commands: raise, dialog: 'idle' }], shown.state);
    const reasons = ['reach' as const];
    const told: CommandOutcome = {
      kind: 'pending_approval',
      number: 'BMT-2026-0001',
      approversTold: 2,
      reasons,
    };
    expect(talk(STAFF, [{ outcome: told }], sent.state).seen).toContain('chưa gửi cho bà con');
    const nobody = { outcome: { ...told, approversTold: 0 } };
    expect(talk(STAFF, [nobody], sent.state).seen).toContain('gọi trực tiếp');
  });

  it('goes at once where lives are at stake, with a reason of some words', () => {
    const shown = talk(STAFF, [...TO_PREVIEW, second(true)]);
    const reason = 'Nước lên rất nhanh, không thể chờ.';
    talk(
      STAFF,
      [
        { text: '2', says: ['glass-reason'], dialog: 'compose_glass' },
        { text: 'gấp', says: ['glass-reason'], dialog: 'compose_glass' },
        { text: reason, commands: [{ kind: 'raise_alert', ...draft, text: TEXT, breakGlass: reason }] },
        {
          outcome: {
            kind: 'raised',
            alertId: ALERT_ID,
            number: '1',
            households: 9,
            approveBy: new Date('2026-11-26T03:00:00Z'),
          },
          says: ['raised', 'raised-after'],
        },
      ],
      shown.state,
    );
    // The button of another preview breaks nothing.
    talk(STAFF, [{ press: 'glass:old', commands: [], dialog: 'compose_confirm' }], shown.state);
  });
});

describe('what is found in a text', () => {
  it('stands above the send button, or takes it away', () => {
    const findings = [overall('sent_recently', 'BMT-2026-0147'), overall('all_caps')];
    const shown = talk(STAFF, [...TO_PREVIEW, previewed({ findings })]);
    for (const part of ['BMT-2026-0147', 'Gửi lại?', 'viết hoa']) expect(shown.seen).toContain(part);
    const blocked = talk(STAFF, [
      ...TO_PREVIEW,
      previewed({ findings: [...findings, overall('id_number', '066201001234')] }),
    ]);
    expect(blocked.seen).toContain('066201001234');
    expect(blocked.seen).not.toContain('Gửi lại?');
    expect(blocked.state.dialog.kind).toBe('compose_text');
  });
});

describe('a second person decides', () => {
  const approve = { kind: 'decide_approval' as const, alertId: ALERT_ID, comment: null };

  it('by the buttons of a notice, or by typing, and says why something goes back', () => {
    talk(STAFF, [
      { press: `approve:${ALERT_ID}`, commands: [approve] },
      {
        outcome: { kind: 'approved', number: 'BMT-2026-0001', when: 'before', households: 9 },
        says: ['approval-done'],
      },
      { press: `return:${ALERT_ID}`, says: ['approval-comment'], dialog: 'return_comment' },
      { text: '?', says: ['approval-comment'], dialog: 'return_comment' },
      {
        text: 'Nói rõ ngã ba nào.',
        commands: [{ ...approve, comment: 'Nói rõ ngã ba nào.' }],
        dialog: 'idle',
      },
      {
        outcome: { kind: 'returned', number: 'BMT-2026-0001', when: 'before' },
        says: ['approval-returned-done'],
      },
      { press: `return:${ALERT_ID}` },
      { press: 'cancel', says: ['approval-left'], dialog: 'idle' },
    ]);
  });

  it('about one at a time, as households will read it', () => {
    const next = {
      alertId: ALERT_ID,
      number: 'BMT-2026-0001',
      category: 'drugs' as const,
      households: 9,
      when: 'before' as const,
      text: '🚫 Kẹo lạ quanh cổng trường.',
    };
    const asked = talk(STAFF, [
      { text: 'duyệt', commands: [{ kind: 'list_approvals' }] },
      { outcome: { kind: 'approvals', next, left: 2 }, says: ['verbatim', 'approval-waiting'] },
    ]);
    expect(asked.seen).toContain('Kẹo lạ quanh cổng trường');
    talk(STAFF, [{ text: '1', commands: [approve] }], asked.state);
    talk(STAFF, [{ text: '2', says: ['approval-comment'] }], asked.state);
    talk(STAFF, [
      { text: '/duyet', commands: [{ kind: 'list_approvals' }] },
      { outcome: { kind: 'approvals', next: null, left: 0 }, says: ['approvals-none'] },
    ]);
  });

  it('and nobody else has such words or buttons', () => {
    expect(talk(MEMBER, [{ press: `approve:${ALERT_ID}` }]).commands).toEqual([]);
    expect(talk(MEMBER, [{ text: '/duyet' }]).commands).toEqual([]);
  });
});

it('a drill is one from the first question, and is confirmed in other words', () => {
  const drill = { ...draft, drill: true as const };
  talk(STAFF, [
    { text: 'diễn tập', says: ['drill-intro', 'compose-category'] },
    { text: '5' },
    { text: 'tất cả' },
    { text: TEXT, commands: [{ kind: 'preview_alert', ...drill, text: TEXT }] },
    previewed({}),
    { text: '1', says: ['drill-confirm'], commands: [], dialog: 'compose_confirm' },
    { text: '1', commands: [{ kind: 'raise_alert', ...drill, text: TEXT }] },
  ]);
});
