import type { Clock } from '../../shared/clock.ts';
import type { Content } from './journal-events.ts';
import {
  type FakeBot as BotState,
  type FakeChat,
  type FakeMessage,
  type FakeUser,
  findMessage,
} from './state.ts';
import { nextUpdateId } from './updates.ts';
import type { World } from './world.ts';

/** What a person does with the phone. */
export type PersonAction =
  | { kind: 'text'; text: string }
  | { kind: 'photo'; caption: string }
  | { kind: 'voice'; seconds: number }
  | { kind: 'place'; latitude: number; longitude: number }
  | { kind: 'sticker'; emoji: string }
  | { kind: 'press'; messageId: string; payload: string }
  | { kind: 'block' }
  | { kind: 'unblock' };

export type ActResult =
  | { kind: 'done' }
  | { kind: 'unknown_user' }
  | { kind: 'no_such_button' }
  /** One who blocked the bot cannot write to it. */
  | { kind: 'blocked' };

export interface ChatMessageView {
  id: string;
  from: 'bot' | 'person';
  atMs: number;
  editedAtMs: number | null;
  content: Content;
  /** Text as first sent, before edits. */
  sentText: string;
  /** Rows; only buttons that call back. */
  buttons: { label: string; payload: string }[][];
  /** Payload pressed last on this message. */
  pressed: string | null;
  /** That press has no answer yet. */
  waiting: boolean;
}

export interface ChatView {
  userId: string;
  started: boolean;
  blocked: boolean;
  /** How often the person blocked the bot. */
  blocks: number;
  messages: ChatMessageView[];
  /** `seen`: how many messages the chat held at the press. */
  presses: { messageId: string; payload: string; atMs: number; seen: number; answered: boolean }[];
  notice: { text: string; atMs: number } | null;
}

export interface SendView {
  botId: string;
  chatId: string;
  messageId: string;
  atMs: number;
  /** As first sent. */
  text: string;
}

export interface UserView {
  id: string;
  name: string;
  language: string;
  tag: string | null;
  deactivated: boolean;
}

export type ChatChange = { chatId: string; by: 'bot' | 'person' };

/** One bot, seen from the side of its people. */
export interface FakeBotControl {
  readonly id: string;
  readonly username: string;
  act(userId: string, action: PersonAction): ActResult;
  /** An empty chat when the two never spoke; null for an unknown user. */
  chat(userId: string): ChatView | null;
  commands(language: string): readonly { command: string; description: string }[];
  /** After each change of a chat. Returns how to stop listening. */
  onChange(listener: (change: ChatChange) => void): () => void;
  /** Delivers the newest `count` confirmed updates once more, with the same ids. */
  redeliver(count: number): void;
  pendingUpdates(): number;
}

export interface FakePeople {
  /** With a `tag` that somebody has already, that person is returned unchanged. */
  createUser(user: { name: string; language?: string; tag?: string }): UserView;
  users(): UserView[];
  user(id: string): UserView | null;
  /** The account is gone for good. False: no such user. */
  deactivate(userId: string): boolean;
}

export function createPeople(world: World): FakePeople {
  const byTag = new Map<string, FakeUser>();
  for (const user of world.users.values()) if (user.tag !== null) byTag.set(user.tag, user);

  return {
    createUser({ name, language = 'vi', tag }) {
      const known = tag === undefined ? undefined : byTag.get(tag);
      if (known !== undefined) return viewUser(known);
      const id = world.nextUserId();
      world.record({ e: 'user', id, name, language, tag: tag ?? null });
      const user = world.users.get(id);
      if (user !== undefined && tag !== undefined) byTag.set(tag, user);
      return { id, name, language, tag: tag ?? null, deactivated: false };
    },
    users: () => [...world.users.values()].map(viewUser),
    user(id) {
      const user = world.users.get(id);
      return user === undefined ? null : viewUser(user);
    },
    deactivate(userId) {
      if (!world.users.has(userId)) return false;
      world.record({ e: 'deactivated', user: userId });
      return true;
    },
  };
}

export function createBotControl(deps: {
  world: World;
  clock: Clock;
  bot: BotState;
  /** Called after an update was queued. */
  wake: (bot: BotState) => void;
}): FakeBotControl {
  const { world, clock, bot, wake } = deps;

  function say(userId: string, content: Content): void {
    const at = clock.now().getTime();
    const message = String(bot.lastMessageId + 1n);
    world.record({
      e: 'said',
      bot: bot.id,
      user: userId,
      message,
      update: nextUpdateId(bot, 'message'),
      at,
      content,
    });
  }

  function press(userId: string, chat: FakeChat | undefined, messageId: string, payload: string): ActResult {
    const message = chat === undefined ? undefined : findMessage(chat, messageId);
    const exists = message?.keyboard.flat().some((button) => button.callback_data === payload) ?? false;
    if (!exists) return { kind: 'no_such_button' };
    world.record({
      e: 'pressed',
      bot: bot.id,
      user: userId,
      message: messageId,
      payload,
      query: String(bot.lastQueryId + 1n),
      update: nextUpdateId(bot, 'callback_query'),
      at: clock.now().getTime(),
    });
    return { kind: 'done' };
  }

  function setBlocked(userId: string, chat: FakeChat | undefined, blocked: boolean): void {
    if ((chat?.blocked ?? false) === blocked) return;
    const at = clock.now().getTime();
    world.record({
      e: 'membership',
      bot: bot.id,
      user: userId,
      blocked,
      update: nextUpdateId(bot, 'my_chat_member'),
      at,
    });
  }

  function perform(userId: string, action: PersonAction): ActResult {
    const user = world.users.get(userId);
    if (user === undefined || user.deactivated) return { kind: 'unknown_user' };
    const chat = bot.chats.get(userId);
    if (action.kind === 'block' || action.kind === 'unblock') {
      setBlocked(userId, chat, action.kind === 'block');
      return { kind: 'done' };
    }
    if (chat?.blocked) return { kind: 'blocked' };
    if (action.kind === 'press') return press(userId, chat, action.messageId, action.payload);
    say(userId, contentOf(action, String(bot.lastMessageId + 1n)));
    return { kind: 'done' };
  }

  return {
    id: bot.id,
    username: bot.username,
    act(userId, action) {
      const result = perform(userId, action);
      if (result.kind === 'done') wake(bot);
      return result;
    },
    chat(userId) {
      if (!world.users.has(userId)) return null;
      const chat = bot.chats.get(userId);
      if (chat !== undefined) return viewChat(chat);
      return { userId, started: false, blocked: false, blocks: 0, messages: [], presses: [], notice: null };
    },
    commands: (language) => bot.commands.get(language) ?? bot.commands.get('') ?? [],
    onChange: (listener) =>
      world.listen((event) => {
        if (!('bot' in event) || event.bot !== bot.id) return;
        if (event.e === 'sent' || event.e === 'edited') listener({ chatId: event.user, by: 'bot' });
        if (event.e === 'said' || event.e === 'pressed' || event.e === 'membership') {
          listener({ chatId: event.user, by: 'person' });
        }
      }),
    redeliver(count) {
      bot.repeats.push(...bot.confirmed.slice(-count));
      wake(bot);
    },
    pendingUpdates: () => bot.pending.length,
  };
}

type Utterance = Exclude<PersonAction, { kind: 'press' | 'block' | 'unblock' }>;

function contentOf(action: Utterance, fileNumber: string): Content {
  switch (action.kind) {
    case 'text':
      return { kind: 'text', text: action.text };
    case 'photo':
      return { kind: 'photo', fileId: `photo-${fileNumber}`, caption: action.caption };
    case 'voice':
      return { kind: 'voice', fileId: `voice-${fileNumber}`, seconds: action.seconds, caption: '' };
    case 'place':
      return { kind: 'place', latitude: action.latitude, longitude: action.longitude };
    case 'sticker':
      return { kind: 'sticker', fileId: `sticker-${fileNumber}`, emoji: action.emoji };
  }
}

function viewUser({ id, name, language, tag, deactivated }: FakeUser): UserView {
  return { id, name, language, tag, deactivated };
}

function viewChat(chat: FakeChat): ChatView {
  const notice = chat.presses.findLast((press) => press.notice !== '' && press.answeredAtMs !== null);
  return {
    userId: chat.user.id,
    started: chat.started,
    blocked: chat.blocked,
    blocks: chat.blocks,
    messages: chat.messages.map((message) => viewMessage(chat, message)),
    presses: chat.presses.map(({ messageId, payload, atMs, seen, answeredAtMs }) => ({
      messageId,
      payload,
      atMs,
      seen,
      answered: answeredAtMs !== null,
    })),
    notice: notice?.answeredAtMs == null ? null : { text: notice.notice, atMs: notice.answeredAtMs },
  };
}

function viewMessage(chat: FakeChat, message: FakeMessage): ChatMessageView {
  const press = chat.presses.findLast((candidate) => candidate.messageId === message.id);
  return {
    id: message.id,
    from: message.from,
    atMs: message.atMs,
    editedAtMs: message.editedAtMs,
    content: message.content,
    sentText: message.sentText,
    buttons: message.keyboard.map((row) =>
      row.flatMap(({ text, callback_data }) =>
        callback_data === undefined ? [] : [{ label: text, payload: callback_data }],
      ),
    ),
    pressed: press?.payload ?? null,
    waiting: press !== undefined && press.answeredAtMs === null,
  };
}
