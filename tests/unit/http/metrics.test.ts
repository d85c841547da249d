import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { metricsRoutes } from '../../../src/http/routes/metrics.ts';

const TOKEN = 'a-token-of-16-or-more';
const metrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'binhyen 1\n' };

async function ask(token: string | null, remoteAddress: string, headers: Record<string, string> = {}) {
  const app = Fastify();
  await app.register(metricsRoutes({ metrics, token }));
  const answer = await app.inject({ url: '/metrics', remoteAddress, headers });
  return [answer.statusCode, answer.body.includes('binhyen')];
}

const OPEN = [200, true];
const SHUT = [401, false];

describe('/metrics', () => {
  it.each([
    ['this machine', null, '127.0.0.1', {}, OPEN],
    ['this machine over IPv6', null, '::1', {}, OPEN],
    ['somebody else', null, '192.0.2.7', {}, SHUT],
    ['somebody else through a proxy here', null, '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }, SHUT],
    ['somebody who says to be local', null, '192.0.2.7', { 'x-forwarded-for': '127.0.0.1' }, SHUT],
    ['somebody with the token', TOKEN, '192.0.2.7', { authorization: `Bearer ${TOKEN}` }, OPEN],
    ['somebody with a wrong token', TOKEN, '192.0.2.7', { authorization: `Bearer ${TOKEN}x` }, SHUT],
    ['somebody with no token', TOKEN, '192.0.2.7', {}, SHUT],
    ['somebody with an empty token where none is set', null, '192.0.2.7', { authorization: 'Bearer ' }, SHUT],
  ] as const)('%s', async (_, token, address, headers, expected) => {
    expect(await ask(token, address, { ...headers })).toEqual(expected);
  });
});
