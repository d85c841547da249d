import { ZALO_WINDOWS } from '../src/channels/zalo/windows.ts';
import type { RouteRules } from '../src/deliveries/route.ts';

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

const NIGHT = {
  fromHour: ZALO_WINDOWS.nightFromHour,
  toHour: ZALO_WINDOWS.nightToHour,
  utcOffsetMs: ZALO_WINDOWS.utcOffsetMs,
};

/** By which windows and for what price a channel takes messages of alerts (src/deliveries/route.ts). */
export const ROUTE_RULES: Readonly<Record<'telegram' | 'zalo', RouteRules>> = {
  // https://core.telegram.org/bots/faq: who has begun a chat with a bot can be written to at any time, for nothing.
  telegram: { windows: null, night: NIGHT, paidDong: 0, usedUpReasons: [] },
  zalo: {
    windows: { freeMs: ZALO_WINDOWS.freeMs, paidMs: ZALO_WINDOWS.paidMs },
    night: NIGHT,
    // https://zalo.solutions/oa/pricing: some 55 đ for a message between 48 hours and 7 days, beyond what the package pays.
    paidDong: 55,
    // -211, -320 and -321, and their like for templates (src/channels/zalo/errors.ts).
    usedUpReasons: ['zalo_out_of_quota', 'zalo_no_balance', 'zalo_billing_not_linked', 'zalo_template_quota'],
  },
};

/**
 * What opens a chat with an account of ours; null where nothing does. `{code}` is where the code goes that the platform
 * hands over with the first message. Telegram: https://core.telegram.org/bots/features#deep-linking. Zalo: the page of an
 * Official Account, which hands nothing over.
 */
export function chatAddressOf(account: {
  channel: 'telegram' | 'zalo';
  name: string;
  boundId: string | null;
}): string | null {
  switch (account.channel) {
    case 'telegram':
      return `https://t.me/${account.name}?start={code}`;
    case 'zalo':
      return account.boundId === null ? null : `https://zalo.me/${account.boundId}`;
  }
}
