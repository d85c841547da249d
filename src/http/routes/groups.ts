import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createAddOwnGroup } from '../../areas/add-group.ts';
import { createCountGroups, createListGroups } from '../../areas/count-groups.ts';
import { createListGroupCards, createRenameGroup } from '../../areas/keep-groups.ts';
import type {
  AreaStore,
  ChatAccount,
  ChatAccounts,
  GroupCardStore,
  GroupCountStore,
} from '../../areas/ports.ts';
import {
  groupCardsSchema,
  groupCountAnswerSchema,
  groupCountRequestSchema,
  groupNameAnswerSchema,
  groupNameRequestSchema,
  groupTreeSchema,
  newGroupAnswerSchema,
  newGroupSchema,
} from '../../contracts/groups.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type { AuditLog } from '../../staff/staff.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { Idempotent } from '../idempotent.ts';

/** Runs work in a transaction. */
export type GroupAct = <T>(
  work: (stores: {
    groupCounts: GroupCountStore;
    groupCards: GroupCardStore;
    accounts: ChatAccounts;
    areas: AreaStore;
    audit: AuditLog;
  }) => Promise<T>,
) => Promise<T>;

/**
 * The groups of the caller's unit: how many households a choice of them comes to, and how they are kept. `chatAddress`
 * opens a chat with an account; null where there is no such address.
 */
export function groupRoutes(deps: {
  act: GroupAct;
  idempotent: Idempotent;
  chatAddress(account: ChatAccount): string | null;
}) {
  const { act, idempotent, chatAddress } = deps;
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

    app.get(
      '/api/groups/cards',
      {
        config: { rule: 'see_groups' },
        schema: {
          summary: 'Groups of the own unit as they are kept, and where households write to join',
          response: { 200: groupCardsSchema },
        },
      },
      async (request, reply) => {
        const cards = await act(async (stores) => {
          const groups = await createListGroupCards(stores)(actorOf(request));
          return groups && { groups, accounts: await stores.accounts.chats() };
        });
        if (cards === null) return problem(reply, 'forbidden');
        const accounts = cards.accounts.map((account) => ({ ...account, url: chatAddress(account) }));
        return groupCardsSchema.parse({ groups: cards.groups, accounts });
      },
    );

    app.post(
      '/api/groups',
      {
        ...idempotent,
        config: { rule: 'manage_groups' },
        schema: {
          summary: 'Adds a group to the own unit; takes an Idempotency-Key',
          body: newGroupSchema,
          response: { 200: newGroupAnswerSchema },
        },
      },
      async (request) => {
        const added = await act((stores) => createAddOwnGroup(stores)(actorOf(request), request.body));
        return newGroupAnswerSchema.parse(added);
      },
    );

    app.put(
      '/api/groups/:id/name',
      {
        config: { rule: 'manage_groups' },
        schema: {
          summary: 'Gives a group of the own unit another name',
          params: idParamsSchema,
          body: groupNameRequestSchema,
          response: { 200: groupNameAnswerSchema },
        },
      },
      async (request) => {
        const input = { groupId: request.params.id, ...request.body };
        return groupNameAnswerSchema.parse(
          await act((stores) => createRenameGroup(stores)(actorOf(request), input)),
        );
      },
    );
  };
}
