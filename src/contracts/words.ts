import { z } from 'zod';
import { ALERT_STATES, CATEGORY_CODES, REPLY_CODES } from '../alerts/alert.ts';

/** Words that several contracts of the console share. Times are ISO 8601 in UTC, ids are UUIDs. */

export const timeSchema = z.iso.datetime();
export const idParamsSchema = z.object({ id: z.uuid() });

export const severitySchema = z.enum(['info', 'advisory', 'urgent', 'critical']);
export const alertStateSchema = z.enum(ALERT_STATES);
export const categorySchema = z.enum(CATEGORY_CODES);
export const replyCodeSchema = z.enum(REPLY_CODES);
export const channelSchema = z.enum(['telegram', 'zalo']);
export const groupKindSchema = z.enum(['hamlet', 'parish', 'school', 'market', 'lodging', 'tourist_site']);
export const deliveryStateSchema = z.enum([
  'pending',
  'sending',
  'sent',
  'unreachable',
  'rejected',
  'gave_up',
  'unknown',
  'unknown_final',
  'cancelled',
]);

/**
 * Where a household stands in an alert, each household counted once. What it said comes first (`help`, `safe`, `read`).
 * Of who said nothing: `silent` got the alert, `waiting` is about to, `unknown` may have got it (the platform never
 * answered), `unreachable` did not get it.
 */
export const SITUATIONS = ['help', 'safe', 'read', 'silent', 'waiting', 'unknown', 'unreachable'] as const;
export const situationSchema = z.enum(SITUATIONS);
export type Situation = z.infer<typeof situationSchema>;

/** A member of staff as others see one. `name` is null for who may not read personal text. */
export const personSchema = z.object({ staffId: z.uuid(), name: z.string().nullable(), office: z.string() });
export type Person = z.infer<typeof personSchema>;

export const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const LONGEST_CURSOR = 300;

/** Where a page ended, as an opaque text: the values by which the list is sorted. */
export function toCursor(position: readonly (string | number | null)[]): string {
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromCursor(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
}

/** A page is asked for with the `next` of the one before. A cursor that is none of that list is a bad request. */
export function pageQueryFields<Position extends z.ZodType>(position: Position) {
  return {
    cursor: z.string().max(LONGEST_CURSOR).transform(fromCursor).pipe(position).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  };
}
/** Cursor of the next page; null on the last one. */
export const nextSchema = z.string().nullable();

/** Households of the audience; `sent` to `cancelled` add up to it. */
export const progressSchema = z.object({
  households: z.number().int(),
  sent: z.number().int(),
  pending: z.number().int(),
  unreachable: z.number().int(),
  /** May have got it: the platform never answered. */
  unknown: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** Standings of households, each counted once. */
  read: z.number().int(),
  safe: z.number().int(),
  help: z.number().int(),
  /** Messages in words, photos, voices or places. */
  words: z.number().int(),
});

/** An alert in a list. */
export const alertSummarySchema = z.object({
  id: z.uuid(),
  number: z.string(),
  category: categorySchema,
  severity: severitySchema,
  /** `expired` from the minute its time is over. */
  state: alertStateSchema,
  /** The officer's own first line. */
  headline: z.string(),
  drill: z.boolean(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  closedAt: timeSchema.nullable(),
  /** An officer holds it. */
  paused: z.boolean(),
  /** When a scheduled alert begins; null once that time has come, and for all others. */
  startsAt: timeSchema.nullable(),
  progress: progressSchema,
  /** Calls for help of which nobody has said that they are dealt with. */
  helpWaiting: z.number().int(),
});
export type AlertSummary = z.infer<typeof alertSummarySchema>;

/** For whom something is read. What is of no unit of theirs is not there. */
export interface Reader {
  staffId: string;
  ownUnitId: string;
  /** Units in which they have the right that they read by. */
  unitIds: readonly string[];
  sees: {
    /** What households say, and the names of their members. */
    personal: boolean;
    /** How officers know a household. */
    labels: boolean;
    staffNames: boolean;
  };
}
