import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../src/channels/outcome.ts';
import { outcomeOfError, TELEGRAM_ERRORS } from '../../../../src/channels/telegram/errors.ts';
import { errorAnswerSchema } from '../../../../src/channels/telegram/schema.ts';
import answers from '../../../fixtures/telegram/error-answers.json' with { type: 'json' };

const inPrivate = { chatExternalId: '5123456701', editMessageId: null };
const inGroup = { chatExternalId: '-1002123456789', editMessageId: null };
const editing = { chatExternalId: '5123456701', editMessageId: '4200' };
const noChat = { chatExternalId: null, editMessageId: null };

const unreachable = (reason: string): Outcome => ({ kind: 'unreachable', reason });
const rejected = (reason: string): Outcome => ({ kind: 'rejected', reason });
const misconfigured = (reason: string): Outcome => ({ kind: 'misconfigured', reason });
const temporary = (reason: string): Outcome => ({ kind: 'temporary', reason });
const throttled = (scope: 'chat' | 'account', retryAfterMs: number): Outcome => ({
  kind: 'throttled',
  scope,
  retryAfterMs,
});

const TABLE: [keyof typeof answers, typeof inPrivate | typeof editing | typeof noChat, Outcome][] = [
  ['blocked', inPrivate, unreachable('telegram_blocked')],
  ['userIsBlocked', inPrivate, unreachable('telegram_blocked')],
  ['deactivated', inPrivate, unreachable('telegram_deactivated')],
  ['inputUserDeactivated', inPrivate, unreachable('telegram_deactivated')],
  ['kickedFromGroup', inGroup, unreachable('telegram_kicked')],
  ['notAMember', inGroup, unreachable('telegram_not_a_member')],
  ['groupDeleted', inGroup, unreachable('telegram_group_deleted')],
  ['groupDeactivated', inGroup, unreachable('telegram_group_deleted')],
  ['neverStarted', inPrivate, unreachable('telegram_never_started')],
  ['toABot', inPrivate, unreachable('telegram_cannot_write')],
  ['chatNotFound', inPrivate, unreachable('telegram_chat_not_found')],
  ['peerIdInvalid', inPrivate, unreachable('telegram_chat_not_found')],
  ['noRights', inGroup, unreachable('telegram_no_right_to_write')],
  ['chatWriteForbidden', inGroup, unreachable('telegram_no_right_to_write')],
  ['upgraded', inGroup, { kind: 'moved', newExternalId: '-1002123456789' }],
  ['upgradedWithoutId', inGroup, unreachable('telegram_group_upgraded')],
  ['tooManyRequests', inPrivate, throttled('account', 7_000)],
  ['tooManyRequests', inGroup, throttled('chat', 7_000)],
  ['tooManyRequests', editing, throttled('chat', 7_000)],
  ['tooManyRequests', noChat, throttled('account', 7_000)],
  ['tooManyRequestsLong', inPrivate, throttled('chat', 43_200_000)],
  ['tooManyRequestsLong', noChat, throttled('account', 43_200_000)],
  ['tooManyRequestsBare', inPrivate, throttled('account', 5_000)],
  ['unauthorized', inPrivate, misconfigured('telegram_token_refused')],
  ['invalidToken', inPrivate, misconfigured('telegram_token_refused')],
  ['notFound', inPrivate, misconfigured('telegram_not_found')],
  ['misdirected', inPrivate, misconfigured('telegram_token_not_served')],
  ['loggedOut', inPrivate, misconfigured('telegram_logged_out')],
  ['internal', inPrivate, temporary('telegram_500')],
  ['badGateway', inPrivate, temporary('telegram_502')],
  ['gatewayTimeout', inPrivate, temporary('telegram_504')],
  ['tooLong', inPrivate, rejected('telegram_text_too_long')],
  ['empty', inPrivate, rejected('telegram_text_empty')],
  ['cannotParse', inPrivate, rejected('telegram_cannot_parse')],
  ['buttonData', inPrivate, rejected('telegram_button_payload')],
  ['notModified', editing, { kind: 'sent', externalMessageId: '4200' }],
  ['notModified', inPrivate, rejected('telegram_not_modified')],
  ['editNotFound', editing, rejected('telegram_edit_not_found')],
  ['editRefused', editing, rejected('telegram_edit_refused')],
  ['pressTooOld', noChat, rejected('telegram_press_too_old')],
  ['unknown400', inPrivate, rejected('telegram_400_strange_new_rule_violated_by')],
  ['unknown403', inPrivate, rejected('telegram_403_some_new_rule')],
  ['unknown418', inPrivate, rejected('telegram_418')],
  ['badWebhook', noChat, rejected('telegram_400_bad_webhook')],
  // Only getUpdates gives it, and `pull` reads it first.
  ['conflict', inPrivate, rejected('telegram_409_terminated_by_other_getupdates_request')],
];

describe('outcomeOfError', () => {
  it.each(TABLE)('%s', (name, facts, outcome) => {
    expect(outcomeOfError(errorAnswerSchema.parse(answers[name]), facts)).toEqual(outcome);
  });

  it('has a case for every recorded answer', () => {
    expect(new Set(TABLE.map(([name]) => name))).toEqual(new Set(Object.keys(answers)));
  });

  it('matches descriptions in lower case', () => {
    for (const { says } of TELEGRAM_ERRORS) expect(says).toBe(says?.toLowerCase());
  });

  it.each([
    'Bad Request: strange: Nguyễn Văn An',
    'Bad Request: strange "Nguyễn Văn An 0900000001"',
    'Bad Request: strange 0900000001 https://example.test/token',
    "Bad Request: strange 'Nguyen Van An' 0900000001",
    'Bad Request: strange\nNguyễn Văn An',
  ])('keeps what a refusal repeats out of the reason: %s', (description) => {
    expect(outcomeOfError({ error_code: 400, description, parameters: {} }, inPrivate)).toEqual(
      rejected('telegram_400_strange'),
    );
  });

  it('gives short and plain reasons for any description', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (description) => {
        const outcome = outcomeOfError({ error_code: 499, description, parameters: {} }, inPrivate);
        expect(outcome).toMatchObject({
          kind: 'rejected',
          reason: expect.stringMatching(/^telegram_499[a-z_-]{0,61}$/),
        });
      }),
    );
  });
});
