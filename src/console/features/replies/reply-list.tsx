import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ReplyItem } from '../../../contracts/replies.ts';
import type { useReplies } from '../../api/replies.ts';
import { useLanguage } from '../../ui/language.tsx';
import { rowOfKey } from '../../ui/row-of-key.ts';
import { useNowMs } from '../../ui/use-now-ms.ts';
import { isNearEnd, useRowWindow } from '../../ui/use-row-window.ts';
import { useSteadyList } from '../../ui/use-steady-list.ts';
import classes from './replies.module.css';
import { ReplyRow, rowId } from './reply-row.tsx';

/** Rows that Page Up and Page Down go over. */
const PAGE_ROWS = 6;

interface ReplyListProps {
  replies: ReturnType<typeof useReplies>;
  rows: readonly ReplyItem[];
  openId: string | undefined;
  onOpen: (replyId: string) => void;
}

/** The same number is in the style sheet. */
const ROW_HEIGHT = 84;
const AHEAD = 20;
const idOf = ({ id }: ReplyItem): string => id;

/** A list box: one tab stop, arrows move, Enter opens. Rows stay where they are while somebody points at them. */
export function ReplyList({ replies, rows, openId, onOpen }: ReplyListProps) {
  const { t, number } = useLanguage();
  const nowMs = useNowMs();
  const box = useRef<HTMLDivElement>(null);
  const [hasPointer, setHasPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [isLoaded, setIsLoaded] = useState(0);
  // Rows of a further page join at the end at once: only what would push others away waits.
  const isMoved = rows.length !== isLoaded && replies.isLoadingMore;
  const { items, held, release } = useSteadyList(rows, idOf, (hasPointer || hasFocus) && !isMoved);
  const { from, to } = useRowWindow(box, ROW_HEIGHT, items.length);
  const active = items.findIndex(({ id }) => id === (activeId ?? openId));
  const { hasMore, isLoadingMore, loadMore } = replies;

  useEffect(() => {
    // `to` moves while one scrolls: that is when to look.
    if (to > 0 && hasMore && !isLoadingMore && isNearEnd(box.current, ROW_HEIGHT, items.length, AHEAD)) {
      setIsLoaded(items.length);
      loadMore();
    }
  }, [hasMore, isLoadingMore, loadMore, to, items.length]);

  useEffect(() => {
    const element = box.current;
    if (element === null || !hasFocus || active < 0) return;
    const top = active * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    }
  }, [active, hasFocus]);

  function onKeyDown(event: KeyboardEvent): void {
    const target = rowOfKey(event.key, active, items.length, PAGE_ROWS);
    const reply = target === null ? undefined : items[target];
    if (reply === undefined) return;
    event.preventDefault();
    setActiveId(reply.id);
    if (event.key === 'Enter' || event.key === ' ') onOpen(reply.id);
  }

  return (
    <>
      <div
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label={t('replies-title')}
        aria-activedescendant={items[active] === undefined ? undefined : rowId(items[active].id)}
        className={classes.list}
        onKeyDown={onKeyDown}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onPointerEnter={() => setHasPointer(true)}
        onPointerLeave={() => setHasPointer(false)}
      >
        <div role="presentation" className={classes.rows} style={{ height: items.length * ROW_HEIGHT }}>
          {items.map((reply, index) =>
            (index >= from && index < to) || index === active ? (
              <ReplyRow
                key={reply.id}
                reply={reply}
                top={index * ROW_HEIGHT}
                position={index + 1}
                count={hasMore ? -1 : items.length}
                isOpen={reply.id === openId}
                isActive={hasFocus && index === active}
                nowMs={nowMs}
                onOpen={() => {
                  setActiveId(reply.id);
                  onOpen(reply.id);
                }}
              />
            ) : null,
          )}
        </div>
      </div>
      <div className={classes.foot}>
        <span className="by-number">
          {t(hasMore ? 'rows-loaded' : 'rows-all', { count: number(rows.length) })}
        </span>
        {(held > 0 || replies.isOld) && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              box.current?.scrollTo({ top: 0 });
              release();
              if (replies.isOld) replies.reload();
            }}
          >
            {held > 0 ? t('replies-held', { count: number(held) }) : t('rows-old')}
          </Button>
        )}
      </div>
    </>
  );
}
