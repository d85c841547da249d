import { Button, Text } from '@mantine/core';
import { useOwnChatCode } from '../../api/account.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { FailureLine } from '../../ui/states.tsx';

/** The chat in which the bot takes this person's commands and sends sign-in links. */
export function OwnChat() {
  const { t, dateTime } = useLanguage();
  const code = useOwnChatCode();
  return (
    <Section title={t('own-chat')} intro={t('own-chat-intro')}>
      {code.data !== undefined && (
        <>
          <CopyLine label={t('own-chat-write')} text={code.data.code} />
          <Text c="dimmed">{t('works-once-until', { time: dateTime(code.data.expiresAt) })}</Text>
        </>
      )}
      <FailureLine error={code.error} />
      <div>
        <Button variant="default" loading={code.isPending} onClick={() => code.mutate()}>
          {t('own-chat-code')}
        </Button>
      </div>
    </Section>
  );
}
