import { describe, expect, it } from 'vitest';
import { nobody } from '../../../src/http/api-kit.ts';
import { buildServer } from '../../../src/http/build-server.ts';
import type { PartHealth } from '../../../src/http/routes/health.ts';
import { type LogFields, silentLogger } from '../../../src/shared/logger.ts';

const UP: PartHealth = { state: 'up' };
const down = (reason: string): PartHealth => ({ state: 'down', reason });

interface Parts {
  database: PartHealth;
  queue: PartHealth;
  channels: PartHealth[];
}

const logs: LogFields[] = [];
const serverOf = ({ database, queue, channels }: Parts) =>
  buildServer({
    logger: { ...silentLogger, error: (fields) => void logs.push(fields) },
    health: {
      database: async () => database,
      queue: async () => queue,
      channels: async () =>
        channels.map((health) => ({ channel: 'telegram', account: 'BinhYenBot', health })),
    },
    authenticate: nobody,
    webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
    plugins: [
      (app) => {
        app.get('/fails', { config: { rule: 'public' } }, () => {
          throw new Error('bí mật');
        });
      },
    ],
  });

describe('/readyz', () => {
  it.each<[string, Parts, number]>([
    ['everything works', { database: UP, queue: UP, channels: [UP, UP] }, 200],
    ['no account is connected yet', { database: UP, queue: UP, channels: [] }, 200],
    ['the database is away', { database: down('ECONNREFUSED'), queue: UP, channels: [UP] }, 503],
    ['the queue is away', { database: UP, queue: down('not_connected'), channels: [UP] }, 503],
    ['one of two accounts is refused', { database: UP, queue: UP, channels: [UP, down('401')] }, 503],
    ['nothing works', { database: down('a'), queue: down('b'), channels: [down('c')] }, 503],
  ])('%s', async (_name, parts, status) => {
    const app = await serverOf(parts);
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      status: status === 200 ? 'ready' : 'not_ready',
      database: parts.database,
      queue: parts.queue,
      channels:
        parts.database.state === 'up'
          ? parts.channels.map((health) => ({ channel: 'telegram', account: 'BinhYenBot', health }))
          : [],
    });
    // The process itself lives in any case: a restart would help nobody.
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'alive' });
  });
});

describe('what goes wrong', () => {
  it('an unknown address is a problem with a code', async () => {
    const app = await serverOf({ database: UP, queue: UP, channels: [] });
    for (const url of ['/', '/simulator', '/webhooks/telegram', '/readyz/x', '/../etc/passwd']) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
        url,
        404,
        expect.stringContaining('application/problem+json'),
        { status: 404, code: 'not_found' },
      ]);
    }
  });

  it('an error of ours is a problem with a code, and neither its words nor its stack leave the process', async () => {
    const app = await serverOf({ database: UP, queue: UP, channels: [] });
    const answer = await app.inject('/fails');
    expect([answer.statusCode, answer.json()]).toEqual([500, { status: 500, code: 'internal_error' }]);
    expect(logs).toEqual([{ error: 'Error', code: undefined }]);
  });
});
