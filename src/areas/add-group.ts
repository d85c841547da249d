import { newCode, newId } from '../shared/ids.ts';
import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import { type GroupKind, JOIN_CODE_LENGTH } from './area.ts';
import type { AreaStore, GroupCardStore } from './ports.ts';

interface Added {
  kind: 'added';
  groupId: string;
  joinCode: string;
}
export type AddGroupResult = Added | { kind: 'unknown_unit' };
export type AddOwnGroupResult = Added | { kind: 'name_taken' } | { kind: 'forbidden' };

/** With 31^6 codes a taken one is rare; so many in a row mean that something else is wrong. */
const CODE_TRIES = 5;

interface Deps {
  areas: AreaStore;
  audit: AuditLog;
}

/** Adds a neighbourhood group to a police unit, with the code its households join by. For the operator of the service. */
export function createAddGroup(deps: Deps) {
  return async function addGroup(input: {
    unitCode: string;
    kind: GroupKind;
    name: string;
  }): Promise<AddGroupResult> {
    const unit = await deps.areas.unitByCode(input.unitCode);
    if (!unit) return { kind: 'unknown_unit' };
    return insertGroup(deps, { ...input, policeUnitId: unit.id, staffId: null });
  };
}

/** Adds a group to the actor's own unit. */
export function createAddOwnGroup(deps: Deps & { groupCards: Pick<GroupCardStore, 'nameTaken'> }) {
  return async function addOwnGroup(
    actor: StaffActor,
    input: { kind: GroupKind; name: string },
  ): Promise<AddOwnGroupResult> {
    if (!may(actor, 'manage_groups')) return { kind: 'forbidden' };
    const { policeUnitId, staffId } = actor;
    if (await deps.groupCards.nameTaken(policeUnitId, input.name, null)) return { kind: 'name_taken' };
    return insertGroup(deps, { ...input, policeUnitId, staffId });
  };
}

async function insertGroup(
  deps: Deps,
  input: { policeUnitId: string; kind: GroupKind; name: string; staffId: string | null },
): Promise<Added> {
  const { policeUnitId, kind, staffId } = input;
  const groupId = newId();
  const group = { id: groupId, policeUnitId, kind, name: input.name.normalize('NFC') };
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const joinCode = newCode(JOIN_CODE_LENGTH);
    if (await deps.areas.codeTaken(joinCode)) continue;
    if ((await deps.areas.insertGroup({ ...group, joinCode })) === 'duplicate') continue;
    await deps.audit.append({
      staffId,
      policeUnitId,
      action: 'group.added',
      subject: `group:${groupId}`,
      detail: { kind },
    });
    return { kind: 'added', groupId, joinCode };
  }
  throw new Error('no free join code found');
}
