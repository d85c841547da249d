import { createHash } from 'node:crypto';
import type {
  ChannelNotice,
  InboundContent,
  InboundMessage,
  NoticeContent,
  ParsedInbound,
} from '../channel.ts';
import { parseJsonKeepingLargeIds } from './large-ids.ts';
import { ZALO_LIMITS } from './limits.ts';
import { readPayload } from './payload.ts';
import {
  coordinatesSchema,
  type EventMessage,
  eventSchema,
  locationPayloadSchema,
  mediaPayloadSchema,
  submittedInfoSchema,
  templateStatusSchema,
  type ZaloEvent,
} from './schema.ts';

/** Hosts seen in the documents and in public clients; some links are plain http. */
const MEDIA_HOST = /^(?:[a-z0-9-]+[.])+(?:zdn|zadn)[.]vn$/;

type TemplateStatus = Extract<NoticeContent, { kind: 'template_status' }>;
type Content = { kind: 'contents'; contents: InboundContent[] } | { kind: 'invalid'; reason: string };
type Meaning = Content | { kind: 'notice'; chat: string | null; content: NoticeContent };

/**
 * One event of Zalo, as the raw body of a webhook (text or bytes: only those still hold ids above 2^53 that are written
 * as numbers) or as an object. One address gets the events of all OAs of an app: with `oaId` the events of other OAs are
 * `ignored`. What people do in private chats becomes messages, everything else notices.
 */
export function parseInbound(raw: unknown, oaId: string | null = null): ParsedInbound {
  const decoded = decode(raw);
  if (decoded.kind === 'invalid') return decoded;
  const parsed = eventSchema.safeParse(decoded.value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.');
    return { kind: 'invalid', reason: path === undefined || path === '' ? 'event' : path };
  }
  const event = parsed.data;
  const theirs = oaIdOf(event);
  if (oaId !== null && theirs !== null && theirs !== oaId)
    return notice(event, null, ignored('other_account'));

  const meaning = meaningOf(event);
  switch (meaning.kind) {
    case 'invalid':
      return meaning;
    case 'notice':
      return notice(event, meaning.chat, meaning.content);
    case 'contents':
      return messages(event, meaning.contents);
  }
}

/** The OA that an event is about: where one address serves several. Null when it does not say, or is none of Zalo's. */
export function oaIdOfEvent(raw: unknown): string | null {
  const decoded = decode(raw);
  const event = decoded.kind === 'decoded' ? eventSchema.safeParse(decoded.value).data : undefined;
  return event === undefined ? null : oaIdOf(event);
}

function decode(raw: unknown): { kind: 'decoded'; value: unknown } | { kind: 'invalid'; reason: string } {
  if (typeof raw !== 'string' && !Buffer.isBuffer(raw)) return { kind: 'decoded', value: raw };
  try {
    return { kind: 'decoded', value: parseJsonKeepingLargeIds(raw.toString()) };
  } catch {
    return { kind: 'invalid', reason: 'json' };
  }
}

/** Events about messages of the OA have it as the sender. */
function isFromOa(event: ZaloEvent): boolean {
  return (
    event.event_name.startsWith('oa_') ||
    event.event_name === 'user_received_message' ||
    event.event_name === 'user_seen_message'
  );
}

function oaIdOf(event: ZaloEvent): string | null {
  if (event.oa_id !== undefined) return event.oa_id;
  return (isFromOa(event) ? event.sender?.id : event.recipient?.id) ?? null;
}

function userIdOf(event: ZaloEvent): string | null {
  if (isFromOa(event)) return event.recipient?.id ?? null;
  return event.sender?.id ?? event.follower?.id ?? event.user_id ?? null;
}

const ignored = (what: string): NoticeContent => ({ kind: 'ignored', what });

function messages(event: ZaloEvent, contents: readonly InboundContent[]): ParsedInbound {
  const chatExternalId = userIdOf(event);
  if (chatExternalId === null) return { kind: 'invalid', reason: 'sender.id' };
  const id = event.message?.msg_id ?? hashOf(event);
  return {
    kind: 'parsed',
    messages: contents.map(
      (content, index): InboundMessage => ({
        // An album may come as one event with several pictures: each is a message of its own.
        externalId: index === 0 ? id : `${id}.${index + 1}`,
        sequence: event.timestamp,
        chatExternalId,
        languageHint: null,
        content,
      }),
    ),
  };
}

function notice(event: ZaloEvent, chatExternalId: string | null, content: NoticeContent): ParsedInbound {
  const one: ChannelNotice = {
    // Never the message's id alone: its echo, its arrival and its being seen all carry the same.
    externalId: hashOf(event),
    sequence: event.timestamp,
    chatExternalId,
    content,
  };
  return { kind: 'parsed', messages: [], notices: [one] };
}

/** A redelivery repeats all of these. */
function hashOf(event: ZaloEvent): string {
  const { event_name, timestamp, app_id, message } = event;
  const template = event.template_id === null ? [] : [event.template_id];
  const ids = [message?.msg_id ?? null, ...(message?.msg_ids ?? []), ...template];
  const parts = JSON.stringify([event_name, userIdOf(event), timestamp, app_id, ...ids]);
  return createHash('sha256').update(parts, 'utf8').digest('hex');
}

function meaningOf(event: ZaloEvent): Meaning {
  const { event_name: name, message } = event;
  const user = userIdOf(event);
  // Groups and chats of people without an account are not answered: they have no id that a household could have.
  if (/group/.test(name) || /anonymous/.test(name)) return about(null, ignored(name));
  if (name.startsWith('user_send_')) {
    return message === undefined
      ? { kind: 'invalid', reason: 'message' }
      : contents(contentsOf(name, message));
  }
  if (name.startsWith('oa_send_') && name !== 'oa_send_consent') return echoOf(event, user);

  switch (name) {
    case 'follow':
    // Once for each person, also for one who never wrote: the chat is open from now on.
    case 'user_click_chatnow':
      return contents([{ kind: 'unblocked' }]);
    case 'unfollow':
      return contents([{ kind: 'blocked' }]);
    case 'user_withdraw':
      return contents([{ kind: 'withdrawn' }]);
    case 'user_submit_info':
      return contents([contactInfoOf(event.info)]);
    case 'user_received_message':
      // The events of messages by phone number carry the number as the recipient.
      return about(isByPhone(message) ? null : user, { kind: 'received', messageIds: idsOf(message) });
    case 'user_seen_message':
      return about(isByPhone(message) ? null : user, { kind: 'seen', messageIds: idsOf(message) });
    case 'change_template_status':
      return about(null, templateStatusOf(event));
    default:
      return about(user, ignored(name));
  }
}

/** Zalo's words for what became of a template. One that we do not know changes nothing. */
const TEMPLATE_STATUSES: Readonly<Record<string, Pick<TemplateStatus, 'status' | 'reason'>>> = {
  ENABLE: { status: 'approved', reason: null },
  PENDING_REVIEW: { status: 'in_review', reason: null },
  REJECT: { status: 'refused', reason: 'zalo_template_rejected' },
  DISABLE: { status: 'refused', reason: 'zalo_template_disabled' },
  DELETE: { status: 'refused', reason: 'zalo_template_deleted' },
};

function templateStatusOf(event: ZaloEvent): NoticeContent {
  const word = templateStatusSchema.safeParse(event.status).data?.new_status ?? '';
  const known = Object.hasOwn(TEMPLATE_STATUSES, word) ? TEMPLATE_STATUSES[word] : undefined;
  if (event.template_id === null || known === undefined) return ignored(event.event_name);
  return { kind: 'template_status', templateExternalId: event.template_id, ...known };
}

function contents(all: InboundContent[]): Content {
  return { kind: 'contents', contents: all };
}

function about(chat: string | null, content: NoticeContent): Meaning {
  return { kind: 'notice', chat, content };
}

/** `admin_id` is there only when a person wrote it in the OA's chat tool. */
function echoOf(event: ZaloEvent, user: string | null): Meaning {
  const messageId = event.message?.msg_id ?? null;
  const staffExternalId = event.sender?.admin_id ?? null;
  if (staffExternalId !== null) return about(user, { kind: 'human_takeover', messageId, staffExternalId });
  if (messageId === null) return about(user, ignored(event.event_name));
  return about(user, { kind: 'echo', messageId, text: event.message?.text ?? '' });
}

function isByPhone(message: EventMessage | undefined): boolean {
  return message?.tracking_id !== undefined || message?.delivery_time !== undefined;
}

/** Some documents show one `msg_id`, some a list. */
function idsOf(message: EventMessage | undefined): string[] {
  return [
    ...new Set([...(message?.msg_id === undefined ? [] : [message.msg_id]), ...(message?.msg_ids ?? [])]),
  ];
}

function contentsOf(name: string, message: EventMessage): InboundContent[] {
  const text = message.text ?? '';
  switch (name) {
    case 'user_send_text':
      return [textOrPress(text, message)];
    case 'user_send_image': {
      const photos = linksOf(message);
      if (photos.length > 0)
        return photos.map((fileId, index) => ({ kind: 'photo', fileId, caption: index === 0 ? text : '' }));
      break;
    }
    case 'user_send_audio': {
      // How long it is, Zalo does not say.
      const voices = linksOf(message);
      if (voices.length > 0) return voices.map((fileId) => ({ kind: 'voice', fileId, seconds: 0 }));
      break;
    }
    case 'user_send_location': {
      const place = placeOf(message);
      if (place !== null) return [place];
      break;
    }
    case 'user_send_business_card':
      // The text is the name of somebody else.
      return [{ kind: 'other', what: 'business_card' }];
  }
  // The words with a video, a link or a file may be a cry for help: they count as typed.
  return text.trim() === ''
    ? [{ kind: 'other', what: name.replace('user_send_', '') }]
    : [{ kind: 'text', text }];
}

/** A press arrives as a text, and is believed no more than a typed one: see `payload.ts`. */
function textOrPress(text: string, message: EventMessage): InboundContent {
  const payload = readPayload(text, ZALO_LIMITS.buttonPayloadLength);
  if (payload === null) return { kind: 'text', text };
  // Which message it was under, Zalo does not say. Nor does a press wait for an acknowledgement.
  return { kind: 'press', payload, pressId: message.msg_id ?? '', messageId: null };
}

function linksOf(message: EventMessage): string[] {
  return message.attachments.flatMap(({ payload }) => {
    const media = mediaPayloadSchema.safeParse(payload);
    return media.success ? [media.data.url] : [];
  });
}

/**
 * Whether a link is on a host of Zalo's media. For whoever downloads what people sent, at once (how long a link lives is
 * not documented): a server that fetches any address it is told to can be turned against its own network.
 */
export function isZaloMediaLink(link: string): boolean {
  const url = URL.canParse(link) ? new URL(link) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.port === '' && MEDIA_HOST.test(url.hostname);
}

function placeOf(message: EventMessage): InboundContent | null {
  for (const { payload } of message.attachments) {
    const place = locationPayloadSchema.safeParse(payload);
    if (place.success) return { kind: 'place', ...degreesOf(place.data.coordinates) };
  }
  const place = coordinatesSchema.safeParse(message.location);
  if (place.success) return { kind: 'place', ...degreesOf(place.data) };
  const nested = locationPayloadSchema.safeParse(message.location);
  return nested.success ? { kind: 'place', ...degreesOf(nested.data.coordinates) } : null;
}

function degreesOf({ latitude, longitude }: { latitude: number; longitude: number }) {
  return { latitude, longitude };
}

function contactInfoOf(info: unknown): InboundContent {
  const given = submittedInfoSchema.safeParse(info).data;
  const full = given?.full_address;
  const parts = full
    ? [full.user_address, full.user_ward, full.user_city]
    : [given?.address, given?.ward, given?.district, given?.city];
  const address = parts.filter((part) => typeof part === 'string' && part.trim() !== '').join(', ');
  return {
    kind: 'contact_info',
    name: given?.name ?? null,
    phone: given?.phone ?? null,
    address: address === '' ? null : address,
  };
}
