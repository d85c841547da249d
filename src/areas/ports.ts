import type { AdminUnit, GroupKind, NeighbourhoodGroup } from './area.ts';

export interface AreaStore {
  insertUnit(unit: {
    id: string;
    code: string;
    name: string;
    dutyPhone: string;
  }): Promise<'inserted' | 'duplicate'>;
  /** Admin units that are new are added; the police unit then covers all of them. */
  cover(policeUnitId: string, adminUnits: readonly AdminUnit[]): Promise<void>;
  unitByCode(code: string): Promise<{ id: string; name: string } | null>;
  /** `duplicate` when the join code is taken. */
  insertGroup(group: {
    id: string;
    policeUnitId: string;
    kind: GroupKind;
    name: string;
    joinCode: string;
  }): Promise<'inserted' | 'duplicate'>;
  /** Whether a group or a household holds this code. */
  codeTaken(code: string): Promise<boolean>;
  groupByCode(code: string): Promise<NeighbourhoodGroup | null>;
  groupsById(ids: readonly string[]): Promise<readonly NeighbourhoodGroup[]>;
  householdByCode(
    inviteCode: string,
  ): Promise<{ householdId: string; groupName: string; policeUnitName: string } | null>;
  /** Every unit with its groups, by code and name. */
  list(): Promise<readonly UnitSummary[]>;
}

export interface UnitSummary {
  code: string;
  name: string;
  dutyPhone: string;
  groups: readonly {
    id: string;
    name: string;
    kind: GroupKind;
    joinCode: string;
    current: boolean;
    households: number;
  }[];
}

/** Households of one group, one kind, or a whole unit: each counted once. */
export interface HouseholdCount {
  households: number;
  /** With at least one contact point that takes messages. */
  reachable: number;
}

export interface GroupTree extends HouseholdCount {
  /** Kinds of which there is a group, in the order of `GROUP_KINDS`; groups by name. */
  kinds: readonly (HouseholdCount & {
    kind: GroupKind;
    groups: readonly (HouseholdCount & { id: string; name: string })[];
  })[];
}

export interface GroupSelection extends HouseholdCount {
  /** In more than one of the groups. */
  inSeveral: number;
  /** Pairs of groups with households in both, the most first. */
  overlaps: readonly { groupIds: readonly [string, string]; households: number }[];
}

/** The groups of a unit that exist now, with their households. */
export interface GroupCountStore {
  tree(policeUnitId: string): Promise<GroupTree>;
  /** Null when one of them is not this unit's, or has ended. */
  count(policeUnitId: string, groupIds: readonly string[]): Promise<GroupSelection | null>;
}

export interface GroupCard extends HouseholdCount {
  id: string;
  kind: GroupKind;
  name: string;
  joinCode: string;
  /** Minutes since midnight in Vietnam. */
  quietHours: { fromMinute: number; toMinute: number } | null;
  place: { latitude: number; longitude: number } | null;
}

/** An account that people write to. */
export interface ChatAccount {
  channel: 'telegram' | 'zalo';
  name: string;
  /** The platform's id of the account that consented, where it has one. */
  boundId: string | null;
}

export interface ChatAccounts {
  /** Accounts to which households write, by channel and name. */
  chats(): Promise<readonly ChatAccount[]>;
}

/** The groups of a unit that exist now, as they are kept. */
export interface GroupCardStore {
  cards(policeUnitId: string): Promise<readonly GroupCard[]>;
  /** Whether a group of the unit that exists has this name, however it is written. `exceptId` may keep its own. */
  nameTaken(policeUnitId: string, name: string, exceptId: string | null): Promise<boolean>;
  /** False when it is not this unit's, or has ended. */
  rename(groupId: string, policeUnitId: string, name: string): Promise<boolean>;
}

/** Link codes of staff, which are stored as digests only. */
export interface StaffCodes {
  /** Whether this code may still be used. */
  isOpen(code: string): Promise<boolean>;
}

export interface GroupPlaces {
  /** Where a group is; null forgets it. False when it is of none of these units. */
  setGroupPlace(
    groupId: string,
    policeUnitIds: readonly string[],
    place: { latitude: number; longitude: number } | null,
  ): Promise<boolean>;
}
