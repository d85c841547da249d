import { createHmac } from 'node:crypto';
import { refused, type ZaloAnswer } from './answers.ts';
import { headerOf, type Incoming } from './incoming.ts';
import { REFUSALS } from './refusals.ts';
import type { FakeOa } from './state.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

export type Authenticated = { kind: 'known'; oa: FakeOa } | { kind: 'refused'; answer: ZaloAnswer };

/** Who calls: the header `access_token` alone counts. https://developers.zalo.me/docs, bat-dau */
export function createAuthentication(
  world: World,
  tokens: Tokens,
): { check(call: Incoming): Authenticated; oaIdOf(call: Incoming): string | null } {
  const deny = (answer: ZaloAnswer): Authenticated => ({ kind: 'refused', answer });

  return {
    check({ headers }) {
      const token = headerOf(headers, 'access_token');
      const verdict = tokens.check(token, world.nowMs());
      if (verdict.kind === 'unknown') return deny(refused(REFUSALS.tokenInvalid));
      if (verdict.kind === 'expired') {
        const old = world.settings.expiredTokenCode === -155;
        return deny(refused(old ? REFUSALS.tokenExpiredElsewhere : REFUSALS.tokenExpired));
      }
      const proof = headerOf(headers, 'appsecret_proof');
      const proofWanted = proof !== '' || world.settings.appsecretProof === 'required';
      if (proofWanted && proof !== proofOf(token)) return deny(refused(REFUSALS.proofInvalid));
      const oa = world.oas.get(verdict.oaId);
      return oa === undefined ? deny(refused(REFUSALS.tokenInvalid)) : { kind: 'known', oa };
    },
    oaIdOf({ headers }) {
      const verdict = tokens.check(headerOf(headers, 'access_token'), world.nowMs());
      return verdict.kind === 'valid' ? verdict.oaId : null;
    },
  };

  function proofOf(token: string): string {
    return createHmac('sha256', world.app.secret).update(token).digest('hex');
  }
}
