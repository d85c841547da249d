import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import {
  ANSWER_EVERY_CLAIMS,
  CHAT_INTERVAL_MS,
  CLAIM_STALE_MS,
  claimSize,
  createPacer,
  LEASE_MARGIN_MS,
  LEASE_MS,
  LINGER_MS,
  maxInFlight,
  type Pacer,
  RENEW_EVERY_MS,
} from './lane.ts';
import { nextStep } from './next-step.ts';
import type { ClaimedSend, Hints, LaneStore, SendResult } from './ports.ts';
import { createRestingChats } from './resting-chats.ts';

export interface DriveLaneDeps {
  store: LaneStore;
  /** The channel of an account; null when this process does not know the account. */
  channelOf(channelAccountId: string): Promise<Channel | null>;
  hints: Pick<Hints, 'driveLane'>;
  clock: Clock;
  random(): number;
  /** Names this process in the lease. */
  owner: string;
  logger: Logger;
}

export type DriveResult =
  /** No work was left. */
  | 'idle'
  /** Another driver has it. */
  | 'held'
  /** The lease was lost on the way. */
  | 'lost'
  | 'stopped'
  | 'no_lane';

const RECORD_EVERY_MS = 40;
const RECORD_AT_ROWS = 200;
const IDLE_POLL_MS = 60;
const LONGEST_NAP_MS = 250;

/**
 * Drives one lane: claims rows, starts sends on the account's beat, records what became of them in batches. Holds no
 * transaction while a platform is asked. Returns when the lane is idle, lost, or the signal aborts.
 */
export function createDriveLane(deps: DriveLaneDeps) {
  return async function driveLane(laneId: string, signal: AbortSignal): Promise<DriveResult> {
    const leaseStartMs = deps.clock.monotonicMs();
    const lease = await deps.store.acquire(laneId, deps.owner);
    if (lease.kind !== 'acquired') return lease.kind;
    const channel = await deps.channelOf(lease.channelAccountId);
    if (!channel) {
      await deps.store.release(laneId, lease.epoch, 0);
      return 'no_lane';
    }
    if (lease.takenOver) {
      deps.logger.warn({ laneId, epoch: lease.epoch, interrupted: lease.interrupted }, 'lane taken over');
    }
    const drive = createDrive(deps, laneId, lease, channel, leaseStartMs, signal);
    return drive.run();
  };
}

function createDrive(
  deps: DriveLaneDeps,
  laneId: string,
  lease: { epoch: number; channelAccountId: string; ratePerSecond: number; takenOver: boolean },
  channel: Channel,
  leaseStartMs: number,
  signal: AbortSignal,
) {
  const { store, clock } = deps;
  const { epoch } = lease;
  const slots = maxInFlight(lease.ratePerSecond);
  const pacer: Pacer = createPacer({
    ratePerSecond: lease.ratePerSecond,
    nowMs: clock.monotonicMs(),
    emptyBucket: lease.takenOver,
  });
  /** Aborts when this drive ends, for the loops beside the main one. */
  const ended = new AbortController();
  const busy = createRestingChats();
  const inFlight = new Set<Promise<void>>();
  /** Ends the nap of the main loop when it waits for a free slot. */
  let slotFreed = new AbortController();
  const cancelSends = new AbortController();
  // Every send under way listens.
  setMaxListeners(0, cancelSends.signal);
  let results: SendResult[] = [];
  let leaseSafeUntilMs = leaseStartMs + LEASE_MS - LEASE_MARGIN_MS;
  let pausedUntilMs = 0;
  let lost = false;

  const leaseHolds = () => !lost && clock.monotonicMs() < leaseSafeUntilMs;
  const goesOn = () => !signal.aborted && leaseHolds();

  async function renewLoop(): Promise<void> {
    while (!ended.signal.aborted) {
      await clock.sleep(RENEW_EVERY_MS, ended.signal);
      if (ended.signal.aborted) return;
      const askedMs = clock.monotonicMs();
      try {
        if (await store.renew(laneId, epoch)) leaseSafeUntilMs = askedMs + LEASE_MS - LEASE_MARGIN_MS;
        else lost = true;
      } catch (error) {
        // The lease runs out by itself if this goes on.
        deps.logger.warn({ laneId, ...errorFields(error) }, 'lease not renewed');
      }
    }
  }

  let recording: Promise<void> = Promise.resolve();
  function flush(): Promise<void> {
    recording = recording.then(async () => {
      if (results.length === 0) return;
      const batch = results;
      results = [];
      try {
        await store.record(laneId, epoch, batch);
      } catch (error) {
        // Kept for the next round; if the database stays away, the next driver finds these rows as unknown.
        results = batch.concat(results);
        deps.logger.warn({ laneId, rows: batch.length, ...errorFields(error) }, 'outcomes not recorded yet');
      }
    });
    return recording;
  }

  async function recordLoop(): Promise<void> {
    while (!ended.signal.aborted) {
      await clock.sleep(RECORD_EVERY_MS, ended.signal);
      await flush();
    }
  }

  async function sendOne(item: ClaimedSend): Promise<void> {
    const target = {
      externalId: item.externalId,
      ...(item.editMessageId === null ? {} : { editMessageId: item.editMessageId }),
    };
    const outcome = await channel.send(item.message, target, cancelSends.signal);
    if (outcome.kind === 'rejected') deps.logger.error({ laneId, reason: outcome.reason }, 'message refused');
    const step = nextStep(outcome, {
      attempts: item.attempts,
      repeats: item.repeats,
      critical: item.critical,
      now: clock.now(),
      random: deps.random(),
    });
    const doneMs = clock.monotonicMs();
    const pausedMs = step.pause?.scope === 'chat' ? step.pause.ms : 0;
    const restMs = Math.max(CHAT_INTERVAL_MS, pausedMs);
    busy.rest(item.contactPointId, doneMs + restMs);
    results.push({ source: item.source, id: item.id, contactPointId: item.contactPointId, step });
    if (step.pause?.scope === 'account') {
      if (outcome.kind === 'throttled') pacer.throttled();
      pausedUntilMs = Math.max(pausedUntilMs, doneMs + step.pause.ms);
      if (step.laneProblem === null) await store.pause(laneId, epoch, step.pause.ms);
      else await restRefused(step.pause.ms, step.laneProblem);
    }
  }

  async function restRefused(ms: number, reason: string): Promise<void> {
    deps.logger.error({ laneId, reason }, 'account refused');
    const told = await store.refuse(laneId, epoch, ms, reason);
    if (told.length > 0) await deps.hints.driveLane(told);
  }

  function start(item: ClaimedSend): void {
    pacer.started(clock.monotonicMs());
    busy.hold(item.contactPointId);
    const sending: Promise<void> = sendOne(item)
      .catch((error: unknown) => {
        deps.logger.error({ laneId, ...errorFields(error) }, 'a send ended in an error');
      })
      .finally(() => {
        inFlight.delete(sending);
        slotFreed.abort();
        busy.release(item.contactPointId);
      });
    inFlight.add(sending);
  }

  /** Waits for the next beat and a free slot. False when the rest of the batch must go back. */
  async function turnComes(claimedMs: number): Promise<boolean> {
    for (;;) {
      const nowMs = clock.monotonicMs();
      if (!goesOn() || nowMs < pausedUntilMs || nowMs - claimedMs > CLAIM_STALE_MS) return false;
      if (inFlight.size >= slots) {
        slotFreed = new AbortController();
        await clock.sleep(LONGEST_NAP_MS, slotFreed.signal);
        continue;
      }
      const waitMs = pacer.earliestMs(nowMs) - nowMs;
      if (waitMs <= 0.5) return true;
      await clock.sleep(Math.min(waitMs, LONGEST_NAP_MS), signal);
    }
  }

  async function sendBatch(sends: readonly ClaimedSend[]): Promise<void> {
    const claimedMs = clock.monotonicMs();
    for (const [index, item] of sends.entries()) {
      if (!(await turnComes(claimedMs))) {
        await store.giveBack(laneId, epoch, sends.slice(index));
        return;
      }
      start(item);
    }
  }

  async function mainLoop(): Promise<DriveResult> {
    let lastWorkMs = clock.monotonicMs();
    let claims = 0;
    while (goesOn()) {
      const nowMs = clock.monotonicMs();
      if (nowMs < pausedUntilMs) {
        await clock.sleep(Math.min(pausedUntilMs - nowMs, LONGEST_NAP_MS), signal);
        lastWorkMs = clock.monotonicMs();
        continue;
      }
      // Not faster than outcomes can be written: what is not recorded is repeated after a crash.
      if (results.length >= RECORD_AT_ROWS) await flush();
      claims += 1;
      const answersFirst = claims % ANSWER_EVERY_CLAIMS === 0 ? 1 : 0;
      const claim = await store.claim(
        laneId,
        epoch,
        claimSize(lease.ratePerSecond),
        busy.ids(nowMs),
        answersFirst,
      );
      if (claim.kind === 'lost') return 'lost';
      if (claim.kind === 'paused') {
        pausedUntilMs = clock.monotonicMs() + claim.ms;
        continue;
      }
      if (claim.sends.length > 0) {
        await sendBatch(claim.sends);
        lastWorkMs = clock.monotonicMs();
        continue;
      }
      const quiet = inFlight.size === 0 && busy.size === 0;
      if (quiet && clock.monotonicMs() - lastWorkMs > LINGER_MS) return 'idle';
      await clock.sleep(IDLE_POLL_MS, signal);
    }
    return signal.aborted ? 'stopped' : 'lost';
  }

  /**
   * Sends under way are waited for within the lease; what is cut off after that is unknown. Their outcomes are written
   * as soon as the database takes them: one that is lost makes the next driver send again.
   */
  async function settleSends(): Promise<void> {
    const untilMs = leaseSafeUntilMs;
    const patience = clock.sleep(Math.max(0, untilMs - clock.monotonicMs()));
    await Promise.race([Promise.allSettled(inFlight), patience]);
    if (inFlight.size > 0) {
      cancelSends.abort();
      await Promise.allSettled(inFlight);
    }
    await flush();
    while (results.length > 0 && clock.monotonicMs() < untilMs) {
      await clock.sleep(RECORD_EVERY_MS);
      await flush();
    }
  }

  return {
    async run(): Promise<DriveResult> {
      const beside = [renewLoop(), recordLoop()];
      const wakeUp = () => slotFreed.abort();
      signal.addEventListener('abort', wakeUp, { once: true });
      let result: DriveResult = 'lost';
      try {
        result = await mainLoop();
        return result;
      } finally {
        signal.removeEventListener('abort', wakeUp);
        // Also when the loop ended in an error, e.g. of a claim: what was begun has an outcome.
        await settleSends();
        ended.abort();
        await Promise.allSettled(beside);
        // A lease that cannot be given up now runs out by itself.
        const restMs = result === 'idle' ? 0 : CHAT_INTERVAL_MS;
        await store
          .release(laneId, epoch, restMs)
          .catch((error: unknown) =>
            deps.logger.warn({ laneId, ...errorFields(error) }, 'lane not released'),
          );
      }
    },
  };
}
