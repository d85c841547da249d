import { z } from 'zod';

/**
 * Why a request was refused: `application/problem+json` with a code of this table. Codes are for programs and are never
 * renamed; the titles are for the documentation. The console has words of its own for each.
 */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'The request is not of the documented form.' },
  bad_json: { status: 400, title: 'The body is not JSON.' },
  signed_out: { status: 401, title: 'Sign in first, or send a valid API token.' },
  wrong_sign_in: { status: 401, title: 'User name or password is wrong.' },
  wrong_code: { status: 401, title: 'The code is wrong, or was used already.' },
  sign_in_over: { status: 401, title: 'The first step was too long ago: begin to sign in again.' },
  forbidden: { status: 403, title: 'Your role does not give this right.' },
  foreign_origin: { status: 403, title: 'The request came from a page of another site.' },
  wrong_password: { status: 403, title: 'That is not your password.' },
  own_rights: { status: 403, title: 'Nobody changes their own rights.' },
  second_person_needed: {
    status: 403,
    title: 'Somebody else must decide this: not who asked, not whom it is about.',
  },
  in_person_only: { status: 403, title: 'A token does not do this: sign in.' },
  second_factor_needed: { status: 403, title: 'Set up a second factor first: your role asks for it.' },
  address_not_allowed: {
    status: 403,
    title: 'The service calls public addresses by https only, and others that its operator allowed.',
  },
  not_found: { status: 404, title: 'There is no such thing, or it is not of your unit.' },
  user_name_taken: { status: 409, title: 'This user name is taken.' },
  code_taken: { status: 409, title: 'This code of a unit is taken.' },
  role_not_of_unit: { status: 409, title: 'This role does not exist at this kind of unit.' },
  last_admin: { status: 409, title: 'The last administrator cannot go: make another one first.' },
  key_reused: { status: 409, title: 'This Idempotency-Key was used for another request.' },
  still_running: {
    status: 409,
    title:
      'The first request with this Idempotency-Key has not ended, or was cut off: see what became of it.',
  },
  too_many_webhooks: { status: 409, title: 'The unit has as many webhooks as it may.' },
  link_over: { status: 410, title: 'The link was used, is too old, or belongs to another browser.' },
  no_media: { status: 404, title: 'This reply has no photo and no voice note.' },
  chat_closed: { status: 409, title: 'The person opted out, or cannot be reached in this chat.' },
  no_linked_chat: { status: 409, title: 'You have no linked chat on this account.' },
  not_on_duty: { status: 409, title: 'You are not on duty.' },
  conflict: { status: 409, title: 'It has changed meanwhile: load it again.' },
  media_gone: { status: 410, title: 'The platform has this file no more.' },
  too_large: { status: 413, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, title: 'Send application/json.' },
  media_not_taken: {
    status: 422,
    title: 'Not a JPEG or PNG picture, nor an Opus, MP3 or M4A voice note, or broken.',
  },
  media_wrong_shape: { status: 422, title: 'More pixels than the platforms take, or too long a strip.' },
  too_many_requests: { status: 429, title: 'Too many requests: wait as long as Retry-After says.' },
  media_unavailable: { status: 502, title: 'The platform does not give this file just now.' },
  media_refused: { status: 502, title: 'The file is too large, or not what it claims to be.' },
  internal_error: { status: 500, title: 'The service failed; the operator can see why.' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The body of every refusal. Further fields say more, e.g. `issues` of a bad request. */
export const problemSchema = z.looseObject({
  status: z.number().int(),
  code: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
