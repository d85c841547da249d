import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { z } from 'zod';
import {
  type acceptInvitationSchema,
  newPasswordSchema,
  PASSWORD_MIN,
  type SignInAnswer,
  userNameSchema,
} from '../../../contracts/session.ts';
import { useSignInStep } from '../../api/session.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { NewPasswordInput } from '../../ui/new-password-input.tsx';
import { FailureLine } from '../../ui/states.tsx';

interface InvitationFormProps {
  token: string;
  onDone: (answer: SignInAnswer) => void;
}

export function InvitationForm({ token, onDone }: InvitationFormProps) {
  const { t } = useLanguage();
  const accept = useSignInStep<z.input<typeof acceptInvitationSchema>>('/api/session/invitation');
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { userName: '', password: '' },
    validate: {
      userName: fits(userNameSchema, t('new-user-name-form')),
      password: fits(newPasswordSchema, t('new-password-form', { min: PASSWORD_MIN })),
    },
  });

  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) => accept.mutate({ token, ...values }, { onSuccess: onDone }))}
    >
      <Stack>
        <TextInput
          size="md"
          label={t('sign-in-user-name')}
          description={t('new-user-name-form')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          key={form.key('userName')}
          {...form.getInputProps('userName')}
        />
        <NewPasswordInput size="md" key={form.key('password')} {...form.getInputProps('password')} />
        <FailureLine error={accept.error} />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('invitation-submit')}
        </Button>
      </Stack>
    </form>
  );
}
