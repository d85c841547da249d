import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParsedInbound, PullResult, UpdatePuller } from '../../../src/channels/channel.ts';
import { createPollAccount, type PollAccountDeps } from '../../../src/dialogs/poll-account.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import type { Logger } from '../../../src/shared/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWorld, messageOf, typed, type World } from './world.ts';

let testDatabase: TestDatabase;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(async () => {
  await testDatabase.drop();
});

/** Rests take no time and are written down; long waits (a lease to renew) last until they are aborted. */
function quickClock(rests: number[]): Clock {
  return {
    ...systemClock,
    sleep(ms, signal) {
      // The lease is renewed beside a pull; no pull of these tests lasts so long.
      if (ms === RENEW_MS)
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      rests.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}
const RENEW_MS = 3_000;

/** Answers pulls from a list, then ends the run. Remembers the offsets it was asked for. */
function scripted(answers: (PullResult | 'hang')[], end: AbortController) {
  const offsets: string[] = [];
  const puller: UpdatePuller = {
    pull(offset, _seconds, signal) {
      offsets.push(offset);
      const answer = answers.shift();
      if (answer && answer !== 'hang') return Promise.resolve(answer);
      const hanging = new Promise<PullResult>((resolve) => {
        const cut = () => resolve({ kind: 'temporary', reason: 'aborted' });
        if (signal.aborted) cut();
        signal.addEventListener('abort', cut, { once: true });
      });
      if (!answer) end.abort();
      return hanging;
    },
  };
  return { puller, offsets };
}

const parseInbound = (raw: unknown): ParsedInbound =>
  typeof raw === 'number'
    ? { kind: 'parsed', messages: [messageOf('chat', raw, typed('hello'))] }
    : { kind: 'invalid', reason: 'update_id' };

async function run(answers: (PullResult | 'hang')[], change: Partial<PollAccountDeps> = {}) {
  world = await createWorld(testDatabase.connectionString);
  const end = new AbortController();
  const { puller, offsets } = scripted(answers, end);
  const rests: number[] = [];
  const hinted: string[] = [];
  const lines: string[] = [];
  const log: Logger['info'] = (fields) => void lines.push(String(fields.condition ?? fields.reason));
  const poll = createPollAccount({
    channelAccountId: world.accountId,
    inTransaction: world.inTransaction,
    puller,
    parseInbound,
    hints: { inbound: async () => void hinted.push('inbound') },
    owner: 'test',
    clock: quickClock(rests),
    logger: { debug: log, info: log, warn: log, error: log },
    ...change,
  });
  await poll.run(end.signal);
  const account = await world.database.prisma.channelAccount.findUniqueOrThrow({
    where: { id: world.accountId },
  });
  const events = await world.database.prisma.inboundEvent.count({
    where: { channelAccountId: world.accountId },
  });
  await world.database.close();
  return { offsets, rests, hinted, lines, events, account, status: poll.status() };
}

const page = (nextOffset: string, ...updates: unknown[]): PullResult => ({
  kind: 'updates',
  updates,
  nextOffset,
});

describe('polling an account', () => {
  it('stores a page before it confirms it, and hints once for each page with news', async () => {
    const result = await run([page('12', 10, 11), page('12'), page('13', 12)]);
    expect(result.offsets).toEqual(['0', '12', '12', '13']);
    expect(result.account.pollOffset).toBe(13n);
    expect(result.events).toBe(3);
    expect(result.hinted).toHaveLength(2);
  });

  it('starts again where it was and repeats nothing', async () => {
    const result = await run([page('12', 10), page('12', 10, 11)]);
    expect(result.events).toBe(2);
  });

  it('skips and counts what it cannot read, without its content', async () => {
    const result = await run([page('3', 'garbage', 2)]);
    expect(result.events).toBe(1);
    expect(result.status.invalidUpdates).toBe(1);
    expect(result.account.pollOffset).toBe(3n);
  });

  it('rests by what the platform says and logs each change once', async () => {
    const result = await run([
      { kind: 'throttled', retryAfterMs: 7_000 },
      { kind: 'conflict' },
      { kind: 'conflict' },
      { kind: 'misconfigured', reason: 'token_refused' },
      { kind: 'temporary', reason: 'http_502' },
      { kind: 'temporary', reason: 'http_502' },
      { kind: 'temporary', reason: 'http_502' },
      page('1'),
    ]);
    expect(result.rests).toEqual([7_000, 5_000, 5_000, 30_000, 1_000, 2_000, 4_000]);
    expect(result.lines).toEqual([
      'polling',
      'throttled',
      'conflict',
      'misconfigured',
      'temporary',
      'polling',
      'stopped',
    ]);
  });

  it('gives the account back when it stops', async () => {
    const result = await run([]);
    expect([result.account.pollerOwner, result.account.pollerLeaseUntil, result.status.condition]).toEqual([
      null,
      null,
      'stopped',
    ]);
  });

  it('stands by while another process reads, and takes over when its lease has run out', async () => {
    let leases = 0;
    const result = await run([page('5', 4)], {
      inTransaction: (work) =>
        world.inTransaction(async (stores) => {
          const row = { where: { id: world.accountId } };
          // Another process holds the account at first, and vanishes after two tries.
          const ends = new Date(Date.now() + (leases++ < 2 ? 60_000 : -1_000));
          if (leases <= 3) {
            await world.database.prisma.channelAccount.update({
              ...row,
              data: { pollerOwner: 'other', pollerLeaseUntil: ends },
            });
          }
          return work(stores);
        }),
    });
    expect(result.rests.slice(0, 2)).toEqual([4_000, 4_000]);
    expect(result.lines.slice(0, 2)).toEqual(['standby', 'polling']);
    expect(result.events).toBe(1);
  });

  it('waits for a database that is away', async () => {
    let failures = 2;
    const result = await run([page('5', 4)], {
      inTransaction: (work) => {
        if (failures-- > 0) return Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
        return world.inTransaction(work);
      },
    });
    expect(result.lines.slice(0, 2)).toEqual(['database_away', 'polling']);
    expect(result.rests.slice(0, 2)).toEqual([1_000, 2_000]);
    expect(result.events).toBe(1);
  });
});
