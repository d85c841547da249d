import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { z } from 'zod';
import { type SignInAnswer, signInSchema } from '../../../contracts/session.ts';
import { useSignInStep } from '../../api/session.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';

interface PasswordStepProps {
  onAnswer: (answer: SignInAnswer) => void;
  onLink: () => void;
}

export function PasswordStep({ onAnswer, onLink }: PasswordStepProps) {
  const { t } = useLanguage();
  const signIn = useSignInStep<z.input<typeof signInSchema>>('/api/session/sign-in');
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { userName: '', password: '' },
    validate: {
      userName: fits(signInSchema.shape.userName, t('sign-in-user-name-missing')),
      password: fits(signInSchema.shape.password, t('sign-in-password-missing')),
    },
  });

  return (
    <form noValidate onSubmit={form.onSubmit((values) => signIn.mutate(values, { onSuccess: onAnswer }))}>
      <Stack>
        <TextInput
          size="md"
          label={t('sign-in-user-name')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          key={form.key('userName')}
          {...form.getInputProps('userName')}
        />
        <PasswordInput
          size="md"
          label={t('sign-in-password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <FailureLine error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t('sign-in')}
        </Button>
        <Button variant="default" size="md" onClick={onLink}>
          {t('sign-in-by-link')}
        </Button>
      </Stack>
    </form>
  );
}
