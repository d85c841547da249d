import type { InboundContent, InboundMessage, ParsedInbound } from '../channel.ts';
import { parseJsonKeepingLargeIds } from './large-ids.ts';
import { type TelegramMessage, type TelegramUpdate, updateSchema } from './schema.ts';

/**
 * One update of Telegram, as an object (from `pull`, or a stored one) or as the raw body of a webhook (text or
 * bytes: only those still hold ids above 2^53). Everything outside private chats is parsed as nothing.
 */
export function parseInbound(raw: unknown): ParsedInbound {
  const decoded = decode(raw);
  if (decoded.kind === 'invalid') return decoded;
  const update = updateSchema.safeParse(decoded.value);
  if (!update.success) {
    const path = update.error.issues[0]?.path.join('.');
    return { kind: 'invalid', reason: path === undefined || path === '' ? 'update' : path };
  }
  const message = messageOf(update.data);
  return { kind: 'parsed', messages: message === null ? [] : [message] };
}

function decode(raw: unknown): { kind: 'decoded'; value: unknown } | { kind: 'invalid'; reason: string } {
  if (typeof raw !== 'string' && !Buffer.isBuffer(raw)) return { kind: 'decoded', value: raw };
  try {
    return { kind: 'decoded', value: parseJsonKeepingLargeIds(raw.toString()) };
  } catch {
    return { kind: 'invalid', reason: 'json' };
  }
}

function messageOf(update: TelegramUpdate): InboundMessage | null {
  const { message, callback_query: press, my_chat_member: change } = update;
  if (message !== undefined) {
    return inbound(update, message.chat, message.from, contentOf(message));
  }
  if (press !== undefined) {
    // Without data or message it is no button of ours (a game, an inline result).
    if (press.message === undefined || press.data === undefined) return null;
    const { message_id: messageId, chat } = press.message;
    return inbound(update, chat, press.from, {
      kind: 'press',
      payload: press.data,
      pressId: press.id,
      messageId,
    });
  }
  if (change !== undefined) {
    return inbound(update, change.chat, change.from, contentOfStatus(change.new_chat_member.status));
  }
  return null;
}

function inbound(
  update: TelegramUpdate,
  chat: TelegramMessage['chat'],
  from: TelegramMessage['from'],
  content: InboundContent | null,
): InboundMessage | null {
  if (chat.type !== 'private' || content === null) return null;
  return {
    externalId: update.update_id,
    sequence: update.update_id,
    chatExternalId: chat.id,
    languageHint: from?.language_code ?? null,
    content,
  };
}

/** In a private chat the bot is "kicked" when it is blocked and a "member" when it is let in again. */
function contentOfStatus(status: string): InboundContent | null {
  if (status === 'kicked') return { kind: 'blocked' };
  if (status === 'member') return { kind: 'unblocked' };
  return null;
}

function contentOf(message: TelegramMessage): InboundContent | null {
  if (message.text !== undefined)
    return { kind: 'text', text: withoutBotName(message.text.normalize('NFC')) };

  const caption = (message.caption ?? '').normalize('NFC');
  if (message.photo !== undefined) {
    const largest = message.photo.reduce((best, size) =>
      size.width * size.height > best.width * best.height ? size : best,
    );
    return { kind: 'photo', fileId: largest.file_id, caption };
  }
  const recording = message.voice ?? message.audio ?? message.video_note;
  if (recording !== undefined) {
    return { kind: 'voice', fileId: recording.file_id, seconds: Math.round(recording.duration) };
  }
  const place = message.venue?.location ?? message.location;
  if (place !== undefined) {
    return { kind: 'place', latitude: place.latitude, longitude: place.longitude };
  }
  // The words under a video or a file may be a cry for help: they count as typed.
  if (caption.trim() !== '') return { kind: 'text', text: caption };
  if (SERVICE_FIELDS.some((field) => field in message)) return null;
  return { kind: 'other', what: OTHER_FIELDS.find((field) => field in message) ?? 'unknown' };
}

/** "/start@binhyen_bot ABC" is "/start ABC": clients add the name when a command is picked from a list. */
function withoutBotName(text: string): string {
  return text.replace(/^(\/\w{1,32})@\w{1,64}/, '$1');
}

/** https://core.telegram.org/bots/api#message: sent by a person, of no use to us. */
const OTHER_FIELDS = [
  'contact',
  'sticker',
  // Telegram adds a `document` to every animation, so the animation is looked for first.
  'animation',
  'document',
  'video',
  'paid_media',
  'story',
  'poll',
  'checklist',
  'dice',
  'game',
] as const;

/** Notes of Telegram itself, to which an answer would be odd. */
const SERVICE_FIELDS = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'chat_background_set',
  'connected_website',
  'boost_added',
] as const;
