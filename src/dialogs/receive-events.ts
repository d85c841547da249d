import type { InboundMessage } from '../channels/channel.ts';
import type { InboundStore, InTransaction } from './ports.ts';

/**
 * Puts a page of events on disk, each once. Only then may the platform be told that we have them. Returns the contact
 * points with new events, to hint the `inbound` workers; a lost hint is found again by the sweeper.
 */
export function createReceiveEvents(deps: { inTransaction: InTransaction<{ inbound: InboundStore }> }) {
  return async function receiveEvents(
    channelAccountId: string,
    messages: readonly InboundMessage[],
  ): Promise<readonly string[]> {
    if (messages.length === 0) return [];
    return deps.inTransaction((stores) => stores.inbound.store(channelAccountId, messages));
  };
}
