import type { JsonObject } from './answers.ts';
import { type Content, EVENT_SUFFIX, messageJson } from './content.ts';
import { GROUP_SAMPLES } from './group-samples.ts';

/** Ids that a sample speaks of. */
export interface SampleScene {
  oaId: string;
  userId: string;
  userIdByApp: string;
  messageId: string;
  groupId: string;
  nowMs: number;
  mediaUrl: (name: string) => string;
}

/** Everything but `app_id`, `event_name` and `timestamp`. */
export type Sample = (scene: SampleScene) => JsonObject;

const CONTENTS = (mediaUrl: SampleScene['mediaUrl']): readonly Content[] => [
  { kind: 'text', text: 'Xin chào, tổ dân phố 5' },
  { kind: 'image', url: mediaUrl('photo.jpg'), text: 'Nước ngập' },
  { kind: 'gif', url: mediaUrl('wave.gif'), text: '' },
  { kind: 'link', url: 'https://example.invalid/tin', title: 'Tin', description: 'Mô tả' },
  { kind: 'voice', url: mediaUrl('voice.amr') },
  { kind: 'video', url: mediaUrl('clip.mp4'), description: 'Clip' },
  { kind: 'sticker', stickerId: '20812', url: mediaUrl('sticker.png') },
  { kind: 'place', latitude: 12.6667, longitude: 108.0383 },
  {
    kind: 'file',
    name: 'don.pdf',
    url: mediaUrl('don.pdf'),
    sizeBytes: 2048,
    type: 'pdf',
    checksum: '9e107d9d372bb6826bd81d3542a419d6',
  },
  { kind: 'business_card', name: 'Lan', phone: '84901234567' },
  {
    kind: 'list',
    text: '',
    elements: [{ title: 'Tin', subtitle: 'Mô tả', imageUrl: mediaUrl('photo.jpg'), action: null }],
  },
  { kind: 'template', templateId: '300001', data: { ten: 'Lan' } },
];

type From = 'user' | 'oa' | 'group_user' | 'group_oa' | 'visitor' | 'oa_to_visitor';

const PREFIXES = {
  user: 'user_send_',
  oa: 'oa_send_',
  group_user: 'user_send_group_',
  group_oa: 'oa_send_group_',
  visitor: 'anonymous_send_',
  oa_to_visitor: 'oa_send_anonymous_',
} as const satisfies Record<From, string>;

/** Which kinds the pages name for each sender. https://developers.zalo.me/docs, webhook/… */
const KINDS: Readonly<Record<From, readonly Content['kind'][]>> = {
  user: ['text', 'image', 'gif', 'link', 'voice', 'video', 'sticker', 'place', 'file', 'business_card'],
  oa: ['text', 'image', 'gif', 'list', 'file', 'sticker', 'template'],
  group_user: ['text', 'image', 'link', 'voice', 'video', 'sticker', 'place', 'business_card', 'file'],
  group_oa: ['text', 'image', 'file', 'sticker'],
  visitor: ['text', 'image', 'file', 'sticker'],
  oa_to_visitor: ['text', 'image', 'file', 'sticker'],
};

function messageSample(from: From, kind: Content['kind']): Sample {
  return (scene) => {
    const content = CONTENTS(scene.mediaUrl).find((candidate) => candidate.kind === kind);
    const message = { ...(content === undefined ? {} : messageJson(content)), msg_id: scene.messageId };
    const person = { id: scene.userId };
    const oa = { id: scene.oaId };
    const group = { id: scene.groupId };
    const talk = { ...message, conversation_id: '1270033731150460001' };
    switch (from) {
      case 'user':
        return { user_id_by_app: scene.userIdByApp, sender: person, recipient: oa, message };
      case 'oa':
        return { user_id_by_app: scene.userIdByApp, sender: oa, recipient: person, message };
      case 'group_user':
        return { oa_id: scene.oaId, sender: person, recipient: group, message };
      case 'group_oa':
        return { oa_id: scene.oaId, sender: oa, recipient: group, message };
      case 'visitor':
        return { sender: person, recipient: oa, message: talk };
      case 'oa_to_visitor':
        return { sender: oa, recipient: person, message: talk };
    }
  };
}

function messageSamples(from: From): [string, Sample][] {
  return KINDS[from].map((kind) => [`${PREFIXES[from]}${EVENT_SUFFIX[kind]}`, messageSample(from, kind)]);
}

const both = ({ oaId, userId, userIdByApp }: SampleScene) => ({
  user_id_by_app: userIdByApp,
  sender: { id: userId },
  recipient: { id: oaId },
});
const fromOa = ({ oaId, userId }: SampleScene) => ({ sender: { id: oaId }, recipient: { id: userId } });
const member = ({ oaId, userId, userIdByApp }: SampleScene) => ({
  oa_id: oaId,
  user_id: userId,
  user_id_by_app: userIdByApp,
});
const following = ({ oaId, userId, userIdByApp }: SampleScene) => ({
  oa_id: oaId,
  follower: { id: userId },
  user_id_by_app: userIdByApp,
});
const OLD_INFO = {
  name: 'Lan',
  phone: '84901234567',
  address: '12 Lê Duẩn',
  ward: 'Tân Lập',
  district: 'Buôn Ma Thuột',
  city: 'Đắk Lắk',
};
const NEW_INFO = {
  name: 'Lan',
  phone: '84901234567',
  user_dob: '01/02/1990',
  gender: 'Nữ',
  full_address: { user_city: 'Đắk Lắk', user_ward: 'Tân Lập', user_address: '12 Lê Duẩn' },
};

/** What follows a `/` in a name tells two shapes of one event apart. */
const OTHER_SAMPLES: Readonly<Record<string, Sample>> = {
  follow: (scene) => ({ ...following(scene), source: 'oa_profile' }),
  unfollow: (scene) => ({ ...following(scene), source: 'oa_profile' }),
  'user_submit_info/old': (scene) => ({ ...both(scene), info: OLD_INFO }),
  'user_submit_info/new': (scene) => ({ ...both(scene), info: NEW_INFO }),
  user_received_message: (scene) => ({ ...fromOa(scene), message: { msg_id: scene.messageId } }),
  'user_received_message/template': (scene) => ({
    sender: { id: scene.oaId },
    recipient: { id: '84901234567' },
    message: { delivery_time: String(scene.nowMs), msg_id: scene.messageId, tracking_id: 'theo-doi-1' },
  }),
  user_seen_message: (scene) => ({ ...fromOa(scene), message: { msg_ids: [scene.messageId] } }),
  'user_seen_message/single': (scene) => ({ ...fromOa(scene), message: { msg_id: scene.messageId } }),
  user_reacted_message: (scene) => ({
    ...both(scene),
    message: { msg_id: scene.messageId, react_icon: '/-heart' },
  }),
  oa_reacted_message: (scene) => ({
    ...fromOa(scene),
    message: { msg_id: scene.messageId, react_icon: '/-strong' },
  }),
  'oa_send_text/staff': (scene) => ({
    sender: { id: scene.oaId, admin_id: '571408232174655401' },
    recipient: { id: scene.userId },
    message: { text: 'Công an phường nghe đây', msg_id: scene.messageId },
  }),
  user_click_chatnow: member,
  add_user_to_tag: ({ oaId, userId }) => ({ oa_id: oaId, tag: { name: 'to-5', user_ids: [userId] } }),
  remove_user_from_tag: ({ oaId, userId }) => ({ oa_id: oaId, tag: { name: 'to-5', user_ids: [userId] } }),
  remove_tag: ({ oaId }) => ({ oa_id: oaId, tag: { name: 'to-5', user_ids: [] } }),
  update_user_info: member,
  user_withdraw: member,
  oa_send_consent: fromOa,
  user_reply_consent: (scene) => ({ ...both(scene), user_consent: true }),
  user_call_oa: both,
  oa_call_user: fromOa,
  widget_interaction_accepted: ({ userId }) => ({
    data: { user_id: userId, user_external_id: 'ho-1', url: 'https://example.invalid' },
  }),
  widget_failed_to_sync_user_external_id: ({ userId }) => ({
    data: { user_id: userId, user_external_id: 'ho-1', url: 'https://example.invalid' },
  }),
  extension_purchased: ({ oaId }) => ({ oa_id: oaId, extension_id: '1' }),
  change_template_status: ({ oaId }) => ({
    oa_id: oaId,
    template_id: '300001',
    status: { prev_status: 'PENDING_REVIEW', new_status: 'ENABLE' },
    reason: '',
  }),
  change_template_quality: ({ oaId }) => ({
    oa_id: oaId,
    template_id: '300001',
    quality: { prev_quality: 'HIGH', new_quality: 'MEDIUM' },
  }),
  change_oa_daily_quota: ({ oaId }) => ({ oa_id: oaId, quota: { prev_value: '500', new_value: '2000' } }),
  user_feedback: (scene) => ({ ...both(scene), message: { msg_id: scene.messageId, rate: '5', note: '' } }),
  user_click_response_button: (scene) => ({ ...both(scene), message: { msg_id: scene.messageId } }),
  event_journey_time_out: ({ oaId }) => ({ oa_id: oaId, journey_id: '1' }),
  /** Not of the platform: what it may add tomorrow. */
  event_of_tomorrow: (scene) => ({
    ...both(scene),
    message: { msg_id: scene.messageId, hologram: { url: '' } },
  }),
};

/** One sample of every event that public pages or clients show. */
export const EVENT_SAMPLES: ReadonlyMap<string, Sample> = new Map([
  ...messageSamples('user'),
  ...messageSamples('oa'),
  ...messageSamples('group_user'),
  ...messageSamples('group_oa'),
  ...messageSamples('visitor'),
  ...messageSamples('oa_to_visitor'),
  ...Object.entries(OTHER_SAMPLES),
  ...Object.entries(GROUP_SAMPLES),
]);
