import { JOIN_CODE_LENGTH } from '../areas/area.ts';
import { newCode, newId } from '../shared/ids.ts';
import { CONSENT_PURPOSE, type JoinTarget } from './household.ts';
import type { HouseholdStore, JoinPlace, MemberLanguage } from './ports.ts';

export type JoinResult =
  | { kind: 'joined'; groupName: string; inviteCode: string; policeUnitName: string }
  | { kind: 'already_member' }
  /** The group or household ended while the person was answering. */
  | { kind: 'join_gone' };

const CODE_TRIES = 5;

/**
 * Makes the person behind a contact point a member: of a new household of the group, or of the one that invited them.
 * The consent they gave is recorded with its wording. Who joins while an alert is open hears of it.
 */
export function createJoinHousehold(deps: { households: HouseholdStore }) {
  const { households } = deps;

  async function place(target: JoinTarget): Promise<(JoinPlace & { id: string; inviteCode: string }) | null> {
    if (target.kind === 'household') {
      const household = await households.lockHousehold(target.householdId);
      return household && { id: target.householdId, ...household };
    }
    const group = await households.holdGroup(target.groupId);
    if (!group) return null;
    const id = newId();
    const household = {
      id,
      policeUnitId: group.policeUnitId,
      groupId: target.groupId,
      label: target.houseLabel,
    };
    for (let tries = 0; tries < CODE_TRIES; tries++) {
      const inviteCode = newCode(JOIN_CODE_LENGTH);
      if (await households.codeTaken(inviteCode)) continue;
      if ((await households.insertHousehold({ ...household, inviteCode })) === 'duplicate') continue;
      return { id, inviteCode, ...group };
    }
    throw new Error('no free invite code found');
  }

  return async function joinHousehold(
    person: { contactPointId: string; memberId: string | null },
    input: { target: JoinTarget; name: string; language: MemberLanguage; consentVersion: string },
  ): Promise<JoinResult> {
    if (person.memberId !== null) return { kind: 'already_member' };
    const household = await place(input.target);
    if (!household) return { kind: 'join_gone' };
    const memberId = newId();
    const linked = await households.insertMember({
      id: memberId,
      householdId: household.id,
      contactPointId: person.contactPointId,
      name: input.name,
      language: input.language,
    });
    // Events of one chat are handled one by one, so this chat became a member's behind our back: undo all of it.
    if (!linked) throw new Error('the contact point already leads to a member');
    await households.joinOpenAlerts({
      householdId: household.id,
      contactPointId: person.contactPointId,
      language: input.language,
    });
    await households.insertConsent({
      id: newId(),
      memberId,
      purpose: CONSENT_PURPOSE,
      textVersion: input.consentVersion,
      language: input.language,
    });
    const { groupName, inviteCode, policeUnitName } = household;
    return { kind: 'joined', groupName, inviteCode, policeUnitName };
  };
}
