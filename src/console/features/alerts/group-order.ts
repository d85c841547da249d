import type { AlertGroups } from '../../../contracts/alert-page.ts';
import type { Situation } from '../../../contracts/words.ts';
import { TO_LOOK_AFTER } from './alert-figures.ts';

export type Group = AlertGroups['groups'][number];
export type GroupSort = 'name' | 'households' | 'look_after' | Situation;

/** A row's key; households without a group have none of their own. */
export function groupKey({ groupId }: Group): string {
  return groupId ?? 'none';
}

/** Households of the group that nobody has heard of. */
export function toLookAfter({ situations }: Group): number {
  return TO_LOOK_AFTER.reduce((sum, key) => sum + situations[key], 0);
}

function figureOf(group: Group, sort: Exclude<GroupSort, 'name'>): number {
  if (sort === 'households') return group.households;
  return sort === 'look_after' ? toLookAfter(group) : group.situations[sort];
}

/** Keys of groups in an order to read in: by name, or the largest figure first. Households without a group are last. */
export function orderOf(groups: readonly Group[], sort: GroupSort): string[] {
  const byName = (a: Group, b: Group) => a.name.localeCompare(b.name, 'vi', { numeric: true });
  return groups
    .toSorted((a, b) => {
      if ((a.groupId === null) !== (b.groupId === null)) return a.groupId === null ? 1 : -1;
      return sort === 'name' ? byName(a, b) : figureOf(b, sort) - figureOf(a, sort) || byName(a, b);
    })
    .map(groupKey);
}
