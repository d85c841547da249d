import { createAccountMethods } from './account-methods.ts';
import { createGroupMethods, GROUP_SEND_PATH } from './group-methods.ts';
import type { ApiMethod } from './incoming.ts';
import { CS_PATH, createSendMethods } from './send-methods.ts';
import { createTagMethods } from './tag-methods.ts';
import { createTemplateMethod, TEMPLATE_PATH } from './template-methods.ts';
import { createUploadMethod } from './upload-methods.ts';
import { createUserMethods } from './user-methods.ts';
import { createV2Message, V2_PATH } from './v2-message.ts';
import type { World } from './world.ts';

/** Paths of openapi.zalo.me, each with the one version it exists in. `GET /path` → method. */
export function createRoutes(world: World): ReadonlyMap<string, ApiMethod> {
  const sending = createSendMethods(world);
  const users = createUserMethods(world);
  const account = createAccountMethods(world);
  const tags = createTagMethods(world);
  const groups = createGroupMethods(world);

  return new Map<string, ApiMethod>([
    [`POST ${CS_PATH}`, sending.consultation],
    ['POST /v3.0/oa/message/transaction', sending.freeForm],
    ['POST /v3.0/oa/message/promotion', sending.freeForm],
    [`POST ${TEMPLATE_PATH}`, createTemplateMethod(world)],
    [`POST ${V2_PATH}`, createV2Message(world, sending)],
    ['POST /v2.0/oa/upload/image', createUploadMethod(world, 'image')],
    ['POST /v2.0/oa/upload/gif', createUploadMethod(world, 'gif')],
    ['POST /v2.0/oa/upload/file', createUploadMethod(world, 'file')],
    ['GET /v3.0/oa/user/detail', users.detail],
    ['GET /v3.0/oa/user/getlist', users.getlist],
    ['POST /v3.0/oa/user/update', users.update],
    ['GET /v2.0/oa/getoa', account.getoa],
    ['POST /v3.0/oa/quota/message', account.quota],
    ['GET /v2.0/oa/listrecentchat', account.listrecentchat],
    ['GET /v2.0/oa/conversation', account.conversation],
    ['POST /v2.0/oa/tag/tagfollower', tags.tagfollower],
    ['POST /v2.0/oa/tag/rmfollowerfromtag', tags.rmfollowerfromtag],
    ['POST /v2.0/oa/tag/rmtag', tags.rmtag],
    ['GET /v2.0/oa/tag/gettagsofoa', tags.gettagsofoa],
    ['POST /v3.0/oa/group/creategroupwithoa', groups.create],
    ['GET /v3.0/oa/group/getgroup', groups.get],
    ['GET /v3.0/oa/group/listmember', groups.members],
    ['POST /v3.0/oa/group/delete', groups.remove],
    [`POST ${GROUP_SEND_PATH}`, groups.send],
  ]);
}

/** Not counted in the rate limit. https://developers.zalo.me/docs, phu-luc/gioi-han-toc-do-api */
export const UNCOUNTED_PATHS: ReadonlySet<string> = new Set([TEMPLATE_PATH]);
