import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, FileSender } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { TOKEN, withFakeTelegram } from '../integration/simulator/fake-telegram-stand.ts';
import { DAY, withFakeZalo } from '../integration/simulator/fake-zalo-stand.ts';
import { jpeg, OGG } from '../support/media-files.ts';
import { openZalo } from '../support/zalo/channel.ts';
import { createMemoryTokenStore } from '../support/zalo/token-store.ts';

const PICTURE = { kind: 'photo', type: 'image/jpeg', bytes: jpeg() } as const;
const VOICE = { kind: 'voice', type: 'audio/ogg', bytes: OGG } as const;
const message = {
  text: 'Tìm cháu bé lạc ở chợ.',
  buttons: [{ label: 'Đã thấy', payload: 'a:7Q2M:SEEN' }],
};
const signal = () => AbortSignal.timeout(5_000);
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function filesOf(channel: Channel): FileSender {
  if (!channel.files) throw new Error('this channel sends no files');
  return channel.files;
}

describe('files on Telegram', () => {
  const fake = withFakeTelegram();
  const open = () => {
    const channel = createTelegramChannel({ token: TOKEN, apiRoot: fake.apiRoot, webhookSecret: null });
    opened.push(channel);
    return channel;
  };
  const lastTo = (id: string) => fake.bot.chat(id)?.messages.at(-1);

  it.each([
    ['a picture', PICTURE, 'photo'],
    ['a voice note', VOICE, 'voice'],
  ] as const)('%s goes with the words as one message, and then by its id', async (_name, file, kind) => {
    const [first, second] = [fake.acquaintance(), fake.acquaintance('Bà Sáu')];
    const files = filesOf(open());
    const sent = await files.sendNew(message, file, { externalId: first }, signal());
    expect(sent).toMatchObject({
      kind: 'answered',
      outcome: { kind: 'sent', externalMessageId: lastTo(first)?.id },
      kept: { fileId: expect.any(String), expiresAt: null },
    });
    const fileId = sent.kind === 'answered' ? (sent.kept?.fileId ?? '') : '';
    expect(fake.telegram.files.get(fileId)?.bytes).toEqual(file.bytes);

    const again = await files.sendKept(message, { kind, fileId }, { externalId: second }, signal());
    expect(again).toMatchObject({ kind: 'answered', outcome: { kind: 'sent' }, kept: null });
    for (const id of [first, second]) {
      expect(lastTo(id)).toMatchObject({
        content: { kind, fileId, caption: message.text },
        buttons: [[{ label: 'Đã thấy', payload: 'a:7Q2M:SEEN' }]],
      });
      expect(fake.bot.chat(id)?.messages.filter(({ from }) => from === 'bot')).toHaveLength(1);
    }
  });

  it.each([
    ['no picture', { ...PICTURE, bytes: Buffer.from('no picture') }],
    ['nothing', { ...PICTURE, bytes: Buffer.alloc(0) }],
  ])('%s is refused for everybody, and nothing is sent', async (_name, file) => {
    const id = fake.acquaintance();
    expect(await filesOf(open()).sendNew(message, file, { externalId: id }, signal())).toMatchObject({
      kind: 'refused',
      by: 'platform',
    });
    expect(lastTo(id)?.from).toBe('person');
  });

  it('an id that Telegram does not have any more is gone, and nothing is sent', async () => {
    const id = fake.acquaintance();
    fake.telegram.files.forget('photo-1');
    const kept = { kind: 'photo', fileId: 'photo-1' } as const;
    expect(await filesOf(open()).sendKept(message, kept, { externalId: id }, signal())).toEqual({
      kind: 'gone',
    });
    expect(lastTo(id)?.from).toBe('person');
  });

  it('words that do not fit under a file are said so without a call', async () => {
    const long = { ...message, text: 'x'.repeat(1_025) };
    const sent = await filesOf(open()).sendNew(long, PICTURE, { externalId: fake.acquaintance() }, signal());
    expect(sent).toMatchObject({ kind: 'refused', by: 'chat' });
    expect(fake.telegram.sends()).toEqual([]);
  });

  it.each([
    ['a chat that blocked us', 'unreachable'],
    ['an unknown chat', 'unreachable'],
  ])('%s says %s of the message', async (name, kind) => {
    const id = name.includes('blocked') ? fake.acquaintance() : '12345678';
    if (name.includes('blocked')) fake.bot.act(id, { kind: 'block' });
    const sent = await filesOf(open()).sendNew(message, PICTURE, { externalId: id }, signal());
    expect(sent).toMatchObject({ kind: 'answered', outcome: { kind }, kept: null });
  });

  it('the words under a picture can be edited, and the picture stays', async () => {
    const id = fake.acquaintance();
    const channel = open();
    const sent = await filesOf(channel).sendNew(message, PICTURE, { externalId: id }, signal());
    if (sent.kind !== 'answered' || sent.outcome.kind !== 'sent') throw new Error(sent.kind);
    const { externalMessageId: editMessageId } = sent.outcome;
    const over = { text: 'ĐÃ TÌM THẤY', buttons: [], underFile: true } as const;
    expect(await channel.send(over, { externalId: id, editMessageId }, signal())).toMatchObject({
      kind: 'sent',
    });
    expect(lastTo(id)?.content).toMatchObject({ kind: 'photo', caption: 'ĐÃ TÌM THẤY' });
  });
});

describe('files on Zalo', () => {
  const fake = withFakeZalo();
  const open = () => {
    const { channel } = openZalo(fake.zalo.apiRoot, {
      tokenStore: createMemoryTokenStore({
        accessToken: fake.token,
        refreshToken: 'planted',
        expiresAtMs: fake.clock.now().getTime() + 25 * 3_600_000,
      }),
      now: () => fake.clock.now().getTime(),
    });
    opened.push(channel);
    return channel;
  };
  const messagesTo = (id: string) => fake.oa.chat(id)?.messages ?? [];

  async function upload(files: FileSender, id: string) {
    const stored = await files.sendNew(message, PICTURE, { externalId: id }, signal());
    if (stored.kind !== 'stored') throw new Error(stored.kind);
    return stored.kept;
  }

  it('a picture is uploaded by one call and sent with the words by the next ones', async () => {
    const [first, second] = [fake.acquaintance(), fake.acquaintance('Bà Sáu')];
    const files = filesOf(open());
    const { fileId, expiresAt } = await upload(files, first);
    expect(messagesTo(first)).toEqual([]);
    expect(expiresAt?.getTime()).toBe(fake.clock.now().getTime() + 7 * DAY);
    for (const id of [first, second]) {
      const sent = await files.sendKept(message, { kind: 'photo', fileId }, { externalId: id }, signal());
      expect(sent).toMatchObject({ kind: 'answered', outcome: { kind: 'sent' } });
      const [shown] = messagesTo(id);
      expect(shown?.content).toMatchObject({ kind: 'image', text: `${message.text}\n\n1. Đã thấy` });
      const url = shown?.content.kind === 'image' ? shown.content.url : '';
      expect(fake.oa.file(url)?.bytes).toEqual(PICTURE.bytes);
    }
  });

  it('an id that has run out is gone, and nothing is sent', async () => {
    const id = fake.acquaintance();
    const { fileId } = await upload(filesOf(open()), id);
    fake.clock.advance(7 * DAY);
    fake.renewToken();
    fake.oa.setUser(id, { lastInteractionMs: fake.clock.now().getTime() });
    const sent = await filesOf(open()).sendKept(
      message,
      { kind: 'photo', fileId },
      { externalId: id },
      signal(),
    );
    expect(sent).toEqual({ kind: 'gone' });
    expect(messagesTo(id)).toEqual([]);
  });

  it.each([
    ['no picture', Buffer.from('no picture')],
    ['nothing', Buffer.alloc(0)],
    ['more than Zalo takes', jpeg({ dataBytes: 1_100_000 })],
  ])('%s is refused for everybody', async (_name, bytes) => {
    const files = filesOf(open());
    const sent = await files.sendNew(
      message,
      { ...PICTURE, bytes },
      { externalId: fake.acquaintance() },
      signal(),
    );
    expect(sent).toMatchObject({ kind: 'refused', by: 'platform' });
  });

  it('a voice note is not carried, without a call', async () => {
    const files = filesOf(open());
    expect(files.refuses('voice')).toBe('zalo_no_sound');
    expect(files.refuses('photo')).toBeNull();
    const id = fake.acquaintance();
    expect(await files.sendNew(message, VOICE, { externalId: id }, signal())).toMatchObject({
      kind: 'refused',
    });
    expect(messagesTo(id)).toEqual([]);
  });

  it('uploads of a month that are used up are no fault of the picture', async () => {
    fake.oa.setFunds({ uploadsThisMonth: 5_000 });
    const files = filesOf(open());
    const sent = await files.sendNew(message, PICTURE, { externalId: fake.acquaintance() }, signal());
    expect(sent).toMatchObject({ kind: 'not_stored', outcome: { kind: 'deferred' } });
  });
});
