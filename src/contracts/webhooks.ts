import { z } from 'zod';
import {
  CHANGE_KINDS,
  DELIVERY_STATES,
  FAILURE_REASONS,
  PAUSE_REASONS,
  TOLD_KINDS,
  URL_LENGTH_MAX,
  WEBHOOK_STATES,
} from '../webhooks/webhook.ts';
import { timeSchema } from './words.ts';

/**
 * Webhooks: another system of the police is told of what `GET /api/events` tells a console, by signed POST requests
 * (docs/api.md). They belong to the unit of whoever manages them.
 */

export const changeKindSchema = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof changeKindSchema>;

export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  kinds: z.array(changeKindSchema),
  wholeProvince: z.boolean(),
  state: z.enum(WEBHOOK_STATES),
  pausedReason: z.enum(PAUSE_REASONS).nullable(),
  pausedAt: timeSchema.nullable(),
  /** Nothing was accepted since then. */
  failingSince: timeSchema.nullable(),
  lastAcceptedAt: timeSchema.nullable(),
  /** The secret before this one signs as well until then. */
  previousUntil: timeSchema.nullable(),
  /** Deliveries that are not accepted yet. */
  waiting: z.number().int(),
  createdAt: timeSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;

/** `GET /api/webhooks`. `kinds`: what the asker may have told; of calls for help hears who may see them. */
export const webhooksSchema = z.object({
  webhooks: z.array(webhookSchema),
  kinds: z.array(changeKindSchema),
});

const addressSchema = z
  .url({ protocol: /^https?$/ })
  .max(URL_LENGTH_MAX)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && url.username === '' && url.password === '' && url.hash === '';
  });

/**
 * `POST /api/webhooks`, 201; takes an `Idempotency-Key`. Refused: `address_not_allowed`, `too_many_webhooks`, `forbidden`
 * for a kind of which one may not hear oneself.
 * `wholeProvince`: the changes of every unit of the province too, where the unit is a province's police, as far as one
 * may see them there.
 */
export const newWebhookSchema = z.object({
  url: addressSchema,
  kinds: z.array(changeKindSchema).min(1),
  wholeProvince: z.boolean().default(false),
});
export type NewWebhook = z.input<typeof newWebhookSchema>;
/** The secret is shown this once. */
export const addedWebhookSchema = z.object({ webhook: webhookSchema, secret: z.string() });

/** `POST /api/webhooks/:id/secret`: a new one, shown this once. */
export const rotatedSecretSchema = z.object({ secret: z.string(), previousUntil: timeSchema });

export const webhookDeliverySchema = z.object({
  id: z.uuid(),
  kind: z.enum(TOLD_KINDS),
  change: z.string().nullable(),
  at: timeSchema,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  nextAt: timeSchema.nullable(),
  status: z.number().int().nullable(),
  reason: z.enum(FAILURE_REASONS).nullable(),
  finishedAt: timeSchema.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

/** `GET /api/webhooks/:id/deliveries`: the last ones, the newest first. */
export const webhookDeliveriesSchema = z.object({ deliveries: z.array(webhookDeliverySchema) });

/** The body of a call. `data` is what `GET /api/events` says, and whose unit it is about (null: of every unit). */
export const webhookBodySchema = z.object({
  type: z.enum(TOLD_KINDS),
  timestamp: timeSchema,
  change: z.string().nullable(),
  data: z.looseObject({ kind: z.enum(TOLD_KINDS), unitId: z.uuid().nullable() }),
});
