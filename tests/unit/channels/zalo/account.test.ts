import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UploadFile, ZaloAsset, ZaloChannel } from '../../../../src/channels/zalo/index.ts';
import {
  type AnsweringServer,
  type ScriptedAnswer,
  startAnsweringServer,
} from '../../../support/answering-server.ts';
import { openZalo } from '../../../support/zalo/channel.ts';
import { ZALO_OA_ID, ZALO_USER_ID } from '../../../support/zalo/ids.ts';

const never = () => new AbortController().signal;
const ok = (data: unknown): ScriptedAnswer => ({
  kind: 'json',
  body: { error: 0, message: 'Success', data },
});
const refusal = (error: number): ScriptedAnswer => ({ kind: 'json', body: { error, message: 'planted' } });
const accepted = ok({ message_id: 'm' });

let server: AnsweringServer;
let channel: ZaloChannel;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  server = await startAnsweringServer();
  channel = openZalo(server.url, { now: () => nowMs }).channel;
});

afterEach(async () => {
  await channel.close();
  await server.close();
});

const paths = () => server.requests.map(({ path }) => path);
const dataOf = (path: string | undefined) => {
  const url = new URL(path ?? '', 'http://a');
  return { path: url.pathname, data: JSON.parse(url.searchParams.get('data') ?? 'null') };
};

describe('check', () => {
  it.each([{ oa_id: ZALO_OA_ID }, { oaid: ZALO_OA_ID }])('names the account by %j', async (id) => {
    server.script(ok({ ...id, name: 'Công an phường', oa_type: '4' }));
    expect(await channel.check(never())).toEqual({
      kind: 'ready',
      externalId: ZALO_OA_ID,
      name: 'Công an phường',
    });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v2.0/oa/getoa' });
  });

  it('tells a state agency from a business', async () => {
    server.script(
      ok(''),
      ok({ oa_id: ZALO_OA_ID, name: 'a', oa_type: 4, is_verified: true, package_name: 'Growth' }),
    );
    expect(await channel.profile(never())).toMatchObject({ kind: 'failed' });
    expect(await channel.profile(never())).toEqual({
      kind: 'ok',
      value: {
        oaId: ZALO_OA_ID,
        name: 'a',
        oaType: 4,
        verified: true,
        followers: null,
        packageName: 'Growth',
      },
    });
  });

  it.each<[string, ScriptedAnswer, object]>([
    ['a disabled OA', refusal(-204), { kind: 'misconfigured', reason: 'zalo_oa_disabled' }],
    ['the rate', refusal(-32), { kind: 'temporary', reason: 'zalo_rate_limit' }],
    ['a cut connection', { kind: 'cut' }, { kind: 'temporary', reason: 'net_und_err_socket' }],
    ['an answer without an id', ok({ name: 'a' }), { kind: 'temporary', reason: 'unreadable_answer' }],
  ])('reads %s', async (_, answer, result) => {
    server.script(answer);
    expect(await channel.check(never())).toEqual(result);
  });
});

describe('questions', () => {
  it('asks when a person last wrote', async () => {
    server.script(
      ok({ last_interaction: '1790000000123', cs_reply: { remain: 8, total: 8 } }),
      ok({ last_interaction: '0' }),
    );
    expect(await channel.userQuota(ZALO_USER_ID, never())).toEqual({
      kind: 'ok',
      value: { lastInteractionMs: 1_790_000_000_123 },
    });
    expect(await channel.userQuota(ZALO_USER_ID, never())).toEqual({
      kind: 'ok',
      value: { lastInteractionMs: null },
    });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v3.0/oa/quota/message',
      body: JSON.stringify({ user_id: ZALO_USER_ID }),
    });
  });

  it('asks what the package still pays, over all its pools', async () => {
    server.script(
      ok([
        { asset_id: 'a', remain: '400', total: 500 },
        { asset_id: 'b', remain: 20, total: '100' },
        { asset_id: 'c', status: 'available' },
      ]),
    );
    expect(await channel.paidQuota(never())).toEqual({ kind: 'ok', value: { remain: 420, total: 600 } });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v3.0/oa/quota/message',
      body: JSON.stringify({ quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' }),
    });
  });

  const unreadable = { kind: 'failed', outcome: { kind: 'temporary', reason: 'unreadable_answer' } };
  const unknown = { kind: 'ok', value: null };
  it.each<[string, ScriptedAnswer, object]>([
    ['no pools', ok([]), unknown],
    ['pools without a count', ok([{ asset_id: 'a', status: 'available' }]), unknown],
    ['a count in words', ok([{ remain: 'unlimited', total: 'unlimited' }]), unknown],
    ['a count below nothing', ok([{ remain: -1, total: -1 }]), unknown],
    ['the quota of a person instead', ok({ last_interaction: '0', cs_reply: { remain: 8 } }), unreadable],
    ['pools in an object', ok({ assets: [{ remain: 1, total: 2 }] }), unreadable],
    ['nothing', ok(undefined), unreadable],
    ['a text', ok('sub_quota'), unreadable],
    [
      'a refusal of the parameters',
      refusal(-201),
      { kind: 'failed', outcome: { kind: 'rejected', reason: 'zalo_parameter_invalid' } },
    ],
    [
      'a page',
      { kind: 'text', status: 502, contentType: 'text/html', body: '<html>' },
      { kind: 'failed', outcome: { kind: 'temporary', reason: 'http_502' } },
    ],
  ])('does not know the quota when the answer is %s', async (_, answer, result) => {
    server.script(answer);
    expect(await channel.paidQuota(never())).toEqual(result);
  });

  it.each([
    [84900000001, '84900000001'],
    ['84900000001', '84900000001'],
    [0, null],
    ['', null],
  ])('reads a person who shared the phone %j', async (phone, sharedPhone) => {
    server.script(
      ok({
        user_id: ZALO_USER_ID,
        display_name: 'An'.normalize('NFD'),
        is_sensitive: false,
        user_is_follower: true,
        user_last_interaction_date: '20/11/2026',
        tags_and_notes_info: { notes: [], tag_names: ['thon-1'] },
        shared_info: { phone },
      }),
    );
    expect(await channel.user(ZALO_USER_ID, never())).toEqual({
      kind: 'ok',
      value: {
        userId: ZALO_USER_ID,
        displayName: 'An',
        alias: null,
        minor: false,
        follows: true,
        tags: ['thon-1'],
        sharedName: null,
        sharedPhone,
      },
    });
    expect(dataOf(paths()[0])).toEqual({ path: '/v3.0/oa/user/detail', data: { user_id: ZALO_USER_ID } });
  });

  it('lists people', async () => {
    server.script(ok({ total: 1, count: 1, offset: 0, users: [{ user_id: ZALO_USER_ID }] }));
    const filter = { offset: 0, count: 50, tag: 'thon-1', follows: true, lastInteraction: 'L7D' };
    expect(await channel.users(filter, never())).toEqual({
      kind: 'ok',
      value: { total: 1, userIds: [ZALO_USER_ID] },
    });
    expect(dataOf(paths()[0])).toEqual({
      path: '/v3.0/oa/user/getlist',
      data: { offset: 0, count: 50, tag_name: 'thon-1', is_follower: true, last_interaction_period: 'L7D' },
    });
  });

  it.each([
    { offset: 0, count: 51 },
    { offset: 0, count: 0 },
    { offset: 9_952, count: 1 },
    { offset: -1, count: 1 },
  ])('does not ask for a list beyond the limits: %j', async (filter) => {
    expect(await channel.users(filter, never())).toMatchObject({
      outcome: { kind: 'rejected', reason: 'zalo_list_limits' },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('reads and writes tags', async () => {
    server.script(ok(['a', 'b']), ok(undefined), ok({}), ok(null));
    expect(await channel.tags(never())).toEqual({ kind: 'ok', value: ['a', 'b'] });
    expect(await channel.tag(ZALO_USER_ID, 'a', never())).toEqual({ kind: 'ok', value: null });
    await channel.untag(ZALO_USER_ID, 'a', never());
    await channel.removeTag('a', never());
    expect(server.requests.map(({ path, body }) => [path, body])).toEqual([
      ['/v2.0/oa/tag/gettagsofoa', ''],
      ['/v2.0/oa/tag/tagfollower', JSON.stringify({ user_id: ZALO_USER_ID, tag_name: 'a' })],
      ['/v2.0/oa/tag/rmfollowerfromtag', JSON.stringify({ user_id: ZALO_USER_ID, tag_name: 'a' })],
      ['/v2.0/oa/tag/rmtag', JSON.stringify({ tag_name: 'a' })],
    ]);
  });
});

const file = (name: string, size = 3): UploadFile => ({ name, bytes: Buffer.alloc(size, 'x') });

describe('upload', () => {
  it.each([
    ['a.jpg', '/v2.0/oa/upload/image', { attachment_id: 'id' }, 'image'],
    ['b.PNG', '/v2.0/oa/upload/image', { attachment_id: 'id' }, 'image'],
    ['c.gif', '/v2.0/oa/upload/gif', { attachment_id: 'id' }, 'gif'],
    ['d.pdf', '/v2.0/oa/upload/file', { token: 'id' }, 'file'],
  ])('%s goes to %s', async (name, path, data, kind) => {
    server.script(ok(data));
    expect(await channel.upload(file(name), never())).toEqual({
      kind: 'uploaded',
      asset: { kind, id: 'id', expiresAtMs: nowMs + 7 * 86_400_000 },
    });
    const [request] = server.requests;
    expect(request?.path).toBe(path);
    const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(
      request?.headers['content-type'] ?? '',
    )?.[1];
    expect(request?.body).toBe(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
        `content-type: application/octet-stream\r\n\r\nxxx\r\n--${boundary}--\r\n`,
    );
  });

  it('sends a name that ends neither the quotes nor the line, and is not too long', async () => {
    server.script(ok({ token: 'id' }));
    await channel.upload(file(`a"b\r\nc${'d'.repeat(300)}.pdf`), never());
    expect(server.requests[0]?.body).toContain(`filename="a_b__c${'d'.repeat(190)}.pdf"`);
  });

  it.each([
    ['zalo_upload_type', file('a')],
    ['zalo_upload_type', file('a.xlsx')],
    ['zalo_upload_type', file('jpg')],
    ['zalo_upload_empty', file('a.jpg', 0)],
    ['zalo_upload_too_large', file('a.jpg', 1_048_577)],
    ['zalo_upload_too_large', file('a.pdf', 5_242_881)],
  ])('is refused here: %s', async (reason, refused) => {
    expect(await channel.upload(refused, never())).toEqual({
      kind: 'failed',
      outcome: { kind: 'rejected', reason },
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each<[string, ScriptedAnswer, object]>([
    ['empty data', ok({}), { kind: 'rejected', reason: 'zalo_upload_not_taken' }],
    ['no data', ok(undefined), { kind: 'rejected', reason: 'zalo_upload_not_taken' }],
    ['a wrong type', refusal(-201), { kind: 'rejected', reason: 'zalo_parameter_invalid' }],
    ['a cut connection', { kind: 'cut' }, { kind: 'temporary', reason: 'net_und_err_socket' }],
  ])('reads %s', async (_, answer, outcome) => {
    server.script(answer);
    expect(await channel.upload(file('a.jpg'), never())).toEqual({ kind: 'failed', outcome });
  });
});

describe('sendUpload', () => {
  const kept = (ms: number): ZaloAsset => ({ kind: 'image', id: 'old', expiresAtMs: nowMs + ms });
  const picture = file('a.jpg');
  const send = (known: ZaloAsset | null, what = picture) =>
    channel.sendUpload(ZALO_USER_ID, what, known, 'a', never());
  const uploaded = ok({ attachment_id: 'new' });

  it('uses what is kept', async () => {
    server.script(accepted);
    expect(await send(kept(1))).toMatchObject({
      result: { outcome: { kind: 'sent' } },
      asset: { id: 'old' },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['there is none', false],
    ['it has ended', true],
  ])('uploads first when %s', async (_, hasEnded) => {
    server.script(uploaded, accepted);
    expect(await send(hasEnded ? kept(0) : null)).toMatchObject({
      result: { outcome: { kind: 'sent' } },
      asset: { id: 'new' },
    });
    expect(server.requests).toHaveLength(2);
  });

  it('uploads again when Zalo has it no more', async () => {
    server.script(refusal(-100), uploaded, accepted);
    expect(await send(kept(1))).toMatchObject({
      result: { outcome: { kind: 'sent' } },
      asset: { id: 'new' },
    });
    expect(server.requests[2]?.body).toContain('"attachment_id":"new"');
  });

  it('does so once', async () => {
    server.script(refusal(-100), uploaded, refusal(-100));
    expect(await send(kept(1))).toEqual({
      result: { outcome: { kind: 'rejected', reason: 'zalo_asset_expired' }, quota: null },
      asset: null,
    });
    expect(server.requests).toHaveLength(3);
  });

  it('says why there is nothing to send', async () => {
    expect(await send(null, file('a.zip'))).toEqual({
      result: { outcome: { kind: 'rejected', reason: 'zalo_upload_type' }, quota: null },
      asset: null,
    });
  });

  it('sends a gif with its size, and a file by its token', async () => {
    const gif = { name: 'a.gif', bytes: Buffer.from('GIF89a\x03\x01\x02\x00', 'latin1') };
    server.script(uploaded, accepted, ok({ token: 'tok' }), accepted);
    await send(null, gif);
    await send(null, file('a.pdf'));
    expect(server.requests[1]?.body).toContain(
      '"media_type":"gif","attachment_id":"new","width":259,"height":2',
    );
    expect(server.requests[3]?.body).toContain('"type":"file","payload":{"token":"tok"}');
  });
});
