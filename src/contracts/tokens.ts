import { z } from 'zod';
import { ACTIONS } from '../staff/rights.ts';

/**
 * Personal tokens for programs: `Authorization: Bearer <token>`. A token does what its owner may do now and what it was
 * made for, whichever is less; rights that approve or administer need a person who signed in.
 */

export const apiTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  actions: z.array(z.enum(ACTIONS)),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;

/** `GET /api/tokens`: own ones that still work; `grantable` is what a new one may be given. */
export const apiTokenListSchema = z.object({
  tokens: z.array(apiTokenSchema),
  grantable: z.array(z.enum(ACTIONS)),
});
export type ApiTokenList = z.infer<typeof apiTokenListSchema>;

export const TOKEN_DAYS_MAX = 365;

/** `POST /api/tokens`, 201. Refused: `forbidden` for an action that is not in `grantable`. */
export const newApiTokenSchema = z.object({
  name: z.string().trim().min(1).max(60),
  actions: z.array(z.enum(ACTIONS)).min(1),
  days: z.number().int().min(1).max(TOKEN_DAYS_MAX).default(90),
});
export type NewApiToken = z.input<typeof newApiTokenSchema>;
/** The token itself is shown this once. */
export const madeApiTokenSchema = z.object({ token: z.string(), made: apiTokenSchema });

/** `DELETE /api/tokens/:id`, 204: it works no more. */
export const apiTokenParamsSchema = z.object({ id: z.uuid() });
