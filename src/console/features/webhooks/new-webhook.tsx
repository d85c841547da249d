import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ChangeKind, newWebhookSchema } from '../../../contracts/webhooks.ts';
import { useAddWebhook } from '../../api/webhooks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useRequestKey } from '../../ui/use-request-key.ts';
import { SecretOnce } from './secret-once.tsx';

const AT_FIRST: ChangeKind[] = ['alert', 'reply', 'lane', 'approval'];

interface NewWebhookFormProps {
  /** What this person may have told. */
  kinds: readonly ChangeKind[];
  onClose: () => void;
}

export function NewWebhookForm({ kinds, onClose }: NewWebhookFormProps) {
  const { t } = useLanguage();
  const add = useAddWebhook();
  const { key, failed } = useRequestKey();
  const { shape } = newWebhookSchema;
  const form = useForm({
    initialValues: {
      url: '',
      kinds: AT_FIRST.filter((kind) => kinds.includes(kind)),
      wholeProvince: false,
    },
    validate: {
      url: fits(shape.url, t('webhooks-url-form')),
      kinds: fits(shape.kinds, t('webhooks-kinds-form')),
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={t('webhooks-add')}
      size="lg"
      // What is shown once is not lost by a slip beside the window.
      closeOnClickOutside={add.data === undefined}
    >
      {add.data === undefined ? (
        <form
          noValidate
          onSubmit={form.onSubmit((values) => add.mutate({ ...values, key }, { onError: failed }))}
        >
          <Stack>
            <TextInput
              label={t('webhooks-url')}
              description={t('webhooks-url-help')}
              placeholder="https://"
              type="url"
              data-autofocus
              {...form.getInputProps('url')}
            />
            <Checkbox.Group label={t('webhooks-kinds')} {...form.getInputProps('kinds')}>
              <Stack gap="xs" mt="xs">
                {kinds.map((kind) => (
                  <Checkbox key={kind} value={kind} label={t(`webhooks-kind-${kind}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
            <Checkbox
              label={t('webhooks-whole-province')}
              {...form.getInputProps('wholeProvince', { type: 'checkbox' })}
            />
            <FormEnd
              error={add.error}
              onCancel={onClose}
              submit={t('webhooks-add')}
              isPending={add.isPending}
            />
          </Stack>
        </form>
      ) : (
        <SecretOnce words={t('webhooks-once')} secret={add.data.secret} onClose={onClose} />
      )}
    </Dialog>
  );
}
