import { Checkbox } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import { chosenOf, withGroups } from './area-selection.ts';
import classes from './area-tree.module.css';

interface AreaRowProps {
  label: string;
  counts: { households: number; reachable: number };
  /** What the box stands for: one group, a kind, the whole area. */
  groupIds: readonly string[];
  chosen: readonly string[];
  onChoose: (groupIds: readonly string[]) => void;
  strong?: boolean;
}

/** A box, the households behind it, and how many of them take messages. */
export function AreaRow({ label, counts, groupIds, chosen, onChoose, strong = false }: AreaRowProps) {
  const { t, number } = useLanguage();
  const { households, reachable } = counts;
  const state = chosenOf(groupIds, chosen);
  return (
    <div className={classes.row} data-strong={strong}>
      <Checkbox
        size="md"
        label={label}
        checked={state === 'all'}
        indeterminate={state === 'some'}
        disabled={groupIds.length === 0}
        onChange={() => onChoose(withGroups(chosen, groupIds, state !== 'all'))}
      />
      <span className={classes.figure}>
        {number(households)}
        <span className="by-hidden"> {t('area-households')}</span>
      </span>
      <span className={classes.figure} data-dim="true">
        {number(reachable)}
        <span className="by-hidden"> {t('area-reachable')}</span>
      </span>
    </div>
  );
}
