import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { OutgoingMessage, SendTarget } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { TelegramApi } from './api.ts';
import { type CallResult, callTelegram } from './call.ts';
import { type CallFacts, outcomeOfError } from './errors.ts';
import { type Rendering, renderMessage } from './render.ts';
import { sentMessageSchema } from './schema.ts';

/**
 * `sendMessage`, or `editMessageText` when the target names a message. An edit that is no longer possible is
 * `rejected` with `telegram_edit_not_found` or `telegram_edit_refused`: the caller decides whether to send anew.
 */
export async function sendMessage(
  api: TelegramApi,
  message: OutgoingMessage,
  target: SendTarget,
  signal: AbortSignal,
): Promise<Outcome> {
  const rendering = renderOnce(message);
  if (rendering.kind === 'invalid') return { kind: 'rejected', reason: rendering.reason };

  const { externalId: chat_id, editMessageId } = target;
  // Message ids are 32-bit; one that is not a safe integer was never given out.
  const message_id = editMessageId === undefined ? null : Number(editMessageId);
  if (message_id !== null && !Number.isSafeInteger(message_id)) {
    return { kind: 'rejected', reason: 'telegram_edit_not_found' };
  }

  const facts = { chatExternalId: chat_id, editMessageId: editMessageId ?? null };
  const call = async (run: () => Promise<unknown>) =>
    outcomeOf(await callTelegram(run), facts, (answer) => {
      const sent = sentMessageSchema.safeParse(answer);
      // An edited message keeps its id, and some servers answer an edit with no more than ok.
      return sent.success ? sent.data.message_id : facts.editMessageId;
    });

  const { media } = message;
  const under = { chat_id, caption: message.text, reply_markup: rendering.message.reply_markup };
  if (message_id !== null && message.underFile)
    return call(() => api.editMessageCaption({ ...under, message_id }, signal));
  if (media && message_id === null && message.text.length <= TELEGRAM_BUDGET.captionLength) {
    const outcome = await call(() =>
      media.kind === 'photo'
        ? api.sendPhoto({ ...under, photo: media.fileId }, signal)
        : api.sendVoice({ ...under, voice: media.fileId }, signal),
    );
    // A file that Telegram no longer has must not take the words with it.
    if (outcome.kind !== 'rejected') return outcome;
  }
  return call(() =>
    message_id === null
      ? api.sendMessage({ ...rendering.message, chat_id }, signal)
      : api.editMessageText({ ...rendering.message, chat_id, message_id }, signal),
  );
}

/** An alert is one message for thousands of chats. */
const rendered = new WeakMap<OutgoingMessage, Rendering>();

function renderOnce(message: OutgoingMessage): Rendering {
  const known = rendered.get(message);
  if (known) return known;
  const rendering = renderMessage(message);
  rendered.set(message, rendering);
  return rendering;
}

/** `answerCallbackQuery`. A press has no message of ours, so `sent` carries the press's own id. */
export async function acknowledgePress(
  api: TelegramApi,
  pressId: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const result = await callTelegram(() => api.answerCallbackQuery({ callback_query_id: pressId }, signal));
  return outcomeOf(result, { chatExternalId: null, editMessageId: null }, () => pressId);
}

/** `readId`: the id of the message in an answer; null where it cannot be read. */
export function outcomeOf(
  result: CallResult,
  facts: CallFacts,
  readId: (answer: unknown) => string | null,
): Outcome {
  switch (result.kind) {
    case 'answered': {
      const externalMessageId = readId(result.result);
      return externalMessageId === null
        ? { kind: 'unknown', reason: 'unreadable_answer' }
        : { kind: 'sent', externalMessageId };
    }
    case 'refused':
      return outcomeOfError(result.answer, facts);
    case 'failed':
      return result.outcome;
    default:
      return assertNever(result);
  }
}
