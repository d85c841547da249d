import type { LaneHealth } from '../../../contracts/channels.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/states.tsx';
import { reasonWords } from '../alerts/reason-words.ts';
import classes from './now.module.css';

/** Whether messages leave: each channel account, its state and what waits. */
export function LaneList({ lanes }: { lanes: readonly LaneHealth[] }) {
  const { t } = useLanguage();
  return (
    <Section title={t('now-lanes-title')}>
      {lanes.length === 0 ? (
        <Empty>{t('now-lanes-none')}</Empty>
      ) : (
        <ul className={classes.rows}>
          {lanes.map((lane) => (
            <li key={lane.channelAccountId} className={classes.lane}>
              <span className={classes.laneName}>{lane.name}</span>
              <span className={classes.laneState} data-state={lane.state}>
                <span className={classes.sign} aria-hidden="true" />
                {t(`lane-state-${lane.state}`)}
              </span>
              <LaneMore lane={lane} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const COUNTED_TO = 10_000;
/** A message that waits for a second waits for nothing but its turn. */
const WORTH_SAYING_SECONDS = 2;

function LaneMore({ lane }: { lane: LaneHealth }) {
  const { t, number, span, clock } = useLanguage();
  const waiting =
    lane.waiting === 0
      ? t('lane-waiting-none')
      : t('lane-waiting', {
          count: lane.waiting >= COUNTED_TO ? `${number(COUNTED_TO)}+` : number(lane.waiting),
        });
  const parts = [
    t(`channel-${lane.channel}`),
    waiting,
    lane.oldestWaitingSeconds === null || lane.oldestWaitingSeconds < WORTH_SAYING_SECONDS
      ? null
      : t('lane-oldest', { span: span(lane.oldestWaitingSeconds) }),
    lane.pausedUntil === null ? null : t('lane-paused-until', { time: clock(lane.pausedUntil) }),
    lane.reason === null ? null : reasonWords(lane.reason, t),
  ];
  return <span className={classes.laneMore}>{parts.filter((part) => part !== null).join(' · ')}</span>;
}
