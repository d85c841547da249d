import type { AlertCategory } from '../alerts/alert.ts';
import type { VerifyStore } from '../alerts/life-ports.ts';
import type { AlertProgress } from '../alerts/ports.ts';
import type { AreaStore } from '../areas/ports.ts';
import type { Channel, InboundContent, InboundMessage } from '../channels/channel.ts';
import type { AnswerStore } from '../deliveries/ports.ts';
import type { WakeList } from '../deliveries/wake-list.ts';
import type { HouseholdStore, LinkStore } from '../households/ports.ts';
import type { ReplyStore } from '../replies/ports.ts';
import type { StaffStore } from '../staff/ports.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { Command, CommandOutcome, HouseholdAlert, Language, StaffAlert } from './dialog.ts';

/**
 * Runs `work` in one database transaction, with stores that belong to it. It may run more than once (deadlocks), so it
 * touches nothing but the stores.
 */
export type InTransaction<Stores> = <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;

/** An event whose chat is locked for this transaction. */
export interface TakenEvent {
  id: string;
  contactPointId: string;
  sealed: string;
  /** A call for help. */
  urgent: boolean;
  /** How often it could not be handled. */
  attempts: number;
  /** Where the conversation stands: null when there is none yet or it cannot be read. */
  state: unknown;
}

/** Calls for help come first, so that they are known before they are read. */
export interface ReceivedMessage extends InboundMessage {
  urgent: boolean;
}

export interface StoredEvent {
  id: string;
  content: InboundContent;
  languageHint: string | null;
}

export interface InboundStore {
  /**
   * Stores the events that are new, with their chats; a chat that blocked us becomes unreachable, one that writes again
   * active. Returns how many were new.
   */
  store(channelAccountId: string, messages: readonly ReceivedMessage[]): Promise<number>;
  /**
   * Locks, for this transaction, the chat whose call for help, else whose event, has waited longest, of those that nobody
   * else has locked and that do not rest. Returns the oldest event of that chat; null when no chat is left.
   */
  take(): Promise<TakenEvent | null>;
  /** Throws when the payload cannot be opened. */
  open(event: Pick<TakenEvent, 'id' | 'sealed'>): StoredEvent;
  /**
   * Marks the event, blanks its payload and writes where the conversation stands now; without a state, that it is
   * forgotten. False when somebody else had handled it meanwhile: then nothing of this transaction may stay.
   */
  finish(
    event: Pick<TakenEvent, 'id' | 'contactPointId'>,
    state: { value: unknown } | null,
  ): Promise<boolean>;
  /**
   * Counts one more failure and lets the chat rest; `failed` when it was the last one allowed and the next event may
   * pass. `failure` is an error's class and code. Where several tried it at once only the first one's counts: the
   * others hear that it is `settled`.
   */
  recordFailure(
    event: Pick<TakenEvent, 'id' | 'contactPointId' | 'attempts'>,
    failure: string,
    rule: { maxAttempts: number; restMs: number },
  ): Promise<'again' | 'failed' | 'settled'>;
}

export interface PersonRow {
  contactPointId: string;
  channelAccountId: string;
  channel: Channel['id'];
  laneId: string | null;
  state: 'active' | 'unreachable' | 'stopped';
  memberId: string | null;
  householdId: string | null;
  member: MemberRow | null;
  /** Staff writes in this chat by the platform's own tool. */
  botPaused: boolean;
  /** Null when disabled. */
  staffId: string | null;
}

export interface MemberRow {
  name: string;
  language: Language;
  household: {
    id: string;
    label: string;
    inviteCode: string;
    groupNames: readonly string[];
    members: readonly { id: string; name: string }[];
  };
  policeUnit: { name: string; dutyPhone: string };
  /** By which this member is reached, in the order they were added. */
  chats: readonly ChatRow[];
}

export interface ChatRow {
  contactPointId: string;
  channel: Channel['id'];
  preferred: boolean;
}

/** What a dialog knows of a person, in few statements. */
export interface ContextStore {
  person(contactPointId: string): Promise<PersonRow | null>;
  /** Newest first, at most `limit`: alerts that the household heard or will hear. */
  householdAlerts(
    person: { householdId: string; contactPointId: string; language: Language },
    limit: number,
  ): Promise<readonly HouseholdAlert[]>;
  staff(staffId: string): Promise<{ actor: StaffActor; name: string; unitName: string } | null>;
  groups(policeUnitId: string): Promise<readonly { id: string; name: string; households: number }[]>;
  openAlerts(policeUnitId: string, limit: number): Promise<readonly StaffAlert[]>;
}

/** The one reader of an account's updates. Time is the database's. */
export interface PollStore {
  /** Becomes the reader, or stays it. `held` when another process is. */
  lease(
    channelAccountId: string,
    owner: string,
    leaseMs: number,
  ): Promise<{ kind: 'leased'; offset: string } | { kind: 'held' }>;
  /** Moves on behind stored updates; false when somebody else reads now. */
  advance(channelAccountId: string, owner: string, offset: string): Promise<boolean>;
  release(channelAccountId: string, owner: string): Promise<void>;
}

/** The stores that a dialog needs, all of one transaction. */
export interface DialogStores {
  wake: WakeList;
  inbound: InboundStore;
  context: ContextStore;
  answers: AnswerStore;
  households: HouseholdStore;
  links: LinkStore;
  replies: ReplyStore;
  staff: StaffStore;
  staffCodes: { isOpen(code: string): Promise<boolean> };
  areas: AreaStore;
  audit: AuditLog;
  verify: VerifyStore;
}

/** The person behind a contact point, as use cases take one. */
export interface Person {
  contactPointId: string;
  memberId: string | null;
  householdId: string | null;
  actor: StaffActor | null;
}

type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;
type OfficerUseCase<K extends Command['kind']> = (
  actor: StaffActor,
  command: CommandOf<K>,
  contactPointId: string,
) => Promise<CommandOutcome>;

/** What officers do to alerts, bound to the stores of one transaction. */
export interface OfficerCommands {
  previewAlert: OfficerUseCase<'preview_alert'>;
  raiseAlert: OfficerUseCase<'raise_alert'>;
  previewMessage: OfficerUseCase<'preview_message'>;
  sendMessage: OfficerUseCase<'send_message'>;
  stopAlert: OfficerUseCase<'stop_alert'>;
  pauseAlert: OfficerUseCase<'pause_alert'>;
  resumeAlert: OfficerUseCase<'resume_alert'>;
  decideApproval: OfficerUseCase<'decide_approval'>;
  listApprovals: OfficerUseCase<'list_approvals'>;
}

export interface ProgressReader {
  progress(alertId: string): Promise<AlertProgress>;
}

export type Categories = readonly AlertCategory[];
