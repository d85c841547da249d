import { Button, Loader, Text } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import type { SimulatorState } from '../../../contracts/simulator.ts';
import { failureOf } from '../../api/request.ts';
import { type UnconfirmedAction, useChat, usePersonActions } from '../../api/simulator-queries.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './chat.module.css';
import { ChatHeader } from './chat-header.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { StartHint } from './start-hint.tsx';
import { useNotice } from './use-notice.ts';

interface ChatPanelProps {
  personId: string;
  state: SimulatorState | undefined;
  onBack: () => void;
  onOpen: (personId: string) => void;
}

/** One person's phone. Mount it with the person as key: every chat starts fresh. */
export function ChatPanel({ personId, state, onBack, onOpen }: ChatPanelProps) {
  const { t } = useLanguage();
  const { data: chat, error } = useChat(personId);
  const { perform, unconfirmed, forget, retry } = usePersonActions(personId);
  const notice = useNotice(chat?.notice);
  const field = useRef<HTMLTextAreaElement>(null);
  const phone = useRef<HTMLElement>(null);

  const isReady = chat !== undefined;
  useEffect(() => {
    if (!isReady) return;
    // Where a pointer is fine there is a real keyboard; elsewhere the focus would raise the one on the screen.
    if (window.matchMedia('(pointer: fine)').matches && field.current !== null) field.current.focus();
    else phone.current?.focus();
  }, [isReady]);

  const press = useCallback(
    (messageId: string, payload: string) => perform({ kind: 'press', messageId, payload }),
    [perform],
  );

  if (chat === undefined) return <ChatPlaceholder error={error} onBack={onBack} />;

  const { person } = chat;
  const failedOnes = unconfirmed.filter(isFailedWithoutBubble);

  return (
    <section
      ref={phone}
      tabIndex={-1}
      className={classes.phone}
      data-network={person.network}
      aria-label={t('chat-title', { name: person.name })}
    >
      <ChatHeader
        person={person}
        onBack={onBack}
        onBlock={() => perform({ kind: 'block' })}
        onOpen={onOpen}
      />
      <MessageList
        messages={chat.messages}
        unconfirmed={unconfirmed}
        empty={<StartHint person={person} state={state} onAction={perform} />}
        onPress={press}
        onRetry={retry}
        onDrop={forget}
      />
      <div className={classes.notice} role="status">
        {notice !== null && <span>{notice}</span>}
      </div>
      {failedOnes.map((action) => (
        <div key={action.id} className={classes.failure} role="alert">
          <span>{action.failure !== null && failureText(action.failure, t)}</span>
          <Button size="compact-sm" variant="default" onClick={() => forget(action.id)}>
            {t('close')}
          </Button>
        </div>
      ))}
      {person.blocked ? (
        <div className={classes.blocked}>
          <Text size="sm">{t('chat-is-blocked', { network: person.network })}</Text>
          <Button onClick={() => perform({ kind: 'unblock' })}>{t('chat-unblock')}</Button>
        </div>
      ) : (
        <Composer commands={chat.commands} field={field} onAction={perform} />
      )}
    </section>
  );
}

/** Presses, blocks and the like have no bubble that could say so. */
function isFailedWithoutBubble({ action, failure }: UnconfirmedAction): boolean {
  return (
    failure !== null && (action.kind === 'press' || action.kind === 'block' || action.kind === 'unblock')
  );
}

function ChatPlaceholder({ error, onBack }: { error: Error | null; onBack: () => void }) {
  const { t } = useLanguage();
  return (
    <section className={classes.phone} aria-label={t('loading')}>
      <div className={classes.placeholder}>
        {error === null ? (
          <Loader aria-label={t('loading')} />
        ) : (
          <>
            <Text role="alert">{failureText(failureOf(error), t)}</Text>
            <Button variant="default" onClick={onBack}>
              {t('chat-back')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
