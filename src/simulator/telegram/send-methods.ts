import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import { type SentFiles, typeOfFile } from '../sent-files.ts';
import type { ServerCounters } from '../server-counters.ts';
import { type ApiAnswer, REFUSALS, success, tooManyRequests } from './answers.ts';
import { messageJson } from './bot-json.ts';
import { type Content, type Keyboard, keyboardSchema } from './journal-events.ts';
import { integerParam, jsonParam, type Params, textParam } from './params.ts';
import type { RateLimits } from './rate-limits.ts';
import { type FakeBot, type FakeChat, findMessage, wordsOf } from './state.ts';
import type { World } from './world.ts';

const MAX_TEXT_LENGTH = 4096;
const MAX_CAPTION_LENGTH = 1024;
const MAX_BUTTON_DATA_BYTES = 64;

export interface SendDeps {
  world: World;
  limits: RateLimits;
  counters: ServerCounters;
  clock: Clock;
  files: SentFiles;
}

export type Method = (bot: FakeBot, params: Params) => ApiAnswer | Promise<ApiAnswer>;

export type SendMethods = Record<
  'sendMessage' | 'sendPhoto' | 'sendVoice' | 'editMessageText' | 'editMessageCaption',
  Method
>;

export function createSendMethods(deps: SendDeps): SendMethods {
  const { world, limits, counters, clock, files } = deps;

  function send(bot: FakeBot, params: Params, content: Content): ApiAnswer {
    const keyboard = keyboardOf(params);
    if (!Array.isArray(keyboard)) return keyboard;
    const target = admit(bot, params);
    if (target.kind === 'refused') return target.answer;
    const { chat } = target;
    const message = String(bot.lastMessageId + 1n);
    const at = clock.now().getTime();
    world.record({ e: 'sent', bot: bot.id, user: chat.user.id, message, at, content, keyboard });
    counters.accepted(clock.monotonicMs());
    const sent = chat.messages.at(-1);
    return sent === undefined ? REFUSALS.internal : success(messageJson(bot, chat, sent));
  }

  /** Finds the chat and takes the call from the budgets. A call that names no chat takes nothing from them. */
  function admit(
    bot: FakeBot,
    params: Params,
  ): { kind: 'chat'; chat: FakeChat } | { kind: 'refused'; answer: ApiAnswer } {
    const chatId = textParam(params, 'chat_id');
    if (chatId === '') return refuse(REFUSALS.chatIdEmpty);
    const user = world.users.get(chatId);
    if (user === undefined) return refuse(REFUSALS.chatNotFound);
    const waitMs = limits.take(bot.id, chatId, clock.monotonicMs());
    if (waitMs > 0) {
      counters.throttled();
      return { kind: 'refused', answer: tooManyRequests(Math.max(1, Math.ceil(waitMs / 1000))) };
    }
    if (user.deactivated) return refuse(REFUSALS.deactivated);
    const chat = bot.chats.get(chatId);
    if (chat === undefined) return refuse(REFUSALS.notStarted);
    if (chat.blocked) return refuse(REFUSALS.blocked);
    return chat.started ? { kind: 'chat', chat } : refuse(REFUSALS.notStarted);
  }

  function refuse(answer: ApiAnswer): { kind: 'refused'; answer: ApiAnswer } {
    counters.refused();
    return { kind: 'refused', answer };
  }

  /** A file that was uploaded is kept under the id that its message gives it. */
  function sendFile(
    bot: FakeBot,
    params: Params,
    given: GivenFile,
    contentOf: (fileId: string) => Content,
  ): ApiAnswer {
    if (given.kind === 'known' && files.isForgotten(given.fileId)) return REFUSALS.fileUnknown;
    const fileId = given.kind === 'known' ? given.fileId : `${given.name}-${bot.lastMessageId + 1n}`;
    const answer = send(bot, params, contentOf(fileId));
    if (given.kind === 'new' && answer.status === 200) files.keep(fileId, given);
    return answer;
  }

  function edit(
    bot: FakeBot,
    params: Params,
    text: string,
    isEditable: (content: Content) => boolean,
  ): ApiAnswer {
    const keyboard = keyboardOf(params);
    if (!Array.isArray(keyboard)) return keyboard;
    const target = admit(bot, params);
    if (target.kind === 'refused') return target.answer;
    const { chat } = target;
    const message = findMessage(chat, textParam(params, 'message_id'));
    if (message === undefined) return REFUSALS.editNotFound;
    if (message.from !== 'bot' || !isEditable(message.content)) return REFUSALS.editNotAllowed;
    const same =
      wordsOf(message.content) === text && JSON.stringify(message.keyboard) === JSON.stringify(keyboard);
    if (same) return REFUSALS.editNotModified;
    const at = clock.now().getTime();
    world.record({ e: 'edited', bot: bot.id, user: chat.user.id, message: message.id, at, text, keyboard });
    return success(messageJson(bot, chat, message));
  }

  return {
    sendMessage(bot, params) {
      const text = textParam(params, 'text');
      const wrong = textProblem(text);
      return wrong ?? send(bot, params, { kind: 'text', text });
    },
    async sendPhoto(bot, params) {
      const given = await fileOf(params, 'photo');
      if (given.kind === 'refused') return given.answer;
      const caption = textParam(params, 'caption');
      if (caption.length > MAX_CAPTION_LENGTH) return REFUSALS.captionTooLong;
      return sendFile(bot, params, given, (fileId) => ({ kind: 'photo', fileId, caption }));
    },
    async sendVoice(bot, params) {
      const given = await fileOf(params, 'voice');
      if (given.kind === 'refused') return given.answer;
      const caption = textParam(params, 'caption');
      if (caption.length > MAX_CAPTION_LENGTH) return REFUSALS.captionTooLong;
      const seconds = Number(integerParam(params, 'duration') ?? 1n);
      return sendFile(bot, params, given, (fileId) => ({ kind: 'voice', fileId, seconds, caption }));
    },
    editMessageCaption(bot, params) {
      const caption = textParam(params, 'caption');
      if (caption.length > MAX_CAPTION_LENGTH) return REFUSALS.captionTooLong;
      return edit(bot, params, caption, ({ kind }) => kind === 'photo' || kind === 'voice');
    },
    editMessageText(bot, params) {
      const text = textParam(params, 'text');
      const wrong = textProblem(text);
      if (wrong !== null) return wrong;
      return edit(bot, params, text, ({ kind }) => kind === 'text');
    },
  };
}

function textProblem(text: string): ApiAnswer | null {
  if (text.trim() === '') return REFUSALS.textEmpty;
  return text.length > MAX_TEXT_LENGTH ? REFUSALS.textTooLong : null;
}

const replyMarkupSchema = z.looseObject({ inline_keyboard: keyboardSchema.optional() });

function keyboardOf(params: Params): Keyboard | ApiAnswer {
  const markup = jsonParam(params, 'reply_markup', replyMarkupSchema);
  if (markup.kind === 'absent') return [];
  if (markup.kind === 'invalid') return REFUSALS.keyboardInvalid;
  const keyboard = (markup.value.inline_keyboard ?? []).filter((row) => row.length > 0);
  for (const button of keyboard.flat()) {
    const data = button.callback_data;
    if (data === undefined) continue;
    if (data === '' || Buffer.byteLength(data) > MAX_BUTTON_DATA_BYTES) return REFUSALS.buttonDataInvalid;
  }
  return keyboard;
}

type GivenFile =
  /** By the id that the platform gave it. */
  { kind: 'known'; fileId: string } | { kind: 'new'; name: 'photo' | 'voice'; type: string; bytes: Buffer };

const MAX_PHOTO_BYTES = 10_000_000;
/** What is fetched from an address that a bot gives: the stand-in opens none. */
const FETCHED = { type: 'application/octet-stream', bytes: Buffer.alloc(0) };

/** A file that the platform already has keeps its id; an upload or an address gets one. */
async function fileOf(
  params: Params,
  name: 'photo' | 'voice',
): Promise<GivenFile | { kind: 'refused'; answer: ApiAnswer }> {
  const given = params[name];
  if (given === undefined || given === '') return { kind: 'refused', answer: REFUSALS.fileEmpty(name) };
  if (!(given instanceof Blob)) {
    const text = textParam(params, name);
    return /^[\w-]{4,}$/.test(text) ? { kind: 'known', fileId: text } : { kind: 'new', name, ...FETCHED };
  }
  const bytes = Buffer.from(await given.arrayBuffer());
  if (bytes.length === 0) return { kind: 'refused', answer: REFUSALS.fileNone };
  if (name === 'photo' && bytes.length > MAX_PHOTO_BYTES)
    return { kind: 'refused', answer: REFUSALS.photoTooBig };
  const type = typeOfFile(bytes);
  if (type === null || type.startsWith('image/') !== (name === 'photo'))
    return { kind: 'refused', answer: name === 'photo' ? REFUSALS.photoBroken : REFUSALS.fileMismatch };
  return { kind: 'new', name, type, bytes };
}
