import { z } from 'zod';
import { BUTTON_TYPES } from './content.ts';

/**
 * What a person or an account did on the fake platform, as one line of JSON each: chats and people are what these add up
 * to, so a host that is killed loses nothing. Grants, quotas, uploads, templates and groups begin anew with each run. Ids
 * are decimal strings; times are epoch milliseconds.
 */

const buttonSchema = z.object({ type: z.enum(BUTTON_TYPES), title: z.string(), payload: z.string() });
const words = { url: z.string(), text: z.string() };

const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), ...words }),
  z.object({ kind: z.literal('gif'), ...words }),
  z.object({ kind: z.literal('sticker'), stickerId: z.string(), url: z.string() }),
  z.object({
    kind: z.literal('file'),
    name: z.string(),
    url: z.string(),
    sizeBytes: z.number(),
    type: z.string(),
    checksum: z.string(),
  }),
  z.object({ kind: z.literal('link'), url: z.string(), title: z.string(), description: z.string() }),
  z.object({ kind: z.literal('voice'), url: z.string() }),
  z.object({ kind: z.literal('video'), url: z.string(), description: z.string() }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  z.object({ kind: z.literal('business_card'), name: z.string(), phone: z.string() }),
  z.object({
    kind: z.literal('list'),
    text: z.string(),
    elements: z.array(
      z.object({
        title: z.string(),
        subtitle: z.string(),
        imageUrl: z.string(),
        action: buttonSchema.nullable(),
      }),
    ),
  }),
  z.object({ kind: z.literal('user_info_request'), title: z.string(), subtitle: z.string() }),
  z.object({
    kind: z.literal('template'),
    templateId: z.string(),
    data: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('article'), articleId: z.string() }),
]);

const messageSchema = z.object({
  id: z.string(),
  from: z.enum(['oa', 'staff', 'person']),
  adminId: z.string().nullable(),
  atMs: z.number(),
  content: contentSchema,
  buttons: z.array(buttonSchema),
  quotedId: z.string().nullable(),
  receivedAtMs: z.number().nullable(),
  seenAtMs: z.number().nullable(),
  reactions: z.array(z.string()),
});

const who = { oa: z.string(), user: z.string() };

export const journalEventSchema = z.discriminatedUnion('e', [
  z.object({
    e: z.literal('user'),
    ...who,
    idByApp: z.string(),
    name: z.string(),
    handle: z.string().nullable(),
  }),
  /** What the person is to the account now. */
  z.object({
    e: z.literal('contact'),
    ...who,
    follower: z.boolean(),
    unfollowedAtMs: z.number().nullable(),
    lastInteractionMs: z.number().nullable(),
    standing: z.enum(['normal', 'blocked', 'restricted', 'inactive']),
    blocks: z.number(),
    clickedChatNow: z.boolean(),
  }),
  /** `path`: of the call of a message that the API accepted; null for others. */
  z.object({ e: z.literal('message'), ...who, path: z.string().nullable(), message: messageSchema }),
  /** `saidId`: of the text that the press sent, which is not in the chat where the button hides it. */
  z.object({
    e: z.literal('press'),
    ...who,
    messageId: z.string(),
    payload: z.string(),
    at: z.number(),
    seen: z.number(),
    saidId: z.string(),
  }),
  /** Signed and on its way to the webhook. */
  z.object({
    e: z.literal('event'),
    n: z.number(),
    name: z.string(),
    about: z.string(),
    body: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
  /** The webhook has the event of this number. */
  z.object({ e: z.literal('taken'), n: z.number() }),
]);
export type JournalEvent = z.infer<typeof journalEventSchema>;
