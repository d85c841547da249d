import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type ChannelReads,
  channelsSchema,
  channelTestParamsSchema,
  channelTestSchema,
} from '../../contracts/channels.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type { StaffActor } from '../../staff/staff.ts';
import type { TestChannelResult } from '../../staff/test-channel.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';

export interface ChannelDeps {
  channels: ChannelReads;
  testChannel(actor: StaffActor, channelAccountId: string): Promise<TestChannelResult>;
}

/** Channel accounts and whether they work (src/contracts/channels.ts). */
export function channelRoutes(deps: ChannelDeps, readerOf: ReaderOf) {
  const { channels } = deps;
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'see_channels' } as const;

    app.get('/api/channels', { config, schema: { response: { 200: channelsSchema } } }, async (request) =>
      channels.list(await readerOf(request, 'see_channels')),
    );

    app.post(
      '/api/channels/:id/tests',
      { config, schema: { params: idParamsSchema, response: { 202: channelTestSchema } } },
      async (request, reply) => {
        const { id } = request.params;
        const result = await deps.testChannel(actorOf(request), id);
        if (result.kind !== 'queued') return problem(reply, result.kind);
        const test = await channels.test(await readerOf(request, 'see_channels'), id, result.testId);
        return test ? reply.code(202).send(test) : problem(reply, 'not_found');
      },
    );

    app.get(
      '/api/channels/:id/tests/:testId',
      { config, schema: { params: channelTestParamsSchema, response: { 200: channelTestSchema } } },
      async (request, reply) => {
        const { id, testId } = request.params;
        const test = await channels.test(await readerOf(request, 'see_channels'), id, testId);
        return test ?? problem(reply, 'not_found');
      },
    );
  };
}
