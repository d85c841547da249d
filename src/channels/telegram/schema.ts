import { z } from 'zod';

const ID_TEXT = /^-?\d{1,20}$/;

/**
 * An id as a decimal string. A number beyond 2^53 has already lost digits, so it is refused;
 * `parseJsonKeepingLargeIds` hands such ids over as strings.
 */
export const idSchema = z.union([z.int().transform(String), z.string().regex(ID_TEXT)]);

const chatSchema = z.looseObject({ id: idSchema, type: z.string() });
const userSchema = z.looseObject({ id: idSchema, language_code: z.string().optional() });
const recordingSchema = z.looseObject({ file_id: z.string().min(1), duration: z.number().nonnegative() });
const locationSchema = z.looseObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const photoSizeSchema = z.looseObject({
  file_id: z.string().min(1),
  width: z.number().nonnegative(),
  height: z.number().nonnegative(),
});

/** https://core.telegram.org/bots/api#message, the part that we use. */
export const messageSchema = z.looseObject({
  message_id: idSchema,
  chat: chatSchema,
  from: userSchema.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(photoSizeSchema).min(1).optional(),
  voice: recordingSchema.optional(),
  audio: recordingSchema.optional(),
  video_note: recordingSchema.optional(),
  location: locationSchema.optional(),
  venue: z.looseObject({ location: locationSchema }).optional(),
});

/** https://core.telegram.org/bots/api#callbackquery. A message too old to be shown still has its chat and id. */
const callbackQuerySchema = z.looseObject({
  id: z.union([z.string().min(1), z.int().transform(String)]),
  from: userSchema,
  message: z.looseObject({ message_id: idSchema, chat: chatSchema }).optional(),
  data: z.string().optional(),
});

/** https://core.telegram.org/bots/api#chatmemberupdated */
const memberChangeSchema = z.looseObject({
  chat: chatSchema,
  from: userSchema,
  new_chat_member: z.looseObject({ status: z.string() }),
});

/** https://core.telegram.org/bots/api#update, the kinds that we ask for. */
export const updateSchema = z.looseObject({
  update_id: idSchema,
  message: messageSchema.optional(),
  callback_query: callbackQuerySchema.optional(),
  my_chat_member: memberChangeSchema.optional(),
});

export type TelegramMessage = z.infer<typeof messageSchema>;
export type TelegramUpdate = z.infer<typeof updateSchema>;

/** What a refused call answers: https://core.telegram.org/bots/api#making-requests */
export const errorAnswerSchema = z.looseObject({
  error_code: z.int(),
  description: z.string().default(''),
  parameters: z
    .looseObject({
      migrate_to_chat_id: idSchema.optional(),
      retry_after: z.number().nonnegative().optional(),
    })
    .default({}),
});

export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

export const sentMessageSchema = z.looseObject({ message_id: idSchema });

const fileIdSchema = z.looseObject({ file_id: z.string().min(1) });

/**
 * The `file_id` in what `sendPhoto` and `sendVoice` answer; of a picture that of its largest size, the last one. A sound
 * that is no voice note to Telegram comes back as audio or document.
 */
export const sentFileSchema = z
  .looseObject({
    photo: z.array(fileIdSchema).optional().catch(undefined),
    voice: fileIdSchema.optional().catch(undefined),
    audio: fileIdSchema.optional().catch(undefined),
    document: fileIdSchema.optional().catch(undefined),
  })
  .transform(({ photo, voice, audio, document }) => (photo?.at(-1) ?? voice ?? audio ?? document)?.file_id);

export const accountSchema = z.looseObject({
  id: idSchema,
  first_name: z.string(),
  username: z.string().optional(),
});

/** Updates are handed on as they came; only the id is read here. */
export const pulledUpdateSchema = z.looseObject({ update_id: idSchema });
