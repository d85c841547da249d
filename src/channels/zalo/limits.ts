/** What the platform allows, as data. Sources: developers.zalo.me/docs and docs.zaloplatforms.com/docs/OA, except as marked. */
export const ZALO_LIMITS = {
  // Tin nhắn tư vấn: 1-2000 characters. The unit is not documented: UTF-16 units after NFC never count fewer.
  textLength: 2_000,
  // Our own rule: room for the numbers that stand in for buttons.
  splitLength: 1_900,
  // Phụ lục, cấu trúc của tham số buttons: at most 5, title at most 100, query payload at most 1000.
  buttons: 5,
  buttonTitleLength: 100,
  // channel.ts: what a button may carry back; far below Zalo's own 1000.
  buttonPayloadLength: 64,
  // Tin nhắn yêu cầu thông tin người dùng: one element, title at most 100, subtitle at most 500.
  requestTitleLength: 100,
  requestSubtitleLength: 500,
  // Quản lý người dùng: count at most 50; a list ends at 10,000, so no offset beyond 9,951.
  listCount: 50,
  listOffset: 9_951,
  // Giới hạn tốc độ API: 4,000 calls a minute for an app, and as little as 100 a minute for one OA by its package.
  // The smallest of them, rounded down; the answers' X-RateLimit headers tell whether more is allowed.
  ratePerSecond: 1,
  appCallsPerMinute: 4_000,
  // Our own rule: order in one chat, one message in flight.
  perChatPerSecond: 1,
  // The pause after -32 or HTTP 429 is not documented; the limits are per minute.
  rateLimitPauseMs: 60_000,
  // Our own rule: the longest send, with everything that it may repeat.
  sendTimeoutMs: 10_000,
  // Our own rule: up to 5 MB over a slow line.
  uploadTimeoutMs: 60_000,
  // Our own rule: as many connections as requests that may wait for an answer.
  maxInFlight: 60,
} as const;

/** Xác thực và ủy quyền cho ứng dụng (OAuth v4). */
export const ZALO_OAUTH = {
  // An access token lives 25 hours (`expires_in` "90000"). Refreshed this long before its end by `refreshIfDue`.
  refreshBeforeEndMs: 6 * 3_600_000,
  // Our own rule: a token this close to its end is not put into a request any more.
  unusableBeforeEndMs: 60_000,
  // Our own rule.
  requestTimeoutMs: 10_000,
  // Our own rule: longer than two requests and a commit, so that a live refresher is never overtaken.
  claimLeaseMs: 30_000,
  // RFC 7636 and the OAuth page: 43 characters.
  verifierLength: 43,
} as const;

export type AssetKind = 'image' | 'gif' | 'file';

/** Tải ảnh / gif / file lên. Each asset is kept for 7 days. */
export const ZALO_UPLOADS = {
  image: { path: '/v2.0/oa/upload/image', maxBytes: 1_048_576, extensions: ['jpg', 'jpeg', 'png'] },
  gif: { path: '/v2.0/oa/upload/gif', maxBytes: 5_242_880, extensions: ['gif'] },
  // One source also lists csv; it is left out until it is tried.
  file: { path: '/v2.0/oa/upload/file', maxBytes: 5_242_880, extensions: ['pdf', 'doc', 'docx'] },
} as const satisfies Record<AssetKind, { path: string; maxBytes: number; extensions: readonly string[] }>;

/** The cap that a public client (PhucMPham/zalo-agent-cli) found for names of uploaded files. */
export const FILE_NAME_LENGTH = 200;
export const ASSET_LIFE_MS = 7 * 86_400_000;
