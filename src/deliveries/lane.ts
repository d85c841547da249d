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

/** More at once only makes objects that live longer. */
const LARGEST_CLAIM = 400;

/** A quarter of a second of budget. */
export function claimSize(ratePerSecond: number): number {
  return Math.max(1, Math.min(LARGEST_CLAIM, Math.ceil(ratePerSecond / 4)));
}

/**
 * With so many rows left the next claim is made: together never more than three eighths of a second of budget, so that
 * what is urgent waits for half a second at most although the pace pauses now and then.
 */
export function refillBelow(ratePerSecond: number): number {
  return Math.min(LARGEST_CLAIM, Math.floor(ratePerSecond / 8));
}

/** Not faster than outcomes can be written: what is not on record is repeated after a crash. */
export const UNRECORDED_AT_MOST = 2_000;
export const RETRY_WRITE_MS = 40;
/** A driver that waits looks up after this. */
export const LONGEST_NAP_MS = 250;

/** Messages whose picture is just being uploaded rest for this; a driver that met them looks up after the shorter one. */
export const FILE_REST_MS = 300;
export const FILE_NAP_MS = 50;

/** A lane that found nothing looks again after this. */
export const IDLE_POLL_MS = 60;

/** One answer goes first in every fourth claim: 3 % of the sends while a life-safety alert fills the lane. */
export const ANSWER_EVERY_CLAIMS = 4;

const LEAST_IN_FLIGHT = 16;
const USUAL_IN_FLIGHT = 64;
const MOST_IN_FLIGHT = 256;
/** No account may send faster; a budget that is lifted for a test must not open connections without end. */
const FASTEST_PER_SECOND = 1_000;
/** Taken for the mean before any call has ended: too few calls under way would cost budget that is not made good. */
const FIRST_GUESS_MS = 150;
/** One call in so many counts in the mean. */
const MEAN_OVER = 64;
/** Calls that are slower than the mean, and some that hang. */
const ROOM = 1.5;

/** Most calls under way at once, however slow the platform is: as many connections. */
export function maxInFlight(ratePerSecond: number): number {
  return Math.max(LEAST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, Math.ceil(ratePerSecond / 2)));
}

export interface FlightLimit {
  /** Calls that may be under way now. */
  readonly calls: number;
  ended(tookMs: number): void;
}

/**
 * Rate times how long a call takes, so that latency costs no throughput and a hanging call one slot. Not more: calls
 * that wait in line at the platform cost memory and win nothing.
 */
export function createFlightLimit(ratePerSecond: number): FlightLimit {
  const most = maxInFlight(ratePerSecond);
  const least = Math.min(USUAL_IN_FLIGHT, most);
  const perMs = Math.min(ratePerSecond, FASTEST_PER_SECOND) / 1_000;
  let meanMs = FIRST_GUESS_MS;
  return {
    get calls() {
      return Math.max(least, Math.min(most, Math.ceil(perMs * meanMs * ROOM)));
    },
    ended(tookMs) {
      meanMs += (tookMs - meanMs) / MEAN_OVER;
    },
  };
}

/** A call that waited for so long, while no other was answered, is not late: the platform answers nobody. */
const SILENT_AFTER_MS = 5_000;
/** An answer as recent as this shows that the platform was there when a call began. */
const HEARD_WITHIN_MS = 2_000;
/** Between two calls that try whether it answers again. */
const TRY_REST_MS = 1_000;

export interface AnswerWatch {
  /** The platform answers nobody: one call at a time may try. */
  readonly silent: boolean;
  /** While it is silent: when the next call may begin. */
  readonly nextTryMs: number;
  /** Whether a call that begins now has a platform that answers: it has answered another one a moment ago. */
  heard(nowMs: number): boolean;
  ended(call: { startMs: number; endMs: number; answered: boolean }): void;
}

/** Tells a platform that answers nobody from a call that gets no answer. Any answer proves that it is there. */
export function createAnswerWatch(onChange: (silent: boolean) => void): AnswerWatch {
  let answeredAtMs = Number.NEGATIVE_INFINITY;
  let unansweredAtMs = Number.NEGATIVE_INFINITY;
  let silent = false;
  return {
    get silent() {
      return silent;
    },
    get nextTryMs() {
      return unansweredAtMs + TRY_REST_MS;
    },
    heard: (nowMs) => nowMs - answeredAtMs <= HEARD_WITHIN_MS,
    ended({ startMs, endMs, answered }) {
      if (answered) answeredAtMs = endMs;
      else unansweredAtMs = endMs;
      const waitedInVain = answeredAtMs < startMs && endMs - startMs >= SILENT_AFTER_MS;
      const now = !answered && (silent || waitedInVain);
      if (now === silent) return;
      silent = now;
      onChange(silent);
    },
  };
}
