import { isCommanding } from './rights.ts';
import { STAFF_ROLES, type StaffActor, type StaffRoleName } from './staff.ts';

/** Roles that people of a unit may have: a province is administered where its police are. */
export function rolesIn(unit: { isProvincial: boolean }): StaffRoleName[] {
  return STAFF_ROLES.filter((role) => role !== 'province_admin' || unit.isProvincial);
}

/** Whether others may hand this person a code for their chat: who has it speaks as them. */
export function takesChatCodeOfOthers({ roles }: { roles: readonly StaffRoleName[] }): boolean {
  return !roles.some(isCommanding);
}

/** What one does about somebody's rights and ways in. */
export interface ActsOnStaff {
  give: StaffRoleName[];
  take: StaffRoleName[];
  invitation: boolean;
  chatCode: boolean;
  disable: boolean;
}

const NOTHING: ActsOnStaff = { give: [], take: [], invitation: false, chatCode: false, disable: false };

/** What the actor may do about this person. Nobody changes their own rights. */
export function actsOnStaff(
  actor: Pick<StaffActor, 'staffId'>,
  member: {
    staffId: string;
    roles: readonly StaffRoleName[];
    signsIn: boolean;
    disabled: boolean;
    unit: { isProvincial: boolean };
  },
  /** The actor manages staff in the unit of this person. */
  isManaged: boolean,
): ActsOnStaff {
  const { roles, unit } = member;
  if (!isManaged || member.disabled || member.staffId === actor.staffId) return NOTHING;
  return {
    give: rolesIn(unit).filter((role) => !roles.includes(role)),
    take: [...roles],
    invitation: !member.signsIn,
    chatCode: takesChatCodeOfOthers(member),
    disable: true,
  };
}
