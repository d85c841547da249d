import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { mayWrite } from '../../alerts/alert-deps.ts';
import { createCheckAlert, createPreviewContent } from '../../alerts/check-alert.ts';
import { createDiscardDraft, createListDrafts, createSaveDraft } from '../../alerts/drafts.ts';
import { createSendAlert } from '../../alerts/send-alert.ts';
import {
  draftParamsSchema,
  draftsSchema,
  saveDraftAnswerSchema,
  saveDraftSchema,
} from '../../contracts/alert-approvals.ts';
import {
  alertCategoriesSchema,
  checkAnswerSchema,
  checkRequestSchema,
  previewAnswerSchema,
  previewRequestSchema,
  raiseAnswerSchema,
  raiseRequestSchema,
} from '../../contracts/alerts.ts';
import { may } from '../../staff/rights.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { Idempotent } from '../idempotent.ts';
import { type AlertAct, contentOf, said, shownMessages } from './alert-acts.ts';

/** Writing an alert, from the category to the send button (src/contracts/alerts.ts). */
export function alertWritingRoutes(act: AlertAct, idempotent: Idempotent) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'compose_alert' } as const;

    app.get(
      '/api/alert-categories',
      {
        config,
        schema: {
          summary: 'Categories, their severities, and who may send them to how many households alone',
          response: { 200: alertCategoriesSchema },
        },
      },
      async (request) => {
        const actor = actorOf(request);
        const categories = await act(async (deps) => deps.categories);
        return said(alertCategoriesSchema, {
          categories: categories.map((category) => ({ ...category, mayWrite: mayWrite(actor) })),
        });
      },
    );

    app.post(
      '/api/alerts/check',
      {
        config,
        schema: {
          summary: 'What is found in an alert; nothing is written',
          body: checkRequestSchema,
          response: { 200: checkAnswerSchema },
        },
      },
      async (request) => {
        const content = contentOf(request.body);
        return said(
          checkAnswerSchema,
          await act((deps) => createCheckAlert(deps)(actorOf(request), content)),
        );
      },
    );

    app.post(
      '/api/alerts/preview',
      {
        config,
        schema: {
          summary:
            'What households would get, who, when, whether a second person is needed; nothing is written',
          body: previewRequestSchema,
          response: { 200: previewAnswerSchema },
        },
      },
      async (request) => {
        const content = contentOf(request.body);
        const answer = await act(async (deps) => {
          const previewed = await createPreviewContent(deps)(actorOf(request), content);
          if (previewed.kind !== 'previewed') return previewed;
          const { messages, media, ...preview } = previewed.preview;
          const shown = await shownMessages(deps, messages, content.texts.en !== null, media);
          return { ...previewed, preview: { ...preview, messages: shown } };
        });
        return said(previewAnswerSchema, answer);
      },
    );

    app.get(
      '/api/alert-drafts',
      {
        config,
        schema: { summary: 'Drafts of the own unit, the newest first', response: { 200: draftsSchema } },
      },
      async (request, reply) => {
        const listed = await act((deps) => createListDrafts(deps)(actorOf(request)));
        if (listed.kind === 'forbidden') return problem(reply, 'forbidden');
        const drafts = listed.drafts.map(({ id, alert, ...draft }) => ({
          ...draft,
          draftId: id,
          number: alert?.number ?? null,
        }));
        return reply.send(said(draftsSchema, { drafts }));
      },
    );

    app.post(
      '/api/alert-drafts',
      {
        config,
        schema: {
          summary: 'Saves a draft, a new one or one that is there',
          body: saveDraftSchema,
          response: { 200: saveDraftAnswerSchema },
        },
      },
      async (request) => {
        const { draftId, content } = request.body;
        const input = { draftId, content: contentOf(content) };
        return said(
          saveDraftAnswerSchema,
          await act((deps) => createSaveDraft(deps)(actorOf(request), input)),
        );
      },
    );

    app.post(
      '/api/alert-drafts/:id/discard',
      {
        config,
        schema: {
          summary: 'Gives a draft up; one that has a number stays in the list of alerts, as stopped',
          params: draftParamsSchema,
          response: { 200: saveDraftAnswerSchema },
        },
      },
      async (request) => {
        const input = { draftId: request.params.id };
        return said(
          saveDraftAnswerSchema,
          await act((deps) => createDiscardDraft(deps)(actorOf(request), input)),
        );
      },
    );

    app.post(
      '/api/alerts',
      {
        ...idempotent,
        config,
        schema: {
          summary:
            'Sends an alert or a drill, or asks a second person where one is needed; takes an Idempotency-Key',
          body: raiseRequestSchema,
          response: { 200: raiseAnswerSchema },
        },
      },
      async (request) => {
        const { content, ...how } = request.body;
        const actor = actorOf(request);
        if (content.drill && !may(actor, 'run_drill')) return { kind: 'forbidden' as const };
        const order = { ...how, content: contentOf(content) };
        return said(raiseAnswerSchema, await act((deps) => createSendAlert(deps)(actor, order, null)));
      },
    );
  };
}
