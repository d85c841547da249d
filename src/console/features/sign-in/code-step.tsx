import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { type SecondFactor, secondFactorSchema } from '../../../contracts/session.ts';
import { isRefusal } from '../../api/request.ts';
import { useSignInStep } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';

/** The code of the authenticator app, or one of the codes that were written down for a lost phone. */
export function CodeStep({ onBack }: { onBack: () => void }) {
  const { t } = useLanguage();
  const [kind, setKind] = useState<SecondFactor['kind']>('totp');
  const check = useSignInStep<SecondFactor>('/api/session/second-factor');
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { code: '' },
    validate: {
      code: (code) =>
        secondFactorSchema.safeParse({ kind, code }).success ? null : t(`sign-in-${kind}-form`),
    },
  });
  const isOver = isRefusal(check.error, 'sign_in_over');

  function change(): void {
    setKind(kind === 'totp' ? 'recovery' : 'totp');
    form.reset();
    check.reset();
  }

  return (
    <form noValidate onSubmit={form.onSubmit(({ code }) => check.mutate({ kind, code }))}>
      <Stack>
        <Text>{t(`sign-in-${kind}-help`)}</Text>
        <TextInput
          size="md"
          label={t(`sign-in-${kind}`)}
          autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
          inputMode={kind === 'totp' ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          key={form.key('code')}
          {...form.getInputProps('code')}
        />
        <FailureLine error={check.error} />
        {!isOver && (
          <>
            <Button type="submit" size="md" loading={check.isPending}>
              {t('sign-in-continue')}
            </Button>
            <Button variant="default" size="md" onClick={change}>
              {t(kind === 'totp' ? 'sign-in-use-recovery' : 'sign-in-use-totp')}
            </Button>
          </>
        )}
        <Button variant={isOver ? 'filled' : 'subtle'} size="md" onClick={onBack}>
          {t('sign-in-again')}
        </Button>
      </Stack>
    </form>
  );
}
