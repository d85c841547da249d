import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  apiTokenListSchema,
  apiTokenParamsSchema,
  madeApiTokenSchema,
  newApiTokenSchema,
} from '../../contracts/tokens.ts';
import type { ApiTokenRow } from '../../staff/admin-ports.ts';
import type { createEndToken, createMakeToken } from '../../staff/own-sign-in.ts';
import { grantableTo } from '../../staff/rights.ts';
import { actorOf, problem } from '../api-kit.ts';

type UseCase<F extends (...deps: never[]) => unknown> = ReturnType<F>;

export interface TokenRoutesDeps {
  tokensOf(staffId: string): Promise<readonly ApiTokenRow[]>;
  makeToken: UseCase<typeof createMakeToken>;
  endToken: UseCase<typeof createEndToken>;
}

const IN_PERSON = { config: { rule: 'in_person' } } as const;

const shown = ({ id, name, actions, createdAt, expiresAt, lastUsedAt }: ApiTokenRow) => ({
  id,
  name,
  actions: [...actions],
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** One's own tokens for programs. A token makes no token. */
export function tokenRoutes(deps: TokenRoutesDeps) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/tokens',
      { ...IN_PERSON, schema: { response: { 200: apiTokenListSchema } } },
      async (request) => {
        const { staffId, roles } = actorOf(request);
        return { tokens: (await deps.tokensOf(staffId)).map(shown), grantable: grantableTo(roles) };
      },
    );

    app.post(
      '/api/tokens',
      { ...IN_PERSON, schema: { body: newApiTokenSchema, response: { 201: madeApiTokenSchema } } },
      async (request, reply) => {
        const made = await deps.makeToken(actorOf(request), request.body);
        if (made.kind !== 'made') return problem(reply, made.kind);
        return reply.code(201).send({ token: made.token, made: shown(made.row) });
      },
    );

    app.delete(
      '/api/tokens/:id',
      { ...IN_PERSON, schema: { params: apiTokenParamsSchema, response: { 204: z.null() } } },
      async (request, reply) =>
        (await deps.endToken(actorOf(request), request.params.id))
          ? reply.code(204).send(null)
          : problem(reply, 'not_found'),
    );
  };
}
