import type { JsonObject } from './answers.ts';

interface GroupScene {
  oaId: string;
  groupId: string;
  userId: string;
}

const alone = ({ oaId, groupId }: GroupScene): JsonObject => ({ oa_id: oaId, group_id: groupId });
const withUsers = (scene: GroupScene): JsonObject => ({ ...alone(scene), users: [{ id: scene.userId }] });

/** Pages differ in three names; a client must take both. https://developers.zalo.me/docs, webhook/nhom-chat-gmf */
export const GROUP_SAMPLES: Readonly<Record<string, (scene: GroupScene) => JsonObject>> = {
  create_group: withUsers,
  user_join_group: withUsers,
  user_request_join_group: withUsers,
  accept_request_join_group: withUsers,
  react_request_join_group_accept: withUsers,
  reject_request_join_group: withUsers,
  react_request_join_group_reject: withUsers,
  add_group_admin: withUsers,
  remove_group_admin: withUsers,
  update_group_info: alone,
  user_out_group: withUsers,
  user_leave_group: withUsers,
  delete_group: alone,
};
