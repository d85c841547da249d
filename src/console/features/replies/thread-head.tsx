import { Button } from '@mantine/core';
import type { ReplyThread } from '../../../contracts/replies.ts';
import { useHandleReply } from '../../api/replies.ts';
import { useMay } from '../../api/session.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { TextLink } from '../../ui/links.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Badge } from '../alerts/badges.tsx';
import { personWords } from '../duty/person-words.ts';
import { householdWords } from './content-words.ts';
import classes from './replies.module.css';

/** Whose chat it is, about which alert, and whether somebody deals with it. */
export function ThreadHead({ thread: { reply } }: { thread: ReplyThread }) {
  const { t, dateTime } = useLanguage();
  const may = useMay();
  const notify = useNotify();
  const { mutate, isPending } = useHandleReply(reply.id);
  const isHandled = reply.handled !== null;

  return (
    <header className={classes.head}>
      <div className={classes.headWords}>
        <h2 className={classes.headName}>{householdWords(reply, t)}</h2>
        <p className={classes.headLine}>
          {[reply.sender, reply.group?.name, t(`channel-${reply.channel}`)].filter(Boolean).join(' · ')}
        </p>
        <p className={classes.headLine}>
          {reply.alert.drill && <Badge tone="drill">{t('alerts-drill')}</Badge>}{' '}
          <TextLink to="/alerts/$alertId" params={{ alertId: reply.alert.id }}>
            {reply.alert.number}
          </TextLink>{' '}
          · {t(`category-${reply.alert.category}`)}
        </p>
        <p className={classes.headLine}>
          {t('reply-standing', { standing: t(`situation-${reply.standing}`) })}
        </p>
      </div>
      <div className={classes.headState}>
        {may('handle_replies') && (
          <Button
            variant={isHandled ? 'default' : 'filled'}
            leftSection={<CheckIcon />}
            loading={isPending}
            onClick={() => mutate(!isHandled, { onError: notify.failed })}
          >
            {t(isHandled ? 'reply-unhandle' : 'reply-handle')}
          </Button>
        )}
        <span className={classes.handled}>
          {reply.handled === null
            ? t('reply-not-handled')
            : t('reply-handled', { name: personWords(reply.handled.by), time: dateTime(reply.handled.at) })}
        </span>
      </div>
    </header>
  );
}
