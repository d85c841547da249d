import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  changePasswordSchema,
  confirmPasswordSchema,
  confirmSecondFactorSchema,
  recoveryCodesSchema,
  secondFactorKeySchema,
  sessionListSchema,
  sessionParamsSchema,
  setLanguageSchema,
  startSecondFactorSchema,
} from '../../contracts/session.ts';
import { chatCodeSchema } from '../../contracts/staff.ts';
import type { createRenewChatCode } from '../../staff/manage-staff.ts';
import type {
  createChangePassword,
  createConfirmSecondFactor,
  createEndSessions,
  createRenewRecoveryCodes,
  createStartSecondFactor,
  Own,
} from '../../staff/own-sign-in.ts';
import type { SessionRow, SignInProfile } from '../../staff/sign-in-ports.ts';
import { actorOf, problem } from '../api-kit.ts';
import { keepCookies } from '../authenticate.ts';
import type { Visits } from '../visit.ts';

type UseCase<F extends (...deps: never[]) => unknown> = ReturnType<F>;

export interface OwnSignInDeps {
  visits: Visits;
  changePassword: UseCase<typeof createChangePassword>;
  startSecondFactor: UseCase<typeof createStartSecondFactor>;
  confirmSecondFactor: UseCase<typeof createConfirmSecondFactor>;
  renewRecoveryCodes: UseCase<typeof createRenewRecoveryCodes>;
  endSessions: UseCase<typeof createEndSessions>;
  renewChatCode: UseCase<typeof createRenewChatCode>;
  sessionsOf(staffId: string): Promise<readonly SessionRow[]>;
  setLanguage(staffId: string, language: 'vi' | 'en'): Promise<void>;
  profile(staffId: string): Promise<SignInProfile | null>;
}

const ISSUER = 'Bình Yên';
const noContent = z.null();
/** Reachable while the second factor is still to be set up. */
const SETTING_UP = { config: { rule: 'setting_up' } } as const;
const IN_PERSON = { config: { rule: 'in_person' } } as const;

/** What an authenticator app reads (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
function keyUri(userName: string, secret: string): string {
  const issuer = encodeURIComponent(ISSUER);
  return `otpauth://totp/${issuer}:${encodeURIComponent(userName)}?secret=${secret}&issuer=${issuer}&digits=6&period=30`;
}

/** What staff do about their own sign-in. */
export function ownSignInRoutes(deps: OwnSignInDeps) {
  return async (server: FastifyInstance): Promise<void> => {
    const app = server.withTypeProvider<ZodTypeProvider>();
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    function ownOf(request: FastifyRequest): Own {
      const session = request.browserSession;
      if (session === null) throw new Error('a route for who signed in was reached without');
      return { actor: actorOf(request), session, visit: deps.visits.visitOf(request) };
    }

    app.post(
      '/api/session/language',
      { ...SETTING_UP, schema: { body: setLanguageSchema, response: { 204: noContent } } },
      async (request, reply) => {
        await deps.setLanguage(actorOf(request).staffId, request.body.language);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/session/password',
      { ...SETTING_UP, schema: { body: changePasswordSchema, response: { 204: noContent } } },
      async (request, reply) => {
        const changed = await deps.changePassword(ownOf(request), request.body);
        return changed === 'changed' ? reply.code(204).send(null) : problem(reply, changed);
      },
    );

    app.post(
      '/api/session/second-factor/start',
      { ...SETTING_UP, schema: { body: startSecondFactorSchema, response: { 200: secondFactorKeySchema } } },
      async (request, reply) => {
        const own = ownOf(request);
        const started = await deps.startSecondFactor(own, request.body.password, request.body.code);
        if (started.kind !== 'started') return problem(reply, started.kind);
        keepCookies(reply, started.cookies);
        const userName = (await deps.profile(own.actor.staffId))?.userName ?? '';
        return { uri: keyUri(userName, started.secret), secret: started.secret };
      },
    );

    app.post(
      '/api/session/second-factor/confirm',
      { ...SETTING_UP, schema: { body: confirmSecondFactorSchema, response: { 200: recoveryCodesSchema } } },
      async (request, reply) => {
        const confirmed = await deps.confirmSecondFactor(ownOf(request), request.body.code);
        if (confirmed.kind !== 'on') return problem(reply, confirmed.kind);
        keepCookies(reply, confirmed.cookies);
        return { recoveryCodes: [...confirmed.recoveryCodes] };
      },
    );

    app.post(
      '/api/session/recovery-codes',
      { ...IN_PERSON, schema: { body: confirmPasswordSchema, response: { 200: recoveryCodesSchema } } },
      async (request, reply) => {
        const renewed = await deps.renewRecoveryCodes(ownOf(request), request.body.password);
        return renewed.kind === 'renewed'
          ? { recoveryCodes: [...renewed.recoveryCodes] }
          : problem(reply, renewed.kind);
      },
    );

    app.post(
      '/api/session/chat-code',
      { ...IN_PERSON, schema: { response: { 200: chatCodeSchema } } },
      async (request, reply) => {
        const actor = actorOf(request);
        const renewed = await deps.renewChatCode(actor, actor.staffId);
        if (renewed.kind !== 'renewed') return problem(reply, renewed.kind);
        const { code, expiresAt } = renewed.chatCode;
        return { code, expiresAt: expiresAt.toISOString() };
      },
    );

    app.get(
      '/api/session/sessions',
      { ...SETTING_UP, schema: { response: { 200: sessionListSchema } } },
      async (request) => {
        const { actor, session } = ownOf(request);
        const rows = await deps.sessionsOf(actor.staffId);
        return {
          sessions: rows.map(({ id, startedAt, lastSeenAt, expiresAt, address, device }) => ({
            id,
            current: id === session.sessionId,
            startedAt: startedAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
            expiresAt: expiresAt.toISOString(),
            address,
            device,
          })),
        };
      },
    );

    app.post(
      '/api/session/sessions/end-others',
      { ...SETTING_UP, schema: { response: { 204: noContent } } },
      async (request, reply) => {
        await deps.endSessions(ownOf(request), null);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/session/sessions/:id/end',
      { ...SETTING_UP, schema: { params: sessionParamsSchema, response: { 204: noContent } } },
      async (request, reply) =>
        (await deps.endSessions(ownOf(request), request.params.id))
          ? reply.code(204).send(null)
          : problem(reply, 'not_found'),
    );
  };
}
