import type { MessageButton, OutgoingMessage } from '../channel.ts';
import { ZALO_LIMITS } from './limits.ts';
import { markPayload } from './payload.ts';

/** The value of `message` in a send: shapes of developers.zalo.me/docs, tin nhắn tư vấn. */
export type ZaloMessage = Readonly<Record<string, unknown>>;

export type Rendering =
  | { kind: 'rendered'; message: ZaloMessage }
  /** Zalo would refuse it; said here without a call. */
  | { kind: 'invalid'; reason: string };

export type ImageSource = { attachmentId: string } | { url: string };

const invalid = (reason: string): Rendering => ({ kind: 'invalid', reason });
const rendered = (message: ZaloMessage): Rendering => ({ kind: 'rendered', message });
const template = (payload: ZaloMessage) => ({ type: 'template', payload });

/** A text with its choices as numbered lines: what a person answers by typing the number. */
export function renderNumbered(text: string, buttons: readonly MessageButton[]): Rendering {
  const whole = numberedText(text, buttons);
  if (text.trim() === '') return invalid('zalo_text_empty');
  return whole.length > ZALO_LIMITS.textLength ? invalid('zalo_text_too_long') : rendered({ text: whole });
}

/** A text with buttons under it; a text alone when there are none. */
export function renderButtons(text: string, buttons: readonly MessageButton[]): Rendering {
  const words = text.normalize('NFC');
  if (words.trim() === '') return invalid('zalo_text_empty');
  if (words.length > ZALO_LIMITS.textLength) return invalid('zalo_text_too_long');
  if (buttons.length === 0) return rendered({ text: words });
  if (buttons.length > ZALO_LIMITS.buttons) return invalid('zalo_too_many_buttons');

  const shown: ZaloMessage[] = [];
  for (const { label, payload } of buttons) {
    const title = label.normalize('NFC');
    if (title.trim() === '' || title.length > ZALO_LIMITS.buttonTitleLength)
      return invalid('zalo_button_title');
    const marked = markPayload(payload, ZALO_LIMITS.buttonPayloadLength);
    if (marked === null) return invalid('zalo_button_payload');
    // `hide`: the payload is not shown in the person's chat.
    shown.push({ title, type: 'oa.query.hide', payload: marked });
  }
  return rendered({ text: words, attachment: template({ template_type: 'button', buttons: shown }) });
}

/** An image with words under it. `gif` needs its size in pixels. */
export function renderImage(
  source: ImageSource,
  text: string,
  gif: { width: number; height: number } | null = null,
): Rendering {
  const words = text.normalize('NFC');
  if (words.length > ZALO_LIMITS.textLength) return invalid('zalo_text_too_long');
  // Exactly one of the two. The short form `{ type: "image" }` is refused with -201.
  const what = 'url' in source ? { url: source.url } : { attachment_id: source.attachmentId };
  const element = { media_type: gif === null ? 'image' : 'gif', ...what, ...(gif ?? {}) };
  return rendered({
    ...(words.trim() === '' ? {} : { text: words }),
    attachment: template({ template_type: 'media', elements: [element] }),
  });
}

/** A file that was uploaded; it takes no words. */
export function renderFile(token: string): Rendering {
  return rendered({ attachment: { type: 'file', payload: { token } } });
}

export interface InfoRequest {
  title: string;
  subtitle: string;
  /** Png or jpg. */
  imageUrl: string;
}

/** Asks for name, phone and address; the answer comes as the event `user_submit_info`. */
export function renderInfoRequest({ title, subtitle, imageUrl }: InfoRequest): Rendering {
  const element = { title: title.normalize('NFC'), subtitle: subtitle.normalize('NFC'), image_url: imageUrl };
  if (element.title.length > ZALO_LIMITS.requestTitleLength) return invalid('zalo_request_title');
  if (element.subtitle.length > ZALO_LIMITS.requestSubtitleLength) return invalid('zalo_request_subtitle');
  return rendered({
    attachment: template({ template_type: 'request_user_info', elements: [element] }),
  });
}

/** The words and choices of a message as one text. A choice without a number is made by typing its words. */
export function numberedText(text: string, buttons: readonly MessageButton[]): string {
  const choices = buttons
    .map(({ label, place }, index) => (place === null ? `• ${label}` : `${place ?? index + 1}. ${label}`))
    .join('\n');
  return (choices === '' ? text : `${text.trimEnd()}\n\n${choices}`).normalize('NFC');
}

/** Where a text may be cut, best first. Each match ends just after what stays in the first part. */
const BREAKS: readonly RegExp[] = [/\n[ \t]*\n/g, /\n/g, /[.!?…]["'”’)\]]*(?=\s)/g, /\s/g];

/**
 * Cuts a text, in NFC, into parts of at most `limit` UTF-16 units: at the end of a paragraph, line, sentence or word, as
 * late as there is one in the second half of the part, else between two characters. Only white space is lost.
 */
export function splitText(text: string, limit: number = ZALO_LIMITS.splitLength): string[] {
  const parts: string[] = [];
  let rest = text.normalize('NFC').trim();
  while (rest.length > limit) {
    const cut = cutPosition(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** The same for a message: media go with the first part, buttons with the last. */
export function splitMessage(
  message: OutgoingMessage,
  limit: number = ZALO_LIMITS.splitLength,
): OutgoingMessage[] {
  const texts = splitText(message.text, limit);
  return texts.map((text, index) => ({
    text,
    buttons: index === texts.length - 1 ? message.buttons : [],
    ...(index === 0 && message.media ? { media: message.media } : {}),
  }));
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
