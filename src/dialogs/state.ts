import { z } from 'zod';
import { ALERT_CATEGORIES } from '../../config/alert-categories.ts';
import type { CategoryCode } from '../alerts/alert.ts';

/** Where a conversation stands. Small, JSON, and readable by the next version or dropped. */

const STATE_VERSION = 1;

const languageSchema = z.enum(['vi', 'en']);
const categorySchema = z.custom<CategoryCode>((value) => ALERT_CATEGORIES.some(({ code }) => code === value));

const joinTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), groupId: z.string() }),
  z.object({ kind: z.literal('household'), householdId: z.string() }),
]);

/** What the join asks for is the same for a group and a household, but for the house. */
const joinSchema = z.object({
  /** Typed or linked; a name that equals it is asked again. */
  code: z.string().nullable(),
  target: joinTargetSchema,
  groupName: z.string(),
  unitName: z.string(),
});

const draftSchema = z.object({
  category: categorySchema,
  groupIds: z.array(z.string()),
  drill: z.literal(true).exactOptional(),
});
const messageKindSchema = z.enum(['update', 'correction', 'closure']);

const dialogSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  // A stranger was asked for a code; `code` is the one being looked up.
  z.object({ kind: z.literal('code'), code: z.string().nullable() }),
  z.object({ kind: z.literal('join_name'), join: joinSchema }),
  z.object({ kind: z.literal('join_house'), join: joinSchema, name: z.string() }),
  z.object({
    kind: z.literal('join_language'),
    join: joinSchema,
    name: z.string(),
    house: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('join_consent'),
    join: joinSchema,
    name: z.string(),
    house: z.string().nullable(),
    language: languageSchema,
  }),
  z.object({ kind: z.literal('test') }),
  // Asked for more about an answer: whatever comes next belongs to this alert.
  z.object({ kind: z.literal('details'), number: z.string() }),
  z.object({ kind: z.literal('erase_confirm') }),
  // A code that makes this chat one more of a member was typed; `merges`: of the same household as this chat's own.
  z.object({
    kind: z.literal('link_confirm'),
    code: z.string(),
    groupName: z.string(),
    unitName: z.string(),
    merges: z.boolean(),
  }),
  z.object({ kind: z.literal('compose_category'), drill: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('compose_area'), draft: draftSchema }),
  z.object({ kind: z.literal('compose_text'), draft: draftSchema }),
  // `ticket` ties the send button to the preview above it.
  z.object({ kind: z.literal('compose_confirm'), draft: draftSchema, text: z.string(), ticket: z.string() }),
  // Asked why a critical alert cannot wait for the second person.
  z.object({ kind: z.literal('compose_glass'), draft: draftSchema, text: z.string() }),
  z.object({ kind: z.literal('return_comment'), alertId: z.string() }),
  z.object({ kind: z.literal('manage'), alertId: z.string() }),
  z.object({ kind: z.literal('message_text'), alertId: z.string(), message: messageKindSchema }),
  z.object({
    kind: z.literal('message_confirm'),
    alertId: z.string(),
    message: messageKindSchema,
    text: z.string(),
    ticket: z.string(),
  }),
  z.object({ kind: z.literal('stop_confirm'), alertId: z.string() }),
]);

export const dialogStateSchema = z.object({
  version: z.literal(STATE_VERSION),
  dialog: dialogSchema,
  /**
   * What the last question offered, so that its number or its words can be typed; `worded`: its words alone, because
   * numbers are about a list. Labels are folded.
   */
  lastChoices: z.array(
    z.object({ payload: z.string(), label: z.string(), worded: z.literal(true).exactOptional() }),
  ),
  /** When we last spoke or acted, in milliseconds since 1970. */
  at: z.number(),
  /** Chosen by somebody who is not (yet) a member. */
  language: languageSchema.nullable(),
  tries: z.object({ wrong: z.number().int().nonnegative(), pausedUntil: z.number().nullable() }),
});

export type DialogState = z.infer<typeof dialogStateSchema>;
export type Dialog = z.infer<typeof dialogSchema>;
export type DialogKind = Dialog['kind'];
export type Join = z.infer<typeof joinSchema>;
export type AlertDraft = z.infer<typeof draftSchema>;

export const IDLE_STATE: DialogState = {
  version: STATE_VERSION,
  dialog: { kind: 'idle' },
  lastChoices: [],
  at: 0,
  language: null,
  tries: { wrong: 0, pausedUntil: null },
};

/** The stored state, or the idle one where there is none or it cannot be read (an older version, a damaged row). */
export function readDialogState(stored: unknown): DialogState {
  const parsed = dialogStateSchema.safeParse(stored);
  return parsed.success ? parsed.data : IDLE_STATE;
}

/** After this much silence a half-written alert, a question or a confirmation is dropped. */
const FORGET_AFTER_MS = 2 * 3_600_000;

const FORGOTTEN: readonly DialogKind[] = [
  'details',
  'erase_confirm',
  'link_confirm',
  'compose_category',
  'compose_area',
  'compose_text',
  'compose_confirm',
  'compose_glass',
  'return_comment',
  'manage',
  'message_text',
  'message_confirm',
  'stop_confirm',
];

const OFFICER: readonly DialogKind[] = [
  'compose_category',
  'compose_area',
  'compose_text',
  'compose_confirm',
  'compose_glass',
  'return_comment',
  'manage',
  'message_text',
  'message_confirm',
  'stop_confirm',
];

const STRANGER: readonly DialogKind[] = ['code', 'join_name', 'join_house', 'join_language', 'join_consent'];
const MEMBER: readonly DialogKind[] = ['test', 'details', 'erase_confirm'];

export function isOfficerDialog(kind: DialogKind): boolean {
  return OFFICER.includes(kind);
}

export function isJoinDialog(kind: DialogKind): boolean {
  return STRANGER.includes(kind);
}

/** The state without a dialog that is too old, or that this person may not have (any more). */
export function settle(
  state: DialogState,
  who: { now: Date; isMember: boolean; isStaff: boolean },
): DialogState {
  const { kind } = state.dialog;
  const drop =
    (FORGOTTEN.includes(kind) && who.now.getTime() - state.at > FORGET_AFTER_MS) ||
    (OFFICER.includes(kind) && !who.isStaff) ||
    (STRANGER.includes(kind) && who.isMember) ||
    (MEMBER.includes(kind) && !who.isMember);
  return drop ? { ...state, dialog: { kind: 'idle' }, lastChoices: [] } : state;
}
