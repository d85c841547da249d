import type { DrillScore } from '../../../contracts/alert-running.ts';
import type { Language, Translate } from '../../ui/texts.ts';

export type DrillFigures = Extract<DrillScore, { kind: 'scored' }>['score'];

export interface ComparedFigure {
  key: 'households' | 'reached' | 'answered' | 'median' | 'slowest' | 'dead';
  value: string;
  /** Of the drill before; a dash where there was none. */
  before: string;
  change: string;
  verdict: 'better' | 'worse' | 'same';
}

interface Figure {
  /** What is compared; null where there is nothing to compare. */
  size: number | null;
  words: string;
}

interface Measure {
  key: ComparedFigure['key'];
  better: 'more' | 'less' | 'neither';
  figure(drill: DrillFigures): Figure;
  difference(by: number): string;
}

const NONE = '–';

/** Reach, time to answer and dead contacts of a drill beside those of the one before. Reach is compared by its share. */
export function compareDrills(
  now: DrillFigures,
  previous: DrillFigures | null,
  { language, t }: { language: Language; t: Translate },
): ComparedFigure[] {
  return measures(language, t).map(({ key, better, figure, difference }) => {
    const value = figure(now);
    const before = previous === null ? null : figure(previous);
    const compared = { key, value: value.words, before: before?.words ?? NONE };
    if (value.size === null || before === null || before.size === null || value.size === before.size) {
      return { ...compared, change: before === null ? NONE : '=', verdict: 'same' };
    }
    const by = value.size - before.size;
    const verdict = better === 'neither' ? 'same' : by > 0 === (better === 'more') ? 'better' : 'worse';
    return { ...compared, change: `${by > 0 ? '+' : '−'}${difference(Math.abs(by))}`, verdict };
  });
}

function measures(language: Language, t: Translate): Measure[] {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const number = new Intl.NumberFormat(locale);
  const count = (value: number) => number.format(value);
  /** Whole percents, as they are shown: what looks the same is the same. */
  const share = (of: (drill: DrillFigures) => number) => (drill: DrillFigures) => {
    if (drill.households === 0) return { size: null, words: count(of(drill)) };
    const percent = Math.round((of(drill) / drill.households) * 100);
    return { size: percent, words: t('drill-share', { percent, count: of(drill) }) };
  };
  const time = (of: (drill: DrillFigures) => number | null) => (drill: DrillFigures) => {
    const ms = of(drill);
    if (ms === null) return { size: null, words: NONE };
    const seconds = Math.round(ms / 1_000);
    return { size: seconds, words: minutesAndSeconds(seconds) };
  };
  const minutesAndSeconds = (total: number) =>
    total < 60
      ? t('drill-seconds', { seconds: total })
      : t(total % 60 === 0 ? 'drill-whole-minutes' : 'drill-minutes', {
          minutes: Math.floor(total / 60),
          seconds: total % 60,
        });
  const points = (by: number) => t('drill-points', { points: by });
  return [
    {
      key: 'households',
      better: 'neither',
      figure: ({ households }) => ({ size: households, words: count(households) }),
      difference: count,
    },
    { key: 'reached', better: 'more', figure: share(({ reached }) => reached), difference: points },
    { key: 'answered', better: 'more', figure: share(({ answered }) => answered), difference: points },
    {
      key: 'median',
      better: 'less',
      figure: time(({ medianAnswerMs }) => medianAnswerMs),
      difference: minutesAndSeconds,
    },
    {
      key: 'slowest',
      better: 'less',
      figure: time(({ slowestAnswerMs }) => slowestAnswerMs),
      difference: minutesAndSeconds,
    },
    {
      key: 'dead',
      better: 'less',
      figure: ({ deadContacts }) => ({ size: deadContacts, words: count(deadContacts) }),
      difference: count,
    },
  ];
}
