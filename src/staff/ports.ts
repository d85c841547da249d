import type { OutgoingMessage } from '../channels/channel.ts';
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

/** A chat of a member of staff on one channel account. */
export interface StaffChats {
  /** One that can be written to; null when there is none. */
  chatOn(staffId: string, channelAccountId: string): Promise<string | null>;
}

/** Puts a test of an account into words. Implemented over the locales. */
export interface ChannelTestComposer {
  channelTest(at: Date): OutgoingMessage;
}

/** Queues a message of ours to a chat of staff. */
export interface ChannelTestOutbox {
  add(answer: { contactPointId: string; class: 'answer'; message: OutgoingMessage }): Promise<string>;
}

/** Who is on duty. Runs in the caller's transaction. */
export interface DutyStore {
  /** The shift of the unit that goes on, with the unit locked: of two at once the second sees what the first did. */
  lockCurrent(policeUnitId: string): Promise<{ shiftId: string; staffId: string } | null>;
  begin(shift: { id: string; policeUnitId: string; staffId: string }): Promise<void>;
  /** `note`: what is left to the next one; null where nothing is. */
  end(shiftId: string, note: string | null): Promise<void>;
}
