import type { Clock } from '../shared/clock.ts';

/** A platform may wait so long before those who handle events stand back. */
const LATE_MS = 50;
const LOOK_EVERY_MS = 10;
/** They stand back for so long at most, before each event: what is stored must be handled too. */
const STAND_BACK_MS = 200;

export interface Intake {
  /** A platform waits until the events of a call are stored; call what it returns when it waits no more. */
  enter(): () => void;
  /** Waits a little while a platform has been waiting for long. */
  letPass(): Promise<void>;
}

/**
 * Lets who stores events go before who handles them, in one process: a platform that is answered late sends everything
 * again, and gives up in the end. Measured by `bench -- inbound`: without it the answers of a storm's first second come
 * three times as late.
 */
export function createIntake(clock: Pick<Clock, 'monotonicMs' | 'sleep'>): Intake {
  /** Oldest first. */
  const waiting = new Set<{ sinceMs: number }>();

  function isLate(): boolean {
    const [oldest] = waiting;
    return oldest !== undefined && clock.monotonicMs() - oldest.sinceMs > LATE_MS;
  }

  return {
    enter() {
      const one = { sinceMs: clock.monotonicMs() };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    async letPass() {
      for (let waitedMs = 0; waitedMs < STAND_BACK_MS && isLate(); waitedMs += LOOK_EVERY_MS) {
        await clock.sleep(LOOK_EVERY_MS);
      }
    },
  };
}
