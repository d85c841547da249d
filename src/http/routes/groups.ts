import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { GroupCountResult } from '../../areas/count-groups.ts';
import type { GroupTree } from '../../areas/ports.ts';
import { groupCountAnswerSchema, groupCountRequestSchema, groupTreeSchema } from '../../contracts/groups.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { actorOf, problem } from '../api-kit.ts';

export interface GroupRouteDeps {
  listGroups(actor: StaffActor): Promise<GroupTree | null>;
  countGroups(actor: StaffActor, input: { groupIds: readonly string[] }): Promise<GroupCountResult>;
}

/** The groups of the caller's unit, and how many households a choice of them comes to. */
export function groupRoutes(deps: GroupRouteDeps) {
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
        const tree = await deps.listGroups(actorOf(request));
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
      async (request, reply) =>
        reply.send(groupCountAnswerSchema.parse(await deps.countGroups(actorOf(request), request.body))),
    );
  };
}
