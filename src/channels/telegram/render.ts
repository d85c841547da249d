import { TELEGRAM_BUDGET } from '../../../config/channels.ts';
import type { MessageButton, OutgoingMessage } from '../channel.ts';

interface InlineKeyboard {
  inline_keyboard: { text: string; callback_data: string }[][];
}

export interface RenderedMessage {
  text: string;
  link_preview_options: { is_disabled: true };
  reply_markup?: InlineKeyboard | undefined;
}

export type Rendering =
  | { kind: 'rendered'; message: RenderedMessage }
  /** Telegram would refuse it; said here without a call. */
  | { kind: 'invalid'; reason: string };

/** One Telegram message: plain text (no markup to break), no link preview, one button a row. */
export function renderMessage(message: OutgoingMessage): Rendering {
  if (message.text.trim() === '') return { kind: 'invalid', reason: 'telegram_text_empty' };
  if (message.text.length > TELEGRAM_BUDGET.textLength)
    return { kind: 'invalid', reason: 'telegram_text_too_long' };
  if (!message.buttons.every(isSendable)) return { kind: 'invalid', reason: 'telegram_button_payload' };

  const rendered: RenderedMessage = { text: message.text, link_preview_options: { is_disabled: true } };
  if (message.buttons.length > 0) {
    rendered.reply_markup = {
      inline_keyboard: message.buttons.map(({ label, payload }) => [{ text: label, callback_data: payload }]),
    };
  }
  return { kind: 'rendered', message: rendered };
}

function isSendable(button: MessageButton): boolean {
  const bytes = Buffer.byteLength(button.payload, 'utf8');
  return button.label.trim() !== '' && bytes >= 1 && bytes <= TELEGRAM_BUDGET.buttonPayloadBytes;
}

/** Where a text may be cut, best first. Each match ends just after what stays in the first part. */
const BREAKS: readonly RegExp[] = [/\n[ \t]*\n/g, /\n/g, /[.!?…]["'”’)\]]*(?=\s)/g, /\s/g];

/**
 * Cuts a text into parts of at most `limit` UTF-16 units: at the end of a paragraph, line, sentence or word, as late
 * as there is one in the second half of the part, else between two characters. Only white space is lost.
 */
export function splitText(text: string, limit: number = TELEGRAM_BUDGET.textLength): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutPosition(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** The same for a message: the buttons stay with the last part, under everything that they are about. */
export function splitMessage(
  message: OutgoingMessage,
  limit: number = TELEGRAM_BUDGET.textLength,
): OutgoingMessage[] {
  const texts = splitText(message.text, limit);
  return texts.map((text, index) => ({ text, buttons: index === texts.length - 1 ? message.buttons : [] }));
}

function cutPosition(text: string, limit: number): number {
  // One more unit than fits, so that a break just behind a full part is seen.
  const window = text.slice(0, limit + 1);
  for (const pattern of BREAKS) {
    const ends = [...window.matchAll(pattern)].map((match) => match.index + match[0].trimEnd().length);
    const last = ends.findLast((end) => end <= limit);
    if (last !== undefined && last > limit / 2) return last;
  }
  return characterEnd(text, limit);
}

/** The last end of a whole character (with its marks) within `limit`; of a code point if one character is longer. */
function characterEnd(text: string, limit: number): number {
  const longestCharacter = 64;
  const from = Math.max(0, limit - longestCharacter);
  let end = 0;
  for (const { index } of new Intl.Segmenter('vi').segment(text.slice(from, limit + longestCharacter))) {
    if (from + index > limit) break;
    end = from + index;
  }
  if (end > from) return end;
  const splitsPair =
    /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(limit));
  return splitsPair && limit > 1 ? limit - 1 : limit;
}
