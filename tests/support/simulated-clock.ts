import type { Clock } from '../../src/shared/clock.ts';

interface Sleeper {
  atMs: number;
  wake(): void;
}

export interface SimulatedClock extends Clock {
  /**
   * Lets time pass until the work is done: from one sleeper's end to the next one's, with nothing but promises in
   * between. Fails when everybody waits for something that no time will bring, or after `limitMs`.
   */
  run<T>(work: Promise<T>, limitMs: number): Promise<T>;
}

/** Time that passes only when everybody sleeps: hours of it in milliseconds, the same at every run. */
export function createSimulatedClock(startsAt = new Date('2026-11-23T00:00:00Z')): SimulatedClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();

  const earliest = () => {
    let first: Sleeper | undefined;
    // Of those that wake at the same time, who fell asleep first.
    for (const sleeper of sleepers) if (!first || sleeper.atMs < first.atMs) first = sleeper;
    return first;
  };

  return {
    now: () => new Date(startsAt.getTime() + nowMs),
    monotonicMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { atMs: nowMs + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),

    async run(work, limitMs) {
      let done = false;
      const ended = () => {
        done = true;
      };
      work.then(ended, ended);
      for (;;) {
        // Every promise that can go on without time passing has gone on when the next macrotask begins.
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return work;
        const next = earliest();
        if (!next) throw new Error('everybody waits, and nobody for the clock');
        if (next.atMs > limitMs) throw new Error(`not done after ${limitMs} simulated ms`);
        nowMs = next.atMs;
        next.wake();
      }
    },
  };
}
