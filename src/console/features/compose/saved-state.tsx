import { useLanguage } from '../../ui/language.tsx';
import classes from './saved-state.module.css';
import type { SaveState } from './use-autosave.ts';

/** Where what is written is kept by now. */
export function SavedState({ state }: { state: SaveState }) {
  const { t, clock } = useLanguage();
  const words =
    state.kind === 'saved' ? t('draft-saved', { time: clock(state.at) }) : t(`draft-${state.kind}`);
  return (
    <span className={classes.state} data-kind={state.kind} role="status">
      {words}
    </span>
  );
}
