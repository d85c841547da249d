import type { ReplyItem } from '../../../contracts/replies.ts';
import { PhotoIcon, PlaceIcon, VoiceIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Badge } from '../alerts/badges.tsx';
import { contentWords, householdWords } from './content-words.ts';
import classes from './replies.module.css';

export function rowId(replyId: string): string {
  return `reply-${replyId}`;
}

interface ReplyRowProps {
  reply: ReplyItem;
  top: number;
  position: number;
  count: number;
  isOpen: boolean;
  isActive: boolean;
  nowMs: number;
  onOpen: () => void;
}

/** One reply of the list: who, when, what, and whether somebody dealt with it. */
export function ReplyRow({ reply, top, position, count, isOpen, isActive, nowMs, onOpen }: ReplyRowProps) {
  const { t, relative } = useLanguage();
  const isWaiting = reply.help && reply.handled === null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys
    <div
      id={rowId(reply.id)}
      role="option"
      tabIndex={-1}
      aria-selected={isOpen}
      aria-posinset={position}
      aria-setsize={count}
      className={classes.row}
      data-waiting={isWaiting}
      data-active={isActive}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onOpen}
    >
      <span className={classes.rowTop}>
        {reply.help && <Badge tone={isWaiting ? 'critical' : 'quiet'}>{t('reply-help')}</Badge>}
        <strong className={classes.rowName}>{householdWords(reply, t)}</strong>
        <span className={classes.rowTime}>{relative(reply.at, nowMs)}</span>
      </span>
      <span className={classes.rowWords}>
        <ContentIcon content={reply.content} />
        {contentWords(reply, t)}
      </span>
      <span className={classes.rowMeta}>
        <span>{[reply.group?.name, reply.alert.number].filter(Boolean).join(' · ')}</span>
        <span>{stateWords()}</span>
      </span>
    </div>
  );

  function stateWords(): string {
    if (reply.handled !== null) return t('reply-handled-short');
    return reply.answers > 0 ? t('reply-answers', { count: reply.answers }) : '';
  }
}

function ContentIcon({ content }: Pick<ReplyItem, 'content'>) {
  switch (content?.kind) {
    case 'photo':
      return <PhotoIcon size={16} />;
    case 'voice':
      return <VoiceIcon size={16} />;
    case 'place':
      return <PlaceIcon size={16} />;
    default:
      return null;
  }
}
