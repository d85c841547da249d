import { newCode, newId } from '../shared/ids.ts';
import type { AuditLog } from '../staff/staff.ts';
import { type GroupKind, JOIN_CODE_LENGTH } from './area.ts';
import type { AreaStore } from './ports.ts';

export type AddGroupResult = { kind: 'added'; groupId: string; joinCode: string } | { kind: 'unknown_unit' };

/** With 31^6 codes a taken one is rare; so many in a row mean that something else is wrong. */
const CODE_TRIES = 5;

/** Adds a neighbourhood group to a police unit, with the code its households join by. */
export function createAddGroup(deps: { areas: AreaStore; audit: AuditLog }) {
  return async function addGroup(input: {
    unitCode: string;
    kind: GroupKind;
    name: string;
  }): Promise<AddGroupResult> {
    const unit = await deps.areas.unitByCode(input.unitCode);
    if (!unit) return { kind: 'unknown_unit' };
    const groupId = newId();
    const group = { id: groupId, policeUnitId: unit.id, kind: input.kind, name: input.name.normalize('NFC') };
    for (let tries = 0; tries < CODE_TRIES; tries++) {
      const joinCode = newCode(JOIN_CODE_LENGTH);
      if (await deps.areas.codeTaken(joinCode)) continue;
      if ((await deps.areas.insertGroup({ ...group, joinCode })) === 'duplicate') continue;
      await deps.audit.append({
        staffId: null,
        policeUnitId: unit.id,
        action: 'group.added',
        subject: `group:${groupId}`,
        detail: { kind: input.kind },
      });
      return { kind: 'added', groupId, joinCode };
    }
    throw new Error('no free join code found');
  };
}
