import { STAFF_CODE_LENGTH } from '../areas/area.ts';
import { newCode } from '../shared/ids.ts';
import type { StaffStore } from './ports.ts';
import { type AuditLog, CODE_LIFE_MS } from './staff.ts';

export type RenewCodeResult =
  | { kind: 'renewed'; code: string; codeExpiresAt: Date }
  | { kind: 'unknown_staff' };

/** A new one-time code for somebody who lost the first, or who has a new phone. Shown once, never stored. */
export function createRenewCode(deps: { staff: StaffStore; audit: AuditLog }) {
  return async function renewCode(staffId: string): Promise<RenewCodeResult> {
    if (!(await deps.staff.mayWork(staffId))) return { kind: 'unknown_staff' };
    const code = newCode(STAFF_CODE_LENGTH);
    const codeExpiresAt = await deps.staff.insertLinkCode({ staffId, code, validForMs: CODE_LIFE_MS });
    await deps.audit.append({
      staffId: null,
      policeUnitId: null,
      action: 'staff.code_renewed',
      subject: `staff:${staffId}`,
      detail: {},
    });
    return { kind: 'renewed', code, codeExpiresAt };
  };
}
