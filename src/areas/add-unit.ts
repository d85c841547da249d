import { newId } from '../shared/ids.ts';
import type { AuditLog } from '../staff/staff.ts';
import { type AdminUnit, isUnitCode } from './area.ts';
import type { AreaStore } from './ports.ts';

export type AddUnitResult =
  | { kind: 'added'; policeUnitId: string }
  /** Another unit holds this code. */
  | { kind: 'code_taken' }
  /** A code is two to six letters A–Z. */
  | { kind: 'bad_code' };

/** Adds a police unit, the tenant of everything else. */
export function createAddUnit(deps: { areas: AreaStore; audit: AuditLog }) {
  return async function addUnit(input: {
    code: string;
    name: string;
    dutyPhone: string;
    adminUnits: readonly AdminUnit[];
  }): Promise<AddUnitResult> {
    if (!isUnitCode(input.code)) return { kind: 'bad_code' };
    const id = newId();
    const unit = { id, code: input.code, name: input.name.normalize('NFC'), dutyPhone: input.dutyPhone };
    if ((await deps.areas.insertUnit(unit)) === 'duplicate') return { kind: 'code_taken' };
    await deps.areas.cover(id, input.adminUnits);
    await deps.audit.append({
      staffId: null,
      policeUnitId: id,
      action: 'unit.added',
      subject: `unit:${id}`,
      detail: { code: input.code, adminUnits: input.adminUnits.length },
    });
    return { kind: 'added', policeUnitId: id };
  };
}
