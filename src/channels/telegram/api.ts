import { Api, type RawApi } from 'grammy';
import type { RenderedMessage } from './render.ts';
import type { TelegramFetch } from './transport.ts';

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
  sendPhoto(args: MediaArgs & { photo: string }, signal: AbortSignal): Promise<unknown>;
  sendVoice(args: MediaArgs & { voice: string }, signal: AbortSignal): Promise<unknown>;
  editMessageText(
    args: RenderedMessage & { chat_id: string; message_id: number },
    signal: AbortSignal,
  ): Promise<unknown>;
  answerCallbackQuery(args: { callback_query_id: string }, signal: AbortSignal): Promise<unknown>;
  getUpdates(
    args: { offset: number | string; timeout: number; limit: number; allowed_updates: readonly string[] },
    signal: AbortSignal,
  ): Promise<unknown>;
  getMe(signal: AbortSignal): Promise<unknown>;
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

/** Longer than any of our own deadlines, which end a call first. */
const GRAMMY_TIMEOUT_SECONDS = 300;

/** grammY's client alone: no bot, no retries, no middleware. Retry lives in one layer, the lane. */
export function createApi(token: string, apiRoot: string, fetch: TelegramFetch): TelegramApi {
  const api = new Api<RawApi & TelegramApi>(token, {
    apiRoot,
    fetch,
    timeoutSeconds: GRAMMY_TIMEOUT_SECONDS,
    // A malformed token must come back as the platform's refusal, not break the URL.
    buildUrl: (root, secret, method) =>
      `${root}/bot${encodeURIComponent(secret).replaceAll('%3A', ':')}/${method}`,
  });
  return api.raw;
}
