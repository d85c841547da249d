import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Finds in the rows what needs work and gives hints for it again. Added by its schedule only. */
export const sweepJob = defineJob({
  name: 'sweep',
  payload: z.strictObject({ v: z.literal(1) }),
  collapse: null,
});
