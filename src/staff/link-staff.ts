import { normaliseCode } from '../areas/area.ts';
import type { StaffStore } from './ports.ts';
import type { AuditLog } from './staff.ts';

export type LinkStaffResult =
  | { kind: 'staff_linked'; name: string; policeUnitName: string }
  | { kind: 'staff_code_invalid' };

/** Makes a chat a staff member's by their one-time code. Two chats with the same code: the first one wins. */
export function createLinkStaff(deps: { staff: StaffStore; audit: AuditLog }) {
  return async function linkStaff(contactPointId: string, typed: string): Promise<LinkStaffResult> {
    const owner = await deps.staff.consumeLinkCode(normaliseCode(typed));
    if (!owner) return { kind: 'staff_code_invalid' };
    await deps.staff.linkContact(contactPointId, owner.staffId);
    await deps.audit.append({
      staffId: owner.staffId,
      policeUnitId: owner.policeUnitId,
      action: 'staff.linked',
      subject: `contact:${contactPointId}`,
      detail: {},
    });
    return { kind: 'staff_linked', name: owner.name, policeUnitName: owner.policeUnitName };
  };
}
