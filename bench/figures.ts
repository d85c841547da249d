/** Pure arithmetic of the benches. */

/** The nearest-rank percentile, 0 < share ≤ 1; 0 for nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;
}

/** The middle value; the mean of the two in the middle; 0 for nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? 0) + upper) / 2;
}

/** Rounded for people and JSON. */
export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

/**
 * What the platform has of one message against who should have it. `received[i]` counts the copies in the chat
 * `firstChatId + i`.
 */
export function compareWithLedger(
  expectedChatIds: readonly string[],
  firstChatId: string,
  received: readonly number[],
): { lost: number; duplicates: number } {
  let lost = 0;
  for (const chatId of expectedChatIds) {
    if ((received[Number(BigInt(chatId) - BigInt(firstChatId))] ?? 0) === 0) lost += 1;
  }
  const duplicates = received.reduce((sum, copies) => sum + Math.max(0, copies - 1), 0);
  return { lost, duplicates };
}

/** Share of the budget that was used in the window that begins with the first send. Times in ms, in order. */
export function budgetUsed(sentAtMs: readonly number[], ratePerSecond: number, windowMs: number): number {
  const first = sentAtMs[0];
  if (first === undefined) return 0;
  const inWindow = sentAtMs.filter((atMs) => atMs - first < windowMs).length;
  return inWindow / ((windowMs / 1_000) * ratePerSecond);
}

export interface MarkedSend {
  atMs: number;
  /** Which of the marks that were asked for its text holds; -1 for none. */
  mark: number;
}

/**
 * How an urgent message overtook a backlog: time from the click to its first send, and its share of all sends from
 * there to its last one. Null when it was never sent.
 */
export function overtaking(
  sends: readonly MarkedSend[],
  mark: number,
  clickedAtMs: number,
): { firstMs: number; share: number } | null {
  const own = sends.filter((send) => send.mark === mark);
  const first = sends.findIndex((send) => send.mark === mark);
  const last = sends.findLastIndex((send) => send.mark === mark);
  const firstSend = sends[first];
  if (firstSend === undefined) return null;
  return { firstMs: firstSend.atMs - clickedAtMs, share: own.length / (last - first + 1) };
}

/** The same values in an order that only the seed decides (sorted by the numbers of a linear congruential generator). */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const keyed: { key: number; value: T }[] = [];
  let state = seed >>> 0;
  for (const value of values) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    keyed.push({ key: state, value });
  }
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}
