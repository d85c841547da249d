import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { MediaView } from '../alert-parts/media-view.tsx';
import { Badge } from './badges.tsx';
import { reasonWords } from './reason-words.ts';
import classes from './timeline.module.css';

/** Every message of the alert as households see it, the newest first. */
export function Timeline({ messages }: { messages: AlertPage['messages'] }) {
  const { t } = useLanguage();
  return (
    <Section title={t('timeline-title')}>
      <ol className={classes.list}>
        {messages.toReversed().map((message, index) => (
          <Message key={message.id} message={message} isNewest={index === 0} />
        ))}
      </ol>
    </Section>
  );
}

function Message({ message, isNewest }: { message: AlertPage['messages'][number]; isNewest: boolean }) {
  const { t, language, number, dateTime } = useLanguage();
  const { text, buttons } = message.texts[language];
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <li className={classes.message}>
      <div className={classes.top}>
        <strong>
          {message.seq}. {t(`message-kind-${message.kind}`)}
        </strong>
        <span className={classes.time}>{dateTime(message.createdAt)}</span>
        <Hold message={message} />
      </div>
      <p className={classes.counts}>
        {message.deliveries.length === 0
          ? t('timeline-no-deliveries')
          : message.deliveries.map(({ state, count }) => (
              <span key={state}>
                {t(`alert-${state}`)} <strong>{number(count)}</strong>
              </span>
            ))}
        {!message.written && <span>{t('timeline-being-written')}</span>}
      </p>
      {message.media !== undefined && <MessageMedia media={message.media} />}
      <details className={classes.text} open={isNewest && message.kind !== 'initial'}>
        <summary>
          <span className={classes.whenClosed}>{firstLine(text)}</span>
          <span className={classes.whenOpen}>{t('timeline-text')}</span>
        </summary>
        <p lang={language}>{text}</p>
        {buttons.length > 0 && (
          <p className={classes.buttons}>
            {buttons.map(({ label, payload }) => (
              <span key={payload}>{label}</span>
            ))}
          </p>
        )}
        {message.texts[other].text !== text && (
          <>
            <p className={classes.otherTitle}>{t(`language-${other}`)}</p>
            <p lang={other}>{message.texts[other].text}</p>
          </>
        )}
      </details>
    </li>
  );
}

function MessageMedia({ media }: { media: NonNullable<AlertPage['messages'][number]['media']> }) {
  const { t, number } = useLanguage();
  return (
    <>
      {media.gone ? <p>{t(`media-gone-${media.kind}`)}</p> : <MediaView media={media} />}
      {media.leftOut > 0 && <p>{t('media-left-out', { count: number(media.leftOut) })}</p>}
      {media.refused.map(({ channel, account, reason }) => (
        <p key={`${channel}-${account}`}>
          {t('media-refused-by', {
            channel: t(`channel-${channel}`),
            account,
            reason: reasonWords(reason, t),
          })}
        </p>
      ))}
    </>
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function Hold({ message }: { message: AlertPage['messages'][number] }) {
  const { t, clock } = useLanguage();
  if (message.stoppedAt !== null)
    return <Badge tone="bad">{t('timeline-stopped', { time: clock(message.stoppedAt) })}</Badge>;
  if (message.pausedAt !== null)
    return <Badge tone="warn">{t('timeline-paused', { time: clock(message.pausedAt) })}</Badge>;
  return null;
}
