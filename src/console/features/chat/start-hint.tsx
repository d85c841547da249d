import { Button, Stack, Text } from '@mantine/core';
import type { SimulatorPerson, SimulatorState } from '../../../contracts/simulator.ts';
import type { PersonAction } from '../../api/simulator.ts';
import { useLanguage } from '../../ui/language.tsx';

interface StartHintProps {
  person: SimulatorPerson;
  state: SimulatorState | undefined;
  onAction: (action: PersonAction) => void;
}

/** What an empty chat can begin with: a household scans a group's code, the officer types the link code. */
export function StartHint({ person, state, onAction }: StartHintProps) {
  const { t } = useLanguage();
  const isZalo = person.network === 'zalo';
  const linkCode = state?.officer?.personId === person.id ? state.officer.linkCode : null;

  if (person.role === 'officer') {
    return (
      <Stack align="stretch" gap="sm" p="md">
        <Text ta="center">{t(linkCode === null ? 'start-officer' : 'start-officer-link')}</Text>
        {linkCode !== null && (
          <Button onClick={() => onAction({ kind: 'text', text: linkCode })}>
            {t('start-send-link', { code: linkCode })}
          </Button>
        )}
      </Stack>
    );
  }

  return (
    <Stack align="stretch" gap="sm" p="md">
      <Text ta="center">{t('start-household', { network: person.network })}</Text>
      {state?.groups.map(({ name, joinCode }) => (
        // Scanning a group's QR code opens the bot with exactly this line; on Zalo the code is typed.
        <Button
          key={joinCode}
          variant="default"
          h="auto"
          mih={44}
          py={6}
          styles={{ label: { whiteSpace: 'normal', overflow: 'visible', lineHeight: 1.35 } }}
          onClick={() => onAction({ kind: 'text', text: isZalo ? joinCode : `/start ${joinCode}` })}
        >
          {name} · {joinCode}
        </Button>
      ))}
      <Button
        variant="default"
        mih={44}
        onClick={() => onAction({ kind: 'text', text: isZalo ? 'xin chào' : '/start' })}
      >
        {t('start-without-code', { network: person.network })}
      </Button>
    </Stack>
  );
}
