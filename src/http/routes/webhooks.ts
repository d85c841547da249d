import type { FastifyInstance } from 'fastify';
import type { Channel, ChannelNotice, InboundMessage } from '../../channels/channel.ts';
import { errorFields, type Logger } from '../../shared/logger.ts';

export interface WebhookDeps {
  /** Null for an account that does not exist or is of another channel. */
  channelOf(channel: 'telegram' | 'zalo', channelAccountId: string): Promise<Channel | null>;
  /** Puts the events on disk; only then is the platform told that we have them. */
  receive(
    channelAccountId: string,
    messages: readonly InboundMessage[],
    notices?: readonly ChannelNotice[],
  ): Promise<void>;
  logger: Logger;
}

const NOT_STORED = { status: 503, code: 'not_stored' };
const PATH = '/webhooks/:channel/:accountId';

/** Where a channel account is called, below the public address. */
export function webhookPath(channel: 'telegram' | 'zalo', channelAccountId: string): string {
  return `/webhooks/${channel}/${channelAccountId}`;
}

function isChannel(value: string): value is 'telegram' | 'zalo' {
  return value === 'telegram' || value === 'zalo';
}

/** Platform events: secret checked on the raw bytes, parsed, stored, then answered. */
export function webhookRoutes(deps: WebhookDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers();
    // A signature holds for the very bytes, so nothing may parse them before it is checked.
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    // Zalo may look first whether there is anything. The answer is the same for every account, known or not.
    app.get(webhookPath('zalo', ':accountId'), { config: { rule: 'public' } }, async () => ({ ok: true }));

    app.post<{ Params: { channel: string; accountId: string } }>(
      PATH,
      { config: { rule: 'own_check' } },
      async (request, reply) => {
        const { channel: kind, accountId } = request.params;
        let channel: Channel | null;
        try {
          channel = isChannel(kind) ? await deps.channelOf(kind, accountId) : null;
        } catch (error) {
          // Without the id: it is whatever somebody wrote into the address.
          deps.logger.error(
            errorFields(error),
            'an account could not be looked up, its events will come again',
          );
          return reply.code(503).send(NOT_STORED);
        }
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        // An unknown account and a wrong secret get the same answer: nothing is learned from asking.
        const verdict = channel?.verifyWebhook({ headers: request.headers, rawBody }) ?? 'forged';
        if (!channel || verdict === 'forged') return reply.code(401).send({ status: 401, code: 'forged' });
        if (verdict === 'probe') return reply.code(200).send({ ok: true });
        const parsed = channel.parseInbound(rawBody);
        if (parsed.kind === 'invalid') {
          // Genuine but of no use to us; an error would only make the platform send it again.
          deps.logger.warn(
            { channelAccountId: accountId, reason: parsed.reason },
            'an event could not be read',
          );
          return reply.code(200).send({ ok: true });
        }
        try {
          await deps.receive(accountId, parsed.messages, parsed.notices ?? []);
        } catch (error) {
          deps.logger.error(
            { channelAccountId: accountId, ...errorFields(error) },
            'events not stored, to be sent again',
          );
          return reply.code(503).send(NOT_STORED);
        }
        return reply.code(200).send({ ok: true });
      },
    );
  };
}
