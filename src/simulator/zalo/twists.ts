import { z } from 'zod';
import { createOrders } from './orders.ts';

/** What is unusual about an event on its way to the webhook. */
export const twistSchema = z.discriminatedUnion('kind', [
  /** The signature without `mac=`. */
  z.object({ kind: z.literal('no_prefix') }),
  z.object({ kind: z.literal('wrong_secret') }),
  z.object({ kind: z.literal('unsigned') }),
  /** One byte of the body is another than the one that was signed. */
  z.object({ kind: z.literal('changed_byte') }),
  /** Everything beyond ASCII as `\uXXXX`, which a client that writes the JSON anew does not sign the same. */
  z.object({ kind: z.literal('escaped_unicode') }),
  z.object({ kind: z.literal('shuffled_keys') }),
  /** `X-ZEvent-Timestamp` is sent as well. */
  z.object({ kind: z.literal('timestamp_header') }),
  /** `timestamp` is a number. */
  z.object({ kind: z.literal('number_timestamp') }),
  z.object({ kind: z.literal('extra_fields') }),
  /** Letters and their marks apart, as some keyboards write Vietnamese. */
  z.object({ kind: z.literal('nfd_text') }),
  /** Addresses of media answer 404. */
  z.object({ kind: z.literal('dead_media') }),
  /** The place stands in `message.location`, as one page shows it. */
  z.object({ kind: z.literal('location_field') }),
  /** The event comes this many times more, the same bytes. */
  z.object({ kind: z.literal('duplicate'), times: z.number().int().min(1).max(100).default(1) }),
  /** The platform loses it. */
  z.object({ kind: z.literal('lost') }),
]);
export type Twist = z.infer<typeof twistSchema>;

export const twistOrderSchema = z.object({
  twist: twistSchema,
  /** How many events; without it, until the twists are cleared. */
  count: z.number().int().min(1).nullable().default(null),
  /** Only events about this person (or group, or visitor). */
  userId: z.string().nullable().default(null),
  /** Only events of these names. */
  events: z.array(z.string()).nullable().default(null),
});
export type TwistOrder = z.input<typeof twistOrderSchema>;

export interface Twists {
  order(order: TwistOrder): void;
  clear(): void;
  /** All that meet this event, each counted off. */
  take(event: { name: string; about: string }): Twist[];
}

export function createTwists(): Twists {
  const orders = createOrders<z.infer<typeof twistOrderSchema>>();

  return {
    order: (order) => orders.order(twistOrderSchema.parse(order)),
    clear: () => orders.clear(),
    take: ({ name, about }) =>
      orders
        .takeAll(
          (order) =>
            (order.userId === null || order.userId === about) &&
            (order.events === null || order.events.includes(name)),
        )
        .map(({ twist }) => twist),
  };
}
