import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import { LEASE_MARGIN_MS, LEASE_MS, RENEW_EVERY_MS } from './lane.ts';
import type { LaneStore } from './ports.ts';

/** The lease of one drive as its driver knows it: never longer than the database has it. */
export interface LeaseKeeper {
  /** Whether a send may begin. */
  holds(): boolean;
  /** Monotonic: sends under way are cut off then; the lease itself ends `LEASE_MARGIN_MS` later. */
  readonly safeUntilMs: number;
  /** Renews until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export function createLeaseKeeper(options: {
  store: Pick<LaneStore, 'renew'>;
  laneId: string;
  epoch: number;
  /** When the lease was asked for. */
  startMs: number;
  clock: Clock;
  logger: Logger;
  /** Told on each beat, also while the database does not answer. */
  onBeat(): void;
}): LeaseKeeper {
  const { store, laneId, epoch, clock, logger } = options;
  let leaseSafeUntilMs = options.startMs + LEASE_MS - LEASE_MARGIN_MS;
  let lost = false;

  return {
    holds: () => !lost && clock.monotonicMs() < leaseSafeUntilMs,
    get safeUntilMs() {
      return leaseSafeUntilMs;
    },
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(RENEW_EVERY_MS, signal);
        if (signal.aborted) return;
        options.onBeat();
        const askedMs = clock.monotonicMs();
        void store.renew(laneId, epoch).then(
          (held) => {
            if (held) leaseSafeUntilMs = Math.max(leaseSafeUntilMs, askedMs + LEASE_MS - LEASE_MARGIN_MS);
            else lost = true;
          },
          // The lease runs out by itself if this goes on.
          (error: unknown) => logger.warn({ laneId, ...errorFields(error) }, 'lease not renewed'),
        );
      }
    },
  };
}
