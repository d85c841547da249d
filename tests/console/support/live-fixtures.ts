import type {
  AlertGroups,
  AlertHousehold,
  AlertPage,
  Curves,
  LedgerRow,
} from '../../../src/contracts/alert-page.ts';
import type { LaneHealth } from '../../../src/contracts/channels.ts';
import type { DutyShift } from '../../../src/contracts/now.ts';
import type { ReplyItem } from '../../../src/contracts/replies.ts';
import type { Session } from '../../../src/contracts/session.ts';
import type { AlertSummary, Person } from '../../../src/contracts/words.ts';
import { ACTIONS, may } from '../../../src/staff/rights.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';

/** What a ward looks like in the middle of a flood. Times are before the moment at which the world was made. */

export const HOUSEHOLDS = 3_960;
export const MINUTE_MS = 60_000;

/** A UUID that says what it is of. */
export function idOf(kind: number, index: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `0198c000-${hex(kind, 4)}-7000-8000-${hex(index, 12)}`;
}

export function before(nowMs: number, minutes: number): string {
  return new Date(nowMs - minutes * MINUTE_MS).toISOString();
}

export const OFFICER: Person = { staffId: idOf(1, 1), name: 'Nguyễn Văn An', office: 'Trực ban' };
export const CHIEF: Person = { staffId: idOf(1, 2), name: 'Y Bhiông Niê', office: 'Trưởng Công an phường' };

export function sessionOf(roles: StaffRoleName[], nowMs: number): Session {
  return {
    staffId: OFFICER.staffId,
    name: 'Nguyễn Văn An',
    office: OFFICER.office,
    userName: 'an.nguyen',
    unit: { id: idOf(2, 1), code: 'BMT', name: 'Công an phường Buôn Ma Thuột' },
    roles,
    actions: ACTIONS.filter((action) => may({ roles }, action)),
    language: 'vi',
    secondFactor: { on: true, required: true, recoveryCodesLeft: 8 },
    expiresAt: new Date(nowMs + 8 * 60 * MINUTE_MS).toISOString(),
  };
}

export const GROUP_NAMES = [
  'Buôn Akô Dhông',
  'Buôn Alê A',
  'Buôn Alê B',
  'Buôn Păm Lăm',
  'Buôn Kô Siêr',
  'Tổ dân phố 1',
  'Tổ dân phố 2',
  'Tổ dân phố 3',
  'Tổ dân phố 7',
  'Giáo xứ Vinh Hương',
  'Chợ Tân An',
  'Trường THCS Phan Chu Trinh',
] as const;

export function alertOf(nowMs: number, change: Partial<AlertSummary> = {}): AlertSummary {
  return {
    id: idOf(3, 1),
    number: 'BMT-2026-0147',
    category: 'disaster',
    severity: 'critical',
    state: 'active',
    headline: 'LÊN CHỖ CAO TRƯỚC 20 GIỜ: nước suối Ea Tam đang lên nhanh, hồ thủy điện xả lũ từ 21 giờ.',
    drill: false,
    createdAt: before(nowMs, 46),
    expiresAt: new Date(nowMs + 23 * 60 * MINUTE_MS).toISOString(),
    closedAt: null,
    paused: false,
    startsAt: null,
    progress: {
      households: HOUSEHOLDS,
      sent: 3_741,
      pending: 118,
      unreachable: 74,
      unknown: 21,
      failed: 6,
      cancelled: 0,
      read: 604,
      safe: 2_218,
      help: 14,
      words: 87,
    },
    helpWaiting: 3,
    ...change,
  };
}

export function alertPageOf(nowMs: number, alert: AlertSummary): Omit<AlertPage, 'acts'> {
  const text = (body: string) => ({
    text: `${body}\n— Công an phường Buôn Ma Thuột, 19:14 ngày 26/11\nSố ${alert.number} · mã kiểm tra K3P9 · trực ban 0262 3852 113`,
    buttons: [
      { label: 'Nhà tôi an toàn', payload: 'a:1:SAFE' },
      { label: 'Cần giúp', payload: 'a:1:HELP' },
      { label: 'Đã sơ tán', payload: 'a:1:MOVED' },
    ],
  });
  const message = (seq: number, minutes: number): AlertPage['messages'][number] => ({
    id: idOf(4, seq),
    seq,
    kind: seq === 1 ? 'initial' : 'update',
    texts: {
      vi: text(
        seq === 1
          ? `🌊 ${alert.headline}`
          : '🌊 CẬP NHẬT: điểm tránh lũ chuyển về Trường THCS Phan Chu Trinh.',
      ),
      en: text(
        seq === 1
          ? '🌊 GO TO HIGHER GROUND BEFORE 8 PM.'
          : '🌊 UPDATE: the shelter is now Phan Chu Trinh school.',
      ),
    },
    createdAt: before(nowMs, minutes),
    sendFrom: null,
    sendUntil: alert.expiresAt,
    pausedAt: null,
    stoppedAt: null,
    written: true,
    deliveries: [
      { state: 'sent', count: 3_741 },
      { state: 'pending', count: 118 },
      { state: 'unreachable', count: 74 },
      { state: 'unknown', count: 21 },
      { state: 'failed', count: 6 },
    ],
  });
  const lane = { unreachable: 40, unknown: 12, failed: 3, cancelled: 0 };
  return {
    asOf: new Date(nowMs).toISOString(),
    alert: {
      ...alert,
      verificationCode: 'K3P9',
      author: OFFICER,
      replyCodes: ['SAFE', 'HELP', 'MOVED'],
    },
    reminders: null,
    messages: [message(1, 46), message(2, 18)],
    lanes: [
      {
        ...lane,
        channelAccountId: idOf(5, 1),
        channel: 'telegram',
        name: 'binhyen_bmt_bot',
        sent: 2_904,
        pending: 60,
      },
      {
        ...lane,
        channelAccountId: idOf(5, 2),
        channel: 'zalo',
        name: 'Công an phường BMT',
        sent: 4_578,
        pending: 176,
      },
    ],
  };
}

export function curvesOf(nowMs: number): Curves {
  const fromMs = nowMs - 46 * MINUTE_MS;
  const curve = (whole: number, halfMinutes: number) =>
    Array.from({ length: 160 }, (_, index) => {
      const minutes = (46 * (index + 1) ** 2) / 160 ** 2;
      return {
        at: new Date(fromMs + minutes * MINUTE_MS).toISOString(),
        households: Math.round(whole * (1 - 0.5 ** (minutes / halfMinutes))),
      };
    });
  return {
    asOf: new Date(nowMs).toISOString(),
    from: new Date(fromMs).toISOString(),
    households: HOUSEHOLDS,
    reached: curve(3_741, 1.2),
    answered: curve(2_980, 9),
  };
}

export function groupsOf(nowMs: number): AlertGroups {
  const per = HOUSEHOLDS / GROUP_NAMES.length;
  return {
    asOf: new Date(nowMs).toISOString(),
    groups: GROUP_NAMES.map((name, index) => {
      const help = index % 4 === 0 ? 3 + (index === 0 ? 5 : 0) : 0;
      const unreachable = (index * 5) % 13;
      const unknown = index % 3;
      const waiting = index % 5;
      const silent = 40 + ((index * 37) % 90);
      const read = 50 + ((index * 11) % 30);
      const safe = per - help - unreachable - unknown - waiting - silent - read;
      return {
        groupId: idOf(6, index),
        name,
        kind: index < 9 ? 'hamlet' : index === 9 ? 'parish' : index === 10 ? 'market' : 'school',
        place:
          index < 10
            ? { latitude: 12.68 + ((index * 7) % 11) * 0.004, longitude: 108.03 + ((index * 5) % 13) * 0.005 }
            : null,
        households: per,
        situations: { help, safe, read, silent, waiting, unknown, unreachable },
      };
    }),
  };
}

const FAMILY_NAMES = [
  "H'Lan Êban",
  'Y Thuê Niê',
  'Nguyễn Thị Hoa',
  'Trần Văn Bình',
  "H'Ngăm Mlô",
  'Lê Quang Tuấn',
];

function familyOf(index: number): string {
  return FAMILY_NAMES[index % FAMILY_NAMES.length] ?? '';
}

/** One household of a list of any length, by its index alone. */
export function householdOf(index: number, perGroup: number): AlertHousehold {
  const group = Math.floor(index / perGroup) % GROUP_NAMES.length;
  return {
    householdId: idOf(7, index),
    groupId: idOf(6, group),
    groupName: GROUP_NAMES[group] ?? '',
    situation: index % 9 === 0 ? 'unreachable' : index % 7 === 0 ? 'unknown' : 'silent',
    label: `Nhà ${familyOf(index)}, số ${index + 1} đường Nguyễn Tất Thành`,
    members: [familyOf(index), familyOf(index + 3)],
    channels: index % 4 === 0 ? ['telegram', 'zalo'] : ['zalo'],
  };
}

const LEDGER_STATES = [
  ['sent', null],
  ['sent', null],
  ['sent', null],
  ['pending', 'telegram_429'],
  ['unreachable', 'telegram_blocked'],
  ['unknown_final', 'no_answer'],
  ['rejected', 'telegram_400_button_data_invalid'],
] as const;

/** One row of a ledger of any length, by its index alone. */
export function ledgerRowOf(index: number, nowMs: number): LedgerRow {
  const [state, reason] = LEDGER_STATES[index % LEDGER_STATES.length] ?? ['sent', null];
  const at = new Date(nowMs - 40 * MINUTE_MS + index * 10).toISOString();
  return {
    id: idOf(8, index),
    seq: 2,
    householdId: idOf(7, index),
    label: `Nhà ${familyOf(index)}, số ${index + 1}`,
    channel: index % 2 === 0 ? 'telegram' : 'zalo',
    account: index % 2 === 0 ? 'binhyen_bmt_bot' : 'Công an phường BMT',
    state,
    reason,
    attempts: state === 'pending' ? 1 : 0,
    repeats: state === 'unknown_final' ? 1 : 0,
    createdAt: at,
    notBefore: null,
    sentAt: state === 'sent' ? at : null,
    updatedAt: at,
  };
}

export function lanesOf(nowMs: number): LaneHealth[] {
  const lane = { pausedUntil: null, reason: null, waiting: 0, oldestWaitingSeconds: null };
  return [
    {
      ...lane,
      channelAccountId: idOf(5, 1),
      channel: 'telegram',
      name: 'binhyen_bmt_bot',
      state: 'working',
      waiting: 118,
      oldestWaitingSeconds: 4,
    },
    {
      ...lane,
      channelAccountId: idOf(5, 2),
      channel: 'zalo',
      name: 'Công an phường Buôn Ma Thuột',
      state: 'stopped',
      reason: 'zalo_token_refused',
      waiting: 176,
      oldestWaitingSeconds: 190,
    },
    {
      ...lane,
      channelAccountId: idOf(5, 3),
      channel: 'telegram',
      name: 'binhyen_du_lich_bot',
      state: 'paused',
      pausedUntil: new Date(nowMs + 30_000).toISOString(),
    },
  ];
}

export function replyOf(index: number, nowMs: number, change: Partial<ReplyItem> = {}): ReplyItem {
  const group = index % GROUP_NAMES.length;
  return {
    id: idOf(9, index),
    alert: { id: idOf(3, 1), number: 'BMT-2026-0147', category: 'disaster', drill: false },
    household: { id: idOf(7, index), label: `Nhà ${familyOf(index)}, hẻm ${index + 12} Mai Hắc Đế` },
    group: { id: idOf(6, group), name: GROUP_NAMES[group] ?? '' },
    sender: familyOf(index),
    channel: index % 2 === 0 ? 'zalo' : 'telegram',
    at: before(nowMs, index * 2 + 1),
    code: null,
    content: {
      kind: 'text',
      text: 'Nước vào tới sân rồi, nhà có bà cụ 82 tuổi không đi được, xin giúp gấp.',
    },
    help: false,
    standing: 'silent',
    handled: null,
    answers: 0,
    ...change,
  };
}

export function shiftsOf(nowMs: number): { current: DutyShift; previous: DutyShift } {
  return {
    current: {
      id: idOf(10, 2),
      by: CHIEF,
      startedAt: before(nowMs, 190),
      endedAt: null,
      note: null,
    },
    previous: {
      id: idOf(10, 1),
      by: OFFICER,
      startedAt: before(nowMs, 910),
      endedAt: before(nowMs, 190),
      note: 'Xe cứu hộ đang ở buôn Alê A.\nNhà bà Hoa (hẻm 14) cần gọi lại lúc 21 giờ.',
    },
  };
}
