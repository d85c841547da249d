import type { AlertMedia } from './alert-media.ts';

export interface NewAlertMedia extends AlertMedia {
  policeUnitId: string;
  uploaderId: string;
  bytes: Uint8Array;
}

/** Pictures and voice notes of alerts. The bytes are sealed. */
export interface AlertMediaStore {
  add(media: NewAlertMedia): Promise<void>;
  /** Null: none of this unit, or its time is over. */
  find(mediaId: string, policeUnitId: string): Promise<AlertMedia | null>;
  /** How many this officer has uploaded within the time. */
  countOf(uploaderId: string, withinMs: number): Promise<number>;
}
