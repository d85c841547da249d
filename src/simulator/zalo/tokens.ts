import { randomBytes } from 'node:crypto';
import { OAUTH_LIMITS, SECOND_MS } from './limits.ts';

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

export type TokenVerdict = { kind: 'valid'; oaId: string } | { kind: 'expired' } | { kind: 'unknown' };

/**
 * The grants of one app. An account has one pair at a time: whoever refreshes ends the pair of everybody else.
 * https://developers.zalo.me/docs, bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
 */
export interface Tokens {
  issue(oaId: string, nowMs: number): TokenPair;
  /** Null: no such refresh token, or used before, or past its three months. */
  rotate(refreshToken: string, nowMs: number): TokenPair | null;
  check(accessToken: string, nowMs: number): TokenVerdict;
  /** As when the administrator takes the permission back. */
  revoke(oaId: string): void;
}

interface Grant {
  oaId: string;
  pair: TokenPair;
  accessEndsAtMs: number;
  refreshEndsAtMs: number;
}

/** As long as real ones, which do not fit every column. */
const TOKEN_BYTES = 192;

export function createTokens(): Tokens {
  const grants = new Map<string, Grant>();
  const byAccess = new Map<string, Grant>();
  const byRefresh = new Map<string, Grant>();

  function revoke(oaId: string): void {
    const grant = grants.get(oaId);
    if (grant === undefined) return;
    grants.delete(oaId);
    byAccess.delete(grant.pair.accessToken);
    byRefresh.delete(grant.pair.refreshToken);
  }

  function issue(oaId: string, nowMs: number): TokenPair {
    revoke(oaId);
    const pair = { accessToken: newToken(), refreshToken: newToken() };
    const grant: Grant = {
      oaId,
      pair,
      accessEndsAtMs: nowMs + OAUTH_LIMITS.accessTokenLifeSeconds * SECOND_MS,
      refreshEndsAtMs: nowMs + OAUTH_LIMITS.refreshTokenLifeSeconds * SECOND_MS,
    };
    grants.set(oaId, grant);
    byAccess.set(pair.accessToken, grant);
    byRefresh.set(pair.refreshToken, grant);
    return pair;
  }

  return {
    issue,
    revoke,
    rotate(refreshToken, nowMs) {
      const grant = byRefresh.get(refreshToken);
      if (grant === undefined || nowMs >= grant.refreshEndsAtMs) return null;
      return issue(grant.oaId, nowMs);
    },
    check(accessToken, nowMs) {
      const grant = byAccess.get(accessToken);
      if (grant === undefined) return { kind: 'unknown' };
      return nowMs >= grant.accessEndsAtMs ? { kind: 'expired' } : { kind: 'valid', oaId: grant.oaId };
    },
  };
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}
