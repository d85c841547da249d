import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { ServerCounters } from '../server-counters.ts';
import { type ApiAnswer, REFUSALS, success, tooManyRequests } from './answers.ts';
import { messageJson } from './bot-json.ts';
import { type Content, type Keyboard, keyboardSchema } from './journal-events.ts';
import { integerParam, jsonParam, type Params, textParam } from './params.ts';
import type { RateLimits } from './rate-limits.ts';
import { type FakeBot, type FakeChat, findMessage } from './state.ts';
import type { World } from './world.ts';

const MAX_TEXT_LENGTH = 4096;
const MAX_CAPTION_LENGTH = 1024;
const MAX_BUTTON_DATA_BYTES = 64;

export interface SendDeps {
  world: World;
  limits: RateLimits;
  counters: ServerCounters;
  clock: Clock;
}

export type Method = (bot: FakeBot, params: Params) => ApiAnswer;

export type SendMethods = Record<'sendMessage' | 'sendPhoto' | 'sendVoice' | 'editMessageText', Method>;

export function createSendMethods(deps: SendDeps): SendMethods {
  const { world, limits, counters, clock } = deps;

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

  return {
    sendMessage(bot, params) {
      const text = textParam(params, 'text');
      const wrong = textProblem(text);
      return wrong ?? send(bot, params, { kind: 'text', text });
    },
    sendPhoto(bot, params) {
      if (!hasFile(params, 'photo')) return REFUSALS.fileEmpty('photo');
      const caption = textParam(params, 'caption');
      if (caption.length > MAX_CAPTION_LENGTH) return REFUSALS.captionTooLong;
      return send(bot, params, { kind: 'photo', fileId: fileIdOf(params, 'photo', bot), caption });
    },
    sendVoice(bot, params) {
      if (!hasFile(params, 'voice')) return REFUSALS.fileEmpty('voice');
      const caption = textParam(params, 'caption');
      if (caption.length > MAX_CAPTION_LENGTH) return REFUSALS.captionTooLong;
      const seconds = Number(integerParam(params, 'duration') ?? 1n);
      return send(bot, params, { kind: 'voice', fileId: fileIdOf(params, 'voice', bot), seconds, caption });
    },
    editMessageText(bot, params) {
      const text = textParam(params, 'text');
      const wrong = textProblem(text);
      if (wrong !== null) return wrong;
      const keyboard = keyboardOf(params);
      if (!Array.isArray(keyboard)) return keyboard;
      const target = admit(bot, params);
      if (target.kind === 'refused') return target.answer;
      const { chat } = target;
      const message = findMessage(chat, textParam(params, 'message_id'));
      if (message === undefined) return REFUSALS.editNotFound;
      if (message.from !== 'bot' || message.content.kind !== 'text') return REFUSALS.editNotAllowed;
      const same =
        message.content.text === text && JSON.stringify(message.keyboard) === JSON.stringify(keyboard);
      if (same) return REFUSALS.editNotModified;
      const at = clock.now().getTime();
      world.record({ e: 'edited', bot: bot.id, user: chat.user.id, message: message.id, at, text, keyboard });
      return success(messageJson(bot, chat, message));
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

function hasFile(params: Params, name: string): boolean {
  return params[name] !== undefined && params[name] !== '';
}

/** A file that the platform already has keeps its id; an upload or an address gets one. */
function fileIdOf(params: Params, name: string, bot: FakeBot): string {
  const given = textParam(params, name);
  return /^[\w-]{4,}$/.test(given) ? given : `${name}-${bot.lastMessageId + 1n}`;
}
