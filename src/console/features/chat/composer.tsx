import { ActionIcon, Menu, Textarea } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { SimulatorChat } from '../../../contracts/simulator.ts';
import type { PersonAction } from '../../api/simulator.ts';
import { AttachIcon, PhotoIcon, PlaceIcon, SendIcon, VoiceIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './composer.module.css';

interface ComposerProps {
  commands: SimulatorChat['commands'];
  field: RefObject<HTMLTextAreaElement | null>;
  onAction: (action: PersonAction) => void;
}

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const SAMPLE_VOICE_SECONDS = 8;

/** The line to write on, the bot's commands, and what can be sent besides words. */
export function Composer({ commands, field, onAction }: ComposerProps) {
  const { t } = useLanguage();
  const [draft, setDraft] = useState('');

  function sendText(): void {
    const text = draft.trim();
    if (text === '') return;
    onAction({ kind: 'text', text });
    setDraft('');
  }

  function sendPhoto(): void {
    onAction({ kind: 'photo', caption: draft.trim().slice(0, CAPTION_LIMIT) });
    setDraft('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Vietnamese input methods confirm a syllable with Enter, too.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    sendText();
  }

  return (
    <div className={classes.composer}>
      <Menu position="top-start" shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('chat-commands')}
            disabled={commands.length === 0}
          >
            <span className={classes.slash}>/</span>
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {commands.map(({ command, description }) => (
            <Menu.Item key={command} onClick={() => onAction({ kind: 'text', text: `/${command}` })}>
              <strong>/{command}</strong>
              <span className={classes.description}>{description}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-start" shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon size={44} variant="default" aria-label={t('chat-attach')}>
            <AttachIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Item leftSection={<PhotoIcon />} onClick={sendPhoto}>
            {t('chat-send-photo')}
          </Menu.Item>
          <Menu.Item
            leftSection={<VoiceIcon />}
            onClick={() => onAction({ kind: 'voice', seconds: SAMPLE_VOICE_SECONDS })}
          >
            {t('chat-send-voice')}
          </Menu.Item>
          <Menu.Item leftSection={<PlaceIcon />} onClick={() => onAction({ kind: 'place' })}>
            {t('chat-send-place')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Textarea
        ref={field}
        className={classes.field}
        size="md"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={TEXT_LIMIT}
        aria-label={t('chat-write')}
        placeholder={t('chat-write')}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon
        size={44}
        variant="filled"
        aria-label={t('chat-send')}
        disabled={draft.trim() === ''}
        onClick={sendText}
      >
        <SendIcon />
      </ActionIcon>
    </div>
  );
}
