import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../../../src/deliveries/pacer.ts';
import { seededRandom } from '../../../src/simulator/households/random.ts';
import { createRateLimits } from '../../../src/simulator/telegram/rate-limits.ts';

/** Starts as many sends as the pacer allows; `steps` are how late the driver wakes each time (ms). */
function drive(ratePerSecond: number, steps: readonly number[], emptyBucket: boolean): number[] {
  const pacer = createPacer({ ratePerSecond, nowMs: 0, emptyBucket });
  const starts: number[] = [];
  let nowMs = 0;
  for (const lateMs of steps) {
    nowMs = pacer.earliestMs(nowMs) + lateMs;
    if (pacer.earliestMs(nowMs) > nowMs) continue;
    pacer.started(nowMs);
    starts.push(nowMs);
  }
  return starts;
}

function mostInOneSecond(starts: readonly number[]): number {
  return Math.max(0, ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length));
}

describe('the pacer of a lane', () => {
  it('never starts more than the budget in any one second, however late its driver wakes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 900, noNaN: true })), { maxLength: 200 }),
        fc.boolean(),
        (rate, steps, emptyBucket) => {
          expect(mostInOneSecond(drive(rate, steps, emptyBucket))).toBeLessThanOrEqual(rate);
        },
      ),
    );
  });

  it.each([1, 30, 1_000])('uses at least 98 %% of a budget of %i a second when nothing is late', (rate) => {
    const starts = drive(rate, new Array<number>(rate * 20).fill(0), false);
    const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1_000;
    expect((starts.length - 1) / seconds).toBeGreaterThanOrEqual(rate * 0.98);
  });

  it('makes good a short lag a little at a time, and forgets a long one', () => {
    const pacer = createPacer({ ratePerSecond: 10, nowMs: 0, emptyBucket: false });
    pacer.started(pacer.earliestMs(0));
    expect(pacer.earliestMs(350)).toBe(350);
    pacer.started(350);
    // Behind its beat of 101.7 ms it may start somewhat earlier than a beat later, not at once.
    expect(pacer.earliestMs(350)).toBeCloseTo(350 + 101.7 / 1.1);
    expect(pacer.earliestMs(5_000)).toBe(5_000);
  });

  it('knows that a send which was held up in its own process arrived later', () => {
    const pacer = createPacer({ ratePerSecond: 2, nowMs: 0, emptyBucket: false });
    // Past the cold start.
    pacer.started(1_500);
    pacer.left(1_540);
    pacer.started(2_020);
    pacer.left(2_020);
    expect(pacer.earliestMs(2_100)).toBe(1_500 + 40 + 1_017);
    pacer.started(2_600);
    pacer.left(2_600);
    expect(pacer.earliestMs(2_700)).toBeGreaterThanOrEqual(2_020 + 1_017);
  });

  it('sends no burst after a lag: a tenth of a second holds little more than usual', () => {
    const pacer = createPacer({ ratePerSecond: 1_000, nowMs: 0, emptyBucket: false });
    const starts: number[] = [];
    // Asleep from 300 to 500 ms, and awake each millisecond otherwise.
    for (let nowMs = 0; nowMs < 900; nowMs += nowMs === 300 ? 200 : 1) {
      while (pacer.earliestMs(nowMs) <= nowMs) {
        pacer.started(nowMs);
        starts.push(nowMs);
      }
    }
    const most = Math.max(
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + 100).length),
    );
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThanOrEqual(110 + 10);
  });

  it.each([
    { name: 'no 429', throttledAtMs: [], sendAtMs: 2_000, windowMs: 1_017 },
    { name: 'one', throttledAtMs: [0], sendAtMs: 2_000, windowMs: 1_031 },
    { name: 'one that hit many calls', throttledAtMs: [0, 0, 1, 2, 90], sendAtMs: 2_000, windowMs: 1_031 },
    { name: 'two', throttledAtMs: [0, 1_500], sendAtMs: 2_000, windowMs: 1_046 },
    {
      name: 'many',
      throttledAtMs: Array.from({ length: 20 }, (_, at) => at * 1_100),
      sendAtMs: 24_000,
      windowMs: 1_110,
    },
    { name: 'one, some seconds ago', throttledAtMs: [0], sendAtMs: 12_000, windowMs: 1_026 },
    { name: 'two, a minute ago', throttledAtMs: [0, 1_100], sendAtMs: 70_000, windowMs: 1_017 },
  ])('keeps a wider distance after each 429, for a while: $name', ({ throttledAtMs, sendAtMs, windowMs }) => {
    const pacer = createPacer({ ratePerSecond: 1, nowMs: 0, emptyBucket: false });
    for (const atMs of throttledAtMs) pacer.throttled(atMs);
    pacer.started(sendAtMs);
    expect(pacer.earliestMs(sendAtMs) - sendAtMs).toBe(windowMs);
  });

  it('allows for sends of its first second that arrive late, because their connections are opened first', () => {
    const pacer = createPacer({ ratePerSecond: 1, nowMs: 0, emptyBucket: false });
    pacer.started(0);
    expect(pacer.earliestMs(0)).toBe(1_067);
    pacer.started(1_067);
    expect(pacer.earliestMs(1_067)).toBeCloseTo(2_084);
  });

  it('waits a whole second after a take-over, because the driver before may have used it', () => {
    expect(
      createPacer({ ratePerSecond: 30, nowMs: 7_000, emptyBucket: true }).earliestMs(7_000),
    ).toBeGreaterThan(8_000);
    expect(createPacer({ ratePerSecond: 30, nowMs: 7_000, emptyBucket: false }).earliestMs(7_000)).toBe(
      7_000,
    );
  });
});

/**
 * A lane against a platform that now and then takes nothing in for a while and then all that waited, at once. Returns how
 * often the platform refused and the share of the budget that was used.
 */
function driveAgainst(stalls: readonly { atMs: number; forMs: number }[], seconds: number, rate = 1_000) {
  const random = seededRandom(stalls.reduce((sum, { atMs, forMs }) => sum * 31 + atMs + forMs, 1));
  const pacer = createPacer({ ratePerSecond: rate, nowMs: 0, emptyBucket: false });
  const limits = createRateLimits({
    botPerSecond: rate,
    chatPerSecond: Number.POSITIVE_INFINITY,
    chatBurst: 1,
  });
  /** When the platform can do what it would do at `ms`. */
  const awake = (ms: number) => {
    const stall = stalls.find(({ atMs, forMs }) => ms >= atMs && ms < atMs + forMs);
    return stall ? stall.atMs + stall.forMs : ms;
  };
  /** When the calls left that are answered in each millisecond. */
  const answers = new Map<number, number[]>();
  const refused: number[] = [];
  let accepted = 0;
  for (let nowMs = 0; nowMs < seconds * 1_000; nowMs++) {
    for (const startMs of answers.get(nowMs) ?? []) pacer.answered({ startMs, endMs: nowMs });
    while (pacer.earliestMs(nowMs) <= nowMs + 0.5) {
      pacer.started(nowMs);
      const arrivalMs = awake(nowMs);
      if (limits.take('bot', 'chat', arrivalMs) > 0) refused.push(nowMs);
      else accepted++;
      // 50 to 250 ms to an answer.
      const answeredMs = awake(arrivalMs + 50 + Math.floor(200 * random()));
      answers.set(answeredMs, [...(answers.get(answeredMs) ?? []), nowMs]);
    }
  }
  return { refused, used: accepted / (seconds * rate) };
}

describe('a slow lane', () => {
  it('sends a few together, and the next a second after the last of them', () => {
    const starts = drive(30, new Array<number>(90).fill(0), false);
    const groups = [...new Set(starts)].map((at) => starts.filter((start) => start === at).length);
    expect(new Set(groups)).toEqual(new Set([3]));

    const pacer = createPacer({ ratePerSecond: 30, nowMs: 0, emptyBucket: false });
    let nowMs = 2_000;
    for (let nth = 0; nth < 30; nth++) {
      nowMs = pacer.earliestMs(nowMs);
      pacer.started(nowMs);
      pacer.left(nth === 2 ? nowMs + 9 : nowMs);
    }
    expect(pacer.earliestMs(nowMs)).toBe(2_000 + 9 + 1_017);
  });

  it('seldom runs into a platform that was away for a moment', () => {
    const random = seededRandom(30);
    const stalls = () =>
      Array.from({ length: 6 }, (_, nth) => ({
        atMs: 5_000 + nth * 9_000 + Math.floor(random() * 8_000),
        forMs: 10 + Math.floor(random() * 30),
      }));
    const minutes = Array.from({ length: 40 }, () => driveAgainst(stalls(), 60, 30));
    // Calls that leave one by one are refused in 37 of them.
    expect(minutes.filter(({ refused }) => refused.length > 0).length).toBeLessThanOrEqual(14);
    for (const { refused, used } of minutes) if (refused.length === 0) expect(used).toBeGreaterThan(0.98);
  });
});

describe('a platform that takes in at once what had waited at its door', () => {
  it('does not count more in a second than it allows', () => {
    const stall = fc.record({
      gapMs: fc.integer({ min: 300, max: 2_500 }),
      forMs: fc.integer({ min: 1, max: 240 }),
    });
    fc.assert(
      fc.property(fc.array(stall, { maxLength: 6 }), (gaps) => {
        let atMs = 600;
        const stalls = gaps.map(({ gapMs, forMs }) => {
          atMs += gapMs;
          const one = { atMs, forMs };
          atMs += forMs;
          return one;
        });
        expect(driveAgainst(stalls, 12).refused).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('costs little more of the budget than the platform was away', () => {
    const stalls = Array.from({ length: 9 }, (_, at) => ({ atMs: 1_500 + at * 2_000, forMs: 40 }));
    expect(driveAgainst([], 20).used).toBeGreaterThan(0.97);
    expect(driveAgainst(stalls, 20)).toEqual({ refused: [], used: expect.toSatisfy((used) => used > 0.94) });
  });
});
