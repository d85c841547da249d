import { z } from 'zod';

/**
 * Pictures and voice notes that go with messages of alerts: uploaded here first, then named by their id in what is
 * written (`alerts.ts`). They never change.
 */

export const mediaKindSchema = z.enum(['photo', 'voice']);

export const alertMediaSchema = z.object({
  id: z.uuid(),
  kind: mediaKindSchema,
  /** By its content. */
  type: z.enum(['image/jpeg', 'image/png', 'audio/ogg', 'audio/mpeg', 'audio/mp4']),
  sizeBytes: z.number().int(),
  /** Of a picture, in pixels. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type AlertMediaView = z.infer<typeof alertMediaSchema>;

/** What a file may be at most; a picture by the platform that takes the smallest ones (config/alert-media.ts). */
export const MEDIA_BYTES = 1_048_576;

/**
 * `POST /api/alert-media`: the file itself as the body. JPEG or PNG, Opus in Ogg, MP3 or M4A, by its content; at most
 * `MEDIA_BYTES`. Answers 201. What tells where, when and by which phone it was made is taken out. 422 `media_not_taken`:
 * of another kind, or broken. 422 `media_wrong_shape`: more pixels than platforms take. 413 `too_large`.
 */
export const ALERT_MEDIA_PATH = '/api/alert-media';

/** `GET /api/alert-media/:id`: the file. 410 `media_gone`: its time is over. */
export const ALERT_MEDIA_FILE_PATH = `${ALERT_MEDIA_PATH}/:id`;

/** `GET /api/alert-media/:id/about`: what it is (`alertMediaSchema`). */
export const ALERT_MEDIA_ABOUT_PATH = `${ALERT_MEDIA_PATH}/:id/about`;

/** A message has one at most. */
export const attachedMediaSchema = z.object({
  id: z.uuid(),
  /** Of a picture: whether a person can be told from it; null: not said yet. */
  showsPerson: z.boolean().nullable().default(null),
});
export type AttachedMedia = z.infer<typeof attachedMediaSchema>;

/** As a message shows it. */
export const shownMediaSchema = z.object({ id: z.uuid(), kind: mediaKindSchema });
