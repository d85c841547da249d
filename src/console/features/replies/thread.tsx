import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReplyThread } from '../../../contracts/replies.ts';
import { useThread } from '../../api/replies.ts';
import { useMay } from '../../api/session.ts';
import { BackIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Loading } from '../../ui/states.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Entry } from './entry.tsx';
import classes from './replies.module.css';
import { ThreadHead } from './thread-head.tsx';

/** One chat about one alert: what came, what staff answered, and what can be done now. */
export function Thread({ replyId, onBack }: { replyId: string; onBack: () => void }) {
  const { t } = useLanguage();
  return (
    <>
      <div className={classes.back}>
        <Button variant="subtle" size="compact-md" leftSection={<BackIcon />} onClick={onBack}>
          {t('replies-back')}
        </Button>
      </div>
      <QueryView query={useThread(replyId)} loading={<ThreadLoading />}>
        {(thread) => <ThreadView thread={thread} />}
      </QueryView>
    </>
  );
}

function ThreadView({ thread }: { thread: ReplyThread }) {
  const { t } = useLanguage();
  const may = useMay();
  const box = useRef<HTMLDivElement>(null);
  const count = thread.entries.length;

  // The newest is what one came for; also when something was added.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count is what changes
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);

  return (
    <>
      <ThreadHead thread={thread} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <div ref={box} className={classes.entries} role="log" aria-label={t('thread-entries')} tabIndex={0}>
        <ol className={classes.entryList}>
          {thread.entries.map((entry) => (
            <Entry
              key={entry.from === 'staff' ? entry.id : entry.reply.id}
              entry={entry}
              isAsked={entry.from === 'household' && entry.reply.id === thread.reply.id}
            />
          ))}
        </ol>
      </div>
      {may('handle_replies') && <AnswerForm thread={thread} />}
    </>
  );
}

function ThreadLoading() {
  return (
    <div className={classes.pad}>
      <Loading rows={4} height={64} />
    </div>
  );
}
