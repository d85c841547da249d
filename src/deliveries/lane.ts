import type { Severity } from '../alerts/alert.ts';

/** Classes of a claim, first to last. Everything that leaves through an account is in one of them. */
export const CLASS = { critical: 0, staffNotice: 1, answer: 2, urgent: 3, routine: 4 } as const;

export function classOfSeverity(severity: Severity): number {
  switch (severity) {
    case 'critical':
      return CLASS.critical;
    case 'urgent':
      return CLASS.urgent;
    case 'advisory':
    case 'info':
      return CLASS.routine;
  }
}

export const LEASE_MS = 5_000;
export const RENEW_EVERY_MS = 1_000;
/** A driver stops sending this long before its lease ends, so that two never send at once. */
export const LEASE_MARGIN_MS = 1_500;
/** Rows claimed but not begun after this go back: an urgent one or a stop must not wait behind them. */
export const CLAIM_STALE_MS = 1_000;
/** A lane without work keeps its driver this long. */
export const LINGER_MS = 1_000;
/** Telegram: about one message a second to one chat. */
export const CHAT_INTERVAL_MS = 1_000;

const WINDOW_MS = 1_000;
/** Calls that left a second apart may arrive a little closer together. */
const GUARD_MS = 15;
/** Each 429 says that they did: the guard grows, and is worn off again by sends that went well. */
const GUARD_STEP_MS = 15;
const LONGEST_GUARD_MS = 120;
const GUARD_WEAR_MS = 0.05;
/** Lag (a slow claim, a late timer) that may be made good, never beyond the window's budget. */
const CATCH_UP_MS = 250;

/** At most half a second of budget is claimed at a time. */
export function claimSize(ratePerSecond: number): number {
  return Math.max(1, Math.min(1_000, Math.ceil(ratePerSecond / 2)));
}

/** One answer goes first in every second claim: at most 4 % of the sends while a life-safety alert fills the lane. */
export const ANSWER_EVERY_CLAIMS = 2;

/** Calls under way at once: rate times a slow answer, so that latency costs no throughput and a hanging call one slot. */
export function maxInFlight(ratePerSecond: number): number {
  return Math.max(16, Math.min(512, Math.ceil(ratePerSecond / 2)));
}

export interface Pacer {
  /** Earliest time (monotonic ms) at which the next send may start. */
  earliestMs(nowMs: number): number;
  started(atMs: number): void;
  /** The platform counted more than we did. */
  throttled(): void;
}

/**
 * Starts sends on the budget's beat, whatever their completions do. Never more than `ratePerSecond` starts in any one
 * second. After a take-over the bucket is empty: the driver before us may have used the whole second.
 */
export function createPacer(options: { ratePerSecond: number; nowMs: number; emptyBucket: boolean }): Pacer {
  const beatMs = WINDOW_MS / options.ratePerSecond;
  const starts = new Float64Array(options.ratePerSecond).fill(
    options.emptyBucket ? options.nowMs : Number.NEGATIVE_INFINITY,
  );
  let oldest = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let beatAtMs = options.nowMs;
  let guardMs = GUARD_MS;
  return {
    earliestMs(nowMs) {
      beatAtMs = Math.max(beatAtMs, nowMs - CATCH_UP_MS);
      const windowFreeMs = (starts[oldest] ?? Number.NEGATIVE_INFINITY) + WINDOW_MS + guardMs;
      return Math.max(nowMs, beatAtMs, windowFreeMs, lastMs + beatMs / 2);
    },
    started(atMs) {
      starts[oldest] = atMs;
      oldest = (oldest + 1) % starts.length;
      lastMs = atMs;
      beatAtMs += beatMs;
      guardMs = Math.max(GUARD_MS, guardMs - GUARD_WEAR_MS);
    },
    throttled() {
      guardMs = Math.min(LONGEST_GUARD_MS, guardMs + GUARD_STEP_MS);
    },
  };
}
