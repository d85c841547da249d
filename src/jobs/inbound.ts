import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Handles the stored events of one contact point, in order. */
export const inboundJob = defineJob({
  name: 'inbound',
  payload: z.strictObject({ v: z.literal(1), contactPointId: z.uuid() }),
  collapse: { key: ({ contactPointId }) => contactPointId, whileActive: 'run_again' },
});
