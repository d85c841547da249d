import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type StaffMember, staffRoleSchema } from '../../../contracts/staff.ts';
import { type StaffRole, useGrantRole, useRevokeRole } from '../../api/staff.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Row, Rows } from '../../ui/rows.tsx';

/** What a person may do: each role with what it means, to take away or to add. */
export function MemberRoles({ member }: { member: StaffMember }) {
  const { t } = useLanguage();
  const notify = useNotify();
  const revoke = useRevokeRole();
  const { give, take } = member.acts;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('account-roles')}
      </Title>
      {member.roles.length === 0 && <Text c="dimmed">{t('staff-no-roles')}</Text>}
      <Rows>
        {member.roles.map((role) => (
          <Row
            key={role}
            title={t(`role-${role}`)}
            details={[t(`role-means-${role}`)]}
            actions={
              take.includes(role) && (
                <ConfirmButton
                  question={t('staff-revoke-question', { name: member.name, role: t(`role-${role}`) })}
                  confirm={t('staff-revoke')}
                  onConfirm={() =>
                    revoke.mutate(
                      { staffId: member.staffId, role },
                      { onSuccess: () => notify.done(t('staff-revoked')), onError: notify.failed },
                    )
                  }
                >
                  {t('staff-revoke')}
                </ConfirmButton>
              )
            }
          />
        ))}
      </Rows>
      {give.length > 0 && <GrantRole member={member} missing={give} />}
    </Stack>
  );
}

function GrantRole({ member, missing }: { member: StaffMember; missing: readonly StaffRole[] }) {
  const { t } = useLanguage();
  const notify = useNotify();
  const grant = useGrantRole();
  const [picked, setPicked] = useState<StaffRole | null>(null);
  const chosen = picked !== null && missing.includes(picked) ? picked : missing[0];
  if (chosen === undefined) return null;
  return (
    <Group align="flex-end">
      <NativeSelect
        label={t('staff-add-role')}
        description={t('staff-role-help')}
        value={chosen}
        data={missing.map((role) => ({ value: role, label: t(`role-${role}`) }))}
        onChange={(event) => setPicked(staffRoleSchema.parse(event.currentTarget.value))}
      />
      <Button
        variant="default"
        loading={grant.isPending}
        onClick={() =>
          grant.mutate(
            { staffId: member.staffId, role: chosen },
            {
              onSuccess: ({ role }) => notify.done(t(role === 'granted' ? 'staff-granted' : 'staff-waiting')),
              onError: notify.failed,
            },
          )
        }
      >
        {t('staff-grant')}
      </Button>
    </Group>
  );
}
