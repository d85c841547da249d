import { Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newApiTokenSchema, TOKEN_DAYS_MAX } from '../../../contracts/tokens.ts';
import { useMakeToken } from '../../api/account.ts';
import type { Action } from '../../api/session.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { focusWhenShown } from '../../ui/focus.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';

interface NewTokenProps {
  grantable: readonly Action[];
  onClose: () => void;
}

const NO_ACTIONS: Action[] = [];

export function NewToken({ grantable, onClose }: NewTokenProps) {
  const { t } = useLanguage();
  const make = useMakeToken();
  const { shape } = newApiTokenSchema;
  const form = useForm({
    initialValues: { name: '', actions: NO_ACTIONS, days: 90 },
    validate: {
      name: fits(shape.name, t('tokens-name-form')),
      actions: fits(shape.actions, t('tokens-actions-form')),
      days: fits(shape.days, t('tokens-days-form', { max: TOKEN_DAYS_MAX })),
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={t('tokens-make')}
      size="lg"
      // What is shown once is not lost by a slip beside the window.
      closeOnClickOutside={make.data === undefined}
    >
      {make.data === undefined ? (
        <form noValidate onSubmit={form.onSubmit((values) => make.mutate(values))}>
          <Stack>
            <TextInput
              label={t('tokens-name')}
              description={t('tokens-name-help')}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Checkbox.Group label={t('tokens-actions')} {...form.getInputProps('actions')}>
              <Stack gap="xs" mt="xs">
                {grantable.map((action) => (
                  <Checkbox key={action} value={action} label={t(`action-${action}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
            <NumberInput
              label={t('tokens-days')}
              min={1}
              max={TOKEN_DAYS_MAX}
              allowDecimal={false}
              hideControls
              {...form.getInputProps('days')}
            />
            <FormEnd
              error={make.error}
              onCancel={onClose}
              submit={t('tokens-make')}
              isPending={make.isPending}
            />
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text role="status" tabIndex={-1} ref={focusWhenShown}>
            {t('tokens-once')}
          </Text>
          <CopyLine label={make.data.made.name} text={make.data.token} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('tokens-kept')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
