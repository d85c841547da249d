import { Badge } from '@mantine/core';
import type { ChannelAccountItem } from '../../../contracts/channels.ts';
import { Facts } from '../../ui/facts.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import classes from './channels.module.css';
import { reasonWords } from './reason-words.ts';
import { SendTest } from './send-test.tsx';

const STATE_COLORS = { working: 'teal', paused: 'yellow', stopped: 'red', no_driver: 'red' } as const;
const CHANNEL_NAMES = { telegram: 'Telegram', zalo: 'Zalo OA' } as const;

export function AccountCard({ account, asOf }: { account: ChannelAccountItem; asOf: string }) {
  const { t, number, span, clock, dateTime, relative } = useLanguage();
  const now = new Date(asOf).getTime();
  const { state, reason, pausedUntil, token, oldestWaitingSeconds } = account;

  return (
    <Section
      title={account.name}
      intro={CHANNEL_NAMES[account.channel]}
      actions={
        <Badge size="lg" color={STATE_COLORS[state]} variant="light">
          {t(`lane-${state}`)}
        </Badge>
      }
    >
      {state === 'stopped' && reason !== null && (
        <p className={classes.warning}>{t('channels-stopped', { reason: reasonWords(reason, t) })}</p>
      )}
      {state === 'no_driver' && <p className={classes.warning}>{t('channels-no-driver')}</p>}
      {token !== null && token.lostAt !== null && (
        <p className={classes.warning}>{t('channels-token-lost', { time: dateTime(token.lostAt) })}</p>
      )}
      <Facts
        facts={[
          ...(pausedUntil === null ? [] : [[t('channels-paused-until'), clock(pausedUntil)] as const]),
          [t('channels-waiting'), <Backlog key="backlog" account={account} />],
          [t('channels-oldest'), oldestWaitingSeconds === null ? '–' : span(oldestWaitingSeconds)],
          [t('channels-rate'), t('channels-per-second', { count: number(account.ratePerSecond) })],
          [t('channels-contacts'), number(account.contacts)],
          [
            t('channels-last-event'),
            account.lastEventAt === null ? t('never') : relative(account.lastEventAt, now),
          ],
          ...(token === null
            ? [[t('channels-token'), t('channels-token-endless')] as const]
            : [
                [
                  t('channels-token'),
                  t('channels-token-saved', { when: relative(token.savedAt, now) }),
                ] as const,
                [t('channels-token-until'), dateTime(token.expiresAt)] as const,
              ]),
        ]}
      />
      <SendTest accountId={account.channelAccountId} isTestable={account.testable} />
    </Section>
  );
}

function Backlog({ account }: { account: ChannelAccountItem }) {
  const { t, number } = useLanguage();
  const waiting = account.backlog.filter((part) => part.waiting > 0);
  if (waiting.length === 0) return t('channels-nothing-waits');
  return (
    <ul className={classes.backlog}>
      {waiting.map((part) => (
        <li key={part.class}>
          {t(`lane-class-${part.class}`)}: {number(part.waiting)}
        </li>
      ))}
    </ul>
  );
}
