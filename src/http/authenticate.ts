import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenStore } from '../staff/admin-ports.ts';
import { needsSecondFactor } from '../staff/rights.ts';
import type { SignInProfile, SignInProvider } from '../staff/sign-in-ports.ts';
import type { Authenticate } from './api-kit.ts';
import type { Visits } from './visit.ts';

export interface AuthenticateDeps {
  visits: Visits;
  current: SignInProvider['current'];
  /** Null for who may not work any more. */
  profile(staffId: string): Promise<SignInProfile | null>;
  ownerOf: TokenStore['use'];
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer (by_[A-Za-z0-9_-]{43})$/;

export function keepCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
}

/**
 * Who calls: by token, or by the session of a browser. What changes something by session must come from a page of our
 * own: a token is not sent by a browser of its own accord, so it needs no such proof.
 */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  return async function authenticate(request: FastifyRequest, reply: FastifyReply) {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const owner = await byToken(authorization);
      return owner ? { kind: 'staff', actor: owner } : { kind: 'refused', code: 'signed_out' };
    }
    const found = await deps.current(deps.visits.visitOf(request));
    const profile = found && (await deps.profile(found.session.staffId));
    if (!found || !profile) return { kind: 'refused', code: 'signed_out' };
    if (!SAFE_METHODS.has(request.method) && !deps.visits.isOwnOrigin(request))
      return { kind: 'refused', code: 'foreign_origin' };
    keepCookies(reply, found.cookies);
    return {
      kind: 'staff',
      actor: { staffId: profile.staffId, policeUnitId: profile.unit.id, roles: profile.roles },
      session: found.session,
      settingUp: needsSecondFactor(profile.roles) && !profile.secondFactorOn,
    };
  };

  async function byToken(authorization: string) {
    const token = BEARER.exec(authorization)?.[1];
    const owner = token === undefined ? null : await deps.ownerOf(token);
    if (!owner) return null;
    const { staffId, policeUnitId, roles, actions } = owner;
    return { staffId, policeUnitId, roles, limitedTo: actions };
  }
}
