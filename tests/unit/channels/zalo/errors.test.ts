import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src/channels/outcome.ts';
import {
  classOfCode,
  type ErrorClass,
  outcomeOfCode,
  outcomeOfHttp,
  ZALO_ERRORS,
  ZALO_TEMPLATE_ERRORS,
} from '../../../../src/channels/zalo/errors.ts';

const NOW = Date.parse('2026-11-20T23:30:00+07:00');
const MORNING = new Date('2026-11-21T06:00:00+07:00');
const MIDNIGHT = new Date('2026-11-21T00:00:00+07:00');

const throttled: Outcome = { kind: 'throttled', scope: 'account', retryAfterMs: 60_000 };
const plain =
  (kind: 'temporary' | 'needs_template' | 'unreachable' | 'rejected' | 'misconfigured' | 'unknown') =>
  (reason: string): Outcome => ({ kind, reason });
const [temporary, needsTemplate, unreachable, rejected, misconfigured, unknown] = [
  plain('temporary'),
  plain('needs_template'),
  plain('unreachable'),
  plain('rejected'),
  plain('misconfigured'),
  plain('unknown'),
];
const tomorrow = (reason: string): Outcome => ({ kind: 'deferred', notBefore: MIDNIGHT, reason });

const MESSAGES: [number, ErrorClass, Outcome][] = [
  [-32, 'transient', throttled],
  [-100, 'asset', rejected('zalo_asset_expired')],
  [-155, 'auth', misconfigured('zalo_token_refused')],
  [-216, 'auth', misconfigured('zalo_token_refused')],
  [-220, 'auth', misconfigured('zalo_token_refused')],
  [216, 'auth', misconfigured('zalo_token_refused')],
  [401, 'auth', misconfigured('zalo_token_refused')],
  [-401, 'auth', misconfigured('zalo_token_refused')],
  [-200, 'uncertain', unknown('zalo_sending_failed')],
  [-201, 'unsupported', rejected('zalo_parameter_invalid')],
  [-204, 'config', misconfigured('zalo_oa_disabled')],
  [-205, 'config', misconfigured('zalo_oa_missing')],
  [-209, 'config', misconfigured('zalo_app_not_active')],
  [-212, 'config', misconfigured('zalo_app_not_registered')],
  [-210, 'payload', rejected('zalo_too_large')],
  [-211, 'quota', tomorrow('zalo_out_of_quota')],
  [-213, 'user', unreachable('zalo_not_following')],
  [-214, 'transient', temporary('zalo_article_processing')],
  [-217, 'user', unreachable('zalo_invitations_blocked')],
  [-218, 'quota', tomorrow('zalo_user_quota')],
  [-219, 'config', misconfigured('zalo_app_disabled')],
  [-221, 'config', misconfigured('zalo_oa_unverified')],
  [-222, 'user', unreachable('zalo_blocked')],
  [-223, 'config', misconfigured('zalo_not_granted')],
  [-224, 'config', misconfigured('zalo_package_too_low')],
  [-227, 'user', unreachable('zalo_inactive')],
  [-230, 'window', needsTemplate('zalo_window_closed')],
  [-232, 'window', needsTemplate('zalo_no_interaction')],
  [-233, 'unsupported', rejected('zalo_type_unsupported')],
  [-234, 'night', { kind: 'deferred', notBefore: MORNING, reason: 'zalo_night' }],
  [-235, 'route', misconfigured('zalo_route_closed')],
  [-240, 'route', misconfigured('zalo_route_closed')],
  [-237, 'config', unreachable('zalo_group_disabled')],
  [-238, 'config', rejected('zalo_group_asset_used')],
  [-241, 'config', rejected('zalo_group_asset_used')],
  [-242, 'config', misconfigured('zalo_appsecret_proof')],
  [-244, 'user', unreachable('zalo_restricted_by_user')],
  [-248, 'payload', rejected('zalo_content_refused')],
  [-249, 'payload', rejected('zalo_template_not_by_uid')],
  [-305, 'window', needsTemplate('zalo_reply_window_closed')],
  [-311, 'quota', tomorrow('zalo_reply_quota')],
  [-320, 'config', tomorrow('zalo_billing_not_linked')],
  [-321, 'config', tomorrow('zalo_no_balance')],
  [-403, 'config', unreachable('zalo_not_in_group')],
  [-1340, 'payload', rejected('zalo_form')],
  [-1341, 'payload', rejected('zalo_form')],
  [404, 'payload', rejected('zalo_path_unknown')],
];

const TEMPLATES: [number[], ErrorClass, Outcome][] = [
  [[-108, -118], 'user', unreachable('zalo_no_account')],
  [[-109], 'payload', rejected('zalo_template_unknown')],
  [[-111, -112, -1121, -1122, -132], 'payload', rejected('zalo_template_data')],
  [[-114, -139, -140, -141], 'user', unreachable('zalo_template_refused_by_user')],
  [[-115], 'quota', tomorrow('zalo_no_balance')],
  [[-117, -119, -125, -131, -146], 'config', rejected('zalo_template_not_allowed')],
  [[-124], 'auth', misconfigured('zalo_token_refused')],
  [[-126, -127], 'config', rejected('zalo_template_development')],
  [[-133], 'night', { kind: 'deferred', notBefore: MORNING, reason: 'zalo_night' }],
  [[-135, -1351, -136, -137], 'config', tomorrow('zalo_billing_not_linked')],
  [[-144, -1441, -147, -1471, -1472], 'quota', tomorrow('zalo_template_quota')],
];

const codesOf = (rows: typeof ZALO_ERRORS) => rows.flatMap(({ codes }) => codes).sort((a, b) => a - b);

describe('a refused message', () => {
  it.each(MESSAGES)('%i is %s', (code, errorClass, outcome) => {
    expect(classOfCode(code)).toBe(errorClass);
    expect(outcomeOfCode(code, NOW)).toEqual(outcome);
    // The same for a template, where a code has no meaning of its own.
    expect(outcomeOfCode(code, NOW, 'template')).toEqual(outcome);
  });

  it('has a case above for every row, and no code twice', () => {
    expect(MESSAGES.map(([code]) => code).sort((a, b) => a - b)).toEqual(codesOf(ZALO_ERRORS));
    expect(new Set(codesOf(ZALO_ERRORS)).size).toBe(codesOf(ZALO_ERRORS).length);
  });

  it('is permanent when the code is not known', () => {
    expect(outcomeOfCode(-999, NOW)).toEqual(rejected('zalo_-999'));
    expect(classOfCode(-999)).toBe('payload');
    // A code of templates only.
    expect(outcomeOfCode(-115, NOW)).toEqual(rejected('zalo_-115'));
  });
});

describe('a refused template', () => {
  it.each(TEMPLATES)('%j is %s', (codes, errorClass, outcome) => {
    for (const code of codes) {
      expect(classOfCode(code, 'template')).toBe(errorClass);
      expect(outcomeOfCode(code, NOW, 'template')).toEqual(outcome);
    }
  });

  it('has a case above for every row', () => {
    expect(TEMPLATES.flatMap(([codes]) => codes).sort((a, b) => a - b)).toEqual(
      codesOf(ZALO_TEMPLATE_ERRORS),
    );
  });
});

describe('an answer that is not Zalo’s', () => {
  it.each<[number, Outcome]>([
    [200, unknown('unreadable_answer')],
    [302, temporary('http_302')],
    [401, misconfigured('zalo_token_refused')],
    [403, temporary('http_403')],
    [404, rejected('zalo_path_unknown')],
    [429, throttled],
    [500, unknown('http_500')],
    [502, unknown('http_502')],
    [504, unknown('http_504')],
  ])('%i', (status, outcome) => {
    expect(outcomeOfHttp(status)).toEqual(outcome);
  });
});
