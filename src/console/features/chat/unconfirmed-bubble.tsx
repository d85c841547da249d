import { Button } from '@mantine/core';
import type { UnconfirmedAction } from '../../api/simulator-queries.ts';
import { failureText } from '../../ui/failure-text.ts';
import { ClockIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './chat.module.css';
import { PlaceCard, SamplePhoto, VoiceNote } from './media.tsx';

interface UnconfirmedBubbleProps {
  unconfirmed: UnconfirmedAction;
  onRetry: () => void;
  onDrop: () => void;
}

/** A message on its way, or one that did not get through and can be tried again. */
export function UnconfirmedBubble({ unconfirmed, onRetry, onDrop }: UnconfirmedBubbleProps) {
  const { t } = useLanguage();
  const { failure } = unconfirmed;
  return (
    <li className={classes.message} data-from="person" data-unconfirmed="true">
      <div className={classes.bubble}>
        <ActionBody unconfirmed={unconfirmed} />
        <span className={classes.meta}>
          {failure === null ? (
            <>
              <ClockIcon />
              <span>{t('chat-sending')}</span>
            </>
          ) : (
            <span className={classes.failed}>{t('chat-not-sent')}</span>
          )}
        </span>
      </div>
      {failure !== null && (
        <div className={classes.failure} role="alert">
          <span>{failureText(failure, t)}</span>
          <span className={classes.failureTools}>
            <Button size="compact-sm" onClick={onRetry}>
              {t('retry')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onDrop}>
              {t('chat-drop')}
            </Button>
          </span>
        </div>
      )}
    </li>
  );
}

function ActionBody({ unconfirmed: { action } }: { unconfirmed: UnconfirmedAction }) {
  switch (action.kind) {
    case 'text':
      return <span className={classes.text}>{action.text}</span>;
    case 'photo':
      return (
        <>
          <SamplePhoto />
          {action.caption !== '' && <span className={classes.text}>{action.caption}</span>}
        </>
      );
    case 'voice':
      return <VoiceNote seconds={action.seconds} />;
    case 'place':
      return <PlaceCard at={null} />;
    case 'press':
    case 'block':
    case 'unblock':
      return null;
  }
}
