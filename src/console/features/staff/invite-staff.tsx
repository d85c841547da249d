import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { inviteStaffSchema, type StaffUnit } from '../../../contracts/staff.ts';
import { staffUnitsQuery, useInviteStaff } from '../../api/staff.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fits } from '../../ui/fits.ts';
import { focusWhenShown } from '../../ui/focus.ts';
import { FormEnd } from '../../ui/form-end.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Loading } from '../../ui/states.tsx';
import { useRequestKey } from '../../ui/use-request-key.ts';
import { ChatCode, InvitationLink } from './hand-over.tsx';

/** Adds somebody and gives them a link and a code to hand over. */
export function InviteStaff({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const units = useQuery(staffUnitsQuery);
  const invite = useInviteStaff();
  return (
    <Dialog
      onClose={onClose}
      title={t('staff-invite')}
      size="lg"
      // What is shown once is not lost by a slip beside the window.
      closeOnClickOutside={invite.data === undefined}
    >
      {invite.data === undefined ? (
        <QueryView query={units} loading={<Loading rows={4} />}>
          {(list) => <InviteForm units={list.units} invite={invite} onCancel={onClose} />}
        </QueryView>
      ) : (
        <Stack>
          <Text role="status" tabIndex={-1} ref={focusWhenShown}>
            {t(invite.data.role === 'granted' ? 'staff-invited' : 'staff-invited-waiting')}
          </Text>
          <InvitationLink invitation={invite.data.invitation} />
          <ChatCode chatCode={invite.data.chatCode} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('staff-handed-over')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  units: readonly StaffUnit[];
  invite: ReturnType<typeof useInviteStaff>;
  onCancel: () => void;
}

function InviteForm({ units, invite, onCancel }: InviteFormProps) {
  const { t } = useLanguage();
  const { key, failed } = useRequestKey();
  const { shape } = inviteStaffSchema;
  const form = useForm({
    initialValues: { unitId: units[0]?.id ?? '', name: '', office: '', role: 'duty_officer' },
    validate: {
      name: fits(shape.name, t('setup-name-form')),
      office: fits(shape.office, t('setup-office-form')),
    },
  });
  const roles = units.find(({ id }) => id === form.values.unitId)?.roles ?? [];
  // A role that the unit now chosen does not have is not kept unseen.
  const role = roles.find((one) => one === form.values.role) ?? 'duty_officer';
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) => invite.mutate({ key, ...values, role }, { onError: failed }))}
    >
      <Stack>
        <TextInput label={t('setup-name')} data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label={t('setup-office')}
          description={t('staff-office-help')}
          {...form.getInputProps('office')}
        />
        <NativeSelect
          label={t('account-unit')}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('unitId')}
        />
        <NativeSelect
          label={t('staff-role')}
          description={t('staff-role-help')}
          data={roles.map((one) => ({ value: one, label: t(`role-${one}`) }))}
          {...form.getInputProps('role')}
          value={role}
        />
        <FormEnd
          error={invite.error}
          onCancel={onCancel}
          submit={t('staff-invite-submit')}
          isPending={invite.isPending}
        />
      </Stack>
    </form>
  );
}
