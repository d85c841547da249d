import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Sends what is due on one lane, if nobody else holds its lease. */
export const driveLaneJob = defineJob({
  name: 'drive-lane',
  payload: z.strictObject({ v: z.literal(1), laneId: z.uuid() }),
  // The driver that is running may have looked for the last time before the new row was written.
  collapse: { key: ({ laneId }) => laneId, whileActive: 'run_again' },
});
