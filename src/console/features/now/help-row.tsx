import { Button } from '@mantine/core';
import type { ReplyItem } from '../../../contracts/replies.ts';
import { useHandleReply } from '../../api/replies.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { contentWords, householdWords } from '../replies/content-words.ts';
import classes from './help-list.module.css';

/** One call for help: when, who, what, and what can be done about it. */
export function HelpRow({ reply, nowMs }: { reply: ReplyItem; nowMs: number }) {
  const { t, relative, clock } = useLanguage();
  const may = useMay();
  const notify = useNotify();
  const { mutate, isPending } = useHandleReply(reply.id);
  const household = householdWords(reply, t);

  return (
    <li className={classes.row}>
      <span className={classes.when}>
        <strong>{relative(reply.at, nowMs)}</strong>
        <span className={classes.dim}>{clock(reply.at)}</span>
      </span>
      <span className={classes.who}>
        <span className={classes.name}>{household}</span>
        <span className={classes.dim}>{[reply.group?.name, reply.sender].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={classes.what}>
        <span>{contentWords(reply, t)}</span>
        <span className={classes.dim}>
          {reply.alert.drill && `${t('alerts-drill')} · `}
          {reply.alert.number} · {t(`category-${reply.alert.category}`)}
        </span>
      </span>
      <span className={classes.buttons}>
        <LinkButton
          to="/replies"
          search={{ show: 'help', reply: reply.id }}
          size="sm"
          aria-label={t('now-help-open-of', { household })}
        >
          {t('now-help-open')}
        </LinkButton>
        {may('handle_replies') && (
          <Button
            size="sm"
            variant="default"
            loading={isPending}
            aria-label={t('now-help-handle-of', { household })}
            onClick={() => mutate(true, { onError: notify.failed })}
          >
            {t('reply-handle')}
          </Button>
        )}
      </span>
    </li>
  );
}
