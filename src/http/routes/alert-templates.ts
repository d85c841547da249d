import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type BuiltInTemplates,
  createAddTemplate,
  createListTemplates,
  createRetireTemplate,
} from '../../alerts/templates.ts';
import {
  newTemplateSchema,
  templateAnswerSchema,
  templateParamsSchema,
  templatesQuerySchema,
  templatesSchema,
} from '../../contracts/alerts.ts';
import { actorOf, problem } from '../api-kit.ts';
import { type AlertAct, said, textsOf } from './alert-acts.ts';

/** Texts to begin an alert with (src/contracts/alerts.ts). */
export function alertTemplateRoutes(act: AlertAct, examples: BuiltInTemplates) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/alert-templates',
      {
        config: { rule: 'compose_alert' },
        schema: {
          summary: 'Templates of the own unit, then the examples of the service',
          querystring: templatesQuerySchema,
          response: { 200: templatesSchema },
        },
      },
      async (request, reply) => {
        const wanted = { category: request.query.category ?? null };
        const listed = await act((deps) => createListTemplates(deps, examples)(actorOf(request), wanted));
        if (listed.kind === 'forbidden') return problem(reply, 'forbidden');
        return reply.send(said(templatesSchema, listed));
      },
    );

    app.post(
      '/api/alert-templates',
      {
        config: { rule: 'manage_templates' },
        schema: {
          summary: 'Keeps a text of the own unit under a name',
          body: newTemplateSchema,
          response: { 200: templateAnswerSchema },
        },
      },
      async (request) => {
        const input = { ...request.body, texts: textsOf(request.body.texts) };
        return said(
          templateAnswerSchema,
          await act((deps) => createAddTemplate(deps)(actorOf(request), input)),
        );
      },
    );

    app.post(
      '/api/alert-templates/:id/retire',
      {
        config: { rule: 'manage_templates' },
        schema: {
          summary: 'Offers a template of the own unit no more',
          params: templateParamsSchema,
          response: { 200: templateAnswerSchema },
        },
      },
      async (request) => {
        const input = { templateId: request.params.id };
        return said(
          templateAnswerSchema,
          await act((deps) => createRetireTemplate(deps)(actorOf(request), input)),
        );
      },
    );
  };
}
