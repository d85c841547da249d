import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newPasswordSchema, PASSWORD_MIN } from '../../../contracts/session.ts';
import { useChangePassword } from '../../api/account.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { NewPasswordInput } from '../../ui/new-password-input.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { FailureLine } from '../../ui/states.tsx';

export function Password() {
  const { t } = useLanguage();
  const notify = useNotify();
  const change = useChangePassword();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', next: '' },
    validate: {
      current: (current) => (current === '' ? t('sign-in-password-missing') : null),
      next: fits(newPasswordSchema, t('new-password-form', { min: PASSWORD_MIN })),
    },
  });
  return (
    <Section title={t('password-title')} intro={t('password-intro')}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          change.mutate(values, {
            onSuccess: () => {
              form.reset();
              notify.done(t('password-changed'));
            },
          }),
        )}
      >
        <Stack>
          <PasswordInput
            label={t('current-password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
            key={form.key('current')}
            {...form.getInputProps('current')}
          />
          <NewPasswordInput key={form.key('next')} {...form.getInputProps('next')} />
          <FailureLine error={change.error} />
          <div>
            <Button type="submit" loading={change.isPending}>
              {t('password-change')}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
