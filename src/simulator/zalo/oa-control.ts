import { z } from 'zod';
import type { SentFile } from '../sent-files.ts';
import type { JsonObject } from './answers.ts';
import { monthOf } from './calendar.ts';
import {
  type ChatMessageView,
  type ChatView,
  type GroupView,
  type OaView,
  type UserView,
  viewChat,
  viewGroup,
  viewOa,
  viewUser,
} from './chat-view.ts';
import { EVENT_SUFFIX } from './content.ts';
import { EVENT_SAMPLES } from './event-samples.ts';
import { addGroup, emitGroupEvent, sayInGroup } from './group-methods.ts';
import {
  type ActResult,
  contentOf,
  type PersonAction,
  perform,
  sceneOf,
  type Utterance,
  utteranceSchema,
} from './person.ts';
import type { FakeOa, FakeTemplate, OaType } from './state.ts';
import type { TokenPair, Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';
import { eventMessage, oaSaid, type World } from './world.ts';

export const newUserSchema = z.object({
  name: z.string(),
  phone: z.string().optional(),
  /** The same person at another account of the app. */
  idByApp: z.string().optional(),
  follower: z.boolean().optional(),
  lastInteractionMs: z.number().nullable().optional(),
  standing: z.enum(['normal', 'blocked', 'restricted', 'inactive']).optional(),
  admin: z.boolean().optional(),
  /** With one that somebody has already, that person is returned unchanged. */
  handle: z.string().optional(),
});
export const userPatchSchema = newUserSchema.omit({ idByApp: true, handle: true }).partial();
export type NewUser = z.infer<typeof newUserSchema>;
export type UserPatch = z.infer<typeof userPatchSchema>;

export const newTemplateSchema = z.object({
  id: z.string().optional(),
  status: z.enum(['enabled', 'pending', 'rejected', 'disabled', 'foreign']).default('enabled'),
  tag: z.enum(['transaction', 'customer_care', 'promotion']).default('transaction'),
  byUid: z.boolean().default(true),
  parameters: z.array(z.object({ name: z.string(), maxLength: z.number().int().default(100) })).default([]),
  priceVnd: z.number().int().default(200),
});
export type NewTemplate = z.input<typeof newTemplateSchema>;

/** Money and quotas of an account. */
export const fundsSchema = z.object({
  /** Null: no billing account is linked. */
  balanceVnd: z.number().int().nullable().optional(),
  paidPool: z.number().int().min(0).optional(),
  uploadsThisMonth: z.number().int().min(0).optional(),
});
export type Funds = z.infer<typeof fundsSchema>;

export type ChatChange = { userId: string; by: ChatMessageView['from'] };

/** One Official Account, seen from the side of its people and its administrators. */
export interface FakeOaControl {
  readonly id: string;
  readonly type: OaType;
  view(): OaView;
  /** The key that signs its events; null until a webhook is saved, as in the console. */
  secretKey(): string | null;
  /** A pair as the console's API Explorer gives one. Ends the pair before it. */
  issueTokens(): TokenPair;
  /** The administrator takes the permission back. */
  revokeTokens(): void;
  createUser(user: NewUser): UserView;
  users(): UserView[];
  user(userId: string): UserView | null;
  /** Sets what a person is to the account, without an event. False: no such user. */
  setUser(userId: string, patch: UserPatch): boolean;
  act(userId: string, action: PersonAction): ActResult;
  /** Null for an unknown user. */
  chat(userId: string): ChatView | null;
  /** What the account has uploaded, by the address in a message; null for anything else. */
  file(url: string): SentFile | null;
  /** Staff answers in the account's own chat tool. Null: no such user. */
  replyByHand(userId: string, text: string): { messageId: string; adminId: string } | null;
  /** Somebody without a Zalo account writes. Without an id, somebody new. */
  sayAnonymously(said: Utterance, visitorId?: string): { anonymousId: string; conversationId: string };
  anonymousChat(visitorId: string): ChatMessageView[] | null;
  addTemplate(template: NewTemplate): string;
  /** The platform decides about a template, with its event. False: no such template. */
  decideTemplate(templateId: string, status: 'enabled' | 'rejected' | 'disabled'): boolean;
  addArticle(): string;
  setFunds(funds: Funds): void;
  createGroup(group: { name: string; memberIds: readonly string[]; own?: boolean | undefined }): GroupView;
  group(groupId: string): GroupView | null;
  /** A member writes into a group. False: no such group or member. */
  sayInGroup(groupId: string, userId: string, said: Utterance): boolean;
  /** `leave` with either of the two names of its event. */
  leaveGroup(groupId: string, userId: string, name: 'user_out_group' | 'user_leave_group'): boolean;
  disableGroup(groupId: string): boolean;
  /** Sends the sample of an event about a person. False: no such sample or person. */
  emitSample(name: string, userId: string): boolean;
  /** Sends an event as it is given; `about` decides with which others it keeps its order. */
  emitRaw(name: string, fields: JsonObject, about?: string): void;
  /** After each change of a chat. Returns how to stop listening. */
  onChange(listener: (change: ChatChange) => void): () => void;
}

/** As the platform's events call them. */
const TEMPLATE_WORDS = {
  enabled: 'ENABLE',
  pending: 'PENDING_REVIEW',
  rejected: 'REJECT',
  disabled: 'DISABLE',
  foreign: '',
} as const satisfies Record<FakeTemplate['status'], string>;

export function createOaControl(deps: {
  world: World;
  tokens: Tokens;
  webhooks: Webhooks;
  oa: FakeOa;
}): FakeOaControl {
  const { world, tokens, webhooks, oa } = deps;
  const adminId = world.ids.next('admin');

  return {
    id: oa.id,
    type: oa.type,
    view: () => viewOa(oa),
    secretKey: () => (webhooks.state().url === null ? null : oa.secretKey),
    issueTokens: () => tokens.issue(oa.id, world.nowMs()),
    revokeTokens: () => tokens.revoke(oa.id),
    createUser(user) {
      const known = [...oa.contacts.values()].find(
        ({ handle }) => handle !== null && handle === (user.handle ?? null),
      );
      return viewUser(known ?? world.createContact(oa, user));
    },
    users: () => [...oa.contacts.values()].map(viewUser),
    user(userId) {
      const contact = oa.contacts.get(userId);
      return contact === undefined ? null : viewUser(contact);
    },
    setUser(userId, patch) {
      const contact = oa.contacts.get(userId);
      if (contact === undefined) return false;
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      Object.assign(contact, given);
      return true;
    },
    act: (userId, action) => perform(world, oa, userId, action),
    file: world.files.get,
    chat(userId) {
      const contact = oa.contacts.get(userId);
      return contact === undefined ? null : viewChat(contact);
    },
    replyByHand(userId, text) {
      const contact = oa.contacts.get(userId);
      if (contact === undefined) return null;
      const message = world.newMessage({ from: 'staff', adminId, content: { kind: 'text', text } });
      world.addMessage(oa, contact, message, null);
      world.emit(oaSaid(oa, contact, message));
      world.changedChat(oa, userId, 'staff');
      return { messageId: message.id, adminId };
    },
    sayAnonymously(said, visitorId = world.ids.next('user')) {
      const visitor = oa.anonymous.get(visitorId) ?? {
        id: visitorId,
        conversationId: world.ids.next('conversation'),
        messages: [],
      };
      oa.anonymous.set(visitorId, visitor);
      const content = contentOf(world, utteranceSchema.parse(said));
      const message = world.newMessage({ from: 'person', content });
      visitor.messages.push(message);
      const { conversationId } = visitor;
      world.emit({
        oa,
        name: `anonymous_send_${EVENT_SUFFIX[content.kind]}`,
        about: visitorId,
        fields: {
          sender: { id: visitorId },
          recipient: { id: oa.id },
          message: { ...eventMessage(message), conversation_id: conversationId },
        },
      });
      return { anonymousId: visitorId, conversationId };
    },
    anonymousChat(visitorId) {
      const visitor = oa.anonymous.get(visitorId);
      return visitor?.messages.map((message) => ({ ...message, pressed: null })) ?? null;
    },
    addTemplate(input) {
      const { id = String(300_001 + oa.templates.size), ...template } = newTemplateSchema.parse(input);
      const added: FakeTemplate = { id, ...template };
      oa.templates.set(id, added);
      return id;
    },
    decideTemplate(templateId, status) {
      const template = oa.templates.get(templateId);
      if (template === undefined) return false;
      const [before, after] = [TEMPLATE_WORDS[template.status], TEMPLATE_WORDS[status]];
      template.status = status;
      world.emit({
        oa,
        name: 'change_template_status',
        about: templateId,
        fields: {
          oa_id: oa.id,
          template_id: templateId,
          status: { prev_status: before, new_status: after },
          reason: '',
        },
      });
      return true;
    },
    addArticle() {
      const id = world.ids.next('article');
      oa.articles.add(id);
      return id;
    },
    setFunds({ balanceVnd, paidPool, uploadsThisMonth }) {
      if (balanceVnd !== undefined) oa.balanceVnd = balanceVnd;
      if (paidPool !== undefined) oa.paidPool.total = paidPool;
      if (uploadsThisMonth !== undefined) {
        oa.uploadCount = { month: monthOf(world.nowMs()), used: uploadsThisMonth };
      }
    },
    createGroup({ name, memberIds, own = true }) {
      const group = addGroup(world, oa, name, memberIds);
      group.own = own;
      return viewGroup(group);
    },
    group(groupId) {
      const group = oa.groups.get(groupId);
      return group === undefined ? null : viewGroup(group);
    },
    sayInGroup(groupId, userId, said) {
      const group = oa.groups.get(groupId);
      if (!group?.memberIds.has(userId)) return false;
      const content = contentOf(world, utteranceSchema.parse(said));
      sayInGroup(world, oa, group, world.newMessage({ from: 'person', content }), userId);
      return true;
    },
    leaveGroup(groupId, userId, name) {
      if (oa.groups.get(groupId)?.memberIds.delete(userId) !== true) return false;
      emitGroupEvent(world, oa, name, groupId, [userId]);
      return true;
    },
    disableGroup(groupId) {
      const group = oa.groups.get(groupId);
      if (group === undefined) return false;
      group.disabled = true;
      return true;
    },
    emitSample(name, userId) {
      const sample = EVENT_SAMPLES.get(name);
      const contact = oa.contacts.get(userId);
      if (sample === undefined || contact === undefined) return false;
      const [eventName = ''] = name.split('/');
      world.emit({ oa, name: eventName, about: userId, fields: sample(sceneOf(world, oa, contact)) });
      return true;
    },
    emitRaw(name, fields, about = oa.id) {
      world.emit({ oa, name, about, fields });
    },
    onChange: (listener) =>
      world.listen((change) => {
        if (change.kind === 'chat' && change.oaId === oa.id) {
          listener({ userId: change.userId, by: change.by });
        }
      }),
  };
}
