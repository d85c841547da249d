const WINDOW_MS = 1_000;
/** Calls that left a second apart may arrive a little closer together. */
const GUARD_MS = 17;
/** Where it is known how late each arrived. */
const CLOSE_GUARD_MS = 8;
/** A 429 says that they did: the guard grows, once for all the calls that it hit, and is worn off again by time. */
const WARNING_MS = 15;
const LONGEST_WARNING_MS = 105;
/** Of each second. */
const WARNING_WEAR_MS = 0.5;
/** Sends of a driver's first second arrive late by as much: their connections are opened first. */
const COLD_MS = 50;
/** The quickest answer of so long is what the platform itself takes; the rest is the way and waiting at the door. */
const QUICKEST_OVER_MS = 5_000;
/** A bound may be too early by as much: the quickest answer of late may not have been the quickest there is. */
const BOUND_ERROR_MS = 2;
/** Where half of the bounds are looser than this, they would cost more of the budget than they save. */
const CLOSE_BOUNDS_MS = 40;
/** Calls are too few to bound each other's arrivals. */
const SLOW_PER_SECOND = 100;
/**
 * What a slow lane may send in so long leaves together: what arrives together is late together. Calls one by one would
 * each run into a stall at the platform's door, and the call a second later would find too many before it.
 */
const TOGETHER_MS = 105;
const CALM_OF_LAST_SECONDS = 8;
/** Lag (a slow claim, a late timer) that may be made good, never beyond the window's budget. */
const CATCH_UP_MS = 250;
/**
 * How much faster than the beat. What leaves in a burst waits at the door and arrives late; and since a second later the
 * same burst may leave again, it would stay for good.
 */
const CATCH_UP_SPEED = 1.1;
/** Where arrivals are counted, so is the wait of a burst; and what is known of them comes in steps, each a small lag. */
const CLOSE_CATCH_UP_SPEED = 1.5;
/** Looked at over so long: a timer is late by a millisecond or two, which is no burst. */
const CATCH_UP_OVER_MS = 10;

export interface Pacer {
  /** Earliest time (monotonic ms) at which the next send may start. */
  earliestMs(nowMs: number): number;
  started(atMs: number): void;
  /** All that was started had left by then, at the latest. */
  left(atMs: number): void;
  /** The platform said something to a call. */
  answered(call: { startMs: number; endMs: number }): void;
  /** The platform counted more than we did. */
  throttled(atMs: number): void;
}

/** The quickest answer of late. */
function createQuickest(nowMs: number) {
  let sinceMs = nowMs;
  let before = Number.POSITIVE_INFINITY;
  let now = Number.POSITIVE_INFINITY;
  return {
    /** The quickest, this one with them. */
    with(tookMs: number, atMs: number): number {
      if (atMs - sinceMs > QUICKEST_OVER_MS) {
        [before, now, sinceMs] = [now, Number.POSITIVE_INFINITY, atMs];
      }
      now = Math.min(now, tookMs);
      return Math.min(now, before);
    },
  };
}

/** Whether arrivals are known well enough to count by them: the calmest of the last seconds tells. */
function createCloseness(ratePerSecond: number) {
  const mediansMs: number[] = [];
  let delaysMs: number[] = [];
  let areClose = false;
  return {
    get areClose() {
      return areClose;
    },
    add(delayMs: number): void {
      if (ratePerSecond <= SLOW_PER_SECOND || !Number.isFinite(delayMs)) return;
      delaysMs.push(delayMs);
      if (delaysMs.length < ratePerSecond) return;
      const inOrder = delaysMs.sort((one, other) => one - other);
      mediansMs.push(inOrder[inOrder.length >> 1] ?? Number.POSITIVE_INFINITY);
      if (mediansMs.length > CALM_OF_LAST_SECONDS) mediansMs.shift();
      areClose = Math.min(...mediansMs) <= CLOSE_BOUNDS_MS;
      delaysMs = [];
    },
  };
}

/**
 * Starts sends on the budget's beat, whatever their completions do; those of a slow lane a few at a time. Never more than
 * `ratePerSecond` starts in any one second. After a take-over the bucket is empty: the driver before us may have used the
 * whole second.
 *
 * The platform counts arrivals, not starts. A call has arrived when one that left after it is answered: what had to wait
 * at a busy door is seen in time, a second before its place in the budget is given away again.
 */
export function createPacer(options: { ratePerSecond: number; nowMs: number; emptyBucket: boolean }): Pacer {
  const { ratePerSecond } = options;
  const beatMs = (WINDOW_MS + GUARD_MS) / ratePerSecond;
  // After a take-over as if the driver before us had used its whole second just now.
  const none = options.emptyBucket ? options.nowMs - COLD_MS : Number.NEGATIVE_INFINITY;
  // Two rings over the last starts: when each was, and how much later it had arrived at the latest: infinity while nothing
  // tells, NaN where there was no start.
  const starts = new Float64Array(ratePerSecond).fill(none);
  const delayed = new Float64Array(ratePerSecond).fill(Number.NaN);
  /** How long each was held up: a collection of garbage, a core that somebody else had, a machine that stood still. */
  const heldUp = new Float64Array(ratePerSecond);
  let oldest = 0;
  /** So many of the last starts have not left yet. */
  let leaving = 0;
  const together = ratePerSecond <= SLOW_PER_SECOND ? Math.max(1, Math.floor(TOGETHER_MS / beatMs)) : 1;
  /** So many of those that leave together have been started. */
  let begun = 0;
  /** So many sends may leave in so long, when there is lag. */
  const few = Math.max(together, Math.floor(CATCH_UP_OVER_MS / beatMs));
  const fewMs = () => (few * beatMs) / (bounds.areClose ? CLOSE_CATCH_UP_SPEED : CATCH_UP_SPEED);
  let beatAtMs = options.nowMs;
  /** What 429s have added to the guard. */
  let warningMs = 0;
  let wornAtMs = options.nowMs;
  let throttledAtMs = Number.NEGATIVE_INFINITY;
  const quickest = createQuickest(options.nowMs);
  const bounds = createCloseness(ratePerSecond);
  const warmAtMs = options.nowMs + WINDOW_MS;

  const at = (ring: Float64Array, back: number) =>
    ring[(oldest - back + ratePerSecond) % ratePerSecond] ?? none;

  /** When the platform counted the oldest start of the ring, or one of those that followed it, but for the guard. */
  function countedMs(followed: number): number {
    const startMs = at(starts, -followed);
    const knownMs = at(delayed, -followed);
    const delayMs = Number.isFinite(knownMs) ? knownMs + BOUND_ERROR_MS - CLOSE_GUARD_MS : 0;
    if (startMs < warmAtMs) return startMs + Math.max(COLD_MS, delayMs);
    return startMs + (bounds.areClose ? Math.max(0, delayMs) : at(heldUp, -followed));
  }

  /** When the budget has room for the next send; for all that leave together, where it is the first of them. */
  function roomMs(): number {
    let atMs = countedMs(0);
    if (begun === 0) for (let nth = 1; nth < together; nth++) atMs = Math.max(atMs, countedMs(nth));
    return atMs + WINDOW_MS + (bounds.areClose ? CLOSE_GUARD_MS : GUARD_MS) + warningMs;
  }

  return {
    earliestMs(nowMs) {
      if (begun > 0) return Math.max(nowMs, roomMs());
      beatAtMs = Math.max(beatAtMs, nowMs - CATCH_UP_MS);
      return Math.max(nowMs, beatAtMs, roomMs(), at(starts, few) + fewMs());
    },
    started(atMs) {
      bounds.add(at(delayed, 0));
      starts[oldest] = atMs;
      delayed[oldest] = Number.POSITIVE_INFINITY;
      heldUp[oldest] = 0;
      leaving = Math.min(leaving + 1, ratePerSecond);
      oldest = (oldest + 1) % ratePerSecond;
      warningMs = Math.max(0, warningMs - ((atMs - wornAtMs) / 1_000) * WARNING_WEAR_MS);
      wornAtMs = atMs;
      beatAtMs += beatMs;
      begun = (begun + 1) % together;
    },
    left(atMs) {
      for (; leaving > 0; leaving--) {
        const startMs = at(starts, leaving);
        heldUp[(oldest - leaving + ratePerSecond) % ratePerSecond] = Math.max(0, atMs - startMs);
      }
    },
    answered({ startMs, endMs }) {
      const arrivedMs = endMs - quickest.with(endMs - startMs, endMs);
      for (let back = 1; back <= ratePerSecond; back++) {
        const beganMs = at(starts, back);
        if (beganMs > startMs) continue;
        const index = (oldest - back + ratePerSecond) % ratePerSecond;
        const isNews = (delayed[index] ?? Number.NaN) > arrivedMs - beganMs;
        // Nor is it for those before: they are known to have arrived earlier still.
        if (!isNews) return;
        delayed[index] = arrivedMs - beganMs;
      }
    },
    throttled(atMs) {
      const isNew = atMs - throttledAtMs > WINDOW_MS;
      throttledAtMs = atMs;
      if (isNew) warningMs = Math.min(LONGEST_WARNING_MS, warningMs + WARNING_MS);
    },
  };
}
