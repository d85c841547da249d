import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEMS, type ProblemCode } from '../contracts/problems.ts';
import { type Action, may } from '../staff/rights.ts';
import type { BrowserSession } from '../staff/sign-in-ports.ts';
import type { StaffActor } from '../staff/staff.ts';

/**
 * Who may call a route.
 * - `public`: anybody; it shows nothing that is not for everybody.
 * - `own_check`: the route knows its caller by another proof (a signature, a token, this machine).
 * - `signed_in`: any staff member, by session or token.
 * - `in_person`: any staff member who signed in; no token.
 * - `setting_up`: the same, also before the second factor that their role asks for is set up.
 * - an action: staff whose roles give that right; the use case checks whose unit it is about.
 */
export type Rule = 'public' | 'own_check' | 'signed_in' | 'in_person' | 'setting_up' | Action;

export interface RuledRoute {
  method: string;
  url: string;
  rule: Rule;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    rule?: Rule;
    /** The body is a file as it is, of one of these types. */
    upload?: { types: readonly string[]; bytesAtMost: number };
  }
  interface FastifyInstance {
    /** Every route of this server and who may call it. */
    ruledRoutes(): readonly RuledRoute[];
  }
  interface FastifyRequest {
    /** Set by the guard on every route that asks for staff. */
    actor: StaffActor | null;
    /** Beside it, when the caller signed in: no token has one. */
    browserSession: BrowserSession | null;
  }
}

export type Authentication =
  /** `session`: by signing in, not by a token. `settingUp`: the second factor that the roles ask for is missing. */
  | { kind: 'staff'; actor: StaffActor; session?: BrowserSession; settingUp?: boolean }
  | {
      kind: 'refused';
      code: Extract<
        ProblemCode,
        'signed_out' | 'foreign_origin' | 'second_factor_needed' | 'too_many_requests'
      >;
    };

/** Tells who calls, by session or token; may renew the cookie. Never throws for what a caller sends. */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Authentication>;

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
  app.decorateRequest('browserSession', null);
  app.addHook('onRoute', (route) => void routes.push(route));
  app.decorate('ruledRoutes', () =>
    routes.flatMap(({ method, url, config }) =>
      [method].flat().map((one) => ({ method: one, url, rule: config?.rule ?? 'own_check' })),
    ),
  );
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
    const who = await authenticate(request, reply);
    const code = who.kind === 'refused' ? who.code : refusalOf(rule, who);
    if (who.kind === 'refused' || code !== null) return problem(reply, code ?? 'forbidden');
    request.actor = who.actor;
    request.browserSession = who.session ?? null;
  });
}

/** Why the rule keeps this staff member out; null when it does not. */
function refusalOf(
  rule: Rule | undefined,
  { actor, session, settingUp = false }: Extract<Authentication, { kind: 'staff' }>,
): ProblemCode | null {
  if (rule === undefined || rule === 'public' || rule === 'own_check') return 'forbidden';
  if (session === undefined && (rule === 'in_person' || rule === 'setting_up')) return 'in_person_only';
  if (rule === 'setting_up') return null;
  if (settingUp) return 'second_factor_needed';
  if (rule === 'signed_in' || rule === 'in_person') return null;
  return may(actor, rule) ? null : 'forbidden';
}

/** Gives every route of a plugin that cannot name its own rule, such as one for static files, this one. */
export function ruleForAll(app: FastifyInstance, rule: Rule): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, rule: route.config?.rule ?? rule };
  });
}
