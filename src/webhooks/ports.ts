import type { OutgoingMessage } from '../channels/channel.ts';
import type { StaffRoleName } from '../staff/staff.ts';
import type {
  Change,
  ChangeKind,
  DELIVERY_STATES,
  EndReason,
  FailureReason,
  PauseReason,
  PostResult,
  ToldKind,
  WEBHOOK_STATES,
} from './webhook.ts';

export interface WebhookRow {
  id: string;
  url: string;
  wholeProvince: boolean;
  /** Those of the chosen ones that it may be told of. */
  kinds: readonly ChangeKind[];
  state: (typeof WEBHOOK_STATES)[number];
  pausedReason: PauseReason | null;
  pausedAt: Date | null;
  failingSince: Date | null;
  lastAcceptedAt: Date | null;
  /** The secret before this one signs as well until then. */
  previousUntil: Date | null;
  waiting: number;
  createdAt: Date;
}

export interface DeliveryRow {
  id: string;
  kind: ToldKind;
  change: string | null;
  at: Date;
  state: (typeof DELIVERY_STATES)[number];
  attempts: number;
  /** Of the next attempt; null when there is none. */
  nextAt: Date | null;
  status: number | null;
  reason: FailureReason | null;
  finishedAt: Date | null;
}

/** Webhooks of one unit, for who manages them. Runs in the caller's transaction. */
export interface WebhookStore {
  /** `too_many`: the unit has as many as it may. Begins with the changes that come from now on. */
  insert(webhook: {
    id: string;
    policeUnitId: string;
    wholeProvince: boolean;
    url: string;
    secret: string;
    kinds: readonly ChangeKind[];
    createdById: string;
  }): Promise<'inserted' | 'too_many'>;
  list(policeUnitId: string): Promise<readonly WebhookRow[]>;
  find(policeUnitId: string, id: string): Promise<WebhookRow | null>;
  /** Gives up what waits. False when it is none of the unit's, or paused already. */
  pause(policeUnitId: string, id: string): Promise<boolean>;
  /** Goes on with what changes from now on, after a `reset`. False when it is none of the unit's, or not paused. */
  resume(policeUnitId: string, id: string): Promise<boolean>;
  /** Until when the old secret signs as well; null when it is none of the unit's. */
  rotate(policeUnitId: string, id: string, secret: string): Promise<Date | null>;
  remove(policeUnitId: string, id: string): Promise<boolean>;
  /** A delivery that tells nothing but that it is a test; null when the webhook is none of the unit's, or paused. */
  addTest(policeUnitId: string, id: string): Promise<DeliveryRow | null>;
  /** The newest first. */
  deliveries(webhookId: string, limit: number): Promise<readonly DeliveryRow[]>;
  /** Origins (scheme, host, port) that the operator lets webhooks call although they are near, or without https. */
  nearOrigins(): Promise<readonly string[]>;
  allowNear(origin: string): Promise<boolean>;
  forbidNear(origin: string): Promise<boolean>;
}

/** A webhook that is told of changes, and how far it is. */
export interface Listening {
  webhookId: string;
  policeUnitId: string;
  /** The own one, and the others of the province where it hears of these too. */
  unitIds: readonly string[];
  kinds: readonly ChangeKind[];
  /** Of whoever added it, as they are now. */
  adderRoles: readonly StaffRoleName[];
  readTo: string;
}

export interface Claimed extends Change {
  deliveryId: string;
  webhookId: string;
  policeUnitId: string;
  at: Date;
  attempts: number;
  url: string;
  /** The new one first; while a change of secrets goes on, two. */
  secrets: readonly string[];
  /** The operator lets webhooks call this origin whatever its address. */
  near: boolean;
}

/** What is told, and what came of it. Runs in the caller's transaction. */
export interface WebhookDeliveryStore {
  listening(): Promise<readonly Listening[]>;
  /** Writes what is to be told and how far that is, unless somebody else did. What still waits untried is not told twice. */
  tell(webhookId: string, from: string, to: string, changes: readonly Change[]): Promise<void>;
  /** Deliveries that are due, for this process alone for a while, at most so many; an attempt of each is counted. */
  claim(limit: number): Promise<readonly Claimed[]>;
  accepted(delivery: Claimed, status: number): Promise<void>;
  /** `ended`: the webhook is paused now, by this call, for this reason. */
  failed(
    delivery: Claimed,
    failure: Extract<PostResult, { kind: 'failed' }>,
    random: number,
  ): Promise<{ ended: EndReason | null }>;
  /** Chats of those who manage the webhooks of a unit. */
  managerChats(policeUnitId: string): Promise<readonly string[]>;
}

/** Tells who manages webhooks that one is called no more. Implemented over the locales. */
export interface WebhookNoticeComposer {
  /** `host`: of its address, without what may be secret in it. */
  webhookPaused(webhook: { host: string; reason: EndReason }): OutgoingMessage;
}

/** Queues a notice to one chat of staff. */
export interface WebhookNoticeOutbox {
  add(answer: { contactPointId: string; class: 'staff_notice'; message: OutgoingMessage }): Promise<string>;
}

/** Changes, numbered one after another. The console's event store is one. */
export interface ChangeFeed {
  number(): Promise<void>;
  newest(): Promise<string>;
  /** `gone`: what came behind this number is not kept any more. */
  after(id: string, limit: number): Promise<readonly Change[] | 'gone'>;
}

export interface Post {
  /** Whether a URL may be called, as far as that can be known before; `unknown`: its name leads nowhere just now. */
  judge(url: string, near: boolean): Promise<'allowed' | 'refused' | 'unknown'>;
  /** Sends once. Never throws; follows no redirect, keeps nothing of the answer. */
  send(request: {
    url: string;
    near: boolean;
    headers: Readonly<Record<string, string>>;
    body: string;
  }): Promise<PostResult>;
  /** Lets go of what is under way. */
  close(): Promise<void>;
}
