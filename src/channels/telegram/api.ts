import { Api, type ApiCallFn, type RawApi } from 'grammy';
import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import { bodyOf, createMessageBodies, JSON_TYPE, type NewFile } from './body.ts';
import type { RenderedMessage } from './render.ts';
import { readSentAnswer } from './sent-answer.ts';
import type { BotApiAnswer, CallSignal, Transport } from './transport.ts';

interface MediaArgs {
  chat_id: string;
  caption: string;
  reply_markup: RenderedMessage['reply_markup'];
}

/**
 * The Bot API methods that we call, with their answers unread: each is parsed where it is used. Two things differ
 * from grammY's own types: Node's AbortSignal (grammY's types know only a polyfill's, its code takes both), and an
 * offset that may be written as digits in a string, as Telegram reads it too, so that large ids survive.
 */
export interface TelegramApi {
  sendMessage(args: RenderedMessage & { chat_id: string }, signal: AbortSignal): Promise<unknown>;
  sendPhoto(args: MediaArgs & { photo: string | NewFile }, signal: AbortSignal): Promise<unknown>;
  sendVoice(args: MediaArgs & { voice: string | NewFile }, signal: AbortSignal): Promise<unknown>;
  editMessageText(
    args: RenderedMessage & { chat_id: string; message_id: number },
    signal: AbortSignal,
  ): Promise<unknown>;
  editMessageCaption(args: MediaArgs & { message_id: number }, signal: AbortSignal): Promise<unknown>;
  answerCallbackQuery(args: { callback_query_id: string }, signal: AbortSignal): Promise<unknown>;
  getUpdates(
    args: { offset: number | string; timeout: number; limit: number; allowed_updates: readonly string[] },
    signal: AbortSignal,
  ): Promise<unknown>;
  getMe(signal: AbortSignal): Promise<unknown>;
  getFile(args: { file_id: string }, signal: AbortSignal): Promise<unknown>;
  setMyCommands(
    args: { commands: { command: string; description: string }[]; language_code?: 'vi' | 'en' },
    signal: AbortSignal,
  ): Promise<unknown>;
  setWebhook(
    args: {
      url: string;
      secret_token: string;
      allowed_updates: readonly string[];
      drop_pending_updates: false;
    },
    signal: AbortSignal,
  ): Promise<unknown>;
  deleteWebhook(args: { drop_pending_updates: false }, signal: AbortSignal): Promise<unknown>;
}

type Methods = RawApi & TelegramApi;

/** Where grammY takes a transformer. Its answers stay unread here, so none has the type of its method. */
interface Interceptable {
  use(
    transformer: (
      prev: ApiCallFn<Methods>,
      method: keyof Methods,
      payload: object,
      signal?: CallSignal,
    ) => Promise<BotApiAnswer>,
  ): unknown;
}

/**
 * grammY's client alone: no bot, no retries, no middleware. Retry lives in one layer, the lane. Calls leave through our
 * transport instead of grammY's own, which would make two abort controllers and two timers for each message.
 */
export function createApi(token: string, transport: Pick<Transport, 'call'>): TelegramApi {
  const api = new Api<Methods>(token);
  const intercepted: Interceptable = api.config;
  const pathOfBot = botPath(token);
  const messageBody = createMessageBodies();
  intercepted.use((_prev, method, payload, signal) => {
    const isMessage = method === 'sendMessage';
    const { contentType, body } = isMessage ? messageBody(payload) : bodyOf(payload);
    const usualMs = contentType === JSON_TYPE ? TELEGRAM_BUDGET.sendTimeoutMs : UPLOAD_TIMEOUT_MS;
    return transport.call({
      path: `${pathOfBot}/${method}`,
      contentType,
      body,
      readBeginning: isMessage ? readSentAnswer : null,
      timeoutMs: usualMs + longPollMs(payload),
      signal: signal ?? NEVER,
    });
  });
  return api.raw;
}

/** A malformed token must come back as the platform's refusal, not break the URL. */
export function botPath(token: string): string {
  return `/bot${encodeURIComponent(token).replaceAll('%3A', ':')}`;
}

/** Our own rule: a megabyte over a slow line. */
const UPLOAD_TIMEOUT_MS = 30_000;

const NEVER = new AbortController().signal;

/** https://core.telegram.org/bots/api#getupdates: seconds. */
function longPollMs(payload: object): number {
  return 'timeout' in payload && typeof payload.timeout === 'number' ? payload.timeout * 1_000 : 0;
}
