import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { GroupPlaces } from './ports.ts';

export type SetGroupPlaceResult = { kind: 'placed' } | { kind: 'not_found' } | { kind: 'forbidden' };

/** Enters where a group is on the map. `unitIds`: the units in which the actor has the right. */
export function createSetGroupPlace(deps: { groupPlaces: GroupPlaces; audit: AuditLog }) {
  return async function setGroupPlace(
    actor: StaffActor,
    input: {
      groupId: string;
      unitIds: readonly string[];
      place: { latitude: number; longitude: number } | null;
    },
  ): Promise<SetGroupPlaceResult> {
    if (!may(actor, 'manage_groups')) return { kind: 'forbidden' };
    const { groupId, unitIds, place } = input;
    if (!(await deps.groupPlaces.setGroupPlace(groupId, unitIds, place))) return { kind: 'not_found' };
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'group.placed',
      subject: `group:${groupId}`,
      detail: { known: place !== null },
    });
    return { kind: 'placed' };
  };
}
