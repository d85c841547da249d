import { expect, it } from 'vitest';
import { watchDepartures } from '../../../src/deliveries/departures.ts';

/** A process that stands still from time to time (ms): what should happen meanwhile happens at its end. */
function createProcess(still: readonly (readonly [number, number])[]) {
  let nowMs = 0;
  const due: { atMs: number; wake: () => void }[] = [];
  const awake = (ms: number) => still.find(([from, to]) => ms >= from && ms < to)?.[1] ?? ms;
  return {
    clock: {
      monotonicMs: () => nowMs,
      sleep: (ms: number) =>
        new Promise<void>((wake) => {
          // A timer is never early, and late by up to a millisecond.
          due.push({ atMs: awake(nowMs + ms + 0.9), wake });
        }),
    },
    async at(ms: number, act: () => void): Promise<void> {
      for (const one of due.filter(({ atMs }) => atMs <= ms)) {
        nowMs = one.atMs;
        one.wake();
        await Promise.resolve();
        await Promise.resolve();
        due.splice(due.indexOf(one), 1);
      }
      nowMs = ms;
      act();
    },
  };
}

it.each([
  { name: 'nothing holds it up', still: [], heldUpMs: 0 },
  { name: 'its own process is busy at once', still: [[100, 118]], heldUpMs: 18 },
  { name: 'the machine stands still just after it has left', still: [[102, 121]], heldUpMs: 21 },
  { name: 'the machine stands still later, while it may be on its way', still: [[109, 125]], heldUpMs: 25 },
  { name: 'the machine stands still long after', still: [[113, 140]], heldUpMs: 0 },
] as const)(
  'a send counts as held up by what it may have waited, less the room that each has: $name',
  async ({ still, heldUpMs }) => {
    const process = createProcess(still);
    const left: number[] = [];
    const departing = watchDepartures(process.clock, (atMs) => left.push(atMs));
    await process.at(100, departing);
    // Those that leave together are looked after once.
    await process.at(100.2, departing);
    await process.at(200, () => {});
    expect(left).toHaveLength(1);
    const toldMs = (left[0] ?? Number.NaN) - 100;
    // The guard of a lane is 17 ms: with it, what is told covers the whole wait.
    expect(toldMs + 17).toBeGreaterThanOrEqual(heldUpMs);
    expect(toldMs).toBeLessThanOrEqual(Math.max(0, heldUpMs - 10));
    await process.at(300, departing);
    await process.at(400, () => {});
    expect(left).toHaveLength(2);
  },
);
