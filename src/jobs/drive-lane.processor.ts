import type { DriveResult } from '../deliveries/drive-lane.ts';
import type { QueueBackend } from '../queue/backend.ts';
import { driveLaneJob } from './drive-lane.ts';

/** `drive-lane`: one lane, as long as it has work. Whatever ended the drive, the rows say what is left. */
export function startDriveLaneWorker(
  queue: QueueBackend,
  driveLane: (laneId: string, signal: AbortSignal) => Promise<DriveResult>,
) {
  return queue.startWorker(driveLaneJob, {
    concurrency: driveLaneJob.settings.concurrency,
    process: async ({ laneId }, { signal }) => {
      await driveLane(laneId, signal);
    },
  });
}
