import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupTree } from '../../../contracts/groups.ts';
import { useLanguage } from '../../ui/language.tsx';
import { AreaRow } from './area-row.tsx';
import { searchedKinds } from './area-selection.ts';
import classes from './area-tree.module.css';

interface AreaTreeProps {
  tree: GroupTree;
  chosen: readonly string[];
  onChoose: (groupIds: readonly string[]) => void;
}

/** Fewer groups are read faster than searched. */
const SEARCH_FROM = 10;

/** Groups by kind, with the households of each; a kind or the whole area is chosen at once. */
export function AreaTree({ tree, chosen, onChoose }: AreaTreeProps) {
  const { t } = useLanguage();
  const [search, setSearch] = useState('');
  const all = tree.kinds.flatMap(({ groups }) => groups.map(({ id }) => id));
  const shown = searchedKinds(tree, search);
  const choice = { chosen, onChoose };
  return (
    <div className={classes.tree}>
      {all.length >= SEARCH_FROM && (
        <TextInput
          size="md"
          type="search"
          placeholder={t('area-search')}
          aria-label={t('area-search')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <div className={classes.heads} aria-hidden="true">
        <span>{t('area-households')}</span>
        <span>{t('area-reachable')}</span>
      </div>
      <div className={classes.whole}>
        <AreaRow label={t('area-all')} counts={tree} groupIds={all} strong {...choice} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.kinds} aria-label={t('area-groups')} tabIndex={0}>
        {shown.map(({ kind, groups, ...counts }) => (
          <div key={kind}>
            <AreaRow
              label={t(`group-kind-${kind}`)}
              counts={counts}
              groupIds={groups.map(({ id }) => id)}
              strong
              {...choice}
            />
            <ul className={classes.groups}>
              {groups.map(({ id, name, ...own }) => (
                <li key={id}>
                  <AreaRow label={name} counts={own} groupIds={[id]} {...choice} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {shown.length === 0 && <p className={classes.none}>{t('area-none-found')}</p>}
      </section>
    </div>
  );
}
