import type { InboundMessage, ParsedInbound, PullResult, UpdatePuller } from '../channels/channel.ts';
import type { Hints } from '../deliveries/ports.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { InboundStore, InTransaction, PollStore } from './ports.ts';
import { withUrgency } from './urgency.ts';

export interface PollAccountDeps {
  channelAccountId: string;
  inTransaction: InTransaction<{ inbound: InboundStore; polling: PollStore }>;
  puller: UpdatePuller;
  parseInbound(raw: unknown): ParsedInbound;
  hints: Pick<Hints, 'inbound'>;
  /** Names this process in the lease. */
  owner: string;
  clock: Clock;
  logger: Logger;
}

export type PollCondition =
  | 'starting'
  /** Updates are read. */
  | 'polling'
  /** Another process reads this account. */
  | 'standby'
  | 'throttled'
  /** The platform says that another reader or a webhook has the account. */
  | 'conflict'
  | 'misconfigured'
  | 'temporary'
  /** The database is away. */
  | 'database_away'
  | 'stopped';

export interface PollStatus {
  condition: PollCondition;
  reason: string | null;
  since: Date;
  /** Updates that were not what the platform should send, since the start. */
  invalidUpdates: number;
}

export const POLL_LEASE_MS = 10_000;
const RENEW_EVERY_MS = 3_000;
const PULL_SECONDS = 25;
/** A server that does not hold empty answers back (the second one in a row) is asked again after this, not at once. */
const EARLY_ANSWER_MS = 300;
const STANDBY_MS = 4_000;
const CONFLICT_PAUSE_MS = 5_000;
const MISCONFIGURED_PAUSE_MS = 30_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * Reads one account's updates by long polling, in at most one process at a time. An update is stored, and the offset
 * behind it, before the next pull confirms it to the platform: a crash loses nothing and repeats nothing.
 */
export function createPollAccount(deps: PollAccountDeps) {
  const { channelAccountId, owner, clock, logger } = deps;
  let status: PollStatus = { condition: 'starting', reason: null, since: clock.now(), invalidUpdates: 0 };
  let earlyAnswers = 0;

  /** One line for each change, not one for each try. */
  function enter(condition: PollCondition, reason: string | null = null): void {
    if (status.condition === condition && status.reason === reason) return;
    status = { ...status, condition, reason, since: clock.now() };
    const calm = condition === 'polling' || condition === 'standby' || condition === 'stopped';
    const fields = { channelAccountId, condition, reason };
    if (calm) logger.info(fields, 'polling changed');
    else logger.warn(fields, 'polling changed');
  }

  const lease = () =>
    deps.inTransaction((stores) => stores.polling.lease(channelAccountId, owner, POLL_LEASE_MS));

  /** Keeps the lease during a pull, which is longer than it. Aborts the pull when the lease is lost or ran out. */
  async function keepLease(pull: AbortController): Promise<void> {
    let safeUntilMs = clock.monotonicMs() + POLL_LEASE_MS;
    while (!pull.signal.aborted) {
      await clock.sleep(RENEW_EVERY_MS, pull.signal);
      if (pull.signal.aborted) return;
      const askedMs = clock.monotonicMs();
      try {
        if ((await lease()).kind === 'held') pull.abort();
        else safeUntilMs = askedMs + POLL_LEASE_MS;
      } catch {
        if (clock.monotonicMs() >= safeUntilMs) pull.abort();
      }
    }
  }

  async function pullOnce(offset: string, signal: AbortSignal): Promise<PullResult> {
    const pull = new AbortController();
    const stop = () => pull.abort();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const keeping = keepLease(pull);
    try {
      return await deps.puller.pull(offset, PULL_SECONDS, pull.signal);
    } finally {
      signal.removeEventListener('abort', stop);
      pull.abort();
      await keeping;
    }
  }

  function parse(updates: readonly unknown[]): InboundMessage[] {
    return updates.flatMap((update) => {
      const parsed = deps.parseInbound(update);
      if (parsed.kind === 'parsed') return parsed.messages;
      status = { ...status, invalidUpdates: status.invalidUpdates + 1 };
      logger.warn({ channelAccountId, reason: parsed.reason }, 'update skipped: not in the expected form');
      return [];
    });
  }

  async function store(updates: readonly unknown[], nextOffset: string): Promise<void> {
    if (updates.length === 0) return;
    const messages = parse(updates);
    const fresh = await deps.inTransaction(async (stores) => {
      const stored =
        messages.length > 0 ? await stores.inbound.store(channelAccountId, messages.map(withUrgency)) : 0;
      // A lost lease is seen at the next one; the rows are right in any case.
      await stores.polling.advance(channelAccountId, owner, nextOffset);
      return stored;
    });
    if (fresh === 0) return;
    try {
      await deps.hints.inbound();
    } catch (error) {
      logger.warn({ channelAccountId, ...errorFields(error) }, 'hints lost; the sweeper finds the rows');
    }
  }

  /** One lease, one pull. Returns how long to rest, or null to go on after a growing pause. */
  async function round(signal: AbortSignal): Promise<number | null> {
    const leased = await lease();
    if (leased.kind === 'held') {
      enter('standby');
      return STANDBY_MS;
    }
    // Told apart from real trouble only by its success: a first pull may take as long as nobody writes.
    if (
      status.condition === 'starting' ||
      status.condition === 'standby' ||
      status.condition === 'database_away'
    ) {
      enter('polling');
    }
    const askedMs = clock.monotonicMs();
    const result = await pullOnce(leased.offset, signal);
    if (signal.aborted && result.kind !== 'updates') return 0;
    switch (result.kind) {
      case 'updates': {
        enter('polling');
        await store(result.updates, result.nextOffset);
        const early = result.updates.length === 0 && clock.monotonicMs() - askedMs < EARLY_ANSWER_MS;
        earlyAnswers = early ? earlyAnswers + 1 : 0;
        return earlyAnswers > 1 ? EARLY_ANSWER_MS : 0;
      }
      case 'throttled':
        enter('throttled');
        return result.retryAfterMs;
      case 'conflict':
        enter('conflict');
        return CONFLICT_PAUSE_MS;
      case 'misconfigured':
        enter('misconfigured', result.reason);
        return MISCONFIGURED_PAUSE_MS;
      case 'temporary':
        enter('temporary', result.reason);
        return null;
      default:
        return assertNever(result);
    }
  }

  return {
    status: (): PollStatus => status,

    /** Returns soon after the signal aborts. */
    async run(signal: AbortSignal): Promise<void> {
      let backoffMs = FIRST_BACKOFF_MS;
      while (!signal.aborted) {
        let restMs: number | null;
        try {
          restMs = await round(signal);
        } catch (error) {
          enter('database_away', errorFields(error).error?.toString() ?? null);
          restMs = null;
        }
        if (restMs === 0) {
          backoffMs = FIRST_BACKOFF_MS;
          continue;
        }
        await clock.sleep(restMs ?? backoffMs, signal);
        backoffMs = restMs === null ? Math.min(LONGEST_BACKOFF_MS, backoffMs * 2) : FIRST_BACKOFF_MS;
      }
      await deps
        .inTransaction((stores) => stores.polling.release(channelAccountId, owner))
        .catch((error: unknown) => {
          // It runs out by itself.
          logger.debug({ channelAccountId, ...errorFields(error) }, 'poll lease not released');
        });
      enter('stopped');
    },
  };
}
