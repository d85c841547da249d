/** How fast and how much one channel account may send. Zero means that the platform names no such limit. */
export interface ChannelBudget {
  /** Messages a second of the whole account. */
  ratePerSecond: number;
  /** Messages a second into one private chat. */
  perChatPerSecond: number;
  /** Messages a minute into one group. */
  perGroupPerMinute: number;
  /** Requests that wait for an answer at one time. */
  maxInFlight: number;
  /** UTF-16 code units of one text message. */
  textLength: number;
  /** UTF-16 code units of the text under a photo or voice note. */
  captionLength: number;
  /** Bytes of UTF-8 that a button carries back. */
  buttonPayloadBytes: number;
  /** UTF-16 code units of one button's label, in what we write ourselves. */
  buttonTextLength: number;
  /** A send without an answer is given up as unknown after this. */
  sendTimeoutMs: number;
}

export const TELEGRAM_BUDGET: ChannelBudget = {
  // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
  // "not more than one message per second in a particular chat", "20 messages per minute" to a group,
  // "no more than 30 messages per second" in bulk.
  ratePerSecond: 30,
  perChatPerSecond: 1,
  perGroupPerMinute: 20,
  // Rate × the slowest usual answer (two seconds): latency costs no throughput, a hanging call costs one slot.
  maxInFlight: 60,
  // https://core.telegram.org/bots/api#sendmessage: 1-4096 characters. UTF-16 units never count fewer.
  textLength: 4096,
  // https://core.telegram.org/bots/api#sendphoto: 0-1024 characters.
  captionLength: 1024,
  // https://core.telegram.org/bots/api#inlinekeyboardbutton: callback_data is 1-64 bytes.
  buttonPayloadBytes: 64,
  // Our own rule: longer labels are cut on small phones.
  buttonTextLength: 20,
  // Our own rule: usual answers take 0.1 to 0.5 s.
  sendTimeoutMs: 10_000,
};

/**
 * Zalo: a message to somebody who has written within 48 hours is free since 2026 (docs/zalo.md); later ones draw on a paid
 * pool.
 */
export const ZALO_FREE_WINDOW_MS = 48 * 3_600_000;

/** https://developers.zalo.me/docs: where the OA API and the consent page are. */
export const ZALO_ROOTS = { apiRoot: 'https://openapi.zalo.me', oauthRoot: 'https://oauth.zaloapp.com' };
