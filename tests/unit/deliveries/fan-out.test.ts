import { describe, expect, it } from 'vitest';
import { createFanOut } from '../../../src/deliveries/fan-out.ts';
import { noHints } from '../../support/no-hints.ts';
import { createSimulatedClock } from '../../support/simulated-clock.ts';

const PAGE_MS = 400;

/** An alert of some pages; when each began to be written. `sending`: the rates of the lanes that send. */
function createAlert(pages: number, sending: Readonly<Record<string, number>>, critical = false) {
  const clock = createSimulatedClock();
  const beganMs: number[] = [];
  const woken: string[] = [];
  let endedMs: number | null = null;
  const fanOut = createFanOut({
    clock,
    hints: { ...noHints, driveLane: async (laneIds) => void woken.push(...laneIds) },
    store: {
      async expandPage() {
        if (beganMs.length === pages) return { kind: 'end' };
        beganMs.push(clock.monotonicMs());
        await clock.sleep(PAGE_MS);
        return { kind: 'page', laneIds: ['one', `lane of page ${beganMs.length}`], critical };
      },
      sendingPerSecond: async (laneIds) => laneIds.reduce((sum, laneId) => sum + (sending[laneId] ?? 0), 0),
      markFannedOut: async () => {
        endedMs = clock.monotonicMs();
      },
    },
  });
  return {
    beganMs,
    woken,
    run: (signal = new AbortController().signal) => clock.run(fanOut('message', signal), 60_000),
    clock,
    ended: () => endedMs,
  };
}

describe('the pages of an alert', () => {
  it.each([
    { name: 'no lane sends yet', sending: {}, restMs: 0 },
    { name: 'a lane of the free budget sends', sending: { one: 30 }, restMs: 12 },
    { name: 'a lane sends half of what keeps a machine busy', sending: { one: 500 }, restMs: 200 },
    { name: 'one sends as much as pages cost', sending: { one: 1_000 }, restMs: 400 },
    { name: 'lanes send more than that', sending: { one: 1_000, 'lane of page 1': 1_000 }, restMs: 400 },
    { name: 'a longer rest would leave them dry', sending: { one: 5_000 }, restMs: 100 },
    { name: 'they send as fast as pages are written', sending: { one: 9_000 }, restMs: 0 },
    { name: 'another lane of an earlier page sends', sending: { 'lane of page 1': 250 }, restMs: 100 },
  ])('follow one another with a rest of $restMs ms when $name', async ({ sending, restMs }) => {
    const alert = createAlert(3, sending);
    await alert.run();
    const eachMs = PAGE_MS + restMs;
    expect(alert.beganMs).toEqual([0, eachMs, 2 * eachMs]);
    expect(alert.ended()).toBe(3 * eachMs);
    expect(alert.woken).toEqual(['one', 'lane of page 1', 'lane of page 2', 'lane of page 3']);
  });

  it('of a critical alert rest for nobody', async () => {
    const alert = createAlert(3, { one: 1_000 }, true);
    await alert.run();
    expect(alert.beganMs).toEqual([0, PAGE_MS, 2 * PAGE_MS]);
    expect(alert.ended()).toBe(3 * PAGE_MS);
  });

  it('end at once when the process is told to, and the rest is for another one', async () => {
    const alert = createAlert(3, { one: 1_000 });
    const stop = new AbortController();
    const running = alert.run(stop.signal);
    void alert.clock.sleep(PAGE_MS + 100).then(() => stop.abort());
    await running;
    expect(alert.clock.monotonicMs()).toBe(PAGE_MS + 100);
    expect(alert.beganMs).toEqual([0]);
    expect(alert.ended()).toBe(null);
  });
});
