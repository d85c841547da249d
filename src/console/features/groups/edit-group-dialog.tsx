import { Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type GroupCard, groupNameRequestSchema } from '../../../contracts/groups.ts';
import { type GroupChange, useChangeGroup } from '../../api/groups.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { formOf, type GroupForm, minuteOf, placeOf } from './group-form.ts';

interface EditGroupDialogProps {
  group: GroupCard;
  onClose: () => void;
}

/** Name, quiet hours and place of a group. Only what was changed is saved. */
export function EditGroupDialog({ group, onClose }: EditGroupDialogProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const change = useChangeGroup();
  const before = formOf(group);
  const time = (value: string, { hasQuietHours }: GroupForm) =>
    hasQuietHours && minuteOf(value) === null ? t('group-time-wanted') : null;
  const form = useForm<GroupForm>({
    initialValues: before,
    validate: {
      name: fits(groupNameRequestSchema.shape.name, t('group-name-missing')),
      quietFrom: time,
      quietTo: (value, values) =>
        time(value, values) ??
        (values.hasQuietHours && minuteOf(value) === minuteOf(values.quietFrom)
          ? t('group-times-equal')
          : null),
      place: (value) => (value.trim() !== '' && placeOf(value) === null ? t('group-place-wanted') : null),
    },
  });

  function save(values: GroupForm): void {
    const fromMinute = minuteOf(values.quietFrom);
    const toMinute = minuteOf(values.quietTo);
    const isQuiet = values.hasQuietHours && fromMinute !== null && toMinute !== null;
    const quietIsNew =
      values.hasQuietHours !== before.hasQuietHours ||
      (isQuiet && (values.quietFrom !== before.quietFrom || values.quietTo !== before.quietTo));
    const changes: GroupChange = {
      groupId: group.id,
      ...(values.name.trim() !== before.name && { name: values.name }),
      ...(quietIsNew && { quietHours: isQuiet ? { fromMinute, toMinute } : null }),
      ...(values.place.trim() !== before.place && { place: placeOf(values.place) }),
    };
    change.mutate(changes, {
      onSuccess: (answer) => {
        switch (answer.kind) {
          case 'saved':
            notify.done(t('group-saved', { name: values.name.trim() }));
            return onClose();
          case 'name_taken':
            return form.setFieldError('name', t('group-name-taken'));
          case 'forbidden':
            return form.setFieldError('name', t('group-not-yours'));
        }
      },
    });
  }

  return (
    <Dialog onClose={onClose} title={t('group-edit-named', { name: group.name })}>
      <form noValidate onSubmit={form.onSubmit(save)}>
        <Stack>
          <TextInput
            size="md"
            label={t('group-name')}
            withAsterisk
            maxLength={80}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Checkbox
            size="md"
            label={t('group-quiet-wanted')}
            description={t('group-quiet-how')}
            {...form.getInputProps('hasQuietHours', { type: 'checkbox' })}
          />
          {form.values.hasQuietHours && (
            <Group grow align="start">
              <TextInput
                size="md"
                type="time"
                label={t('group-quiet-from')}
                {...form.getInputProps('quietFrom')}
              />
              <TextInput
                size="md"
                type="time"
                label={t('group-quiet-to')}
                {...form.getInputProps('quietTo')}
              />
            </Group>
          )}
          <TextInput
            size="md"
            label={t('group-place')}
            description={t('group-place-how')}
            placeholder="12.6833, 108.0500"
            inputMode="text"
            {...form.getInputProps('place')}
          />
          <FormEnd
            error={change.error}
            onCancel={onClose}
            submit={t('group-save')}
            isPending={change.isPending}
            size="md"
          />
        </Stack>
      </form>
    </Dialog>
  );
}
