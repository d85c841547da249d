import { ActionIcon, Button } from '@mantine/core';
import type { SimulatorPerson } from '../../../contracts/simulator.ts';
import { PersonAvatar } from '../../ui/avatar.tsx';
import { BackIcon, BlockIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { NetworkTag } from '../../ui/network-tag.tsx';
import classes from './chat.module.css';

interface ChatHeaderProps {
  person: SimulatorPerson;
  onBack: () => void;
  onBlock: () => void;
  onOpen: (personId: string) => void;
}

export function ChatHeader({ person, onBack, onBlock, onOpen }: ChatHeaderProps) {
  const { t } = useLanguage();
  const { otherChat } = person;
  const isOfficer = person.role === 'officer';
  const where = isOfficer ? t('people-officer') : (person.group ?? t('people-no-group'));
  const who = t(person.scripted ? 'chat-scripted' : 'chat-by-hand');
  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.back}
        size={44}
        variant="subtle"
        aria-label={t('chat-back')}
        onClick={onBack}
      >
        <BackIcon />
      </ActionIcon>
      <PersonAvatar id={person.id} name={person.name} isOfficer={isOfficer} />
      <div className={classes.headerText}>
        <h2 className={classes.headerName}>{person.name}</h2>
        <p className={classes.headerWhere}>
          <NetworkTag network={person.network} /> {isOfficer ? where : `${where} · ${who}`}
        </p>
      </div>
      {otherChat !== null && (
        <Button size="compact-sm" variant="default" onClick={() => onOpen(otherChat)}>
          {t('chat-other', { network: person.network })}
        </Button>
      )}
      {!person.blocked && (
        <Button size="compact-sm" variant="default" leftSection={<BlockIcon />} onClick={onBlock}>
          {t('chat-block', { network: person.network })}
        </Button>
      )}
    </header>
  );
}
