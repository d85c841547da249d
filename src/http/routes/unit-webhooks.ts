import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  addedWebhookSchema,
  newWebhookSchema,
  rotatedSecretSchema,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhookSchema,
  webhooksSchema,
} from '../../contracts/webhooks.ts';
import { idParamsSchema } from '../../contracts/words.ts';
import type {
  createAddWebhook,
  createRemoveWebhook,
  createRotateWebhookSecret,
  createSwitchWebhook,
  createTestWebhook,
} from '../../webhooks/manage-webhooks.ts';
import type { DeliveryRow, WebhookRow } from '../../webhooks/ports.ts';
import { CHANGE_KINDS, isTold } from '../../webhooks/webhook.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { Idempotent } from '../idempotent.ts';

type UseCase<F extends (...deps: never[]) => unknown> = ReturnType<F>;

export interface UnitWebhookDeps {
  webhooksOf(policeUnitId: string): Promise<readonly WebhookRow[]>;
  /** Null when the webhook is none of the unit's. */
  deliveriesOf(policeUnitId: string, id: string, limit: number): Promise<readonly DeliveryRow[] | null>;
  addWebhook: UseCase<typeof createAddWebhook>;
  switchWebhook: UseCase<typeof createSwitchWebhook>;
  rotateSecret: UseCase<typeof createRotateWebhookSecret>;
  removeWebhook: UseCase<typeof createRemoveWebhook>;
  testWebhook: UseCase<typeof createTestWebhook>;
  idempotent: Idempotent;
}

const MANAGE = { config: { rule: 'manage_webhooks' } } as const;
const SHOWN_DELIVERIES = 50;

const iso = (time: Date | null) => time?.toISOString() ?? null;
const shown = ({
  kinds,
  pausedAt,
  failingSince,
  lastAcceptedAt,
  previousUntil,
  createdAt,
  ...row
}: WebhookRow) => ({
  ...row,
  kinds: [...kinds],
  pausedAt: iso(pausedAt),
  failingSince: iso(failingSince),
  lastAcceptedAt: iso(lastAcceptedAt),
  previousUntil: iso(previousUntil),
  createdAt: createdAt.toISOString(),
});
const shownDelivery = ({ at, nextAt, finishedAt, ...row }: DeliveryRow) => ({
  ...row,
  at: at.toISOString(),
  nextAt: iso(nextAt),
  finishedAt: iso(finishedAt),
});

/** Webhooks of the unit: what other systems are told (src/contracts/webhooks.ts). Not those that platforms call. */
export function unitWebhookRoutes(deps: UnitWebhookDeps) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const params = idParamsSchema;

    app.get(
      '/api/webhooks',
      { ...MANAGE, schema: { response: { 200: webhooksSchema } } },
      async (request) => ({
        webhooks: (await deps.webhooksOf(actorOf(request).policeUnitId)).map(shown),
        kinds: CHANGE_KINDS.filter((kind) => isTold(actorOf(request).roles, kind, 'own')),
      }),
    );

    app.post(
      '/api/webhooks',
      {
        ...MANAGE,
        ...deps.idempotent,
        schema: { body: newWebhookSchema, response: { 201: addedWebhookSchema } },
      },
      async (request, reply) => {
        const done = await deps.addWebhook(actorOf(request), request.body);
        if (done.kind !== 'added') return problem(reply, done.kind);
        return reply.code(201).send({ webhook: shown(done.webhook), secret: done.secret });
      },
    );

    for (const to of ['pause', 'resume'] as const) {
      app.post(
        `/api/webhooks/:id/${to}`,
        { ...MANAGE, schema: { params, response: { 200: webhookSchema } } },
        async (request, reply) => {
          const done = await deps.switchWebhook(actorOf(request), request.params.id, to);
          return done.kind === 'done' ? shown(done.webhook) : problem(reply, done.kind);
        },
      );
    }

    app.post(
      '/api/webhooks/:id/secret',
      { ...MANAGE, schema: { params, response: { 200: rotatedSecretSchema } } },
      async (request, reply) => {
        const done = await deps.rotateSecret(actorOf(request), request.params.id);
        if (done.kind !== 'rotated') return problem(reply, done.kind);
        return { secret: done.secret, previousUntil: done.previousUntil.toISOString() };
      },
    );

    app.delete(
      '/api/webhooks/:id',
      { ...MANAGE, schema: { params, response: { 204: z.null() } } },
      async (request, reply) =>
        (await deps.removeWebhook(actorOf(request), request.params.id))
          ? reply.code(204).send(null)
          : problem(reply, 'not_found'),
    );

    app.post(
      '/api/webhooks/:id/tests',
      { ...MANAGE, schema: { params, response: { 202: webhookDeliverySchema } } },
      async (request, reply) => {
        const done = await deps.testWebhook(actorOf(request), request.params.id);
        if (done.kind !== 'queued') return problem(reply, done.kind);
        return reply.code(202).send(shownDelivery(done.delivery));
      },
    );

    app.get(
      '/api/webhooks/:id/deliveries',
      { ...MANAGE, schema: { params, response: { 200: webhookDeliveriesSchema } } },
      async (request, reply) => {
        const { policeUnitId } = actorOf(request);
        const rows = await deps.deliveriesOf(policeUnitId, request.params.id, SHOWN_DELIVERIES);
        return rows === null ? problem(reply, 'not_found') : { deliveries: rows.map(shownDelivery) };
      },
    );
  };
}
