import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { InboundContent, NoticeContent, ParsedInbound } from '../../../../src/channels/channel.ts';
import { isZaloMediaLink, oaIdOfEvent, parseInbound } from '../../../../src/channels/zalo/inbound.ts';
import { ZALO_APP_ID as APP, ZALO_OA_ID as OA, ZALO_USER_ID as USER } from '../../../support/zalo/ids.ts';

const TIME = '1790000000123';
const base = { app_id: APP, timestamp: TIME };
const URL_1 = 'https://f1.zdn.vn/1.jpg';
const URL_2 = 'http://f2.zadn.vn/2.jpg';

const fromUser = (event_name: string, message: object = {}) => ({
  ...base,
  event_name,
  user_id_by_app: '552177279717587730',
  sender: { id: USER },
  recipient: { id: OA },
  message: { msg_id: 'm1', ...message },
});
const fromOa = (event_name: string, message: object = {}, sender: object = {}) => ({
  ...base,
  event_name,
  sender: { id: OA, ...sender },
  recipient: { id: USER },
  message: { msg_id: 'm1', ...message },
});
const templateEvent = (more: object) => ({
  ...base,
  event_name: 'change_template_status',
  oa_id: OA,
  template_id: 300_001,
  reason: 'words of the platform',
  ...more,
});
const attached = (type: string, ...payloads: object[]) => ({
  attachments: payloads.map((payload) => ({ type, payload })),
});
const text = (words: string): InboundContent => ({ kind: 'text', text: words });
const other = (what: string): InboundContent => ({ kind: 'other', what });
const place: InboundContent = { kind: 'place', latitude: 12.6667, longitude: 108.05 };

function messagesOf(parsed: ParsedInbound) {
  if (parsed.kind !== 'parsed') throw new Error(parsed.reason);
  return parsed.messages;
}
function noticesOf(parsed: ParsedInbound) {
  if (parsed.kind !== 'parsed') throw new Error(parsed.reason);
  return parsed.notices ?? [];
}

const CONTENTS: [string, object, InboundContent[]][] = [
  [
    'a text',
    fromUser('user_send_text', { text: 'Cháy ở chợ'.normalize('NFD') }),
    [text('Cháy ở chợ'.normalize('NFC'))],
  ],
  ['an empty text', fromUser('user_send_text', { text: '' }), [text('')]],
  ['a text with emoji', fromUser('user_send_text', { text: '👍🏽' }), [text('👍🏽')]],
  ['a hashtag', fromUser('user_send_text', { text: '#cứu tôi' }), [text('#cứu tôi')]],
  [
    'a press, or somebody who typed the same',
    fromUser('user_send_text', { text: '#a:7Q2M:SAFE' }),
    [{ kind: 'press', payload: 'a:7Q2M:SAFE', pressId: 'm1', messageId: null }],
  ],
  [
    'a picture with words',
    fromUser('user_send_image', { text: 'đây', ...attached('image', { url: URL_1, thumbnail: URL_2 }) }),
    [{ kind: 'photo', fileId: URL_1, caption: 'đây' }],
  ],
  [
    'two pictures in one event',
    fromUser('user_send_image', { text: 'đây', ...attached('image', { url: URL_1 }, { url: URL_2 }) }),
    [
      { kind: 'photo', fileId: URL_1, caption: 'đây' },
      { kind: 'photo', fileId: URL_2, caption: '' },
    ],
  ],
  ['a picture without a link', fromUser('user_send_image', attached('image', {})), [other('image')]],
  [
    'a picture of another scheme',
    fromUser('user_send_image', attached('image', { url: 'file:///etc/passwd' })),
    [other('image')],
  ],
  [
    'a picture without attachments',
    fromUser('user_send_image', { text: 'cứu', attachments: null }),
    [text('cứu')],
  ],
  [
    'a voice note',
    fromUser('user_send_audio', attached('audio', { url: URL_1 })),
    [{ kind: 'voice', fileId: URL_1, seconds: 0 }],
  ],
  [
    'a place',
    fromUser(
      'user_send_location',
      attached('location', { coordinates: { latitude: '12.6667', longitude: '108.05' } }),
    ),
    [place],
  ],
  [
    'a place in the other shape',
    fromUser('user_send_location', { location: { latitude: '12.6667', longitude: '108.05' } }),
    [place],
  ],
  [
    'a place in the other shape, nested',
    fromUser('user_send_location', { location: { coordinates: { latitude: 12.6667, longitude: 108.05 } } }),
    [place],
  ],
  [
    'a place outside the world',
    fromUser('user_send_location', { location: { latitude: '91', longitude: '0' } }),
    [other('location')],
  ],
  ['a gif', fromUser('user_send_gif', attached('gif', { url: URL_1 })), [other('gif')]],
  [
    'a sticker',
    fromUser('user_send_sticker', attached('sticker', { id: '1', url: URL_1 })),
    [other('sticker')],
  ],
  ['a video', fromUser('user_send_video', attached('video', { url: URL_1 })), [other('video')]],
  [
    'a video with words',
    fromUser('user_send_video', { text: 'cứu', ...attached('video', { url: URL_1 }) }),
    [text('cứu')],
  ],
  ['a link', fromUser('user_send_link', attached('link', { url: URL_1, description: 'd' })), [other('link')]],
  [
    'a file',
    fromUser('user_send_file', attached('file', { url: URL_1, name: 'a.pdf', size: '1' })),
    [other('file')],
  ],
  [
    'a card',
    fromUser('user_send_business_card', {
      text: 'Ông An',
      ...attached('link', { description: '{"phone":"84"}' }),
    }),
    [other('business_card')],
  ],
  ['something new that a person sent', fromUser('user_send_hologram'), [other('hologram')]],
  [
    'a follow',
    { ...base, event_name: 'follow', oa_id: OA, follower: { id: USER }, source: 'oa_profile' },
    [{ kind: 'unblocked' }],
  ],
  [
    'an unfollow',
    { ...base, event_name: 'unfollow', oa_id: OA, follower: { id: USER } },
    [{ kind: 'blocked' }],
  ],
  [
    'a first tap',
    { ...base, event_name: 'user_click_chatnow', oa_id: OA, user_id: USER },
    [{ kind: 'unblocked' }],
  ],
  [
    'a withdrawal',
    { ...base, event_name: 'user_withdraw', user_id: USER, user_id_by_app: '1' },
    [{ kind: 'withdrawn' }],
  ],
  [
    'a form, in the old shape',
    {
      ...fromUser('user_submit_info'),
      message: undefined,
      info: {
        name: 'An',
        phone: '84900000001',
        address: '12 Y Jút',
        ward: 'Tân Lợi',
        district: '',
        city: 'Đắk Lắk',
      },
    },
    [{ kind: 'contact_info', name: 'An', phone: '84900000001', address: '12 Y Jút, Tân Lợi, Đắk Lắk' }],
  ],
  [
    'a form, in the new shape',
    {
      ...fromUser('user_submit_info'),
      info: {
        name: 'An',
        phone: 84900000001,
        gender: 'Nam',
        full_address: { user_city: 'Đắk Lắk', user_ward: 'Tân Lợi', user_address: '12 Y Jút' },
      },
    },
    [{ kind: 'contact_info', name: 'An', phone: '84900000001', address: '12 Y Jút, Tân Lợi, Đắk Lắk' }],
  ],
  [
    'an empty form',
    fromUser('user_submit_info'),
    [{ kind: 'contact_info', name: null, phone: null, address: null }],
  ],
  [
    'a phone that was not given',
    { ...fromUser('user_submit_info'), info: { phone: 0 } },
    [{ kind: 'contact_info', name: null, phone: null, address: null }],
  ],
];

const ignored = (what: string): NoticeContent => ({ kind: 'ignored', what });
const NOTICES: [string, object, string | null, NoticeContent][] = [
  [
    'our own message',
    fromOa('oa_send_text', { text: 'Cháy' }),
    USER,
    { kind: 'echo', messageId: 'm1', text: 'Cháy' },
  ],
  [
    'our own picture',
    fromOa('oa_send_image', attached('image', { url: URL_1 })),
    USER,
    { kind: 'echo', messageId: 'm1', text: '' },
  ],
  ['our own template', fromOa('oa_send_template'), USER, { kind: 'echo', messageId: 'm1', text: '' }],
  [
    'a person of the staff in the chat tool',
    fromOa('oa_send_text', { text: 'Cháy' }, { admin_id: '999999999999999999' }),
    USER,
    { kind: 'human_takeover', messageId: 'm1', staffExternalId: '999999999999999999' },
  ],
  ['an arrival', fromOa('user_received_message'), USER, { kind: 'received', messageIds: ['m1'] }],
  [
    'the arrival of a message by phone number',
    {
      ...fromOa('user_received_message', { delivery_time: '1', tracking_id: 't' }),
      recipient: { id: '84900000001' },
    },
    null,
    { kind: 'received', messageIds: ['m1'] },
  ],
  [
    'a look at several',
    { ...fromOa('user_seen_message'), message: { msg_ids: ['m1', 'm2'] } },
    USER,
    { kind: 'seen', messageIds: ['m1', 'm2'] },
  ],
  ['a look at one', fromOa('user_seen_message'), USER, { kind: 'seen', messageIds: ['m1'] }],
  [
    'a reaction',
    fromUser('user_reacted_message', { react_icon: '/-heart' }),
    USER,
    ignored('user_reacted_message'),
  ],
  ['a consent for calls', fromOa('oa_send_consent'), USER, ignored('oa_send_consent')],
  ['a call', { ...fromUser('user_call_oa'), message: undefined }, USER, ignored('user_call_oa')],
  [
    'an anonymous person',
    fromUser('anonymous_send_text', { conversation_id: 'c', text: 'a' }),
    null,
    ignored('anonymous_send_text'),
  ],
  ['an answer to one', fromOa('oa_send_anonymous_text'), null, ignored('oa_send_anonymous_text')],
  [
    'a text in a group',
    { ...fromUser('user_send_group_text', { text: 'a' }), oa_id: OA },
    null,
    ignored('user_send_group_text'),
  ],
  ['an echo in a group', { ...fromOa('oa_send_group_text'), oa_id: OA }, null, ignored('oa_send_group_text')],
  [
    'a new group',
    { ...base, event_name: 'create_group', oa_id: OA, group_id: 'g', users: [{ id: USER }] },
    null,
    ignored('create_group'),
  ],
  [
    'a tag',
    { ...base, event_name: 'add_user_to_tag', oa_id: OA, tag: { name: 't', user_ids: [USER] } },
    null,
    ignored('add_user_to_tag'),
  ],
  [
    'a template that was approved',
    { ...base, event_name: 'change_template_status', oa_id: OA, template_id: '1' },
    null,
    ignored('change_template_status'),
  ],
  ...(
    [
      ['ENABLE', 'approved', null],
      ['PENDING_REVIEW', 'in_review', null],
      ['REJECT', 'refused', 'zalo_template_rejected'],
      ['DISABLE', 'refused', 'zalo_template_disabled'],
      ['DELETE', 'refused', 'zalo_template_deleted'],
    ] as const
  ).map(([word, status, reason]): (typeof NOTICES)[number] => [
    `a template that is ${status} (${word})`,
    templateEvent({ status: { prev_status: 'PENDING_REVIEW', new_status: word } }),
    null,
    { kind: 'template_status', templateExternalId: '300001', status, reason },
  ]),
  [
    'a template in a state that we do not know',
    templateEvent({ status: { new_status: 'constructor' } }),
    null,
    ignored('change_template_status'),
  ],
  [
    'a status without a template',
    templateEvent({ template_id: null, status: { new_status: 'ENABLE' } }),
    null,
    ignored('change_template_status'),
  ],
  [
    'something new',
    { ...base, event_name: 'brand_new_event', strange: { deep: [1] } },
    null,
    ignored('brand_new_event'),
  ],
];

describe('what a person does', () => {
  it.each(CONTENTS)('%s', (_, event, contents) => {
    for (const raw of [event, JSON.stringify(event), Buffer.from(JSON.stringify(event))]) {
      const parsed = messagesOf(parseInbound(raw, OA));
      expect(parsed.map(({ content }) => content)).toEqual(contents);
      for (const { chatExternalId, sequence, languageHint } of parsed)
        expect({ chatExternalId, sequence, languageHint }).toEqual({
          chatExternalId: USER,
          sequence: TIME,
          languageHint: null,
        });
      expect(noticesOf(parseInbound(raw, OA))).toEqual([]);
      expect(new Set(parsed.map(({ externalId }) => externalId)).size).toBe(contents.length);
    }
  });
});

describe('what is said of our messages and of the account', () => {
  it.each(NOTICES)('%s', (_, event, chatExternalId, content) => {
    const parsed = parseInbound(JSON.stringify(event), OA);
    expect(messagesOf(parsed)).toEqual([]);
    expect(noticesOf(parsed)).toEqual([
      { externalId: expect.stringMatching(/^[0-9a-f]{64}$/), sequence: TIME, chatExternalId, content },
    ]);
  });

  it('has an id of its own for the echo, the arrival and the look of one message', () => {
    const ids = ['oa_send_text', 'user_received_message', 'user_seen_message'].map(
      (name) => noticesOf(parseInbound(fromOa(name)))[0]?.externalId,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('has an id of its own for each template that is decided at one moment', () => {
    const status = { new_status: 'ENABLE' };
    const ids = ['300001', '300002'].map(
      (template_id) => noticesOf(parseInbound(templateEvent({ template_id, status })))[0]?.externalId,
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('identity', () => {
  const idOf = (event: object) => messagesOf(parseInbound(event))[0]?.externalId;
  const follow = { ...base, event_name: 'follow', oa_id: OA, follower: { id: USER } };

  it('is the message id', () => {
    expect(idOf(fromUser('user_send_text', { text: 'a' }))).toBe('m1');
  });

  it('is a hash of name, person, time and app where there is none, the same for a redelivery', () => {
    const hash = createHash('sha256')
      .update(JSON.stringify(['follow', USER, TIME, APP, null]))
      .digest('hex');
    expect(idOf(follow)).toBe(hash);
    expect(idOf({ ...follow, num_retry: 3 })).toBe(hash);
    const others = [
      { ...follow, event_name: 'unfollow' },
      { ...follow, timestamp: '1790000000124' },
      { ...follow, follower: { id: '1' } },
      { ...follow, app_id: '1' },
    ];
    expect(new Set([hash, ...others.map(idOf)]).size).toBe(5);
  });

  it('keeps ids above 2^53 that are written as numbers, and refuses what has lost digits', () => {
    const body = `{"app_id":${APP},"event_name":"user_send_text","timestamp":${TIME},"sender":{"id":${USER}},"recipient":{"id":${OA}},"message":{"msg_id":9007199254740993,"text":"a"}}`;
    expect(messagesOf(parseInbound(body, OA))).toMatchObject([
      { externalId: '9007199254740993', chatExternalId: USER, sequence: TIME },
    ]);
    expect(parseInbound(JSON.parse(body), OA)).toEqual({ kind: 'invalid', reason: 'app_id' });
  });

  it('takes a time of 12 digits, as in the samples of the documents', () => {
    expect(messagesOf(parseInbound({ ...follow, timestamp: '154390853474' }))[0]?.sequence).toBe(
      '154390853474',
    );
  });
});

describe('the OA', () => {
  it.each([
    ['a message', fromUser('user_send_text', { text: 'a' })],
    ['an echo', fromOa('oa_send_text')],
    ['a follow', { ...base, event_name: 'follow', oa_id: OA, follower: { id: USER } }],
  ])('is found in %s, and events of another are ignored', (_, event) => {
    expect(oaIdOfEvent(JSON.stringify(event))).toBe(OA);
    const parsed = parseInbound(event, '1');
    expect(messagesOf(parsed)).toEqual([]);
    expect(noticesOf(parsed)).toMatchObject([{ chatExternalId: null, content: ignored('other_account') }]);
    expect(parseInbound(event, null)).toEqual(parseInbound(event, OA));
  });

  it('is not found in what is none of Zalo’s', () => {
    expect(oaIdOfEvent('{')).toBeNull();
    expect(oaIdOfEvent({})).toBeNull();
    expect(oaIdOfEvent({ ...base, event_name: 'brand_new_event' })).toBeNull();
  });
});

describe('isZaloMediaLink', () => {
  it.each([
    [URL_1, true],
    [URL_2, true],
    ['https://evil.example/a.jpg', false],
    ['https://zdn.vn.evil.example/', false],
    ['https://evilzdn.vn/', false],
    ['https://f1.zdn.vn:8443/', false],
    ['https://f1.zdn.vn@127.0.0.1/', false],
    ['ftp://f1.zdn.vn/', false],
    ['no link', false],
  ])('%s: %s', (link, is) => {
    expect(isZaloMediaLink(link)).toBe(is);
  });
});

describe('what is no event', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'json'],
    ['an empty body', Buffer.alloc(0), 'json'],
    ['a probe', '{}', 'event_name'],
    ['null', null, 'event'],
    ['no time', { ...fromUser('user_send_text'), timestamp: undefined }, 'timestamp'],
    ['a time in words', { ...fromUser('user_send_text'), timestamp: 'now' }, 'timestamp'],
    ['a name with spaces', fromUser('drop table'), 'event_name'],
    ['no person', { ...fromUser('user_send_text'), sender: undefined }, 'sender.id'],
    ['a person with a space', { ...fromUser('user_send_text'), sender: { id: 'a b' } }, 'sender.id'],
    ['no message', { ...fromUser('user_send_text'), message: undefined }, 'message'],
  ])('%s names the field, never its value', (_, raw, reason) => {
    expect(parseInbound(raw)).toEqual({ kind: 'invalid', reason });
  });
});
