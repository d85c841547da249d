import { STAFF_CODE_LENGTH } from '../areas/area.ts';
import { newCode, newId } from '../shared/ids.ts';
import type { StaffStore } from './ports.ts';
import { type AuditLog, CODE_LIFE_MS, type StaffRoleName } from './staff.ts';

export type AddStaffResult =
  | { kind: 'added'; staffId: string; unitName: string; code: string; codeExpiresAt: Date }
  | { kind: 'unknown_unit' };

/** Adds a staff member to a police unit; the returned one-time code links their chat. It is shown once, never stored. */
export function createAddStaff(deps: { staff: StaffStore; audit: AuditLog }) {
  return async function addStaff(input: {
    unitCode: string;
    name: string;
    office: string;
    role: StaffRoleName;
  }): Promise<AddStaffResult> {
    const unit = await deps.staff.unitByCode(input.unitCode);
    if (!unit) return { kind: 'unknown_unit' };
    const staffId = newId();
    await deps.staff.insertStaff({
      id: staffId,
      policeUnitId: unit.id,
      name: input.name.normalize('NFC'),
      office: input.office.normalize('NFC'),
      role: input.role,
    });
    const code = newCode(STAFF_CODE_LENGTH);
    const codeExpiresAt = await deps.staff.insertLinkCode({ staffId, code, validForMs: CODE_LIFE_MS });
    await deps.audit.append({
      staffId: null,
      policeUnitId: unit.id,
      action: 'staff.added',
      subject: `staff:${staffId}`,
      detail: { role: input.role },
    });
    return { kind: 'added', staffId, unitName: unit.name, code, codeExpiresAt };
  };
}
