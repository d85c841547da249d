import { z } from 'zod';

/** Where sources differ about the platform, or it changed: which of the ways the stand-in takes. */
export const settingsSchema = z.object({
  /** `expires_in` comes as text; a number was seen as well. */
  expiresIn: z.enum(['string', 'number']),
  /** `refresh_token_expires_in` appears sometimes. */
  tellRefreshLife: z.boolean(),
  /** What an expired access token is answered with. */
  expiredTokenCode: z.union([z.literal(-220), z.literal(-155)]),
  /** `required` as when the console asks for the header `appsecret_proof`. */
  appsecretProof: z.enum(['optional', 'required']),
  /** What `getoa` calls the id. */
  oaIdField: z.enum(['oa_id', 'oaid']),
  /** The type of `shared_info.phone`. */
  phoneAs: z.enum(['number', 'string']),
  /** How much of `quota` an accepted send tells; `bare` leaves out `remain` and `total`. */
  quotaDetail: z.enum(['full', 'bare', 'absent']),
  /** Whether `/v3.0/oa/message/cs` takes buttons and lists; else −233. */
  buttonsOnV3: z.boolean(),
  /** Whether a person who interacted but does not follow can be read; else −213. */
  strangersReadable: z.boolean(),
  /** Sends of the API come back as `oa_send_*`. */
  echo: z.boolean(),
  /** Whether an answer other than 200 is tried again, or only a failed connection. */
  retryOnStatus: z.boolean(),
  /** Whose administrator opens the consent page; null: that of the first account. */
  consentingOa: z.string().nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  expiresIn: 'string',
  tellRefreshLife: false,
  expiredTokenCode: -220,
  appsecretProof: 'optional',
  oaIdField: 'oa_id',
  phoneAs: 'number',
  quotaDetail: 'full',
  buttonsOnV3: true,
  strangersReadable: true,
  echo: true,
  retryOnStatus: true,
  consentingOa: null,
};

export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
