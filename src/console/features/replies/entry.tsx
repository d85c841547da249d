import type { ReplyItem, ThreadEntry } from '../../../contracts/replies.ts';
import { useLanguage } from '../../ui/language.tsx';
import { reasonWords } from '../alerts/reason-words.ts';
import { personWords } from '../duty/person-words.ts';
import { Photo } from './photo.tsx';
import { Place } from './place.tsx';
import classes from './replies.module.css';
import { Voice } from './voice.tsx';

interface EntryProps {
  entry: ThreadEntry;
  /** The one that was opened, among others of the chat. */
  isAsked: boolean;
}

/** One thing that was said, by the household or by staff. */
export function Entry({ entry, isAsked }: EntryProps) {
  const { t, dateTime } = useLanguage();
  if (entry.from === 'household') {
    const { reply } = entry;
    return (
      <li className={classes.entry} data-from="household" data-asked={isAsked} data-help={reply.help}>
        <span className={classes.entryMeta}>
          <strong>{reply.sender ?? t('thread-household')}</strong> {dateTime(reply.at)}
        </span>
        {reply.code !== null && <span className={classes.code}>{t(`reply-code-${reply.code}`)}</span>}
        <Content reply={reply} />
      </li>
    );
  }
  return (
    <li className={classes.entry} data-from="staff" data-state={entry.state}>
      <span className={classes.entryMeta}>
        <strong>{personWords(entry.by)}</strong> {dateTime(entry.at)}
      </span>
      <p className={classes.words}>{entry.text ?? t('reply-hidden')}</p>
      <span className={classes.entryState}>
        {t(`answer-state-${entry.state}`)}
        {entry.reason !== null && `: ${reasonWords(entry.reason, t)}`}
      </span>
    </li>
  );
}

function Content({ reply }: { reply: ReplyItem }) {
  const { t } = useLanguage();
  switch (reply.content?.kind) {
    case undefined:
      return null;
    case 'text':
      return <p className={classes.words}>{reply.content.text}</p>;
    case 'photo':
      return <Photo replyId={reply.id} caption={reply.content.caption} />;
    case 'voice':
      return <Voice replyId={reply.id} seconds={reply.content.seconds} />;
    case 'place':
      return <Place place={reply.content} />;
    case 'hidden':
      return <p className={classes.words}>{t('reply-hidden')}</p>;
  }
}
