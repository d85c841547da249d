import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { actsOf } from '../../alerts/act-rules.ts';
import type { AlertCategory } from '../../alerts/alert.ts';
import type { SetGroupPlaceResult } from '../../areas/set-group-place.ts';
import {
  type AlertReads,
  alertGroupsSchema,
  alertHouseholdsPageSchema,
  alertHouseholdsQuerySchema,
  alertPageSchema,
  alertsPageSchema,
  alertsQuerySchema,
  curvesSchema,
  groupPlaceSchema,
  ledgerPageSchema,
  ledgerQuerySchema,
} from '../../contracts/alert-page.ts';
import { idParamsSchema, type Reader, type Situation } from '../../contracts/words.ts';
import type { StaffActor } from '../../staff/staff.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';

export interface AlertDeps {
  alerts: AlertReads;
  categories: readonly AlertCategory[];
  setGroupPlace(
    actor: StaffActor,
    input: {
      groupId: string;
      unitIds: readonly string[];
      place: { latitude: number; longitude: number } | null;
    },
  ): Promise<SetGroupPlaceResult>;
}

const SAID: readonly Situation[] = ['help', 'safe', 'read'];

/** What households said is for the police only. */
export function maySeeSituations(reader: Reader, situations: readonly Situation[]): boolean {
  return reader.sees.personal || !situations.some((situation) => SAID.includes(situation));
}

/** Alerts as they are read (src/contracts/alert-page.ts). */
export function alertRoutes(deps: AlertDeps, readerOf: ReaderOf) {
  const { alerts, categories } = deps;
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    const config = { rule: 'see_alerts' } as const;

    app.get(
      '/api/alerts',
      { config, schema: { querystring: alertsQuerySchema, response: { 200: alertsPageSchema } } },
      async (request) => alerts.list(await readerOf(request, 'see_alerts'), request.query),
    );

    app.get(
      '/api/alerts/:id',
      { config, schema: { params: idParamsSchema, response: { 200: alertPageSchema } } },
      async (request, reply) => {
        const found = await alerts.page(await readerOf(request, 'see_alerts'), request.params.id);
        if (found === null) return problem(reply, 'not_found');
        const { page, policeUnitId } = found;
        const { state, paused, progress } = page.alert;
        const reached = progress.sent + progress.unknown > 0;
        const category = categories.find(({ code }) => code === page.alert.category) ?? null;
        const acts = actsOf(actorOf(request), { policeUnitId, state, paused, reached }, category);
        return { ...page, acts };
      },
    );

    app.get(
      '/api/alerts/:id/curves',
      { config, schema: { params: idParamsSchema, response: { 200: curvesSchema } } },
      async (request, reply) => {
        const curves = await alerts.curves(await readerOf(request, 'see_alerts'), request.params.id);
        return curves ?? problem(reply, 'not_found');
      },
    );

    app.get(
      '/api/alerts/:id/groups',
      { config, schema: { params: idParamsSchema, response: { 200: alertGroupsSchema } } },
      async (request, reply) => {
        const groups = await alerts.groups(await readerOf(request, 'see_alerts'), request.params.id);
        return groups ?? problem(reply, 'not_found');
      },
    );

    app.get(
      '/api/alerts/:id/households',
      {
        config: { rule: 'see_silent' },
        schema: {
          params: idParamsSchema,
          querystring: alertHouseholdsQuerySchema,
          response: { 200: alertHouseholdsPageSchema },
        },
      },
      async (request, reply) => {
        const reader = await readerOf(request, 'see_silent');
        if (!maySeeSituations(reader, request.query.situation)) return problem(reply, 'forbidden');
        const page = await alerts.households(reader, request.params.id, request.query);
        return page ?? problem(reply, 'not_found');
      },
    );

    app.get(
      '/api/alerts/:id/ledger',
      {
        config,
        schema: {
          params: idParamsSchema,
          querystring: ledgerQuerySchema,
          response: { 200: ledgerPageSchema },
        },
      },
      async (request, reply) => {
        const reader = await readerOf(request, 'see_alerts');
        const page = await alerts.ledger(reader, request.params.id, request.query);
        return page ?? problem(reply, 'not_found');
      },
    );

    app.put(
      '/api/groups/:id/place',
      { config: { rule: 'manage_groups' }, schema: { params: idParamsSchema, body: groupPlaceSchema } },
      async (request, reply) => {
        const { unitIds } = await readerOf(request, 'manage_groups');
        const result = await deps.setGroupPlace(actorOf(request), {
          groupId: request.params.id,
          unitIds,
          place: request.body.place,
        });
        return result.kind === 'placed' ? reply.code(204).send() : problem(reply, result.kind);
      },
    );
  };
}
