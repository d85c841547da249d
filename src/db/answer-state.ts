import type { z } from 'zod';
import type { answerStateSchema } from '../contracts/replies.ts';
import type { DeliveryState } from '../deliveries/delivery.ts';

/** How far a text of ours has come, in the words of a console. */
export function answerState(state: DeliveryState): z.infer<typeof answerStateSchema> {
  switch (state) {
    case 'pending':
    case 'sending':
      return 'waiting';
    case 'sent':
      return 'sent';
    case 'unknown':
    case 'unknown_final':
      return 'unknown';
    case 'unreachable':
    case 'rejected':
    case 'gave_up':
    case 'cancelled':
      return 'not_sent';
  }
}
