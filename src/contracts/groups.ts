import { z } from 'zod';
import { GROUP_KINDS } from '../areas/area.ts';
import { quietHoursSchema } from './alert-running.ts';
import { channelSchema, placeSchema } from './words.ts';

/**
 * The neighbourhood groups of the caller's police unit, to choose who hears an alert. Groups that have ended are left
 * out. Households are counted as they are now.
 */

const countsSchema = {
  /** Each household once. */
  households: z.number().int(),
  /** Those with at least one contact point that takes messages. */
  reachable: z.number().int(),
};

export const groupSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  ...countsSchema,
});
export type GroupView = z.infer<typeof groupSchema>;

/** `GET /api/groups`: by kind, then by name. A household in several groups counts once in what stands above them. */
export const groupTreeSchema = z.object({
  ...countsSchema,
  kinds: z.array(z.object({ kind: z.enum(GROUP_KINDS), ...countsSchema, groups: z.array(groupSchema) })),
});
export type GroupTree = z.infer<typeof groupTreeSchema>;

/** `POST /api/groups/count`: who would hear an alert to these groups. */
export const groupCountRequestSchema = z.object({ groupIds: z.array(z.uuid()).max(500) });
export type GroupCountRequest = z.input<typeof groupCountRequestSchema>;

export const groupCountAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('counted'),
    ...countsSchema,
    /** Households that are in more than one of these groups. They get an alert once. */
    inSeveral: z.number().int(),
    /** Pairs of these groups with households in both, the most first, at most 20. */
    overlaps: z.array(z.object({ groupIds: z.tuple([z.uuid(), z.uuid()]), households: z.number().int() })),
  }),
  /** One of them is not a group of this unit, or has ended. */
  z.object({ kind: z.literal('forbidden') }),
]);
export type GroupCountAnswer = z.infer<typeof groupCountAnswerSchema>;

// ── Groups as they are kept (`GET /api/groups/cards`, `POST /api/groups`, `PUT /api/groups/:id/name`) ─

const groupKindSchema = z.enum(GROUP_KINDS);
const groupNameSchema = z.string().trim().min(1).max(80);

export const groupCardSchema = z.object({
  id: z.uuid(),
  kind: groupKindSchema,
  name: z.string(),
  ...countsSchema,
  /** What a household types to join. */
  joinCode: z.string(),
  quietHours: quietHoursSchema.nullable(),
  place: placeSchema.nullable(),
});
export type GroupCard = z.infer<typeof groupCardSchema>;

export const groupCardsSchema = z.object({
  /** By kind, then by name. */
  groups: z.array(groupCardSchema),
  /**
   * Where a household writes to join. `url` opens the chat, with the code in it where `{code}` stands in it; without one the
   * account is not at a platform of the public (a demo).
   */
  accounts: z.array(z.object({ channel: channelSchema, name: z.string(), url: z.string().nullable() })),
});
export type GroupCards = z.infer<typeof groupCardsSchema>;

export const newGroupSchema = z.object({ kind: groupKindSchema, name: groupNameSchema });
export const newGroupAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), groupId: z.uuid(), joinCode: z.string() }),
  /** A group of this unit has that name. */
  z.object({ kind: z.literal('name_taken') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type NewGroupAnswer = z.infer<typeof newGroupAnswerSchema>;

export const groupNameRequestSchema = z.object({ name: groupNameSchema });
export const groupNameAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('renamed') }),
  z.object({ kind: z.literal('name_taken') }),
  z.object({ kind: z.literal('forbidden') }),
]);
export type GroupNameAnswer = z.infer<typeof groupNameAnswerSchema>;
