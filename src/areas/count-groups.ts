import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import type { GroupCountStore, GroupSelection, GroupTree } from './ports.ts';

export type GroupCountResult = ({ kind: 'counted' } & GroupSelection) | { kind: 'forbidden' };

/** The groups of the actor's own unit with their households; null for who may not see them. */
export function createListGroups(deps: { groupCounts: GroupCountStore }) {
  return async function listGroups(actor: StaffActor): Promise<GroupTree | null> {
    return may(actor, 'see_groups') ? deps.groupCounts.tree(actor.policeUnitId) : null;
  };
}

/** Who would hear an alert to these groups, each household once, and how the groups overlap. */
export function createCountGroups(deps: { groupCounts: GroupCountStore }) {
  return async function countGroups(
    actor: StaffActor,
    input: { groupIds: readonly string[] },
  ): Promise<GroupCountResult> {
    if (!may(actor, 'see_groups')) return { kind: 'forbidden' };
    const selection = await deps.groupCounts.count(actor.policeUnitId, [...new Set(input.groupIds)]);
    return selection === null ? { kind: 'forbidden' } : { kind: 'counted', ...selection };
  };
}
