import { z } from 'zod';
import { type JsonObject, refused, success } from './answers.ts';
import { EVENT_SUFFIX } from './content.ts';
import { type ApiMethod, parseBody, parseData } from './incoming.ts';
import { LIST_LIMITS } from './limits.ts';
import { readMessage } from './message-body.ts';
import { REFUSALS } from './refusals.ts';
import { type FakeGroup, type FakeMessage, type FakeOa, findMessage } from './state.ts';
import { eventMessage, type World } from './world.ts';

export const GROUP_SEND_PATH = '/v3.0/oa/group/message';

const createSchema = z.object({
  group_name: z.string().min(1),
  group_description: z.string().optional(),
  asset_id: z.string().min(1),
  member_user_ids: z.array(z.string()).min(1).max(99),
});
const groupSchema = z.object({ group_id: z.string().min(1) });
const sendSchema = z.strictObject({ recipient: groupSchema, message: z.unknown() });
const listSchema = groupSchema.extend({
  offset: z.number().int().min(0),
  count: z.number().int().min(1).max(LIST_LIMITS.users),
});

/** Group chats (GMF) of an account. https://developers.zalo.me/docs, nhom-chat-gmf */
export function createGroupMethods(
  world: World,
): Record<'create' | 'get' | 'members' | 'send' | 'remove', ApiMethod> {
  const usedAssets = new Set<string>();

  return {
    create(call) {
      const read = parseBody(createSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { group_name: name, asset_id: assetId, member_user_ids: memberIds } = read.value;
      const { oa } = call;
      if (!memberIds.every((id) => oa.contacts.has(id))) {
        return refused(REFUSALS.parameterInvalid, 'member_user_ids');
      }
      if (!memberIds.some((id) => oa.contacts.get(id)?.admin === true)) {
        return refused(REFUSALS.parameterInvalid, 'member_user_ids has no administrator');
      }
      if (usedAssets.has(assetId)) return refused(REFUSALS.groupAssetUsed);
      usedAssets.add(assetId);
      const group = addGroup(world, oa, name, memberIds);
      return success({ group_id: group.id, group_link: `https://zalo.me/g/${group.id}` });
    },
    get(call) {
      const group = call.oa.groups.get(call.query.get('group_id') ?? '');
      if (group === undefined) return refused(REFUSALS.parameterInvalid, 'group_id');
      return success({
        group_info: { group_id: group.id, name: group.name, total_member: group.memberIds.size },
      });
    },
    members(call) {
      const read = parseData(listSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { group_id: id, offset, count } = read.value;
      const group = call.oa.groups.get(id);
      if (group === undefined) return refused(REFUSALS.parameterInvalid, 'group_id');
      const page = [...group.memberIds].slice(offset, offset + count);
      return success({ total: group.memberIds.size, offset, members: page.map((user_id) => ({ user_id })) });
    },
    remove(call) {
      const read = parseBody(groupSchema, call);
      if (read.kind === 'refused') return read.answer;
      if (!call.oa.groups.delete(read.value.group_id)) return refused(REFUSALS.parameterInvalid, 'group_id');
      emitGroupEvent(world, call.oa, 'delete_group', read.value.group_id, null);
      return success();
    },
    send(call) {
      const read = parseBody(sendSchema, call);
      if (read.kind === 'refused') return read.answer;
      const { oa, path } = call;
      const group = oa.groups.get(read.value.recipient.group_id);
      if (group === undefined) return refused(REFUSALS.parameterInvalid, 'group_id');
      if (!group.own) return refused(REFUSALS.notInGroup);
      if (group.disabled) return refused(REFUSALS.groupDisabled);
      const body = readMessage(read.value.message, {
        world,
        oa,
        interactive: false,
        find: (id) => findMessage(group.messages, id),
      });
      if (body.kind === 'refused') return body.answer;
      const message = world.newMessage({ from: 'oa', ...body.value });
      sayInGroup(world, oa, group, message, oa.id);
      world.sends.push({ oaId: oa.id, to: group.id, path, message });
      return success({ message_id: message.id, group_id: group.id });
    },
  };
}

export function addGroup(world: World, oa: FakeOa, name: string, memberIds: readonly string[]): FakeGroup {
  const id = world.ids.next('group');
  const group: FakeGroup = {
    id,
    name,
    memberIds: new Set(memberIds),
    disabled: false,
    own: true,
    messages: [],
  };
  oa.groups.set(id, group);
  emitGroupEvent(world, oa, 'create_group', id, memberIds);
  return group;
}

export function emitGroupEvent(
  world: World,
  oa: FakeOa,
  name: string,
  groupId: string,
  userIds: readonly string[] | null,
): void {
  const users: JsonObject = userIds === null ? {} : { users: userIds.map((id) => ({ id })) };
  world.emit({ oa, name, about: groupId, fields: { oa_id: oa.id, group_id: groupId, ...users } });
}

/** `senderId`: a member, or the account. */
export function sayInGroup(
  world: World,
  oa: FakeOa,
  group: FakeGroup,
  message: FakeMessage,
  senderId: string,
): void {
  group.messages.push({ ...message, senderId });
  const own = senderId === oa.id;
  if (own && !world.settings.echo) return;
  world.emit({
    oa,
    name: `${own ? 'oa' : 'user'}_send_group_${EVENT_SUFFIX[message.content.kind]}`,
    about: group.id,
    fields: {
      oa_id: oa.id,
      sender: { id: senderId },
      recipient: { id: group.id },
      message: eventMessage(message),
    },
  });
}
