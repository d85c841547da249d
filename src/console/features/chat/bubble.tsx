import { Loader } from '@mantine/core';
import { memo } from 'react';
import type { SimulatorChatMessage } from '../../../contracts/simulator.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './chat.module.css';
import { PlaceCard, SamplePhoto, VoiceNote } from './media.tsx';

interface BubbleProps {
  message: SimulatorChatMessage;
  /** Payload of a press that the service has not confirmed. */
  pressing: string | null;
  onPress: (messageId: string, payload: string) => void;
}

/** One message with its buttons under it, as Telegram draws them. */
export const Bubble = memo(function Bubble({ message, pressing, onPress }: BubbleProps) {
  const { t, clock } = useLanguage();
  return (
    <li className={classes.message} data-from={message.from}>
      <div className={classes.bubble}>
        <span className="by-hidden">{t(message.from === 'bot' ? 'chat-from-bot' : 'chat-from-person')}</span>
        <MessageBody message={message} />
        <span className={classes.meta}>
          {message.editedAt !== null && <span>{t('chat-edited')}</span>}
          <time dateTime={message.at}>{clock(message.at)}</time>
        </span>
      </div>
      {message.buttons.map((row) => (
        <div key={row.map(({ payload }) => payload).join(' ')} className={classes.keys}>
          {row.map(({ label, payload }) => {
            const isTurning = pressing === payload || (message.waiting && message.pressed === payload);
            return (
              <button
                key={payload}
                type="button"
                className={classes.key}
                data-pressed={message.pressed === payload}
                aria-busy={isTurning}
                onClick={() => onPress(message.id, payload)}
              >
                <span>{label}</span>
                <span className={classes.keySign}>
                  {isTurning ? (
                    <Loader size={14} color="currentColor" />
                  ) : (
                    message.pressed === payload && <CheckIcon />
                  )}
                </span>
                {message.pressed === payload && <span className="by-hidden">{t('chat-pressed')}</span>}
              </button>
            );
          })}
        </div>
      ))}
    </li>
  );
});

function MessageBody({ message }: { message: SimulatorChatMessage }) {
  const { t } = useLanguage();
  switch (message.kind) {
    case 'text':
      return <span className={classes.text}>{message.text}</span>;
    case 'photo':
      return (
        <>
          {message.src === undefined ? (
            <SamplePhoto />
          ) : (
            <img className={classes.photo} src={message.src} alt={t('chat-photo')} />
          )}
          {message.text !== '' && <span className={classes.text}>{message.text}</span>}
        </>
      );
    case 'voice':
      return (
        <>
          {message.src === undefined ? (
            <VoiceNote seconds={message.seconds} />
          ) : (
            // biome-ignore lint/a11y/useMediaCaption: a voice note repeats the words under it
            <audio
              className={classes.player}
              src={message.src}
              controls
              preload="none"
              aria-label={t('chat-voice', { seconds: Math.round(message.seconds) })}
            />
          )}
          {message.text !== '' && <span className={classes.text}>{message.text}</span>}
        </>
      );
    case 'place':
      return <PlaceCard at={message} />;
    case 'sticker':
      return <span className={classes.sticker}>{message.text}</span>;
  }
}
