import { describe, expect, it } from 'vitest';
import type { Channel, InboundMessage, WebhookVerdict } from '../../../src/channels/channel.ts';
import { nobody } from '../../../src/http/api-kit.ts';
import { buildServer } from '../../../src/http/build-server.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

function serverWith(verdict: WebhookVerdict, stored: InboundMessage[]) {
  const channel: Channel = {
    id: 'zalo',
    limits: { textLength: 1, sendTimeoutMs: 1 },
    send: async () => ({ kind: 'temporary', reason: 'none' }),
    parseInbound: () => {
      const content = { kind: 'text', text: 'a' } as const;
      const message = { externalId: 'm', sequence: '1', chatExternalId: 'c', languageHint: null, content };
      return { kind: 'parsed', messages: [message] };
    },
    verifyWebhook: () => verdict,
  };
  return buildServer({
    logger: silentLogger,
    health: {
      database: async () => ({ state: 'up' }),
      queue: async () => ({ state: 'up' }),
      channels: async () => [],
    },
    authenticate: nobody,
    webhooks: {
      channelOf: async () => channel,
      receive: async (_, messages) => void stored.push(...messages),
      logger: silentLogger,
    },
    plugins: [],
  });
}

describe('a webhook request', () => {
  it.each<[WebhookVerdict, number, number]>([
    ['genuine', 200, 1],
    ['probe', 200, 0],
    ['forged', 401, 0],
  ])('that is %s is answered %i and stores %i events', async (verdict, status, events) => {
    const stored: InboundMessage[] = [];
    const server = await serverWith(verdict, stored);
    const response = await server.inject({ method: 'POST', url: '/webhooks/zalo/an-account', payload: {} });
    expect(response.statusCode).toBe(status);
    expect(stored).toHaveLength(events);
    await server.close();
  });
});
