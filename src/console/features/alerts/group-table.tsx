import { useState } from 'react';
import type { AlertGroups } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { Empty } from '../../ui/states.tsx';
import { SITUATION_TONES, SITUATIONS } from './alert-figures.ts';
import { type Group, type GroupSort, groupKey, orderOf } from './group-order.ts';
import classes from './group-table.module.css';
import type { HouseholdsOf } from './households-of.ts';

/** Columns of figures; what a phone has room for is marked in the style sheet. */
const FIGURES = [
  'households',
  'help',
  'safe',
  'read',
  'silent',
  'waiting',
  'unknown',
  'unreachable',
] as const;

interface GroupTableProps {
  groups: AlertGroups['groups'];
  onHouseholds: ((of: HouseholdsOf) => void) | null;
}

/** Households of each group by where they stand. Rows keep their places while figures change, until one sorts again. */
export function GroupTable({ groups, onHouseholds }: GroupTableProps) {
  const { t } = useLanguage();
  const [sorted, setSorted] = useState<{ by: GroupSort; order: readonly string[] }>({
    by: 'name',
    order: [],
  });

  if (groups.length === 0) return <Empty>{t('alert-groups-none')}</Empty>;

  const byKey = new Map(groups.map((group) => [groupKey(group), group]));
  const order = sorted.by === 'name' ? orderOf(groups, 'name') : sorted.order;
  const newcomers = [...byKey.keys()].filter((key) => !order.includes(key));
  const rows = [...order, ...newcomers].flatMap((key) => byKey.get(key) ?? []);
  const sort = (by: GroupSort) => setSorted({ by, order: orderOf(groups, by) });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section className={classes.scroll} tabIndex={0} aria-label={t('alert-groups-title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <SortHead by="name" sorted={sorted.by} onSort={sort} />
            <th className={classes.bar}>
              <span className="by-hidden">{t('alert-situations')}</span>
            </th>
            {FIGURES.map((key) => (
              <SortHead key={key} by={key} sorted={sorted.by} onSort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((group) => (
            <GroupRow key={groupKey(group)} group={group} onHouseholds={onHouseholds} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SortHeadProps {
  by: GroupSort;
  sorted: GroupSort;
  onSort: (by: GroupSort) => void;
}

function SortHead({ by, sorted, onSort }: SortHeadProps) {
  const { t } = useLanguage();
  const isSorted = by === sorted;
  const label =
    by === 'name'
      ? t('alert-group')
      : by === 'households'
        ? t('alert-households-short')
        : t(`situation-${by}`);
  return (
    <th
      scope="col"
      data-column={by}
      aria-sort={isSorted ? (by === 'name' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" className={classes.sort} onClick={() => onSort(by)}>
        {label}
        <span className={classes.arrow} aria-hidden="true">
          {isSorted ? (by === 'name' ? '▲' : '▼') : ''}
        </span>
      </button>
    </th>
  );
}

function GroupRow({ group, onHouseholds }: { group: Group; onHouseholds: GroupTableProps['onHouseholds'] }) {
  const { t, number } = useLanguage();
  const { groupId } = group;
  const name = groupId === null ? t('alert-group-none') : group.name;
  return (
    <tr>
      <th scope="row" className={classes.name}>
        {onHouseholds === null || groupId === null ? (
          name
        ) : (
          <button
            type="button"
            className={classes.open}
            onClick={() => onHouseholds({ groupId, situation: undefined })}
          >
            {name}
          </button>
        )}
      </th>
      <td className={classes.bar}>
        <ShareBar
          whole={group.households}
          shares={SITUATIONS.map((key) => ({
            key,
            value: group.situations[key],
            tone: SITUATION_TONES[key],
          }))}
        />
      </td>
      {FIGURES.map((key) => {
        const value = key === 'households' ? group.households : group.situations[key];
        return (
          <td key={key} data-column={key} data-zero={value === 0} data-urgent={key === 'help' && value > 0}>
            {number(value)}
          </td>
        );
      })}
    </tr>
  );
}
