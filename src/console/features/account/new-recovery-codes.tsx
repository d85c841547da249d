import { useRefreshSession, useRenewRecoveryCodes } from '../../api/account.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PasswordForm } from './password-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** New codes; the old ones end. */
export function NewRecoveryCodes({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const renew = useRenewRecoveryCodes();
  const refresh = useRefreshSession();
  if (renew.data === undefined) {
    return (
      <PasswordForm
        submit={t('second-factor-new-codes')}
        isPending={renew.isPending}
        error={renew.error}
        onSubmit={(password) => renew.mutate({ password })}
        onCancel={onDone}
      />
    );
  }
  return (
    <RecoveryCodes
      codes={renew.data.recoveryCodes}
      onKept={() => {
        refresh();
        onDone();
      }}
    />
  );
}
