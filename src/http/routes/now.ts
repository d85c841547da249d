import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  dutyPageSchema,
  dutyQuerySchema,
  dutyShiftSchema,
  handOverSchema,
  type NowReads,
  nowSchema,
} from '../../contracts/now.ts';
import { may } from '../../staff/rights.ts';
import type { StaffActor } from '../../staff/staff.ts';
import type { HandOverResult, TakeDutyResult } from '../../staff/take-duty.ts';
import { actorOf, problem } from '../api-kit.ts';
import type { ReaderOf } from '../reader.ts';

export interface NowDeps {
  now: NowReads;
  takeDuty(actor: StaffActor): Promise<TakeDutyResult>;
  handOverDuty(actor: StaffActor, note: string): Promise<HandOverResult>;
}

/** The first page, and who is on duty (src/contracts/now.ts). */
export function nowRoutes(deps: NowDeps, readerOf: ReaderOf) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/now',
      { config: { rule: 'see_alerts' }, schema: { response: { 200: nowSchema } } },
      async (request) => {
        const isPolice = may(actorOf(request), 'see_replies');
        return deps.now.now(await readerOf(request, isPolice ? 'see_replies' : 'see_alerts'));
      },
    );

    app.get(
      '/api/duty',
      {
        config: { rule: 'take_duty' },
        schema: { querystring: dutyQuerySchema, response: { 200: dutyPageSchema } },
      },
      async (request) => deps.now.duty(await readerOf(request, 'take_duty'), request.query),
    );

    app.post(
      '/api/duty/take-over',
      { config: { rule: 'take_duty' }, schema: { response: { 200: dutyShiftSchema } } },
      async (request, reply) => {
        const taken = await deps.takeDuty(actorOf(request));
        if (taken.kind === 'forbidden') return problem(reply, 'forbidden');
        const { items } = await deps.now.duty(await readerOf(request, 'take_duty'), { limit: 1 });
        // Handed on meanwhile: the newest is somebody else's by then, and that is what is shown.
        return items[0] ?? problem(reply, 'conflict');
      },
    );

    app.post(
      '/api/duty/hand-over',
      { config: { rule: 'take_duty' }, schema: { body: handOverSchema, response: { 200: dutyShiftSchema } } },
      async (request, reply) => {
        const result = await deps.handOverDuty(actorOf(request), request.body.note);
        if (result.kind !== 'handed_over') return problem(reply, result.kind);
        const { items } = await deps.now.duty(await readerOf(request, 'take_duty'), { limit: 1 });
        return items[0] ?? problem(reply, 'conflict');
      },
    );
  };
}
