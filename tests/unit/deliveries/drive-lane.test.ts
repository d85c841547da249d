import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal } from '../../../src/deliveries/delivery.ts';
import {
  CHAT_INTERVAL_MS,
  CLAIM_STALE_MS,
  LEASE_MARGIN_MS,
  LEASE_MS,
  maxInFlight,
} from '../../../src/deliveries/lane.ts';
import { runWorld, type Start, type Trouble, type World, type WorldOptions } from './lane-world.ts';

/** Whatever the platform and the database do, in simulated time. */

const calmOptions: fc.Arbitrary<WorldOptions> = fc.record({
  seed: fc.nat(),
  ratePerSecond: fc.integer({ min: 1, max: 60 }),
  rows: fc.integer({ min: 0, max: 90 }),
  chats: fc.integer({ min: 10, max: 90 }),
  sendMs: fc.constantFrom(0, 50, 400, 3_000),
  storeMs: fc.constantFrom(0, 5, 60),
  mishaps: fc.constantFrom(0, 10, 50),
  troubles: fc.constant<readonly Trouble[]>([]),
  drivers: fc.integer({ min: 1, max: 3 }),
  abortAtMs: fc.constant<number | null>(null),
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  fromMs: fc.integer({ min: 0, max: 12_000 }),
  lengthMs: fc.integer({ min: 50, max: 9_000 }),
  kind: fc.constantFrom('away', 'slow'),
});

const troubledOptions = fc
  .tuple(calmOptions, fc.array(trouble, { minLength: 1, maxLength: 3 }))
  .map(([options, troubles]) => ({ ...options, troubles }));

const anyOptions = fc.oneof(calmOptions, troubledOptions);

const RUNS = { numRuns: 60 };

const check = (options: fc.Arbitrary<WorldOptions>, holds: (world: World, options: WorldOptions) => void) =>
  fc.assert(
    fc.asyncProperty(options, async (chosen) => holds(await runWorld(chosen), chosen)),
    RUNS,
  );

/** Most starts in any one second. */
function busiestSecond(starts: readonly Start[]): number {
  let most = 0;
  let from = 0;
  starts.forEach(({ atMs }, index) => {
    while ((starts[from]?.atMs ?? atMs) <= atMs - 1_000) from += 1;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

function countBy(starts: readonly Start[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rowId } of starts) counts.set(rowId, (counts.get(rowId) ?? 0) + 1);
  return counts;
}

describe('a driver', () => {
  it('starts no send within the margin of its lease, nor one that it does not hold', () =>
    check(anyOptions, ({ starts }) => {
      for (const { atMs, leaseUntilMs, held } of starts) {
        expect(held).toBe(true);
        expect(atMs).toBeLessThanOrEqual(leaseUntilMs - LEASE_MARGIN_MS);
      }
    }));

  it('stops sending at the margin of a lease that it cannot renew', () =>
    check(
      calmOptions.map((options) => ({
        ...options,
        ratePerSecond: 20,
        rows: 120,
        chats: 120,
        sendMs: 50,
        renewFails: true,
      })),
      ({ starts }) => {
        for (const { atMs, leaseUntilMs } of starts) {
          expect(atMs).toBeLessThanOrEqual(leaseUntilMs - LEASE_MARGIN_MS);
        }
      },
    ));

  it('counts its lease from when it asked, not from when a slow database answered', () => {
    const slow = fc.record({
      fromMs: fc.constantFrom(0, 900, 1_500, 1_900, 2_900),
      lengthMs: fc.integer({ min: LEASE_MS - LEASE_MARGIN_MS, max: LEASE_MS }),
      kind: fc.constant('slow' as const),
    });
    const busy = fc.record({ seed: fc.nat(), storeMs: fc.constantFrom(0, 60), trouble: slow });
    return check(
      busy.map(({ seed, storeMs, trouble }) => ({
        seed,
        storeMs,
        ratePerSecond: 20,
        rows: 120,
        chats: 120,
        sendMs: 50,
        mishaps: 0,
        troubles: [trouble],
        drivers: 1,
        abortAtMs: null,
      })),
      ({ starts }) => {
        for (const { atMs, leaseUntilMs } of starts) {
          expect(atMs).toBeLessThanOrEqual(leaseUntilMs - LEASE_MARGIN_MS);
        }
      },
    );
  });

  it('never starts more in any second than the account may, whoever drives before and after', () =>
    check(anyOptions, ({ starts }, { ratePerSecond }) => {
      expect(busiestSecond(starts)).toBeLessThanOrEqual(ratePerSecond);
    }));

  it('begins a second after it has taken over from one that vanished and may have used that second', () =>
    check(
      calmOptions.map((options) => ({ ...options, rows: options.rows + 1, vanished: true })),
      ({ starts }) => {
        expect(starts[0]?.atMs).toBeGreaterThanOrEqual(1_000);
      },
    ));

  it('never starts more in any second than the account may together with one that was told to end', () =>
    check(
      calmOptions.map((options) => ({
        ...options,
        ratePerSecond: 5 + (options.ratePerSecond % 30),
        rows: 180,
        chats: 180,
        mishaps: 0,
        sendMs: 0,
        drivers: 2,
        restartAtMs: 2_000 + (options.seed % 1_000),
      })),
      ({ starts }, { ratePerSecond }) => {
        expect(busiestSecond(starts)).toBeLessThanOrEqual(ratePerSecond);
      },
    ));

  it('asks the platform no more at once than it may', () =>
    check(anyOptions, ({ mostInFlight }, { ratePerSecond, troubles }) => {
      // Who lost the lane may still wait for answers while the next one sends.
      if (troubles.length === 0) expect(mostInFlight).toBeLessThanOrEqual(maxInFlight(ratePerSecond));
    }));

  it('leaves a chat a second between two messages, longer when the platform says so', () =>
    check(
      calmOptions.map((options) => ({ ...options, chats: 10 })),
      ({ starts }) => {
        const last = new Map<string, Start>();
        for (const start of starts) {
          const before = last.get(`${start.epoch} ${start.contactPointId}`);
          const restMs = Math.max(CHAT_INTERVAL_MS, before?.restMs ?? 0);
          if (before) expect(start.atMs - before.endMs).toBeGreaterThanOrEqual(restMs);
          last.set(`${start.epoch} ${start.contactPointId}`, start);
        }
      },
    ));

  it('lets a life-safety alert wait behind a routine one for half a second at most', () =>
    check(
      fc
        .record({
          seed: fc.nat(),
          ratePerSecond: fc.integer({ min: 10, max: 60 }),
          sendMs: fc.constantFrom(0, 50, 400),
          storeMs: fc.constantFrom(0, 5, 60),
          urgent: fc.record({ atMs: fc.integer({ min: 1_500, max: 3_000 }), rows: fc.constantFrom(1, 5) }),
        })
        .map((options) => ({
          ...options,
          rows: options.ratePerSecond * 6,
          chats: options.ratePerSecond * 6,
          mishaps: 0,
          troubles: [],
          drivers: 1,
          abortAtMs: null,
        })),
      ({ starts }, { ratePerSecond, storeMs, urgent }) => {
        const first = starts.find((start) => start.urgent);
        const routineAfter = starts.filter(({ atMs }) => atMs > (first?.atMs ?? Number.NaN));
        expect(routineAfter.some((start) => !start.urgent)).toBe(true);
        // Half a second of budget that was claimed before, the time of a claim, and a beat of its own.
        const beatMs = 1_000 / ratePerSecond;
        const waitedMs = (first?.atMs ?? Number.NaN) - (urgent?.atMs ?? 0);
        expect(waitedMs).toBeLessThanOrEqual(500 + storeMs + 2 * beatMs);
      },
    ));

  it('begins nothing that it claimed more than a second ago: a stop or something urgent may have come', () =>
    check(calmOptions, ({ starts }, { storeMs }) => {
      for (const { atMs, claimedAtMs } of starts) {
        expect(atMs - claimedAtMs).toBeLessThanOrEqual(CLAIM_STALE_MS + storeMs);
      }
    }));

  it('brings every row to an end and reports each outcome exactly once', () =>
    check(calmOptions, ({ starts, reports, rows }) => {
      for (const { state } of rows) expect(state === 'unknown' || isFinal(state)).toBe(true);
      expect(reports).toEqual(countBy(starts));
      // Nobody vanished, so nothing was sent twice for that reason.
      for (const { repeats } of rows) expect(repeats).toBe(0);
    }));

  it('brings every row to an end through any trouble, and reports no outcome twice', () =>
    check(troubledOptions, ({ starts, reports, rows }) => {
      for (const { state } of rows) expect(state === 'unknown' || isFinal(state)).toBe(true);
      const sends = countBy(starts);
      for (const [rowId, count] of reports) expect(count).toBeLessThanOrEqual(sends.get(rowId) ?? 0);
    }));

  it('loses no outcome of a send to a short absence of the database', () =>
    check(
      calmOptions.map((options) => ({
        ...options,
        drivers: 1,
        mishaps: 0,
        sendMs: 400,
        troubles: [1_000, 3_000, 5_000].map((fromMs) => ({ fromMs, lengthMs: 300, kind: 'away' as const })),
      })),
      ({ starts, reports }) => {
        expect(reports).toEqual(countBy(starts));
      },
    ));
});

describe('a driver that is told to end', () => {
  const aborted = fc
    .tuple(calmOptions, fc.integer({ min: 0, max: 6_000 }))
    .map(([options, abortAtMs]) => ({ ...options, abortAtMs }));

  it('starts nothing more and gives back what it did not start', () =>
    check(aborted, ({ starts, reports, rows }, { abortAtMs }) => {
      for (const { atMs } of starts) expect(atMs).toBeLessThanOrEqual(abortAtMs ?? 0);
      expect(rows.filter(({ state }) => state === 'sending')).toEqual([]);
      expect(reports).toEqual(countBy(starts));
    }));

  it('returns as soon as the answers are in, and within its lease when they do not come', () =>
    check(
      fc
        .tuple(aborted, fc.boolean())
        .map(([options, hangs]) => ({ ...options, sendMs: hangs ? 60_000 : options.sendMs })),
      ({ clock, reports, starts }, { abortAtMs, sendMs, storeMs }) => {
        const callsMs = 8 * storeMs;
        const patienceMs = Math.min(sendMs, LEASE_MS - LEASE_MARGIN_MS);
        expect(clock.monotonicMs() - (abortAtMs ?? 0)).toBeLessThanOrEqual(patienceMs + callsMs + 1);
        expect(reports).toEqual(countBy(starts));
      },
    ));
});

describe('a platform that answers nobody for a while', () => {
  const hanging = (leastRows: number) =>
    fc
      .tuple(
        calmOptions,
        fc.record({
          fromMs: fc.integer({ min: 0, max: 1_500 }),
          lengthMs: fc.integer({ min: 15_000, max: 180_000 }),
          takes: fc.boolean(),
        }),
      )
      .map(([options, hang]) => ({
        ...options,
        rows: options.rows + leastRows,
        chats: options.chats + leastRows,
        sendMs: Math.min(400, options.sendMs),
        mishaps: 0,
        drivers: 1,
        critical: true,
        hang,
      }));
  /** A new driver knows nothing of the silence. */
  const restarting = hanging(1).map((options) => ({
    ...options,
    restartAtMs: options.hang.fromMs + (options.seed % 60_000),
  }));
  /** There is always a row that waits. */
  const MANY = 200;

  /** Calls that began when it was clear that nobody is answered: one had waited in vain since the last answer. */
  function triesOf({ starts }: World, { hang }: WorldOptions): Start[] {
    const hangEndMs = (hang?.fromMs ?? 0) + (hang?.lengthMs ?? 0);
    const ends = starts.filter((start) => start.answered).map(({ endMs }) => endMs);
    const lastAnswerMs = Math.max(-1, ...ends.filter((endMs) => endMs < hangEndMs));
    const inVain = starts.filter(({ answered, atMs }) => !answered && atMs > lastAnswerMs);
    const clearMs = Math.min(...inVain.map(({ endMs }) => endMs));
    return starts.filter(({ atMs }) => atMs > clearMs && atMs < hangEndMs);
  }

  it('makes no household of a critical alert be given up', () =>
    check(fc.oneof(hanging(1), restarting), ({ rows, starts }) => {
      expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
      const taken = new Set(starts.filter((start) => start.taken).map(({ rowId }) => rowId));
      expect(taken.size).toBe(rows.length);
    }));

  it('has each message repeated once for each call without an answer, and counted', () =>
    check(hanging(1), ({ rows, starts }) => {
      const sends = countBy(starts);
      const unanswered = countBy(starts.filter(({ answered }) => !answered));
      for (const { id, repeats } of rows) {
        expect([id, repeats]).toEqual([id, unanswered.get(id) ?? 0]);
        expect([id, sends.get(id)]).toEqual([id, repeats + 1]);
      }
    }));

  it('gets one call at a time, a second after the one before, and ever more seldom for one household', () =>
    check(hanging(MANY), (world, options) => {
      const tries = triesOf(world, options);
      tries.forEach(({ atMs }, index) => {
        const before = tries[index - 1];
        if (before) expect(atMs).toBeGreaterThanOrEqual(before.endMs + 1_000);
      });
      // 8 s, 16 s, 32 s apart at least.
      const most = Math.log2((options.hang?.lengthMs ?? 0) / 8_000) + 1;
      expect(Math.max(0, ...countBy(tries).values())).toBeLessThanOrEqual(most);
    }));

  it('keeps the rows where they are: nothing is claimed while a call is under way', () =>
    check(hanging(MANY), (world, options) => {
      for (const { atMs, endMs } of triesOf(world, options)) {
        expect(world.claims.filter((claimMs) => claimMs > atMs && claimMs < endMs)).toEqual([]);
      }
    }));

  it('is sent everything else soon after it answers again', () =>
    check(hanging(MANY), ({ starts }, { hang, storeMs }) => {
      const endMs = (hang?.fromMs ?? 0) + (hang?.lengthMs ?? 0);
      const first = starts.find(({ atMs }) => atMs >= endMs);
      // The call that is under way then is given up after ten seconds, and a second later comes the next one.
      if (first) expect(first.atMs - endMs).toBeLessThanOrEqual(11_000 + 8 * storeMs);
    }));
});
