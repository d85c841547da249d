/** What a picture of an alert may be: what every channel takes, so that one upload serves all households. */
export const PHOTO_LIMITS = {
  // Zalo, tải ảnh lên (https://developers.zalo.me/docs): jpg and png, 1 MB. Telegram takes 10 MB.
  bytes: 1_048_576,
  // https://core.telegram.org/bots/api#sendphoto: width and height together at most 10,000, at most 20 times as wide as
  // high, or as high as wide.
  sidesTogether: 10_000,
  ratio: 20,
} as const;

/** What a voice note may be. */
export const VOICE_LIMITS = {
  // Our own rule: four minutes of Opus at 32 kbit/s; nobody listens longer. https://core.telegram.org/bots/api#sendvoice
  // takes Opus in Ogg, MP3 and M4A, 50 MB.
  bytes: 1_048_576,
} as const;

/** The longest body of an upload: beyond it nothing is read. */
export const UPLOAD_BYTES_AT_MOST = Math.max(PHOTO_LIMITS.bytes, VOICE_LIMITS.bytes);

/** Our own rule: files that one officer may upload within an hour. */
export const UPLOADS_AN_HOUR = 60;
