import { Button, Fieldset, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  newPasswordSchema,
  newProvinceUnitSchema,
  PASSWORD_MIN,
  type Setup,
  setupSchema,
  type UnitRef,
  userNameSchema,
} from '../../../contracts/session.ts';
import { useSignInStep } from '../../api/session.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { NewPasswordInput } from '../../ui/new-password-input.tsx';
import { FailureLine } from '../../ui/states.tsx';

interface SetupFormProps {
  token: string;
  /** The provincial police that is there already; null: it is entered here. */
  unit: UnitRef | null;
  onDone: () => void;
}

const UNIT_FIELDS = ['name', 'code', 'dutyPhone', 'provinceCode', 'provinceName'] as const;

export function SetupForm({ token, unit, onDone }: SetupFormProps) {
  const { t } = useLanguage();
  const setUp = useSignInStep<Setup>('/api/session/setup');
  const unitChecks = Object.fromEntries(
    UNIT_FIELDS.map((field) => [
      field,
      unit === null ? fits(newProvinceUnitSchema.shape[field], t(`setup-unit-${field}-form`)) : () => null,
    ]),
  );
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: {
      name: '',
      office: t('setup-office-default'),
      userName: '',
      password: '',
      unit: { name: '', code: '', dutyPhone: '', provinceCode: '', provinceName: '' },
    },
    validate: {
      name: fits(setupSchema.shape.name, t('setup-name-form')),
      office: fits(setupSchema.shape.office, t('setup-office-form')),
      userName: fits(userNameSchema, t('new-user-name-form')),
      password: fits(newPasswordSchema, t('new-password-form', { min: PASSWORD_MIN })),
      unit: unitChecks,
    },
  });

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ unit: entered, ...values }) =>
        setUp.mutate({ token, ...values, unit: unit === null ? entered : null }, { onSuccess: onDone }),
      )}
    >
      <Stack>
        {unit === null ? (
          <Fieldset legend={t('setup-unit')}>
            <Stack gap="sm">
              {UNIT_FIELDS.map((field) => (
                <TextInput
                  key={form.key(`unit.${field}`)}
                  label={t(`setup-unit-${field}`)}
                  description={t(`setup-unit-${field}-help`)}
                  inputMode={field === 'provinceCode' ? 'numeric' : 'text'}
                  {...form.getInputProps(`unit.${field}`)}
                />
              ))}
            </Stack>
          </Fieldset>
        ) : (
          <Text>{t('setup-unit-known', { unit: unit.name })}</Text>
        )}
        <TextInput
          label={t('setup-name')}
          autoComplete="name"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput label={t('setup-office')} key={form.key('office')} {...form.getInputProps('office')} />
        <TextInput
          label={t('sign-in-user-name')}
          description={t('new-user-name-form')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          key={form.key('userName')}
          {...form.getInputProps('userName')}
        />
        <NewPasswordInput key={form.key('password')} {...form.getInputProps('password')} />
        <FailureLine error={setUp.error} />
        <Button type="submit" size="md" loading={setUp.isPending}>
          {t('setup-submit')}
        </Button>
      </Stack>
    </form>
  );
}
