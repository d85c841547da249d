import type { OutgoingMessage } from '../channels/channel.ts';
import type { AccountTerms, MessageBrief } from '../deliveries/route.ts';
import type { Scope } from '../staff/rights.ts';
import type {
  AlertCategory,
  AlertMessageKind,
  AlertState,
  AlertTexts,
  CategoryCode,
  LegalBasis,
  ReplyCode,
  Severity,
} from './alert.ts';
import type { AlertMedia } from './alert-media.ts';
import type { AccountRoutes, ReachCount } from './forecast.ts';

export interface NewAlert {
  id: string;
  policeUnitId: string;
  number: string;
  verificationCode: string;
  category: CategoryCode;
  severity: Severity;
  groupIds: readonly string[];
  replyCodes: readonly ReplyCode[];
  authorId: string;
  /** Counted from `sendFrom`. */
  expiresInMs: number;
  /** Null, or a time that is over by the database's clock: at once. */
  sendFrom: Date | null;
  /** A second person is asked first, or it goes out. */
  state: 'pending_approval' | 'sending';
  drill: boolean;
  legalBasis: LegalBasis | null;
  documentNumber: string | null;
  issuingAuthority: string | null;
}

export interface NewAlertMessage {
  id: string;
  alertId: string;
  kind: AlertMessageKind;
  texts: AlertTexts;
  /** The picture or voice note that goes with it. */
  mediaId: string | null;
  /** Closures and corrections outlive their alert by this; null = until the alert expires. */
  sendForMs: number | null;
  /**
   * Of an alert's first message; null where it goes at once. A later update begins when the first message does, and is
   * held while the alert is paused.
   */
  schedule: Schedule | null;
}

export interface Schedule {
  sendFrom: Date;
  /** What could not begin within this after `sendFrom` does not begin any more. */
  graceMs: number;
}

/** A scheduled alert that could not begin in time. */
export interface Misfire {
  alertId: string;
  policeUnitId: string;
  number: string;
  sendFrom: Date;
  /** Chats of the officer who raised it. */
  authorContactIds: readonly string[];
}

export interface AlertRow {
  id: string;
  policeUnitId: string;
  number: string;
  verificationCode: string;
  category: CategoryCode;
  severity: Severity;
  state: AlertState;
  replyCodes: readonly ReplyCode[];
  expiresAt: Date;
  drill: boolean;
  legalBasis: LegalBasis | null;
  documentNumber: string | null;
  issuingAuthority: string | null;
}

export interface AudienceCount {
  households: number;
  reachable: number;
  languages: readonly ('vi' | 'en')[];
  /** At the pace of the accounts, the slowest one counting. */
  secondsToLast: number;
}

/** Alerts and their frozen audiences. Every method is one statement or runs in the caller's transaction. */
export interface AlertStore {
  /** Counts up the unit's alerts of this year and returns the new count; two officers never get the same. */
  nextCount(policeUnitId: string, year: number): Promise<number>;
  /** Adds it, or writes it anew where it was returned to its author. What never changes (drill, author) stays. */
  insertAlert(alert: NewAlert): Promise<void>;
  /** Lets what waited for approval go out; its life counts from now or from `sendFrom`. */
  begin(alertId: string, life: { expiresInMs: number; sendFrom: Date | null }): Promise<void>;
  /** Adds the next message; returns its running number. */
  insertMessage(message: NewAlertMessage): Promise<number>;
  /** Freezes who hears it: each household of the groups once, its contact points ranked. Returns the households. */
  freezeAudience(alertId: string): Promise<number>;
  /** Whether anybody is in these groups. */
  hasAudience(policeUnitId: string, groupIds: readonly string[]): Promise<boolean>;
  countAudience(policeUnitId: string, groupIds: readonly string[]): Promise<AudienceCount>;
  /** Who would hear an alert to these groups that is sent `at`, and through which accounts. */
  countReach(
    audience: { policeUnitId: string; groupIds: readonly string[] },
    accounts: readonly AccountRoutes[],
    brief: MessageBrief,
    at: Date,
  ): Promise<ReachCount>;
  /** Whom an update, correction or closure of this alert would get to `at` that time, and through which accounts. */
  countFollowUp(
    alertId: string,
    accounts: readonly AccountRoutes[],
    brief: MessageBrief,
    at: Date,
  ): Promise<ReachCount>;
  /** The alert, locked for this transaction; null when it is not of this unit, or of its province where that counts. */
  lockAlert(alertId: string, policeUnitId: string, scope?: Scope): Promise<AlertRow | null>;
  setState(alertId: string, state: AlertState, closed: boolean): Promise<void>;
  /** Its life ends so long from now. */
  setExpiry(alertId: string, inMs: number): Promise<void>;
  /** Stops every message but closures and corrections; returns the deliveries that will not be sent. */
  stopMessages(alertId: string): Promise<number>;
  /**
   * Holds what of the alert may still be sent, or lets it go on; a scheduled message whose time came meanwhile is due
   * from now on. Returns how many messages of the alert changed and how many of its deliveries wait.
   */
  setPaused(alertId: string, paused: boolean): Promise<{ changed: number; waiting: number }>;
  /** Scheduled alerts of which nothing began within their grace or before their end, locked for this transaction. */
  takeMisfires(limit: number): Promise<readonly Misfire[]>;
  /** Households that a closure or correction goes to: what was sent to, or may have reached, them. */
  countReached(alertId: string): Promise<number>;
  /** Of what is on its way or was sent: languages in use, and the time to its last send. */
  forecastSent(alertId: string): Promise<{ languages: readonly ('vi' | 'en')[]; secondsToLast: number }>;
  /** What households got first; null where nothing was written yet. */
  firstTexts(alertId: string): Promise<AlertTexts | null>;
  /** What goes with it; null where nothing does. */
  firstMedia(alertId: string): Promise<AlertMedia | null>;
  /** How many of these groups exist now, in this unit. */
  countGroups(policeUnitId: string, groupIds: readonly string[]): Promise<number>;
  /** The newest open alert of all units, else the newest one; null when there is none. */
  newestAlert(): Promise<string | null>;
  policeUnit(policeUnitId: string): Promise<{ code: string; name: string; dutyPhone: string } | null>;
}

/** What accounts may spend and have left. */
export interface TermsReader {
  all(): Promise<readonly AccountTerms[]>;
}

/** Puts a message of an alert into the words households see. Implemented over the locales. */
export interface TextComposer {
  compose(input: {
    kind: AlertMessageKind;
    category: AlertCategory;
    text: string;
    number: string;
    verificationCode: string;
    unitName: string;
    dutyPhone: string;
    at: Date;
    replyCodes: readonly ReplyCode[];
    /** The English text; without one readers of English get the Vietnamese one, and are told so. */
    english?: string | null;
    drill?: boolean;
    /** Whose document police relays; null where there is none. */
    source?: { documentNumber: string | null; issuingAuthority: string | null };
  }): AlertTexts;
}

/** How far an alert has come. Households are counted once each. */
export interface AlertProgress {
  number: string;
  state: AlertState;
  category: CategoryCode;
  drill: boolean;
  /** Households in the audience; the next six add up to it. */
  households: number;
  sent: number;
  pending: number;
  unreachable: number;
  /** May have got it: the platform never answered. */
  unknown: number;
  failed: number;
  cancelled: number;
  read: number;
  safe: number;
  help: number;
  /** Messages in words, photos, voices or places. */
  words: number;
  /** An officer holds it: nothing of it is sent until it is resumed. */
  paused: boolean;
  /** When a scheduled alert begins; null once that time has come, and for all others. */
  startsAt: Date | null;
}

/** Deliveries of an alert on one lane, all its messages together. */
export interface LaneProgress {
  laneId: string;
  sent: number;
  /** Waiting, or being sent. */
  pending: number;
  unreachable: number;
  unknown: number;
  failed: number;
  cancelled: number;
}

/** Figures as of this moment, however large the alert is. */
export interface ProgressStore {
  progress(alertId: string): Promise<AlertProgress>;
  /** Lanes with deliveries of the alert. */
  lanes(alertId: string): Promise<readonly LaneProgress[]>;
}

/** The message in an officer's chat that shows an alert's progress and edits itself. */
export interface Board {
  alertId: string;
  contactPointId: string;
  answerId: string;
  language: 'vi' | 'en';
  shown: string | null;
  /** The alert is closed and nothing of it is on its way: the next text is the last. */
  last: boolean;
  /** Whether the message of the board can be changed where it is. */
  editable: boolean;
}

export interface BoardStore {
  open(board: { alertId: string; contactPointId: string; answerId: string; shown: string }): Promise<void>;
  /** Boards that may be edited now: not finished, their last edit sent, not edited within `restMs`. */
  due(restMs: number): Promise<readonly Board[]>;
  markShown(board: Board, digest: string): Promise<void>;
}

export interface BoardComposer {
  board(progress: AlertProgress, language: 'vi' | 'en', last: boolean, at: Date): string;
}

/** What an officer is told about an alert that could not begin. */
export interface MisfireComposer {
  misfire(alert: { number: string; sendFrom: Date }): OutgoingMessage;
}

/** Queues a notice to one chat of an officer. */
export interface MisfireOutbox {
  add(answer: { contactPointId: string; class: 'staff_notice'; message: OutgoingMessage }): Promise<string>;
}

/** Queues a message of ours to an officer's chat. */
export interface BoardOutbox {
  add(answer: {
    contactPointId: string;
    class: 'progress';
    message: { text: string; buttons: readonly { label: string; payload: string }[] };
    /** Replaces the message of that answer instead of sending a new one. */
    editsAnswerId?: string;
  }): Promise<string>;
}
