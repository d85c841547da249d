import { z } from 'zod';
import { GROUP_KINDS } from '../areas/area.ts';

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
