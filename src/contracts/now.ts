import { z } from 'zod';
import { laneHealthSchema } from './channels.ts';
import { replyItemSchema } from './replies.ts';
import {
  alertSummarySchema,
  nextSchema,
  pageQueryFields,
  personSchema,
  type Reader,
  timeSchema,
} from './words.ts';

/** Who is on duty in the unit, from when to when. */
export const dutyShiftSchema = z.object({
  id: z.uuid(),
  by: personSchema,
  startedAt: timeSchema,
  /** Null while the shift goes on. */
  endedAt: timeSchema.nullable(),
  /** What was left to the next one; null while it goes on, where nothing was left, and for who may not read it. */
  note: z.string().nullable(),
});
export type DutyShift = z.infer<typeof dutyShiftSchema>;

/** `GET /api/now`: what the officer on duty must see. Asked for again when `/api/events` says that something changed. */
export const nowSchema = z.object({
  asOf: timeSchema,
  /** Open alerts of the unit, newest first, at most 50. */
  alerts: z.array(alertSummarySchema),
  help: z.object({
    /** Calls for help that nobody dealt with, of open and closed alerts. */
    waiting: z.number().int(),
    oldestAt: timeSchema.nullable(),
    /** The newest 20 of them; none for who may not read them. */
    items: z.array(replyItemSchema),
  }),
  lanes: z.array(laneHealthSchema),
  duty: z.object({
    current: dutyShiftSchema.nullable(),
    /** The one before: its note is what the current one was told. */
    previous: dutyShiftSchema.nullable(),
  }),
  /** Alerts that wait for an approval. */
  approvalsWaiting: z.number().int(),
});
export type Now = z.infer<typeof nowSchema>;

/** `GET /api/duty`: shifts of the unit, newest first. */
export const dutyQuerySchema = z.object(pageQueryFields(z.tuple([z.uuid()])));
export const dutyPageSchema = z.object({ items: z.array(dutyShiftSchema), next: nextSchema });
export type DutyQuery = z.infer<typeof dutyQuerySchema>;
export type DutyPage = z.infer<typeof dutyPageSchema>;

/**
 * `POST /api/duty/take-over` (no body): the actor is on duty from now on; the shift that goes on, if any, ends.
 * Answers with the new shift; with the actor's own one where they are on duty already.
 *
 * `POST /api/duty/hand-over`: ends the actor's shift with a note to the next one, and answers with it. 409 `not_on_duty`.
 */
export const handOverSchema = z.object({ note: z.string().trim().max(2_000).default('') });
export type HandOver = z.input<typeof handOverSchema>;

/** The same as one reads them; a store implements it. */
export interface NowReads {
  now(reader: Reader): Promise<Now>;
  duty(reader: Reader, query: DutyQuery): Promise<DutyPage>;
}
