import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';

interface PasswordFormProps {
  submit: string;
  isPending: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  onCancel: () => void;
}

/** Asks for the person's password before something that only they may do. */
export function PasswordForm({ submit, isPending, error, onSubmit, onCancel }: PasswordFormProps) {
  const { t } = useLanguage();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: { password: (password) => (password === '' ? t('sign-in-password-missing') : null) },
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ password }) => onSubmit(password))}>
      <Stack>
        <PasswordInput
          label={t('current-password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <FailureLine error={error} />
        <Group>
          <Button type="submit" loading={isPending}>
            {submit}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
