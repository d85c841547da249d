import { useQuery } from '@tanstack/react-query';
import type { GroupTree } from '../../../contracts/groups.ts';
import { groupCountQuery } from '../../api/groups.ts';
import { useLanguage } from '../../ui/language.tsx';
import { groupNames } from './area-selection.ts';
import classes from './area-summary.module.css';

/** How many households the choice comes to, each once, and where its groups overlap. */
export function AreaSummary({ tree, chosen }: { tree: GroupTree; chosen: readonly string[] }) {
  const { t } = useLanguage();
  const { data } = useQuery({ ...groupCountQuery(chosen), enabled: chosen.length > 0 });
  const names = groupNames(tree);
  if (chosen.length === 0) return <p className={classes.empty}>{t('area-choose')}</p>;
  if (data?.kind === 'forbidden') return <p className={classes.warn}>{t('area-changed')}</p>;
  return (
    <div className={classes.summary} aria-live="polite">
      <p className={classes.total}>
        {data === undefined
          ? t('area-counting')
          : t('area-total', { count: data.households, groups: chosen.length })}
      </p>
      {data !== undefined && data.inSeveral > 0 && (
        <details>
          <summary>{t('area-overlap', { count: data.inSeveral })}</summary>
          <ul className={classes.pairs}>
            {data.overlaps.map(({ groupIds: [first, second], households }) => (
              <li key={first + second}>
                {t('area-overlap-pair', {
                  first: names.get(first) ?? '…',
                  second: names.get(second) ?? '…',
                  count: households,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
