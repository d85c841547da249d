import { z } from 'zod';
import { refused, success } from './answers.ts';
import { type ApiMethod, parseBody } from './incoming.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeOa } from './state.ts';
import type { World } from './world.ts';

const taggingSchema = z.object({ user_id: z.string().min(1), tag_name: z.string().min(1) });
const tagSchema = z.object({ tag_name: z.string().min(1) });

/** `/v2.0/oa/tag/*`. https://developers.zalo.me/docs, quan-ly/gan-nhan */
export function createTagMethods(
  world: World,
): Record<'tagfollower' | 'rmfollowerfromtag' | 'rmtag' | 'gettagsofoa', ApiMethod> {
  function tell(oa: FakeOa, name: string, tag: string, userIds: string[]): void {
    world.emit({ oa, name, about: oa.id, fields: { oa_id: oa.id, tag: { name: tag, user_ids: userIds } } });
  }

  return {
    tagfollower(call) {
      const read = parseBody(taggingSchema, call);
      if (read.kind === 'refused') return read.answer;
      const contact = call.oa.contacts.get(read.value.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      if (!contact.follower) return refused(REFUSALS.notFollowing);
      call.oa.tags.add(read.value.tag_name);
      contact.tags.add(read.value.tag_name);
      tell(call.oa, 'add_user_to_tag', read.value.tag_name, [contact.id]);
      return success();
    },
    rmfollowerfromtag(call) {
      const read = parseBody(taggingSchema, call);
      if (read.kind === 'refused') return read.answer;
      const contact = call.oa.contacts.get(read.value.user_id);
      if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
      contact.tags.delete(read.value.tag_name);
      tell(call.oa, 'remove_user_from_tag', read.value.tag_name, [contact.id]);
      return success();
    },
    rmtag(call) {
      const read = parseBody(tagSchema, call);
      if (read.kind === 'refused') return read.answer;
      if (!call.oa.tags.delete(read.value.tag_name)) return refused(REFUSALS.parameterInvalid, 'tag_name');
      for (const contact of call.oa.contacts.values()) contact.tags.delete(read.value.tag_name);
      tell(call.oa, 'remove_tag', read.value.tag_name, []);
      return success();
    },
    gettagsofoa: ({ oa }) => success([...oa.tags]),
  };
}
