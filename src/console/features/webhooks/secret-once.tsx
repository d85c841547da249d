import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyLine } from '../../ui/copy-line.tsx';
import { focusWhenShown } from '../../ui/focus.ts';
import { useLanguage } from '../../ui/language.tsx';

/** A secret that nobody can look up later. */
export function SecretOnce({
  words,
  secret,
  onClose,
}: {
  words: string;
  secret: string;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  return (
    <Stack>
      <Text role="status" tabIndex={-1} ref={focusWhenShown}>
        {words}
      </Text>
      <CopyLine label={t('webhooks-secret')} text={secret} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('webhooks-kept')}</Button>
      </Group>
    </Stack>
  );
}
