import { z } from 'zod';

/** Printable ASCII without spaces. A number beyond 2^53 has lost digits and is refused; `large-ids.ts` hands those over as strings. */
export const idSchema = z.union([z.int().transform(String), z.string().regex(/^[!-~]{1,200}$/)]);

/** Numbers that come as strings in one answer and as numbers in the next. */
const countSchema = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** A number that cannot be a count, such as -1, says nothing. */
const poolSchema = countSchema.refine((count) => count >= 0);

/** What was described once and is not worth refusing an answer for. */
function optional<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);
}

// ── Answers of openapi.zalo.me ───────────────────────────────────────────────────────────────────

/** Every answer, whatever its HTTP status. The message is not read: it may repeat what was sent. */
export const envelopeSchema = z.looseObject({ error: countSchema, data: z.unknown().optional() });

const quotaSchema = z
  .looseObject({
    quota_type: z.string().regex(/^[a-z_]{1,40}$/),
    remain: optional(poolSchema),
    total: optional(poolSchema),
  })
  .transform(({ quota_type, remain, total }) => ({ quotaType: quota_type, remain, total }));

/** What one message was counted against: "reply" is free, any other pool is bought or given. */
export type ZaloQuota = z.infer<typeof quotaSchema>;

export const sentSchema = z.looseObject({ message_id: idSchema, quota: optional(quotaSchema) });

export const attachmentSchema = z.looseObject({ attachment_id: idSchema });
export const fileTokenSchema = z.looseObject({ token: z.string().min(1) });

const nameSchema = z.string().transform((name) => name.normalize('NFC'));
const phoneSchema = z
  .union([z.int().transform(String), z.string()])
  .transform((phone) => (phone === '0' || phone.trim() === '' ? null : phone));

/** getoa. The docs show both `oa_id` and `oaid`; `oa_type` 2 is a business, 4 a state agency. */
export const oaSchema = z
  .looseObject({
    oa_id: optional(idSchema),
    oaid: optional(idSchema),
    name: nameSchema,
    oa_type: optional(countSchema),
    is_verified: optional(z.boolean()),
    num_follower: optional(countSchema),
    package_name: optional(z.string()),
  })
  .transform((oa, context) => {
    const oaId = oa.oa_id ?? oa.oaid;
    if (oaId === null) {
      context.addIssue({ code: 'custom', message: 'no id' });
      return z.NEVER;
    }
    return {
      oaId,
      name: oa.name,
      oaType: oa.oa_type,
      verified: oa.is_verified,
      followers: oa.num_follower,
      packageName: oa.package_name,
    };
  });
export type OaProfile = z.infer<typeof oaSchema>;

export const userQuotaSchema = z
  .looseObject({ last_interaction: optional(countSchema) })
  .transform(({ last_interaction }) => ({
    lastInteractionMs: last_interaction === 0 ? null : last_interaction,
  }));
export type UserQuota = z.infer<typeof userQuotaSchema>;

/** The pools of one kind: assets of which each may have its own count. */
export const paidQuotaSchema = z
  .array(z.looseObject({ remain: optional(poolSchema), total: optional(poolSchema) }))
  .transform((pools) => {
    const counted = pools.flatMap(({ remain, total }) => (remain === null ? [] : [{ remain, total }]));
    if (counted.length === 0) return null;
    return {
      remain: counted.reduce((sum, { remain }) => sum + remain, 0),
      total: counted.reduce<number | null>(
        (sum, { total }) => (sum === null || total === null ? null : sum + total),
        0,
      ),
    };
  });
export type PaidQuota = NonNullable<z.infer<typeof paidQuotaSchema>>;

export const userSchema = z
  .looseObject({
    user_id: idSchema,
    display_name: optional(nameSchema),
    user_alias: optional(nameSchema),
    is_sensitive: optional(z.boolean()),
    user_is_follower: optional(z.boolean()),
    tags_and_notes_info: optional(z.looseObject({ tag_names: optional(z.array(z.string())) })),
    shared_info: optional(z.looseObject({ name: optional(nameSchema), phone: optional(phoneSchema) })),
  })
  .transform((user) => ({
    userId: user.user_id,
    displayName: user.display_name,
    alias: user.user_alias,
    /** Under 18. */
    minor: user.is_sensitive,
    follows: user.user_is_follower,
    tags: user.tags_and_notes_info?.tag_names ?? [],
    sharedName: user.shared_info?.name ?? null,
    sharedPhone: user.shared_info?.phone ?? null,
  }));
export type ZaloUser = z.infer<typeof userSchema>;

export const userListSchema = z
  .looseObject({ total: countSchema, users: z.array(z.looseObject({ user_id: idSchema })).default([]) })
  .transform(({ total, users }) => ({ total, userIds: users.map(({ user_id }) => user_id) }));
export type UserPage = z.infer<typeof userListSchema>;

export const tagsSchema = z.array(z.string());

// ── Answers of oauth.zaloapp.com ─────────────────────────────────────────────────────────────────

/** Usual life of an access token, for an answer that does not say it: a pair is never thrown away for that. */
const USUAL_LIFE_S = 90_000;

/** `expires_in` is a string in the docs; a number was seen. */
export const grantSchema = z
  .looseObject({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1),
    expires_in: z
      .union([
        z.int().positive(),
        z
          .string()
          .regex(/^[1-9]\d{0,9}$/)
          .transform(Number),
      ])
      .catch(USUAL_LIFE_S),
  })
  .transform((grant) => ({
    accessToken: grant.access_token,
    refreshToken: grant.refresh_token,
    expiresInMs: grant.expires_in * 1_000,
  }));

export const oauthErrorSchema = z.looseObject({ error: countSchema });

// ── Events ───────────────────────────────────────────────────────────────────────────────────────

const attachment = z.looseObject({ type: z.string(), payload: optional(z.looseObject({})) });

const eventMessageSchema = z.looseObject({
  msg_id: idSchema.optional(),
  msg_ids: z.array(idSchema).optional(),
  text: optional(nameSchema),
  attachments: z
    .array(attachment)
    .nullish()
    .transform((all) => all ?? []),
  location: z.unknown().optional(),
  tracking_id: z.unknown().optional(),
  delivery_time: z.unknown().optional(),
});

/** Any event: unknown fields are tolerated, used ones strict. */
export const eventSchema = z.looseObject({
  event_name: z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/),
  app_id: idSchema,
  // Epoch milliseconds as text; some events send a number.
  timestamp: z.union([z.int().nonnegative().transform(String), z.string().regex(/^\d{1,18}$/)]),
  oa_id: idSchema.optional(),
  user_id: idSchema.optional(),
  sender: z.looseObject({ id: idSchema, admin_id: idSchema.nullish() }).optional(),
  recipient: z.looseObject({ id: idSchema.optional() }).optional(),
  follower: z.looseObject({ id: idSchema }).optional(),
  message: eventMessageSchema.optional(),
  info: z.unknown().optional(),
  template_id: optional(idSchema),
  status: z.unknown().optional(),
});
export type ZaloEvent = z.infer<typeof eventSchema>;
export type EventMessage = z.infer<typeof eventMessageSchema>;

/** change_template_status. */
export const templateStatusSchema = z.looseObject({ new_status: z.string() });

/** What the signature of an event is made of, besides its bytes. */
export const signedPartSchema = z.looseObject({
  app_id: z.union([z.int().transform(String), z.string().min(1)]),
  timestamp: z.union([z.int().transform(String), z.string().min(1)]).nullish(),
});

const degrees = (limit: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,3}([.]\d{1,20})?$/)
        .transform(Number),
    ])
    .pipe(z.number().min(-limit).max(limit));
export const coordinatesSchema = z.looseObject({ latitude: degrees(90), longitude: degrees(180) });
/** The usual shape, in the payload of an attachment; one document shows the pair itself as `message.location`. */
export const locationPayloadSchema = z.looseObject({ coordinates: coordinatesSchema });

export const mediaPayloadSchema = z.looseObject({ url: z.url({ protocol: /^https?$/ }) });

const word = optional(z.union([z.int().transform(String), nameSchema]));
/** user_submit_info: the old flat shape and the newer one. */
export const submittedInfoSchema = z.looseObject({
  name: word,
  phone: optional(phoneSchema),
  address: word,
  ward: word,
  district: word,
  city: word,
  full_address: optional(z.looseObject({ user_address: word, user_ward: word, user_city: word })),
});
