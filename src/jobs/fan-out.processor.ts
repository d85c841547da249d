import type { QueueBackend } from '../queue/backend.ts';
import { fanOutJob } from './fan-out.ts';

/** `fan-out`: the deliveries of one alert message. */
export function startFanOutWorker(
  queue: QueueBackend,
  fanOut: (alertMessageId: string, signal: AbortSignal) => Promise<void>,
) {
  return queue.startWorker(fanOutJob, {
    concurrency: fanOutJob.settings.concurrency,
    process: ({ alertMessageId }, { signal }) => fanOut(alertMessageId, signal),
  });
}
