import { beforeEach, describe, expect, it } from 'vitest';
import { EVENT_SAMPLES } from '../../src/simulator/zalo/event-samples.ts';
import type { PersonAction } from '../../src/simulator/zalo/person.ts';
import type { Twist } from '../../src/simulator/zalo/twists.ts';
import { type Parsed, withFakeZalo, withWebhook } from '../integration/simulator/fake-zalo-stand.ts';

const fake = withFakeZalo();
const webhook = withWebhook();
beforeEach(async () => {
  await fake.zalo.webhook.register(webhook.url);
});

/** Events without what every one has. */
async function events() {
  await fake.zalo.webhook.settled();
  return webhook
    .events()
    .map(({ json: { app_id: _app, timestamp: _time, user_id_by_app: _user, ...rest } }) => rest);
}

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const ANY_URL = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/media\/\w/);

describe('17. what people send', () => {
  it.each([
    { action: text('Chào'), name: 'user_send_text', message: { text: 'Chào' } },
    { action: text(''), name: 'user_send_text', message: { text: '' } },
    { action: text('👨‍👩‍👧 🔥'), name: 'user_send_text', message: { text: '👨‍👩‍👧 🔥' } },
    { action: text('dài '.repeat(5000)), name: 'user_send_text', message: { text: 'dài '.repeat(5000) } },
    {
      action: { kind: 'photo', caption: 'Ngập' },
      name: 'user_send_image',
      message: {
        text: 'Ngập',
        attachments: [{ type: 'image', payload: { url: ANY_URL, thumbnail: ANY_URL } }],
      },
    },
    {
      action: { kind: 'gif' },
      name: 'user_send_gif',
      message: { attachments: [{ type: 'gif', payload: { url: ANY_URL, thumbnail: ANY_URL } }] },
    },
    {
      action: { kind: 'voice' },
      name: 'user_send_audio',
      message: { attachments: [{ type: 'audio', payload: { url: ANY_URL } }] },
    },
    {
      action: { kind: 'video' },
      name: 'user_send_video',
      message: { attachments: [{ type: 'video', payload: { url: ANY_URL, thumbnail: ANY_URL } }] },
    },
    {
      action: { kind: 'place', latitude: 12.5, longitude: 108.25 },
      name: 'user_send_location',
      message: {
        attachments: [
          { type: 'location', payload: { coordinates: { latitude: '12.5', longitude: '108.25' } } },
        ],
      },
    },
    {
      action: { kind: 'sticker' },
      name: 'user_send_sticker',
      message: { attachments: [{ type: 'sticker', payload: { id: '20812', url: ANY_URL } }] },
    },
    {
      action: { kind: 'file', name: 'đơn.pdf' },
      name: 'user_send_file',
      message: {
        attachments: [
          {
            type: 'file',
            payload: {
              url: ANY_URL,
              name: 'đơn.pdf',
              size: '2048',
              type: 'pdf',
              checksum: expect.any(String),
            },
          },
        ],
      },
    },
    {
      action: { kind: 'link', url: 'https://example.invalid' },
      name: 'user_send_link',
      message: { attachments: [{ type: 'link', payload: { url: 'https://example.invalid' } }] },
    },
    {
      action: { kind: 'business_card', name: 'Lan', phone: '84901234567' },
      name: 'user_send_business_card',
      message: {
        text: 'Lan',
        attachments: [
          { type: 'link', payload: { description: expect.stringContaining('"phone":"84901234567"') } },
        ],
      },
    },
  ] satisfies { action: PersonAction; name: string; message: object }[])(
    '$action.kind comes as $name',
    async ({ action, name, message }) => {
      const id = fake.acquaintance();
      expect(fake.oa.act(id, action)).toEqual({ kind: 'done' });
      expect(await events()).toMatchObject([
        {
          event_name: name,
          sender: { id },
          recipient: { id: fake.oa.id },
          message: { ...message, msg_id: expect.stringMatching(/^\d{19}$/) },
        },
      ]);
      expect(webhook.events()[0]?.json.user_id_by_app).toBe(fake.oa.user(id)?.idByApp);
    },
  );

  it.each([
    {
      twist: 'nfd_text',
      action: text('Tân Lập'),
      at: (json: Parsed) => json.message.text,
      seen: 'Tân Lập'.normalize('NFD'),
    },
    {
      twist: 'location_field',
      action: { kind: 'place', latitude: 1, longitude: 2 },
      at: (json: Parsed) => json.message.location,
      seen: { latitude: '1', longitude: '2' },
    },
    {
      twist: 'extra_fields',
      action: text('x'),
      at: (json: Parsed) => json.added_later,
      seen: { version: 2, list: [1, 'hai', null] },
    },
  ] satisfies { twist: Twist['kind']; action: PersonAction; at: (json: Parsed) => unknown; seen: unknown }[])(
    '$twist',
    async ({ twist, action, at, seen }) => {
      fake.zalo.twists.order({ twist: { kind: twist }, count: 1 });
      fake.oa.act(fake.acquaintance(), action);
      await fake.zalo.webhook.settled();
      expect(at(webhook.events()[0]?.json)).toEqual(seen);
    },
  );

  it.each([
    { twists: [], status: 200, type: 'image/jpeg' },
    { twists: ['dead_media'], status: 404, type: null },
  ] as const)('media $twists answers $status', async ({ twists, status, type }) => {
    for (const kind of twists) fake.zalo.twists.order({ twist: { kind } });
    fake.oa.act(fake.acquaintance(), { kind: 'photo' });
    await fake.zalo.webhook.settled();
    const response = await fetch(webhook.events()[0]?.json.message.attachments[0].payload.url);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });

  it('every documented event has a sample, an unknown one too', async () => {
    const id = fake.acquaintance();
    for (const name of EVENT_SAMPLES.keys()) expect(fake.oa.emitSample(name, id)).toBe(true);
    expect(fake.oa.emitSample('no_such_event', id)).toBe(false);
    await fake.zalo.webhook.settled();
    const names = webhook.events().map(({ json }) => json.event_name);
    expect(names).toEqual([...EVENT_SAMPLES.keys()].map((name) => name.split('/')[0]));
    expect(names).toEqual(
      expect.arrayContaining([
        'user_send_business_card',
        'oa_send_list',
        'user_send_group_location',
        'anonymous_send_text',
        'oa_send_anonymous_text',
        'user_withdraw',
        'change_template_status',
        'event_of_tomorrow',
      ]),
    );
    const servers = webhook.events().filter(({ headers }) => headers['x-zevent-server'] === 'ZNS');
    expect(servers.map(({ json }) => json.event_name)).toContain('change_template_status');
  });

  it('sends any event as it is given', async () => {
    fake.oa.emitRaw('user_send_text', { message: null });
    expect(await events()).toEqual([{ event_name: 'user_send_text', message: null }]);
  });
});

describe('18. echo and receipts', () => {
  const image = { media_type: 'image', url: 'https://example.invalid/a.png' };
  it.each([
    { name: 'oa_send_text', message: { text: 'Cháy' }, seen: { text: 'Cháy' } },
    {
      name: 'oa_send_image',
      message: {
        text: 'Ảnh',
        attachment: { type: 'template', payload: { template_type: 'media', elements: [image] } },
      },
      seen: { text: 'Ảnh', attachments: [{ type: 'image', payload: { url: image.url } }] },
    },
    {
      name: 'oa_send_list',
      message: {
        attachment: {
          type: 'template',
          payload: { template_type: 'list', elements: [{ title: 'Tin', image_url: image.url }] },
        },
      },
      seen: { attachments: [{ type: 'link', payload: { title: 'Tin' } }] },
    },
  ])('an API send comes back as $name', async ({ name, message, seen }) => {
    const id = fake.acquaintance();
    const { message_id } = (await fake.send(id, message)).body.data;
    const [event] = await events();
    expect(event).toMatchObject({
      event_name: name,
      recipient: { id },
      message: { ...seen, msg_id: message_id },
    });
    expect(event?.sender).toEqual({ id: fake.oa.id });
  });

  it('can be silent', async () => {
    fake.zalo.configure({ echo: false });
    await fake.send(fake.acquaintance(), { text: 'x' });
    expect(await events()).toEqual([]);
  });

  it('an answer by hand names the administrator', async () => {
    const id = fake.acquaintance();
    const reply = fake.oa.replyByHand(id, 'Tôi nghe');
    expect(await events()).toEqual([
      {
        event_name: 'oa_send_text',
        sender: { id: fake.oa.id, admin_id: reply?.adminId },
        recipient: { id },
        message: { text: 'Tôi nghe', msg_id: reply?.messageId },
      },
    ]);
    expect(fake.oa.chat(id)?.messages).toMatchObject([{ from: 'staff', adminId: reply?.adminId }]);
    expect(fake.zalo.sends()).toEqual([]);
  });

  it.each([
    { single: false, seen: (ids: string[]) => [{ msg_ids: ids }] },
    { single: true, seen: (ids: string[]) => ids.map((msg_id) => ({ msg_id })) },
  ])('tells what was received and seen, single: $single', async ({ single, seen }) => {
    fake.zalo.configure({ echo: false });
    const id = fake.acquaintance();
    const ids = [];
    for (const words of ['một', 'hai'])
      ids.push(String((await fake.send(id, { text: words })).body.data.message_id));
    fake.oa.act(id, { kind: 'receive' });
    fake.oa.act(id, { kind: 'see', single });
    fake.oa.act(id, { kind: 'see', single });
    const told = await events();
    const between = { sender: { id: fake.oa.id }, recipient: { id } };
    expect(told).toEqual([
      ...ids.map((msg_id) => ({ event_name: 'user_received_message', ...between, message: { msg_id } })),
      ...seen(ids).map((message) => ({ event_name: 'user_seen_message', ...between, message })),
    ]);
  });
});

describe('19. buttons', () => {
  const button = (type: string) => ({ type, title: 'An toàn', payload: '#a1:SAFE' });
  const ask = (type: string) => ({
    text: 'Ổn không?',
    attachment: { type: 'template', payload: { template_type: 'button', buttons: [button(type)] } },
  });

  it.each([
    { type: 'oa.query.show', shown: ['Ổn không?', '#a1:SAFE'] },
    { type: 'oa.query.hide', shown: ['Ổn không?'] },
  ])('$type is not to be told from typed text', async ({ type, shown }) => {
    fake.zalo.configure({ echo: false });
    const id = fake.acquaintance();
    const messageId = String((await fake.send(id, ask(type))).body.data.message_id);
    expect(fake.oa.act(id, { kind: 'press', messageId, payload: '#a1:SAFE' })).toEqual({ kind: 'done' });
    const texts = fake.oa
      .chat(id)
      ?.messages.map(({ content }) => (content.kind === 'text' ? content.text : ''));
    expect(texts).toEqual(shown);
    expect(fake.oa.chat(id)?.messages[0]?.pressed).toBe('#a1:SAFE');
    fake.oa.act(id, text('#a1:SAFE'));
    await fake.zalo.webhook.settled();
    const [pressed, typed] = webhook.events().map(({ json }) => json);
    const { msg_id: one, ...pressedMessage } = pressed.message;
    const { msg_id: other, ...typedMessage } = typed.message;
    expect(one).not.toBe(other);
    expect({ ...pressed, message: pressedMessage }).toEqual({ ...typed, message: typedMessage });
    expect(pressed).toMatchObject({ event_name: 'user_send_text', message: { text: '#a1:SAFE' } });
  });

  it('a list element can be pressed', async () => {
    const id = fake.acquaintance();
    const action = { type: 'oa.query.hide', payload: '#tin' };
    const element = { title: 'Tin', image_url: 'https://example.invalid/a.png', default_action: action };
    const payload = { template_type: 'list', elements: [element] };
    const { body } = await fake.send(id, { attachment: { type: 'template', payload } });
    const press = { kind: 'press', messageId: String(body.data.message_id) } as const;
    expect(fake.oa.act(id, { ...press, payload: '#tin' })).toEqual({ kind: 'done' });
    expect(fake.oa.act(id, { ...press, payload: '#khac' })).toEqual({ kind: 'no_such_button' });
  });
});

describe('20. coming, going and the rest', () => {
  it('follow and unfollow', async () => {
    const { id } = fake.oa.createUser({ name: 'Lan' });
    fake.oa.act(id, { kind: 'follow', source: 'message_invite' });
    fake.oa.act(id, { kind: 'follow' });
    fake.oa.act(id, { kind: 'unfollow' });
    const common = { oa_id: fake.oa.id, follower: { id } };
    expect(await events()).toEqual([
      { event_name: 'follow', ...common, source: 'message_invite' },
      { event_name: 'unfollow', ...common, source: 'oa_profile' },
    ]);
  });

  it('one who blocks says nothing more and gets nothing, until it is taken back', async () => {
    const id = fake.acquaintance();
    fake.oa.act(id, { kind: 'block' });
    expect(fake.oa.act(id, text('x'))).toEqual({ kind: 'blocked' });
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(-217);
    fake.oa.act(id, { kind: 'unblock' });
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(0);
  });

  it.each([
    { action: { kind: 'withdraw' }, event: { event_name: 'user_withdraw', user_id: 'LAN' } },
    { action: { kind: 'click_chatnow' }, event: { event_name: 'user_click_chatnow', user_id: 'LAN' } },
    {
      action: { kind: 'submit_info', shape: 'old' },
      event: { event_name: 'user_submit_info', info: { ward: 'Tân Lập', district: 'Buôn Ma Thuột' } },
    },
    {
      action: { kind: 'submit_info', shape: 'new' },
      event: {
        event_name: 'user_submit_info',
        info: { user_dob: '01/02/1990', full_address: { user_ward: 'Tân Lập' } },
      },
    },
  ] satisfies { action: PersonAction; event: object }[])('$action', async ({ action, event }) => {
    const id = fake.acquaintance();
    fake.oa.act(id, action);
    fake.oa.act(id, { kind: 'click_chatnow' });
    fake.oa.act(id, { kind: 'click_chatnow' });
    const [first, ...more] = await events();
    expect(first).toMatchObject(JSON.parse(JSON.stringify(event).replace('LAN', id)));
    expect(more).toHaveLength(action.kind === 'click_chatnow' ? 0 : 1);
  });

  it('reactions, both ways', async () => {
    fake.zalo.configure({ echo: false });
    const id = fake.acquaintance();
    const msg_id = String((await fake.send(id, { text: 'x' })).body.data.message_id);
    fake.oa.act(id, { kind: 'react', messageId: msg_id, icon: '/-heart' });
    const sender_action = { react_icon: '/-strong', react_message_id: msg_id };
    const reply = await fake.post('/v2.0/oa/message', { recipient: { user_id: id }, sender_action });
    expect(reply.body.error).toBe(0);
    expect(await events()).toMatchObject([
      { event_name: 'user_reacted_message', sender: { id }, message: { msg_id, react_icon: '/-heart' } },
      { event_name: 'oa_reacted_message', sender: { id: fake.oa.id }, message: { react_icon: '/-strong' } },
    ]);
  });

  it('an anonymous conversation', async () => {
    const { anonymousId, conversationId } = fake.oa.sayAnonymously(text('Cho hỏi'));
    const recipient = { anonymous_id: anonymousId, conversation_id: conversationId };
    const answer = await fake.post('/v2.0/oa/message', { recipient, message: { text: 'Nghe đây' } });
    expect(answer.body.error).toBe(0);
    const wrong = { ...recipient, conversation_id: '5' };
    expect(
      (await fake.post('/v2.0/oa/message', { recipient: wrong, message: { text: 'x' } })).body.error,
    ).toBe(-201);
    expect(fake.oa.anonymousChat(anonymousId)?.map(({ from }) => from)).toEqual(['person', 'oa']);
    expect(await events()).toMatchObject([
      {
        event_name: 'anonymous_send_text',
        sender: { id: anonymousId },
        message: { conversation_id: conversationId },
      },
      { event_name: 'oa_send_anonymous_text', recipient: { id: anonymousId }, message: { text: 'Nghe đây' } },
    ]);
  });

  it('groups, with both names of leaving', async () => {
    const { id: admin } = fake.oa.createUser({ name: 'Trực ban', admin: true });
    const [lan, mai] = [fake.acquaintance(), fake.acquaintance()];
    const made = await fake.post('/v3.0/oa/group/creategroupwithoa', {
      group_name: 'Tổ 5',
      asset_id: 'a1',
      member_user_ids: [admin, lan, mai],
    });
    const groupId = String(made.body.data.group_id);
    const send = () =>
      fake.post('/v3.0/oa/group/message', { recipient: { group_id: groupId }, message: { text: 'x' } });
    expect((await send()).body.data).toMatchObject({ group_id: groupId });
    expect(fake.oa.sayInGroup(groupId, lan, text('ơi'))).toBe(true);
    fake.oa.leaveGroup(groupId, lan, 'user_out_group');
    fake.oa.leaveGroup(groupId, mai, 'user_leave_group');
    expect(fake.oa.sayInGroup(groupId, lan, text('ơi'))).toBe(false);
    const common = { oa_id: fake.oa.id, group_id: groupId };
    expect(await events()).toMatchObject([
      { event_name: 'create_group', ...common, users: [{ id: admin }, { id: lan }, { id: mai }] },
      { event_name: 'oa_send_group_text', recipient: { id: groupId } },
      { event_name: 'user_send_group_text', sender: { id: lan }, message: { text: 'ơi' } },
      { event_name: 'user_out_group', ...common, users: [{ id: lan }] },
      { event_name: 'user_leave_group', ...common, users: [{ id: mai }] },
    ]);
    fake.oa.disableGroup(groupId);
    expect((await send()).body.error).toBe(-237);
    const foreign = fake.oa.createGroup({ name: 'Khác', memberIds: [admin], own: false });
    const body = { recipient: { group_id: foreign.id }, message: { text: 'x' } };
    expect((await fake.post('/v3.0/oa/group/message', body)).body.error).toBe(-403);
  });
});
