import type { Button, Content } from './content.ts';
import type {
  AcceptedSend,
  FakeContact,
  FakeGroup,
  FakeMessage,
  FakeOa,
  FakePress,
  OaType,
  Standing,
} from './state.ts';

export interface ChatMessageView {
  id: string;
  from: FakeMessage['from'];
  adminId: string | null;
  atMs: number;
  content: Content;
  buttons: Button[];
  quotedId: string | null;
  receivedAtMs: number | null;
  seenAtMs: number | null;
  reactions: readonly string[];
  /** Payload pressed last on this message. */
  pressed: string | null;
}

export interface ChatView {
  userId: string;
  messages: ChatMessageView[];
  presses: FakePress[];
}

export interface UserView {
  /** The account's own id of the person. */
  id: string;
  idByApp: string;
  name: string;
  phone: string;
  follower: boolean;
  lastInteractionMs: number | null;
  standing: Standing;
  blocks: number;
  admin: boolean;
  tags: string[];
}

export interface GroupView {
  id: string;
  name: string;
  memberIds: string[];
  disabled: boolean;
  messages: { id: string; senderId: string; atMs: number; content: Content }[];
}

export interface SendView {
  oaId: string;
  /** The person, anonymous visitor or group; '' for a broadcast. */
  to: string;
  path: string;
  messageId: string;
  atMs: number;
  content: Content;
  buttons: Button[];
}

export interface OaView {
  id: string;
  name: string;
  type: OaType;
  balanceVnd: number | null;
  paidUsed: number;
  users: number;
  followers: number;
}

export function viewUser(contact: FakeContact): UserView {
  const { id, idByApp, name, phone, follower, lastInteractionMs, standing, blocks, admin, tags } = contact;
  return { id, idByApp, name, phone, follower, lastInteractionMs, standing, blocks, admin, tags: [...tags] };
}

export function viewChat({ id, messages, presses }: FakeContact): ChatView {
  return {
    userId: id,
    messages: messages.map((message) => ({
      ...message,
      pressed: presses.findLast(({ messageId }) => messageId === message.id)?.payload ?? null,
    })),
    presses: [...presses],
  };
}

export function viewGroup({ id, name, memberIds, disabled, messages }: FakeGroup): GroupView {
  return {
    id,
    name,
    memberIds: [...memberIds],
    disabled,
    messages: messages.map((message) => ({
      id: message.id,
      senderId: message.senderId,
      atMs: message.atMs,
      content: message.content,
    })),
  };
}

export function viewSend({ oaId, to, path, message }: AcceptedSend): SendView {
  const { id, atMs, content, buttons } = message;
  return { oaId, to, path, messageId: id, atMs, content, buttons };
}

export function viewOa(oa: FakeOa): OaView {
  const { id, name, type, balanceVnd } = oa;
  return {
    id,
    name,
    type,
    balanceVnd,
    paidUsed: oa.paidPool.count.used,
    users: oa.contacts.size,
    followers: [...oa.contacts.values()].filter(({ follower }) => follower).length,
  };
}

/** Every button of a message that can be pressed, those of list elements too. */
export function buttonsOf({ buttons, content }: Pick<FakeMessage, 'buttons' | 'content'>): Button[] {
  const actions = content.kind === 'list' ? content.elements.map(({ action }) => action) : [];
  return [...buttons, ...actions.filter((action) => action !== null)];
}
