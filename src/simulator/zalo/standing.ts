import type { Refusal } from './answers.ts';
import { countThisMonth, usedThisMonth } from './calendar.ts';
import { WINDOWS } from './limits.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeContact, FakeOa } from './state.ts';

/** What may be sent to somebody now. `free` and `paid` differ in who bears the cost only. */
export type Reach = { kind: 'free' } | { kind: 'paid' } | { kind: 'refused'; refusal: Refusal };

/** What the person did, apart from when. */
export function standingRefusal(contact: FakeContact): Refusal | null {
  switch (contact.standing) {
    case 'inactive':
      return REFUSALS.inactive;
    case 'blocked':
      return REFUSALS.blocked;
    case 'restricted':
      return REFUSALS.restricted;
    case 'normal':
      return null;
  }
}

/**
 * A consultation message needs no follower but an interaction in the last seven days, and is free for the first
 * 48 hours. One who left and did not come back counts as not following.
 * https://oa.zalo.me/home/documents/guides/tin-tu-van
 */
export function consultationReach(contact: FakeContact, nowMs: number): Reach {
  const { lastInteractionMs, unfollowedAtMs } = contact;
  const standing = standingRefusal(contact);
  if (standing !== null) return { kind: 'refused', refusal: standing };
  if (unfollowedAtMs !== null && (lastInteractionMs === null || lastInteractionMs <= unfollowedAtMs)) {
    return { kind: 'refused', refusal: REFUSALS.notFollowing };
  }
  if (lastInteractionMs === null) return { kind: 'refused', refusal: REFUSALS.neverInteracted };
  const quietMs = nowMs - lastInteractionMs;
  if (quietMs > WINDOWS.openMs) return { kind: 'refused', refusal: REFUSALS.windowClosed };
  return { kind: quietMs <= WINDOWS.freeMs ? 'free' : 'paid' };
}

export function paidLeft(oa: FakeOa, nowMs: number): number {
  return Math.max(0, oa.paidPool.total - usedThisMonth(oa.paidPool.count, nowMs));
}

export function payOne(oa: FakeOa, nowMs: number): void {
  countThisMonth(oa.paidPool.count, nowMs);
}
