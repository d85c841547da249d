import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { repliesQuerySchema } from '../../../contracts/replies.ts';
import { useReplies } from '../../api/replies.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import classes from './replies.module.css';
import { ReplyList } from './reply-list.tsx';
import { Thread } from './thread.tsx';

const showSchema = repliesQuerySchema.shape.show.unwrap();
const searchSchema = z.object({
  show: showSchema.default('open').catch('open'),
  alert: z.uuid().optional().catch(undefined),
  reply: z.uuid().optional().catch(undefined),
});

/** Calls for help and what households say in their own words: the list, and beside it one conversation. */
export function Page() {
  const { t, number } = useLanguage();
  const [{ show, alert, reply }, setSearch] = usePageSearch(searchSchema);
  const navigate = useNavigate();
  const replies = useReplies({ alertId: alert, show });
  const waiting = replies.firstPage?.helpWaiting ?? 0;

  // One step back leads from the conversation to the list, on a phone the only way to see it.
  const open = (replyId: string) =>
    void navigate({
      to: '/replies',
      search: { show, alert, reply: replyId },
      replace: reply !== undefined,
      resetScroll: false,
    });

  return (
    <PageFrame title={t('replies-title')}>
      <div className={classes.frame} data-open={reply !== undefined}>
        <div className={classes.side}>
          <div className={classes.tools}>
            <SegmentedControl
              fullWidth
              aria-label={t('replies-show')}
              value={show}
              onChange={(value) => setSearch({ show: value })}
              data={showSchema.options.map((value) => ({ value, label: t(`replies-show-${value}`) }))}
            />
            <p className={classes.waiting} data-waiting={waiting > 0} role="status">
              {waiting > 0 ? t('replies-help-waiting', { count: number(waiting) }) : t('replies-help-none')}
            </p>
            {alert !== undefined && (
              <LinkButton to="/replies" search={{ show }} variant="default" size="compact-sm">
                {t('replies-of-all')}
              </LinkButton>
            )}
          </div>
          <RepliesFound replies={replies} openId={reply} onOpen={open} />
        </div>
        <div className={classes.thread}>
          {reply === undefined ? (
            <p className={classes.choose}>{t('replies-choose')}</p>
          ) : (
            <Thread key={reply} replyId={reply} onBack={() => setSearch({ reply: undefined })} />
          )}
        </div>
      </div>
    </PageFrame>
  );
}

interface RepliesFoundProps {
  replies: ReturnType<typeof useReplies>;
  openId: string | undefined;
  onOpen: (replyId: string) => void;
}

function RepliesFound({ replies, openId, onOpen }: RepliesFoundProps) {
  const { t } = useLanguage();
  if (replies.rows === undefined) {
    return (
      <div className={classes.pad}>
        {replies.error === null ? (
          <Loading rows={6} height={72} />
        ) : (
          <Failed error={replies.error} onRetry={replies.reload} />
        )}
      </div>
    );
  }
  if (replies.rows.length === 0) {
    return (
      <div className={classes.pad}>
        <Empty>{t('replies-none')}</Empty>
      </div>
    );
  }
  return <ReplyList replies={replies} rows={replies.rows} openId={openId} onOpen={onOpen} />;
}
