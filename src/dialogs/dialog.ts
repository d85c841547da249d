import type {
  AlertCategory,
  AlertMessageKind,
  AlertState,
  CategoryCode,
  Hold,
  ReplyCode,
  Severity,
} from '../alerts/alert.ts';
import type { ApprovalNeed, ApprovalReason } from '../alerts/approval.ts';
import type { AlertForecast } from '../alerts/forecast.ts';
import type { AlertProgress } from '../alerts/ports.ts';
import type { Finding } from '../alerts/text-checks.ts';
import type { VerifyResult } from '../alerts/verify-alert.ts';
import type { InboundContent, OutgoingMessage } from '../channels/channel.ts';
import type { ReplyContent } from '../replies/reply.ts';
import type { WaitingApproval } from './waiting-approval.ts';

/**
 * A conversation is a pure step: (state, input, context) → { state, says, commands }.
 * Commands run in the transaction that handles the event; the outcome of each comes back as the next input.
 */

export type Language = 'vi' | 'en';

export type Input = InboundContent | { kind: 'outcome'; outcome: CommandOutcome };

/** Arguments of a Fluent message. */
export type SayArgs = Readonly<Record<string, string | number>>;

/** A Fluent message, or the text itself. */
export type Label = { key: string; args?: SayArgs } | { text: string };

export interface Choice {
  /** At most 20 characters when rendered as a button. */
  label: Label;
  payload: string;
  /** As in `MessageButton`; set when everything that one step offers is known. */
  place?: number | null;
}

/** One message to this chat, rendered in the language of the person. */
export type Say =
  | {
      kind: 'message';
      key: string;
      args?: SayArgs;
      /** Further lines below the text. */
      lines?: readonly Label[];
      /** A numbered list below the text, answered by typing a number: for more than three choices. */
      options?: readonly Choice[];
      /** Buttons, three at most. */
      choices?: readonly Choice[];
      language?: Language;
      /** Never put into one message with the text before or after it. */
      alone?: boolean;
    }
  /** Shown exactly as given: a preview of what households will see. */
  | { kind: 'verbatim'; message: OutgoingMessage };

export interface StepResult<State> {
  state: State;
  says: readonly Say[];
  commands: readonly Command[];
}

// ── What a step knows ────────────────────────────────────────────────────────────────────────────

export interface MemberContext {
  memberId: string;
  name: string;
  language: Language;
  household: {
    id: string;
    label: string;
    inviteCode: string;
    groupNames: readonly string[];
    /** Everyone in it, in the order they joined. */
    members: readonly { name: string; isMe: boolean }[];
  };
  policeUnit: { name: string; dutyPhone: string };
  /** By which this person is reached, in the order they were added. */
  chats: readonly MemberChat[];
}

export interface MemberChat {
  contactPointId: string;
  channel: 'telegram' | 'zalo';
  /** Chosen to be asked first. */
  preferred: boolean;
  /** The chat that this conversation is in. */
  isMe: boolean;
}

/** An alert whose audience this person's household belongs to. */
export interface HouseholdAlert {
  alertId: string;
  number: string;
  category: CategoryCode;
  severity: Severity;
  state: AlertState;
  /** Latest message in the person's language, as sent. */
  text: string;
  sentAt: Date;
  replyCodes: readonly ReplyCode[];
  /** This person's own latest answer. */
  myReply: ReplyCode | null;
}

export interface StaffAlert {
  alertId: string;
  number: string;
  category: CategoryCode;
  severity: Severity;
  state: AlertState;
  firstLine: string;
  createdAt: Date;
}

export interface OfferedCategory extends Pick<AlertCategory, 'code' | 'icon' | 'severity' | 'templates'> {
  /** A second person is asked, however few households it goes to. */
  needsApproval?: true;
}

export interface StaffContext {
  staffId: string;
  name: string;
  roles: readonly string[];
  policeUnit: { id: string; name: string };
  groups: readonly { id: string; name: string; households: number }[];
  /** Categories this person may write, in the order to offer them: first those that need nobody else. */
  categories: readonly OfferedCategory[];
  /** Open alerts of the unit, newest first, at most nine. */
  openAlerts: readonly StaffAlert[];
}

export interface DialogContext {
  now: Date;
  /** Every first message of a demo says that it is one. */
  demo: boolean;
  /** The channel has no commands with a slash: what to type is named by its words. */
  commandsAreWords: boolean;
  language: Language;
  contactState: 'active' | 'unreachable' | 'stopped';
  member: MemberContext | null;
  staff: StaffContext | null;
  /** Newest first, at most five. Empty for strangers. */
  alerts: readonly HouseholdAlert[];
}

// ── What a step may ask for ──────────────────────────────────────────────────────────────────────

export type Command =
  /** Finds what a typed or linked code stands for: a group, a household, a staff link, a member's further chat. */
  | { kind: 'find_code'; code: string }
  | {
      kind: 'join_household';
      target:
        | { kind: 'group'; groupId: string; houseLabel: string }
        | { kind: 'household'; householdId: string };
      name: string;
      language: Language;
      consentVersion: string;
    }
  /** The test alert was read: the household is reachable. */
  | { kind: 'confirm_test' }
  | { kind: 'set_language'; language: Language }
  | { kind: 'stop' }
  | { kind: 'resume' }
  | { kind: 'erase_me' }
  | { kind: 'record_reply'; alertNumber: string; code: ReplyCode | null; content: ReplyContent | null }
  | { kind: 'link_staff'; code: string }
  /** A code for this person's chat in the other app. */
  | { kind: 'make_link_code' }
  /** Makes this chat one more of the member whose code it is. */
  | { kind: 'link_chat'; code: string; consentVersion: string }
  /** From the next alert on this person is asked there first. */
  | { kind: 'prefer_chat'; contactPointId: string }
  | { kind: 'preview_alert'; category: CategoryCode; groupIds: readonly string[]; text: string; drill?: true }
  | {
      kind: 'raise_alert';
      category: CategoryCode;
      groupIds: readonly string[];
      text: string;
      drill?: true;
      /** Why a critical one cannot wait for the second person. */
      breakGlass?: string;
    }
  /** Without a comment it is approved, with one it goes back. */
  | { kind: 'decide_approval'; alertId: string; comment: string | null }
  | { kind: 'list_approvals' }
  /** Whether an alert is real. */
  | { kind: 'verify_alert'; number: string | null; code: string | null }
  | { kind: 'preview_message'; alertId: string; message: 'update' | 'correction' | 'closure'; text: string }
  | { kind: 'send_message'; alertId: string; message: 'update' | 'correction' | 'closure'; text: string }
  /** Nothing more of it is sent. */
  | { kind: 'stop_alert'; alertId: string }
  /** Holds it, or lets it go on. */
  | { kind: 'pause_alert'; alertId: string }
  | { kind: 'resume_alert'; alertId: string }
  | { kind: 'show_status'; alertId: string };

export interface Preview {
  households: number;
  /** Households that get it, if it is sent now. */
  reachable: number;
  /** From confirming to the last send, at the pace of the account. */
  secondsToLast: number;
  forecast?: AlertForecast;
  /** Absent: it goes out at once. */
  hold?: Hold;
  /** As households will see it, one per language in use, Vietnamese first. */
  messages: readonly { language: Language; message: OutgoingMessage }[];
  /** Absent: nobody else is asked. */
  approval?: ApprovalNeed;
  findings?: readonly Finding[];
}

export type CommandOutcome =
  | { kind: 'code_group'; groupId: string; groupName: string; policeUnitName: string }
  | { kind: 'code_household'; householdId: string; groupName: string; policeUnitName: string }
  | { kind: 'code_staff'; code: string }
  | { kind: 'code_ended'; groupName: string; successor: { groupName: string; joinCode: string } | null }
  | { kind: 'code_unknown' }
  | { kind: 'joined'; groupName: string; inviteCode: string; policeUnitName: string }
  | { kind: 'already_member' }
  /** The group or household ended while the person was answering. */
  | { kind: 'join_gone' }
  | { kind: 'test_confirmed' }
  | { kind: 'language_set'; language: Language }
  | { kind: 'stopped' }
  | { kind: 'resumed' }
  | { kind: 'erased' }
  | {
      kind: 'reply_recorded';
      number: string;
      code: ReplyCode | null;
      /** The person had answered otherwise before. */
      changed: boolean;
      contentKind: ReplyContent['kind'] | null;
      /** It went to the officers on duty at once. */
      forwarded: boolean;
      dutyPhone: string;
    }
  | { kind: 'reply_closed'; number: string; state: AlertState }
  /** No such alert, or not one of this household's: the same answer for both. */
  | { kind: 'reply_not_yours' }
  | { kind: 'staff_linked'; name: string; policeUnitName: string }
  | { kind: 'staff_code_invalid' }
  | { kind: 'link_code'; code: string; minutes: number }
  | { kind: 'link_not_member' }
  | {
      kind: 'code_link';
      code: string;
      memberId: string;
      householdId: string;
      groupName: string;
      policeUnitName: string;
    }
  /** Unknown, used or too old. */
  | { kind: 'link_code_over' }
  | { kind: 'chat_linked'; merged: boolean }
  | { kind: 'chat_linked_before' }
  | { kind: 'link_other_household' }
  | { kind: 'chat_preferred'; channel: 'telegram' | 'zalo' }
  | { kind: 'chat_not_yours' }
  | { kind: 'previewed'; preview: Preview }
  | { kind: 'text_too_long'; length: number; limit: number }
  | { kind: 'empty_audience' }
  | { kind: 'raised'; alertId: string; number: string; households: number; approveBy?: Date | null }
  | { kind: 'pending_approval'; number: string; approversTold: number; reasons: readonly ApprovalReason[] }
  | { kind: 'checks_open'; findings: readonly Finding[] }
  | { kind: 'break_glass_not_allowed' }
  /** `left`: beside that one. */
  | { kind: 'approvals'; next: WaitingApproval | null; left: number }
  | { kind: 'approved'; number: string; when: 'before' | 'after'; households: number }
  | { kind: 'returned'; number: string; when: 'before' | 'after' }
  | { kind: 'own_alert'; number: string }
  | { kind: 'already_decided'; number: string }
  | { kind: 'verified'; result: VerifyResult }
  | { kind: 'message_sent'; number: string; message: AlertMessageKind; recipients: number; hold: Hold }
  | { kind: 'alert_stopped'; number: string; notSent: number }
  | { kind: 'alert_paused'; number: string; waiting: number }
  | { kind: 'already_paused'; number: string }
  | { kind: 'alert_resumed'; number: string; waiting: number }
  | { kind: 'not_paused'; number: string }
  | { kind: 'alert_not_open'; number: string; state: AlertState }
  | { kind: 'status'; progress: AlertProgress; recentWords: readonly { household: string; text: string }[] }
  /** Not allowed, or no such thing: the same answer for both. */
  | { kind: 'forbidden' };
