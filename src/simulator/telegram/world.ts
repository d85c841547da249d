import { assertNever } from '../../shared/assert-never.ts';
import type { Journal } from '../journal.ts';
import {
  botUserJson,
  chatJson,
  membershipUpdateJson,
  messageJson,
  messageUpdateJson,
  pressUpdateJson,
  userJson,
} from './bot-json.ts';
import type { Content, JournalEvent, Keyboard } from './journal-events.ts';
import {
  type AcceptedSend,
  type FakeBot,
  type FakeChat,
  type FakeMessage,
  type FakePress,
  type FakeUser,
  findMessage,
  wordsOf,
} from './state.ts';

export interface World {
  bots: Map<string, FakeBot>;
  users: Map<string, FakeUser>;
  /** Every message of a bot that was accepted, in order. */
  sends: AcceptedSend[];
  nextUserId(): string;
  /** Applies the event, writes it down, then tells the listeners. */
  record(event: JournalEvent): void;
  /** Returns how to stop listening. Replayed events are not told. */
  listen(listener: (event: JournalEvent) => void): () => void;
}

const CONFIRMED_KEPT = 500;

/**
 * First ids. Large ones exceed 2^53, which a careless client rounds. Message ids stay small even then: the
 * platform keeps them in 32 bits.
 */
const FIRST_MESSAGE_ID = 1_000n;
const FIRST_IDS = {
  usual: { user: 5_000_000_000n, update: 700_000_000n },
  large: { user: 9_007_199_254_741_001n, update: 9_007_199_254_743_001n },
} as const;

export function createWorld(options: { largeIds: boolean; journal: Journal<JournalEvent> }): World {
  const first = options.largeIds ? FIRST_IDS.large : FIRST_IDS.usual;
  const bots = new Map<string, FakeBot>();
  const users = new Map<string, FakeUser>();
  const sends: AcceptedSend[] = [];
  const listeners = new Set<(event: JournalEvent) => void>();
  let lastUserId: bigint = first.user;

  function botOf(id: string): FakeBot {
    const known = bots.get(id);
    if (known !== undefined) return known;
    const bot: FakeBot = {
      id,
      name: id,
      username: id,
      json: '',
      chats: new Map(),
      queries: new Map(),
      pending: [],
      confirmed: [],
      repeats: [],
      webhook: { url: '', secret: '' },
      allowedUpdates: [],
      commands: new Map(),
      lastMessageId: FIRST_MESSAGE_ID,
      lastUpdateId: first.update,
      // As on the platform: query ids are long decimal strings.
      lastQueryId: 4_200_000_000_000_000_000n,
    };
    bots.set(id, bot);
    return bot;
  }

  function apply(event: JournalEvent): void {
    switch (event.e) {
      case 'bot': {
        const bot = botOf(event.id);
        bot.name = event.name;
        bot.username = event.username;
        bot.json = botUserJson(event);
        return;
      }
      case 'user': {
        const { id, name, language, tag } = event;
        users.set(id, { id, name, language, tag, deactivated: false, json: userJson(event) });
        const number = BigInt(id);
        if (number > lastUserId) lastUserId = number;
        return;
      }
      case 'deactivated': {
        const user = users.get(event.user);
        if (user !== undefined) user.deactivated = true;
        return;
      }
      case 'said': {
        const bot = botOf(event.bot);
        const chat = ensureChat(bot, event.user);
        chat.started = true;
        const message = addMessage(bot, chat, 'person', event.message, event.at, event.content, []);
        queueUpdate(bot, event.update, (id) => messageUpdateJson(id, messageJson(bot, chat, message)));
        return;
      }
      case 'pressed': {
        const bot = botOf(event.bot);
        const chat = ensureChat(bot, event.user);
        const message = findMessage(chat, event.message);
        if (message === undefined) return;
        const press: FakePress = {
          queryId: event.query,
          messageId: event.message,
          payload: event.payload,
          atMs: event.at,
          chatInstance: `${bot.id}${event.user}`,
          seen: chat.messages.length,
          answeredAtMs: null,
          notice: '',
        };
        chat.presses.push(press);
        bot.queries.set(event.query, press);
        bot.lastQueryId = BigInt(event.query);
        queueUpdate(bot, event.update, (id) =>
          pressUpdateJson(id, chat.user, press, messageJson(bot, chat, message)),
        );
        return;
      }
      case 'membership': {
        const bot = botOf(event.bot);
        const chat = ensureChat(bot, event.user);
        chat.blocked = event.blocked;
        if (event.blocked) chat.blocks += 1;
        queueUpdate(bot, event.update, (id) => membershipUpdateJson(id, bot, chat, event.blocked, event.at));
        return;
      }
      case 'sent': {
        const bot = botOf(event.bot);
        const chat = ensureChat(bot, event.user);
        const message = addMessage(bot, chat, 'bot', event.message, event.at, event.content, event.keyboard);
        sends.push({ botId: bot.id, chatId: event.user, message });
        return;
      }
      case 'edited': {
        const message = findMessage(ensureChat(botOf(event.bot), event.user), event.message);
        if (message === undefined) return;
        const { content } = message;
        message.content =
          content.kind === 'photo' || content.kind === 'voice'
            ? { ...content, caption: event.text }
            : { kind: 'text', text: event.text };
        message.keyboard = event.keyboard;
        message.editedAtMs = event.at;
        return;
      }
      case 'answered': {
        const press = botOf(event.bot).queries.get(event.query);
        if (press === undefined) return;
        press.answeredAtMs = event.at;
        press.notice = event.text;
        return;
      }
      case 'confirmed': {
        const bot = botOf(event.bot);
        const offset = BigInt(event.offset);
        const kept = bot.pending.findIndex((update) => update.id >= offset);
        const gone = bot.pending.splice(0, kept === -1 ? bot.pending.length : kept);
        bot.confirmed = [...bot.confirmed, ...gone].slice(-CONFIRMED_KEPT);
        return;
      }
      case 'webhook':
        botOf(event.bot).webhook = { url: event.url, secret: event.secret };
        return;
      case 'allowed':
        botOf(event.bot).allowedUpdates = event.updates;
        return;
      case 'commands':
        botOf(event.bot).commands.set(event.scope, event.commands);
        return;
      default:
        assertNever(event);
    }
  }

  function ensureChat(bot: FakeBot, userId: string): FakeChat {
    const known = bot.chats.get(userId);
    if (known !== undefined) return known;
    const user = users.get(userId);
    if (user === undefined) throw new Error('The simulator has an event of a user that it does not know');
    const chat: FakeChat = {
      user,
      json: chatJson(user),
      started: false,
      blocked: false,
      blocks: 0,
      messages: [],
      presses: [],
    };
    bot.chats.set(userId, chat);
    return chat;
  }

  options.journal.replay(apply);

  return {
    bots,
    users,
    sends,
    nextUserId: () => String(lastUserId + 1n),
    record(event) {
      apply(event);
      options.journal.append(event);
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function addMessage(
  bot: FakeBot,
  chat: FakeChat,
  from: FakeMessage['from'],
  id: string,
  atMs: number,
  content: Content,
  keyboard: Keyboard,
): FakeMessage {
  const sentText = wordsOf(content);
  const message: FakeMessage = { id, from, atMs, editedAtMs: null, content, sentText, keyboard };
  chat.messages.push(message);
  bot.lastMessageId = BigInt(id);
  return message;
}

function queueUpdate(bot: FakeBot, updateId: string | null, json: (id: string) => string): void {
  if (updateId === null) return;
  const id = BigInt(updateId);
  bot.lastUpdateId = id;
  bot.pending.push({ id, json: json(updateId) });
}
