import { expect, it } from 'vitest';
import { createIntake } from '../../../src/dialogs/intake.ts';
import { createSimulatedClock } from '../../support/simulated-clock.ts';

/** How long somebody stands back, and who waits then, since when and for how long. */
const cases: { name: string; calls: { sinceMs: number; forMs: number }[]; standsBackMs: number }[] = [
  { name: 'nobody waits', calls: [], standsBackMs: 0 },
  { name: 'a platform waits, not for long', calls: [{ sinceMs: 60, forMs: 500 }], standsBackMs: 0 },
  { name: 'it has its answer meanwhile', calls: [{ sinceMs: 0, forMs: 135 }], standsBackMs: 40 },
  {
    name: 'the one that waits longest counts',
    calls: [
      { sinceMs: 0, forMs: 115 },
      { sinceMs: 90, forMs: 500 },
    ],
    standsBackMs: 20,
  },
  { name: 'it waits and waits', calls: [{ sinceMs: 0, forMs: 5_000 }], standsBackMs: 200 },
];

it.each(cases)(
  'who handles events stands back for $standsBackMs ms when $name',
  async ({ calls, standsBackMs }) => {
    const clock = createSimulatedClock();
    const intake = createIntake(clock);
    for (const { sinceMs, forMs } of calls) {
      void clock.sleep(sinceMs).then(async () => {
        const leave = intake.enter();
        await clock.sleep(forMs);
        leave();
      });
    }
    const passed = clock.sleep(100).then(async () => {
      await intake.letPass();
      return clock.monotonicMs() - 100;
    });
    expect(await clock.run(passed, 10_000)).toBe(standsBackMs);
  },
);
