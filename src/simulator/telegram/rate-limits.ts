/**
 * Budgets of the platform. Documented: about 30 messages a second in all, one a second in one chat with short
 * bursts tolerated (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
 * `Infinity` switches a limit off.
 */
export interface Budgets {
  /** Sends of one bot accepted in any one second. */
  botPerSecond: number;
  /** Sustained sends into one chat. */
  chatPerSecond: number;
  /** Sends into one quiet chat that are accepted at once. */
  chatBurst: number;
}

export const TELEGRAM_BUDGETS: Budgets = { botPerSecond: 30, chatPerSecond: 1, chatBurst: 3 };

export interface RateLimits {
  /** Takes one send from both budgets and returns 0, or takes nothing and returns the milliseconds to wait. */
  take(botId: string, chatId: string, nowMs: number): number;
}

/** `nowMs` is monotonic. */
export function createRateLimits(budgets: Budgets): RateLimits {
  const bots = new Map<string, { accepted: number[]; next: number }>();
  const chats = new Map<string, { tokens: number; atMs: number }>();

  function botWaitMs(botId: string, nowMs: number): number {
    if (!Number.isFinite(budgets.botPerSecond)) return 0;
    const window = bots.get(botId);
    const oldest = window?.accepted[window.next];
    return oldest === undefined ? 0 : Math.max(0, oldest + 1000 - nowMs);
  }

  function takeFromBot(botId: string, nowMs: number): void {
    if (!Number.isFinite(budgets.botPerSecond)) return;
    let window = bots.get(botId);
    if (window === undefined) {
      window = { accepted: [], next: 0 };
      bots.set(botId, window);
    }
    // A ring of the last accepted times: the slot to overwrite is the oldest.
    window.accepted[window.next] = nowMs;
    window.next = (window.next + 1) % budgets.botPerSecond;
  }

  function tokensNow(key: string, nowMs: number): number {
    const chat = chats.get(key);
    if (chat === undefined) return budgets.chatBurst;
    return Math.min(budgets.chatBurst, chat.tokens + ((nowMs - chat.atMs) / 1000) * budgets.chatPerSecond);
  }

  return {
    take(botId, chatId, nowMs) {
      const botWait = botWaitMs(botId, nowMs);
      if (botWait > 0) return botWait;
      if (Number.isFinite(budgets.chatPerSecond)) {
        const key = `${botId}:${chatId}`;
        const tokens = tokensNow(key, nowMs);
        if (tokens < 1) return ((1 - tokens) / budgets.chatPerSecond) * 1000;
        chats.set(key, { tokens: tokens - 1, atMs: nowMs });
      }
      takeFromBot(botId, nowMs);
      return 0;
    },
  };
}
