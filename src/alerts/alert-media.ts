/** A picture or voice note that goes with messages of alerts. It never changes. */
export type MediaKind = 'photo' | 'voice';

export interface AlertMedia {
  id: string;
  kind: MediaKind;
  /** By its content: "image/jpeg". */
  type: string;
  sizeBytes: number;
  /** Of a picture, in pixels as they are stored: a phone may turn it. */
  width: number | null;
  height: number | null;
}

/** What is wrong with a file that somebody wants to send. */
export type FileFault =
  /** Not a picture or sound of the kinds that are taken, or broken. */
  | 'not_taken'
  | 'too_large'
  /** More pixels than a platform takes, or a strip of them. */
  | 'wrong_shape';

/** A file as it may go out: without where, when and by which phone it was made. */
export type CleanFile =
  | { kind: 'photo'; type: 'image/jpeg' | 'image/png'; bytes: Uint8Array; width: number; height: number }
  | { kind: 'voice'; type: 'audio/ogg' | 'audio/mpeg' | 'audio/mp4'; bytes: Uint8Array };
