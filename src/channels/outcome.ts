/**
 * What a channel said to one send. A closed set: each case says when a channel returns it, and what the
 * delivery engine then does is a table (src/deliveries/next-step.ts).
 */
export type Outcome =
  /** Accepted by the platform. `withoutFile`: the words alone, and why their picture or voice note is missing. */
  | { kind: 'sent'; externalMessageId: string; withoutFile?: string }
  /** Too fast. Not a failure: the chat or the whole account pauses, no attempt is used. */
  | { kind: 'throttled'; scope: 'chat' | 'account'; retryAfterMs: number }
  /** Not allowed now, allowed later (night rule, used-up quota). */
  | { kind: 'deferred'; notBefore: Date; reason: string }
  /** The free window of this chat is closed; only an approved template may be sent. */
  | { kind: 'needs_template'; reason: string }
  /** The platform or the way to it failed before the message was accepted: worth another try. */
  | { kind: 'temporary'; reason: string }
  /** The chat now lives under another id (a group became a supergroup). */
  | { kind: 'moved'; newExternalId: string }
  /** This contact point cannot be reached any more: blocked, deactivated, not following. */
  | { kind: 'unreachable'; reason: string }
  /** The platform refuses this very message: our bug. */
  | { kind: 'rejected'; reason: string }
  /** The account may not send at all: token refused, right missing. Staff must act. */
  | { kind: 'misconfigured'; reason: string }
  /** The request left and no answer came: it may or may not have arrived. */
  | { kind: 'unknown'; reason: string };

export type OutcomeKind = Outcome['kind'];
