import { Stack, Text } from '@mantine/core';
import type { z } from 'zod';
import type { chatCodeSchema, invitationSchema } from '../../../contracts/staff.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { QrCode } from '../../ui/qr-code.tsx';

/** A one-time link with which a person chooses user name and password: to show, or to send by a way one trusts. */
export function InvitationLink({ invitation }: { invitation: z.infer<typeof invitationSchema> }) {
  const { t, dateTime } = useLanguage();
  const link = new URL(invitation.path, window.location.origin).href;
  return (
    <Stack gap="xs">
      <CopyLine label={t('staff-invitation-link')} text={link} />
      <QrCode text={link} label={t('staff-invitation-qr')} size={180} />
      <Text c="dimmed">{t('works-once-until', { time: dateTime(invitation.expiresAt) })}</Text>
    </Stack>
  );
}

/** A one-time code that the person writes to the bot. */
export function ChatCode({ chatCode }: { chatCode: z.infer<typeof chatCodeSchema> }) {
  const { t, dateTime } = useLanguage();
  return (
    <Stack gap="xs">
      <CopyLine label={t('staff-chat-code-write')} text={chatCode.code} />
      <Text c="dimmed">{t('works-once-until', { time: dateTime(chatCode.expiresAt) })}</Text>
    </Stack>
  );
}
