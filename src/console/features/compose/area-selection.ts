import type { GroupTree } from '../../../contracts/groups.ts';

export type GroupId = string;

/** Whether all of these groups are chosen, some, or none. */
export function chosenOf(groupIds: readonly GroupId[], chosen: readonly GroupId[]): 'all' | 'some' | 'none' {
  const count = groupIds.filter((id) => chosen.includes(id)).length;
  if (count === 0) return 'none';
  return count === groupIds.length ? 'all' : 'some';
}

/** The choice with these groups added or taken away, in the order in which they were chosen. */
export function withGroups(
  chosen: readonly GroupId[],
  groupIds: readonly GroupId[],
  add: boolean,
): readonly GroupId[] {
  const others = chosen.filter((id) => !groupIds.includes(id));
  if (!add) return others;
  return [...chosen, ...groupIds.filter((id) => !chosen.includes(id))];
}

/** Without marks and case, as people type in a hurry. */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();
}

/** The tree with its groups in the order in which people count ("Thôn 2" before "Thôn 10"), those that fit the search only. */
export function searchedKinds(tree: GroupTree, search: string): GroupTree['kinds'] {
  const wanted = foldForSearch(search.trim());
  const { compare } = new Intl.Collator('vi', { numeric: true });
  return tree.kinds.flatMap((kind) => {
    const groups = kind.groups
      .filter(({ name }) => foldForSearch(name).includes(wanted))
      .toSorted((a, b) => compare(a.name, b.name));
    return groups.length === 0 ? [] : [{ ...kind, groups }];
  });
}

export function groupNames(tree: GroupTree): ReadonlyMap<GroupId, string> {
  return new Map(tree.kinds.flatMap(({ groups }) => groups.map(({ id, name }) => [id, name] as const)));
}
