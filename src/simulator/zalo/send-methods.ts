import { type JsonObject, refused, success, type ZaloAnswer } from './answers.ts';
import { isNight } from './calendar.ts';
import type { Content } from './content.ts';
import { type ApiCall, type ApiMethod, parseBody } from './incoming.ts';
import { FREE_FORM_ENDS_AT_MS } from './limits.ts';
import { readMessage } from './message-body.ts';
import { freeFormSchema, sendSchema } from './message-schema.ts';
import { REFUSALS } from './refusals.ts';
import { consultationReach, paidLeft, payOne, standingRefusal } from './standing.ts';
import { type FakeContact, type FakeOa, findMessage } from './state.ts';
import type { World } from './world.ts';

export const CS_PATH = '/v3.0/oa/message/cs';

export interface SendMethods {
  consultation: ApiMethod;
  freeForm: ApiMethod;
  /** To one person, whatever the version of the path. */
  toPerson(call: ApiCall, userId: string, message: unknown): ZaloAnswer;
}

/** Messages to one person. https://developers.zalo.me/docs, tin-nhan/tin-tu-van */
export function createSendMethods(world: World): SendMethods {
  function toPerson({ oa, path }: ApiCall, userId: string, message: unknown): ZaloAnswer {
    const contact = oa.contacts.get(userId);
    if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
    const read = readMessage(message, {
      world,
      oa,
      interactive: true,
      find: (id) => findMessage(contact.messages, id),
    });
    if (read.kind === 'refused') return read.answer;
    const nowMs = world.nowMs();
    const reach = consultationReach(contact, nowMs);
    if (reach.kind === 'refused') return refused(reach.refusal);
    if (reach.kind === 'paid') {
      if (paidLeft(oa, nowMs) === 0) return refused(REFUSALS.outOfQuota);
      payOne(oa, nowMs);
    }
    return accept(world, { oa, contact, path, ...read.value, quota: quotaOf(oa, reach.kind, nowMs) });
  }

  function quotaOf(oa: FakeOa, kind: 'free' | 'paid', nowMs: number): JsonObject {
    if (world.settings.quotaDetail === 'absent') return {};
    const owner = { owner_type: 'OA', owner_id: oa.id };
    const quota_type = kind === 'free' ? 'reply' : 'sub_quota';
    if (world.settings.quotaDetail === 'bare') return { quota: { quota_type, ...owner } };
    // In the free window the platform says 8 of 8 for ever.
    const [remain, total] = kind === 'free' ? [8, 8] : [paidLeft(oa, nowMs), oa.paidPool.total];
    return { quota: { quota_type, remain: String(remain), total: String(total), ...owner } };
  }

  return {
    toPerson,
    consultation(call) {
      if (call.oa.type !== 2) return refused(REFUSALS.wrongOaType);
      const read = parseBody(sendSchema, call);
      if (read.kind === 'refused') return read.answer;
      return toPerson(call, read.value.recipient.user_id, read.value.message);
    },
    freeForm(call) {
      const read = parseBody(freeFormSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { recipient, message } = read.value;
      const promotion = message.attachment.payload.template_type === 'promotion';
      if (promotion !== call.path.endsWith('/promotion')) return refused(REFUSALS.typeInvalid);
      if (world.nowMs() >= FREE_FORM_ENDS_AT_MS) return refused(REFUSALS.typeInvalid, 'discontinued');
      const contact = call.oa.contacts.get(recipient.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      const standing = standingRefusal(contact);
      if (standing !== null) return refused(standing);
      if (promotion && !contact.follower) return refused(REFUSALS.notFollowing);
      if (promotion && isNight(world.nowMs())) return refused(REFUSALS.night);
      const templateId = message.attachment.payload.template_type;
      const content: Content = { kind: 'template', templateId, data: {} };
      return accept(world, { oa: call.oa, contact, path: call.path, content });
    },
  };
}

/** Puts the message into the chat and answers as the platform does: every value is text. */
export function accept(
  world: World,
  send: {
    oa: FakeOa;
    contact: FakeContact;
    path: string;
    content: Content;
    buttons?: FakeContact['messages'][number]['buttons'];
    quotedId?: string | null;
    quota?: JsonObject;
  },
): ZaloAnswer {
  const { oa, contact, path, content, buttons = [], quotedId = null, quota = {} } = send;
  const message = world.newMessage({ from: 'oa', content, buttons, quotedId });
  world.deliver({ oa, contact, path, message });
  return success({
    message_id: message.id,
    user_id: contact.id,
    sent_time: String(message.atMs),
    ...quota,
  });
}
