import type { OutgoingFile, OutgoingMessage } from '../channels/channel.ts';
import type { StaffActor } from '../staff/staff.ts';
import type { AlertContent, AlertState, CategoryCode } from './alert.ts';
import type { ApprovalReason } from './approval.ts';
import type { QuietHours } from './quiet-hours.ts';

/** An alert before it is sent. */
export interface DraftRow {
  id: string;
  policeUnitId: string;
  authorId: string;
  state: 'open' | 'submitted' | 'closed';
  content: AlertContent;
  savedAt: Date;
  /** Of the alert that it became when it was first submitted; null where it never was. */
  alert: { number: string; verificationCode: string; state: AlertState } | null;
  returned: { comment: string; at: Date } | null;
}

/** Drafts. The words are sealed, and blanked once the draft is closed. Runs in the caller's transaction. */
export interface DraftStore {
  /** The draft, locked; null when there is none of this unit. A closed one comes without its words. */
  lock(draftId: string, policeUnitId: string): Promise<DraftRow | { state: 'closed' } | null>;
  /** Writes it, its state included. */
  put(draft: {
    id: string;
    policeUnitId: string;
    authorId: string;
    content: AlertContent;
    state: 'open' | 'submitted';
  }): Promise<Date>;
  giveBack(draftId: string, comment: string): Promise<void>;
  /** Nothing is left to write: its words are blanked. */
  close(draftId: string): Promise<void>;
  /** Of the unit, those that are open, the newest first. */
  open(policeUnitId: string, limit: number): Promise<readonly DraftRow[]>;
}

export interface NewApproval {
  id: string;
  alertId: string;
  authorId: string;
  when: 'before' | 'after';
  reasons: readonly ApprovalReason[];
  glassReason: string | null;
  dueInMs: number;
}

export interface ApprovalRow {
  id: string;
  alertId: string;
  policeUnitId: string;
  number: string;
  state: AlertState;
  authorId: string;
  authorOffice: string;
  when: 'before' | 'after';
  reasons: readonly ApprovalReason[];
  glassReason: string | null;
  submittedAt: Date;
  dueAt: Date;
}

export interface ApprovalStore {
  ask(approval: NewApproval): Promise<Date>;
  /**
   * The alert and its newest approval, both locked; `open` while nobody has decided. Null when it is not of a unit that
   * this approver decides for: their own, or for the province one that it covers.
   */
  lock(alertId: string, approver: StaffActor): Promise<(ApprovalRow & { open: boolean }) | null>;
  decide(approvalId: string, decision: Decision): Promise<void>;
  /** What waits for a decision of this approver, the most urgent first. */
  waiting(approver: StaffActor, limit: number): Promise<readonly ApprovalRow[]>;
  /** Chats of those who may decide about an alert of this unit, but for its author: the unit's own, else the province's. */
  approverContacts(policeUnitId: string, authorId: string): Promise<readonly string[]>;
  /** Chats of one person. */
  contactsOf(staffId: string): Promise<readonly string[]>;
}

export interface Decision {
  deciderId: string;
  decision: 'approved' | 'returned';
  comment: string | null;
}

/** Who is asked, and what an author is told. Implemented over the locales. */
export interface ApprovalComposer {
  approvalAsked(alert: {
    alertId: string;
    number: string;
    category: CategoryCode;
    drill: boolean;
    households: number;
    when: 'before' | 'after';
    glassReason: string | null;
    dueAt: Date;
    /** As households get it. */
    text: string;
    /** The picture or voice note that goes with it. */
    file: OutgoingFile | null;
  }): readonly OutgoingMessage[];
  approvalDecided(alert: {
    number: string;
    when: 'before' | 'after';
    decision: 'approved' | 'returned';
    comment: string | null;
  }): OutgoingMessage;
}

export interface TemplateRow {
  id: string;
  category: CategoryCode;
  name: string;
  texts: { vi: string; en: string | null };
}

export interface TemplateStore {
  list(policeUnitId: string): Promise<readonly TemplateRow[]>;
  /** False when the unit has one of this name in this category. */
  add(template: TemplateRow & { policeUnitId: string; authorId: string }): Promise<boolean>;
  /** False when there is none of this unit. */
  retire(templateId: string, policeUnitId: string): Promise<boolean>;
}

/** What checks look at beside the text. */
export interface CheckStore {
  /** Alerts of the last `withinMs` that went to households of these groups, with what these got. */
  recentAlerts(
    policeUnitId: string,
    groupIds: readonly string[],
    withinMs: number,
  ): Promise<readonly { number: string; text: string }[]>;
  quietHours(policeUnitId: string, groupIds: readonly string[]): Promise<readonly QuietHours[]>;
}

export interface QuietHoursStore {
  /** False when the group is none of this unit. */
  setQuietHours(groupId: string, policeUnitId: string, hours: QuietHours | null): Promise<boolean>;
}

export interface ReminderPlan {
  roundsSent: number;
  roundsLeft: number;
  nextAt: Date;
}

export interface DueReminder {
  alertId: string;
  policeUnitId: string;
  number: string;
  staffId: string;
  everyMs: number;
  round: number;
}

export interface ReminderStore {
  /** The plan of an alert, locked; null where there never was one. */
  lock(alertId: string): Promise<ReminderPlan | null>;
  put(plan: { alertId: string; staffId: string; roundsLeft: number; everyMs: number }): Promise<Date>;
  countSilent(alertId: string): Promise<number>;
  /** Plans whose round is due, with their alerts locked; those of alerts that are over or held are not. */
  takeDue(limit: number): Promise<readonly DueReminder[]>;
  /** One round less, the next one `everyMs` from now. */
  sent(alertId: string, everyMs: number): Promise<void>;
  /** The newest message that a reminder repeats, as it was written. */
  newestTexts(alertId: string): Promise<unknown>;
}

/** An alert as anybody may know it. */
export interface VerifiableAlert {
  number: string;
  verificationCode: string;
  category: CategoryCode;
  state: AlertState;
  drill: boolean;
  unitName: string;
  dutyPhone: string;
  sentAt: Date;
  closedAt: Date | null;
  expiresAt: Date;
}

export interface VerifyStore {
  /** One that was sent; null for any other number. */
  byNumber(number: string): Promise<VerifiableAlert | null>;
  /** The newest with this code of those that a household heard. */
  byCode(code: string, householdId: string): Promise<VerifiableAlert | null>;
}

export interface DrillFigures {
  number: string;
  at: Date;
  households: number;
  reached: number;
  answered: number;
  medianAnswerMs: number | null;
  slowestAnswerMs: number | null;
  deadContacts: number;
}

export interface DrillStore {
  /** The drill as it stands in its rows; null when it is none of this unit's. */
  measure(alertId: string, policeUnitId: string): Promise<DrillMeasure | null>;
  /** Null where it was not scored for good yet. */
  scored(alertId: string): Promise<DrillFigures | null>;
  /** The unit's last one of this category before `at`. */
  previous(policeUnitId: string, category: CategoryCode, at: Date): Promise<DrillFigures | null>;
  keep(alertId: string, policeUnitId: string, category: CategoryCode, score: DrillFigures): Promise<void>;
  /** Drills that are over, of which nothing is on its way, and that have no score. */
  unscored(limit: number): Promise<readonly { alertId: string; policeUnitId: string }[]>;
}

export interface DrillMeasure extends DrillFigures {
  drill: boolean;
  category: CategoryCode;
}

/** Messages of alerts that are over, to be edited to say so. */
export interface OverEditStore {
  /** What was sent of the alert before is to say so. */
  markOver(alertId: string, as: 'correction' | 'closure'): Promise<void>;
  /** The next ones, in the caller's transaction; a page at most of one message. */
  take(limit: number): Promise<readonly OverEdit[]>;
}

export interface OverEdit {
  contactPointId: string;
  /** At the platform. */
  messageId: string;
  language: 'vi' | 'en';
  as: 'correction' | 'closure';
  text: string;
  /** The text stands under a picture or voice note. */
  underFile: boolean;
}

export interface OverComposer {
  /** The message with a line above that says that it is over. */
  over(edit: Pick<OverEdit, 'language' | 'as' | 'text' | 'underFile'>): OutgoingMessage;
}

export interface EditOutbox {
  add(answer: {
    contactPointId: string;
    class: 'edit';
    message: OutgoingMessage;
    editsMessageId: string;
  }): Promise<string>;
}
