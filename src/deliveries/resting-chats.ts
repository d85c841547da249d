/** Chats that nothing may be sent to just now: a call is under way, or the last one is too recent. */
export interface RestingChats {
  /** Until `rest` or `release`. */
  hold(contactPointId: string): void;
  rest(contactPointId: string, untilMs: number): void;
  /** Ends a hold that nothing has ended, e.g. after an error. */
  release(contactPointId: string): void;
  /** Those that still rest at `nowMs` (monotonic). */
  ids(nowMs: number): string[];
  readonly size: number;
}

export function createRestingChats(): RestingChats {
  const until = new Map<string, number>();
  return {
    hold: (contactPointId) => void until.set(contactPointId, Number.POSITIVE_INFINITY),
    rest: (contactPointId, untilMs) => void until.set(contactPointId, untilMs),
    release(contactPointId) {
      if (until.get(contactPointId) === Number.POSITIVE_INFINITY) until.delete(contactPointId);
    },
    ids(nowMs) {
      for (const [contactPointId, untilMs] of until) if (untilMs <= nowMs) until.delete(contactPointId);
      return [...until.keys()];
    },
    get size() {
      return until.size;
    },
  };
}
