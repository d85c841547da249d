import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { SimulatorChatMessage } from '../../../contracts/simulator.ts';
import type { UnconfirmedAction } from '../../api/simulator-queries.ts';
import { DownIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bubble } from './bubble.tsx';
import classes from './chat.module.css';
import { UnconfirmedBubble } from './unconfirmed-bubble.tsx';
import { useStickToBottom } from './use-stick-to-bottom.ts';

interface MessageListProps {
  messages: readonly SimulatorChatMessage[];
  unconfirmed: readonly UnconfirmedAction[];
  /** Shown instead of messages while there are none. */
  empty: ReactNode;
  onPress: (messageId: string, payload: string) => void;
  onRetry: (action: UnconfirmedAction) => void;
  onDrop: (id: number) => void;
}

const MESSAGE_KINDS = new Set(['text', 'photo', 'voice', 'place']);

export function MessageList({ messages, unconfirmed, empty, onPress, onRetry, onDrop }: MessageListProps) {
  const { t } = useLanguage();
  const { box, content, isAway, toBottom } = useStickToBottom();
  const outgoing = unconfirmed.filter(({ action }) => MESSAGE_KINDS.has(action.kind));

  // Who writes wants to see what was written.
  const newestOutgoing = outgoing.at(-1)?.id;
  useEffect(() => {
    if (newestOutgoing !== undefined) toBottom();
  }, [newestOutgoing, toBottom]);

  return (
    <div className={classes.scrollFrame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div ref={box} className={classes.scroll} role="log" aria-label={t('chat-messages')} tabIndex={0}>
        <div ref={content} className={classes.content}>
          {messages.length === 0 && outgoing.length === 0 && empty}
          <ol className={classes.messages}>
            {messages.map((message) => (
              <Bubble
                key={message.id}
                message={message}
                pressing={pressOn(message.id, unconfirmed)}
                onPress={onPress}
              />
            ))}
            {outgoing.map((action) => (
              <UnconfirmedBubble
                key={`unconfirmed-${action.id}`}
                unconfirmed={action}
                onRetry={() => onRetry(action)}
                onDrop={() => onDrop(action.id)}
              />
            ))}
          </ol>
        </div>
      </div>
      {isAway && (
        <ActionIcon
          className={classes.toBottom}
          size={40}
          radius="xl"
          variant="default"
          aria-label={t('chat-to-newest')}
          onClick={toBottom}
        >
          <DownIcon />
        </ActionIcon>
      )}
    </div>
  );
}

function pressOn(messageId: string, unconfirmed: readonly UnconfirmedAction[]): string | null {
  for (const { action, failure } of unconfirmed) {
    if (action.kind === 'press' && action.messageId === messageId && failure === null) return action.payload;
  }
  return null;
}
