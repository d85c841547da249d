import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { newGroupSchema } from '../../../contracts/groups.ts';
import { useAddGroup } from '../../api/groups.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { focusWhenShown } from '../../ui/focus.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { useRequestKey } from '../../ui/use-request-key.ts';
import classes from './groups.module.css';

const { kind: kindSchema, name: nameSchema } = newGroupSchema.shape;

/** A new group of the unit; says the code its households join by. */
export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const add = useAddGroup();
  const { key, renew, failed } = useRequestKey();
  const form = useForm({
    initialValues: { kind: 'hamlet', name: '' },
    validate: { name: fits(nameSchema, t('group-name-missing')) },
  });
  const added = add.data?.kind === 'added' ? add.data : null;

  function save({ kind, name }: { kind: string; name: string }): void {
    add.mutate(
      { key, kind: kindSchema.parse(kind), name },
      {
        onSuccess: (answer) => {
          if (answer.kind === 'added') return;
          renew();
          form.setFieldError(
            'name',
            t(answer.kind === 'name_taken' ? 'group-name-taken' : 'group-not-yours'),
          );
        },
        onError: failed,
      },
    );
  }

  return (
    <Dialog onClose={onClose} title={t('group-add')}>
      {added !== null ? (
        <Stack role="status" tabIndex={-1} ref={focusWhenShown}>
          <Text size="md">{t('group-added', { name: form.values.name.trim() })}</Text>
          <p className={classes.newCode}>{added.joinCode}</p>
          <Group justify="flex-end">
            <LinkButton to="/groups/$groupId/poster" params={{ groupId: added.groupId }} size="md">
              {t('group-poster')}
            </LinkButton>
            <Button variant="default" size="md" onClick={onClose}>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form noValidate onSubmit={form.onSubmit(save)}>
          <Stack>
            <NativeSelect
              size="md"
              label={t('group-kind')}
              data={kindSchema.options.map((kind) => ({ value: kind, label: t(`group-kind-${kind}`) }))}
              {...form.getInputProps('kind')}
            />
            <TextInput
              size="md"
              label={t('group-name')}
              withAsterisk
              maxLength={80}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <FormEnd
              error={add.error}
              onCancel={onClose}
              submit={t('group-save')}
              isPending={add.isPending}
              size="md"
            />
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
