import type { GrantKeeper } from '../channels/channel.ts';

/** What a platform sends back with the person who consented. */
export interface Consent {
  state: string;
  code: string;
  /** The platform's id of the account that consents, where it says it. */
  boundId: string | null;
}

export type ConsentResult =
  | { kind: 'connected' }
  /** The link was used, has run out, or is none of ours. */
  | { kind: 'link_over' }
  /** The consent is that of another account than the one that is connected here. */
  | { kind: 'other_account' }
  | { kind: 'failed'; reason: string };

const CALL_TIMEOUT_MS = 30_000;

/** Makes a consent the grant of its account, so that it may send again. A link works once, whatever comes of it. */
export function createAcceptConsent(deps: {
  take(state: string): Promise<{ channelAccountId: string; verifier: string } | null>;
  bind(channelAccountId: string, boundId: string): Promise<'bound' | 'other'>;
  grantOf(channelAccountId: string): Promise<GrantKeeper | null>;
  restore(channelAccountId: string): Promise<void>;
}) {
  return async function acceptConsent({ state, code, boundId }: Consent): Promise<ConsentResult> {
    const asked = await deps.take(state);
    const grant = asked && (await deps.grantOf(asked.channelAccountId));
    if (!asked || !grant) return { kind: 'link_over' };
    // Before the code is exchanged: afterwards the tokens of the right account would be overwritten.
    if (boundId !== null && (await deps.bind(asked.channelAccountId, boundId)) === 'other') {
      return { kind: 'other_account' };
    }
    const connection = await grant.connect(code, asked.verifier, AbortSignal.timeout(CALL_TIMEOUT_MS));
    if (connection.kind !== 'connected') return { kind: 'failed', reason: connection.reason };
    await deps.restore(asked.channelAccountId);
    return { kind: 'connected' };
  };
}
