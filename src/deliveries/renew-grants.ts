import type { GrantKeeper } from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';

/** A grant ends hours after it first may be renewed, so a few lost rounds cost nothing. */
const RENEW_EVERY_MS = 180_000;
const CALL_TIMEOUT_MS = 30_000;

/**
 * Renews the grants of accounts that need one, every few minutes, also of accounts that send nothing. Where only a person's
 * consent helps, the account is refused: its lane rests and officers are told on another way, once.
 */
export function createRenewGrants(deps: {
  accounts(): Promise<readonly { account: { id: string }; grant: GrantKeeper | null }[]>;
  refuse(channelAccountId: string, reason: string): Promise<void>;
  /** Undoes `refuse`. */
  restore(channelAccountId: string): Promise<void>;
  clock: Pick<Clock, 'monotonicMs'>;
  logger: Logger;
}) {
  const refused = new Set<string>();
  let nextMs = Number.NEGATIVE_INFINITY;

  async function renew(channelAccountId: string, grant: GrantKeeper): Promise<void> {
    const state = await grant.refreshIfDue(AbortSignal.timeout(CALL_TIMEOUT_MS));
    switch (state.kind) {
      case 'ready':
        if (refused.delete(channelAccountId)) await deps.restore(channelAccountId);
        return;
      case 'consent_needed':
        refused.add(channelAccountId);
        await deps.refuse(channelAccountId, state.reason);
        return;
      case 'misconfigured':
      case 'temporary':
        deps.logger.warn({ channelAccountId, reason: state.reason }, 'a grant could not be renewed');
    }
  }

  return async function renewGrants(): Promise<void> {
    if (deps.clock.monotonicMs() < nextMs) return;
    nextMs = deps.clock.monotonicMs() + RENEW_EVERY_MS;
    for (const { account, grant } of await deps.accounts()) {
      if (grant) await renew(account.id, grant);
    }
  };
}
