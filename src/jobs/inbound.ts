import { z } from 'zod';
import { defineJob } from './define-job.ts';

/**
 * Says that events wait; whoever runs it handles what it finds, of all chats. Hints go round a few places, so that
 * several processes may work at once and one that hangs holds up its own place only.
 */
export const INBOUND_PLACES = 8;

export const inboundJob = defineJob({
  name: 'inbound',
  payload: z.strictObject({
    v: z.literal(1),
    place: z
      .int()
      .min(0)
      .max(INBOUND_PLACES - 1),
  }),
  collapse: { key: ({ place }) => String(place), whileActive: 'run_again' },
});
