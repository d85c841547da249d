import { z } from 'zod';
import { type JsonObject, refused, success } from './answers.ts';
import { textOf } from './content.ts';
import { type ApiMethod, parseBody, parseData } from './incoming.ts';
import { LIST_LIMITS } from './limits.ts';
import { REFUSALS } from './refusals.ts';
import { paidLeft } from './standing.ts';
import type { FakeContact, FakeMessage, FakeOa } from './state.ts';
import type { World } from './world.ts';

const pageSchema = z.object({
  offset: z.number().int().min(0),
  count: z.number().int().min(1).max(LIST_LIMITS.history),
});
const conversationSchema = pageSchema.extend({ user_id: z.string().min(1) });

const quotaSchema = z.union([
  z.object({ user_id: z.string().min(1) }),
  z.object({
    quota_owner: z.enum(['OA', 'APP']),
    product_type: z.string().min(1),
    quota_type: z.string().min(1),
  }),
]);

/** The account itself, its quotas and its chats. https://developers.zalo.me/docs, quan-ly/… */
export function createAccountMethods(
  world: World,
): Record<'getoa' | 'quota' | 'listrecentchat' | 'conversation', ApiMethod> {
  function line(oa: FakeOa, contact: FakeContact, message: FakeMessage): JsonObject {
    const own = message.from !== 'person';
    const [from, to] = own ? [oa, contact] : [contact, oa];
    return {
      src: own ? 0 : 1,
      time: message.atMs,
      sent_time: new Date(message.atMs).toISOString(),
      type: message.content.kind === 'image' ? 'photo' : message.content.kind,
      message: textOf(message.content),
      message_id: message.id,
      from_id: from.id,
      to_id: to.id,
      from_display_name: from.name,
      from_avatar: world.mediaUrl('avatar.png'),
      to_display_name: to.name,
      to_avatar: world.mediaUrl('avatar.png'),
      ...('url' in message.content ? { url: message.content.url } : {}),
    };
  }

  return {
    getoa({ oa }) {
      return success({
        [world.settings.oaIdField]: oa.id,
        name: oa.name,
        description: '',
        oa_alias: '',
        is_verified: true,
        oa_type: oa.type,
        cate_name: 'Cơ quan nhà nước',
        num_follower: [...oa.contacts.values()].filter(({ follower }) => follower).length,
        avatar: world.mediaUrl('avatar.png'),
        cover: world.mediaUrl('avatar.png'),
        package_name: 'Growth',
        package_valid_through_date: '31/12/2027',
        package_auto_renew_date: '',
        linked_ZCA: oa.balanceVnd === null ? '' : 'ZCA-1',
      });
    },
    quota(call) {
      const read = parseBody(quotaSchema, call);
      if (read.kind === 'refused') return read.answer;
      if ('quota_owner' in read.value) {
        const { product_type, quota_type } = read.value;
        const remain = String(paidLeft(call.oa, world.nowMs()));
        const total = String(call.oa.paidPool.total);
        return success([
          { product_type, quota_type, remain, total, asset_id: 'asset-1', status: 'available' },
        ]);
      }
      const contact = call.oa.contacts.get(read.value.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      return success({
        last_interaction: contact.lastInteractionMs === null ? '' : String(contact.lastInteractionMs),
        cs_reply: { remain: 8, total: 8 },
        promotion: { daily_remain: 0, daily_total: 0, monthly_remain: 0, monthly_total: 0 },
      });
    },
    listrecentchat(call) {
      const read = parseData(pageSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { offset, count } = read.value;
      const newest = [...call.oa.contacts.values()]
        .flatMap((contact) => {
          const message = contact.messages.at(-1);
          return message === undefined ? [] : [{ contact, message }];
        })
        .sort((one, other) => other.message.atMs - one.message.atMs)
        .slice(offset, offset + count);
      return success(newest.map(({ contact, message }) => line(call.oa, contact, message)));
    },
    conversation(call) {
      const read = parseData(conversationSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { offset, count, user_id: userId } = read.value;
      const contact = call.oa.contacts.get(userId);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      const newest = contact.messages.toReversed().slice(offset, offset + count);
      return success(newest.map((message) => line(call.oa, contact, message)));
    },
  };
}
