/**
 * Numbers of the platform, as data. Sources, unless a line names another: https://developers.zalo.me/docs and its
 * twin https://docs.zaloplatforms.com/docs/OA (bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new, tin-nhan, webhook,
 * phu-luc/gioi-han-toc-do-api, phu-luc/cau-truc-cua-tham-so-buttons).
 */

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const OAUTH_LIMITS = {
  codeLifeMs: 10 * MINUTE_MS,
  accessTokenLifeSeconds: 90_000,
  /** Three months, from each rotation anew. */
  refreshTokenLifeSeconds: 7_776_000,
} as const;

/** How long after a person's last interaction consultation messages pass. https://oa.zalo.me/home/documents/guides/tin-tu-van */
export const WINDOWS = { freeMs: 48 * HOUR_MS, openMs: 7 * DAY_MS } as const;

export const MESSAGE_LIMITS = {
  /** In UTF-16 units. Whether the platform counts those or code points is not published. */
  text: 2000,
  buttons: 5,
  buttonTitle: 100,
  buttonPayload: 1000,
  elements: 5,
  elementTitle: 100,
  elementSubtitle: 500,
} as const;

const MB = 1024 * 1024;

export const UPLOAD_LIMITS = {
  imageBytes: MB,
  gifBytes: 5 * MB,
  fileBytes: 5 * MB,
  fileNameCharacters: 200,
  lifeMs: 7 * DAY_MS,
  perMonth: 5000,
} as const;

export const LIST_LIMITS = { users: 50, lastOffset: 9951, history: 10 } as const;

/** Broadcast and promotion are refused from 22:00 to 05:59. The zone is not published; the country has one. */
export const NIGHT = { fromHour: 22, toHour: 6, utcOffsetHours: 7 } as const;

export const WEBHOOK_LIMITS = {
  answerWithinMs: 2 * SECOND_MS,
  /** Each after the one before; then the webhook is turned off. */
  retriesAfterMs: [30 * SECOND_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS],
} as const;

/** The free-form transaction and promotion messages ended on this day. */
export const FREE_FORM_ENDS_AT_MS = Date.UTC(2026, 1, 28, 17);

/** https://zalo.solutions/oa/pricing: messages beyond the first 48 hours in one month of the Growth package. */
export const GROWTH_PAID_POOL = 500;
export const REACTIONS_PER_MESSAGE = 50;
