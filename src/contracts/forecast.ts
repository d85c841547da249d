import { z } from 'zod';

/**
 * How far and how fast a message of an alert would go if it were sent now, or at its appointed time: worked out by the
 * rules that the sending itself follows (src/deliveries/route.ts). A household counts once, at the first of its contact points that has a way to it. A
 * correction or closure goes to each contact point that got the alert: `households` are theirs, and the messages, their
 * cost and their times may be more than these.
 */

const countSchema = z.number().int().nonnegative();

/**
 * `free`: costs nothing; `paid`: an ordinary message that is charged; `template`: an approved template, charged;
 * `deferred`: later, not before `deferredUntil`.
 */
const waysSchema = z.object({
  free: countSchema,
  paid: countSchema,
  template: countSchema,
  deferred: countSchema,
});

/** Why nothing gets to a household; of its contact points, the one that comes first. */
export const unreachableReasonSchema = z.enum([
  /** Nobody of it has a contact point that is in use. */
  'no_contact',
  /** The platform refuses our account just now: it goes out when it is accepted again, if that is in time. */
  'account_refused',
  /** The window is closed and there is no approved template for this alert. */
  'no_template',
  /** A message would be charged, and the account may not spend on such an alert. */
  'paid_not_allowed',
  /** What the account may send is used up, and the alert ends before there is more. */
  'quota_used_up',
  /** It would wait for the morning, or for the end of quiet hours, and the alert ends before. */
  'night',
]);
export type UnreachableReason = z.infer<typeof unreachableReasonSchema>;

export const alertForecastSchema = z.object({
  /** The appointed time that it is worked out for; null for now. */
  sendFrom: z.iso.datetime().nullable().default(null),
  households: countSchema,
  /** By how the message gets to them; with `unreachable` they add up to `households`. */
  ways: waysSchema,
  unreachable: countSchema,
  unreachableBecause: z.array(z.object({ reason: unreachableReasonSchema, households: countSchema })),
  /** The same households by channel, `households` being the sum of the ways; a channel without any is left out. */
  channels: z.array(waysSchema.extend({ channel: z.enum(['telegram', 'zalo']), households: countSchema })),
  /** Households of which the contact point that counts is outside the free window of its channel. */
  outsideWindow: countSchema,
  /** Messages that are charged: `ways.paid` beyond the free pool, `ways.template`, and such after quiet hours. */
  paidMessages: countSchema,
  /** What those cost, in đồng and before tax, by the prices in config/channels.ts and of the templates. */
  costDong: countSchema,
  /** When the last of the deferred ones may leave. */
  deferredUntil: z.iso.datetime().nullable(),
  /**
   * Seconds from now, or from the appointed time, until so many of the households that can be reached have the message, the deferred ones
   * included. Null when nobody can be reached.
   */
  secondsToFirst: countSchema.nullable(),
  secondsToHalf: countSchema.nullable(),
  secondsTo99Percent: countSchema.nullable(),
  secondsToLast: countSchema.nullable(),
});
export type AlertForecast = z.infer<typeof alertForecastSchema>;
