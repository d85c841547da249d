import { Drawer, Stack, Text } from '@mantine/core';
import type { StaffMember } from '../../../contracts/staff.ts';
import { Facts } from '../../ui/facts.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { MemberAccess } from './member-access.tsx';
import { MemberRoles } from './member-roles.tsx';

interface MemberDrawerProps {
  /** Undefined while nobody is open. */
  member: StaffMember | undefined;
  onClose: () => void;
}

/** One person: rights, and the ways in. */
export function MemberDrawer({ member, onClose }: MemberDrawerProps) {
  const { t } = useLanguage();
  // Questions of its own open above it.
  useEscape(member !== undefined, onClose);
  return (
    <Drawer
      opened={member !== undefined}
      onClose={onClose}
      closeOnEscape={false}
      position="right"
      size="lg"
      title={member?.name ?? ''}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {member !== undefined && <Member member={member} />}
    </Drawer>
  );
}

function Member({ member }: { member: StaffMember }) {
  const { t, number, dateTime } = useLanguage();
  const { invitation, chatCode, disable } = member.acts;
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [t('staff-office'), member.office],
          [t('account-unit'), member.unit.name],
          [t('staff-state'), t(`staff-state-${member.state}`)],
          [t('second-factor'), t(member.secondFactor ? 'staff-second-factor-on' : 'staff-second-factor-off')],
          [t('staff-chats'), number(member.linkedChats)],
          [
            t('staff-last-sign-in'),
            member.lastSignInAt === null ? t('never') : dateTime(member.lastSignInAt),
          ],
        ]}
      />
      {member.self && <Text c="dimmed">{t('problem-own_rights')}</Text>}
      <MemberRoles member={member} />
      {(invitation || chatCode || disable) && <MemberAccess key={member.staffId} member={member} />}
    </Stack>
  );
}
