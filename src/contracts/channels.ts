import { z } from 'zod';
import { answerStateSchema } from './replies.ts';
import { channelSchema, type Reader, timeSchema } from './words.ts';

/**
 * `working`: somebody sends, or nothing waits. `paused`: the platform asked us to wait. `stopped`: the platform refuses
 * the account; `reason` says why. `no_driver`: something waits and no process sends it.
 */
export const laneStateSchema = z.enum(['working', 'paused', 'stopped', 'no_driver']);

/** Lane health, as the Now page shows it. */
export const laneHealthSchema = z.object({
  channelAccountId: z.uuid(),
  channel: channelSchema,
  name: z.string(),
  state: laneStateSchema,
  pausedUntil: timeSchema.nullable(),
  /** Code of the refusal, e.g. `token_refused`. */
  reason: z.string().nullable(),
  /** Messages that wait to leave; of each alert message counted up to 10,000. */
  waiting: z.number().int(),
  /** For how long the oldest of them has waited. */
  oldestWaitingSeconds: z.number().nullable(),
});
export type LaneHealth = z.infer<typeof laneHealthSchema>;

/** What waits on a lane, in the order in which it leaves. */
export const laneClassSchema = z.enum(['critical', 'staff_notice', 'answer', 'urgent', 'routine']);

export const channelAccountSchema = laneHealthSchema.extend({
  ratePerSecond: z.number().int(),
  /** Of each class that waits. */
  backlog: z.array(z.object({ class: laneClassSchema, waiting: z.number().int() })),
  /** Chats that can be written to on it; as of the last half minute. */
  contacts: z.number().int(),
  /** When somebody last wrote to it; as of the last half minute. */
  lastEventAt: timeSchema.nullable(),
  /** Null where the credentials of an account do not run out. */
  token: z
    .object({
      /** When the pair in use came. */
      savedAt: timeSchema,
      expiresAt: timeSchema,
      lostAt: timeSchema.nullable(),
      lostReason: z.string().nullable(),
    })
    .nullable(),
  /** Whether the actor has a linked chat on it, to which a test can go. */
  testable: z.boolean(),
});
export type ChannelAccountItem = z.infer<typeof channelAccountSchema>;

/** `GET /api/channels` */
export const channelsSchema = z.object({ asOf: timeSchema, accounts: z.array(channelAccountSchema) });
export type Channels = z.infer<typeof channelsSchema>;

/**
 * `POST /api/channels/:id/tests` (no body): a short message to the actor's own chat on this account. 202 with the test.
 * 409 `no_linked_chat`: the actor has none on it.
 */
export const channelTestSchema = z.object({
  id: z.uuid(),
  state: answerStateSchema,
  reason: z.string().nullable(),
  sentAt: timeSchema.nullable(),
});
/** `GET /api/channels/:id/tests/:testId`: how far it has come; for asking each second. */
export const channelTestParamsSchema = z.object({ id: z.uuid(), testId: z.uuid() });
export type ChannelTest = z.infer<typeof channelTestSchema>;

/** The same as one reads them; a store implements it. */
export interface ChannelReads {
  list(reader: Reader): Promise<Channels>;
  /** Null: no such test of the actor. */
  test(reader: Reader, channelAccountId: string, testId: string): Promise<ChannelTest | null>;
}
