import type { QueueBackend } from '../queue/backend.ts';
import { sweepJob } from './sweep.ts';

const BEAT_MS = 1_000;

/** `sweep`: one round each second, whichever process gets it. */
export function startSweepWorker(queue: QueueBackend, sweep: () => Promise<void>) {
  const worker = queue.startWorker(sweepJob, {
    concurrency: sweepJob.settings.concurrency,
    process: () => sweep(),
  });
  queue.schedule(sweepJob, { v: 1 }, BEAT_MS);
  return worker;
}
