import { beforeEach, describe, expect, it } from 'vitest';
import { createRaiseAlert } from '../../../src/alerts/raise-alert.ts';
import type { Channel, FileSender } from '../../../src/channels/channel.ts';
import { createTelegramChannel } from '../../../src/channels/telegram/index.ts';
import { createDriveLane } from '../../../src/deliveries/drive-lane.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { startFakeZalo } from '../../../src/simulator/zalo/fake-zalo.ts';
import { jpeg } from '../../support/media-files.ts';
import type { TestWard } from '../../support/ward.ts';
import { openZalo } from '../../support/zalo/channel.ts';
import { createMemoryTokenStore } from '../../support/zalo/token-store.ts';
import { engineWorld } from './engine-world.ts';

const TOKEN = '7000000001:secret-of-the-bot';
const world = engineWorld();
const opened: { close(): Promise<void> }[] = [];
const closing = () => Promise.all(opened.splice(0).map((one) => one.close()));

/** The channel, and when it called the platform with files. */
function watched(channel: Channel) {
  const calls: { kind: 'new' | 'kept' | 'words'; atMs: number }[] = [];
  const note = (kind: 'new' | 'kept' | 'words') => void calls.push({ kind, atMs: performance.now() });
  const { files } = channel;
  if (!files) throw new Error('no files');
  const sender: FileSender = {
    ...files,
    sendNew: (...given) => {
      note('new');
      return files.sendNew(...given);
    },
    sendKept: (...given) => {
      note('kept');
      return files.sendKept(...given);
    },
  };
  const seen: Channel = {
    ...channel,
    files: sender,
    send: (...given) => {
      note('words');
      return channel.send(...given);
    },
  };
  return { channel: seen, calls, count: (kind: string) => calls.filter((call) => call.kind === kind).length };
}

async function addPicture(ward: TestWard, bytes: Buffer): Promise<string> {
  const id = newId();
  await world.inTransaction((stores) =>
    stores.media.add({
      ...{ id, policeUnitId: ward.policeUnitId, uploaderId: ward.staffId, kind: 'photo', type: 'image/jpeg' },
      ...{ sizeBytes: bytes.length, width: 640, height: 480, bytes },
    }),
  );
  return id;
}

function driveWith(ward: TestWard, laneId: string, channel: Channel, owner: string) {
  const drive = createDriveLane({
    store: world.createEngine(ward).store,
    terms: world.termsStore(),
    files: world.fileStore(),
    channelOf: async () => channel,
    hints: { driveLane: async () => {} },
    clock: systemClock,
    random: () => 0,
    owner,
    logger: silentLogger,
  });
  return drive(laneId, new AbortController().signal);
}

async function raise(ward: TestWard, mediaId: string, text = 'Tìm cháu bé lạc ở chợ') {
  const engine = world.createEngine(ward);
  const raised = await engine.act((deps) =>
    createRaiseAlert(deps)(
      engine.actor,
      { category: 'disaster', groupIds: [ward.groupId], text, media: { id: mediaId, showsPerson: false } },
      null,
    ),
  );
  if (raised.kind !== 'raised') throw new Error(raised.kind);
  return raised.alertId;
}

const deliveries = () => world.prisma().delivery.findMany({ select: { state: true, reason: true } });
const uploads = () => world.prisma().alertMediaUpload.findMany();

describe('a picture to households on Telegram', () => {
  let telegram: FakeTelegram;
  let ward: TestWard;
  let open: () => ReturnType<typeof watched>;

  beforeEach(async () => {
    telegram = createFakeTelegram({ clock: systemClock });
    const bot = telegram.registerBot({ token: TOKEN, username: 'binhyen_bot' });
    const { apiRoot } = await telegram.listen(0);
    opened.push(telegram);
    ward = await world.ward({ households: 8, ratePerSecond: 20 });
    for (const { contactPointIds } of ward.households) {
      const { id } = telegram.createUser({ name: 'Bà Lan' });
      bot.act(id, { kind: 'text', text: '/start' });
      await world
        .prisma()
        .contactPoint.updateMany({ where: { id: { in: contactPointIds } }, data: { externalId: id } });
    }
    open = () => {
      const channel = createTelegramChannel({ token: TOKEN, apiRoot, webhookSecret: null });
      opened.push(channel);
      return watched(channel);
    };
    return async () => void (await closing());
  });
  const photos = () =>
    telegram
      .users()
      .flatMap(({ id }) => telegram.bot('7000000001')?.chat(id)?.messages ?? [])
      .flatMap(({ content }) => (content.kind === 'photo' ? [content.fileId] : []));

  it('is taken there once, and named by its id for everybody, also by the next process', async () => {
    const mediaId = await addPicture(ward, jpeg());
    await raise(ward, mediaId);
    const first = open();
    await driveWith(ward, ward.laneId, first.channel, 'a');
    expect(await world.states()).toEqual({ sent: 8 });
    expect([first.count('new'), first.count('kept'), first.count('words')]).toEqual([1, 7, 0]);
    expect(photos()).toHaveLength(8);
    expect(new Set(photos()).size).toBe(1);
    expect(await uploads()).toMatchObject([
      { mediaId, channelAccountId: ward.accountId, fileId: photos()[0], reason: null, expiresAt: null },
    ]);

    // Another alert with the same picture, by a process that knows nothing of the first one.
    await raise(ward, mediaId, 'Chưa tìm thấy cháu bé');
    const second = open();
    await driveWith(ward, ward.laneId, second.channel, 'b');
    expect(await world.states()).toEqual({ sent: 16 });
    expect([second.count('new'), second.count('kept')]).toEqual([0, 8]);
    expect((await deliveries()).every(({ reason }) => reason === null)).toBe(true);
  });

  it('that Telegram refuses is left out: everybody gets the words, and it is on record', async () => {
    const mediaId = await addPicture(ward, Buffer.from('no picture at all'));
    await raise(ward, mediaId);
    const { channel, count } = open();
    await driveWith(ward, ward.laneId, channel, 'a');
    expect([count('new'), count('words')]).toEqual([1, 8]);
    expect(await deliveries()).toEqual(
      Array.from({ length: 8 }, () => ({ state: 'sent', reason: 'telegram_file_refused' })),
    );
    expect(await uploads()).toMatchObject([{ mediaId, fileId: null, reason: 'telegram_file_refused' }]);
    expect(telegram.sends('Tìm cháu bé')).toHaveLength(8);
  });

  it('that Telegram has no more is taken there once more, and nobody gets anything twice', async () => {
    const mediaId = await addPicture(ward, jpeg());
    await world.fileStore().keep(mediaId, ward.accountId, { fileId: 'photo-999999', expiresAt: null });
    telegram.files.forget('photo-999999');
    await raise(ward, mediaId);
    const { channel, count } = open();
    await driveWith(ward, ward.laneId, channel, 'a');
    expect(await world.states()).toEqual({ sent: 8 });
    expect(count('new')).toBe(1);
    expect(photos()).toHaveLength(8);
    expect((await uploads())[0]?.fileId).toBe(photos()[0]);
  });

  it('does not hold up what has none', async () => {
    const mediaId = await addPicture(ward, jpeg());
    await raise(ward, mediaId);
    const quiet = world.createEngine(ward);
    const { channel, calls } = open();
    const slow: Channel = {
      ...channel,
      files: {
        ...(channel.files ?? missing()),
        sendNew: async (...given) => {
          await systemClock.sleep(600);
          return (channel.files ?? missing()).sendNew(...given);
        },
      },
    };
    await quiet.raise('disaster', 'Không có ảnh');
    await driveWith(ward, ward.laneId, slow, 'a');
    expect(await world.states()).toEqual({ sent: 16 });
    const brought = calls.find(({ kind }) => kind === 'new')?.atMs ?? 0;
    expect(calls.filter(({ kind, atMs }) => kind === 'words' && atMs < brought).length).toBeGreaterThan(0);
  });
});

function missing(): never {
  throw new Error('no files');
}

describe('a picture to households on Zalo', () => {
  it('is uploaded by a call on a beat of its own, once, and sent by its id', async () => {
    const zalo = await startFakeZalo({ clock: systemClock, redirectUris: [] });
    opened.push(zalo);
    const oa = zalo.createOa({ type: 2, name: 'Công an phường' });
    const { channel: bare } = openZalo(zalo.apiRoot, {
      tokenStore: createMemoryTokenStore({
        accessToken: oa.issueTokens().accessToken,
        refreshToken: 'planted',
        expiresAtMs: Date.now() + 25 * 3_600_000,
      }),
    });
    opened.push(bare);
    try {
      const ward = await world.ward({ households: 4 });
      const [accountId, laneId] = [newId(), newId()];
      await world.prisma().channelAccount.create({
        data: {
          ...{
            id: accountId,
            channel: 'zalo',
            externalId: '1',
            name: 'OA',
            credentials: '',
            ratePerSecond: 4,
          },
          lane: { create: { id: laneId } },
        },
      });
      for (const { contactPointIds } of ward.households) {
        const { id } = oa.createUser({ name: 'Bà Lan', follower: true, lastInteractionMs: Date.now() });
        await world.prisma().contactPoint.updateMany({
          where: { id: { in: contactPointIds } },
          data: { externalId: id, channelAccountId: accountId, lastInboundAt: new Date() },
        });
      }
      const mediaId = await addPicture(ward, jpeg());
      await raise(ward, mediaId);
      const { channel, calls, count } = watched(bare);
      await driveWith(ward, laneId, channel, 'a');
      expect(await world.states()).toEqual({ sent: 4 });
      expect([count('new'), count('kept'), count('words')]).toEqual([1, 4, 0]);
      for (const { id } of oa.users()) {
        expect(oa.chat(id)?.messages.map(({ content }) => content.kind)).toEqual(['image']);
      }
      // Five calls of a budget of four a second: the upload draws on it like any other.
      const [first, last] = [calls[0], calls.at(-1)];
      expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(950);
      const [row] = await uploads();
      expect(row).toMatchObject({ mediaId, channelAccountId: accountId, reason: null });
      expect(row?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    } finally {
      await closing();
    }
  });
});
