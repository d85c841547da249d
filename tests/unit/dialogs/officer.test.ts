import { describe, expect, it } from 'vitest';
import type { AlertForecast } from '../../../src/alerts/forecast.ts';
import type { AlertProgress } from '../../../src/alerts/ports.ts';
import type { CommandOutcome, DialogContext } from '../../../src/dialogs/dialog.ts';
import { renderSay } from '../../../src/dialogs/render.ts';
import { IDLE_STATE } from '../../../src/dialogs/state.ts';
import type { Turn } from './talk.ts';
import {
  ALERT_ID,
  FIRE,
  MEMBER,
  minutesLater,
  NOTICE,
  OFFICER,
  OTHER_ALERT_ID,
  STAFF,
  STAFF_MEMBER,
  step,
  t,
  talk,
} from './talk.ts';

const ALL = ['g1', 'g2', 'g3'];
const TEXT = 'Khóa cổ xe, đưa xe vào nhà.';
const PREVIEWED: Extract<CommandOutcome, { kind: 'previewed' }> = {
  kind: 'previewed',
  preview: {
    households: 153,
    reachable: 140,
    secondsToLast: 65,
    messages: [
      {
        language: 'vi',
        message: { text: `🔒 ${TEXT}`, buttons: [{ label: 'Đã đọc', payload: 'a:preview' }] },
      },
      { language: 'en', message: { text: `🔒 ${TEXT} (Vietnamese only)`, buttons: [] } },
    ],
  },
};
const FORECAST: AlertForecast = {
  sendFrom: null,
  households: 153,
  ways: { free: 100, paid: 40, template: 0, deferred: 0 },
  unreachable: 13,
  unreachableBecause: [{ reason: 'account_refused', households: 13 }],
  channels: [{ channel: 'zalo', households: 140, free: 100, paid: 40, template: 0, deferred: 0 }],
  outsideWindow: 40,
  paidMessages: 40,
  costDong: 2_200,
  deferredUntil: null,
  secondsToFirst: 1,
  secondsToHalf: 30,
  secondsTo99Percent: 65,
  secondsToLast: 65,
};
const PREVIEW_SAYS = ['preview-intro', 'verbatim', 'verbatim'];

/** Theft is the fifth of what a duty officer may send. */
const TO_TEXT: Turn[] = [
  { text: '/canhbao', says: ['compose-category'], dialog: 'compose_category' },
  { text: '5', says: ['compose-area'], dialog: 'compose_area' },
  { text: 'tất cả', says: ['template-theft-1', 'template-theft-2', 'compose-text'], dialog: 'compose_text' },
];
const TO_PREVIEW: Turn[] = [
  ...TO_TEXT,
  {
    text: TEXT,
    says: [],
    commands: [{ kind: 'preview_alert', category: 'theft', groupIds: ALL, text: TEXT }],
  },
  { outcome: PREVIEWED, says: [...PREVIEW_SAYS, 'compose-summary'], dialog: 'compose_confirm' },
];
const RAISE = [{ kind: 'raise_alert' as const, category: 'theft' as const, groupIds: ALL, text: TEXT }];

function ticketOf(said: ReturnType<typeof talk>): string {
  const { dialog } = said.state;
  return 'ticket' in dialog ? dialog.ticket : '';
}

describe('an officer writes an alert', () => {
  it('from category to sending', () => {
    const shown = talk(STAFF, TO_PREVIEW);
    expect(shown.seen).toContain(`🔒 ${TEXT}`);
    for (const part of ['153', '140', '2 phút']) expect(shown.seen).toContain(part);
    talk(
      STAFF,
      [
        { press: `send:${ticketOf(shown)}`, commands: RAISE, says: [], dialog: 'idle' },
        {
          outcome: { kind: 'raised', alertId: ALERT_ID, number: 'BMT-2026-0149', households: 153 },
          says: ['raised'],
        },
        { press: `send:${ticketOf(shown)}`, commands: [], says: ['button-stale'] },
      ],
      shown.state,
    );
  });

  it.each(['1', 'gửi', 'Gửi ngay', 'đồng ý', 'gui'])('sends when "%s" is typed', (text) => {
    talk(STAFF, [{ text, commands: RAISE }], talk(STAFF, TO_PREVIEW).state);
  });

  it.each(['3', 'hủy', 'huy', 'không', 'dừng', '/cancel'])('sends nothing when "%s" is typed', (text) => {
    talk(
      STAFF,
      [{ text, commands: [], says: ['compose-cancelled'], dialog: 'idle' }],
      talk(STAFF, TO_PREVIEW).state,
    );
  });

  it('sends nothing on unclear words, on the button of an earlier preview, or after hours', () => {
    const shown = talk(STAFF, TO_PREVIEW);
    talk(STAFF, [{ text: 'khoan đã', commands: [], says: ['confirm-again'] }], shown.state);
    const later: DialogContext = { ...STAFF, now: minutesLater(1) };
    const edited = talk(
      later,
      [
        { press: 'edit', says: ['verbatim', 'compose-text'], dialog: 'compose_text' },
        { text: 'Bật đèn sân.' },
        { outcome: PREVIEWED },
      ],
      shown.state,
    );
    talk(later, [{ press: `send:${ticketOf(shown)}`, commands: [], says: ['button-stale'] }], edited.state);
    talk(
      { ...STAFF, now: minutesLater(121) },
      [{ press: `send:${ticketOf(shown)}`, commands: [] }],
      shown.state,
    );
  });

  it('does not take the word that ends the choice of groups for the text of an alert', () => {
    const text = talk(STAFF, [
      { text: 'cảnh báo' },
      { text: '5' },
      { text: 'tất cả', dialog: 'compose_text' },
    ]);
    talk(STAFF, [{ text: 'xong', says: ['compose-text'], dialog: 'compose_text', commands: [] }], text.state);
  });

  it('chooses groups by number, by name, or all', () => {
    const area = talk(STAFF, [{ text: 'cảnh báo' }, { text: '5' }]);
    const chosen = talk(STAFF, [{ text: '1 3', says: ['compose-area'] }], area.state);
    expect(chosen.seen).toContain('2 nhóm, 92 hộ');
    expect(chosen.seen).toContain('2. ☐ Tổ dân phố 3 (61)');
    const end: Turn[] = [{ text: 'xong' }, { text: TEXT }];
    const ids = (turns: Turn[]) => talk(STAFF, [...turns, ...end], area.state).commands;
    expect(ids([{ text: '1, 3' }])).toMatchObject([{ groupIds: ['g1', 'g3'] }]);
    expect(ids([{ text: '1 và 3' }, { text: '3' }, { text: '2' }])).toMatchObject([
      { groupIds: ['g1', 'g2'] },
    ]);
    expect(ids([{ text: 'to dan pho 7' }])).toMatchObject([{ groupIds: ['g3'] }]);
    expect(ids([{ press: 'area:2' }])).toMatchObject([{ groupIds: ['g2'] }]);
    // The words on the buttons count too; numbers are the groups' alone.
    expect(ids([{ text: '2' }, { text: 'Chọn xong' }])).toMatchObject([{ groupIds: ['g2'] }]);
    talk(STAFF, [{ text: 'tat ca cac nhom', dialog: 'compose_text' }], area.state);
    talk(STAFF, [{ text: '4', says: ['compose-area-again', 'compose-area'] }], area.state);
    talk(
      STAFF,
      [{ text: 'xong', says: ['compose-area-again', 'compose-area'], dialog: 'compose_area' }],
      area.state,
    );
  });

  it('offers examples, ready ones to be used as they are', () => {
    const text = t('vi', 'template-theft-2');
    const preview = [{ kind: 'preview_alert' as const, category: 'theft' as const, groupIds: ALL, text }];
    const asked = talk(STAFF, TO_TEXT);
    expect(asked.says[0]).toMatchObject({ choices: [] });
    talk(STAFF, [{ press: 'template:2', commands: preview }], asked.state);
    talk(STAFF, [{ text: '1', commands: preview }], asked.state);
    talk(
      STAFF,
      [
        {
          text: t('vi', 'template-theft-1'),
          says: ['compose-placeholder'],
          commands: [],
          dialog: 'compose_text',
        },
      ],
      asked.state,
    );
    talk(STAFF, [{ press: 'template:1', says: ['compose-placeholder'], commands: [] }], asked.state);
    talk(STAFF, [{ text: '🙂', says: ['compose-text-again'], commands: [] }], asked.state);
    talk(
      STAFF,
      [
        {
          input: { kind: 'photo', fileId: 'f', caption: '' },
          says: ['text-please', 'template-theft-1', 'template-theft-2', 'compose-text'],
        },
      ],
      asked.state,
    );
  });

  it('goes back where the text is too long or nobody lives there', () => {
    talk(STAFF, [
      ...TO_TEXT,
      { text: TEXT },
      {
        outcome: { kind: 'text_too_long', length: 5000, limit: 3500 },
        says: ['compose-too-long'],
        dialog: 'compose_text',
      },
      { text: TEXT },
      {
        outcome: { kind: 'empty_audience' },
        says: ['compose-empty-audience', 'compose-area'],
        dialog: 'compose_area',
      },
      { outcome: { kind: 'forbidden' }, says: ['officer-forbidden'], dialog: 'idle' },
    ]);
  });

  it('keeps the question open while something else is looked up', () => {
    talk(STAFF, [
      ...TO_TEXT,
      {
        text: 'trợ giúp',
        says: ['help', 'template-theft-1', 'template-theft-2', 'compose-text'],
        dialog: 'compose_text',
      },
    ]);
    talk(STAFF, [
      ...TO_TEXT,
      { text: 'menu', says: ['officer-menu'], dialog: 'idle' },
      { text: '1', says: ['compose-category'] },
    ]);
  });

  it('has nothing to write for without groups or rights', () => {
    talk({ ...STAFF, staff: { ...OFFICER, groups: [] } }, [
      { text: '/canhbao', says: ['compose-no-groups'] },
    ]);
    talk({ ...STAFF, staff: { ...OFFICER, categories: [] } }, [
      { text: '/canhbao', says: ['compose-no-categories'] },
    ]);
  });

  it('loses the conversation with the role', () => {
    talk(STAFF, [
      ...TO_PREVIEW,
      { text: '1', context: MEMBER, commands: [], says: ['not-understood'], dialog: 'idle' },
    ]);
  });
});

const PROGRESS: AlertProgress = {
  number: 'BMT-2026-0147',
  state: 'active',
  category: 'fire_explosion',
  drill: false,
  households: 153,
  sent: 101,
  pending: 21,
  unreachable: 13,
  unknown: 7,
  failed: 6,
  cancelled: 5,
  read: 44,
  safe: 33,
  help: 2,
  words: 9,
  paused: false,
  startsAt: null,
};
const STATUS: CommandOutcome = {
  kind: 'status',
  progress: PROGRESS,
  recentWords: [{ household: '12 Y Jút', text: 'có khói' }],
};
const STATUS_SAYS = ['progress-board', 'status-words', 'manage-send', 'manage-more'];
const TO_STATUS: Turn[] = [
  { text: '/tinhhinh', says: [], commands: [{ kind: 'show_status', alertId: ALERT_ID }] },
  { outcome: STATUS, says: STATUS_SAYS, dialog: 'manage' },
];

describe('an officer looks after an alert', () => {
  it('sees every figure', () => {
    const { seen } = talk(STAFF, TO_STATUS);
    for (const figure of [153, 101, 21, 13, 7, 6, 5, 44, 33, 2, 9]) expect(seen).toContain(`: ${figure}`);
    expect(seen).toContain('12 Y Jút: có khói');
    expect(seen).toContain('20:14, 23/11/2026');
  });

  it('sees the latest words in one message, however much people wrote', () => {
    const words = { household: 'Nhà ông Ama Thuột cuối buôn', text: 'cháy '.repeat(800) };
    const outcome = { ...STATUS, recentWords: Array.from({ length: 5 }, () => words) };
    const { says } = talk(STAFF, [TO_STATUS[0] ?? { text: '' }, { outcome, says: STATUS_SAYS }]);
    for (const say of says) expect(renderSay(say, 'vi', t).text.length).toBeLessThan(1_900);
  });

  it('chooses among several, and hears where there is none', () => {
    const first = OFFICER.openAlerts[0];
    const several = {
      ...STAFF,
      staff: {
        ...OFFICER,
        openAlerts: first ? [first, { ...first, alertId: OTHER_ALERT_ID, number: 'BMT-2026-0146' }] : [],
      },
    };
    talk(several, [
      { text: 'tình hình', says: ['status-list'] },
      { text: '2', commands: [{ kind: 'show_status', alertId: OTHER_ALERT_ID }] },
    ]);
    talk({ ...STAFF, staff: { ...OFFICER, openAlerts: [] } }, [{ text: '/tinhhinh', says: ['status-none'] }]);
  });

  it.each([
    ['update', '1'],
    ['correction', '2'],
    ['closure', '3'],
  ] as const)('sends: %s', (kind, number) => {
    const message = { alertId: ALERT_ID, message: kind, text: 'Đã dập xong.' };
    const shown = talk(STAFF, [
      ...TO_STATUS,
      { text: number, says: [`message-text-${kind}`], dialog: 'message_text' },
      { text: 'Xong lúc [giờ]', says: ['compose-placeholder'], commands: [] },
      { text: 'Đã dập xong.', commands: [{ kind: 'preview_message', ...message }] },
      { outcome: PREVIEWED, says: [...PREVIEW_SAYS, 'message-summary'], dialog: 'message_confirm' },
    ]);
    talk(
      STAFF,
      [
        { press: `send:${ticketOf(shown)}`, commands: [{ kind: 'send_message', ...message }] },
        {
          outcome: {
            kind: 'message_sent',
            number: PROGRESS.number,
            message: kind,
            recipients: 101,
            hold: 'no',
          },
          says: ['message-sent'],
          dialog: 'idle',
        },
      ],
      shown.state,
    );
    talk(
      STAFF,
      [{ text: 'sửa', says: ['verbatim', `message-text-${kind}`], dialog: 'message_text' }],
      shown.state,
    );
    talk(STAFF, [{ text: 'hủy', says: ['compose-cancelled'], dialog: 'idle' }], shown.state);
    talk(
      STAFF,
      [
        {
          outcome: { kind: 'text_too_long', length: 9, limit: 8 },
          says: ['compose-too-long'],
          dialog: 'message_text',
        },
      ],
      shown.state,
    );
  });

  it('shows before sending by which channels it goes, at what cost, who is not reached, and that it waits', () => {
    const shown = talk(STAFF, [
      ...TO_STATUS,
      { text: '1', dialog: 'message_text' },
      { text: 'Đã dập xong.', dialog: 'message_confirm' },
    ]);
    const preview = { ...PREVIEWED.preview, reachable: 140, forecast: FORECAST, hold: 'paused' as const };
    const { says } = step(shown.state, { kind: 'outcome', outcome: { kind: 'previewed', preview } }, STAFF);
    const last = says.at(-1);
    if (last === undefined) throw new Error('nothing was said');
    const { text } = renderSay(last, 'vi', t);
    for (const line of [
      'Cảnh báo đang tạm dừng: tin chờ đến khi được gửi tiếp.',
      'Qua Telegram: 0 hộ. Qua Zalo: 140 hộ.',
      'Tin tính phí: 40 tin, khoảng 2.200 đ (chưa thuế).',
      '13 hộ hiện chưa gửi được: tài khoản gửi tin đang bị từ chối',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('stops it after asking, and offers a correction', () => {
    const asked = talk(STAFF, [
      ...TO_STATUS,
      { text: '5', says: ['stop-alert-confirm'], dialog: 'stop_confirm' },
    ]);
    const stop: Turn[] = [
      { text: '1', commands: [{ kind: 'stop_alert', alertId: ALERT_ID }] },
      { outcome: { kind: 'alert_stopped', number: PROGRESS.number, notSent: 21 }, says: ['alert-stopped'] },
      { text: '1', says: ['message-text-correction'] },
    ];
    talk(STAFF, stop, asked.state);
    talk(STAFF, [{ text: 'không', commands: [], says: ['compose-cancelled'] }], asked.state);
    talk(STAFF, [{ text: 'ừm', commands: [], says: ['stop-alert-confirm'] }], asked.state);
    talk(STAFF, [...TO_STATUS, { text: 'dừng', commands: [], says: ['stop-alert-confirm'] }]);
    talk(STAFF, [{ press: `stopalert:${ALERT_ID}`, commands: [], says: ['button-stale'] }]);
  });

  it('holds it and lets it go on, by button, number or words', () => {
    const command = { kind: 'pause_alert' as const, alertId: ALERT_ID };
    const pause: Turn = { text: '6', commands: [command], dialog: 'manage' };
    const paused: Turn = {
      outcome: { kind: 'alert_paused', number: PROGRESS.number, waiting: 21 },
      says: ['alert-paused'],
    };
    const resume = [{ kind: 'resume_alert', alertId: ALERT_ID }] as const;
    const held = talk(STAFF, [...TO_STATUS, pause, paused]);
    expect(held.seen).toContain('21 tin chờ gửi');
    for (const text of ['1', 'gửi tiếp', 'gui tiep', 'Gửi tiếp!', 'resume sending']) {
      talk(STAFF, [{ text, commands: resume, dialog: 'manage' }], held.state);
    }
    for (const text of ['tạm dừng', 'tam dung', 'Tạm dừng gửi', 'pause']) {
      talk(STAFF, [...TO_STATUS, { ...pause, text }]);
    }
    talk(STAFF, [{ press: `manage:pause:${ALERT_ID}`, commands: [command], dialog: 'manage' }]);
    talk(
      STAFF,
      [
        { text: '2', says: ['stop-alert-confirm'], commands: [] },
        { text: 'tạm dừng', says: ['stop-alert-confirm'], commands: [] },
      ],
      held.state,
    );
    const outcomes = [
      ['already_paused', 'alert-already-paused'],
      ['not_paused', 'alert-not-paused'],
    ] as const;
    for (const [kind, says] of outcomes) {
      talk(STAFF, [...TO_STATUS, { outcome: { kind, number: PROGRESS.number }, says: [says] }]);
    }
    const resumed: CommandOutcome = { kind: 'alert_resumed', number: PROGRESS.number, waiting: 21 };
    talk(STAFF, [...TO_STATUS, { outcome: resumed, says: ['alert-resumed'] }, { ...pause, text: '1' }]);
  });

  it.each(['tạm dừng', 'gửi tiếp'])('"%s" with no alert before the eyes asks which one is meant', (text) => {
    talk(STAFF, [{ text, commands: [{ kind: 'show_status', alertId: ALERT_ID }], dialog: 'manage' }]);
    talk(MEMBER, [{ text, says: ['not-understood'], commands: [] }]);
    talk(STAFF, [
      ...TO_TEXT,
      { text, commands: [{ kind: 'preview_alert', category: 'theft', groupIds: ALL, text }] },
    ]);
  });

  it('sees that it is paused, or when it begins', () => {
    const shown = (change: Partial<AlertProgress>) =>
      talk(STAFF, [
        ...TO_STATUS,
        { outcome: { kind: 'status', progress: { ...PROGRESS, ...change }, recentWords: [] } },
      ]);
    const paused = shown({ paused: true });
    expect(paused.seen).toContain('TẠM DỪNG GỬI');
    talk(
      STAFF,
      [{ text: '6', commands: [{ kind: 'resume_alert', alertId: ALERT_ID }], dialog: 'manage' }],
      paused.state,
    );
    const startsAt = new Date('2026-11-24T00:30:00Z');
    expect(shown({ startsAt }).seen).toContain('hẹn gửi lúc 07:30, 24/11/2026');
    const sent = (hold: 'paused' | 'scheduled' | 'no') =>
      talk(STAFF, [
        { outcome: { kind: 'message_sent', number: '1', message: 'update', recipients: 9, hold } },
      ]).seen.includes('CHƯA GỬI');
    expect([sent('paused'), sent('scheduled'), sent('no')]).toEqual([true, true, false]);
  });

  it('works from an old button, and says when the alert is over', () => {
    talk(STAFF, [{ press: `status:${ALERT_ID}`, commands: [{ kind: 'show_status', alertId: ALERT_ID }] }]);
    talk(STAFF, [{ press: `manage:update:${ALERT_ID}`, says: ['message-text-update'] }]);
    talk(STAFF, [{ press: 'manage:update:x', says: ['button-stale'] }]);
    talk(STAFF, [
      { outcome: { kind: 'alert_not_open', number: '1', state: 'cancelled' }, says: ['alert-not-open'] },
    ]);
    const ended: CommandOutcome = {
      kind: 'status',
      progress: { ...PROGRESS, state: 'resolved' },
      recentWords: [],
    };
    talk(STAFF, [...TO_STATUS, { outcome: ended, says: ['progress-board'] }]);
  });
});

describe('an officer who is a household member too', () => {
  it('answers alerts and goes on writing', () => {
    const context = { ...STAFF_MEMBER, alerts: [FIRE] };
    const press = `a:${FIRE.number}:ACK`;
    const recorded: CommandOutcome = {
      kind: 'reply_recorded',
      number: FIRE.number,
      code: 'ACK',
      changed: false,
      contentKind: null,
      forwarded: false,
      dutyPhone: '1',
    };
    talk(context, [
      ...TO_TEXT,
      { press, commands: [{ kind: 'record_reply', alertNumber: FIRE.number, code: 'ACK', content: null }] },
      { outcome: recorded, dialog: 'compose_text' },
    ]);
    talk(context, [
      { text: 'menu', says: ['officer-menu'] },
      { text: '3', says: ['menu', 'menu-more'] },
      { text: '2', says: ['household'] },
    ]);
  });
});

it('numbers two lists that are shown at once on from one to the other', () => {
  const context = { ...STAFF_MEMBER, alerts: [NOTICE, FIRE] };
  const shown = talk(context, [
    { text: '/canhbao' },
    { text: 'tin mới', says: ['alerts-list', 'compose-category'] },
  ]);
  expect(shown.seen).toMatch(/^2\. RA NGOÀI/mu);
  expect(shown.seen).toMatch(/^7\. .* Trộm cắp/mu);
  talk(context, [{ text: '7', says: ['compose-area'] }], shown.state);
});

describe("a household that types an officer's command", () => {
  const contexts: DialogContext[] = [
    MEMBER,
    { ...MEMBER, alerts: [FIRE, NOTICE] },
    { ...MEMBER, contactState: 'stopped' },
  ];

  it.each(['/canhbao', '/tinhhinh', '/canhbao@binhyen_bot', '/canhbao cháy'])('%s learns nothing', (text) => {
    for (const context of contexts) {
      expect(step(IDLE_STATE, { kind: 'text', text }, context)).toEqual(
        step(IDLE_STATE, { kind: 'text', text: '/khongco' }, context),
      );
    }
  });

  it.each([
    'menu:compose',
    'menu:status',
    `status:${ALERT_ID}`,
    `manage:stop:${ALERT_ID}`,
    `manage:pause:${ALERT_ID}`,
    'send:abc',
    'category:theft',
    'area:all',
    'cancel',
  ])('or presses %s learns nothing', (payload) => {
    const press = (what: string) =>
      step(IDLE_STATE, { kind: 'press', payload: what, pressId: 'p', messageId: null }, MEMBER);
    expect(press(payload)).toEqual(press('no-such-thing'));
  });

  it('or is refused learns nothing', () => {
    talk(MEMBER, [{ outcome: { kind: 'forbidden' }, says: ['not-understood'], commands: [] }]);
    talk(MEMBER, [{ text: 'cảnh báo', says: ['not-understood'] }]);
  });
});
