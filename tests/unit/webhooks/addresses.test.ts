import type { LookupAddress } from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { originOf } from '../../../src/tools/webhooks.ts';
import { isPublicAddress } from '../../../src/webhook-post/addresses.ts';
import { createPost } from '../../../src/webhook-post/post.ts';
import { type AnsweringServer, startAnsweringServer } from '../../support/answering-server.ts';
import { freePort } from '../../support/free-port.ts';

describe('an address', () => {
  it.each(['1.1.1.1', '113.160.1.2', '2001:4860:4860::8888', '2606:4700::1111'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '4000::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '2002:0a00:0001::',
    '2001:0:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

it.each([
  ['http://10.1.2.3:8080', 'http://10.1.2.3:8080'],
  ['HTTPS://Hub.Tinh.Example/', 'https://hub.tinh.example'],
  ['https://hub.example:443', 'https://hub.example'],
  ['https://hub.example/path', null],
  ['https://hub.example?x', null],
  ['https://a:b@hub.example', null],
  ['ftp://hub.example', null],
  ['hub.example', null],
])('the operator who types %s means %s', (text, origin) => {
  expect(originOf(text)).toBe(origin);
});

describe('a call', () => {
  let receiver: AnsweringServer | null = null;
  let post: ReturnType<typeof createPost> | null = null;
  afterEach(async () => {
    await post?.close();
    await receiver?.close();
    [receiver, post] = [null, null];
  });

  const leadsTo =
    (...addresses: string[]) =>
    (_name: string, done: (error: null, found: readonly LookupAddress[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const call = (url: string, near = false) => ({ url, near, headers: {}, body: '{}' });
  const NOT_ALLOWED = { kind: 'failed', reason: 'address_not_allowed', status: null, retryAfterMs: null };

  it.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/latest/meta-data',
  ])('to %s is refused before and at the call', async (url) => {
    post = createPost({ demo: false, lookupAll: leadsTo('1.1.1.1') });
    expect(await post.judge(url, false)).toBe('refused');
    expect(await post.send(call(url))).toEqual(NOT_ALLOWED);
  });

  it.each([[['10.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['::ffff:192.168.0.1']]])(
    'to a name that leads to %j is refused before and at the call',
    async (addresses) => {
      post = createPost({ demo: false, lookupAll: leadsTo(...addresses) });
      expect(await post.judge('https://hub.example/', false)).toBe('refused');
      expect(await post.send(call('https://hub.example/'))).toEqual(NOT_ALLOWED);
    },
  );

  it('is refused when the name leads elsewhere once it was judged', async () => {
    receiver = await startAnsweringServer();
    const looked: string[] = [];
    post = createPost({
      demo: false,
      lookupAll: (name, done) => {
        looked.push(name);
        leadsTo(looked.length === 1 ? '1.1.1.1' : '127.0.0.1')(name, done);
      },
    });
    const url = `https://hub.example:${new URL(receiver.url).port}/`;
    expect(await post.judge(url, false)).toBe('allowed');
    expect(await post.send(call(url))).toEqual(NOT_ALLOWED);
    expect(looked).toEqual(['hub.example', 'hub.example']);
    expect(receiver.requests).toEqual([]);
  });

  it('to what the operator calls near goes out', async () => {
    receiver = await startAnsweringServer();
    receiver.always({ kind: 'json', status: 204, body: '' });
    post = createPost({ demo: false });
    expect(await post.send(call(`${receiver.url}/in?key=1`, true))).toEqual({
      kind: 'accepted',
      status: 204,
    });
    expect(receiver.requests).toMatchObject([{ method: 'POST', path: '/in?key=1', body: '{}' }]);
  });

  it('of a demo goes to this machine and nowhere else', async () => {
    receiver = await startAnsweringServer();
    receiver.always({ kind: 'json', status: 204, body: '' });
    post = createPost({ demo: true, lookupAll: leadsTo('1.1.1.1') });
    expect(await post.judge(receiver.url, false)).toBe('allowed');
    expect(await post.send(call(receiver.url))).toMatchObject({ kind: 'accepted' });
    for (const url of ['https://1.1.1.1/', 'https://10.0.0.1/', 'https://hub.example/']) {
      expect(await post.judge(url, true)).toBe('refused');
      expect(await post.send(call(url, true))).toEqual(NOT_ALLOWED);
    }
  });

  it.each([
    [500, { reason: 'status', status: 500 }],
    [410, { reason: 'status', status: 410 }],
    [302, { reason: 'redirected', status: 302 }],
  ])('that is answered %i is not accepted', async (status, failure) => {
    receiver = await startAnsweringServer();
    receiver.always({ kind: 'json', status, body: {} });
    post = createPost({ demo: false });
    expect(await post.send(call(receiver.url, true))).toMatchObject({ kind: 'failed', ...failure });
    expect(receiver.requests).toHaveLength(1);
  });

  it('ends in time when nobody answers', async () => {
    receiver = await startAnsweringServer();
    receiver.always({ kind: 'hang' });
    post = createPost({ demo: false, timeoutMs: 100 });
    expect(await post.send(call(receiver.url, true))).toMatchObject({ kind: 'failed', reason: 'timed_out' });
  });

  it('says why it did not get through', async () => {
    post = createPost({ demo: false });
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await post.send(call(nobody, true))).toMatchObject({ reason: 'connection_refused' });
    receiver = await startAnsweringServer();
    receiver.always({ kind: 'cut' });
    expect(await post.send(call(receiver.url, true))).toMatchObject({ reason: 'network' });
  });
});
