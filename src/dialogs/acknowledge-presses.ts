import type { PressAcknowledger } from '../channels/channel.ts';
import { errorFields, type Logger } from '../shared/logger.ts';

export interface Press {
  pressId: string;
  channelAccountId: string;
  laneId: string | null;
}

export interface AcknowledgePressesDeps {
  acknowledgerOf(channelAccountId: string): Promise<PressAcknowledger | null>;
  /** The account was too fast with acknowledgements: its lane must rest. */
  onThrottled(laneId: string, ms: number): Promise<void>;
  logger: Logger;
}

const TIMEOUT_MS = 5_000;
/** Calls under way at once: they share the account's connections with its sends. */
const AT_ONCE = 16;
/** Platforms end the waiting sign by themselves after some seconds, so a longer line helps nobody. */
const WAITING_AT_MOST = 300;

/** Ends the waiting sign on pressed buttons. Nothing depends on it, so nothing waits for it and it may be left out. */
export function createAcknowledgePresses(deps: AcknowledgePressesDeps) {
  const waiting: Press[] = [];
  const underWay = new Set<Promise<void>>();

  async function acknowledge({ pressId, channelAccountId, laneId }: Press): Promise<void> {
    try {
      const acknowledger = await deps.acknowledgerOf(channelAccountId);
      const outcome = await acknowledger?.acknowledgePress(pressId, AbortSignal.timeout(TIMEOUT_MS));
      if (outcome?.kind === 'throttled' && outcome.scope === 'account' && laneId !== null) {
        await deps.onThrottled(laneId, outcome.retryAfterMs);
      }
    } catch (error) {
      deps.logger.warn(errorFields(error), 'a press was not acknowledged');
    }
  }

  function startWaiting(): void {
    while (underWay.size < AT_ONCE) {
      const press = waiting.shift();
      if (!press) return;
      const call: Promise<void> = acknowledge(press).then(() => {
        underWay.delete(call);
        startWaiting();
      });
      underWay.add(call);
    }
  }

  return {
    add(press: Press): void {
      if (waiting.length >= WAITING_AT_MOST) waiting.shift();
      waiting.push(press);
      startWaiting();
    },
    /** Waits for those under way; what has not begun is dropped. */
    async close(): Promise<void> {
      waiting.length = 0;
      await Promise.all(underWay);
    },
  };
}
