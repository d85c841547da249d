import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { Journal } from '../journal.ts';
import { createSentFiles, type SentFiles } from '../sent-files.ts';
import type { JsonObject } from './answers.ts';
import { type Content, EVENT_SUFFIX, messageJson } from './content.ts';
import { createIds, type Ids } from './ids.ts';
import type { JournalEvent } from './journal-events.ts';
import { GROWTH_PAID_POOL } from './limits.ts';
import { restoreWorld } from './restore.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { AcceptedSend, FakeContact, FakeMessage, FakeOa, OaType, Standing } from './state.ts';

export interface FakeApp {
  readonly id: string;
  readonly secret: string;
}

/** An event of one account on its way to the webhook of the app. */
export interface OaEvent {
  oa: FakeOa;
  name: string;
  /** The person, group or visitor it is about: events of one keep their order. */
  about: string;
  /** Everything but `app_id`, `event_name` and `timestamp`. */
  fields: JsonObject;
}

export type WorldChange =
  | { kind: 'event'; event: OaEvent }
  | { kind: 'chat'; oaId: string; userId: string; by: FakeMessage['from'] };

export interface NewContact {
  name: string;
  phone?: string | undefined;
  /** The same person at another account of the app. */
  idByApp?: string | undefined;
  follower?: boolean | undefined;
  lastInteractionMs?: number | null | undefined;
  standing?: Standing | undefined;
  admin?: boolean | undefined;
  handle?: string | undefined;
}

export interface World {
  app: FakeApp;
  oas: Map<string, FakeOa>;
  settings: Settings;
  ids: Ids;
  /** Every message of an account that the API accepted, in order. */
  sends: AcceptedSend[];
  nowMs(): number;
  /** Where the media of people can be fetched. */
  mediaUrl(name: string): string;
  /** What accounts have uploaded, by its address. */
  readonly files: SentFiles;
  createOa(oa: {
    type: OaType;
    name: string;
    id?: string | undefined;
    secretKey?: string | undefined;
  }): FakeOa;
  createContact(oa: FakeOa, contact: NewContact): FakeContact;
  newMessage(message: Pick<FakeMessage, 'from' | 'content'> & Partial<FakeMessage>): FakeMessage;
  /** Puts a message into the chat. `path`: of the call, where the API accepted it. */
  addMessage(oa: FakeOa, contact: FakeContact, message: FakeMessage, path: string | null): void;
  addPress(
    oa: FakeOa,
    contact: FakeContact,
    press: { messageId: string; payload: string; saidId: string },
  ): void;
  /** Writes down what the person is to the account now. */
  keepContact(oa: FakeOa, contact: FakeContact): void;
  /** What the API accepted: kept, put into the chat, and echoed. */
  deliver(send: { oa: FakeOa; contact: FakeContact; path: string; message: FakeMessage }): void;
  emit(event: OaEvent): void;
  changedChat(oa: FakeOa, userId: string, by: FakeMessage['from']): void;
  /** Returns how to stop listening. */
  listen(listener: (change: WorldChange) => void): () => void;
}

export function createWorld(options: {
  clock: Clock;
  appId: string | undefined;
  appSecret: string | undefined;
  mediaRoot: () => string;
  journal: Journal<JournalEvent>;
}): World {
  const ids = createIds();
  const { journal } = options;
  const listeners = new Set<(change: WorldChange) => void>();
  const oas = new Map<string, FakeOa>();
  const sends: AcceptedSend[] = [];
  const nowMs = () => options.clock.now().getTime();
  const settings = { ...DEFAULT_SETTINGS };

  function tell(change: WorldChange): void {
    for (const listener of listeners) listener(change);
  }

  function ensureOa(id: string): FakeOa {
    const known = oas.get(id);
    if (known !== undefined) return known;
    const oa: FakeOa = {
      id,
      name: id,
      type: 2,
      secretKey: '',
      contacts: new Map(),
      anonymous: new Map(),
      groups: new Map(),
      templates: new Map(),
      uploads: new Map(),
      articles: new Set(),
      tags: new Set(),
      uploadCount: { month: '', used: 0 },
      paidPool: { total: GROWTH_PAID_POOL, count: { month: '', used: 0 } },
      balanceVnd: 1_000_000,
    };
    oas.set(id, oa);
    return oa;
  }

  const files = createSentFiles();
  const world: World = {
    app: {
      id: options.appId ?? ids.next('app'),
      secret: options.appSecret ?? randomBytes(15).toString('base64url'),
    },
    oas,
    settings,
    ids,
    sends,
    nowMs,
    files,
    mediaUrl: (name) => `${options.mediaRoot()}/media/${name}`,
    createOa({ type, name, id = ids.next('oa'), secretKey = randomBytes(15).toString('base64url') }) {
      const oa = ensureOa(id);
      return Object.assign(oa, { type, name, secretKey });
    },
    createContact(oa, contact) {
      const id = ids.next('user');
      const created: FakeContact = {
        id,
        idByApp: contact.idByApp ?? ids.next('userByApp'),
        name: contact.name,
        phone: contact.phone ?? '',
        alias: contact.name,
        follower: contact.follower ?? false,
        unfollowedAtMs: null,
        lastInteractionMs: contact.lastInteractionMs ?? null,
        standing: contact.standing ?? 'normal',
        blocks: 0,
        handle: contact.handle ?? null,
        admin: contact.admin ?? false,
        clickedChatNow: false,
        tags: new Set(),
        messages: [],
        presses: [],
      };
      oa.contacts.set(id, created);
      const { idByApp, name, handle } = created;
      journal.append({ e: 'user', oa: oa.id, user: id, idByApp, name, handle });
      world.keepContact(oa, created);
      return created;
    },
    newMessage: (message) => ({
      id: ids.next('message'),
      adminId: null,
      atMs: nowMs(),
      buttons: [],
      quotedId: null,
      receivedAtMs: null,
      seenAtMs: null,
      reactions: [],
      ...message,
    }),
    addMessage(oa, contact, message, path) {
      contact.messages.push(message);
      if (path !== null) sends.push({ oaId: oa.id, to: contact.id, path, message });
      journal.append({ e: 'message', oa: oa.id, user: contact.id, path, message });
    },
    addPress(oa, contact, { messageId, payload, saidId }) {
      const press = { messageId, payload, atMs: nowMs(), seen: contact.messages.length };
      contact.presses.push(press);
      const { atMs: at, seen } = press;
      journal.append({ e: 'press', oa: oa.id, user: contact.id, messageId, payload, at, seen, saidId });
    },
    keepContact(oa, contact) {
      const { follower, unfollowedAtMs, lastInteractionMs, standing, blocks, clickedChatNow } = contact;
      journal.append({
        e: 'contact',
        oa: oa.id,
        user: contact.id,
        follower,
        unfollowedAtMs,
        lastInteractionMs,
        standing,
        blocks,
        clickedChatNow,
      });
    },
    deliver({ oa, contact, path, message }) {
      world.addMessage(oa, contact, message, path);
      if (settings.echo) world.emit(oaSaid(oa, contact, message));
      world.changedChat(oa, contact.id, message.from);
    },
    emit(event) {
      tell({ kind: 'event', event });
    },
    changedChat(oa, userId, by) {
      tell({ kind: 'chat', oaId: oa.id, userId, by });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  restoreWorld({ ids, sends, ensureOa }, journal);
  return world;
}

/** `admin_id` only when a person of the account wrote. https://developers.zalo.me/docs, webhook/tin-nhan */
export function oaSaid(oa: FakeOa, contact: FakeContact, message: FakeMessage): OaEvent {
  const admin: JsonObject = message.adminId === null ? {} : { admin_id: message.adminId };
  return {
    oa,
    name: `oa_send_${EVENT_SUFFIX[message.content.kind]}`,
    about: contact.id,
    fields: {
      user_id_by_app: contact.idByApp,
      sender: { id: oa.id, ...admin },
      recipient: { id: contact.id },
      message: eventMessage(message),
    },
  };
}

export function userSaid(oa: FakeOa, contact: FakeContact, message: FakeMessage): OaEvent {
  return {
    oa,
    name: `user_send_${EVENT_SUFFIX[message.content.kind]}`,
    about: contact.id,
    fields: {
      user_id_by_app: contact.idByApp,
      sender: { id: contact.id },
      recipient: { id: oa.id },
      message: eventMessage(message),
    },
  };
}

export function eventMessage(message: FakeMessage): JsonObject {
  const quote: JsonObject = message.quotedId === null ? {} : { quote_msg_id: message.quotedId };
  return { ...messageJson(message.content), ...quote, msg_id: message.id };
}

export function isMedia(content: Content): boolean {
  return content.kind !== 'text';
}
