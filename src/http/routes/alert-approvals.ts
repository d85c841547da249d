import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { createDecideApproval } from '../../alerts/decide-approval.ts';
import { createListApprovals } from '../../alerts/list-approvals.ts';
import {
  approvalAnswerSchema,
  approvalDecisionSchema,
  approvalsSchema,
} from '../../contracts/alert-approvals.ts';
import { alertParamsSchema } from '../../contracts/alerts.ts';
import { actorOf, problem } from '../api-kit.ts';
import { type AlertAct, said, shownMessages } from './alert-acts.ts';

/** What a second person reads, and decides (src/contracts/alert-approvals.ts). */
export function alertApprovalRoutes(act: AlertAct) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'approve_alert' } as const;

    app.get(
      '/api/approvals',
      {
        config,
        schema: {
          summary:
            'What waits for a decision of the caller, with the very texts, the audience and the forecast',
          response: { 200: approvalsSchema },
        },
      },
      async (request, reply) => {
        const answer = await act(async (deps) => {
          const listed = await createListApprovals(deps)(actorOf(request));
          if (listed.kind !== 'approvals') return listed;
          const approvals = [];
          for (const { texts, media, languages, forecast, glassReason, ...approval } of listed.approvals) {
            const messages = (['vi', 'en'] as const)
              .filter((language) => language === 'vi' || languages.includes(language))
              .map((language) => ({ language, message: texts[language] }));
            // Of what was sent only the texts remain: whether the English one was written is not known any more.
            const hasEnglish = approval.content === null || approval.content.texts.en !== null;
            approvals.push({
              ...approval,
              breakGlassReason: glassReason,
              forecast: { ...forecast },
              messages: await shownMessages(deps, messages, hasEnglish, media),
            });
          }
          return { kind: 'approvals', approvals } as const;
        });
        if (answer.kind === 'forbidden') return problem(reply, 'forbidden');
        return reply.send(said(approvalsSchema, answer));
      },
    );

    app.post(
      '/api/alerts/:id/approval',
      {
        config,
        schema: {
          summary: 'Approves an alert of somebody else, or gives it back',
          params: alertParamsSchema,
          body: approvalDecisionSchema,
          response: { 200: approvalAnswerSchema },
        },
      },
      async (request) => {
        const { body } = request;
        const decision =
          body.decision === 'approve'
            ? { kind: 'approve' as const }
            : { kind: 'return' as const, comment: body.comment.normalize('NFC') };
        const input = { alertId: request.params.id, decision };
        return said(
          approvalAnswerSchema,
          await act((deps) => createDecideApproval(deps)(actorOf(request), input)),
        );
      },
    );
  };
}
