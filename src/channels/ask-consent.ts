import { randomBytes } from 'node:crypto';
import { consentLink, createPkce } from './zalo/index.ts';

/** As long as Zalo's own code lives. */
const LINK_LIFE_MS = 600_000;
const STATE_BYTES = 32;

export interface ConsentQuestion {
  channelAccountId: string;
  state: string;
  verifier: string;
  lifeMs: number;
}

/** Notes a question for consent and makes the link with which an administrator of the OA answers it: once, in ten minutes. */
export async function askConsent(of: {
  ask(question: ConsentQuestion): Promise<void>;
  channelAccountId: string;
  appId: string;
  oauthRoot: string;
  /** Where Zalo leads back to; registered there exactly so. */
  redirectUri: string;
}): Promise<{ state: string; link: string }> {
  const { channelAccountId, appId, oauthRoot, redirectUri } = of;
  const state = randomBytes(STATE_BYTES).toString('base64url');
  const { verifier, challenge } = createPkce();
  await of.ask({ channelAccountId, state, verifier, lifeMs: LINK_LIFE_MS });
  return { state, link: consentLink({ oauthRoot, appId, redirectUri, state, challenge }) };
}
