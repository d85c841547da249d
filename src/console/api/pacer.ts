export interface Pacer {
  /** Something changed: runs now, or as soon as the pace allows. */
  ask: () => void;
  /** Nothing more runs. */
  end: () => void;
}

/**
 * Runs at once, then at most once in `everyMs` and never twice at a time. What is asked for while it runs is done
 * afterwards, once: a storm of changes costs a run a second, and the last change is never lost.
 */
export function createPacer(run: () => Promise<unknown>, everyMs: number): Pacer {
  let isWanted = false;
  let isResting = false;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function go(): Promise<void> {
    isWanted = false;
    isResting = true;
    let startedAt = performance.now();
    try {
      const running = run();
      // From when its question has left: what held it up until then must not bring the next one nearer.
      startedAt = performance.now();
      await running;
    } catch {
      // A query shows its own failure; the next change asks again.
    }
    if (isOver) return;
    timer = setTimeout(rested, Math.max(0, everyMs - (performance.now() - startedAt)));
  }

  function rested(): void {
    isResting = false;
    if (isWanted) void go();
  }

  return {
    ask: () => {
      isWanted = true;
      if (!isResting && !isOver) void go();
    },
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
