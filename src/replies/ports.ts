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
