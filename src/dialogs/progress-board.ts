import { holdOf } from '../alerts/alert.ts';
import type { AlertProgress } from '../alerts/ports.ts';
import { formatTime } from '../locales/format-time.ts';
import type { Translate } from '../locales/locales.ts';
import type { Language, SayArgs } from './dialog.ts';

/** The arguments of `progress-board` and `progress-board-final`. */
export function progressBoardArgs(
  progress: AlertProgress,
  language: Language,
  now: Date,
  t: Translate,
): SayArgs {
  const { paused, startsAt, drill: _, ...figures } = progress;
  return {
    ...figures,
    category: t(language, `category-${progress.category}`),
    time: formatTime(now),
    hold: holdOf({ paused, startsAt }),
    starts: startsAt === null ? '' : formatTime(startsAt),
  };
}
