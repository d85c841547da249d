import { LINK_CODE_LENGTH, normaliseCode } from '../areas/area.ts';
import { newCode, newId } from '../shared/ids.ts';
import { LINK_CODE_LIFE_MS, LINK_CONSENT_PURPOSE } from './household.ts';
import type { HouseholdStore, LinkStore } from './ports.ts';

/** A chat, and the member it leads to. */
export interface LinkingPerson {
  contactPointId: string;
  memberId: string | null;
  householdId: string | null;
}

export type MakeLinkCodeResult =
  | { kind: 'link_code'; code: string; minutes: number }
  /** Only who is a member has something to link to. */
  | { kind: 'link_not_member' };

/** A one-time code by which a further chat becomes this member's. Shown once, never stored; an earlier one is over. */
export function createMakeLinkCode(deps: { links: LinkStore }) {
  return async function makeLinkCode(person: LinkingPerson): Promise<MakeLinkCodeResult> {
    if (person.memberId === null) return { kind: 'link_not_member' };
    const code = newCode(LINK_CODE_LENGTH);
    await deps.links.insertCode({ memberId: person.memberId, code, validForMs: LINK_CODE_LIFE_MS });
    return { kind: 'link_code', code, minutes: LINK_CODE_LIFE_MS / 60_000 };
  };
}

export type FoundLinkCode =
  | {
      kind: 'code_link';
      code: string;
      /** Whose code it is, to be compared with who typed it; not to be said before the link is made. */
      memberId: string;
      householdId: string;
      groupName: string;
      policeUnitName: string;
    }
  /** Unknown, used or too old: the same answer for all. */
  | { kind: 'link_code_over' };

/** Says whose member a typed code makes a chat, and leaves the code as it is. */
export function createFindLinkCode(deps: { links: LinkStore }) {
  return async function findLinkCode(typed: string): Promise<FoundLinkCode> {
    const code = normaliseCode(typed);
    const owner = await deps.links.ownerOf(code);
    if (!owner) return { kind: 'link_code_over' };
    const { memberId, householdId, groupName, policeUnitName } = owner;
    return { kind: 'code_link', code, memberId, householdId, groupName, policeUnitName };
  };
}

export type LinkChatResult =
  /** `merged`: the chat was another member's of the same household, who had no other one and is forgotten. */
  | { kind: 'chat_linked'; merged: boolean }
  | { kind: 'chat_linked_before' }
  /** A chat belongs to one household: who is in another one leaves it first. */
  | { kind: 'link_other_household' }
  | { kind: 'link_code_over' };

/**
 * Makes a chat a further way to the member whose code was typed in it: no second member, no second household. That it
 * was agreed to is recorded. Two chats with the same code: the first one wins.
 */
export function createLinkChat(deps: { households: HouseholdStore; links: LinkStore }) {
  const { households, links } = deps;

  /** A member of the same household whose last chat this was goes, as one who leaves does. */
  async function forgetEmptied(memberId: string, householdId: string): Promise<boolean> {
    if (await links.hasContacts(memberId)) return false;
    await households.deleteMember(memberId, householdId);
    return true;
  }

  return async function linkChat(
    person: LinkingPerson,
    input: { code: string; consentVersion: string },
  ): Promise<LinkChatResult> {
    const found = await links.ownerOf(input.code);
    if (!found) return { kind: 'link_code_over' };
    if (person.memberId === found.memberId) return { kind: 'chat_linked_before' };
    if (person.householdId !== null && person.householdId !== found.householdId)
      return { kind: 'link_other_household' };
    await households.lockHousehold(found.householdId);
    const owner = await links.takeCode(input.code);
    if (!owner) return { kind: 'link_code_over' };
    await links.moveContact(person.contactPointId, owner.memberId);
    const { memberId, language } = owner;
    await households.insertConsent({
      id: newId(),
      memberId,
      purpose: LINK_CONSENT_PURPOSE,
      textVersion: input.consentVersion,
      language,
    });
    if (person.memberId !== null && person.householdId !== null) {
      return { kind: 'chat_linked', merged: await forgetEmptied(person.memberId, person.householdId) };
    }
    await households.joinOpenAlerts({
      householdId: found.householdId,
      contactPointId: person.contactPointId,
      language,
    });
    return { kind: 'chat_linked', merged: false };
  };
}
