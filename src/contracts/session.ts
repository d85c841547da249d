import { z } from 'zod';
import { ACTIONS } from '../staff/rights.ts';
import { STAFF_ROLES } from '../staff/staff.ts';

/**
 * Signing in, and what staff do about their own sign-in. The session is a cookie that pages cannot read; every request
 * that changes something must come from a page of the service's own address (`foreign_origin` otherwise). Times are ISO
 * 8601 in UTC. Refusals are problem+json with a code of `problems.ts`.
 */

export const LANGUAGES = ['vi', 'en'] as const;
export const languageSchema = z.enum(LANGUAGES);

/** Typed in any case, kept in lower case. */
export const userNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/);

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
/** A new password: long instead of complicated. */
export const newPasswordSchema = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);
const passwordSchema = z.string().min(1).max(PASSWORD_MAX);

/** Six digits of the authenticator app; spaces are tolerated. */
export const totpCodeSchema = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));

/** What a one-time link carries behind the `#`, which browsers send to no server. */
export const oneTimeTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const unitRefSchema = z.object({ id: z.uuid(), code: z.string(), name: z.string() });
export type UnitRef = z.infer<typeof unitRefSchema>;

// ── Who am I ─────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/session`: whose session this is; `signed_out` (401) when it is nobody's. */
export const sessionSchema = z.object({
  staffId: z.uuid(),
  name: z.string(),
  /** E.g. "Trực ban". */
  office: z.string(),
  userName: z.string(),
  unit: unitRefSchema,
  roles: z.array(z.enum(STAFF_ROLES)),
  /** What these roles allow; show nothing that is not in it. */
  actions: z.array(z.enum(ACTIONS)),
  language: languageSchema,
  secondFactor: z.object({
    on: z.boolean(),
    /** These roles ask for one. While it is `required` and not `on`, only `/api/session` answers. */
    required: z.boolean(),
    /** Of the codes that stand in for a lost phone; null while it is off. */
    recoveryCodesLeft: z.number().int().nonnegative().nullable(),
  }),
  /** When this session ends by itself. */
  expiresAt: z.iso.datetime(),
});
export type Session = z.infer<typeof sessionSchema>;

/** `POST /api/session/language`, 204. */
export const setLanguageSchema = z.object({ language: languageSchema });

// ── Signing in ───────────────────────────────────────────────────────────────────────────────────

/** `POST /api/session/sign-in`. Refused: `wrong_sign_in`, `too_many_requests` (with `retryAfterSeconds`). */
export const signInSchema = z.object({
  userName: z.string().trim().toLowerCase().min(1).max(64),
  password: passwordSchema,
});

/** What comes after a step of signing in. */
export const signInAnswerSchema = z.discriminatedUnion('next', [
  z.object({ next: z.literal('signed_in'), session: sessionSchema }),
  /** Ask for the code; the cookie that was set remembers the first step for ten minutes. */
  z.object({ next: z.literal('second_factor') }),
]);
export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

/**
 * `POST /api/session/second-factor`, answers with `signed_in`. Refused: `wrong_code`, `sign_in_over` (begin again),
 * `too_many_requests`.
 */
export const secondFactorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('totp'), code: totpCodeSchema }),
  /** One of the recovery codes; each works once. */
  z.object({ kind: z.literal('recovery'), code: z.string().trim().min(8).max(32) }),
]);
export type SecondFactor = z.input<typeof secondFactorSchema>;

/** `POST /api/session/sign-out`, no body, 204. */

/**
 * `POST /api/session/link/request`: a one-time link into the chat that is linked to this user name. 202 with the same
 * answer whether or not there is one.
 */
export const requestLinkSchema = z.object({ userName: z.string().trim().toLowerCase().min(1).max(64) });
export const requestLinkAnswerSchema = z.object({ validForMinutes: z.number().int() });

/**
 * `POST /api/session/link/use`: the page `/sign-in#<token>` posts what the link carries. Works once, for five minutes, in
 * the browser that asked for it. Answers with a sign-in answer; refused: `link_over`.
 */
export const useLinkSchema = z.object({ token: oneTimeTokenSchema });

// ── First start and invitations ──────────────────────────────────────────────────────────────────

/** `POST /api/session/setup/check`: what the page `/setup#<token>` has to ask for; `link_over` when the link is of no use. */
export const checkLinkSchema = z.object({ token: oneTimeTokenSchema });
export const checkSetupAnswerSchema = z.object({
  /** The provincial police that the first administrator will belong to; null: the form asks for it. */
  unit: unitRefSchema.nullable(),
});

/** The provincial police, where there is none yet. */
export const newProvinceUnitSchema = z.object({
  /** Prefix of alert numbers, e.g. DLK. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2,6}$/),
  /** E.g. "Công an tỉnh Đắk Lắk". */
  name: z.string().trim().min(3).max(120),
  dutyPhone: z.string().trim().min(3).max(30),
  /** Of Decision 19/2025/QĐ-TTg, e.g. 66 and "Tỉnh Đắk Lắk". */
  provinceCode: z.string().regex(/^\d{2}$/),
  provinceName: z.string().trim().min(3).max(120),
});

const newSignIn = { token: oneTimeTokenSchema, userName: userNameSchema, password: newPasswordSchema };

/** `POST /api/session/setup`. Answers with a sign-in answer; refused: `link_over`, `user_name_taken`, `code_taken`. */
export const setupSchema = z.object({
  ...newSignIn,
  name: z.string().trim().min(2).max(80),
  office: z.string().trim().min(2).max(80).default('Quản trị'),
  /** Needed when the check answered that there is none. */
  unit: newProvinceUnitSchema.nullable().default(null),
});
export type Setup = z.input<typeof setupSchema>;

/** `POST /api/session/invitation/check`, with `checkLinkSchema`: whom the page `/invitation#<token>` greets. */
export const checkInvitationAnswerSchema = z.object({
  name: z.string(),
  office: z.string(),
  unitName: z.string(),
});

/** `POST /api/session/invitation`. Answers with a sign-in answer; refused: `link_over`, `user_name_taken`. */
export const acceptInvitationSchema = z.object(newSignIn);

// ── Password and second factor ───────────────────────────────────────────────────────────────────

/** `POST /api/session/password`, 204; ends every other session. Refused: `wrong_password`. */
export const changePasswordSchema = z.object({ current: passwordSchema, next: newPasswordSchema });

export const confirmPasswordSchema = z.object({ password: passwordSchema });
/**
 * `POST /api/session/second-factor/start`. Who has one already sends a code of it, which then ends. Refused:
 * `wrong_password`, `wrong_code`.
 */
export const startSecondFactorSchema = confirmPasswordSchema.extend({
  code: secondFactorSchema.nullable().default(null),
});
export const secondFactorKeySchema = z.object({
  /** `otpauth://totp/…`, to show as a QR code. */
  uri: z.string(),
  /** The same secret, to type in by hand. */
  secret: z.string(),
});

/** `POST /api/session/second-factor/confirm`: the first code turns it on. Refused: `wrong_code`. */
export const confirmSecondFactorSchema = z.object({ code: totpCodeSchema });
/** Answer to that, and to `POST /api/session/recovery-codes` (with `confirmPasswordSchema`). Shown once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

// ── Sessions ─────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/session/sessions`: own sessions, the newest first. */
export const sessionListSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      /** The one that asks. */
      current: z.boolean(),
      startedAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      /** Address it was begun from; null where the service does not know it. */
      address: z.string().nullable(),
      /** What the browser says of itself. */
      device: z.string().nullable(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionListSchema>;

/** `POST /api/session/sessions/:id/end`, 204; `POST /api/session/sessions/end-others`, 204. */
export const sessionParamsSchema = z.object({ id: z.string().min(1).max(64) });
