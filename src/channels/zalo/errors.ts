import type { Outcome } from '../outcome.ts';
import { assertNever } from './assert-never.ts';
import { ZALO_LIMITS } from './limits.ts';
import { nextMidnight, nextMorning } from './windows.ts';

/** What a refusal is about, whatever the call was. `auth`: refresh the token once; `route`: the other send endpoint. */
export type ErrorClass =
  | 'auth'
  | 'transient'
  | 'asset'
  | 'uncertain'
  | 'user'
  | 'window'
  | 'quota'
  | 'config'
  | 'payload'
  | 'unsupported'
  | 'night'
  | 'route';

/** An outcome as data: times are worked out when it happens. */
type OutcomeRule =
  | { kind: 'throttled' }
  | { kind: 'deferred'; until: 'morning' | 'midnight'; reason: string }
  | {
      kind: 'temporary' | 'needs_template' | 'unreachable' | 'rejected' | 'misconfigured' | 'unknown';
      reason: string;
    };

export interface ErrorRow {
  codes: readonly number[];
  class: ErrorClass;
  outcome: OutcomeRule;
}

/**
 * Refusals of openapi.zalo.me, matched by number only: the wording and its language vary.
 * Source: docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi; [go] github.com/nextlevelbuilder/goclaw (checked live, 2026-04);
 * [old] doc.caresoft.vn, an older table.
 *
 * Quotas: the answer does not say which quota is used up. Daily ones start again at midnight and monthly pools at some
 * midnight too, so that is the earliest moment at which another try can succeed, and it costs one call a message a day.
 *
 * One group or one wallet that is not in order must not stop what the account sends to everybody else: those rows are
 * `config`, for a person to see, but not `misconfigured`.
 */
export const ZALO_ERRORS: readonly ErrorRow[] = [
  { codes: [-32], class: 'transient', outcome: { kind: 'throttled' } },
  { codes: [-100], class: 'asset', outcome: { kind: 'rejected', reason: 'zalo_asset_expired' } },
  // [go] -155, 216, 401 and -401 are answered for a dead token as well. After one refresh and one more try it is refused.
  {
    codes: [-216, -220, -155, 216, 401, -401],
    class: 'auth',
    outcome: { kind: 'misconfigured', reason: 'zalo_token_refused' },
  },
  { codes: [-200], class: 'uncertain', outcome: { kind: 'unknown', reason: 'zalo_sending_failed' } },
  { codes: [-201], class: 'unsupported', outcome: { kind: 'rejected', reason: 'zalo_parameter_invalid' } },
  { codes: [-204], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_oa_disabled' } },
  { codes: [-205], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_oa_missing' } },
  { codes: [-209], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_app_not_active' } },
  { codes: [-212], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_app_not_registered' } },
  { codes: [-210], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_too_large' } },
  {
    codes: [-211],
    class: 'quota',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_out_of_quota' },
  },
  { codes: [-213], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_not_following' } },
  { codes: [-214], class: 'transient', outcome: { kind: 'temporary', reason: 'zalo_article_processing' } },
  { codes: [-217], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_invitations_blocked' } },
  {
    codes: [-218],
    class: 'quota',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_user_quota' },
  },
  { codes: [-219], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_app_disabled' } },
  { codes: [-221], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_oa_unverified' } },
  // [old]
  { codes: [-222], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_blocked' } },
  { codes: [-223], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_not_granted' } },
  { codes: [-224], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_package_too_low' } },
  { codes: [-227], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_inactive' } },
  { codes: [-230], class: 'window', outcome: { kind: 'needs_template', reason: 'zalo_window_closed' } },
  { codes: [-232], class: 'window', outcome: { kind: 'needs_template', reason: 'zalo_no_interaction' } },
  { codes: [-233], class: 'unsupported', outcome: { kind: 'rejected', reason: 'zalo_type_unsupported' } },
  { codes: [-234], class: 'night', outcome: { kind: 'deferred', until: 'morning', reason: 'zalo_night' } },
  // After one switch of the endpoint: a personal OA is refused on both.
  { codes: [-235, -240], class: 'route', outcome: { kind: 'misconfigured', reason: 'zalo_route_closed' } },
  { codes: [-237], class: 'config', outcome: { kind: 'unreachable', reason: 'zalo_group_disabled' } },
  { codes: [-238, -241], class: 'config', outcome: { kind: 'rejected', reason: 'zalo_group_asset_used' } },
  { codes: [-242], class: 'config', outcome: { kind: 'misconfigured', reason: 'zalo_appsecret_proof' } },
  { codes: [-244], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_restricted_by_user' } },
  { codes: [-248], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_content_refused' } },
  { codes: [-249], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_template_not_by_uid' } },
  // [old] a reply after 48 hours
  { codes: [-305], class: 'window', outcome: { kind: 'needs_template', reason: 'zalo_reply_window_closed' } },
  // [old] out of replies
  {
    codes: [-311],
    class: 'quota',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_reply_quota' },
  },
  // Only what costs money is refused, free messages still leave.
  {
    codes: [-320],
    class: 'config',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_billing_not_linked' },
  },
  {
    codes: [-321],
    class: 'config',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_no_balance' },
  },
  { codes: [-403], class: 'config', outcome: { kind: 'unreachable', reason: 'zalo_not_in_group' } },
  { codes: [-1340, -1341], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_form' } },
  // [go] "empty or invalid API": a wrong path or version
  { codes: [404], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_path_unknown' } },
];

/** Refusals of templates. Source: zalo.cloud/zns/guidelines/handle-error-code; the exact wording was not verified. */
export const ZALO_TEMPLATE_ERRORS: readonly ErrorRow[] = [
  { codes: [-108, -118], class: 'user', outcome: { kind: 'unreachable', reason: 'zalo_no_account' } },
  { codes: [-109], class: 'payload', outcome: { kind: 'rejected', reason: 'zalo_template_unknown' } },
  {
    codes: [-111, -112, -1121, -1122, -132],
    class: 'payload',
    outcome: { kind: 'rejected', reason: 'zalo_template_data' },
  },
  {
    codes: [-114, -139, -140, -141],
    class: 'user',
    outcome: { kind: 'unreachable', reason: 'zalo_template_refused_by_user' },
  },
  {
    codes: [-115],
    class: 'quota',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_no_balance' },
  },
  {
    codes: [-117, -119, -125, -131, -146],
    class: 'config',
    outcome: { kind: 'rejected', reason: 'zalo_template_not_allowed' },
  },
  { codes: [-124], class: 'auth', outcome: { kind: 'misconfigured', reason: 'zalo_token_refused' } },
  {
    codes: [-126, -127],
    class: 'config',
    outcome: { kind: 'rejected', reason: 'zalo_template_development' },
  },
  { codes: [-133], class: 'night', outcome: { kind: 'deferred', until: 'morning', reason: 'zalo_night' } },
  {
    codes: [-135, -1351, -136, -137],
    class: 'config',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_billing_not_linked' },
  },
  {
    codes: [-144, -1441, -147, -1471, -1472],
    class: 'quota',
    outcome: { kind: 'deferred', until: 'midnight', reason: 'zalo_template_quota' },
  },
];

export type Call = 'message' | 'template';

function rowOf(code: number, call: Call): ErrorRow | undefined {
  const rows = call === 'template' ? [...ZALO_ERRORS, ...ZALO_TEMPLATE_ERRORS] : ZALO_ERRORS;
  return rows.find(({ codes }) => codes.includes(code));
}

/** The class of a code; one that is not listed is permanent. */
export function classOfCode(code: number, call: Call = 'message'): ErrorClass {
  return rowOf(code, call)?.class ?? 'payload';
}

/** Whether a code is one of Zalo's that we know. */
export function isListed(code: number, call: Call = 'message'): boolean {
  return rowOf(code, call) !== undefined;
}

/** What a refused call means. A code that is not listed is permanent and named by its number: `zalo_-999`. */
export function outcomeOfCode(code: number, nowMs: number, call: Call = 'message'): Outcome {
  const rule = rowOf(code, call)?.outcome ?? { kind: 'rejected' as const, reason: `zalo_${code}` };
  switch (rule.kind) {
    case 'throttled':
      return { kind: 'throttled', scope: 'account', retryAfterMs: ZALO_LIMITS.rateLimitPauseMs };
    case 'deferred': {
      const until = rule.until === 'morning' ? nextMorning(nowMs) : nextMidnight(nowMs);
      return { kind: 'deferred', notBefore: new Date(until), reason: rule.reason };
    }
    case 'temporary':
    case 'needs_template':
    case 'unreachable':
    case 'rejected':
    case 'misconfigured':
    case 'unknown':
      return { kind: rule.kind, reason: rule.reason };
    default:
      return assertNever(rule);
  }
}

/**
 * An HTTP answer that is no JSON of Zalo's: something on the way spoke. Whether a send behind a 5xx, or behind an
 * unreadable 200, arrived cannot be known.
 */
export function outcomeOfHttp(status: number): Outcome {
  if (status === 429)
    return { kind: 'throttled', scope: 'account', retryAfterMs: ZALO_LIMITS.rateLimitPauseMs };
  if (status === 401 || status === 404) return outcomeOfCode(status, 0);
  if (status >= 300 && status < 500) return { kind: 'temporary', reason: `http_${status}` };
  return { kind: 'unknown', reason: status < 300 ? 'unreadable_answer' : `http_${status}` };
}
