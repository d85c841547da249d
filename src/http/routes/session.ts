import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SIGN_IN_LINK_MS } from '../../../config/sign-in.ts';
import {
  acceptInvitationSchema,
  checkInvitationAnswerSchema,
  checkLinkSchema,
  checkSetupAnswerSchema,
  requestLinkAnswerSchema,
  requestLinkSchema,
  type SignInAnswer,
  secondFactorSchema,
  sessionSchema,
  setupSchema,
  signInAnswerSchema,
  signInSchema,
  useLinkSchema,
} from '../../contracts/session.ts';
import { errorFields, type Logger } from '../../shared/logger.ts';
import type {
  createAcceptInvitation,
  createCheckInvitation,
  createCheckSetup,
  createSetUpService,
} from '../../staff/set-up-service.ts';
import type { createSecondStep, createSignInStaff, SignedIn, SignInResult } from '../../staff/sign-in.ts';
import type { createOpenSignInLink, createSendSignInLink } from '../../staff/sign-in-link.ts';
import type { SignInProfile, SignInProvider, Visit } from '../../staff/sign-in-ports.ts';
import { problem } from '../api-kit.ts';
import { keepCookies } from '../authenticate.ts';
import { readSession, type SessionReader } from '../session-answer.ts';
import type { Visits } from '../visit.ts';

type UseCase<F extends (...deps: never[]) => unknown> = ReturnType<F>;

export interface SessionRoutesDeps extends SessionReader {
  visits: Visits;
  logger: Logger;
  signIn: UseCase<typeof createSignInStaff>;
  secondStep: UseCase<typeof createSecondStep>;
  sendLink: UseCase<typeof createSendSignInLink>;
  openLink: UseCase<typeof createOpenSignInLink>;
  checkSetup: UseCase<typeof createCheckSetup>;
  setUp: UseCase<typeof createSetUpService>;
  checkInvitation: UseCase<typeof createCheckInvitation>;
  acceptInvitation: UseCase<typeof createAcceptInvitation>;
  hashPassword: SignInProvider['hashPassword'];
  /** For who has just chosen user name and password. */
  beginFirst(visit: Visit, staffId: string, proof: 'setup' | 'invitation'): Promise<SignedIn>;
  signOut: SignInProvider['signOut'];
  profile(staffId: string): Promise<SignInProfile | null>;
}

const PUBLIC = { config: { rule: 'public' } } as const;
const noContent = z.null();

/** Signing in, by whichever way, and out. Everything here but `GET /api/session` works signed out. */
export function sessionRoutes(deps: SessionRoutesDeps) {
  const { visits } = deps;
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    // A page of another site must not sign a browser in or out either.
    app.addHook('preHandler', async (request, reply) => {
      if (request.method !== 'GET' && !visits.isOwnOrigin(request)) return problem(reply, 'foreign_origin');
    });
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    app.get(
      '/api/session',
      { config: { rule: 'setting_up' }, schema: { response: { 200: sessionSchema } } },
      async (request, reply) => {
        const session = request.browserSession;
        const profile = session && (await deps.profile(session.staffId));
        return session && profile ? readSession(deps, profile, session) : problem(reply, 'signed_out');
      },
    );

    app.post(
      '/api/session/sign-in',
      { ...PUBLIC, schema: { body: signInSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const known = visits.knownBrowser(request, request.body.userName);
        return answer(request, reply, await deps.signIn(visits.visitOf(request), request.body, known));
      },
    );

    app.post(
      '/api/session/second-factor',
      { ...PUBLIC, schema: { body: secondFactorSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const known = (userName: string) => visits.knownBrowser(request, userName);
        const result = await deps.secondStep(visits.visitOf(request), request.body, known);
        return result.kind === 'signed_in' ? answer(request, reply, result) : problem(reply, result.kind);
      },
    );

    app.post(
      '/api/session/sign-out',
      { ...PUBLIC, schema: { response: { 204: noContent } } },
      async (request, reply) => {
        keepCookies(reply, await deps.signOut(visits.visitOf(request)));
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/session/link/request',
      { ...PUBLIC, schema: { body: requestLinkSchema, response: { 202: requestLinkAnswerSchema } } },
      async (request, reply) => {
        const { userName } = request.body;
        const { address } = visits.visitOf(request);
        const tried = { userName, address, knownBrowser: visits.knownBrowser(request, userName) };
        // Not waited for: how long it takes would tell whether there is such a person.
        deps
          .sendLink(tried, visits.startLinkBrowser(reply))
          .catch((error: unknown) => deps.logger.error(errorFields(error), 'a sign-in link was not sent'));
        return reply.code(202).send({ validForMinutes: SIGN_IN_LINK_MS / 60_000 });
      },
    );

    app.post(
      '/api/session/link/use',
      { ...PUBLIC, schema: { body: useLinkSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const browser = visits.linkBrowser(request);
        const result = await deps.openLink(visits.visitOf(request), request.body.token, browser);
        return result.kind === 'link_over' ? problem(reply, 'link_over') : answer(request, reply, result);
      },
    );

    app.post(
      '/api/session/setup/check',
      { ...PUBLIC, schema: { body: checkLinkSchema, response: { 200: checkSetupAnswerSchema } } },
      async (request, reply) => {
        const checked = await deps.checkSetup(request.body.token);
        return checked.kind === 'open' ? { unit: checked.unit } : problem(reply, checked.kind);
      },
    );

    app.post(
      '/api/session/setup',
      { ...PUBLIC, schema: { body: setupSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const { password, ...given } = request.body;
        // Hashing is dear: not for who holds no link.
        if ((await deps.checkSetup(given.token)).kind === 'link_over') return problem(reply, 'link_over');
        const done = await deps.setUp({ ...given, passwordHash: await deps.hashPassword(password) });
        if (done.kind === 'unit_missing') return problem(reply, 'bad_request', { issues: ['unit'] });
        if (done.kind !== 'set_up') return problem(reply, done.kind);
        return answer(request, reply, await deps.beginFirst(visits.visitOf(request), done.staffId, 'setup'));
      },
    );

    app.post(
      '/api/session/invitation/check',
      { ...PUBLIC, schema: { body: checkLinkSchema, response: { 200: checkInvitationAnswerSchema } } },
      async (request, reply) => {
        const checked = await deps.checkInvitation(request.body.token);
        return checked.kind === 'open' ? checked : problem(reply, checked.kind);
      },
    );

    app.post(
      '/api/session/invitation',
      { ...PUBLIC, schema: { body: acceptInvitationSchema, response: { 200: signInAnswerSchema } } },
      async (request, reply) => {
        const { token, userName, password } = request.body;
        if ((await deps.checkInvitation(token)).kind === 'link_over') return problem(reply, 'link_over');
        const passwordHash = await deps.hashPassword(password);
        const done = await deps.acceptInvitation({ token, userName, passwordHash });
        if (done.kind !== 'accepted') return problem(reply, done.kind);
        return answer(
          request,
          reply,
          await deps.beginFirst(visits.visitOf(request), done.staffId, 'invitation'),
        );
      },
    );

    async function answer(
      request: FastifyRequest,
      reply: FastifyReply,
      result: SignInResult,
    ): Promise<FastifyReply> {
      switch (result.kind) {
        case 'wrong':
          return problem(reply, 'wrong_sign_in');
        case 'wait': {
          const retryAfterSeconds = Math.ceil(result.ms / 1000);
          return problem(reply.header('retry-after', retryAfterSeconds), 'too_many_requests', {
            retryAfterSeconds,
          });
        }
        case 'second_factor':
          keepCookies(reply, result.cookies);
          return reply.send({ next: 'second_factor' } satisfies SignInAnswer);
        case 'signed_in': {
          keepCookies(reply, result.cookies);
          visits.rememberBrowser(request, reply, result.profile.userName);
          const session = await readSession(deps, result.profile, result.session);
          return reply.send({ next: 'signed_in', session } satisfies SignInAnswer);
        }
      }
    }
  };
}
