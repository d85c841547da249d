import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type ProblemCode } from '../contracts/problems.ts';
import { type Action, may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';

/**
 * Who may call a route.
 * - `public`: anybody; it shows nothing that is not for everybody.
 * - `own_check`: the route knows its caller by another proof (a signature, a token, this machine).
 * - `signed_in`: any staff member.
 * - an action: staff whose roles give that right; the use case checks whose unit it is about.
 */
export type Rule = 'public' | 'own_check' | 'signed_in' | Action;

declare module 'fastify' {
  interface FastifyContextConfig {
    rule?: Rule;
  }
  interface FastifyRequest {
    /** Set by the guard on every route that asks for staff. */
    actor: StaffActor | null;
  }
}

export type Authentication =
  | { kind: 'staff'; actor: StaffActor }
  | {
      kind: 'refused';
      code: Extract<
        ProblemCode,
        'signed_out' | 'foreign_origin' | 'second_factor_needed' | 'too_many_requests'
      >;
    };

/** Tells who calls, by session or token. Never throws for what a caller sends. */
export type Authenticate = (request: FastifyRequest) => Promise<Authentication>;

/** Where no staff sign in, nobody is staff. */
export const nobody: Authenticate = async () => ({ kind: 'refused', code: 'signed_out' });

/** Refuses with a documented code. `more` holds nothing personal. */
export function problem(
  reply: FastifyReply,
  code: ProblemCode,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { status } = PROBLEMS[code];
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ status, code, ...more });
}

/** The staff member behind a request that the guard let pass. */
export function actorOf(request: FastifyRequest): StaffActor {
  if (request.actor === null) throw new Error('actorOf() on a route that asks for no staff');
  return request.actor;
}

/**
 * Guards every route that is registered after it, here and in plugins. A route without a rule is a mistake: the server
 * is not built.
 */
export function guardRoutes(app: FastifyInstance, authenticate: Authenticate): void {
  const routes: { method: string | string[]; url: string; config?: { rule?: Rule } | undefined }[] = [];
  app.decorateRequest('actor', null);
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const unruled = routes.filter(({ config }) => config?.rule === undefined);
    if (unruled.length === 0) return;
    const names = unruled.map(({ method, url }) => `${String(method)} ${url}`);
    throw new Error(`No rule says who may call: ${names.join(', ')}`);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    const { rule } = request.routeOptions.config;
    if (rule === 'public' || rule === 'own_check') return;
    const who = await authenticate(request);
    if (who.kind === 'refused') return problem(reply, who.code);
    if (rule === undefined || (rule !== 'signed_in' && !may(who.actor, rule)))
      return problem(reply, 'forbidden');
    request.actor = who.actor;
  });
}

/** Gives every route of a plugin that cannot name its own rule, such as one for static files, this one. */
export function ruleForAll(app: FastifyInstance, rule: Rule): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, rule: route.config?.rule ?? rule };
  });
}
