import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { addUpProgress } from '../../../src/db/progress-store.ts';
import { closeServer } from '../../../src/http/build-server.ts';
import { startOwnTime } from '../../support/own-time.ts';
import { waitFor } from '../../support/wait-for.ts';
import { consoleWorld } from './world.ts';

const world = consoleWorld(3);
const servers: FastifyInstance[] = [];
const streams: AbortController[] = [];

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await Promise.all(servers.splice(0).map((server) => closeServer(server)));
});

/** One more process. */
async function listening(): Promise<string> {
  const server = await world.createServer();
  servers.push(server);
  return server.listen({ port: 0, host: '127.0.0.1' });
}

interface Heard {
  id: string;
  kind: string;
  data: Record<string, unknown>;
}

async function listen(address: string, actor = 'officer', lastId?: string) {
  const ending = new AbortController();
  streams.push(ending);
  const answer = await fetch(`${address}/api/events`, {
    headers: { 'x-actor': actor, ...(lastId !== undefined && { 'last-event-id': lastId }) },
    signal: ending.signal,
  });
  const heard: Heard[] = [];
  const state = { ended: false };
  void (async () => {
    let text = '';
    try {
      for await (const chunk of answer.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const frame = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(text.slice(0, end));
          text = text.slice(end + 2);
          if (frame)
            heard.push({ id: frame[1] ?? '', kind: frame[2] ?? '', data: JSON.parse(frame[3] ?? '') });
        }
      }
    } catch {
      // Cut, by them or by us.
    }
    state.ended = true;
  })();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    heard,
    state,
    kinds: () => heard.map(({ kind }) => kind),
    lastId: () => heard.at(-1)?.id ?? '',
    stop: () => ending.abort(),
  };
}

describe('the stream of events', () => {
  it('begins with a reset, then tells of calls, of alerts, lanes, approvals and duty', async () => {
    const stream = await listen(await listening());
    expect(stream).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
    await waitFor(() => stream.heard.length === 1);
    expect(stream.kinds()).toEqual(['reset']);

    const { alertId } = await world.addAlert([{ at: 0, state: 'sent' }]);
    const help = await world.addReply(alertId, 0, { code: 'HELP' });
    await world.addReply(alertId, 1, { code: 'SAFE' });
    await waitFor(() => stream.kinds().includes('reply'));
    const { prisma, pool } = world.database();
    await prisma.lane.update({ where: { id: world.ward().laneId }, data: { stoppedReason: 'refused' } });
    await prisma.alert.update({ where: { id: alertId }, data: { state: 'pending_approval' } });
    await world.send('POST', '/api/duty/take-over');
    await waitFor(() => ['lane', 'approval', 'duty'].every((kind) => stream.kinds().includes(kind)));
    const replies = stream.heard.filter(({ kind }) => kind === 'reply');
    expect(replies.map(({ data }) => data)).toEqual([
      { kind: 'reply', replyId: help, alertId, help: true, fresh: true },
    ]);
    expect(stream.heard.find(({ kind }) => kind === 'lane')?.data).toEqual({
      kind: 'lane',
      channelAccountId: world.ward().accountId,
    });

    const before = stream.heard.length;
    await world.send('PUT', `/api/replies/${help}/handled`, { handled: true });
    await waitFor(() => stream.heard.length > before);
    expect(stream.heard.at(-1)?.data).toMatchObject({ kind: 'reply', replyId: help, fresh: false });

    const figures = stream.heard.length;
    await addUpProgress(pool);
    await waitFor(() => stream.heard.length > figures);
    expect(stream.heard.at(-1)?.data).toEqual({ kind: 'alert', alertId });
  });

  it('goes on, on another process, where it was cut', async () => {
    const { alertId } = await world.addAlert([{ at: 0, state: 'sent' }]);
    const [one, other] = [await listening(), await listening()];
    const first = await listen(one);
    await waitFor(() => first.heard.length > 0);
    const heardByFirst = await world.addReply(alertId, 0, { code: 'HELP' });
    await waitFor(() => first.kinds().includes('reply'));
    first.stop();
    // Somebody else is connected, so the changes are numbered and handed out while the first is away.
    const witness = await listen(other);
    await waitFor(() => witness.heard.length > 0);
    const missed = await world.addReply(alertId, 1, { code: 'HELP' });
    await waitFor(() => witness.kinds().includes('reply'));
    const again = await listen(other, 'officer', first.lastId());
    await waitFor(() => again.kinds().includes('reply'));
    const live = await world.addReply(alertId, 2, { content: { kind: 'text', text: 'a' } });
    await waitFor(() => again.heard.filter(({ kind }) => kind === 'reply').length === 2);
    const ids = again.heard.flatMap(({ kind, data }) => (kind === 'reply' ? data.replyId : []));
    expect(ids).toEqual([missed, live]);
    expect(ids).not.toContain(heardByFirst);
    const order = again.heard.map(({ id }) => Number(id));
    expect(order.toSorted((a, b) => a - b)).toEqual(order);
  });

  it.each(['9999999', 'x'])(
    'where its place is not known (%s) everything is asked for again',
    async (lastId) => {
      const stream = await listen(await listening(), 'officer', lastId);
      await waitFor(() => stream.heard.length > 0);
      expect(stream.kinds()).toEqual(['reset']);
    },
  );

  it('what is deleted cannot be caught up with: a reset says so', async () => {
    const address = await listening();
    const stream = await listen(address);
    await waitFor(() => stream.heard.length === 1);
    const { alertId } = await world.addAlert([]);
    await world.addReply(alertId, 0, { code: 'HELP' });
    await waitFor(() => stream.kinds().includes('reply'));
    const lastId = stream.heard[0]?.id ?? '';
    await world.database().pool.query('DELETE FROM "ConsoleEvent"');
    const late = await listen(address, 'officer', lastId);
    await waitFor(() => late.heard.length > 0);
    expect(late.kinds()).toEqual(['reset']);
    // Whoever has everything is not told to begin again.
    const uptodate = await listen(address, 'officer', stream.lastId());
    await world.addReply(alertId, 1, { code: 'HELP' });
    await waitFor(() => uptodate.kinds().includes('reply'));
    expect(uptodate.kinds()).toEqual(['reply']);
  });

  it('is of the unit, and of calls the police alone hear', async () => {
    await world.addActor('stranger', ['ward_chief'], await world.addUnit('EHL'));
    await world.addActor('head', ['group_admin']);
    const address = await listening();
    const [officer, stranger, head] = await Promise.all(
      ['officer', 'stranger', 'head'].map((who) => listen(address, who)),
    );
    const { alertId } = await world.addAlert([]);
    await world.addReply(alertId, 0, { code: 'HELP' });
    await waitFor(() => officer?.kinds().includes('reply') === true);
    // Of every unit: so that they heard it, they heard all before it.
    await world
      .database()
      .prisma.lane.update({ where: { id: world.ward().laneId }, data: { stoppedReason: 'refused' } });
    await waitFor(() => [stranger, head].every((one) => one?.kinds().includes('lane') === true));
    expect(stranger?.kinds()).toEqual(['reset', 'lane']);
    expect(head?.kinds()).toEqual(['reset', 'alert', 'lane']);
    expect((await fetch(`${address}/api/events`)).status).toBe(401);
  });

  it('ends at once when the service does', async () => {
    const server = await world.createServer();
    const stream = await listen(await server.listen({ port: 0, host: '127.0.0.1' }));
    await waitFor(() => stream.heard.length === 1);
    const taken = startOwnTime();
    await closeServer(server);
    expect(taken()).toBeLessThan(2_000);
    await waitFor(() => stream.state.ended);
  });
});
