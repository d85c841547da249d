import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { GroupCard, GroupCardStore } from './ports.ts';

export type RenameGroupResult = { kind: 'renamed' } | { kind: 'name_taken' } | { kind: 'forbidden' };

/** The groups of the actor's own unit with the codes households join by; null for who may not see them. */
export function createListGroupCards(deps: { groupCards: Pick<GroupCardStore, 'cards'> }) {
  return async function listGroupCards(actor: StaffActor): Promise<readonly GroupCard[] | null> {
    return may(actor, 'see_groups') ? deps.groupCards.cards(actor.policeUnitId) : null;
  };
}

/** Gives a group of the actor's own unit another name. Messages that were sent keep the one they had. */
export function createRenameGroup(deps: {
  groupCards: Pick<GroupCardStore, 'nameTaken' | 'rename'>;
  audit: AuditLog;
}) {
  return async function renameGroup(
    actor: StaffActor,
    input: { groupId: string; name: string },
  ): Promise<RenameGroupResult> {
    if (!may(actor, 'manage_groups')) return { kind: 'forbidden' };
    const { policeUnitId } = actor;
    const name = input.name.normalize('NFC');
    if (await deps.groupCards.nameTaken(policeUnitId, name, input.groupId)) return { kind: 'name_taken' };
    if (!(await deps.groupCards.rename(input.groupId, policeUnitId, name))) return { kind: 'forbidden' };
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId,
      action: 'group.renamed',
      subject: `group:${input.groupId}`,
      detail: {},
    });
    return { kind: 'renamed' };
  };
}
