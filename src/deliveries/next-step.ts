import type { Outcome } from '../channels/outcome.ts';
import { assertNever } from '../shared/assert-never.ts';

/** What is written on a row after one send, and what else follows from it. */
export interface NextStep {
  row:
    | { state: 'sent'; externalMessageId: string; charged?: 'paid' | 'template'; withoutFile?: string }
    | {
        state: 'pending';
        delayMs: number;
        attempt: boolean;
        repeat: boolean;
        reason: string | null;
        /** It waits, and its household does not: the next contact point is tried meanwhile. */
        failOver?: true;
      }
    | { state: 'unreachable' | 'rejected' | 'gave_up'; reason: string }
    | { state: 'unknown'; deadlineMs: number; reason: string };
  /** Nothing leaves for this chat, or through this account, for so long. */
  pause: { scope: 'chat' | 'account'; ms: number } | null;
  contact: { kind: 'unreachable' | 'window_closed' } | { kind: 'moved'; externalId: string } | null;
  /** The account is refused: the lane rests and staff are told. */
  laneProblem: string | null;
}

export interface SendSituation {
  /** Temporary failures so far. */
  attempts: number;
  /** Times it was already sent again after an unknown outcome. */
  repeats: number;
  critical: boolean;
  /** The platform answers nobody just now, or had answered nobody for a while when the call began. */
  silent: boolean;
  /** Of an alert's message; null for an answer. */
  alert: { endsAt: Date; cannotWait: boolean } | null;
  /** Once it is known that the window is closed, another route is chosen for it (./route.ts). */
  reroutes?: boolean;
  now: Date;
  /** 0 ≤ random < 1, for the jitter. */
  random: number;
}

/** At two minutes apart, hours: an outage of the platform must not make us skip households. Expiry ends it earlier. */
export const MAX_ATTEMPTS = 100;
/** How long a sent message may still be confirmed before it counts as "may have got it". */
export const UNKNOWN_DEADLINE_MS = 60_000;
/** A refused account is probed again after this. */
export const REFUSED_PAUSE_MS = 30_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 120_000;

/** Full jitter on a doubling delay: many rows that failed together do not come back together. */
export function backoffMs(attempts: number, random: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempts);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/** Further repeats of one row are at least so far apart that, call by call, each row that waits has its try. */
const REPEAT_BACKOFF_FROM = 3;

function repeatAfterMs({ repeats, random }: SendSituation): number {
  return repeats === 0 ? 0 : backoffMs(REPEAT_BACKOFF_FROM + repeats, random);
}

export const plain = (row: NextStep['row']): NextStep => ({
  row,
  pause: null,
  contact: null,
  laneProblem: null,
});

const later = (
  delayMs: number,
  reason: string,
  counts: { attempt?: boolean; repeat?: boolean } = {},
): Extract<NextStep['row'], { state: 'pending' }> => ({
  state: 'pending',
  delayMs,
  attempt: counts.attempt ?? false,
  repeat: counts.repeat ?? false,
  reason,
});

/** Not now: later, unless its alert is over by then. A household that must not wait is tried elsewhere meanwhile. */
export function waiting(
  until: Date,
  reason: string,
  { now, alert }: Pick<SendSituation, 'now' | 'alert'>,
): NextStep {
  if (alert && until >= alert.endsAt) return plain({ state: 'unreachable', reason });
  const row = later(Math.max(0, until.getTime() - now.getTime()), reason);
  return plain(alert?.cannotWait ? { ...row, failOver: true } : row);
}

/** The table of the design, section 6: outcome and situation to what happens next. */
export function nextStep(outcome: Outcome, situation: SendSituation): NextStep {
  switch (outcome.kind) {
    case 'sent': {
      const { externalMessageId, withoutFile } = outcome;
      const state = 'sent';
      return plain(
        withoutFile === undefined ? { state, externalMessageId } : { state, externalMessageId, withoutFile },
      );
    }
    case 'throttled':
      return {
        ...plain(later(outcome.retryAfterMs, 'throttled')),
        pause: { scope: outcome.scope, ms: outcome.retryAfterMs },
      };
    case 'deferred':
      return waiting(outcome.notBefore, outcome.reason, situation);
    case 'needs_template':
      // Not reachable for this alert unless another route is found; the contact point stays active.
      return situation.reroutes
        ? { ...plain(later(0, outcome.reason)), contact: { kind: 'window_closed' } }
        : plain({ state: 'unreachable', reason: outcome.reason });
    case 'temporary':
      return situation.attempts + 1 >= MAX_ATTEMPTS
        ? plain({ state: 'gave_up', reason: outcome.reason })
        : plain(later(backoffMs(situation.attempts, situation.random), outcome.reason, { attempt: true }));
    case 'moved':
      return { ...plain(later(0, 'moved')), contact: { kind: 'moved', externalId: outcome.newExternalId } };
    case 'unreachable':
      return { ...plain({ state: 'unreachable', reason: outcome.reason }), contact: { kind: 'unreachable' } };
    case 'rejected':
      return plain({ state: 'rejected', reason: outcome.reason });
    case 'misconfigured':
      return {
        ...plain(later(REFUSED_PAUSE_MS, outcome.reason)),
        pause: { scope: 'account', ms: REFUSED_PAUSE_MS },
        laneProblem: outcome.reason,
      };
    case 'unknown':
      // For a life-safety alert a duplicate beats silence; it says that it is a repeat. Once, where others are answered;
      // a platform that answers nobody gives no reason to give anybody up (docs/decisions/0010).
      return situation.critical && (situation.repeats === 0 || situation.silent)
        ? plain(later(repeatAfterMs(situation), outcome.reason, { repeat: true }))
        : plain({ state: 'unknown', deadlineMs: UNKNOWN_DEADLINE_MS, reason: outcome.reason });
    default:
      return assertNever(outcome);
  }
}
