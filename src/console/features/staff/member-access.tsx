import { Button, Group, Stack, Title } from '@mantine/core';
import type { StaffMember } from '../../../contracts/staff.ts';
import { useChatCode, useDisableStaff, useRenewInvitation } from '../../api/staff.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { FailureLine } from '../../ui/states.tsx';
import { ChatCode, InvitationLink } from './hand-over.tsx';

/** The ways in of somebody else: a new link, a code for their chat, or none any more. */
export function MemberAccess({ member }: { member: StaffMember }) {
  const { t } = useLanguage();
  const notify = useNotify();
  const invitation = useRenewInvitation();
  const chatCode = useChatCode();
  const disable = useDisableStaff();
  const { staffId, name, acts } = member;
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">
        {t('staff-access')}
      </Title>
      <Group>
        {acts.invitation && (
          <Button variant="default" loading={invitation.isPending} onClick={() => invitation.mutate(staffId)}>
            {t('staff-new-invitation')}
          </Button>
        )}
        {acts.chatCode && (
          <Button variant="default" loading={chatCode.isPending} onClick={() => chatCode.mutate(staffId)}>
            {t('staff-new-chat-code')}
          </Button>
        )}
        {acts.disable && (
          <ConfirmButton
            question={t('staff-disable-question', { name })}
            confirm={t('staff-disable')}
            onConfirm={() =>
              disable.mutate(staffId, {
                onSuccess: () => notify.done(t('staff-disabled', { name })),
                onError: notify.failed,
              })
            }
          >
            {t('staff-disable')}
          </ConfirmButton>
        )}
      </Group>
      <FailureLine error={invitation.error ?? chatCode.error} />
      {invitation.data !== undefined && <InvitationLink invitation={invitation.data} />}
      {chatCode.data !== undefined && <ChatCode chatCode={chatCode.data} />}
    </Stack>
  );
}
