/** What the server did since it started. */
export interface ServerCounters {
  accepted(nowMs: number): void;
  throttled(): void;
  /** 400 and 403. */
  refused(): void;
  read(nowMs: number): { throttled: number; refused: number; perSecond: number };
}

const WINDOW_SECONDS = 5;

/** `nowMs` is monotonic. */
export function createServerCounters(): ServerCounters {
  let throttled = 0;
  let refused = 0;
  /** A ring of the running second and the full ones before it. */
  const ring = Array.from({ length: WINDOW_SECONDS + 1 }, () => ({ second: -1, count: 0 }));

  return {
    accepted(nowMs) {
      const second = Math.floor(nowMs / 1000);
      const slot = ring[second % ring.length];
      if (slot === undefined) return;
      if (slot.second !== second) {
        slot.second = second;
        slot.count = 0;
      }
      slot.count += 1;
    },
    throttled() {
      throttled += 1;
    },
    refused() {
      refused += 1;
    },
    read(nowMs) {
      const running = Math.floor(nowMs / 1000);
      let recent = 0;
      for (const { second, count } of ring) {
        if (second < running && second >= running - WINDOW_SECONDS) recent += count;
      }
      return { throttled, refused, perSecond: recent / WINDOW_SECONDS };
    },
  };
}
