import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createCountGroups, createListGroups } from '../../areas/count-groups.ts';
import type { GroupCountStore } from '../../areas/ports.ts';
import { groupCountAnswerSchema, groupCountRequestSchema, groupTreeSchema } from '../../contracts/groups.ts';
import { actorOf, problem } from '../api-kit.ts';

/** Runs work in a transaction. */
export type GroupCounting = <T>(work: (stores: { groupCounts: GroupCountStore }) => Promise<T>) => Promise<T>;

/** The groups of the caller's unit, and how many households a choice of them comes to. */
export function groupRoutes(act: GroupCounting) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/groups',
      {
        config: { rule: 'see_groups' },
        schema: {
          summary: 'Groups of the own unit by kind, with their households',
          response: { 200: groupTreeSchema },
        },
      },
      async (request, reply) => {
        const tree = await act((stores) => createListGroups(stores)(actorOf(request)));
        return tree === null ? problem(reply, 'forbidden') : reply.send(groupTreeSchema.parse(tree));
      },
    );

    app.post(
      '/api/groups/count',
      {
        config: { rule: 'see_groups' },
        schema: {
          summary: 'Households of a choice of groups, each counted once, and how the groups overlap',
          body: groupCountRequestSchema,
          response: { 200: groupCountAnswerSchema },
        },
      },
      async (request) => {
        const counted = await act((stores) => createCountGroups(stores)(actorOf(request), request.body));
        return groupCountAnswerSchema.parse(counted);
      },
    );
  };
}
