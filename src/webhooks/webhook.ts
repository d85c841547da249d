import { type Action, RIGHTS, scopeOf } from '../staff/rights.ts';
import { STAFF_ROLES, type StaffRoleName } from '../staff/staff.ts';

/** What a webhook may be told of: the kinds of the console's events (src/contracts/events.ts). */
export const CHANGE_KINDS = ['alert', 'reply', 'lane', 'approval', 'duty'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The right that it takes to hear of a change, by the console's events or by a webhook. */
export const HEARING_RIGHTS: Readonly<Record<ChangeKind, Action>> = {
  alert: 'see_alerts',
  reply: 'see_replies',
  lane: 'see_alerts',
  approval: 'see_alerts',
  duty: 'see_alerts',
};

/** Whether these roles hear of a change in their own unit, or in another one of their province. */
export function hears(roles: readonly StaffRoleName[], kind: ChangeKind, where: 'own' | 'other'): boolean {
  const scope = scopeOf(roles, HEARING_RIGHTS[kind]);
  return scope === 'province' || (scope === 'unit' && where === 'own');
}

/** Who manages webhooks. */
export const MANAGING_ROLES: readonly StaffRoleName[] = STAFF_ROLES.filter(
  (role) => role in RIGHTS.manage_webhooks,
);

/**
 * Whether a webhook is told: what the roles that manage webhooks may see, and beyond it what whoever added it may see,
 * by the roles that they have now.
 */
export function isTold(
  adderRoles: readonly StaffRoleName[],
  kind: ChangeKind,
  where: 'own' | 'other',
): boolean {
  return hears([...MANAGING_ROLES, ...adderRoles], kind, where);
}

/** `reset`: more was missed than is kept, ask for everything again. `test`: a person tries the address. */
export const TOLD_KINDS = [...CHANGE_KINDS, 'reset', 'test'] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];

export const WEBHOOK_STATES = ['active', 'paused'] as const;
/** `failing`: nothing was accepted for a day. `gone`: the receiver answered 410, it wants no more. */
export const PAUSE_REASONS = ['by_hand', 'failing', 'gone'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
/** Why the service itself calls a webhook no more. */
export type EndReason = Exclude<PauseReason, 'by_hand'>;
export const DELIVERY_STATES = ['pending', 'accepted', 'given_up'] as const;

/** Why an attempt was not accepted. `paused`: it was never going to be made. */
export const FAILURE_REASONS = [
  'status',
  'redirected',
  'timed_out',
  'name_not_found',
  'connection_refused',
  'certificate',
  'address_not_allowed',
  'network',
  'paused',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** A change as the console's events number it; ids only. */
export interface Change {
  /** Grows by the order in which changes became visible; decimal. Null: of a test. */
  change: string | null;
  kind: ToldKind;
  /** Null: of every unit. */
  unitId: string | null;
  /** The alert, reply or channel account. */
  subjectId: string | null;
  /** Of a reply. */
  alertId: string | null;
  help: boolean;
  fresh: boolean;
}

export type PostResult =
  | { kind: 'accepted'; status: number }
  | {
      kind: 'failed';
      reason: Exclude<FailureReason, 'paused'>;
      status: number | null;
      /** The receiver asks not to be called before. */
      retryAfterMs: number | null;
    };

export const WEBHOOKS_OF_UNIT = 10;
export const URL_LENGTH_MAX = 500;
/** After a new secret the one before signs as well for so long. */
export const OLD_SECRET_MS = 24 * 3_600_000;
/** A change that was not accepted within this is given up. */
export const TRIED_FOR_MS = 24 * 3_600_000;
/** A webhook of which nothing was accepted for so long, in so many attempts, is paused. */
export const PAUSED_AFTER = { ms: 24 * 3_600_000, failures: 10 } as const;
/** From so many failures in a row on a webhook gets one call at a time, each after a rest. */
export const STRUGGLING_FAILURES = 3;
/** Calls of one webhook at a time. */
export const CALLS_AT_ONCE = 4;
/** Longer than a call may take: whoever claimed a delivery and has not said what came of it is gone. */
export const CLAIM_MS = 30_000;

const FIRST_WAIT_MS = 5_000;
const WAIT_GROWS_BY = 3;
const LONGEST_WAIT_MS = 3_600_000;
/** So that a receiver that is back is noticed soon. */
const LONGEST_REST_MS = 300_000;
/** Between 80 and 120 %, so that what failed at once is not repeated at once. */
const JITTER = 0.4;

const jittered = (ms: number, random: number) => Math.round(ms * (1 - JITTER / 2 + JITTER * random));

/** How long after failed attempt number `attempts` (from 1) the next one waits. `random` is in [0, 1). */
export function waitAfter(attempts: number, random: number): number {
  const grown = FIRST_WAIT_MS * WAIT_GROWS_BY ** (attempts - 1);
  return jittered(Math.min(grown, LONGEST_WAIT_MS), random);
}

/** How long a webhook rests after so many failures in a row; 0 while it may only have been bad luck. */
export function restAfter(failures: number, random: number): number {
  if (failures < STRUGGLING_FAILURES) return 0;
  const grown = FIRST_WAIT_MS * 2 ** (failures - STRUGGLING_FAILURES);
  return jittered(Math.min(grown, LONGEST_REST_MS), random);
}

/** Two changes of the same thing: to hear of the later one is enough, the receiver asks for what it needs anyway. */
export function subjectKey({
  kind,
  subjectId,
  unitId,
}: Pick<Change, 'kind' | 'subjectId' | 'unitId'>): string {
  return `${kind} ${subjectId ?? unitId ?? ''}`;
}

/** Of several changes of one thing the last, in the order of these. That a call is new is not forgotten. */
export function latestOfEach(changes: readonly Change[]): Change[] {
  const latest = new Map<string, Change>();
  for (const one of changes) {
    const key = subjectKey(one);
    const earlier = latest.get(key);
    latest.delete(key);
    latest.set(key, earlier === undefined ? one : { ...one, fresh: earlier.fresh || one.fresh });
  }
  return [...latest.values()];
}
