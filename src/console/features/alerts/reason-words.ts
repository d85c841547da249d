import type { Translate } from '../../ui/texts.ts';

/** Codes of platforms and of the service that mean the same to an officer. */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  blocked: [
    'telegram_blocked',
    'telegram_kicked',
    'zalo_blocked',
    'zalo_restricted_by_user',
    'zalo_invitations_blocked',
  ],
  gone: [
    'telegram_deactivated',
    'telegram_chat_not_found',
    'telegram_group_deleted',
    'zalo_inactive',
    'zalo_no_account',
  ],
  'not-joined': [
    'telegram_never_started',
    'telegram_not_a_member',
    'telegram_cannot_write',
    'telegram_no_right_to_write',
    'zalo_not_following',
    'zalo_not_in_group',
    'zalo_group_disabled',
  ],
  window: [
    'zalo_window_closed',
    'zalo_no_interaction',
    'zalo_reply_window_closed',
    'zalo_template_refused_by_user',
  ],
  night: ['zalo_night'],
  'no-voice': ['zalo_no_sound'],
  'file-refused': [
    'telegram_file_refused',
    'zalo_upload_type',
    'zalo_upload_too_large',
    'zalo_upload_not_taken',
    'file_forgotten',
  ],
  'file-not-uploaded': ['file_not_uploaded', 'no_files', 'file_not_read'],
  'file-in-template': ['template_has_no_file'],
  'voice-forbidden': ['telegram_voice_forbidden'],
  'file-uploaded': ['file_uploaded'],
  throttled: ['telegram_429'],
  quota: ['zalo_out_of_quota', 'zalo_user_quota', 'zalo_reply_quota', 'zalo_template_quota'],
  balance: ['zalo_billing_not_linked', 'zalo_no_balance'],
  token: ['telegram_token_refused', 'telegram_token_not_served', 'telegram_logged_out', 'zalo_token_refused'],
  'no-answer': ['no_answer', 'unreadable_answer', 'lease_lost'],
  'alert-stopped': ['alert_stopped'],
  'alert-expired': ['alert_expired'],
  'opted-out': ['contact_stopped'],
  'contact-unreachable': ['contact_unreachable'],
  'nothing-to-correct': ['nothing_to_correct'],
  'reached-elsewhere': ['reached_elsewhere'],
  erased: ['erased'],
};

const MEANING_OF = new Map(
  Object.entries(MEANINGS).flatMap(([meaning, codes]) => codes.map((code) => [code, meaning] as const)),
);

/** Why something is as it is, in words; a code that has none shows itself. */
export function reasonWords(code: string, t: Translate): string {
  const meaning = MEANING_OF.get(code);
  if (meaning !== undefined) return t(`reason-${meaning}`);
  return /^(http_|telegram_)5\d\d$/.test(code) ? t('reason-platform-failed', { code }) : code;
}
