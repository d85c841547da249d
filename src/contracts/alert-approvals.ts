import { z } from 'zod';
import {
  alertContentSchema,
  approvalReasonSchema,
  findingSchema,
  forecastSchema,
  shownMessageSchema,
} from './alerts.ts';
import { categorySchema } from './words.ts';

/** Drafts, and what a second person decides about them. A draft is sent by `POST /api/alerts` with its id. */

const idSchema = z.uuid();
const timeSchema = z.iso.datetime();

// ── Drafts (`GET`, `POST /api/alert-drafts`, `POST …/:id/discard`) ─────────────────────────────

export const saveDraftSchema = z.object({
  /** Of a draft that is saved again; null for a new one. */
  draftId: idSchema.nullable().default(null),
  content: alertContentSchema,
});
export type SaveDraft = z.input<typeof saveDraftSchema>;
export const saveDraftAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft_saved'), draftId: idSchema, savedAt: timeSchema }),
  z.object({ kind: z.literal('draft_discarded') }),
  /** It waits for approval or was sent meanwhile. */
  z.object({ kind: z.literal('not_a_draft') }),
  /** A drill stays one, and nothing else becomes one. */
  z.object({ kind: z.literal('drill_never_changes') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type SaveDraftAnswer = z.infer<typeof saveDraftAnswerSchema>;

export const draftParamsSchema = z.object({ id: idSchema });
export const draftSchema = z.object({
  draftId: idSchema,
  /** From the first submission on. */
  number: z.string().nullable(),
  content: alertContentSchema,
  authorId: idSchema,
  savedAt: timeSchema,
  /** Why an approver returned it; null where none did. */
  returned: z.object({ comment: z.string(), at: timeSchema }).nullable(),
});
export type AlertDraftView = z.infer<typeof draftSchema>;
export const draftsSchema = z.object({ drafts: z.array(draftSchema) });

// ── Approval (`GET /api/approvals`, `POST /api/alerts/:id/approval`) ─────────────────────────────

/** What an approver sees: the very texts that will be sent, number and check code included. */
export const approvalSchema = z.object({
  alertId: idSchema,
  number: z.string(),
  /** `after`: it is on its way already, for the reason given. */
  when: z.enum(['before', 'after']),
  category: categorySchema,
  drill: z.boolean(),
  /** What was written; null where it has been sent already: only the texts remain. */
  content: alertContentSchema.nullable(),
  authorId: idSchema,
  authorOffice: z.string(),
  submittedAt: timeSchema,
  /** Of `after`: until when the decision is due. Of `before`: when it expires undecided. */
  dueAt: timeSchema,
  reasons: z.array(approvalReasonSchema),
  breakGlassReason: z.string().nullable(),
  households: z.number().int(),
  reachable: z.number().int(),
  forecast: forecastSchema,
  messages: z.array(shownMessageSchema),
  findings: z.array(findingSchema),
  /** Who asks may decide: has the right, and is not the author. */
  mayDecide: z.boolean(),
});
export type ApprovalView = z.infer<typeof approvalSchema>;
export const approvalsSchema = z.object({ approvals: z.array(approvalSchema) });

export const approvalDecisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approve') }),
  /** Before sending: back to the author. After it: a disapproval on record; the alert goes on until somebody stops it. */
  z.object({ decision: z.literal('return'), comment: z.string().trim().min(3).max(1_000) }),
]);
export type ApprovalDecision = z.infer<typeof approvalDecisionSchema>;
export const approvalAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('approved'),
    number: z.string(),
    when: z.enum(['before', 'after']),
    households: z.number().int(),
  }),
  z.object({ kind: z.literal('returned'), number: z.string(), when: z.enum(['before', 'after']) }),
  z.object({ kind: z.literal('own_alert'), number: z.string() }),
  z.object({ kind: z.literal('already_decided'), number: z.string() }),
  /** Nobody is left who would hear it. It stays pending. */
  z.object({ kind: z.literal('empty_audience') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type ApprovalAnswer = z.infer<typeof approvalAnswerSchema>;
