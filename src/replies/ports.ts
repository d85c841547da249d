import type { AlertState, ReplyCode } from '../alerts/alert.ts';
import type { OutgoingMessage } from '../channels/channel.ts';
import type { ReplyContent, Standing } from './reply.ts';

/** An alert as a household of its audience sees it when it answers. */
export interface AnsweredAlert {
  alertId: string;
  number: string;
  policeUnitId: string;
  dutyPhone: string;
  /** `expired` from the minute its time is over. */
  state: AlertState;
  replyCodes: readonly ReplyCode[];
}

export interface LatestAnswer {
  contactPointId: string;
  code: ReplyCode;
  /** Given within the last minute. */
  fresh: boolean;
}

/** Replies and what they make of a household. Runs in the caller's transaction. */
export interface ReplyStore {
  /** The alert, with the household's place in its audience locked; null when the household is not in it. */
  lockAudience(alertNumber: string, householdId: string): Promise<AnsweredAlert | null>;
  /** The latest code of everyone in the household who gave one, also of those who have left it. */
  latestAnswers(alertId: string, householdId: string): Promise<readonly LatestAnswer[]>;
  /** Writes the reply and what it makes of the household. `duplicate` when this event has been recorded before. */
  insertReply(reply: {
    id: string;
    alertId: string;
    householdId: string;
    contactPointId: string;
    inboundEventId: string;
    code: ReplyCode | null;
    content: ReplyContent | null;
    standing: Standing;
  }): Promise<'inserted' | 'duplicate'>;
  /** How officers know the household: its label and the group it hears this alert in. */
  nameHousehold(alertId: string, householdId: string): Promise<{ label: string; groupName: string }>;
  /** Chats of officers of the unit that can be written to. A file can be passed on within one account only. */
  officerContacts(
    policeUnitId: string,
    senderContactPointId: string,
  ): Promise<readonly { id: string; sameAccount: boolean }[]>;
  /** Whether the alert is one of this unit. */
  isAlertOfUnit(alertId: string, policeUnitId: string): Promise<boolean>;
  /** Newest first. */
  recentContents(
    alertId: string,
    limit: number,
  ): Promise<readonly { household: string; content: ReplyContent }[]>;
}

/** What officers are told at once. */
export interface Notice {
  /** `help`: somebody asks for help. `words`: more from a household that does. */
  kind: 'help' | 'words';
  alertNumber: string;
  household: string;
  groupName: string;
  at: Date;
  code: ReplyCode | null;
  content: ReplyContent | null;
}

/** Puts replies into words for officers. Implemented over the locales. */
export interface NoticeComposer {
  notice(notice: Notice): OutgoingMessage;
  /** One line for the status of an alert. */
  content(content: ReplyContent): string;
}

/** Queues a notice to one chat of an officer. */
export interface NoticeOutbox {
  add(answer: { contactPointId: string; class: 'staff_notice'; message: OutgoingMessage }): Promise<string>;
}

/** A reply that an officer works on, locked for this transaction. */
export interface DeskReply {
  replyId: string;
  alertId: string;
  alertNumber: string;
  unitName: string;
  contactPointId: string;
  /** Of the chat it came from. */
  contactState: 'active' | 'unreachable' | 'stopped';
  /** Of who wrote it; Vietnamese where they have left. */
  language: 'vi' | 'en';
  handled: boolean;
}

/** What officers do with replies. Runs in the caller's transaction. */
export interface ReplyDesk {
  /** Null when it is not of this unit. */
  lockReply(replyId: string, policeUnitId: string): Promise<DeskReply | null>;
  /** By whom it was dealt with, now; null: by nobody after all. */
  setHandled(replyId: string, staffId: string | null): Promise<void>;
  /** Whether this answer is written already. */
  hasAnswer(id: string): Promise<boolean>;
  /** Keeps what was answered; `answerId` is the message on its way. */
  insertAnswer(answer: {
    id: string;
    replyId: string;
    answerId: string;
    staffId: string;
    text: string;
  }): Promise<void>;
}

/** Puts an officer's answer into the message that the chat gets. Implemented over the locales. */
export interface StaffAnswerComposer {
  staffAnswer(answer: {
    unitName: string;
    alertNumber: string;
    text: string;
    language: 'vi' | 'en';
  }): OutgoingMessage;
}

/** Queues a message of ours to the chat of a household. */
export interface StaffAnswerOutbox {
  add(answer: { contactPointId: string; class: 'answer'; message: OutgoingMessage }): Promise<string>;
}
