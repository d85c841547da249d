import { MINUTE_MS } from './limits.ts';

/**
 * Calls in one minute. Documented: 4,000 for one app (https://developers.zalo.me/docs,
 * phu-luc/gioi-han-toc-do-api); packages set one for each account. `Infinity` switches a limit off.
 */
export interface Budgets {
  appPerMinute: number;
  oaPerMinute: number;
}

export const ZALO_BUDGETS: Budgets = { appPerMinute: 4000, oaPerMinute: Infinity };

export interface RateVerdict {
  allowed: boolean;
  /** `X-RateLimit-*`, of the budget that is nearer to its end; none when both are off. */
  headers: Record<string, string>;
}

export interface RateLimits {
  /** Counts one call of the account, or refuses it and counts nothing. `nowMs` is monotonic. */
  take(oaId: string, nowMs: number): RateVerdict;
}

export function createRateLimits(budgets: Budgets): RateLimits {
  const windows = new Map<string, { minute: number; used: number }>();

  function windowOf(key: string, nowMs: number): { used: number } {
    const minute = Math.floor(nowMs / MINUTE_MS);
    const known = windows.get(key);
    if (known?.minute === minute) return known;
    const fresh = { minute, used: 0 };
    windows.set(key, fresh);
    return fresh;
  }

  return {
    take(oaId, nowMs) {
      const app = { window: windowOf('app', nowMs), limit: budgets.appPerMinute };
      const oa = { window: windowOf(`oa ${oaId}`, nowMs), limit: budgets.oaPerMinute };
      const left = ({ window, limit }: typeof app) => limit - window.used;
      const tighter = left(app) <= left(oa) ? app : oa;
      const allowed = left(tighter) > 0;
      if (allowed) {
        app.window.used += 1;
        oa.window.used += 1;
      }
      if (!Number.isFinite(tighter.limit)) return { allowed, headers: {} };
      const headers = {
        'x-ratelimit-limit': String(tighter.limit),
        'x-ratelimit-remain': String(left(tighter)),
      };
      return { allowed, headers };
    },
  };
}
