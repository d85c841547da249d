import { Button } from '@mantine/core';
import { useId } from 'react';
import type { Preview } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import type { Readiness } from './readiness.ts';
import { SavedState } from './saved-state.tsx';
import classes from './send-bar.module.css';
import { sendWords } from './send-words.ts';
import type { SaveState } from './use-autosave.ts';

interface SendBarProps {
  readiness: Readiness;
  /** The newest one; it may be about a text of a moment ago. */
  preview: Preview | null;
  drill: boolean;
  /** Null: at once. */
  time: string | null;
  saved: SaveState;
  onSend: () => void;
}

/** Always in sight: the button that sends, or what is left to do. */
export function SendBar({ readiness, preview, drill, time, saved, onSend }: SendBarProps) {
  const { t } = useLanguage();
  const id = useId();
  const isReady = readiness.kind === 'ready' && saved.kind !== 'over';
  return (
    <div className={classes.bar} data-drill={drill}>
      <div className={classes.words}>
        <SavedState state={saved} />
        <span id={id} className={classes.todo} aria-live="polite">
          {!isReady &&
            t(`send-wait-${readiness.kind}`, { count: readiness.kind === 'open' ? readiness.count : 0 })}
        </span>
      </div>
      <Button
        size="lg"
        className={classes.send ?? ''}
        classNames={{ label: classes.sendLabel ?? '' }}
        color={drill ? 'violet' : 'teal'}
        disabled={!isReady}
        aria-describedby={isReady ? undefined : id}
        onClick={onSend}
      >
        {preview === null ? t(drill ? 'send-drill' : 'send') : sendWords({ drill, time, ...preview }, t)}
      </Button>
    </div>
  );
}
