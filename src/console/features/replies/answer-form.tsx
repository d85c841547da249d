import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { ReplyThread } from '../../../contracts/replies.ts';
import { useAnswerReply } from '../../api/replies.ts';
import { SendIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { newRequestId } from '../../ui/request-id.ts';
import { FailureLine } from '../../ui/states.tsx';
import classes from './replies.module.css';

const TEXT_LIMIT = 1_500;

/** Writes to the chat through the bot. A text that did not get through stays here, and is sent once however often one clicks. */
export function AnswerForm({ thread }: { thread: ReplyThread }) {
  const { t } = useLanguage();
  const [text, setText] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const { mutate, isPending, error, reset } = useAnswerReply(thread.reply.id);

  if (thread.chat !== 'open') return <p className={classes.closed}>{t(`chat-${thread.chat}`)}</p>;

  function send(): void {
    if (text.trim() === '' || isPending) return;
    mutate(
      { requestId, text },
      {
        onSuccess: () => {
          setText('');
          setRequestId(newRequestId());
        },
      },
    );
  }

  function write(value: string): void {
    setText(value);
    // Another text is another answer, even after a failure.
    if (error !== null) {
      reset();
      setRequestId(newRequestId());
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <div className={classes.form}>
      <FailureLine error={error} />
      <div className={classes.formLine}>
        <Textarea
          className={classes.field}
          aria-label={t('answer-write')}
          placeholder={t('answer-write')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={TEXT_LIMIT}
          value={text}
          readOnly={isPending}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          leftSection={<SendIcon />}
          loading={isPending}
          disabled={text.trim() === ''}
          onClick={send}
          title={t('answer-keys')}
        >
          {t('answer-send')}
        </Button>
      </div>
    </div>
  );
}
