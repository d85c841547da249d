import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type AuditReads,
  auditFiltersSchema,
  auditPageSchema,
  auditQuerySchema,
  auditVerdictSchema,
} from '../../contracts/audit.ts';
import type { createVerifyAudit } from '../../staff/verify-audit.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';

export interface AuditDeps {
  audit: AuditReads;
  verifyAudit: ReturnType<typeof createVerifyAudit>;
}

/** What staff did (src/contracts/audit.ts). */
export function auditRoutes(deps: AuditDeps, readerOf: ReaderOf) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'see_audit' } as const;

    app.get(
      '/api/audit',
      { config, schema: { querystring: auditQuerySchema, response: { 200: auditPageSchema } } },
      async (request) => deps.audit.list(await readerOf(request, 'see_audit'), request.query),
    );

    app.get(
      '/api/audit/filters',
      { config, schema: { response: { 200: auditFiltersSchema } } },
      async (request) => deps.audit.filters(await readerOf(request, 'see_audit')),
    );

    app.post(
      '/api/audit/verify',
      { config, schema: { response: { 200: auditVerdictSchema } } },
      async (request, reply) => {
        const verdict = await deps.verifyAudit(actorOf(request));
        return verdict.kind === 'forbidden' ? problem(reply, 'forbidden') : verdict;
      },
    );
  };
}
