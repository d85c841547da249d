import { z } from 'zod';

/**
 * Everything that ever happened on the fake platform, as one line of JSON each. The state is what these events
 * add up to, so a host that is killed loses nothing. Ids are decimal strings; times are epoch milliseconds.
 */

export const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('photo'), fileId: z.string(), caption: z.string() }),
  z.object({ kind: z.literal('voice'), fileId: z.string(), seconds: z.number(), caption: z.string() }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number() }),
  z.object({ kind: z.literal('sticker'), fileId: z.string(), emoji: z.string() }),
]);
export type Content = z.infer<typeof contentSchema>;

/** As in the Bot API; buttons of kinds that we do not simulate pass through. */
export const keyboardSchema = z.array(
  z.array(z.looseObject({ text: z.string().min(1), callback_data: z.string().optional() })),
);
export type Keyboard = z.infer<typeof keyboardSchema>;

export const commandSchema = z.object({ command: z.string(), description: z.string() });

export const journalEventSchema = z.discriminatedUnion('e', [
  /** Never with its token. */
  z.object({ e: z.literal('bot'), id: z.string(), name: z.string(), username: z.string() }),
  z.object({
    e: z.literal('user'),
    id: z.string(),
    name: z.string(),
    language: z.string(),
    tag: z.string().nullable(),
  }),
  z.object({ e: z.literal('deactivated'), user: z.string() }),
  /** The person wrote. `update` is null where the bot does not want such updates. */
  z.object({
    e: z.literal('said'),
    bot: z.string(),
    user: z.string(),
    message: z.string(),
    update: z.string().nullable(),
    at: z.number(),
    content: contentSchema,
  }),
  z.object({
    e: z.literal('pressed'),
    bot: z.string(),
    user: z.string(),
    message: z.string(),
    payload: z.string(),
    query: z.string(),
    update: z.string().nullable(),
    at: z.number(),
  }),
  z.object({
    e: z.literal('membership'),
    bot: z.string(),
    user: z.string(),
    blocked: z.boolean(),
    update: z.string().nullable(),
    at: z.number(),
  }),
  z.object({
    e: z.literal('sent'),
    bot: z.string(),
    user: z.string(),
    message: z.string(),
    at: z.number(),
    content: contentSchema,
    keyboard: keyboardSchema,
  }),
  z.object({
    e: z.literal('edited'),
    bot: z.string(),
    user: z.string(),
    message: z.string(),
    at: z.number(),
    text: z.string(),
    keyboard: keyboardSchema,
  }),
  z.object({
    e: z.literal('answered'),
    bot: z.string(),
    query: z.string(),
    text: z.string(),
    at: z.number(),
  }),
  /** Every update below `offset` is the bot's now. */
  z.object({ e: z.literal('confirmed'), bot: z.string(), offset: z.string() }),
  z.object({ e: z.literal('webhook'), bot: z.string(), url: z.string(), secret: z.string() }),
  z.object({ e: z.literal('allowed'), bot: z.string(), updates: z.array(z.string()) }),
  z.object({
    e: z.literal('commands'),
    bot: z.string(),
    scope: z.string(),
    commands: z.array(commandSchema),
  }),
]);
export type JournalEvent = z.infer<typeof journalEventSchema>;
