import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AcceptedSend,
  compareAlert,
  inFlightAtFaults,
  type LedgerRow,
  resumedAfterMs,
} from '../../../bench/chaos/judge.ts';

const send = (chat: number, mark: number, atMs: number, repeat = false): AcceptedSend => ({
  chat,
  mark,
  atMs,
  repeat,
});
const row = (chat: number, message: number, more: Partial<LedgerRow> = {}): LedgerRow => ({
  chat,
  message,
  state: 'sent',
  reason: null,
  attempts: 0,
  repeats: 0,
  sentAtMs: 0,
  ...more,
});
const CLEAN = { lost: 0, lostAs: [], duplicates: 0, unexplained: 0, orderViolations: 0, ledgerErrors: 0 };
const GOOD_ROWS = [row(0, 0), row(0, 1)];
const GOOD_SENDS = [send(0, 0, 1), send(0, 1, 2)];

describe('what the platform has against the ledger', () => {
  it.each([
    { case: 'all well', sends: GOOD_SENDS, rows: GOOD_ROWS, expected: {} },
    {
      case: 'nothing came, and the ledger says sent',
      sends: [send(0, 0, 1)],
      rows: GOOD_ROWS,
      expected: { lost: 1, lostAs: ['sent'], ledgerErrors: 1 },
    },
    {
      case: 'nothing came, and the ledger says that it may have',
      sends: [send(0, 0, 1)],
      rows: [row(0, 0), row(0, 1, { state: 'unknown_final', reason: 'timed_out' })],
      expected: { lost: 1, lostAs: ['unknown_final timed_out'] },
    },
    {
      case: 'a household without a row',
      sends: [send(0, 0, 1)],
      rows: [row(0, 0)],
      expected: { lost: 1, lostAs: ['no row'], ledgerErrors: 1 },
    },
    {
      case: 'a row that is not final',
      sends: GOOD_SENDS,
      rows: [row(0, 0), row(0, 1, { state: 'pending' })],
      expected: { ledgerErrors: 1 },
    },
    {
      case: 'accepted, and booked as given up',
      sends: GOOD_SENDS,
      rows: [row(0, 0), row(0, 1, { state: 'gave_up' })],
      expected: { ledgerErrors: 1 },
    },
    {
      case: 'a repeat that says so, in the ledger',
      sends: [send(0, 0, 1), send(0, 0, 2, true), send(0, 1, 3)],
      rows: [row(0, 0, { repeats: 1 }), row(0, 1)],
      expected: { duplicates: 1 },
    },
    {
      case: 'a repeat that does not say so',
      sends: [send(0, 0, 1), send(0, 0, 2), send(0, 1, 3)],
      rows: [row(0, 0, { repeats: 1 }), row(0, 1)],
      expected: { duplicates: 1, unexplained: 1 },
    },
    {
      case: 'a repeat that the ledger does not know',
      sends: [send(0, 0, 1), send(0, 0, 2, true), send(0, 1, 3)],
      rows: GOOD_ROWS,
      expected: { duplicates: 1, unexplained: 1 },
    },
    {
      case: 'the update before the first message',
      sends: [send(0, 1, 1), send(0, 0, 2)],
      rows: GOOD_ROWS,
      expected: { orderViolations: 1 },
    },
    {
      case: 'a repeat of the first message after the update',
      sends: [...GOOD_SENDS, send(0, 0, 3, true)],
      rows: [row(0, 0, { repeats: 1 }), row(0, 1)],
      expected: { duplicates: 1, orderViolations: 1 },
    },
  ])('$case', ({ sends, rows, expected }) => {
    const findings = compareAlert({ households: 1, messages: 2, accepted: sends, rows });
    expect(findings).toEqual({ ...CLEAN, ...expected });
  });

  it('finds as many lost and doubled as were made so, in any order of chats', () => {
    const chats = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(chats, (copies) => {
        const accepted = copies.flatMap((count, chat) =>
          Array.from({ length: count }, (_, copy) => send(chat, 0, copy, copy > 0)),
        );
        const rows = copies.map((count, chat) =>
          row(chat, 0, { state: count > 0 ? 'sent' : 'unknown_final', repeats: Math.max(0, count - 1) }),
        );
        expect(compareAlert({ households: copies.length, messages: 1, accepted, rows })).toEqual({
          ...CLEAN,
          lost: copies.filter((count) => count === 0).length,
          lostAs: copies.filter((count) => count === 0).map(() => 'unknown_final'),
          duplicates: copies.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
        });
      }),
    );
  });
});

describe('sends in flight at a fault', () => {
  const fault = { fromMs: 1_000, toMs: 1_050, cuts: true };
  it.each([
    { case: 'recorded before', atMs: 900, sentAtMs: 950, expected: 0 },
    { case: 'accepted before, not recorded', atMs: 990, sentAtMs: null, expected: 1 },
    { case: 'accepted before, recorded by the repeat', atMs: 990, sentAtMs: 7_000, expected: 1 },
    { case: 'on its way, accepted a moment later', atMs: 1_100, sentAtMs: 7_000, expected: 1 },
    { case: 'sent long after', atMs: 7_000, sentAtMs: 7_040, expected: 0 },
  ])('$case: $expected', ({ atMs, sentAtMs, expected }) => {
    expect(inFlightAtFaults([fault], [send(0, 0, atMs)], [row(0, 0, { sentAtMs })])).toBe(expected);
  });

  it('counts nothing at a fault that cuts nothing, and each send once at each that does', () => {
    const sends = [send(0, 0, 990), send(0, 0, 6_000, true)];
    const rows = [row(0, 0, { sentAtMs: 9_000, repeats: 1 })];
    expect(inFlightAtFaults([{ ...fault, cuts: false }], sends, rows)).toBe(0);
    expect(inFlightAtFaults([fault], sends, rows)).toBe(1);
    const second = { fromMs: 6_000, toMs: 6_010, cuts: true };
    expect(inFlightAtFaults([fault, second], sends, rows)).toBe(2);
  });
});

describe('time until things go on', () => {
  const beat = (fromMs: number, toMs: number) =>
    Array.from({ length: (toMs - fromMs) / 50 }, (_, index) => fromMs + index * 50);
  it.each([
    { case: 'nothing paused', times: beat(0, 5_000), expected: 0 },
    {
      case: 'a pause from the fault on',
      times: [...beat(0, 1_000), ...beat(7_000, 8_000)],
      expected: 5_900,
    },
    {
      case: 'a last send arrives a moment after the fault',
      times: [...beat(0, 1_200), ...beat(7_000, 8_000)],
      expected: 5_900,
    },
    {
      case: 'a later pause of another making',
      times: [...beat(0, 4_000), ...beat(9_000, 10_000)],
      expected: 0,
    },
    {
      case: 'it went on before the fault was over',
      times: [...beat(0, 500), ...beat(1_050, 5_000)],
      expected: 0,
    },
  ])('$case', ({ times, expected }) => {
    expect(resumedAfterMs({ fromMs: 1_000, toMs: 1_100, cuts: true }, times)).toBe(expected);
  });
});
