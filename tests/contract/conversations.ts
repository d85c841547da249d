import { z } from 'zod';
import { TELEGRAM_BUDGET } from '../../config/channels.ts';
import type { InboundContent, ParsedInbound } from '../../src/channels/channel.ts';
import { parseInbound as parseTelegram } from '../../src/channels/telegram/inbound.ts';
import {
  renderMessage as renderTelegram,
  splitMessage as splitTelegram,
} from '../../src/channels/telegram/render.ts';
import { parseInbound as parseZalo } from '../../src/channels/zalo/inbound.ts';
import { ZALO_LIMITS } from '../../src/channels/zalo/limits.ts';
import { markPayload } from '../../src/channels/zalo/payload.ts';
import { renderButtons, renderNumbered, splitMessage as splitZalo } from '../../src/channels/zalo/render.ts';
import { ZALO_APP_ID, ZALO_OA_ID, ZALO_USER_ID } from '../support/zalo/ids.ts';
import type { Act, Shown, Wire } from '../unit/dialogs/wire.ts';

/**
 * Both platforms as wires for the tables of conversations: what the dialog says goes through the channel's own renderer,
 * what a person does comes back as the platform's raw JSON through the channel's own parser.
 */

/** The one content of a raw event; throws where the channel makes anything else of it. */
function only(parsed: ParsedInbound): InboundContent {
  if (parsed.kind !== 'parsed') throw new Error(`refused: ${parsed.reason}`);
  const [message, ...more] = parsed.messages;
  if (!message || more.length > 0) throw new Error(`${parsed.messages.length} messages of one act`);
  return message.content;
}

// ── Telegram ─────────────────────────────────────────────────────────────────────────────────────

const CHAT = { id: 7_000_000_001, type: 'private' };
const FROM = { id: CHAT.id, is_bot: false, first_name: 'Lan', language_code: 'vi' };

function telegramUpdate(act: Act): Record<string, unknown> | null {
  const message = (fields: Record<string, unknown>) => ({
    message: { message_id: 5, date: 1, chat: CHAT, from: FROM, ...fields },
  });
  const membership = (status: string) => ({
    my_chat_member: { chat: CHAT, from: FROM, date: 1, new_chat_member: { status } },
  });
  if (act.kind === 'type') return message({ text: act.text });
  if (act.kind === 'press') {
    return {
      callback_query: { id: 'p', from: FROM, message: { message_id: 4, chat: CHAT }, data: act.data },
    };
  }
  const { content } = act;
  switch (content.kind) {
    case 'photo':
      return message({
        photo: [{ file_id: content.fileId, width: 90, height: 90 }],
        ...(content.caption === '' ? {} : { caption: content.caption }),
      });
    case 'voice':
      return message({ voice: { file_id: content.fileId, duration: content.seconds } });
    case 'place':
      return message({ location: { latitude: content.latitude, longitude: content.longitude } });
    case 'other':
      return message({ [content.what]: {} });
    case 'blocked':
      return membership('kicked');
    case 'unblocked':
      return membership('member');
    // Telegram has neither.
    case 'withdrawn':
    case 'contact_info':
      return null;
    case 'text':
    case 'press':
      throw new Error('typed or pressed, not sent');
  }
}

export const TELEGRAM: Wire = {
  name: 'telegram',
  commandsAreWords: false,
  show: (whole) =>
    splitTelegram(whole).map((message): Shown => {
      const rendering = renderTelegram(message);
      if (rendering.kind === 'invalid') throw new Error(rendering.reason);
      const { text, reply_markup: keyboard } = rendering.message;
      const buttons = (keyboard?.inline_keyboard ?? []).flat();
      return {
        text,
        choices: buttons.map((button) => ({
          label: button.text,
          act: { kind: 'press', data: button.callback_data },
        })),
      };
    }),
  receive(act) {
    const update = telegramUpdate(act);
    return update && only(parseTelegram(Buffer.from(JSON.stringify({ update_id: 9, ...update }))));
  },
  forge: (payload) =>
    Buffer.byteLength(payload) <= TELEGRAM_BUDGET.buttonPayloadBytes
      ? { kind: 'press', data: payload }
      : null,
};

// ── Zalo ─────────────────────────────────────────────────────────────────────────────────────────

/** Files are known by their link. */
const MEDIA = 'https://photo.zdn.vn/';

function zaloEvent(act: Act): Record<string, unknown> {
  const message = (name: string, fields: Record<string, unknown>) => ({
    event_name: `user_send_${name}`,
    sender: { id: ZALO_USER_ID },
    recipient: { id: ZALO_OA_ID },
    message: { msg_id: '96d3cdf3af150460909', ...fields },
  });
  const attached = (type: string, payload: unknown, text = '') =>
    message(type, { attachments: [{ type, payload }], ...(text === '' ? {} : { text }) });
  const follower = { oa_id: ZALO_OA_ID, follower: { id: ZALO_USER_ID } };
  if (act.kind === 'type') return message('text', { text: act.text });
  if (act.kind === 'press') return message('text', { text: act.data });
  const { content } = act;
  switch (content.kind) {
    case 'photo':
      return attached('image', { url: `${MEDIA}${content.fileId}` }, content.caption);
    case 'voice':
      return attached('audio', { url: `${MEDIA}${content.fileId}` });
    case 'place': {
      const { latitude, longitude } = content;
      return attached('location', { coordinates: { latitude: `${latitude}`, longitude: `${longitude}` } });
    }
    case 'other':
      return attached(content.what, { id: '1', url: `${MEDIA}sticker` });
    case 'blocked':
      return { event_name: 'unfollow', ...follower };
    case 'unblocked':
      return { event_name: 'follow', ...follower };
    case 'withdrawn':
      return { event_name: 'user_withdraw', oa_id: ZALO_OA_ID, user_id: ZALO_USER_ID };
    case 'contact_info': {
      const { name, phone, address } = content;
      return {
        event_name: 'user_submit_info',
        sender: { id: ZALO_USER_ID },
        recipient: { id: ZALO_OA_ID },
        info: { name, phone, address },
      };
    }
    case 'text':
    case 'press':
      throw new Error('typed or pressed, not sent');
  }
}

/** What Zalo does not say, or says as a link, is put back as the tables have it. */
function asSent(parsed: InboundContent, act: Act): InboundContent {
  const sent = act.kind === 'send' ? act.content : null;
  if (parsed.kind === 'photo') return { ...parsed, fileId: parsed.fileId.replace(MEDIA, '') };
  if (parsed.kind === 'voice' && sent?.kind === 'voice')
    return { ...parsed, fileId: parsed.fileId.replace(MEDIA, ''), seconds: sent.seconds };
  return parsed;
}

const buttonsSchema = z.object({
  text: z.string(),
  attachment: z
    .object({
      payload: z.object({
        template_type: z.literal('button'),
        buttons: z
          .array(z.object({ title: z.string(), type: z.literal('oa.query.hide'), payload: z.string() }))
          .max(ZALO_LIMITS.buttons),
      }),
    })
    .optional(),
});

function receiveZalo(act: Act): InboundContent {
  const event = { app_id: ZALO_APP_ID, timestamp: '1790000000123', ...zaloEvent(act) };
  return asSent(only(parseZalo(Buffer.from(JSON.stringify(event)), ZALO_OA_ID)), act);
}

function forgeZalo(payload: string): Act | null {
  const text = markPayload(payload, ZALO_LIMITS.buttonPayloadLength);
  return text === null ? null : { kind: 'type', text };
}

export const ZALO: Wire = {
  name: 'zalo',
  commandsAreWords: true,
  show: (whole) =>
    splitZalo(whole).map((message): Shown => {
      const rendering = renderButtons(message.text, message.buttons);
      if (rendering.kind === 'invalid') throw new Error(rendering.reason);
      const { text, attachment } = buttonsSchema.parse(rendering.message);
      const choices = (attachment?.payload.buttons ?? []).map(({ title, payload }) => ({
        label: title,
        act: { kind: 'press' as const, data: payload },
      }));
      return { text, choices };
    }),
  receive: receiveZalo,
  forge: forgeZalo,
};

/** An account that may have no buttons: choices are lines below the text, and what stands before the words is typed. */
export const ZALO_NUMBERED: Wire = {
  name: 'zalo without buttons',
  commandsAreWords: true,
  show: (whole) =>
    splitZalo(whole).map((message): Shown => {
      const rendering = renderNumbered(message.text, message.buttons);
      if (rendering.kind === 'invalid') throw new Error(rendering.reason);
      const { text } = z.strictObject({ text: z.string() }).parse(rendering.message);
      const lines = message.buttons.length === 0 ? [] : text.split('\n').slice(-message.buttons.length);
      return { text, choices: lines.map(readLine) };
    }),
  receive: receiveZalo,
  forge: forgeZalo,
};

/** "2. Cần giúp" is chosen by its number, "• Hủy" by its words. */
function readLine(line: string): Shown['choices'][number] {
  const [, number, words] = /^(?:(\d+)[.]|•) (.+)$/u.exec(line) ?? [];
  if (words === undefined) throw new Error(`no choice: ${line}`);
  return { label: words, act: { kind: 'type', text: number ?? words } };
}
