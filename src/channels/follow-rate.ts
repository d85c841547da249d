/** What a platform says of an account's budget of a minute with each answer. */
export interface RateFeedback {
  limit: number;
  remain: number;
}

/** Of the platform's budget; the rest is for what we ask besides sending. */
const SHARE = 0.8;
const MINUTE_SECONDS = 60;
/** With less than this left of the minute somebody else draws on the budget too. */
const NEARLY_USED_UP = 0.1;
/** A new rate is begun with an empty bucket: not more often than this. */
const CHANGE_EVERY_MS = 10_000;

/** The highest rate that a budget of so many calls a minute allows. Never below 1. */
export function rateOfBudget(limitPerMinute: number): number {
  return Math.max(1, Math.floor((limitPerMinute / MINUTE_SECONDS) * SHARE));
}

/** The rate after one answer: doubled up to what the budget allows, halved where it is nearly used up. */
export function followRate(current: number, { limit, remain }: RateFeedback): number {
  const allowed = rateOfBudget(limit);
  if (remain < limit * NEARLY_USED_UP) return Math.max(1, Math.floor(Math.min(current, allowed) / 2));
  return Math.min(allowed, current * 2);
}

/** Keeps the rates of accounts at what their platform allows. `save` is told of each change. */
export function createRateFollower(options: {
  now(): number;
  save(channelAccountId: string, ratePerSecond: number): void;
}) {
  const rates = new Map<string, { ratePerSecond: number; changedAtMs: number }>();
  return function onRate(channelAccountId: string, begunWith: number, feedback: RateFeedback): void {
    const nowMs = options.now();
    const known = rates.get(channelAccountId) ?? {
      ratePerSecond: begunWith,
      changedAtMs: Number.NEGATIVE_INFINITY,
    };
    if (nowMs - known.changedAtMs < CHANGE_EVERY_MS) return;
    const ratePerSecond = followRate(known.ratePerSecond, feedback);
    if (ratePerSecond === known.ratePerSecond) return;
    rates.set(channelAccountId, { ratePerSecond, changedAtMs: nowMs });
    options.save(channelAccountId, ratePerSecond);
  };
}
