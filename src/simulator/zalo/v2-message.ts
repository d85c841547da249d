import { z } from 'zod';
import { refused, success, type ZaloAnswer } from './answers.ts';
import { isNight } from './calendar.ts';
import { EVENT_SUFFIX } from './content.ts';
import { type ApiCall, type ApiMethod, parseBody, parseWith } from './incoming.ts';
import { REACTIONS_PER_MESSAGE } from './limits.ts';
import { readMessage } from './message-body.ts';
import { recipientSchema } from './message-schema.ts';
import { REFUSALS } from './refusals.ts';
import type { SendMethods } from './send-methods.ts';
import { standingRefusal } from './standing.ts';
import { findMessage } from './state.ts';
import { eventMessage, type World } from './world.ts';

export const V2_PATH = '/v2.0/oa/message';

/** Samples of SDKs send comma-separated text, some pages show arrays. */
const choice = z.union([z.string(), z.array(z.union([z.string(), z.number()]))]).optional();

const bodySchema = z.strictObject({
  recipient: z.union([
    recipientSchema,
    z.strictObject({ anonymous_id: z.string().min(1), conversation_id: z.string().min(1) }),
    z.strictObject({
      target: z.strictObject({
        ages: choice,
        gender: choice,
        locations: choice,
        cities: choice,
        platform: choice,
      }),
    }),
  ]),
  message: z.unknown().optional(),
  sender_action: z.unknown().optional(),
});

const reactionSchema = z.strictObject({
  react_icon: z.enum(['/-strong', '/-heart', ':>', ':o', ':-((', ':-h', '/-remove']),
  react_message_id: z.string().min(1),
});

const articleSchema = z.strictObject({
  attachment: z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('media'),
      elements: z
        .array(z.strictObject({ media_type: z.literal('article'), attachment_id: z.string().min(1) }))
        .length(1),
    }),
  }),
});

/**
 * What version 2.0 of the message call still does: everything for a state agency's account; for a business's
 * broadcast, reaction and anonymous visitors, and −240 for the rest. A person's account may do nothing.
 */
export function createV2Message(world: World, sending: SendMethods): ApiMethod {
  function react({ oa }: ApiCall, userId: string, raw: unknown): ZaloAnswer {
    const read = parseWith(reactionSchema, raw);
    if (read.kind === 'refused') return read.answer;
    const { react_icon: icon, react_message_id: messageId } = read.value;
    const contact = oa.contacts.get(userId);
    const message = findMessage(contact?.messages ?? [], messageId);
    if (contact === undefined || message === undefined) {
      return refused(REFUSALS.parameterInvalid, 'react_message_id');
    }
    if (icon === '/-remove') message.reactions = [];
    else if (message.reactions.length >= REACTIONS_PER_MESSAGE) return refused(REFUSALS.parameterTooLarge);
    else message.reactions.push(icon);
    world.emit({
      oa,
      name: 'oa_reacted_message',
      about: userId,
      fields: {
        user_id_by_app: contact.idByApp,
        sender: { id: oa.id },
        recipient: { id: userId },
        message: { msg_id: messageId, react_icon: icon },
      },
    });
    return success({ message_id: messageId, user_id: userId });
  }

  function toAnonymous({ oa, path }: ApiCall, id: string, conversationId: string, raw: unknown): ZaloAnswer {
    const visitor = oa.anonymous.get(id);
    if (visitor?.conversationId !== conversationId) return refused(REFUSALS.parameterInvalid, 'anonymous_id');
    const read = readMessage(raw, { world, oa, interactive: false, find: () => undefined });
    if (read.kind === 'refused') return read.answer;
    const message = world.newMessage({ from: 'oa', ...read.value });
    visitor.messages.push(message);
    world.sends.push({ oaId: oa.id, to: id, path, message });
    if (world.settings.echo) {
      world.emit({
        oa,
        name: `oa_send_anonymous_${EVENT_SUFFIX[message.content.kind]}`,
        about: id,
        fields: {
          sender: { id: oa.id },
          recipient: { id },
          message: { ...eventMessage(message), conversation_id: conversationId },
        },
      });
    }
    return success({ message_id: message.id, anonymous_id: id, conversation_id: conversationId });
  }

  function broadcast({ oa, path }: ApiCall, raw: unknown): ZaloAnswer {
    const read = parseWith(articleSchema, raw);
    if (read.kind === 'refused') return read.answer;
    const articleId = read.value.attachment.payload.elements[0]?.attachment_id ?? '';
    if (!oa.articles.has(articleId)) return refused(REFUSALS.parameterInvalid, 'attachment_id');
    if (isNight(world.nowMs())) return refused(REFUSALS.night);
    const message = world.newMessage({ from: 'oa', content: { kind: 'article', articleId } });
    for (const contact of oa.contacts.values()) {
      if (!contact.follower || standingRefusal(contact) !== null) continue;
      contact.messages.push({ ...message });
      world.changedChat(oa, contact.id, 'oa');
    }
    world.sends.push({ oaId: oa.id, to: '', path, message });
    return success({ message_id: message.id });
  }

  return (call) => {
    if (call.oa.type === 1) return refused(REFUSALS.wrongOaType);
    const read = parseBody(bodySchema, call);
    if (read.kind === 'refused') return read.answer;
    const { recipient, message, sender_action: action } = read.value;
    if ('target' in recipient) return broadcast(call, message);
    if ('anonymous_id' in recipient) {
      return toAnonymous(call, recipient.anonymous_id, recipient.conversation_id, message);
    }
    if (action !== undefined) return react(call, recipient.user_id, action);
    if (call.oa.type === 2) return refused(REFUSALS.useVersion3);
    return sending.toPerson(call, recipient.user_id, message);
  };
}
