import type { UseQueryResult } from '@tanstack/react-query';
import type { AlertGroups } from '../../../contracts/alert-page.ts';
import type { Situation } from '../../../contracts/words.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { percentOf, SAID, SITUATION_TONES, SITUATIONS, situationsOf } from './alert-figures.ts';
import type { HouseholdsOf } from './households-of.ts';
import classes from './situation-strip.module.css';

interface SituationStripProps {
  groups: UseQueryResult<AlertGroups>;
  onHouseholds: ((of: HouseholdsOf) => void) | null;
}

/** Where the households stand, each counted once. The places are there before the figures. */
export function SituationStrip({ groups, onHouseholds }: SituationStripProps) {
  const { t, number, clock } = useLanguage();
  const sum = groups.data === undefined ? null : situationsOf(groups.data.groups);
  const whole = groups.data?.groups.reduce((total, { households }) => total + households, 0) ?? 0;
  return (
    <section className={classes.strip} aria-label={t('alert-situations')}>
      <div className={classes.top}>
        <h2 className={classes.title}>
          {t('alert-situations')}{' '}
          <span className={classes.whole} data-figure="households">
            {sum === null ? '' : t('alert-households-count', { count: number(whole) })}
          </span>
        </h2>
        <span className={classes.asOf}>
          {groups.data !== undefined && t('as-of', { time: clock(groups.data.asOf) })}
        </span>
      </div>
      <ShareBar
        whole={whole}
        shares={SITUATIONS.map((key) => ({ key, value: sum?.[key] ?? 0, tone: SITUATION_TONES[key] }))}
      />
      <dl className={classes.tiles}>
        {SITUATIONS.map((situation) => (
          <Tile
            key={situation}
            situation={situation}
            value={sum?.[situation] ?? null}
            whole={whole}
            onOpen={onHouseholds}
          />
        ))}
      </dl>
    </section>
  );
}

interface TileProps {
  situation: Situation;
  value: number | null;
  whole: number;
  onOpen: ((of: HouseholdsOf) => void) | null;
}

function Tile({ situation, value, whole, onOpen }: TileProps) {
  const { t, number } = useLanguage();
  const may = useMay();
  const mayOpen = may('see_replies') || !SAID.includes(situation);
  const figure = value === null ? '–' : number(value);
  return (
    <div className={classes.tile} data-urgent={situation === 'help' && (value ?? 0) > 0}>
      <dt>
        <span
          className={classes.key}
          style={{ background: `var(--by-tone-${SITUATION_TONES[situation]})` }}
          aria-hidden="true"
        />
        {t(`situation-${situation}`)}
      </dt>
      <dd data-figure={situation}>
        {onOpen === null || !mayOpen ? (
          figure
        ) : (
          <button
            type="button"
            className={classes.open}
            onClick={() => onOpen({ groupId: undefined, situation })}
            aria-label={t('alert-open-situation', { situation: t(`situation-${situation}`), count: figure })}
          >
            {figure}
          </button>
        )}
        <span className={classes.percent}>{value === null ? '' : `${percentOf(value, whole)}%`}</span>
      </dd>
    </div>
  );
}
