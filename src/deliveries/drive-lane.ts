import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.ts';
import { errorFields } from '../shared/logger.ts';
import { createBell } from './bell.ts';
import { createClaimsAhead } from './claims-ahead.ts';
import { watchDepartures } from './departures.ts';
import {
  CHAT_INTERVAL_MS,
  createAnswerWatch,
  createFlightLimit,
  FILE_NAP_MS,
  IDLE_POLL_MS,
  LEASE_MARGIN_MS,
  LINGER_MS,
  LONGEST_NAP_MS,
  RETRY_WRITE_MS,
  UNRECORDED_AT_MOST,
} from './lane.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { createOutcomeWriter } from './outcome-writer.ts';
import { createPacer } from './pacer.ts';
import type { ClaimedSend, GivenBack, Hints, LaneStore } from './ports.ts';
import { createRestingChats } from './resting-chats.ts';
import { createRouter, type Router, type RouterDeps } from './router.ts';

export interface DriveLaneDeps extends RouterDeps {
  store: LaneStore;
  /** The channel of an account; null when this process does not know the account. */
  channelOf(channelAccountId: string): Promise<Channel | null>;
  hints: Pick<Hints, 'driveLane'>;
  random(): number;
  /** Names this process in the lease. */
  owner: string;
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
    const account = await deps.terms.terms(lease.channelAccountId);
    if (!channel || !account) {
      await deps.store.release(laneId, lease.epoch, 0);
      return 'no_lane';
    }
    if (lease.takenOver) {
      deps.logger.warn({ laneId, epoch: lease.epoch, interrupted: lease.interrupted }, 'lane taken over');
    }
    const router = createRouter({ ...deps, channel, account });
    const result = await createDrive(deps, laneId, lease, router, leaseStartMs, signal).run();
    // Once more, with the rate that the account has now.
    return result === 'repaced' ? driveLane(laneId, signal) : result;
  };
}

function createDrive(
  deps: DriveLaneDeps,
  laneId: string,
  lease: { epoch: number; ratePerSecond: number; takenOver: boolean },
  router: Router,
  leaseStartMs: number,
  signal: AbortSignal,
) {
  const { store, clock, logger } = deps;
  const { epoch, ratePerSecond } = lease;
  const flights = createFlightLimit(ratePerSecond);
  const watch = createAnswerWatch((silent) =>
    logger.warn({ laneId }, silent ? 'the platform answers nobody' : 'the platform answers again'),
  );
  const pacer = createPacer({ ratePerSecond, nowMs: clock.monotonicMs(), emptyBucket: lease.takenOver });
  /** Aborts when this drive ends, for the loops beside the main one. */
  const ended = new AbortController();
  /** Rung when the main loop may go on: a send or a claim has ended, the lease is renewed or lost. */
  const bell = createBell();
  const resting = createRestingChats();
  const writer = createOutcomeWriter({ store, laneId, epoch, clock, logger });
  const ahead = createClaimsAhead({
    claim: (limit, answersFirst) => store.claim(laneId, epoch, limit, answersFirst),
    ratePerSecond,
    clock,
    onClaim: bell.ring,
  });
  const departing = watchDepartures(clock, pacer.left);
  const inFlight = new Set<Promise<void>>();
  const cancelSends = new AbortController();
  // Every send under way listens.
  setMaxListeners(0, cancelSends.signal);
  const keeper = createLeaseKeeper({
    ...{ store, laneId, epoch, clock, logger, startMs: leaseStartMs },
    // Also for a loop that waits for a claim over a dead connection: the lease may be over.
    onBeat: bell.ring,
  });
  let pausedUntilMs = 0;

  const goesOn = () => !signal.aborted && keeper.holds();

  async function sendOne(item: ClaimedSend): Promise<void> {
    const startMs = clock.monotonicMs();
    const heard = watch.heard(startMs);
    const { outcome, next } = await router.send(item, cancelSends.signal);
    if (outcome.kind === 'rejected') logger.error({ laneId, reason: outcome.reason }, 'message refused');
    const doneMs = clock.monotonicMs();
    flights.ended(doneMs - startMs);
    const answered = outcome.kind !== 'unknown';
    if (answered) pacer.answered({ startMs, endMs: doneMs });
    watch.ended({ startMs, endMs: doneMs, answered });
    const step = await next({
      attempts: item.attempts,
      repeats: item.repeats,
      critical: item.critical,
      silent: watch.silent || !heard,
      now: clock.now(),
      random: deps.random(),
    });
    const chatPauseMs = step.pause?.scope === 'chat' ? step.pause.ms : 0;
    resting.rest(item.contactPointId, doneMs, Math.max(CHAT_INTERVAL_MS, chatPauseMs));
    writer.add({ source: item.source, id: item.id, contactPointId: item.contactPointId, step });
    if (step.pause?.scope === 'account') {
      if (outcome.kind === 'throttled') pacer.throttled(doneMs);
      pausedUntilMs = Math.max(pausedUntilMs, doneMs + step.pause.ms);
      if (step.laneProblem === null) await store.pause(laneId, epoch, step.pause.ms);
      else await restRefused(step.pause.ms, step.laneProblem);
    }
  }

  async function restRefused(ms: number, reason: string): Promise<void> {
    logger.error({ laneId, reason }, 'account refused');
    const told = await store.refuse(laneId, epoch, ms, reason);
    if (told.length > 0) await deps.hints.driveLane(told);
  }

  function start(item: ClaimedSend): void {
    pacer.started(clock.monotonicMs());
    departing();
    resting.hold(item.contactPointId);
    const sending: Promise<void> = sendOne(item)
      .catch((error: unknown) => logger.error({ laneId, ...errorFields(error) }, 'a send ended in an error'))
      .then(() => {
        resting.release(item.contactPointId);
        inFlight.delete(sending);
        bell.ring();
      });
    inFlight.add(sending);
  }

  const giveBack = async (sends: readonly GivenBack[]): Promise<void> =>
    sends.length > 0 ? store.giveBack(laneId, epoch, sends) : undefined;

  /** Begins the next row, or waits for its turn. False when there is none. */
  async function beginNext(nowMs: number): Promise<boolean> {
    const item = ahead.next();
    if (!item) return false;
    const restMs = (one: ClaimedSend) =>
      Math.max(resting.restMs(one.contactPointId, nowMs), router.restMs(one));
    if (ahead.stale() || restMs(item) > 0) {
      if (router.restMs(item) > 0) await clock.sleep(FILE_NAP_MS, signal);
      await giveBack(ahead.takeUnfit(restMs));
      return true;
    }
    const held = router.hold(item);
    if (held) {
      ahead.take();
      writer.add({ source: item.source, id: item.id, contactPointId: item.contactPointId, step: held });
      return true;
    }
    if (inFlight.size >= flights.calls) {
      await bell.wait();
      return true;
    }
    const waitMs = pacer.earliestMs(nowMs) - nowMs;
    if (waitMs > 0.5) {
      await clock.sleep(Math.min(waitMs, LONGEST_NAP_MS), signal);
      return true;
    }
    ahead.take();
    start(item);
    return true;
  }

  /** While the platform answers nobody, one call at a time tries and the rest waits. True when it had to wait. */
  async function waitForAnswer(nowMs: number): Promise<boolean> {
    if (!watch.silent || (inFlight.size === 0 && nowMs >= watch.nextTryMs)) return false;
    await giveBack(ahead.takeAll());
    if (inFlight.size > 0) await bell.wait();
    else await clock.sleep(Math.min(watch.nextTryMs - nowMs, LONGEST_NAP_MS), signal);
    return true;
  }

  async function mainLoop(): Promise<DriveResult | 'repaced'> {
    let lastWorkMs = clock.monotonicMs();
    while (goesOn()) {
      if (router.ratePerSecond !== ratePerSecond) return 'repaced';
      const nowMs = clock.monotonicMs();
      if (nowMs < pausedUntilMs) {
        await giveBack(ahead.takeAll());
        await clock.sleep(Math.min(pausedUntilMs - nowMs, LONGEST_NAP_MS), signal);
        lastWorkMs = clock.monotonicMs();
        continue;
      }
      if (writer.waiting > UNRECORDED_AT_MOST) await writer.flush();
      if (await waitForAnswer(nowMs)) {
        lastWorkMs = clock.monotonicMs();
        continue;
      }
      const said = ahead.refill(watch.silent ? 'one' : 'all');
      if (said.kind === 'lost') return 'lost';
      if (said.kind === 'paused') {
        // Asked again before it is over: a pause may be ended early.
        pausedUntilMs = Math.max(pausedUntilMs, nowMs + Math.min(said.ms, LONGEST_NAP_MS));
        continue;
      }
      if (await beginNext(nowMs)) {
        lastWorkMs = clock.monotonicMs();
        continue;
      }
      if (ahead.claiming) {
        await bell.wait();
        continue;
      }
      const quiet = inFlight.size === 0 && !resting.any(nowMs);
      if (quiet && clock.monotonicMs() - lastWorkMs > LINGER_MS) return 'idle';
      await clock.sleep(IDLE_POLL_MS, signal);
    }
    return signal.aborted ? 'stopped' : 'lost';
  }

  /**
   * Sends under way are waited for until the margin of the lease; what is cut off then is unknown. Their outcomes are
   * written as soon as the database takes them: one that is lost makes the next driver send again. So does what was
   * claimed and not begun, unless it can be given back. Nothing here outlives the lease, even over a dead connection.
   */
  async function settle(): Promise<void> {
    const marginMs = keeper.safeUntilMs;
    const leaseEndMs = marginMs + LEASE_MARGIN_MS;
    const until = (atMs: number) => clock.sleep(Math.max(0, atMs - clock.monotonicMs()), ended.signal);
    await Promise.race([Promise.all([returnClaimed(), Promise.allSettled(inFlight)]), until(marginMs)]);
    if (inFlight.size > 0) {
      cancelSends.abort();
      await Promise.allSettled(inFlight);
    }
    const leaseEnd = until(leaseEndMs);
    await Promise.race([writer.flush(), leaseEnd]);
    while (writer.waiting > 0 && clock.monotonicMs() < leaseEndMs) {
      await clock.sleep(RETRY_WRITE_MS);
      await Promise.race([writer.flush(), leaseEnd]);
    }
  }

  async function returnClaimed(): Promise<void> {
    await ahead.settled();
    await giveBack(ahead.takeAll()).catch((error: unknown) =>
      logger.warn({ laneId, ...errorFields(error) }, 'claimed rows not given back'),
    );
  }

  return {
    async run(): Promise<DriveResult | 'repaced'> {
      // Nobody waits for their end: what they ask of the database may hang longer than the lease.
      void keeper.run(ended.signal);
      void writer.run(ended.signal);
      void router.run(ended.signal);
      signal.addEventListener('abort', bell.ring, { once: true });
      let result: DriveResult | 'repaced' = 'lost';
      try {
        result = await mainLoop();
        return result;
      } finally {
        signal.removeEventListener('abort', bell.ring);
        // Also when the loop ended in an error, e.g. of a claim: what was begun has an outcome.
        await settle();
        ended.abort();
        // A lease that cannot be given up now runs out by itself.
        const restMs = result === 'idle' ? 0 : CHAT_INTERVAL_MS;
        await store
          .release(laneId, epoch, restMs)
          .catch((error: unknown) => logger.warn({ laneId, ...errorFields(error) }, 'lane not released'));
      }
    },
  };
}
