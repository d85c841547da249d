import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { PASSWORD_MIN } from '../../contracts/session.ts';
import { useLanguage } from './language.tsx';

/** A password to be chosen: what is wanted stands there before somebody tries. */
export function NewPasswordInput(props: PasswordInputProps) {
  const { t } = useLanguage();
  return (
    <PasswordInput
      label={t('new-password')}
      description={t('new-password-form', { min: PASSWORD_MIN })}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
      {...props}
    />
  );
}
