import type { Content, Keyboard } from './journal-events.ts';

/** What the platform knows, in memory. Ids are decimal strings. */

export interface FakeUser {
  id: string;
  name: string;
  language: string;
  /** The host's own mark for this person; the platform does not show it. */
  tag: string | null;
  deactivated: boolean;
  json: string;
}

export interface FakeMessage {
  id: string;
  from: 'bot' | 'person';
  atMs: number;
  editedAtMs: number | null;
  content: Content;
  /** Text as first sent; edits change `content` only. */
  sentText: string;
  keyboard: Keyboard;
}

export interface FakePress {
  queryId: string;
  messageId: string;
  payload: string;
  atMs: number;
  chatInstance: string;
  /** How many messages the chat held at the press. */
  seen: number;
  answeredAtMs: number | null;
  notice: string;
}

export interface FakeChat {
  user: FakeUser;
  json: string;
  /** The person has written to the bot, so the bot may write. */
  started: boolean;
  blocked: boolean;
  /** How often the person blocked the bot. */
  blocks: number;
  messages: FakeMessage[];
  presses: FakePress[];
}

export interface PendingUpdate {
  id: bigint;
  json: string;
}

export interface AcceptedSend {
  botId: string;
  chatId: string;
  message: FakeMessage;
}

export interface FakeBot {
  id: string;
  name: string;
  username: string;
  json: string;
  chats: Map<string, FakeChat>;
  queries: Map<string, FakePress>;
  pending: PendingUpdate[];
  /** The newest confirmed updates, for redelivery. */
  confirmed: PendingUpdate[];
  /** To be delivered once more, although confirmed. */
  repeats: PendingUpdate[];
  webhook: { url: string; secret: string };
  allowedUpdates: readonly string[];
  /** By `scope` = language code, or '' for every language. */
  commands: Map<string, readonly { command: string; description: string }[]>;
  lastMessageId: bigint;
  lastUpdateId: bigint;
  lastQueryId: bigint;
}

/** What stands in it to be read; '' where nothing does. */
export function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'photo':
    case 'voice':
      return content.caption;
    case 'place':
    case 'sticker':
      return '';
  }
}

export function findMessage(chat: FakeChat, messageId: string): FakeMessage | undefined {
  return chat.messages.findLast((message) => message.id === messageId);
}
