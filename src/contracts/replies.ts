import { z } from 'zod';
import {
  categorySchema,
  channelSchema,
  nextSchema,
  pageQueryFields,
  personSchema,
  placeSchema,
  type Reader,
  replyCodeSchema,
  timeSchema,
} from './words.ts';

/**
 * Calls for help and what households say in their own words. Only the police read them: who may see that something
 * came, but not what, gets `hidden` contents and no names.
 */
export const replyContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** The picture is at `GET /api/replies/:id/media`. */
  z.object({ kind: z.literal('photo'), caption: z.string() }),
  /** The sound is at `GET /api/replies/:id/media`. */
  z.object({ kind: z.literal('voice'), seconds: z.number() }),
  z.object({ kind: z.literal('place'), ...placeSchema.shape }),
  z.object({ kind: z.literal('hidden') }),
]);

export const replyItemSchema = z.object({
  id: z.uuid(),
  alert: z.object({ id: z.uuid(), number: z.string(), category: categorySchema, drill: z.boolean() }),
  household: z.object({
    id: z.uuid(),
    /** As officers know it; null for who may not read it, and once the household is erased. */
    label: z.string().nullable(),
  }),
  /** The group in which the household hears this alert. */
  group: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Name of the member who wrote; null as `label` is. */
  sender: z.string().nullable(),
  channel: channelSchema,
  at: timeSchema,
  code: replyCodeSchema.nullable(),
  content: replyContentSchema.nullable(),
  /** A call for help: it needs a person at once. */
  help: z.boolean(),
  /** Null as long as nobody said that it is dealt with. */
  handled: z.object({ at: timeSchema, by: personSchema }).nullable(),
  /** What the household has said by now, all its members together. */
  standing: z.enum(['silent', 'read', 'safe', 'help']),
  /** Answers that staff wrote to it. */
  answers: z.number().int(),
});
export type ReplyItem = z.infer<typeof replyItemSchema>;

/**
 * `GET /api/replies`: calls for help that nobody dealt with first, then everything else; newest first in both. `open`
 * leaves out what is dealt with, `help` all that is no call for help.
 */
export const repliesQuerySchema = z.object({
  /** 0: a call for help that waits; 1: everything else. */
  ...pageQueryFields(z.tuple([z.union([z.literal(0), z.literal(1)]), timeSchema, z.uuid()])),
  alertId: z.uuid().optional(),
  show: z.enum(['all', 'open', 'help']).default('all'),
});
export type RepliesQuery = z.infer<typeof repliesQuerySchema>;

export const repliesPageSchema = z.object({
  items: z.array(replyItemSchema),
  next: nextSchema,
  /** Calls for help that wait, of the alert asked for or of all: not only of this page. */
  helpWaiting: z.number().int(),
});
export type RepliesPage = z.infer<typeof repliesPageSchema>;

/** How far a text of ours to one chat has come. */
export const answerStateSchema = z.enum(['waiting', 'sent', 'unknown', 'not_sent']);

export const threadEntrySchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('household'), reply: replyItemSchema }),
  z.object({
    from: z.literal('staff'),
    id: z.uuid(),
    at: timeSchema,
    by: personSchema,
    /** Null for who may not read it. */
    text: z.string().nullable(),
    state: answerStateSchema,
    /** Why it was not sent. */
    reason: z.string().nullable(),
  }),
]);
export type ThreadEntry = z.infer<typeof threadEntrySchema>;

/** `GET /api/replies/:id`: what came from this chat about this alert and what staff answered, oldest first, the newest 200. */
export const replyThreadSchema = z.object({
  reply: replyItemSchema,
  /** Whether this chat can be written to now. `stopped`: the person opted out. */
  chat: z.enum(['open', 'stopped', 'unreachable']),
  entries: z.array(threadEntrySchema),
});
export type ReplyThread = z.infer<typeof replyThreadSchema>;

/** `PUT /api/replies/:id/handled`: dealt with, or (false) not after all. Answers with the thread. */
export const handleReplySchema = z.object({ handled: z.boolean() });

/**
 * `POST /api/replies/:id/answers`: writes to the chat that the reply came from. Answers 201 with the thread. The same
 * `requestId` again (a click that was repeated) writes nothing more. 409 `chat_closed`: the person opted out or cannot
 * be reached.
 */
export const answerReplySchema = z.object({
  requestId: z.uuid(),
  text: z.string().trim().min(1).max(1_500),
});
export type AnswerReply = z.input<typeof answerReplySchema>;

/**
 * `GET /api/replies/:id/media`: the photo (`image/*`) or voice note (`audio/*`). 404 `no_media`: this reply has none. 410 `media_gone`: the platform has it no more. 502 `media_unavailable`: the
 * platform does not give it just now. 502 `media_refused`: it is not what it claims to be, or too large.
 */
export const MEDIA_PATH = '/api/replies/:id/media';

/** The same as one reads them; a store implements it. Null: not there, or not of a unit of theirs. */
export interface ReplyReads {
  list(reader: Reader, query: RepliesQuery): Promise<RepliesPage>;
  thread(reader: Reader, replyId: string): Promise<ReplyThread | null>;
  /** Where the photo or voice note of a reply is; `none`: it has none. */
  media(reader: Reader, replyId: string): Promise<ReplyMedia | 'none' | null>;
}

export interface ReplyMedia {
  channelAccountId: string;
  kind: 'photo' | 'voice';
  fileId: string;
}
