import { z } from 'zod';
import { attachedMediaSchema } from './alert-media.ts';
import { alertTextsSchema, findingCodeSchema, findingSchema, previewSchema } from './alerts.ts';
import { alertForecastSchema } from './forecast.ts';
import { languageSchema } from './session.ts';
import { alertStateSchema, categorySchema } from './words.ts';

/** An alert that was sent: what follows it, reminders, quiet hours, drills, and whether it is real. */

const timeSchema = z.iso.datetime();

// ── Running (`POST /api/alerts/:id/messages`, `…/stop`, `…/pause`, `…/resume`, `…/reminders`) ─────

export const followUpKindSchema = z.enum(['update', 'correction', 'closure']);
/** `POST …/messages/preview` and `POST …/messages` take the same. */
export const followUpRequestSchema = z.object({
  message: followUpKindSchema,
  texts: alertTextsSchema,
  media: attachedMediaSchema.nullable().default(null),
  checksConfirmed: z.array(findingCodeSchema).default([]),
});
export type FollowUpRequest = z.input<typeof followUpRequestSchema>;

/** An update waits with an alert that is paused or has not begun. */
const holdSchema = z.enum(['no', 'paused', 'scheduled']);

const notOpen = z.object({
  kind: z.literal('alert_not_open'),
  number: z.string(),
  state: alertStateSchema,
});
const forbidden = z.object({ kind: z.literal('forbidden') });

export const followUpPreviewAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('previewed'),
    preview: previewSchema.omit({ approval: true }).extend({
      /** Households that get it now: of the audience for an update, of those that got the alert for a last word. */
      reachable: z.number().int(),
      forecast: alertForecastSchema,
      hold: holdSchema,
    }),
  }),
  z.object({ kind: z.literal('text_too_long'), length: z.number().int(), limit: z.number().int() }),
  notOpen,
  forbidden,
]);
export type FollowUpPreviewAnswer = z.infer<typeof followUpPreviewAnswerSchema>;

export const followUpAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message_sent'),
    number: z.string(),
    message: followUpKindSchema,
    recipients: z.number().int(),
    hold: holdSchema,
  }),
  z.object({ kind: z.literal('checks_open'), findings: z.array(findingSchema) }),
  z.object({ kind: z.literal('text_too_long'), length: z.number().int(), limit: z.number().int() }),
  notOpen,
  forbidden,
]);
export type FollowUpAnswer = z.infer<typeof followUpAnswerSchema>;

/** `…/stop`, `…/pause` and `…/resume` take no body. `waiting`: deliveries that are held. */
export const holdAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alert_stopped'), number: z.string(), notSent: z.number().int() }),
  z.object({ kind: z.literal('alert_paused'), number: z.string(), waiting: z.number().int() }),
  z.object({ kind: z.literal('already_paused'), number: z.string() }),
  z.object({ kind: z.literal('alert_resumed'), number: z.string(), waiting: z.number().int() }),
  z.object({ kind: z.literal('not_paused'), number: z.string() }),
  notOpen,
  forbidden,
]);
export type HoldAnswer = z.infer<typeof holdAnswerSchema>;

/** Asks the silent again, in rounds. Who has answered is never asked again. */
export const remindersRequestSchema = z.object({
  /** Rounds to come; 0 ends them. */
  rounds: z.number().int().min(0).max(3),
  /** From one round to the next. */
  everyMs: z
    .number()
    .int()
    .min(10 * 60_000)
    .max(24 * 3_600_000),
});
export type RemindersRequest = z.input<typeof remindersRequestSchema>;
export const remindersAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reminders_set'),
    number: z.string(),
    rounds: z.number().int(),
    /** Null where there are none to come. */
    nextAt: timeSchema.nullable(),
    /** Households that are silent now. */
    silent: z.number().int(),
  }),
  /** No more rounds than this for one alert, those that were sent included. */
  z.object({ kind: z.literal('too_many_rounds'), left: z.number().int() }),
  notOpen,
  forbidden,
]);
export type RemindersAnswer = z.infer<typeof remindersAnswerSchema>;

// ── Quiet hours (`POST /api/groups/:id/quiet-hours`) ──────────────────────────────────────

/** Minutes since midnight in Vietnam; `from` after `to` goes over midnight. Null: none. Critical alerts ignore them. */
export const quietHoursSchema = z
  .object({
    fromMinute: z.number().int().min(0).max(1_439),
    toMinute: z.number().int().min(0).max(1_439),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute);
export type QuietHours = z.infer<typeof quietHoursSchema>;
export const setQuietHoursSchema = z.object({ quietHours: quietHoursSchema.nullable() });
export const quietHoursAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quiet_hours'), quietHours: quietHoursSchema.nullable() }),
  forbidden,
]);

// ── Drills (`GET /api/alerts/:id/drill-score`) ───────────────────────────────────────────────────

const drillFiguresSchema = z.object({
  number: z.string(),
  at: timeSchema,
  households: z.number().int(),
  /** Households that got it. */
  reached: z.number().int(),
  /** Households that answered. */
  answered: z.number().int(),
  /** From the first send to the answer, of those who answered; null where nobody did. */
  medianAnswerMs: z.number().int().nullable(),
  slowestAnswerMs: z.number().int().nullable(),
  /** Contact points that turned out to be dead. */
  deadContacts: z.number().int(),
});
export const drillScoreSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scored'),
    score: drillFiguresSchema,
    /** The unit's drill of this category before this one. */
    previous: drillFiguresSchema.nullable(),
    /** It is still going on: the figures will change. */
    provisional: z.boolean(),
  }),
  z.object({ kind: z.literal('not_a_drill') }),
  /** It waits for approval, was given back, or never began. */
  z.object({ kind: z.literal('not_sent'), number: z.string(), state: alertStateSchema }),
  forbidden,
]);
export type DrillScore = z.infer<typeof drillScoreSchema>;

// ── Is it real? (`/v/<number>?code=K3P9`, open to everybody) ─────────────────────────────────────

export const verifyParamsSchema = z.object({ number: z.string().max(40) });
/** `/v` takes the number in the query too, as its form sends it. */
export const verifyQuerySchema = z.object({
  number: z.string().max(40).optional(),
  code: z.string().max(20).optional(),
  lang: languageSchema.optional(),
});
/** No text of the alert, no number of a person, no figure: only what proves that it is the police's. */
export const verifiedAlertSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('genuine'),
    number: z.string(),
    category: categorySchema,
    state: alertStateSchema,
    drill: z.boolean(),
    unitName: z.string(),
    dutyPhone: z.string(),
    sentAt: timeSchema,
    closedAt: timeSchema.nullable(),
    expiresAt: timeSchema,
  }),
  /** There is such a number, but its code is another one: who wrote this is not the police. */
  z.object({ kind: z.literal('wrong_code'), number: z.string() }),
  /** A number alone proves nothing: the code is asked for. */
  z.object({ kind: z.literal('code_needed'), number: z.string() }),
  z.object({ kind: z.literal('unknown_number'), number: z.string() }),
]);
export type VerifiedAlert = z.infer<typeof verifiedAlertSchema>;
