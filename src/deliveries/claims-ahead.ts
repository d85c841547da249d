import type { Clock } from '../shared/clock.ts';
import {
  ANSWER_EVERY_CLAIMS,
  CHAT_INTERVAL_MS,
  CLAIM_STALE_MS,
  claimSize,
  IDLE_POLL_MS,
  refillBelow,
} from './lane.ts';
import type { ClaimedSend, GivenBack, LaneClaim } from './ports.ts';

export type ClaimVerdict =
  | Exclude<LaneClaim, { kind: 'claimed' }>
  /** Rows, or none, or nothing heard yet. */
  | { kind: 'fine' };

/**
 * Rows that are claimed and not begun. The next claim is made while the last rows of the one before still leave, so
 * that the beat never waits for the database.
 */
export interface ClaimsAhead {
  /**
   * Claims when few rows are left, one claim at a time; `one`: a single row, and only when none is left. What the last
   * claim said, once; throws its error.
   */
  refill(rows: 'all' | 'one'): ClaimVerdict;
  /** The next row to begin; null when there is none. */
  next(): ClaimedSend | null;
  /** Takes the row that `next` showed. */
  take(): void;
  /** The next row has waited too long: something more urgent, or a stop, may have come in since. */
  stale(): boolean;
  /** What has waited too long, and what comes next and has to rest. */
  takeUnfit(restMs: (item: ClaimedSend) => number): GivenBack[];
  takeAll(): ClaimedSend[];
  readonly claiming: boolean;
  /** The claim under way has ended. */
  settled(): Promise<void>;
}

export function createClaimsAhead(options: {
  claim(limit: number, answersFirst: number): Promise<LaneClaim>;
  ratePerSecond: number;
  clock: Clock;
  /** Told when a claim has ended, however. */
  onClaim(): void;
}): ClaimsAhead {
  const { clock } = options;
  const limit = claimSize(options.ratePerSecond);
  const lowMark = refillBelow(options.ratePerSecond);
  let batches: { sends: readonly ClaimedSend[]; begun: number; atMs: number }[] = [];
  let waiting = 0;
  let claims = 0;
  let restUntilMs = Number.NEGATIVE_INFINITY;
  let claiming: Promise<void> | null = null;
  let verdict: ClaimVerdict | { kind: 'failed'; error: unknown } = { kind: 'fine' };

  async function claim(rows: 'all' | 'one'): Promise<void> {
    claims += 1;
    // A single row is a try: better one that is repeated when it gets no answer, and that is the most urgent.
    const answersFirst = rows === 'all' && claims % ANSWER_EVERY_CLAIMS === 0 ? 1 : 0;
    try {
      const claimed = await options.claim(rows === 'one' ? 1 : limit, answersFirst);
      const atMs = clock.monotonicMs();
      if (claimed.kind !== 'claimed') verdict = claimed;
      else if (claimed.sends.length === 0) restUntilMs = atMs + IDLE_POLL_MS;
      else {
        batches.push({ sends: claimed.sends, begun: 0, atMs });
        waiting += claimed.sends.length;
      }
    } catch (error) {
      verdict = { kind: 'failed', error };
    } finally {
      claiming = null;
      options.onClaim();
    }
  }

  function takeBatches(which: (atMs: number) => boolean): ClaimedSend[] {
    const taken = batches.filter(({ atMs }) => which(atMs)).flatMap(({ sends, begun }) => sends.slice(begun));
    batches = batches.filter(({ atMs }) => !which(atMs));
    waiting -= taken.length;
    return taken;
  }

  function next(): ClaimedSend | null {
    const first = batches[0];
    return first?.sends[first.begun] ?? null;
  }

  function take(): void {
    const first = batches[0];
    if (!first) return;
    first.begun += 1;
    waiting -= 1;
    if (first.begun === first.sends.length) batches.shift();
  }

  return {
    refill(rows) {
      const said = verdict;
      const few = waiting <= (rows === 'one' ? 0 : lowMark);
      verdict = { kind: 'fine' };
      if (said.kind === 'failed') throw said.error;
      if (said.kind === 'fine' && !claiming && few && clock.monotonicMs() >= restUntilMs) {
        claiming = claim(rows);
      }
      return said;
    },
    next,
    take,
    stale: () => batches[0] !== undefined && batches[0].atMs < clock.monotonicMs() - CLAIM_STALE_MS,
    takeUnfit(restMs) {
      const oldestMs = clock.monotonicMs() - CLAIM_STALE_MS;
      const unfit: GivenBack[] = takeBatches((atMs) => atMs < oldestMs);
      for (let item = next(); item; item = next()) {
        const leftMs = restMs(item);
        if (leftMs === 0) break;
        take();
        unfit.push({ ...item, restMs: Number.isFinite(leftMs) ? leftMs : CHAT_INTERVAL_MS });
      }
      return unfit;
    },
    takeAll: () => takeBatches(() => true),
    get claiming() {
      return claiming !== null;
    },
    settled: async () => claiming ?? undefined,
  };
}
