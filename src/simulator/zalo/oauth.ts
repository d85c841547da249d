import { createHash, randomBytes } from 'node:crypto';
import { NO_SUCH_API, oauthRefused, plainJson, type ZaloAnswer } from './answers.ts';
import { headerOf, type Incoming } from './incoming.ts';
import { OAUTH_LIMITS } from './limits.ts';
import type { TokenPair, Tokens } from './tokens.ts';
import type { World } from './world.ts';

export const CONSENT_PATH = '/v4/oa/permission';
export const TOKEN_PATH = '/v4/oa/access_token';

/** Codes of oauth.zaloapp.com. https://developers.zalo.me/docs, phu-luc/cac-loai-ma-su-dung-trong-oauth */
export const OAUTH_REFUSALS = {
  app: oauthRefused(-14002, 'Invalid app id', 'App id is invalid.'),
  redirect: oauthRefused(-14003, 'Invalid redirect uri', 'Redirect uri is invalid.'),
  secret: oauthRefused(-14004, 'Invalid app secret', 'App secret is missing or invalid.'),
  code: oauthRefused(-14005, 'Invalid code', 'Authorization code is invalid, expired or used.'),
  refresh: oauthRefused(-14014, 'Invalid refresh token', 'Refresh token is invalid.'),
  grant: oauthRefused(-14018, 'Invalid grant type', 'Grant type is invalid.'),
} as const;

interface Code {
  oaId: string;
  challenge: string;
  endsAtMs: number;
}

/** The consent page, whose administrator says yes at once, and the token endpoint. */
export function createOauth(deps: {
  world: World;
  tokens: Tokens;
  /** As registered in the console. */
  redirectUris: readonly string[];
}): { handle(call: Incoming): ZaloAnswer } {
  const { world, tokens, redirectUris } = deps;
  const codes = new Map<string, Code>();

  function consent({ query }: Incoming): ZaloAnswer {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('app_id') !== world.app.id) return OAUTH_REFUSALS.app;
    // Compared as text, so one with a query of its own never fits.
    if (!redirectUris.includes(redirectUri) || redirectUri.includes('?')) return OAUTH_REFUSALS.redirect;
    const oaId = world.settings.consentingOa ?? world.oas.keys().next().value;
    if (oaId === undefined) return OAUTH_REFUSALS.app;
    const code = randomBytes(96).toString('base64url');
    codes.set(code, {
      oaId,
      challenge: query.get('code_challenge') ?? '',
      endsAtMs: world.nowMs() + OAUTH_LIMITS.codeLifeMs,
    });
    const back = new URLSearchParams({ code, oa_id: oaId, state: query.get('state') ?? '' });
    return {
      status: 302,
      body: '',
      contentType: 'text/html',
      headers: { location: `${redirectUri}?${back.toString()}` },
      error: 0,
    };
  }

  function exchange(call: Incoming): ZaloAnswer {
    // A JSON body has none of the fields.
    const isForm = headerOf(call.headers, 'content-type').startsWith('application/x-www-form-urlencoded');
    const form = new URLSearchParams(isForm ? call.body.toString('utf8') : '');
    if (headerOf(call.headers, 'secret_key') !== world.app.secret) return OAUTH_REFUSALS.secret;
    const grantType = form.get('grant_type');
    if (grantType !== 'authorization_code' && grantType !== 'refresh_token') return OAUTH_REFUSALS.grant;
    if (form.get('app_id') !== world.app.id) return OAUTH_REFUSALS.app;
    if (grantType === 'refresh_token') {
      const pair = tokens.rotate(form.get('refresh_token') ?? '', world.nowMs());
      return pair === null ? OAUTH_REFUSALS.refresh : tell(pair);
    }
    const text = form.get('code') ?? '';
    const code = codes.get(text);
    if (code === undefined || world.nowMs() >= code.endsAtMs) return OAUTH_REFUSALS.code;
    if (code.challenge !== '' && code.challenge !== challengeOf(form.get('code_verifier') ?? '')) {
      return OAUTH_REFUSALS.code;
    }
    codes.delete(text);
    return tell(tokens.issue(code.oaId, world.nowMs()));
  }

  function tell({ accessToken, refreshToken }: TokenPair): ZaloAnswer {
    const { expiresIn, tellRefreshLife } = world.settings;
    const life = OAUTH_LIMITS.accessTokenLifeSeconds;
    return plainJson({
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: expiresIn === 'string' ? String(life) : life,
      ...(tellRefreshLife ? { refresh_token_expires_in: String(OAUTH_LIMITS.refreshTokenLifeSeconds) } : {}),
    });
  }

  return {
    handle(call) {
      if (call.method === 'GET' && call.path === CONSENT_PATH) return consent(call);
      if (call.method === 'POST' && call.path === TOKEN_PATH) return exchange(call);
      return NO_SUCH_API;
    },
  };
}

/** PKCE, S256. https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}
