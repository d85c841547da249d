import type { Translate } from '../../ui/texts.ts';

/** Refusals of a whole account that an officer can do something about; the codes are those of the channels. */
const WORDS: Readonly<Record<string, string>> = {
  token_refused: 'refusal-token',
  zalo_token_refused: 'refusal-token',
  zalo_refresh_token_used: 'refusal-consent',
  zalo_not_granted: 'refusal-consent',
  zalo_oa_disabled: 'refusal-disabled',
  zalo_oa_missing: 'refusal-disabled',
  zalo_oa_unverified: 'refusal-unverified',
  zalo_package_too_low: 'refusal-package',
  zalo_no_balance: 'refusal-balance',
  zalo_billing_not_linked: 'refusal-balance',
};

/** What a refusal means and who can help, with the code for the operator. */
export function reasonWords(reason: string, t: Translate): string {
  const key = WORDS[reason];
  return key === undefined ? reason : `${t(key)} (${reason})`;
}
