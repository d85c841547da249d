import { createHash, randomInt } from 'node:crypto';
import { withDeadline } from './deadline.ts';
import { parseJsonOrUndefined } from './large-ids.ts';
import { ZALO_OAUTH } from './limits.ts';
import { grantSchema, oauthErrorSchema } from './schema.ts';
import type { Transport } from './transport.ts';

export interface Grant {
  accessToken: string;
  refreshToken: string;
  expiresInMs: number;
}

/** What asking for tokens came to. No case but `granted` holds a token, a code or a secret. */
export type GrantResult =
  | { kind: 'granted'; grant: Grant }
  /** Only an administrator of the OA can help, by consenting again. */
  | { kind: 'consent_needed'; reason: string }
  /** Zalo has not done it; the same may be asked again. */
  | { kind: 'temporary'; reason: string }
  /** App id, app secret, redirect address or the app itself is not in order. */
  | { kind: 'misconfigured'; reason: string }
  /** The request left and no answer came: the tokens may have been exchanged for new ones that nobody has. */
  | { kind: 'unknown'; reason: string };

export interface OAuth {
  /** The code of a consent lives 10 minutes and works once. */
  exchangeCode(code: string, verifier: string, signal: AbortSignal): Promise<GrantResult>;
  /** Uses the refresh token up: a granted pair must be stored before anything else is done. */
  refresh(refreshToken: string, signal: AbortSignal): Promise<GrantResult>;
}

interface OAuthErrorRow {
  code: number;
  kind: 'consent_needed' | 'temporary' | 'misconfigured';
  reason: string;
}

/**
 * developers.zalo.me/docs, phụ lục: các loại mã sử dụng trong OAuth. Unlisted codes mean that a person must consent:
 * -118 (one source), -14012, -14019 and -14024 (meaning unsure) would too.
 */
export const OAUTH_ERRORS: readonly OAuthErrorRow[] = [
  { code: -32, kind: 'temporary', reason: 'zalo_oauth_rate_limit' },
  { code: -14002, kind: 'misconfigured', reason: 'zalo_app_id' },
  { code: -14003, kind: 'misconfigured', reason: 'zalo_redirect_address' },
  { code: -14004, kind: 'misconfigured', reason: 'zalo_app_secret' },
  { code: -14005, kind: 'consent_needed', reason: 'zalo_code_used' },
  { code: -14014, kind: 'consent_needed', reason: 'zalo_refresh_token_used' },
  { code: -14018, kind: 'misconfigured', reason: 'zalo_grant_type' },
  { code: -14029, kind: 'misconfigured', reason: 'zalo_app_not_approved' },
  { code: -118, kind: 'consent_needed', reason: 'zalo_grant_invalid' },
];

const TOKEN_PATH = '/v4/oa/access_token';
const VERIFIER_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export interface Pkce {
  verifier: string;
  challenge: string;
}

/** A fresh PKCE pair. One source wants capitals, small letters and digits all present, so they are. */
export function createPkce(): Pkce {
  let verifier: string;
  do {
    verifier = Array.from({ length: ZALO_OAUTH.verifierLength }, () =>
      VERIFIER_ALPHABET.charAt(randomInt(VERIFIER_ALPHABET.length)),
    ).join('');
  } while (!/[A-Z]/.test(verifier) || !/[a-z]/.test(verifier) || !/\d/.test(verifier));
  return { verifier, challenge: challengeOf(verifier) };
}

/** S256: base64url of the SHA-256 of the verifier's ASCII, without padding. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/**
 * Where an administrator of the OA consents, in a browser. Comes back to `redirectUri` with `code`, `oa_id` and `state`.
 * Zalo knows no `scope`, `response_type` or `code_challenge_method` here.
 */
export function consentLink(options: {
  oauthRoot: string;
  appId: string;
  /** Exactly as registered in the app's settings, without a query. */
  redirectUri: string;
  state: string;
  challenge: string;
}): string {
  const query = new URLSearchParams({
    app_id: options.appId,
    redirect_uri: options.redirectUri,
    code_challenge: options.challenge,
    state: options.state,
  });
  return `${options.oauthRoot.replace(/\/+$/, '')}/v4/oa/permission?${query.toString()}`;
}

/** The token endpoint of one app. */
export function createOAuth(options: { transport: Transport; appId: string; appSecret: string }): OAuth {
  async function ask(fields: Record<string, string>, signal: AbortSignal): Promise<GrantResult> {
    const request = {
      method: 'POST',
      path: TOKEN_PATH,
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: options.appSecret },
      body: new URLSearchParams({ ...fields, app_id: options.appId }).toString(),
    } as const;
    const result = await withDeadline(ZALO_OAUTH.requestTimeoutMs, signal, (ended) =>
      options.transport.request(request, ended),
    );
    switch (result.kind) {
      case 'not_sent':
        return { kind: 'temporary', reason: result.reason };
      case 'no_answer':
        return { kind: 'unknown', reason: result.reason };
      case 'answered':
        return readGrant(result.status, result.body);
    }
  }

  return {
    exchangeCode: (code, verifier, signal) =>
      ask({ grant_type: 'authorization_code', code, code_verifier: verifier }, signal),
    refresh: (refreshToken, signal) =>
      ask({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal),
  };
}

/** Errors come with HTTP 200 too, so only tokens mean success. */
function readGrant(status: number, body: string): GrantResult {
  const parsed = parseJsonOrUndefined(body);
  const grant = grantSchema.safeParse(parsed);
  if (grant.success) return { kind: 'granted', grant: grant.data };

  const refusal = oauthErrorSchema.safeParse(parsed);
  const code = refusal.success ? refusal.data.error : 0;
  const row = OAUTH_ERRORS.find((known) => known.code === code);
  if (row !== undefined) return { kind: row.kind, reason: row.reason };
  if (status >= 300) return { kind: 'temporary', reason: `http_${status}` };
  if (code !== 0) return { kind: 'consent_needed', reason: `zalo_oauth_${code}` };
  return { kind: 'unknown', reason: 'unreadable_answer' };
}
