import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ACT_RULES } from '../../alerts/act-rules.ts';
import { createCheckFollowUp } from '../../alerts/check-follow-up.ts';
import { createPreviewFollowUp, createSendFollowUp } from '../../alerts/follow-up.ts';
import { createPauseAlert, createResumeAlert } from '../../alerts/pause-alert.ts';
import { createSetReminders } from '../../alerts/remind-silent.ts';
import { createScoreDrill } from '../../alerts/score-drill.ts';
import { createSetQuietHours } from '../../alerts/set-quiet-hours.ts';
import { createStopAlert } from '../../alerts/stop-alert.ts';
import { openFindings } from '../../alerts/text-checks.ts';
import {
  drillScoreSchema,
  followUpAnswerSchema,
  followUpPreviewAnswerSchema,
  followUpRequestSchema,
  holdAnswerSchema,
  quietHoursAnswerSchema,
  remindersAnswerSchema,
  remindersRequestSchema,
  setQuietHoursSchema,
} from '../../contracts/alert-running.ts';
import { alertParamsSchema } from '../../contracts/alerts.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { actorOf } from '../api-kit.ts';
import type { Idempotent } from '../idempotent.ts';
import { type AlertAct, type AlertActDeps, said, shownMessages, textsOf } from './alert-acts.ts';

interface Hold {
  path: 'stop' | 'pause' | 'resume';
  summary: string;
  create(deps: AlertActDeps): (actor: StaffActor, input: { alertId: string }) => Promise<{ kind: string }>;
}

/** What follows an alert that was sent, and how a drill went (src/contracts/alert-running.ts). */
export function alertRunningRoutes(act: AlertAct, idempotent: Idempotent) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'compose_alert' } as const;

    app.post(
      '/api/alerts/:id/messages/preview',
      {
        config,
        schema: {
          summary:
            'What households would get of an update, correction or closure, how far and at what cost; nothing is written',
          params: alertParamsSchema,
          body: followUpRequestSchema,
          response: { 200: followUpPreviewAnswerSchema },
        },
      },
      async (request) => {
        const { message, texts: written, media } = request.body;
        const texts = textsOf(written);
        const alertId = request.params.id;
        const input = { alertId, message, text: texts.vi, english: texts.en, media };
        const actor = actorOf(request);
        const answer = await act(async (deps) => {
          const previewed = await createPreviewFollowUp(deps)(actor, input);
          if (previewed.kind !== 'previewed') return previewed;
          const { messages, media: shownMedia, ...preview } = previewed.preview;
          const shown = await shownMessages(deps, messages, texts.en !== null, shownMedia);
          const findings = await createCheckFollowUp(deps)(actor, texts, { alertId, media });
          return {
            ...previewed,
            preview: { ...preview, messages: shown, findings },
          };
        });
        return said(followUpPreviewAnswerSchema, answer);
      },
    );

    app.post(
      '/api/alerts/:id/messages',
      {
        ...idempotent,
        config,
        schema: {
          summary: 'Sends an update, correction or closure; takes an Idempotency-Key',
          params: alertParamsSchema,
          body: followUpRequestSchema,
          response: { 200: followUpAnswerSchema },
        },
      },
      async (request) => {
        const { message, texts: written, media, checksConfirmed } = request.body;
        const texts = textsOf(written);
        const alertId = request.params.id;
        const input = { alertId, message, text: texts.vi, english: texts.en, media };
        const actor = actorOf(request);
        const answer = await act(async (deps) => {
          const found = await createCheckFollowUp(deps)(actor, texts, { alertId, media });
          const findings = openFindings(found, checksConfirmed);
          return findings.length > 0
            ? { kind: 'checks_open', findings }
            : createSendFollowUp(deps)(actor, input);
        });
        return said(followUpAnswerSchema, answer);
      },
    );

    const holds: readonly Hold[] = [
      {
        path: 'stop',
        summary: 'Stops an alert: nothing more of it is sent',
        create: createStopAlert,
      },
      {
        path: 'pause',
        summary: 'Holds an alert; its time goes on',
        create: createPauseAlert,
      },
      {
        path: 'resume',
        summary: 'Lets a held alert go on',
        create: createResumeAlert,
      },
    ];
    for (const { path, summary, create } of holds) {
      app.post(
        `/api/alerts/:id/${path}`,
        {
          config: { rule: ACT_RULES[path].right },
          schema: { summary, params: alertParamsSchema, response: { 200: holdAnswerSchema } },
        },
        async (request) => {
          const input = { alertId: request.params.id };
          return said(holdAnswerSchema, await act((deps) => create(deps)(actorOf(request), input)));
        },
      );
    }

    app.post(
      '/api/alerts/:id/reminders',
      {
        config,
        schema: {
          summary: 'Asks the silent again, in rounds to come; none ends them',
          params: alertParamsSchema,
          body: remindersRequestSchema,
          response: { 200: remindersAnswerSchema },
        },
      },
      async (request) => {
        const order = { alertId: request.params.id, ...request.body };
        return said(
          remindersAnswerSchema,
          await act((deps) => createSetReminders(deps)(actorOf(request), order)),
        );
      },
    );

    app.post(
      '/api/groups/:id/quiet-hours',
      {
        config: { rule: 'manage_groups' },
        schema: {
          summary: 'When the households of a group are disturbed by nothing but critical alerts',
          params: idParamsSchema,
          body: setQuietHoursSchema,
          response: { 200: quietHoursAnswerSchema },
        },
      },
      async (request) => {
        const input = { groupId: request.params.id, quietHours: request.body.quietHours };
        return said(
          quietHoursAnswerSchema,
          await act((deps) => createSetQuietHours(deps)(actorOf(request), input)),
        );
      },
    );

    app.get(
      '/api/alerts/:id/drill-score',
      {
        config: { rule: 'run_drill' },
        schema: {
          summary: 'How a drill went, beside the one of this category before it',
          params: alertParamsSchema,
          response: { 200: drillScoreSchema },
        },
      },
      async (request) => {
        const input = { alertId: request.params.id };
        return said(drillScoreSchema, await act((deps) => createScoreDrill(deps)(actorOf(request), input)));
      },
    );
  };
}
