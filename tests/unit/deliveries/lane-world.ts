import { setMaxListeners } from 'node:events';
import type { Channel } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { createDriveLane, type DriveResult } from '../../../src/deliveries/drive-lane.ts';
import { LEASE_MS } from '../../../src/deliveries/lane.ts';
import type { ClaimedSend, LaneStore } from '../../../src/deliveries/ports.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { freeTermsStore } from '../../support/free-terms.ts';
import { createSimulatedClock, type SimulatedClock } from '../../support/simulated-clock.ts';

/** A lane in simulated time: rows in memory, a platform, a database that is slow or away now and then. */

export interface Trouble {
  fromMs: number;
  lengthMs: number;
  /** `away`: every call of the store fails. `slow`: it answers when the trouble is over. */
  kind: 'away' | 'slow';
}

export interface WorldOptions {
  seed: number;
  ratePerSecond: number;
  rows: number;
  /** Rows share so many chats. */
  chats: number;
  /** Longest call of the platform and of the store. */
  sendMs: number;
  storeMs: number;
  /** Out of 100 sends, so many end otherwise than well. */
  mishaps: number;
  troubles: readonly Trouble[];
  drivers: number;
  /** Everything is told to end then. */
  abortAtMs: number | null;
  /** So many of the rows, the last ones, are of a life-safety alert that is raised then. */
  urgent?: { atMs: number; rows: number };
  /** Somebody drove the lane and vanished. */
  vanished?: boolean;
  /** No lease can be renewed. */
  renewFails?: boolean;
  /** Every driver is told to end then, and begins again. */
  restartAtMs?: number;
  /** Every row is of a life-safety alert. */
  critical?: boolean;
  /** The platform answers nobody for so long, whether it takes messages or not. */
  hang?: { fromMs: number; lengthMs: number; takes: boolean };
}

type RowState = 'pending' | 'sending' | 'unknown' | 'sent' | 'unreachable' | 'rejected' | 'gave_up';

interface Row {
  id: string;
  source: ClaimedSend['source'];
  contactPointId: string;
  urgent: boolean;
  state: RowState;
  epoch: number;
  attempts: number;
  repeats: number;
  notBeforeMs: number;
  claimedAtMs: number;
  /** Claimed and neither begun, given back nor recovered. */
  open: boolean;
}

export interface Start {
  rowId: string;
  contactPointId: string;
  urgent: boolean;
  epoch: number;
  claimedAtMs: number;
  atMs: number;
  endMs: number;
  /** How long the platform told us to leave this chat alone. */
  restMs: number;
  answered: boolean;
  /** The platform has the message. */
  taken: boolean;
  /** Of the lease as the store has it, when the send began. */
  leaseUntilMs: number;
  /** Whether the row was in the hands of this driver. */
  held: boolean;
}

export interface World {
  starts: Start[];
  /** Reports of outcomes that the store took, per row. */
  reports: Map<string, number>;
  rows: Row[];
  results: { result: DriveResult | 'error'; atMs: number }[];
  /** Most calls of the platform at once. */
  mostInFlight: number;
  /** When rows were claimed, or looked for. */
  claims: number[];
  clock: SimulatedClock;
}

/** Mulberry32: the same numbers for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LIMIT_MS = 20 * 60_000;
const SEND_TIMEOUT_MS = 10_000;
const REST_MS = 100;

function rowAt(index: number, { rows, chats, urgent }: WorldOptions): Row {
  const isUrgent = urgent !== undefined && index >= rows - urgent.rows;
  return {
    id: `row-${index}`,
    // Whatever leaves through an account draws on its budget.
    source: index % 3 === 2 && !isUrgent ? 'answer' : 'delivery',
    contactPointId: `chat-${index % chats}`,
    urgent: isUrgent,
    state: 'pending',
    epoch: 0,
    attempts: 0,
    repeats: 0,
    notBeforeMs: isUrgent ? urgent.atMs : 0,
    claimedAtMs: 0,
    open: false,
  };
}

/** Runs the drivers, as the jobs of a queue would, until every row is final (or all were told to end). */
export async function runWorld(options: WorldOptions): Promise<World> {
  const clock = createSimulatedClock();
  const random = createRandom(options.seed);
  const ending = new AbortController();
  // As many sleepers as it takes may listen.
  setMaxListeners(0, ending.signal);
  const world: World = {
    starts: [],
    reports: new Map(),
    rows: Array.from({ length: options.rows }, (_, index) => rowAt(index, options)),
    results: [],
    mostInFlight: 0,
    claims: [],
    clock,
  };
  const lane = {
    owner: options.vanished === true ? 'vanished' : '',
    epoch: 0,
    leaseUntilMs: -1,
    pausedUntilMs: 0,
  };
  const isDone = () => world.rows.every(({ state }) => state !== 'pending' && state !== 'sending');

  const store = createStore(options, world, lane, random);
  let inFlight = 0;
  const channelOf = (): Channel => ({
    id: 'telegram',
    limits: { textLength: 4096, sendTimeoutMs: SEND_TIMEOUT_MS },
    async send(message, _target, signal) {
      const row = world.rows.find(({ id }) => id === message.text);
      if (!row) throw new Error('a message of no row');
      const start: Start = {
        rowId: row.id,
        contactPointId: row.contactPointId,
        urgent: row.urgent,
        epoch: row.epoch,
        claimedAtMs: row.claimedAtMs,
        atMs: clock.monotonicMs(),
        endMs: Number.POSITIVE_INFINITY,
        restMs: 0,
        answered: false,
        taken: false,
        leaseUntilMs: lane.epoch === row.epoch ? lane.leaseUntilMs : -1,
        held: row.state === 'sending' && row.open,
      };
      row.open = false;
      world.starts.push(start);
      inFlight += 1;
      world.mostInFlight = Math.max(world.mostInFlight, inFlight);
      const { hang } = options;
      const hangs = hang && start.atMs >= hang.fromMs && start.atMs < hang.fromMs + hang.lengthMs;
      start.taken = !hangs || hang.takes;
      await clock.sleep(hangs ? SEND_TIMEOUT_MS : random() * options.sendMs, signal);
      inFlight -= 1;
      start.endMs = clock.monotonicMs();
      if (signal.aborted) return { kind: 'unknown', reason: 'aborted' };
      if (hangs) return { kind: 'unknown', reason: 'timed_out' };
      start.answered = true;
      const outcome = outcomeOf(random, options.mishaps);
      if (outcome.kind === 'throttled' && outcome.scope === 'chat') start.restMs = outcome.retryAfterMs;
      return outcome;
    },
    parseInbound: () => ({ kind: 'parsed', messages: [] }),
    verifyWebhook: () => 'forged',
  });

  async function keepDriving(owner: string, signal: AbortSignal): Promise<void> {
    const channel = channelOf();
    const drive = createDriveLane({
      store,
      terms: freeTermsStore(options.ratePerSecond),
      channelOf: async () => channel,
      hints: { driveLane: async () => {} },
      clock,
      random,
      owner,
      logger: silentLogger,
    });
    while (!signal.aborted && !isDone()) {
      const result = await drive('lane', signal).catch(() => 'error' as const);
      world.results.push({ result, atMs: clock.monotonicMs() });
      await clock.sleep(REST_MS + random() * REST_MS, signal);
    }
  }

  if (options.abortAtMs !== null) {
    void clock.sleep(options.abortAtMs).then(() => ending.abort());
  }
  const restart = new AbortController();
  setMaxListeners(0, restart.signal);
  const { restartAtMs } = options;
  if (restartAtMs === undefined) restart.abort();
  else void clock.sleep(restartAtMs).then(() => restart.abort());
  const driving = Array.from({ length: options.drivers }, async (_, index) => {
    await keepDriving(`driver-${index}`, restart.signal);
    await keepDriving(`driver-${index}`, ending.signal);
  });
  await clock.run(Promise.all(driving), LIMIT_MS);
  return world;
}

function outcomeOf(random: () => number, mishaps: number): Outcome {
  if (random() * 100 >= mishaps) return { kind: 'sent', externalMessageId: '1' };
  const outcomes: readonly Outcome[] = [
    { kind: 'throttled', scope: 'chat', retryAfterMs: 200 + random() * 3_000 },
    { kind: 'throttled', scope: 'account', retryAfterMs: 200 + random() * 3_000 },
    { kind: 'temporary', reason: '500' },
    { kind: 'unreachable', reason: 'blocked' },
    { kind: 'rejected', reason: 'markup' },
    { kind: 'unknown', reason: 'timed_out' },
  ];
  return outcomes[Math.floor(random() * outcomes.length)] ?? { kind: 'temporary', reason: 'none' };
}

/** The rules of src/db/lane-store.ts, in memory. What a call does happens somewhere between its begin and its end. */
function createStore(
  options: WorldOptions,
  world: World,
  lane: { owner: string; epoch: number; leaseUntilMs: number; pausedUntilMs: number },
  random: () => number,
): LaneStore {
  const { clock } = world;
  const nowMs = () => clock.monotonicMs();
  const troubleNow = () =>
    options.troubles.find(({ fromMs, lengthMs }) => nowMs() >= fromMs && nowMs() < fromMs + lengthMs);

  async function pass(hangs: boolean): Promise<void> {
    await clock.sleep((random() * options.storeMs) / 2);
    const trouble = troubleNow();
    if (trouble?.kind === 'away') throw new Error('the database is away');
    if (trouble?.kind === 'slow' && hangs) await clock.sleep(trouble.fromMs + trouble.lengthMs - nowMs());
  }
  async function call<T>(work: () => T): Promise<T> {
    // Half of what hangs is done before, half after.
    const hangsFirst = random() < 0.5;
    await pass(hangsFirst);
    const done = work();
    await pass(!hangsFirst).catch(() => undefined);
    return done;
  }

  const settle = (row: Row, change: Partial<Row>) => Object.assign(row, { open: false }, change);
  const rowOf = (id: string) => world.rows.find((row) => row.id === id);
  const isHeld = (epoch: number) => lane.epoch === epoch && lane.leaseUntilMs > nowMs();

  return {
    acquire: (_laneId, owner) =>
      call(() => {
        if (lane.leaseUntilMs >= nowMs()) return { kind: 'held' as const };
        const takenOver = lane.owner !== '';
        lane.owner = owner;
        lane.epoch += 1;
        lane.leaseUntilMs = nowMs() + LEASE_MS;
        const left = world.rows.filter((row) => row.state === 'sending' && row.epoch < lane.epoch);
        for (const row of left) {
          if (row.repeats === 0) settle(row, { state: 'pending', repeats: 1, notBeforeMs: 0 });
          else settle(row, { state: 'unknown' });
        }
        return {
          kind: 'acquired' as const,
          epoch: lane.epoch,
          channelAccountId: 'account',
          ratePerSecond: options.ratePerSecond,
          takenOver,
          interrupted: left.length,
        };
      }),
    renew: (_laneId, epoch) =>
      call(() => {
        if (options.renewFails === true) throw new Error('not renewed');
        if (!isHeld(epoch)) return false;
        lane.leaseUntilMs = nowMs() + LEASE_MS;
        return true;
      }),
    release: (_laneId, epoch, restMs) =>
      call(() => {
        if (lane.epoch !== epoch) return;
        lane.owner = '';
        lane.leaseUntilMs = -1;
        lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs() + restMs);
      }),
    claim: (_laneId, epoch, limit) =>
      call(() => {
        world.claims.push(nowMs());
        if (!isHeld(epoch)) return { kind: 'lost' as const };
        if (lane.pausedUntilMs > nowMs())
          return { kind: 'paused' as const, ms: lane.pausedUntilMs - nowMs() };
        const taken = new Set<string>();
        const sends: ClaimedSend[] = [];
        // What is urgent first, then as it was written.
        const inOrder = world.rows.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
        for (const row of inOrder) {
          if (sends.length >= limit) break;
          if (row.state !== 'pending' || row.notBeforeMs > nowMs() || taken.has(row.contactPointId)) continue;
          taken.add(row.contactPointId);
          Object.assign(row, { state: 'sending', epoch, open: true, claimedAtMs: nowMs() });
          sends.push({
            source: row.source,
            id: row.id,
            contactPointId: row.contactPointId,
            externalId: row.contactPointId,
            editMessageId: null,
            message: { text: row.id, buttons: [] },
            attempts: row.attempts,
            repeats: row.repeats,
            critical: options.critical ?? false,
            brief: null,
            lastInboundAt: null,
          });
        }
        return { kind: 'claimed' as const, sends };
      }),
    record: (_laneId, epoch, results) =>
      call(() => {
        for (const { id, step } of results) {
          world.reports.set(id, (world.reports.get(id) ?? 0) + 1);
          const row = rowOf(id);
          if (!row) throw new Error('a report of no row');
          const mine = row.epoch === epoch && row.state === 'sending';
          // Late, from a driver that lost the lane: only that it was sent is believed.
          if (!mine && !(step.row.state === 'sent' && row.state === 'pending')) continue;
          if (step.row.state !== 'pending') settle(row, { state: step.row.state });
          else {
            settle(row, {
              state: 'pending',
              notBeforeMs: nowMs() + step.row.delayMs,
              attempts: row.attempts + (step.row.attempt ? 1 : 0),
              repeats: row.repeats + (step.row.repeat ? 1 : 0),
            });
          }
        }
      }),
    giveBack: (_laneId, epoch, sends) =>
      call(() => {
        for (const { id, restMs } of sends) {
          const row = rowOf(id);
          if (row?.state !== 'sending' || row.epoch !== epoch) continue;
          settle(row, { state: 'pending', notBeforeMs: nowMs() + (restMs ?? 0) });
        }
      }),
    pause: (_laneId, epoch, ms) =>
      call(() => {
        if (lane.epoch === epoch) lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs() + ms);
      }),
    refuse: (_laneId, epoch, ms) =>
      call(() => {
        if (lane.epoch === epoch) lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs() + ms);
        return [];
      }),
    pauseAll: (_laneId, ms) =>
      call(() => {
        lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs() + ms);
      }),
  };
}
