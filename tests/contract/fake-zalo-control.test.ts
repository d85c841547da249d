import { describe, expect, it } from 'vitest';
import { withFakeZalo, withWebhook } from '../integration/simulator/fake-zalo-stand.ts';

const fake = withFakeZalo();
const webhook = withWebhook();

describe('control over HTTP', () => {
  it('plays people and reads their chats', async () => {
    const made = await fake.control('POST', 'oas', { type: 4, name: 'Công an xã' });
    const oa = `oas/${made.body.id}`;
    const { accessToken } = (await fake.control('POST', `${oa}/tokens`)).body;
    const { id } = (await fake.control('POST', `${oa}/users`, { name: 'Lan' })).body;
    const acted = await fake.control('POST', `${oa}/chats/${id}`, { kind: 'text', text: 'ơi' });
    expect(acted.body).toEqual({ kind: 'done' });
    const button = { type: 'oa.query.show', title: 'An toàn', payload: '#SAFE' };
    const attachment = { type: 'template', payload: { buttons: [button] } };
    const message = { text: 'Cháy ở chợ', attachment };
    await fake.post('/v2.0/oa/message', { recipient: { user_id: id }, message }, accessToken);
    const messageId = (await fake.control('GET', `${oa}/chats/${id}`)).body.messages[1].id;
    await fake.control('POST', `${oa}/chats/${id}`, { kind: 'press', messageId, payload: '#SAFE' });
    expect((await fake.control('GET', `${oa}/chats/${id}`)).body).toMatchObject({
      messages: [{ from: 'person' }, { from: 'oa', buttons: [button], pressed: '#SAFE' }, { from: 'person' }],
      presses: [{ messageId, payload: '#SAFE', seen: 2 }],
    });
    expect((await fake.control('POST', `${oa}/users/${id}`, { standing: 'restricted' })).body).toEqual({
      known: true,
    });
    expect((await fake.control('GET', `${oa}/users/${id}`)).body).toMatchObject({ standing: 'restricted' });
    expect((await fake.control('GET', `sends?contains=${encodeURIComponent('chợ')}`)).body).toMatchObject([
      { to: id },
    ]);
    expect((await fake.control('GET', `sends?to=${id}&contains=other`)).body).toEqual([]);
    expect((await fake.control('GET', 'stats')).body).toMatchObject({
      accepted: 1,
      calls: { '/v2.0/oa/message': 1 },
    });
  });

  it('orders faults, twists and settings', async () => {
    const id = fake.acquaintance();
    await fake.control('POST', 'faults', { fault: { kind: 'refuse', code: -200 }, count: 1, userId: id });
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(-200);
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(0);
    await fake.control('POST', 'faults', { fault: { kind: 'refuse', code: -200 } });
    await fake.control('DELETE', 'faults');
    expect((await fake.send(id, { text: 'x' })).body.error).toBe(0);
    await fake.control('POST', 'settings', { quotaDetail: 'absent' });
    expect((await fake.send(id, { text: 'x' })).body.data).not.toHaveProperty('quota');
    await fake.control('POST', 'webhook', { url: webhook.url });
    await fake.control('POST', 'twists', { twist: { kind: 'unsigned' }, count: 1 });
    await fake.control('POST', `oas/${fake.oa.id}/chats/${id}`, { kind: 'text', text: 'ơi' });
    await fake.zalo.webhook.settled();
    expect(webhook.events()[0]?.headers).not.toHaveProperty('x-zevent-signature');
    expect((await fake.control('GET', `oas/${fake.oa.id}`)).body.secretKey).toBe(fake.oa.secretKey());
  });

  it('steers the webhook, staff, visitors and groups', async () => {
    const id = fake.acquaintance();
    const oa = `oas/${fake.oa.id}`;
    expect((await fake.control('POST', 'webhook', { url: webhook.url })).body).toEqual({ kind: 'saved' });
    await fake.control('POST', 'webhook/hold');
    await fake.control('POST', `${oa}/replies/${id}`, { text: 'Tôi nghe' });
    await fake.control('POST', `${oa}/samples`, { name: 'user_send_video', userId: id });
    await fake.control('POST', 'webhook/release', { order: 'reversed' });
    await fake.zalo.webhook.settled();
    const visitor = await fake.control('POST', `${oa}/visitors`, { said: { kind: 'text', text: 'Cho hỏi' } });
    expect((await fake.control('GET', `${oa}/visitors/${visitor.body.anonymousId}`)).body).toHaveLength(1);
    const group = await fake.control('POST', `${oa}/groups`, { name: 'Tổ 5', memberIds: [id] });
    await fake.control('POST', `${oa}/groups/${group.body.id}`, { userId: id, said: { kind: 'photo' } });
    expect((await fake.control('GET', `${oa}/groups/${group.body.id}`)).body.messages).toHaveLength(1);
    await fake.control('POST', `${oa}/events`, { name: 'any', fields: { a: [1] } });
    await fake.zalo.webhook.settled();
    const names = webhook.events().map(({ json }) => json.event_name);
    expect(names.slice(0, 2)).toEqual(['user_send_video', 'oa_send_text']);
    expect(names).toEqual(expect.arrayContaining(['anonymous_send_text', 'user_send_group_image', 'any']));
  });

  it.each([
    { method: 'GET', path: 'nothing', status: 404 },
    { method: 'GET', path: 'oas/1', status: 404 },
    { method: 'POST', path: 'oas/1/users', body: { name: 'Lan' }, status: 404 },
    { method: 'POST', path: 'oas', body: { type: 3 }, status: 400 },
    { method: 'POST', path: 'faults', body: { fault: { kind: 'earthquake' } }, status: 400 },
    { method: 'POST', path: 'twists', body: { twist: { kind: 'earthquake' } }, status: 400 },
    { method: 'POST', path: 'settings', body: { echo: 5 }, status: 400 },
    { method: 'POST', path: 'webhook', body: {}, status: 400 },
  ])('$method $path is $status', async ({ method, path, body, status }) => {
    expect((await fake.control(method, path, body)).status).toBe(status);
  });

  it('is not for pages in a browser', async () => {
    const headers = { origin: 'http://evil.example' };
    expect((await fetch(`${fake.zalo.apiRoot}/control/app`, { headers })).status).toBe(404);
  });
});

describe('control in the process', () => {
  it('tells of each change of a chat', async () => {
    const changes: unknown[] = [];
    const id = fake.acquaintance();
    const stop = fake.oa.onChange((change) => changes.push(change));
    fake.oa.act(id, { kind: 'text', text: 'ơi' });
    await fake.send(id, { text: 'nghe' });
    stop();
    fake.oa.act(id, { kind: 'text', text: 'xong' });
    expect(changes).toEqual([
      { userId: id, by: 'person' },
      { userId: id, by: 'oa' },
    ]);
  });

  it('lets one person be at two accounts under two ids', () => {
    const one = fake.oa.createUser({ name: 'Lan' });
    const other = fake.zalo.createOa().createUser({ name: 'Lan', idByApp: one.idByApp });
    expect(other.idByApp).toBe(one.idByApp);
    expect(other.id).not.toBe(one.id);
  });

  it.each([{ kind: 'text', text: 'x' }, { kind: 'unblock' }] as const)('$kind of nobody', (action) => {
    expect(fake.oa.act('5', action)).toEqual({ kind: 'unknown_user' });
  });
});
