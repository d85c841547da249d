/** Pure arithmetic of the chaos run: what the platform has against what the ledger says. */

export interface AcceptedSend {
  /** Index of the household's chat. */
  chat: number;
  /** Which message of the alert it holds, 0 first; -1 for none. */
  mark: number;
  /** Epoch milliseconds. */
  atMs: number;
  /** Its text says that it is a repeat. */
  repeat: boolean;
}

export interface LedgerRow {
  chat: number;
  message: number;
  state: string;
  reason: string | null;
  /** Temporary failures that were counted. */
  attempts: number;
  repeats: number;
  /** Epoch milliseconds at which it was written that it is sent. */
  sentAtMs: number | null;
}

export interface FaultWindow {
  /** Epoch milliseconds. */
  fromMs: number;
  toMs: number;
  /** Outcomes that were under way are lost: sends in flight may be repeated. */
  cuts: boolean;
}

export interface Findings {
  /** Household and message of which the platform has no copy. */
  lost: number;
  /** What the ledger says of the lost: state and reason of each. */
  lostAs: string[];
  /** Copies beyond the first. */
  duplicates: number;
  /** Copies beyond the first that do not say that they are repeats, or of which the ledger does not know. */
  unexplained: number;
  /** Message n came, or came again, after message n+1. */
  orderViolations: number;
  /** Rows that are missing, not final, `sent` without a copy at the platform, or accepted and booked as not sent. */
  ledgerErrors: number;
}

const FINAL = new Set([
  'sent',
  'unreachable',
  'rejected',
  'gave_up',
  'unknown_final',
  'cancelled',
  'superseded',
]);

/** Requests that had left before a fault reach the platform a moment later. */
const ARRIVAL_MS = 300;

const keyOf = (message: number, chat: number) => `${message}:${chat}`;

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Compares every household and message. `accepted` is in the order of the platform. */
export function compareAlert(facts: {
  households: number;
  messages: number;
  accepted: readonly AcceptedSend[];
  rows: readonly LedgerRow[];
}): Findings {
  const { households, messages } = facts;
  const copiesOf = byKey(
    facts.accepted.map((send, place) => ({ ...send, place })),
    ({ mark, chat }) => keyOf(mark, chat),
  );
  const rowOf = new Map(facts.rows.map((row) => [keyOf(row.message, row.chat), row]));
  const findings: Findings = {
    lost: 0,
    lostAs: [],
    duplicates: 0,
    unexplained: 0,
    orderViolations: 0,
    ledgerErrors: 0,
  };
  for (let chat = 0; chat < households; chat++) {
    for (let message = 0; message < messages; message++) {
      const copies = copiesOf.get(keyOf(message, chat)) ?? [];
      const row = rowOf.get(keyOf(message, chat));
      const extra = Math.max(0, copies.length - 1);
      const marked = copies.filter(({ repeat }) => repeat).length;
      if (copies.length === 0) {
        findings.lost += 1;
        findings.lostAs.push(row ? `${row.state}${row.reason === null ? '' : ` ${row.reason}`}` : 'no row');
      }
      findings.duplicates += extra;
      findings.unexplained += Math.max(0, extra - Math.min(marked, row?.repeats ?? 0));
      if (!row || !FINAL.has(row.state) || !agrees(row.state, copies.length)) findings.ledgerErrors += 1;
      const next = copiesOf.get(keyOf(message + 1, chat))?.[0];
      if (next && copies.some(({ place }) => place > next.place)) findings.orderViolations += 1;
    }
  }
  return findings;
}

/** `unknown_final` says "may have got it", which is true of both. */
function agrees(state: string, copies: number): boolean {
  if (state === 'unknown_final') return true;
  return (state === 'sent') === copies > 0;
}

/**
 * Sends in flight at the faults that cut: accepted by the platform when the fault was over, and not on record when it
 * began. Each of these may be sent a second time, and no other.
 */
export function inFlightAtFaults(
  windows: readonly FaultWindow[],
  accepted: readonly AcceptedSend[],
  rows: readonly LedgerRow[],
): number {
  const rowOf = new Map(rows.map((row) => [keyOf(row.message, row.chat), row]));
  let inFlight = 0;
  for (const { fromMs, toMs, cuts } of windows) {
    if (!cuts) continue;
    const open = new Set<string>();
    for (const { mark, chat, atMs } of accepted) {
      if (mark < 0 || atMs > toMs + ARRIVAL_MS) continue;
      const sentAtMs = rowOf.get(keyOf(mark, chat))?.sentAtMs ?? null;
      if (sentAtMs === null || sentAtMs > fromMs) open.add(keyOf(mark, chat));
    }
    inFlight += open.size;
  }
  return inFlight;
}

/** Shorter pauses than this are the beat, not an outage. */
const PAUSE_MS = 300;
/** A pause that begins later than this after a fault is not of its making. */
const AFTERMATH_MS = 1_000;

/**
 * From the end of a fault until things go on: the end of the longest pause that the fault falls into or is followed by.
 * 0 when nothing paused. `timesMs` in order.
 */
export function resumedAfterMs(window: FaultWindow, timesMs: readonly number[]): number {
  let longest = 0;
  let resumedMs = 0;
  for (const [index, atMs] of timesMs.entries()) {
    const beforeMs = timesMs[index - 1];
    if (beforeMs === undefined || atMs < window.toMs || beforeMs > window.toMs + AFTERMATH_MS) continue;
    const pauseMs = atMs - beforeMs;
    if (pauseMs <= Math.max(PAUSE_MS, longest)) continue;
    longest = pauseMs;
    resumedMs = atMs - window.toMs;
  }
  return resumedMs;
}
