import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import type { FileSender, FileSent, FileToSend, KeptFile, OutgoingMessage, SendTarget } from '../channel.ts';
import type { TelegramApi } from './api.ts';
import type { NewFile } from './body.ts';
import { callTelegram } from './call.ts';
import { renderMessage } from './render.ts';
import { sentFileSchema, sentMessageSchema } from './schema.ts';
import { outcomeOf } from './send.ts';

/** What Telegram takes as a voice note, by extension: https://core.telegram.org/bots/api#sendvoice */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
};

/**
 * `sendPhoto` and `sendVoice`, the words as the caption: one call, so that a crash leaves both or neither. The first
 * household's message brings the file, and its answer the `file_id` for all the others.
 */
export function createFileSender(api: TelegramApi): FileSender {
  async function send(
    message: OutgoingMessage,
    kind: FileToSend['kind'],
    what: string | NewFile,
    { externalId: chat_id }: SendTarget,
    signal: AbortSignal,
  ): Promise<FileSent> {
    const { text: caption } = message;
    if (caption.length > TELEGRAM_BUDGET.captionLength)
      return { kind: 'refused', by: 'chat', reason: 'telegram_caption_too_long' };
    const rendering = renderMessage(message);
    if (rendering.kind === 'invalid')
      return { kind: 'answered', outcome: { kind: 'rejected', reason: rendering.reason }, kept: null };
    const under = { chat_id, caption, reply_markup: rendering.message.reply_markup };
    const result = await callTelegram(() =>
      kind === 'photo'
        ? api.sendPhoto({ ...under, photo: what }, signal)
        : api.sendVoice({ ...under, voice: what }, signal),
    );
    const outcome = outcomeOf(
      result,
      { chatExternalId: chat_id, editMessageId: null },
      (answer) => sentMessageSchema.safeParse(answer).data?.message_id ?? null,
    );
    if (outcome.kind === 'rejected') {
      const { reason } = outcome;
      if (reason === 'telegram_file_gone') return { kind: 'gone' };
      return { kind: 'refused', by: reason === 'telegram_file_refused' ? 'platform' : 'chat', reason };
    }
    if (typeof what === 'string' || result.kind !== 'answered')
      return { kind: 'answered', outcome, kept: null };
    const fileId = sentFileSchema.safeParse(result.result).data;
    const kept: KeptFile | null = fileId === undefined ? null : { fileId, expiresAt: null };
    return { kind: 'answered', outcome, kept };
  }

  return {
    refuses: () => null,
    sendNew: (message, { kind, type, bytes }, target, signal) =>
      send(message, kind, { name: `${kind}.${EXTENSIONS[type] ?? 'bin'}`, type, bytes }, target, signal),
    sendKept: (message, { kind, fileId }, target, signal) => send(message, kind, fileId, target, signal),
  };
}
