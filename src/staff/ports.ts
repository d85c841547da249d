import type { StaffRoleName } from './staff.ts';

/** Staff and their link codes. Runs in the caller's transaction. */
export interface StaffStore {
  insertStaff(staff: {
    id: string;
    policeUnitId: string;
    name: string;
    office: string;
    role: StaffRoleName;
  }): Promise<void>;
  /** Stores the digest of a one-time code; returns until when it may be used. */
  insertLinkCode(code: { staffId: string; code: string; validForMs: number }): Promise<Date>;
  /** Whether this person exists and may work. */
  mayWork(staffId: string): Promise<boolean>;
  unitByCode(code: string): Promise<{ id: string; name: string } | null>;
  /** Uses up a code; null when it is unknown, used, too old, or its owner may not work any more. */
  consumeLinkCode(
    code: string,
  ): Promise<{ staffId: string; name: string; policeUnitId: string; policeUnitName: string } | null>;
  linkContact(contactPointId: string, staffId: string): Promise<void>;
  list(): Promise<readonly StaffSummary[]>;
}

export interface StaffSummary {
  staffId: string;
  unitCode: string;
  name: string;
  office: string;
  roles: readonly StaffRoleName[];
  /** Chats linked to this person. */
  contacts: number;
  disabled: boolean;
}
