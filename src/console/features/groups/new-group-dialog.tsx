import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { newGroupSchema } from '../../../contracts/groups.ts';
import { useAddGroup } from '../../api/groups.ts';
import { failureOf } from '../../api/request.ts';
import { fits } from '../../ui/fits.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { newRequestId } from '../../ui/request-id.ts';
import { FailureLine } from '../../ui/states.tsx';
import classes from './groups.module.css';

const { kind: kindSchema, name: nameSchema } = newGroupSchema.shape;

/** A new group of the unit; says the code its households join by. */
export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const add = useAddGroup();
  // A click whose answer got lost adds once; what was refused and is then changed is another request.
  const [key, setKey] = useState(newRequestId);
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
          setKey(newRequestId());
          form.setFieldError(
            'name',
            t(answer.kind === 'name_taken' ? 'group-name-taken' : 'group-not-yours'),
          );
        },
        onError: (error) => {
          if (failureOf(error).kind === 'refused') setKey(newRequestId());
        },
      },
    );
  }

  return (
    <Modal opened onClose={onClose} title={t('group-add')} closeButtonProps={{ 'aria-label': t('close') }}>
      {added !== null ? (
        <Stack role="status">
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
            <FailureLine error={add.error} />
            <Group justify="flex-end">
              <Button variant="default" size="md" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" size="md" loading={add.isPending}>
                {t('group-save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
