import type { RetentionName } from '../../config/retention.ts';
import type { CategoryCode } from '../alerts/alert.ts';
import type { FileToSend, KeptFile, OutgoingMessage } from '../channels/channel.ts';
import type { NextStep } from './next-step.ts';
import type { AccountTerms, MessageBrief } from './route.ts';

/** Queues a message of ours to one chat, as a row in the caller's transaction. */
export interface AnswerStore {
  add(answer: {
    contactPointId: string;
    class: 'staff_notice' | 'answer' | 'progress' | 'edit';
    message: OutgoingMessage;
    /** Replaces the message of that answer instead of sending a new one. */
    editsAnswerId?: string;
    /** Replaces this message of ours, by its id at the platform. */
    editsMessageId?: string;
  }): Promise<string>;
}

/** A row that this driver has claimed and must now send or give back. */
export interface ClaimedSend {
  source: 'delivery' | 'answer';
  id: string;
  contactPointId: string;
  externalId: string;
  editMessageId: string | null;
  message: OutgoingMessage;
  attempts: number;
  repeats: number;
  critical: boolean;
  /** What its route depends on; null for an answer, which follows something that the person just wrote. */
  brief: MessageBrief | null;
  /** What the account's platform keeps of the message's file; absent where there is none, or nothing is known. */
  keptFile?: { fileId: string | null; refused: string | null };
  /** When the person last wrote; null for never, and where the platform called the window closed since. */
  lastInboundAt: Date | null;
}

/** A claimed row that was not begun. Pending again, not before `restMs` from now. */
export interface GivenBack {
  source: ClaimedSend['source'];
  id: string;
  restMs?: number;
}

export interface SendResult {
  source: 'delivery' | 'answer';
  id: string;
  contactPointId: string;
  step: NextStep;
}

export type LeaseResult =
  | {
      kind: 'acquired';
      epoch: number;
      channelAccountId: string;
      ratePerSecond: number;
      /** The driver before us vanished: it may have used this second's budget. */
      takenOver: boolean;
      /** Rows that were being sent when it vanished. */
      interrupted: number;
    }
  /** Another driver holds the lease. */
  | { kind: 'held' }
  | { kind: 'no_lane' };

export type LaneClaim =
  | { kind: 'claimed'; sends: readonly ClaimedSend[] }
  | { kind: 'paused'; ms: number }
  /** Another driver has taken over. */
  | { kind: 'lost' };

/** The leased lanes and their rows. Time is the database's. */
export interface LaneStore {
  acquire(laneId: string, owner: string): Promise<LeaseResult>;
  /** False when the lease is lost. */
  renew(laneId: string, epoch: number): Promise<boolean>;
  /** Gives the lane up; nobody sends on it for `restMs`, so that the next driver may start with a full bucket. */
  release(laneId: string, epoch: number, restMs: number): Promise<void>;
  /**
   * Most urgent first, each contact point once. So many answers go before everything else: who asks for help must be
   * heard while a long alert fills the lane.
   */
  claim(laneId: string, epoch: number, limit: number, answersFirst: number): Promise<LaneClaim>;
  /** Writes what became of the rows, one batch in one transaction. */
  record(laneId: string, epoch: number, results: readonly SendResult[]): Promise<void>;
  giveBack(laneId: string, epoch: number, sends: readonly GivenBack[]): Promise<void>;
  pause(laneId: string, epoch: number, ms: number): Promise<void>;
  /**
   * The platform refuses the account: the lane rests. The first time of an outage the officers it serves are told
   * through other accounts, in the same transaction; returns the lanes that carry these notices.
   */
  refuse(laneId: string, epoch: number, ms: number, reason: string): Promise<readonly string[]>;
  /** The account must rest, whoever drives it: a call beside the lane was too fast. */
  pauseAll(laneId: string, ms: number): Promise<void>;
}

/** What is charged: ordinary messages outside the free window, or templates. */
export type Charged = 'paid' | 'template';

/** What an account may spend and has left, shared by all processes. */
export interface TermsStore {
  /** Null when there is no such account. */
  terms(channelAccountId: string): Promise<AccountTerms | null>;
  /** The platform takes no more of these before `until`. */
  noteUsedUp(channelAccountId: string, what: Charged, until: Date): Promise<void>;
  /** The platform refuses the template: it is not used until it is added anew. */
  noteTemplateRefused(templateId: string, reason: string): Promise<void>;
}

/** Pictures and voice notes, and what each account's platform keeps of them. */
export interface FileStore {
  /** Null: its time is over. */
  read(fileId: string): Promise<FileToSend | null>;
  keep(fileId: string, channelAccountId: string, kept: KeptFile): Promise<void>;
  /** The platform takes it for nobody. */
  refuse(fileId: string, channelAccountId: string, reason: string): Promise<void>;
  /** The platform has it no more under this id. */
  forget(fileId: string, channelAccountId: string, keptId: string): Promise<void>;
}

/** Hints to the queue. They may be lost: the sweeper rebuilds them from rows. */
export interface Hints {
  driveLane(laneIds: readonly string[]): Promise<void>;
  fanOut(alertMessageIds: readonly string[]): Promise<void>;
  /** Events wait to be handled. */
  inbound(): Promise<void>;
}

export interface FanOutStore {
  /**
   * Writes the deliveries of the next page of households, and how far the message has come, in one transaction: after a
   * crash it goes on where it was, and of two at once each page is written by one. `not_now`: a scheduled message that is
   * not due yet, or that missed its time.
   */
  expandPage(
    alertMessageId: string,
    pageSize: number,
  ): Promise<
    { kind: 'page'; laneIds: readonly string[]; critical: boolean } | { kind: 'end' } | { kind: 'not_now' }
  >;
  /** What those of the lanes that are sending just now may send in a second, together. */
  sendingPerSecond(laneIds: readonly string[]): Promise<number>;
  markFannedOut(alertMessageId: string): Promise<void>;
}

export interface SweepStore {
  /** Closes alerts whose time is over; returns how many. */
  expireAlerts(): Promise<number>;
  /** Pending deliveries of stopped or expired messages and of people who opted out become cancelled. */
  cancelOverdue(limit: number): Promise<number>;
  /** Unknown past its deadline counts as "may have got it". */
  settleUnknown(limit: number): Promise<number>;
  /**
   * Open alerts of these categories: a household that had the newest message for longer than `silenceMs` and said
   * nothing gets it at its next contact point. Looks at so many deliveries, at each once; returns how many it adds.
   */
  failOverSilent(
    waits: readonly { category: CategoryCode; silenceMs: number }[],
    limit: number,
  ): Promise<number>;
  /**
   * Deliveries of alerts that cannot wait, on lanes whose account is refused: the next contact point of the household is
   * tried, first of all on accounts that work. Looks at so many, at each once in an outage; says how many it adds.
   */
  failOverRefused(limit: number): Promise<{ looked: number; added: number }>;
  /**
   * Deliveries that were looked at and whose account is accepted again: who has the message elsewhere and has answered
   * is not told twice, who has it elsewhere is told last. Returns how many were settled.
   */
  takeBackAccepted(limit: number): Promise<number>;
  /** Alerts whose first message is out become active. */
  activateSent(): Promise<number>;
  /** Forgets the chat of people who were erased, once our goodbye is out and they have been quiet for an hour. */
  forgetErased(limit: number): Promise<number>;
  lanesWithWork(): Promise<readonly string[]>;
  unfinishedFanOuts(): Promise<readonly string[]>;
  /** Whether events wait for which the hint must have been lost. */
  eventsWait(): Promise<boolean>;
}

export interface RetentionStore {
  /** Applies a rule of config/retention.ts to so many rows at most; how many it changed, 0 when there are no more. */
  forget(rule: RetentionName, keepMs: number, limit: number): Promise<number>;
}
