import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { requestLinkAnswerSchema, requestLinkSchema, type SignInAnswer } from '../../../contracts/session.ts';
import { request } from '../../api/request.ts';
import { useSignInStep } from '../../api/session.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine, Loading } from '../../ui/states.tsx';

/** Asks the bot to write a one-time link into the officer's own chat. */
export function LinkInChat({ onBack }: { onBack: () => void }) {
  const { t } = useLanguage();
  const ask = useMutation({
    mutationFn: (body: { userName: string }) =>
      request('/api/session/link/request', requestLinkAnswerSchema, { method: 'POST', body }),
  });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { userName: '' },
    validate: { userName: fits(requestLinkSchema.shape.userName, t('sign-in-user-name-missing')) },
  });

  return (
    <form noValidate onSubmit={form.onSubmit((values) => ask.mutate(values))}>
      <Stack>
        <Text>{t('sign-in-link-help')}</Text>
        <TextInput
          size="md"
          label={t('sign-in-user-name')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          key={form.key('userName')}
          {...form.getInputProps('userName')}
        />
        <FailureLine error={ask.error} />
        {ask.data !== undefined && (
          <Text role="status">{t('sign-in-link-sent', { minutes: ask.data.validForMinutes })}</Text>
        )}
        <Button type="submit" size="md" loading={ask.isPending}>
          {t('sign-in-link-send')}
        </Button>
        <Button variant="subtle" size="md" onClick={onBack}>
          {t('sign-in-again')}
        </Button>
      </Stack>
    </form>
  );
}

interface UseLinkProps {
  token: string;
  onAnswer: (answer: SignInAnswer) => void;
  onBack: () => void;
}

/** Opened from the chat: the link is used once, at once. */
export function UseLink({ token, onAnswer, onBack }: UseLinkProps) {
  const { t } = useLanguage();
  const { mutate, error } = useSignInStep<{ token: string }>('/api/session/link/use');
  const used = useRef(false);

  useEffect(() => {
    if (used.current) return;
    used.current = true;
    mutate({ token }, { onSuccess: onAnswer });
  }, [mutate, onAnswer, token]);

  if (error === null) return <Loading rows={2} />;
  return (
    <Stack>
      <FailureLine error={error} />
      <Button size="md" onClick={onBack}>
        {t('sign-in-again')}
      </Button>
    </Stack>
  );
}
