/** Chats that nothing may be sent to just now: a call is under way, or the last one is too recent. */
export interface RestingChats {
  /** Until `rest` or `release`. */
  hold(contactPointId: string): void;
  rest(contactPointId: string, nowMs: number, forMs: number): void;
  /** Ends a hold that nothing has ended, e.g. after an error. */
  release(contactPointId: string): void;
  /** How long the chat still rests at `nowMs` (monotonic); 0 when it does not, Infinity during a call. */
  restMs(contactPointId: string, nowMs: number): number;
  /** Whether any chat rests. */
  any(nowMs: number): boolean;
}

const FORGET_EVERY = 100;

export function createRestingChats(): RestingChats {
  const held = new Set<string>();
  /** In the order in which rests began: nearly the order in which they end. */
  const until = new Map<string, number>();
  let rests = 0;

  function forget(nowMs: number): void {
    for (const [contactPointId, untilMs] of until) {
      if (untilMs > nowMs) return;
      until.delete(contactPointId);
    }
  }

  return {
    hold: (contactPointId) => void held.add(contactPointId),
    rest(contactPointId, nowMs, forMs) {
      held.delete(contactPointId);
      until.delete(contactPointId);
      until.set(contactPointId, nowMs + forMs);
      rests += 1;
      if (rests % FORGET_EVERY === 0) forget(nowMs);
    },
    release: (contactPointId) => void held.delete(contactPointId),
    restMs(contactPointId, nowMs) {
      if (held.has(contactPointId)) return Number.POSITIVE_INFINITY;
      return Math.max(0, (until.get(contactPointId) ?? 0) - nowMs);
    },
    any(nowMs) {
      forget(nowMs);
      return held.size > 0 || until.size > 0;
    },
  };
}
