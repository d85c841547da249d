/** Wakes one who waits for something that has no time: the end of a send or of a claim. */
export interface Bell {
  ring(): void;
  /** Until the next ring. */
  wait(): Promise<void>;
}

export function createBell(): Bell {
  let wake: (() => void) | null = null;
  let next: Promise<void> | null = null;
  return {
    ring() {
      wake?.();
      wake = null;
      next = null;
    },
    wait() {
      next ??= new Promise((resolve) => {
        wake = resolve;
      });
      return next;
    },
  };
}
