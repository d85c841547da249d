import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** Writes the deliveries of one alert message and wakes its lanes. */
export const fanOutJob = defineJob({
  name: 'fan-out',
  payload: z.strictObject({ v: z.literal(1), alertMessageId: z.uuid() }),
  collapse: { key: ({ alertMessageId }) => alertMessageId, whileActive: 'drop' },
});
