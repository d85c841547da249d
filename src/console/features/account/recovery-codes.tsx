import { Button, Group, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useLanguage } from '../../ui/language.tsx';
import classes from './recovery-codes.module.css';

/** The codes that stand in for a lost phone: shown once, until the person says that they have kept them. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useLanguage();
  const { copied, copy } = useClipboard();
  return (
    <Stack>
      <Text role="status">{t('recovery-codes-help')}</Text>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group>
        <Button onClick={onKept}>{t('recovery-codes-kept')}</Button>
        <Button variant="default" onClick={() => copy(codes.join('\n'))}>
          {t(copied ? 'copied' : 'copy')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </Group>
    </Stack>
  );
}
