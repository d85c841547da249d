import { z } from 'zod';
import { FINDING_CODES } from '../alerts/text-checks.ts';
import { attachedMediaSchema, shownMediaSchema } from './alert-media.ts';
import { languageSchema } from './session.ts';
import { categorySchema, channelSchema, replyCodeSchema, severitySchema } from './words.ts';

/**
 * What the console and the service say to each other about writing, approving and running alerts. Texts of households
 * are NFC, at most three buttons each. Times are ISO 8601 in UTC, durations milliseconds. All of it belongs to the
 * police unit of who asks; what is not that unit's is `forbidden`, as what does not exist.
 */

export const senderRoleSchema = z.enum(['area_officer', 'duty_officer', 'ward_chief']);

const idSchema = z.uuid();
const timeSchema = z.iso.datetime();
const idParamsSchema = z.object({ id: idSchema });
export const alertParamsSchema = idParamsSchema;
export const templateParamsSchema = idParamsSchema;

/** Vietnamese is what an alert is written in; a reader of a language without a text gets Vietnamese and is told so. */
export const alertTextsSchema = z.object({
  vi: z.string().trim().max(4_000),
  en: z.string().trim().max(4_000).nullable().default(null),
});
export type AlertTextsInput = z.input<typeof alertTextsSchema>;

// ── Categories (`GET /api/alert-categories`) ─────────────────────────────────────────────────────

export const alertCategorySchema = z.object({
  code: categorySchema,
  icon: z.string(),
  /** The usual one, and those that may be chosen, the gentlest first. */
  severity: severitySchema,
  severities: z.array(severitySchema),
  /** The least role that may send it without a second person … */
  approval: senderRoleSchema,
  /** … to this many households. */
  aloneHouseholds: z.number().int(),
  lifeMs: z.number().int(),
  replyCodes: z.array(replyCodeSchema),
  /** A document or an authority is to be named, because police relays it. */
  needsSource: z.boolean(),
  /** About a person: a legal basis is to be named. */
  aboutPerson: z.boolean(),
  /** Who asks may send it, perhaps with a second person. */
  mayWrite: z.boolean(),
});
export type AlertCategoryView = z.infer<typeof alertCategorySchema>;
export const alertCategoriesSchema = z.object({ categories: z.array(alertCategorySchema) });

// ── Templates (`GET`, `POST /api/alert-templates`, `POST /api/alert-templates/:id/retire`) ────────

export const templateSchema = z.object({
  /** Of the unit's own; an example that comes with the service has a name instead of a row ("theft-1"). */
  id: z.string(),
  origin: z.enum(['unit', 'built_in']),
  category: categorySchema,
  name: z.string(),
  texts: z.object({ vi: z.string(), en: z.string().nullable() }),
  /** What stands in square brackets in its texts, in the order in which it first comes: "[đường]" is "đường". */
  variables: z.array(z.string()),
});
export type AlertTemplateView = z.infer<typeof templateSchema>;
export const templatesQuerySchema = z.object({ category: categorySchema.optional() });
export const templatesSchema = z.object({ templates: z.array(templateSchema) });

export const newTemplateSchema = z.object({
  category: categorySchema,
  name: z.string().trim().min(1).max(80),
  texts: alertTextsSchema,
});
export type NewTemplate = z.input<typeof newTemplateSchema>;
export const templateAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), template: templateSchema }),
  z.object({ kind: z.literal('retired') }),
  z.object({ kind: z.literal('name_taken') }),
  z.object({ kind: z.literal('text_too_long'), length: z.number().int(), limit: z.number().int() }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type TemplateAnswer = z.infer<typeof templateAnswerSchema>;

// ── What an officer writes ───────────────────────────────────────────────────────────────────────

/** Why a person may be named or shown (Civil Code, article 32). */
export const legalBasisSchema = z.enum(['wanted_notice', 'family_consent', 'public_interest']);
export type LegalBasis = z.infer<typeof legalBasisSchema>;

export const alertContentSchema = z.object({
  category: categorySchema,
  /** One of the category's. */
  severity: severitySchema,
  groupIds: z.array(idSchema).max(500),
  texts: alertTextsSchema,
  /** Marked as a drill wherever it is seen. Never changes. */
  drill: z.boolean().default(false),
  /** Nothing is sent before; absent or over: at once. */
  sendFrom: timeSchema.nullable().default(null),
  legalBasis: legalBasisSchema.nullable().default(null),
  /** "Công điện số 12/CĐ-UBND", and who issued it. */
  documentNumber: z.string().trim().max(80).nullable().default(null),
  issuingAuthority: z.string().trim().max(120).nullable().default(null),
  /** A picture or voice note that was uploaded (`alert-media.ts`). */
  media: attachedMediaSchema.nullable().default(null),
});
export type AlertContent = z.infer<typeof alertContentSchema>;
export type AlertContentInput = z.input<typeof alertContentSchema>;

// ── Checks before sending (`POST /api/alerts/check`) ─────────────────────────────────────────────

/** `block`: not sent like this. `confirm`: sent when its code is among `checksConfirmed`. `note`: for your information. */
export const findingSeveritySchema = z.enum(['block', 'confirm', 'note']);
export const findingCodeSchema = z.enum(FINDING_CODES);
export type FindingCode = z.infer<typeof findingCodeSchema>;

export const findingSchema = z.object({
  code: findingCodeSchema,
  severity: findingSeveritySchema,
  /** UTF-16 code units of the text of that language, `end` excluded; null where it is about the whole alert. */
  place: z.object({ language: languageSchema, start: z.number().int(), end: z.number().int() }).nullable(),
  /** What is found there, or the number of the earlier alert; null where there is nothing to show. */
  found: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const checkRequestSchema = alertContentSchema;
export const checkAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checked'),
    findings: z.array(findingSchema),
    /** Of what households get, with header and footer, for each channel in use. */
    lengths: z.array(
      z.object({
        channel: channelSchema,
        language: languageSchema,
        length: z.number().int(),
        limit: z.number().int(),
      }),
    ),
  }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

// ── Preview (`POST /api/alerts/preview`) ─────────────────────────────────────────────────────────

/** When it will have reached everybody; null: nobody. Before it is sent it is a whole forecast (`forecast.ts`). */
export const forecastSchema = z.looseObject({ secondsToLast: z.number().int().nullable() });
export type Forecast = z.infer<typeof forecastSchema>;

export const approvalReasonSchema = z.enum([
  /** The category asks for a higher role than the author's. */
  'category',
  /** More households than one person may write to alone. */
  'reach',
]);
export const approvalNeedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alone') }),
  z.object({
    kind: z.literal('second_person'),
    reasons: z.array(approvalReasonSchema),
    /** Critical: may go at once with a reason, and is approved afterwards. */
    mayBreakGlass: z.boolean(),
  }),
]);
export type ApprovalNeed = z.infer<typeof approvalNeedSchema>;

export const shownMessageSchema = z.object({
  channel: channelSchema,
  language: languageSchema,
  text: z.string(),
  buttons: z.array(z.string()),
  length: z.number().int(),
  limit: z.number().int(),
  /** The text is in Vietnamese, and says so. */
  fallback: z.boolean(),
  /** What goes with it; absent where nothing does. `carried` false: this channel sends the text alone. */
  media: shownMediaSchema.extend({ carried: z.boolean() }).optional(),
});
export type ShownMessage = z.infer<typeof shownMessageSchema>;

export const previewRequestSchema = alertContentSchema;
export const previewSchema = z.object({
  households: z.number().int(),
  /** Households with at least one contact point that takes messages. */
  reachable: z.number().int(),
  forecast: forecastSchema,
  messages: z.array(shownMessageSchema),
  approval: approvalNeedSchema,
  findings: z.array(findingSchema),
});
export type Preview = z.infer<typeof previewSchema>;
export const previewAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('previewed'), preview: previewSchema }),
  z.object({ kind: z.literal('text_too_long'), length: z.number().int(), limit: z.number().int() }),
  z.object({ kind: z.literal('empty_audience') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;

// ── Raising (`POST /api/alerts`) ─────────────────────────────────────────────────────────────────

export const raiseRequestSchema = z.object({
  content: alertContentSchema,
  /** The draft that it was; null where there was none. */
  draftId: idSchema.nullable().default(null),
  /** Findings of severity `confirm` that were seen. */
  checksConfirmed: z.array(findingCodeSchema).default([]),
  /** Of a critical alert that cannot wait for the second person: why. They are asked afterwards. */
  breakGlass: z
    .object({ reason: z.string().trim().min(10).max(500) })
    .nullable()
    .default(null),
  /** Of a drill, a second time: that it is to be sent as one. */
  drillConfirmed: z.boolean().default(false),
});
export type RaiseRequest = z.input<typeof raiseRequestSchema>;

export const raiseAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('raised'),
    alertId: idSchema,
    number: z.string(),
    households: z.number().int(),
    /** Until when a second person approves what went at once; null where nobody has to. */
    approveBy: timeSchema.nullable(),
  }),
  z.object({
    kind: z.literal('pending_approval'),
    alertId: idSchema,
    number: z.string(),
    /** How many approvers were told in their chats. */
    approversTold: z.number().int(),
    reasons: z.array(approvalReasonSchema),
  }),
  /** Findings that block it, or that nobody has confirmed. */
  z.object({ kind: z.literal('checks_open'), findings: z.array(findingSchema) }),
  z.object({ kind: z.literal('text_too_long'), length: z.number().int(), limit: z.number().int() }),
  z.object({ kind: z.literal('severity_not_allowed') }),
  /** Only a critical alert goes before its approval. */
  z.object({ kind: z.literal('break_glass_not_allowed') }),
  z.object({ kind: z.literal('drill_not_confirmed') }),
  /** A drill stays one, and nothing else becomes one. */
  z.object({ kind: z.literal('drill_never_changes') }),
  z.object({ kind: z.literal('empty_audience') }),
  z.object({ kind: z.literal('not_a_draft') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type RaiseAnswer = z.infer<typeof raiseAnswerSchema>;
