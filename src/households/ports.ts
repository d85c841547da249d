export type MemberLanguage = 'vi' | 'en';

/** Where a person may join: a current group, or a household of one. */
export interface JoinPlace {
  policeUnitId: string;
  groupName: string;
  policeUnitName: string;
}

/** Households, their members and how they are reached. Runs in the caller's transaction. */
export interface HouseholdStore {
  /** The group, kept from ending until the transaction is over; null when it has ended. */
  holdGroup(groupId: string): Promise<JoinPlace | null>;
  /** The household, locked, and its groups kept from ending; null when it is in no current group. */
  lockHousehold(householdId: string): Promise<(JoinPlace & { inviteCode: string }) | null>;
  /** Whether a group or a household holds this code. */
  codeTaken(code: string): Promise<boolean>;
  /** `duplicate` when the invite code is taken. */
  insertHousehold(household: {
    id: string;
    policeUnitId: string;
    groupId: string;
    label: string;
    inviteCode: string;
  }): Promise<'inserted' | 'duplicate'>;
  /** Adds the member and makes the contact point an active way to them. False when it already leads to a member. */
  insertMember(member: {
    id: string;
    householdId: string;
    contactPointId: string;
    name: string;
    language: MemberLanguage;
  }): Promise<boolean>;
  /**
   * Takes who has just joined into open alerts. A household that is new to an alert of its groups is marked as late and
   * gets the newest message only; in an audience that it is in already, this is one more way to it, tried at once where
   * nobody of the household could be reached.
   */
  joinOpenAlerts(member: {
    householdId: string;
    contactPointId: string;
    language: MemberLanguage;
  }): Promise<void>;
  insertConsent(consent: {
    id: string;
    memberId: string;
    purpose: string;
    textVersion: string;
    language: MemberLanguage;
  }): Promise<void>;
  markReached(householdId: string): Promise<void>;
  setLanguage(memberId: string, language: MemberLanguage): Promise<void>;
  setContactState(contactPointId: string, state: 'active' | 'stopped'): Promise<void>;
  /**
   * Deletes the member; consent records are kept as withdrawn, contact points lose their link and, unless they are a
   * staff member's, get nothing more: what was on its way goes to the household's next contact point. Returns how many members the household still has. Locks the household.
   */
  deleteMember(memberId: string, householdId: string): Promise<number>;
  /** Takes an empty household out of its groups and blanks its label. */
  emptyHousehold(householdId: string): Promise<void>;
}

/** The further chats of members. Runs in the caller's transaction. */
export interface LinkStore {
  /** Keeps the digest of the code, for `validForMs` by the database's clock, in the place of an earlier one. */
  insertCode(code: { memberId: string; code: string; validForMs: number }): Promise<void>;
  /** Whose a code is that may still be used; null when it is unknown, used or too old. */
  ownerOf(code: string): Promise<LinkOwner | null>;
  /** Uses the code up; null when somebody else did. */
  takeCode(code: string): Promise<{ memberId: string; language: MemberLanguage } | null>;
  /** Makes the contact point an active way to the member, whomever it led to before. */
  moveContact(contactPointId: string, memberId: string): Promise<void>;
  hasContacts(memberId: string): Promise<boolean>;
  /** The member is asked by this contact point first. Null when it is not theirs. */
  prefer(memberId: string, contactPointId: string): Promise<{ channel: 'telegram' | 'zalo' } | null>;
}

export interface LinkOwner {
  memberId: string;
  householdId: string;
  groupName: string;
  policeUnitName: string;
}
