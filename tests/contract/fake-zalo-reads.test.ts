import { describe, expect, it } from 'vitest';
import { DAY, START_MS, withFakeZalo } from '../integration/simulator/fake-zalo-stand.ts';

const fake = withFakeZalo();
const GETLIST = '/v3.0/oa/user/getlist';

describe('10. reading', () => {
  it.each([
    { path: GETLIST, data: { offset: 0, count: 50 }, error: 0 },
    { path: GETLIST, data: { offset: 0, count: 51 }, error: -210 },
    { path: GETLIST, data: { offset: 9951, count: 50 }, error: 0 },
    { path: GETLIST, data: { offset: 9952, count: 50 }, error: -210 },
    { path: GETLIST, data: { offset: 0 }, error: -201 },
    { path: GETLIST, data: undefined, error: -201 },
    { path: GETLIST, data: { offset: 0, count: 5, last_interaction_period: 'L8D' }, error: -201 },
    { path: '/v2.0/oa/listrecentchat', data: { offset: 0, count: 10 }, error: 0 },
    { path: '/v2.0/oa/listrecentchat', data: { offset: 0, count: 11 }, error: -210 },
    { path: '/v2.0/oa/conversation', data: { user_id: 'LAN', offset: 0, count: 10 }, error: 0 },
    { path: '/v2.0/oa/conversation', data: { user_id: 'LAN', offset: 0, count: 11 }, error: -210 },
    { path: '/v3.0/oa/user/detail', data: { user_id: 'LAN' }, error: 0 },
    { path: '/v3.0/oa/user/detail', data: { user_id: 5 }, error: -201 },
    { path: '/v3.0/oa/user/detail', data: { user_id: '5' }, error: -201 },
  ])('$path $data: $error', async ({ path, data, error }) => {
    const id = fake.acquaintance();
    const filled = data === undefined ? undefined : JSON.parse(JSON.stringify(data).replace('LAN', id));
    expect((await fake.get(path, filled)).body.error).toBe(error);
  });

  it('pages and filters the list of people', async () => {
    const at = (daysAgo: number, follower: boolean) =>
      fake.oa.createUser({ name: 'Lan', follower, lastInteractionMs: START_MS - daysAgo * DAY }).id;
    const [today, yesterday, old] = [at(0, true), at(1, false), at(20, true)];
    fake.oa.createUser({ name: 'Người lạ' });
    await fake.post('/v2.0/oa/tag/tagfollower', { user_id: old, tag_name: 'tổ 5' });
    const list = async (filter: object) => {
      const { data } = (await fake.get(GETLIST, { offset: 0, count: 50, ...filter })).body;
      return data.users.map(({ user_id }: { user_id: string }) => user_id);
    };
    expect(await list({})).toEqual([today, yesterday, old]);
    expect(await list({ offset: 1, count: 1 })).toEqual([yesterday]);
    expect(await list({ is_follower: true })).toEqual([today, old]);
    expect(await list({ tag_name: 'tổ 5' })).toEqual([old]);
    expect(await list({ last_interaction_period: 'TODAY' })).toEqual([today]);
    expect(await list({ last_interaction_period: 'L7D' })).toEqual([today, yesterday]);
    expect(await list({ last_interaction_period: '2026_11_01:2026_11_10' })).toEqual([old]);
  });

  it('tells the day of the last interaction only, as in Vietnam', async () => {
    // 00:30 on the 22nd there, still the 21st in UTC.
    const lastInteractionMs = Date.UTC(2026, 10, 21, 17, 30);
    const { id } = fake.oa.createUser({ name: 'Lan', follower: true, lastInteractionMs });
    const { data } = (await fake.get('/v3.0/oa/user/detail', { user_id: id })).body;
    expect(data).toMatchObject({ user_id: id, display_name: 'Lan', user_is_follower: true });
    expect(data.user_last_interaction_date).toBe('22/11/2026');
  });

  it.each([
    { phoneAs: 'number', phone: '84901234567', told: 84_901_234_567 },
    { phoneAs: 'string', phone: '84901234567', told: '84901234567' },
    { phoneAs: 'number', phone: '', told: 0 },
    { phoneAs: 'string', phone: '', told: '' },
  ] as const)('tells the phone "$phone" as $told', async ({ phoneAs, phone, told }) => {
    fake.zalo.configure({ phoneAs });
    const { id } = fake.oa.createUser({ name: 'Lan', phone, follower: true });
    const { data } = (await fake.get('/v3.0/oa/user/detail', { user_id: id })).body;
    expect(data.shared_info.phone).toBe(told);
  });

  it('tells of strangers nothing, and of those who interacted as set', async () => {
    const detail = async (id: string) => (await fake.get('/v3.0/oa/user/detail', { user_id: id })).body.error;
    const stranger = fake.oa.createUser({ name: 'Lan' }).id;
    const writer = fake.oa.createUser({ name: 'Mai', lastInteractionMs: START_MS }).id;
    expect([await detail(stranger), await detail(writer)]).toEqual([-213, 0]);
    fake.zalo.configure({ strangersReadable: false });
    expect(await detail(writer)).toBe(-213);
  });

  it.each(['oa_id', 'oaid'] as const)('getoa names the account %s', async (oaIdField) => {
    fake.zalo.configure({ oaIdField });
    const { data } = (await fake.get('/v2.0/oa/getoa')).body;
    expect(data[oaIdField]).toBe(fake.oa.id);
    expect(Object.keys(data).filter((key) => key === 'oa_id' || key === 'oaid')).toEqual([oaIdField]);
  });

  it('shows a chat, newest first, by both sides', async () => {
    const id = fake.acquaintance();
    fake.oa.act(id, { kind: 'text', text: 'ơi' });
    const sent = (await fake.send(id, { text: 'nghe' })).body.data.message_id;
    const { data } = (await fake.get('/v2.0/oa/conversation', { user_id: id, offset: 0, count: 10 })).body;
    expect(data).toMatchObject([
      { src: 0, message: 'nghe', message_id: sent, from_id: fake.oa.id, to_id: id },
      { src: 1, message: 'ơi', from_id: id, to_id: fake.oa.id },
    ]);
    expect((await fake.get('/v2.0/oa/listrecentchat', { offset: 0, count: 10 })).body.data).toHaveLength(1);
  });

  it('tells the windows of a person', async () => {
    const id = fake.acquaintance();
    const { data } = (await fake.post('/v3.0/oa/quota/message', { user_id: id })).body;
    expect(data.last_interaction).toBe(String(START_MS));
    const asset = { quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' };
    expect((await fake.post('/v3.0/oa/quota/message', asset)).body.data).toHaveLength(1);
  });

  it('keeps tags', async () => {
    const id = fake.acquaintance();
    await fake.post('/v2.0/oa/tag/tagfollower', { user_id: id, tag_name: 'tổ 5' });
    expect((await fake.get('/v2.0/oa/tag/gettagsofoa')).body.data).toEqual(['tổ 5']);
    expect(fake.oa.user(id)?.tags).toEqual(['tổ 5']);
    await fake.post('/v2.0/oa/tag/rmfollowerfromtag', { user_id: id, tag_name: 'tổ 5' });
    expect(fake.oa.user(id)?.tags).toEqual([]);
    expect((await fake.post('/v2.0/oa/tag/rmtag', { tag_name: 'tổ 5' })).body.error).toBe(0);
  });
});
