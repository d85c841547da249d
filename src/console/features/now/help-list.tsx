import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Now } from '../../../contracts/now.ts';
import type { ReplyItem } from '../../../contracts/replies.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { useNowMs } from '../../ui/use-now-ms.ts';
import { useSteadyList } from '../../ui/use-steady-list.ts';
import classes from './help-list.module.css';
import { HelpRow } from './help-row.tsx';

const idOf = ({ id }: ReplyItem): string => id;

/** Calls for help that nobody dealt with, on top of everything. */
export function HelpList({ help }: { help: Now['help'] }) {
  const { t, number, relative } = useLanguage();
  const nowMs = useNowMs();
  const [hasPointer, setHasPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const { items, held, release } = useSteadyList(help.items, idOf, hasPointer || hasFocus);
  const isWaiting = help.waiting > 0;

  return (
    <section className={classes.panel} data-waiting={isWaiting} aria-labelledby="help-title">
      <div className={classes.top}>
        <h2 className={classes.title} id="help-title">
          <span className={classes.count} data-figure="help-waiting">
            {number(help.waiting)}
          </span>
          {t('now-help-title')}
        </h2>
        <span className={classes.oldest}>
          {help.oldestAt !== null && t('now-help-oldest', { time: relative(help.oldestAt, nowMs) })}
        </span>
      </div>
      {isWaiting ? (
        <>
          <ul
            className={classes.list}
            onPointerEnter={() => setHasPointer(true)}
            onPointerLeave={() => setHasPointer(false)}
            onFocus={() => setHasFocus(true)}
            onBlur={() => setHasFocus(false)}
          >
            {items.map((reply) => (
              <HelpRow key={reply.id} reply={reply} nowMs={nowMs} />
            ))}
          </ul>
          <div className={classes.more}>
            <LinkButton to="/replies" search={{ show: 'help' }} variant="default" size="compact-sm">
              {t('now-help-all', { count: number(help.waiting) })}
            </LinkButton>
            {held > 0 && (
              <Button size="compact-sm" color="red" onClick={release}>
                {t('now-help-held', { count: number(held) })}
              </Button>
            )}
          </div>
        </>
      ) : (
        <p className={classes.calm}>{t('now-help-none')}</p>
      )}
    </section>
  );
}
