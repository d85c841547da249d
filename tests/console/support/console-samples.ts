import type { z } from 'zod';
import type { auditPageSchema } from '../../../src/contracts/audit.ts';
import type { channelsSchema } from '../../../src/contracts/channels.ts';
import type { Session, SessionList } from '../../../src/contracts/session.ts';
import type { RightRequests, StaffMember } from '../../../src/contracts/staff.ts';
import type { ApiToken } from '../../../src/contracts/tokens.ts';
import type { Webhook, WebhookDelivery } from '../../../src/contracts/webhooks.ts';
import { may, ACTIONS as RIGHTS } from '../../../src/staff/rights.ts';

/** What a ward's console would show on an ordinary evening. */

export const AT = '2026-11-26T12:30:00.000Z';
export const uuid = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const WARD = { id: uuid(1), code: 'BMT', name: 'Công an phường Buôn Ma Thuột' };
export const PROVINCE = { id: uuid(2), code: 'DLK', name: 'Công an tỉnh Đắk Lắk' };
export const PERSON = { staffId: uuid(11), name: 'Nguyễn Thị Hoa', office: 'Trưởng Công an phường' };
export const RECOVERY_CODES = [
  'k7fd-29xq',
  'm2pw-84ht',
  'q9zc-35vn',
  'r4jb-71ls',
  't8gy-06dk',
  'w3hx-52mf',
  'x6nq-93pc',
  'z1vr-48bt',
  'b5ks-17jw',
  'd0lm-64gy',
];

export const WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

export function chief(): Session {
  const roles: Session['roles'] = ['ward_chief'];
  return {
    ...PERSON,
    userName: 'hoa.nguyen',
    unit: WARD,
    roles,
    actions: RIGHTS.filter((action) => may({ roles }, action)),
    language: 'vi',
    secondFactor: { on: true, required: true, recoveryCodesLeft: 9 },
    expiresAt: '2026-12-03T12:30:00.000Z',
  };
}

function member(n: number, more: Partial<StaffMember>): StaffMember {
  return {
    staffId: uuid(n),
    name: 'Trần Văn Bình',
    office: 'Trực ban',
    unit: WARD,
    roles: ['duty_officer'],
    state: 'active',
    secondFactor: false,
    linkedChats: 1,
    lastSignInAt: AT,
    self: false,
    acts: { give: [], take: [], invitation: false, chatCode: false, disable: false },
    ...more,
  };
}

export function staff(): StaffMember[] {
  return [
    member(11, { ...PERSON, roles: ['ward_chief'], secondFactor: true, self: true }),
    member(12, {}),
    member(13, {
      name: "H'Blơ̆ Kƀuôr",
      office: 'Cảnh sát khu vực tổ dân phố 7 và buôn Alê A',
      roles: ['area_officer', 'duty_officer'],
      secondFactor: true,
      linkedChats: 2,
    }),
    member(14, {
      name: 'Y Bhiu Niê',
      office: 'Trưởng buôn',
      roles: ['group_admin'],
      state: 'invited',
      linkedChats: 0,
      lastSignInAt: null,
    }),
    member(15, {
      name: 'Lê Quốc Đạt',
      office: 'Kiểm tra',
      roles: ['auditor'],
      state: 'disabled',
      linkedChats: 0,
    }),
  ];
}

export function requests(): RightRequests['requests'] {
  return [
    {
      id: uuid(31),
      staff: { staffId: uuid(12), name: 'Trần Văn Bình', office: 'Trực ban' },
      role: 'ward_chief',
      unit: WARD,
      requestedBy: { staffId: uuid(16), name: 'Phạm Minh Tuấn' },
      requestedAt: AT,
      mayDecide: true,
    },
    {
      id: uuid(32),
      staff: { staffId: uuid(11), name: PERSON.name, office: PERSON.office },
      role: 'province_admin',
      unit: PROVINCE,
      requestedBy: null,
      requestedAt: AT,
      mayDecide: false,
    },
  ];
}

export function channels(): z.input<typeof channelsSchema> {
  return {
    asOf: AT,
    accounts: [
      {
        channelAccountId: uuid(41),
        channel: 'telegram',
        name: 'BinhYenBmtBot',
        state: 'working',
        pausedUntil: null,
        reason: null,
        waiting: 1_240,
        oldestWaitingSeconds: 42,
        ratePerSecond: 30,
        backlog: [
          { class: 'critical', waiting: 0 },
          { class: 'answer', waiting: 12 },
          { class: 'urgent', waiting: 1_228 },
        ],
        contacts: 12_480,
        lastEventAt: '2026-11-26T12:29:20.000Z',
        token: null,
        testable: true,
      },
      {
        channelAccountId: uuid(42),
        channel: 'zalo',
        name: 'Công an phường Buôn Ma Thuột',
        state: 'stopped',
        pausedUntil: null,
        reason: 'zalo_refresh_token_used',
        waiting: 310,
        oldestWaitingSeconds: 5_400,
        ratePerSecond: 20,
        backlog: [{ class: 'routine', waiting: 310 }],
        contacts: 8_021,
        lastEventAt: '2026-11-26T10:01:00.000Z',
        token: {
          savedAt: '2026-11-25T12:30:00.000Z',
          expiresAt: '2026-11-26T13:30:00.000Z',
          lostAt: '2026-11-26T11:00:00.000Z',
          lostReason: 'zalo_refresh_token_used',
        },
        testable: false,
      },
    ],
  };
}

const ACTIONS = [
  ['staff.signed_in', uuid(11), {}],
  ['alert_raised', 'BMT-2026-0147', { households: 1_204, category: 'disaster', severity: 'critical' }],
  ['reply.handled', uuid(61), { handled: true }],
  ['right.requested', uuid(12), { role: 'ward_chief' }],
  ['some_new_action', uuid(62), { count: 3 }],
] as const;

/** More than one page of them. */
export function audit(): z.input<typeof auditPageSchema>['items'] {
  return Array.from({ length: 60 }, (_, index) => {
    const [action, subject, detail] = ACTIONS[index % ACTIONS.length] ?? ACTIONS[0];
    return {
      id: String(48_311 - index),
      at: new Date(Date.parse(AT) - index * 61_000).toISOString(),
      by: index % 7 === 3 ? null : PERSON,
      action,
      subject,
      detail,
      sealed: index > 2,
    };
  });
}

export function tokens(): ApiToken[] {
  return [
    {
      id: uuid(51),
      name: 'Bảng điện tử phòng trực',
      actions: ['see_alerts', 'see_groups'],
      createdAt: AT,
      expiresAt: '2027-02-24T12:30:00.000Z',
      lastUsedAt: AT,
    },
  ];
}

export function provinceAdmin(): Session {
  const roles: Session['roles'] = ['province_admin'];
  return { ...chief(), unit: PROVINCE, roles, actions: RIGHTS.filter((action) => may({ roles }, action)) };
}

export function webhooks(): Webhook[] {
  const working: Webhook = {
    id: uuid(61),
    url: 'https://dieuhanh.daklak.example/binh-yen?nguon=duong-day-nong-va-trung-tam-chi-huy-cua-tinh',
    kinds: ['alert', 'reply', 'lane', 'approval'],
    wholeProvince: true,
    state: 'active',
    pausedReason: null,
    pausedAt: null,
    failingSince: null,
    lastAcceptedAt: AT,
    previousUntil: '2026-11-27T12:30:00.000Z',
    waiting: 0,
    createdAt: AT,
  };
  return [
    working,
    {
      ...working,
      id: uuid(62),
      url: 'http://10.1.2.3:8080/in',
      failingSince: AT,
      previousUntil: null,
      waiting: 12,
    },
    {
      ...working,
      id: uuid(63),
      url: 'https://cu.example/in',
      state: 'paused',
      pausedReason: 'failing',
      pausedAt: AT,
      lastAcceptedAt: null,
      previousUntil: null,
    },
  ];
}

export function webhookDeliveries(): WebhookDelivery[] {
  const accepted: WebhookDelivery = {
    id: uuid(71),
    kind: 'reply',
    change: '18042',
    at: AT,
    state: 'accepted',
    attempts: 1,
    nextAt: null,
    status: 204,
    reason: null,
    finishedAt: AT,
  };
  return [
    {
      ...accepted,
      id: uuid(72),
      kind: 'test',
      change: null,
      state: 'pending',
      attempts: 0,
      nextAt: AT,
      status: null,
      finishedAt: null,
    },
    accepted,
    {
      ...accepted,
      id: uuid(73),
      kind: 'alert',
      state: 'pending',
      attempts: 4,
      nextAt: AT,
      status: 503,
      reason: 'status',
      finishedAt: null,
    },
    {
      ...accepted,
      id: uuid(74),
      kind: 'duty',
      state: 'given_up',
      attempts: 31,
      status: null,
      reason: 'certificate',
    },
  ];
}

export function sessions(): SessionList {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36';
  return {
    sessions: [
      {
        id: 'a1',
        current: true,
        startedAt: AT,
        lastSeenAt: AT,
        expiresAt: '2026-12-03T12:30:00.000Z',
        address: '10.1.2.3',
        device: chrome,
      },
      {
        id: 'b2',
        current: false,
        startedAt: '2026-11-24T01:00:00.000Z',
        lastSeenAt: '2026-11-25T20:00:00.000Z',
        expiresAt: '2026-12-01T01:00:00.000Z',
        address: null,
        device: null,
      },
    ],
  };
}

export const secondFactorKey = () => ({
  uri: 'otpauth://totp/B%C3%ACnh%20Y%C3%AAn:hoa.nguyen?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=B%C3%ACnh%20Y%C3%AAn',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
});
export const invitation = () => ({
  path: `/invitation#${'n'.repeat(43)}`,
  expiresAt: '2026-11-29T12:30:00.000Z',
});
export const chatCode = () => ({ code: '/lienket 7KQ2-XD9F', expiresAt: '2026-11-27T12:30:00.000Z' });
