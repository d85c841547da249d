import { afterEach, describe, expect, it } from 'vitest';
import type { MediaResult } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { createReadMedia } from '../../src/replies/read-media.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createFakeTelegram } from '../../src/simulator/telegram/fake-telegram.ts';
import { type ScriptedAnswer, startAnsweringServer } from '../support/answering-server.ts';
import { openZalo } from '../support/zalo/channel.ts';

const TOKEN = '7000000001:secret-of-the-bot';
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function telegramOver(apiRoot: string) {
  const channel = createTelegramChannel({ token: TOKEN, apiRoot, webhookSecret: null });
  opened.push(channel);
  return channel;
}

async function fakeTelegram() {
  const telegram = createFakeTelegram({ clock: systemClock });
  opened.push(telegram);
  telegram.registerBot({ token: TOKEN, username: 'binhyen_bot' });
  return telegramOver((await telegram.listen(0)).apiRoot);
}

async function answering(answer: ScriptedAnswer) {
  const server = await startAnsweringServer();
  opened.push(server);
  server.always(answer);
  return server;
}

const soon = () => AbortSignal.timeout(5_000);

async function outcomeOf(result: Promise<MediaResult>): Promise<string> {
  const found = await result;
  if (found.kind === 'file') for await (const _ of found.bytes);
  return found.kind === 'refused' || found.kind === 'temporary'
    ? `${found.kind} ${found.reason}`
    : found.kind;
}

describe('a photo or voice note on Telegram', () => {
  it.each([
    ['photo', 'photo-1234', 'image/png'],
    ['voice', 'voice-1234', 'audio/ogg'],
  ] as const)('a %s comes with the type that its bytes tell', async (kind, fileId, type) => {
    const channel = await fakeTelegram();
    const read = createReadMedia({ mediaOf: async () => channel });
    const media = await read({ channelAccountId: 'a', kind, fileId }, soon());
    expect(media).toMatchObject({ kind: 'media', type });
    if (media.kind !== 'media') throw new Error(media.kind);
    const chunks: Uint8Array[] = [];
    for await (const chunk of media.bytes) chunks.push(chunk);
    expect(Buffer.concat(chunks).length).toBeGreaterThan(60);
  });

  it('a photo in place of a voice note is refused', async () => {
    const channel = await fakeTelegram();
    const read = createReadMedia({ mediaOf: async () => channel });
    const media = await read({ channelAccountId: 'a', kind: 'voice', fileId: 'photo-1234' }, soon());
    expect(media).toEqual({ kind: 'refused' });
  });

  it('a file that Telegram has no more is gone', async () => {
    const channel = await fakeTelegram();
    expect(await outcomeOf(channel.fetchMedia('a/b', soon()))).toBe('gone');
  });

  it.each([
    ['an absolute path of its disk', { file_path: '/var/lib/x.jpg' }, 'refused file_path'],
    ['a path out of the folder', { file_path: 'photos/../../etc/passwd' }, 'refused file_path'],
    ['another host', { file_path: 'http://127.0.0.1/x' }, 'refused file_path'],
    ['no path', {}, 'refused file_path'],
    ['too large', { file_path: 'photos/a.jpg', file_size: 30_000_000 }, 'refused too_large'],
  ])('%s is not fetched', async (_name, file, outcome) => {
    const server = await answering({ kind: 'json', body: { ok: true, result: { file_id: 'x', ...file } } });
    const channel = await telegramOver(server.url);
    expect(await outcomeOf(channel.fetchMedia('x123', soon()))).toBe(outcome);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a photo or voice note on Zalo', () => {
  it.each([
    ['another host', 'https://example.com/a.jpg'],
    ['a host that only looks like it', 'https://zdn.vn.example.com/a.jpg'],
    ['this machine', 'http://127.0.0.1:1/a.jpg'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'x'],
  ])('%s is not asked', async (_name, link) => {
    const server = await answering({ kind: 'json', body: {} });
    const { channel } = openZalo(server.url);
    opened.push(channel);
    expect(await outcomeOf(channel.fetchMedia(link, soon()))).toBe('refused foreign_link');
    expect(server.requests).toEqual([]);
  });

  it.each([
    [200, 'file'],
    [302, 'refused redirected'],
    [403, 'gone'],
    [404, 'gone'],
    [503, 'temporary http_503'],
  ])('status %i of the configured root is %s', async (status, outcome) => {
    const server = await answering({ kind: 'text', status, contentType: 'image/jpeg', body: 'x' });
    const { channel } = openZalo(server.url);
    opened.push(channel);
    expect(await outcomeOf(channel.fetchMedia(`${server.url}/media/a.jpg`, soon()))).toBe(outcome);
  });
});
