import { z } from 'zod';
import { type JsonObject, refused, success } from './answers.ts';
import { dayText, isoDay } from './calendar.ts';
import { type ApiMethod, parseBody, parseData } from './incoming.ts';
import { DAY_MS, LIST_LIMITS } from './limits.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeContact } from './state.ts';
import type { World } from './world.ts';

const detailSchema = z.object({ user_id: z.string().min(1) });

const PERIOD = /^(TODAY|YESTERDAY|L7D|L30D|\d{4}_\d{2}_\d{2}:\d{4}_\d{2}_\d{2})$/;

const listSchema = z.object({
  offset: z.number().int().min(0).max(LIST_LIMITS.lastOffset),
  count: z.number().int().min(1).max(LIST_LIMITS.users),
  tag_name: z.string().optional(),
  last_interaction_period: z.string().regex(PERIOD).optional(),
  is_follower: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .optional(),
});

const updateSchema = z.object({
  user_id: z.string().min(1),
  alias: z.string().optional(),
  shared_info: z.object({ name: z.string().optional(), phone: z.string().optional() }).optional(),
});

/** `/v3.0/oa/user/*`. https://developers.zalo.me/docs, quan-ly/quan-ly-thong-tin-nguoi-dung */
export function createUserMethods(world: World): Record<'detail' | 'getlist' | 'update', ApiMethod> {
  function describe(contact: FakeContact): JsonObject {
    const { name, phone } = contact;
    const avatar = world.mediaUrl('avatar.png');
    const phoneNumber = Number(phone.replace(/\D/g, ''));
    return {
      user_id: contact.id,
      user_id_by_app: contact.idByApp,
      user_external_id: '',
      display_name: name,
      user_alias: contact.alias,
      is_sensitive: false,
      // The platform tells the day only.
      user_last_interaction_date:
        contact.lastInteractionMs === null ? '' : dayText(contact.lastInteractionMs),
      user_is_follower: contact.follower,
      avatar,
      avatars: { '120': avatar, '240': avatar },
      dynamic_param: '',
      tags_and_notes_info: { notes: [], tag_names: [...contact.tags] },
      shared_info: {
        name,
        // 0 or '' when it is not shared.
        phone: world.settings.phoneAs === 'number' ? phoneNumber : phone,
        address: '',
        district: '',
        city: '',
      },
    };
  }

  return {
    detail(call) {
      const read = parseData(detailSchema, call);
      if (read.kind === 'refused') return read.answer;
      const contact = call.oa.contacts.get(read.value.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      const stranger = contact.lastInteractionMs === null || !world.settings.strangersReadable;
      return !contact.follower && stranger ? refused(REFUSALS.notFollowing) : success(describe(contact));
    },
    getlist(call) {
      const read = parseData(listSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { offset, count, tag_name: tag, last_interaction_period: period, is_follower } = read.value;
      const days = period === undefined ? null : periodDays(period, world.nowMs());
      const matching = [...call.oa.contacts.values()].filter(
        (contact) =>
          (contact.follower || contact.lastInteractionMs !== null) &&
          (tag === undefined || contact.tags.has(tag)) &&
          (is_follower === undefined || contact.follower === is_follower) &&
          (days === null || interactedWithin(contact, days)),
      );
      const page = matching.slice(offset, offset + count);
      return success({
        total: matching.length,
        count: page.length,
        offset,
        users: page.map(({ id }) => ({ user_id: id })),
      });
    },
    update(call) {
      const read = parseBody(updateSchema, call);
      if (read.kind === 'refused') return read.answer;
      const contact = call.oa.contacts.get(read.value.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      contact.alias = read.value.alias ?? contact.alias;
      contact.phone = read.value.shared_info?.phone ?? contact.phone;
      return success();
    },
  };
}

/** First and last day, as yyyy-MM-dd. */
function periodDays(period: string, nowMs: number): { from: string; to: string } {
  const ago = (days: number) => isoDay(nowMs - days * DAY_MS);
  switch (period) {
    case 'TODAY':
      return { from: ago(0), to: ago(0) };
    case 'YESTERDAY':
      return { from: ago(1), to: ago(1) };
    case 'L7D':
      return { from: ago(7), to: ago(0) };
    case 'L30D':
      return { from: ago(30), to: ago(0) };
    default: {
      const [from = '', to = ''] = period.replaceAll('_', '-').split(':');
      return { from, to };
    }
  }
}

function interactedWithin(contact: FakeContact, { from, to }: { from: string; to: string }): boolean {
  if (contact.lastInteractionMs === null) return false;
  const day = isoDay(contact.lastInteractionMs);
  return day >= from && day <= to;
}
