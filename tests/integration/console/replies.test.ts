import { describe, expect, it } from 'vitest';
import type { MediaResult } from '../../../src/channels/channel.ts';
import { openAnswer } from '../../../src/db/sealed-json.ts';
import { newId } from '../../../src/shared/ids.ts';
import { ago, consoleWorld, sealer } from './world.ts';

const world = consoleWorld();

const REPLIED = [0, 1, 2, 3].map((at) => ({ at, state: 'sent' as const }));

interface List {
  items: { id: string }[];
  next: string | null;
  helpWaiting: number;
}

/** Two calls for help, one of them dealt with, words, and an answer that is no item. */
async function seeded() {
  const { alertId } = await world.addAlert(REPLIED, { number: 'BMT-2026-0147' });
  const words = await world.addReply(alertId, 1, {
    content: { kind: 'text', text: 'Nước lên tới sân' },
    createdAt: ago(1),
  });
  const help = await world.addReply(alertId, 0, { code: 'HELP', createdAt: ago(9) });
  const stuck = await world.addReply(alertId, 2, {
    code: 'STUCK',
    content: { kind: 'place', latitude: 12.5, longitude: 108 },
    createdAt: ago(5),
  });
  const dealtWith = await world.addReply(alertId, 3, { code: 'HELP', createdAt: ago(2) });
  await world.addReply(alertId, 1, { code: 'SAFE', createdAt: ago(1) });
  await world.send('PUT', `/api/replies/${dealtWith}/handled`, { handled: true });
  return { alertId, words, help, stuck, dealtWith };
}

const idsOf = (body: unknown) => (body as List).items.map(({ id }) => id);

describe('replies', () => {
  it('calls that wait come first, then everything else, newest first in both', async () => {
    const { alertId, words, help, stuck, dealtWith } = await seeded();
    const { body } = await world.get('/api/replies');
    expect(idsOf(body)).toEqual([stuck, help, words, dealtWith]);
    expect(body).toMatchObject({
      helpWaiting: 2,
      next: null,
      items: [
        {
          alert: { id: alertId, number: 'BMT-2026-0147', category: 'fire_explosion' },
          household: { label: 'Nhà 2' },
          group: { name: 'Buôn Alê A' },
          sender: 'Bà Lan',
          channel: 'telegram',
          code: 'STUCK',
          content: { kind: 'place', latitude: 12.5, longitude: 108 },
          help: true,
          handled: null,
        },
        { content: null, help: true },
        { content: { kind: 'text', text: 'Nước lên tới sân' }, help: false },
        { handled: { by: { name: 'Tên officer', office: 'Trực ban' } } },
      ],
    });
  });

  it.each([1, 2, 3])('come page by page, %i at a time, each once', async (limit) => {
    const { words, help, stuck, dealtWith } = await seeded();
    const ids: string[] = [];
    let next: string | null = null;
    do {
      const query: string = next === null ? '' : `&cursor=${next}`;
      const { body } = await world.get(`/api/replies?limit=${limit}${query}`);
      ids.push(...idsOf(body));
      next = (body as List).next;
    } while (next !== null);
    expect(ids).toEqual([stuck, help, words, dealtWith]);
  });

  it('by what is open, what is a call for help, and by alert', async () => {
    const { alertId, words, help, stuck, dealtWith } = await seeded();
    const other = await world.addAlert([{ at: 0, state: 'sent' }]);
    const late = await world.addReply(other.alertId, 0, { code: 'HELP' });
    expect(idsOf((await world.get('/api/replies?show=open')).body)).toEqual([late, stuck, help, words]);
    expect(idsOf((await world.get('/api/replies?show=help')).body)).toEqual([late, stuck, help, dealtWith]);
    const ofAlert = (await world.get(`/api/replies?alertId=${alertId}`)).body;
    expect(idsOf(ofAlert)).toEqual([stuck, help, words, dealtWith]);
    expect((ofAlert as List).helpWaiting).toBe(2);
  });

  it('are of the police of the unit only', async () => {
    const { words } = await seeded();
    await world.addActor('stranger', ['ward_chief'], await world.addUnit('EHL'));
    await world.addActor('head', ['group_admin']);
    await world.addActor('auditor', ['auditor']);
    expect((await world.get('/api/replies', 'stranger')).body).toEqual({
      items: [],
      next: null,
      helpWaiting: 0,
    });
    const text = 'Bà con bình tĩnh';
    for (const answer of [
      await world.get(`/api/replies/${words}`, 'stranger'),
      await world.get(`/api/replies/${words}/media`, 'stranger'),
      await world.send('PUT', `/api/replies/${words}/handled`, { handled: true }, 'stranger'),
      await world.send('POST', `/api/replies/${words}/answers`, { requestId: newId(), text }, 'stranger'),
    ]) {
      expect(answer.body).toEqual({ status: 404, code: 'not_found' });
    }
    for (const who of ['head', 'auditor']) {
      expect((await world.get('/api/replies', who)).status).toBe(403);
      expect((await world.get(`/api/replies/${words}`, who)).status).toBe(403);
    }
    expect(world.hinted).toEqual([]);
  });
});

describe('dealing with a reply', () => {
  it('says who and when, once in the log, and can be taken back', async () => {
    const { alertId } = await world.addAlert(REPLIED, { number: 'BMT-2026-0147' });
    const help = await world.addReply(alertId, 0, { code: 'HELP' });
    const url = `/api/replies/${help}/handled`;
    const first = await world.send('PUT', url, { handled: true });
    expect(first.body).toMatchObject({ reply: { handled: { by: { name: 'Tên officer' } } } });
    await world.send('PUT', url, { handled: true });
    expect((await world.get('/api/replies')).body).toMatchObject({ helpWaiting: 0 });
    expect((await world.send('PUT', url, { handled: false })).body).toMatchObject({
      reply: { handled: null },
    });
    expect(await world.auditOf()).toMatchObject([
      { action: 'reply.handled', subject: `reply:${help}`, detail: { alert: 'BMT-2026-0147' } },
      { action: 'reply.reopened' },
    ]);
  });
});

describe('answering back', () => {
  it('goes to the chat that the reply came from, is kept sealed and logged without its words', async () => {
    const { alertId } = await world.addAlert(REPLIED, { number: 'BMT-2026-0147' });
    const words = await world.addReply(alertId, 1, { content: { kind: 'text', text: 'Có cần đi không?' } });
    const request = { requestId: newId(), text: 'Anh/chị ở yên trong nhà, tổ công tác đang tới.' };
    const url = `/api/replies/${words}/answers`;
    const answered = await world.send('POST', url, request);
    expect(answered.status).toBe(201);
    // A click that was repeated.
    expect((await world.send('POST', url, request)).status).toBe(201);
    const thread = (await world.get(`/api/replies/${words}`)).body;
    expect(thread).toMatchObject({
      chat: 'open',
      reply: { answers: 1 },
      entries: [
        { from: 'household', reply: { content: { text: 'Có cần đi không?' } } },
        { from: 'staff', by: { name: 'Tên officer' }, text: request.text, state: 'waiting', reason: null },
      ],
    });

    const { prisma } = world.database();
    const [answer, ...more] = await prisma.answer.findMany();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      contactPointId: world.householdAt(1).contactPointIds[0],
      class: 'answer',
      state: 'pending',
    });
    expect(openAnswer(sealer, answer?.id ?? '', answer?.payload ?? '').text).toBe(
      `📩 Công an phường trả lời về thông báo BMT-2026-0147:\n\n${request.text}`,
    );
    expect(world.hinted).toEqual([world.ward().laneId]);
    const kept = await prisma.replyAnswer.findMany();
    expect(kept[0]?.text).not.toContain('tổ công tác');
    const log = await world.auditOf();
    expect(log).toMatchObject([
      { action: 'reply.answered', detail: { alert: 'BMT-2026-0147', length: request.text.length } },
    ]);
    expect(JSON.stringify(log)).not.toContain('tổ công tác');
  });

  it.each(['stopped', 'unreachable'] as const)('a chat that is %s is not written to', async (state) => {
    const { alertId } = await world.addAlert(REPLIED);
    const words = await world.addReply(alertId, 1, { content: { kind: 'text', text: 'a' } });
    const id = world.householdAt(1).contactPointIds[0] ?? '';
    await world.database().prisma.contactPoint.update({ where: { id }, data: { state } });
    const answered = await world.send('POST', `/api/replies/${words}/answers`, {
      requestId: newId(),
      text: 'b',
    });
    expect(answered.body).toEqual({ status: 409, code: 'chat_closed' });
    expect((await world.get(`/api/replies/${words}`)).body).toMatchObject({ chat: state });
    expect(await world.database().prisma.answer.count()).toBe(0);
    expect(await world.auditOf()).toEqual([]);
  });

  it('a text of nothing but blanks is none', async () => {
    const { alertId } = await world.addAlert(REPLIED);
    const words = await world.addReply(alertId, 1, { content: { kind: 'text', text: 'a' } });
    const url = `/api/replies/${words}/answers`;
    expect((await world.send('POST', url, { requestId: newId(), text: '  ' })).status).toBe(400);
  });
});

describe('photos and voice notes', () => {
  const photo = { kind: 'photo', fileId: 'photo-77', caption: 'Nhà tôi' } as const;

  async function* bytesOf(...chunks: Buffer[]): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }

  async function mediaOf(result: MediaResult, content: object = photo) {
    const asked: string[] = [];
    world.media.set(world.ward().accountId, {
      fetchMedia: async (fileId) => {
        asked.push(fileId);
        return result;
      },
    });
    const { alertId } = await world.addAlert(REPLIED);
    const id = await world.addReply(alertId, 0, { content: content as typeof photo });
    const { answer, body } = await world.get(`/api/replies/${id}/media`);
    return { answer, body, asked };
  }

  it('pass through as what they are, with nothing that a page could run', async () => {
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e]), Buffer.from('G and the rest of it')]);
    const { answer, asked } = await mediaOf({
      kind: 'file',
      bytes: bytesOf(png.subarray(0, 2), png.subarray(2, 5), png.subarray(5)),
    });
    expect(asked).toEqual(['photo-77']);
    expect(answer.rawPayload).toEqual(png);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it.each<[string, MediaResult, number, string]>([
    ['what is gone', { kind: 'gone' }, 410, 'media_gone'],
    ['a foreign link', { kind: 'refused', reason: 'foreign_link' }, 502, 'media_refused'],
    ['a platform that is away', { kind: 'temporary', reason: 'no_answer' }, 502, 'media_unavailable'],
    [
      'a page in place of a photo',
      { kind: 'file', bytes: bytesOf(Buffer.from('<html>')) },
      502,
      'media_refused',
    ],
    ['nothing', { kind: 'file', bytes: bytesOf() }, 502, 'media_refused'],
  ])('%s is told by a code', async (_name, result, status, code) => {
    expect((await mediaOf(result)).body).toEqual({ status, code });
  });

  it('words have no photo', async () => {
    const { body, asked } = await mediaOf({ kind: 'gone' }, { kind: 'text', text: 'a' });
    expect([body, asked]).toEqual([{ status: 404, code: 'no_media' }, []]);
  });
});
