import { JOIN_CODE_LENGTH, type NeighbourhoodGroup, normaliseCode, STAFF_CODE_LENGTH } from './area.ts';
import type { AreaStore, StaffCodes } from './ports.ts';

export type FoundCode =
  | { kind: 'code_group'; groupId: string; groupName: string; policeUnitName: string }
  | { kind: 'code_household'; householdId: string; groupName: string; policeUnitName: string }
  | { kind: 'code_staff'; code: string }
  | { kind: 'code_ended'; groupName: string; successor: { groupName: string; joinCode: string } | null }
  | { kind: 'code_unknown' };

/** Groups are merged every few years; a chain longer than this is wrong data. */
const LONGEST_SUCCESSION = 5;

/** Says what a typed or linked code stands for. */
export function createFindCode(deps: { areas: AreaStore; staffCodes: StaffCodes }) {
  return async function findCode(typed: string): Promise<FoundCode> {
    const code = normaliseCode(typed);
    if (code.length === STAFF_CODE_LENGTH && (await deps.staffCodes.isOpen(code)))
      return { kind: 'code_staff', code };
    if (code.length !== JOIN_CODE_LENGTH) return { kind: 'code_unknown' };
    const household = await deps.areas.householdByCode(code);
    if (household) return { kind: 'code_household', ...household };
    const group = await deps.areas.groupByCode(code);
    if (!group) return { kind: 'code_unknown' };
    if (!group.current) {
      return { kind: 'code_ended', groupName: group.name, successor: await successorOf(deps.areas, group) };
    }
    return {
      kind: 'code_group',
      groupId: group.id,
      groupName: group.name,
      policeUnitName: group.policeUnitName,
    };
  };
}

async function successorOf(
  areas: AreaStore,
  ended: NeighbourhoodGroup,
): Promise<{ groupName: string; joinCode: string } | null> {
  let ids = ended.successorIds;
  for (let step = 0; step < LONGEST_SUCCESSION && ids.length > 0; step++) {
    const groups = await areas.groupsById(ids);
    const current = groups.find((group) => group.current);
    if (current) return { groupName: current.name, joinCode: current.joinCode };
    ids = groups.flatMap((group) => group.successorIds);
  }
  return null;
}
