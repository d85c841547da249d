import type { QueueBackend } from '../queue/backend.ts';
import { inboundJob } from './inbound.ts';

/** `inbound`: the events that wait. What an outage leaves is hinted at again by the sweeper. */
export function startInboundWorker(
  queue: QueueBackend,
  handleEvents: (signal: AbortSignal) => Promise<unknown>,
) {
  return queue.startWorker(inboundJob, {
    concurrency: inboundJob.settings.concurrency,
    process: async (_payload, { signal }) => void (await handleEvents(signal)),
  });
}
