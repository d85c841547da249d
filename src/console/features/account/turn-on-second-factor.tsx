import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type SecondFactor, secondFactorSchema, totpCodeSchema } from '../../../contracts/session.ts';
import { useConfirmSecondFactor, useRefreshSession, useStartSecondFactor } from '../../api/account.ts';
import { useSession } from '../../api/session.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { FailureLine } from '../../ui/states.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface TurnOnSecondFactorProps {
  onDone: () => void;
  /** Absent where the person cannot go on without it. */
  onCancel?: () => void;
}

/** Password, then the key for the app, then its first code, then the codes for a lost phone. */
export function TurnOnSecondFactor({ onDone, onCancel }: TurnOnSecondFactorProps) {
  const start = useStartSecondFactor();
  const confirm = useConfirmSecondFactor();
  const refresh = useRefreshSession();

  if (confirm.data !== undefined) {
    return (
      <RecoveryCodes
        codes={confirm.data.recoveryCodes}
        onKept={() => {
          refresh();
          onDone();
        }}
      />
    );
  }
  if (start.data === undefined) return <Proof start={start} onCancel={onCancel} />;
  return <FirstCode secret={start.data} confirm={confirm} onCancel={onCancel} />;
}

interface ProofProps {
  start: ReturnType<typeof useStartSecondFactor>;
  onCancel: (() => void) | undefined;
}

/** Whoever finds an open session must not be able to lock its owner out. */
function Proof({ start, onCancel }: ProofProps) {
  const { t } = useLanguage();
  const { secondFactor } = useSession();
  const codeOf = (code: string): SecondFactor | null => {
    if (!secondFactor.on) return null;
    return totpCodeSchema.safeParse(code).success ? { kind: 'totp', code } : { kind: 'recovery', code };
  };
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', code: '' },
    validate: {
      password: (password) => (password === '' ? t('sign-in-password-missing') : null),
      code: (code) =>
        !secondFactor.on || secondFactorSchema.safeParse(codeOf(code)).success
          ? null
          : t('second-factor-old-code-form'),
    },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ password, code }) => start.mutate({ password, code: codeOf(code) }))}
    >
      <Stack>
        <PasswordInput
          label={t('current-password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('show-password') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        {secondFactor.on && (
          <TextInput
            label={t('second-factor-old-code')}
            description={t('second-factor-old-code-help')}
            autoComplete="one-time-code"
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
        )}
        <FailureLine error={start.error} />
        <Group>
          <Button type="submit" loading={start.isPending}>
            {t('sign-in-continue')}
          </Button>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface FirstCodeProps {
  secret: { uri: string; secret: string };
  confirm: ReturnType<typeof useConfirmSecondFactor>;
  onCancel: (() => void) | undefined;
}

function FirstCode({ secret: { uri, secret }, confirm, onCancel }: FirstCodeProps) {
  const { t } = useLanguage();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { code: '' },
    validate: { code: fits(totpCodeSchema, t('sign-in-totp-form')) },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => confirm.mutate(values))}>
      <Stack>
        <Text>{t('second-factor-scan')}</Text>
        <QrCode text={uri} label={t('second-factor-qr')} />
        <CopyLine label={t('second-factor-by-hand')} text={secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
        <TextInput
          label={t('sign-in-totp')}
          description={t('second-factor-first-code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          key={form.key('code')}
          {...form.getInputProps('code')}
        />
        <FailureLine error={confirm.error} />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            {t('second-factor-turn-on')}
          </Button>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
